"""Public addresses, made in this one place: they are the pages, the identifiers and the links of the API."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_from_request

from bordermark.languages import LANGUAGES

PAGES: Final[Mapping[str, str]] = {
    "home": "/",
    "search": "/search",
    "instrument": "/instruments/{}",
    "provision": "/provisions/{}",
    "crosswalk": "/crosswalks/{}",
    "state": "/states/{}",
    "organisation": "/organisations/{}",
    "framework": "/framework",
    "domain": "/framework/{}",
    "measure": "/measures/{}",
    "obligations": "/states/{}/obligations",
    "obligation": "/states/{}/obligations/{}",
    "model": "/models/{}",
    "scheme": "/vocabulary/{}",
    "concept": "/vocabulary/{}/{}",
    "activities": "/activities",
    "activity": "/activities/{}",
    "mechanism": "/mechanisms/{}",
    "drafting": "/drafting",
    "calls": "/calls",
    "call": "/calls/{}",
    "feeds": "/feeds",
    "feed-harvests": "/feeds/{}",
    "editions": "/editions",
    "edition": "/editions/{}",
    "edition-changes": "/editions/{}/changes",
    "hs-code": "/hs/{}/{}",
    "control-list": "/lists/{}",
    "control-entry": "/entries/{}",
    "alerts": "/screening/alerts",
    "alert": "/screening/alerts/{}",
    "organisation-quality": "/organisations/{}/quality",
    "screening-runs": "/screening/runs",
    "screening-run": "/screening/runs/{}",
    "contribution": "/contributions/{}",
    "propose-change": "/contributions/propose/{}/{}",
    "record-history": "/records/{}/{}/history",
}
"""Path of every kind of page, by the name of its address; a language but English goes before it."""

API: Final = "/api/v1"


def page(name: str, *ids: str, language: str = "en", **query: str) -> str:
    """The path of a page in a language; `ids` fill its places, `query` its parameters.

    >>> page("concept", "theme", "theme-1", language="fr")
    '/fr/vocabulary/theme/theme-1'
    """
    return in_language(PAGES[name].format(*(quote(one, safe=":") for one in ids)), language) + _query(query)


def in_language(path: str, language: str) -> str:
    """The path of a page in a language.

    >>> in_language("/about", "fr")
    '/fr/about'
    """
    return path if language == "en" else f"/{language}{path}"


def _query(query: Mapping[str, str]) -> str:
    return f"?{urlencode(query)}" if query else ""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Absolute addresses under `base`, such as ``https://example.org`` (no slash at the end)."""

    base: str

    def of(self, name: str, *ids: str, language: str = "en", **query: str) -> str:
        """The address of a page. In English it is also the identifier of what the page shows."""
        return self.base + page(name, *ids, language=language, **query)

    def api(self, *parts: str, **query: str) -> str:
        """The address of an API object: ``api("instruments", "cwc-1993", "acts")``."""
        return "/".join((self.base + API, *(quote(part, safe=":") for part in parts))) + _query(query)


def addresses_for(request: HttpRequest) -> Addresses:
    """The addresses under which this request's reader knows the site (BORDERMARK_BASE_URL where it is set)."""
    return Addresses(settings.BASE_URL or f"{request.scheme}://{request.get_host()}")


def language_of(request: HttpRequest) -> str:
    """The language in force for a page: that of its address."""
    return _held(get_language() or "en")


def asked_language(request: HttpRequest, explicit: str = "") -> str:
    """The language an address without a language of its own is asked in: `explicit`, else Accept-Language."""
    return _held(explicit or get_language_from_request(request))


def _held(code: str) -> str:
    short = code.partition("-")[0]
    return short if short in LANGUAGES else "en"
