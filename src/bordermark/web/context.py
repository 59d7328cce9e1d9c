"""What every page's template can use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.http import urlencode
from django.utils.translation import get_language

from bordermark import __version__
from bordermark.accounts.notifications import unread
from bordermark.accounts.people import person_of, user_of
from bordermark.accounts.policy import visible
from bordermark.clocks import CLOCK_NAMES
from bordermark.languages import LANGUAGES, NAMES, direction

_DOORS = (("alerts", "alert"), ("screening-runs", "screening-run"), ("calls", "call"), ("feeds", "feed"))
"""Pages that are not for everybody, with the kind of thing that those see who are led there."""


def site(request: HttpRequest) -> dict[str, Any]:
    """Language, the same page in other languages, the site's public address, and who is there."""
    language = get_language() or "en"
    here = request.get_full_path()
    person = person_of(request)
    user = user_of(request)
    base = settings.BASE_URL or f"{request.scheme}://{request.get_host()}"
    return {
        "language": language,
        "direction": direction(language),
        "languages": [
            {"code": code, "name": NAMES[code], "url": translate_url(here, code), "current": code == language}
            for code in LANGUAGES
        ],
        "base_url": base,
        "canonical": base + request.path,
        "clock_query": _clock_query(request),
        "version": __version__,
        "person": person,
        "doors": [name for name, kind in _DOORS if person.signed_in and visible(person, kind).parts],
        "unread": unread(user) if user else 0,
    }


def _clock_query(request: HttpRequest) -> str:
    """The clocks that the page is asked by, to be put behind the links that lead on; empty for now."""
    asked = {name: value for name in CLOCK_NAMES if (value := request.GET.get(name))}
    return f"?{urlencode(asked)}" if asked else ""
