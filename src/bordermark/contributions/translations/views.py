"""The pages of translations: how far everything is translated, what is to do next, one record's texts."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse

from bordermark.contributions.record_pages import record_page
from bordermark.contributions.record_types import record_type
from bordermark.contributions.translations.api import po_response
from bordermark.contributions.translations.describing import rendered_row, rendered_table, share_row, share_table
from bordermark.contributions.translations.exchange import INTO, shares, texts
from bordermark.contributions.translations.register import translatables
from bordermark.contributions.translations.rendered import STATES, Rendered, Share, to_do
from bordermark.errors import UnknownRecord
from bordermark.languages import NAMES
from bordermark.publishing.addresses import addresses_for, language_of
from bordermark.publishing.answers import Answer, respond

SHOWN: Final = 50
"""Records on a page of the list of what is to do."""


def index(request: HttpRequest) -> HttpResponse:
    """How far every type of record is translated into every language."""
    return respond(request, Answer(
        "contributions/translations.html", lambda: {"groups": _groups(), "states": STATES, "section": "translations"},
        data=lambda: [share_row(one) for one in shares()], table=lambda: share_table(shares()),
    ))


def _groups() -> list[dict[str, Any]]:
    by_language: dict[str, list[tuple[Share, Any, list[int]]]] = {}
    for one in shares():
        row = (one, record_type(one.type).label, [one.counts[state] for state in STATES])
        by_language.setdefault(one.language, []).append(row)
    return [{"language": code, "name": NAMES[code], "rows": rows} for code, rows in by_language.items()]


def listed(request: HttpRequest, language: str, name: str) -> HttpResponse:
    """The records of a type that want a translator, the most pressing first; or those in one state."""
    _require(language, name)
    state = request.GET.get("state", "")
    everything = list(texts(language, [name]))
    found = [one for one in everything if _is(one, state)] if state in (*STATES, "stale") else to_do(everything)
    start = _start(request, len(found))
    return respond(request, Answer(
        "contributions/translations_of_type.html", lambda: {
            "language_code": language, "language_name": NAMES[language], "type": name,
            "label": record_type(name).label, "state": state, "states": (*STATES, "stale"), "total": len(found),
            "rows": [(one, record_page(name, one.key, language_of(request))) for one in found[start:start + SHOWN]],
            "before": max(0, start - SHOWN) if start else None,
            "after": start + SHOWN if start + SHOWN < len(found) else None, "section": "translations",
        },
        data=lambda: [rendered_row(one, addresses_for(request)) for one in found],
        table=lambda: rendered_table(found),
    ))


def _is(one: Rendered, state: str) -> bool:
    return one.is_stale if state == "stale" else (one.status or "missing") == state


def _start(request: HttpRequest, total: int) -> int:
    text = request.GET.get("from", "")
    return min(int(text), total) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def po(request: HttpRequest, language: str, name: str) -> HttpResponse:
    """The texts of a type in a language as a PO file."""
    _require(language, name)
    return po_response(language, name, request.GET.getlist("id") or None)


def one(request: HttpRequest, language: str, name: str, key: str) -> HttpResponse:
    """One record's texts in English and in a language, side by side."""
    _require(language, name)
    found = rendered(language, name, key)
    return respond(request, Answer(
        "contributions/translation.html", lambda: translation_context(request, found),
        data=lambda: rendered_row(found, addresses_for(request)),
    ))


def translation_context(request: HttpRequest, found: Rendered) -> Mapping[str, Any]:
    """What the page of one record's translation shows."""
    return {
        "found": found, "language_name": NAMES[found.language], "label": record_type(found.type).label,
        "link": record_page(found.type, found.key, language_of(request)), "section": "translations",
        "rows": [(field, text, found.texts.get(field, "")) for field, text in found.source.items()
                 if text or found.texts.get(field)],
    }


def rendered(language: str, name: str, key: str) -> Rendered:
    """The texts of one record in a language. Raises UnknownRecord."""
    found = next((each for each in texts(language, [name]) if each.key == key), None)
    if found is None:
        raise UnknownRecord(name, key)
    return found


def _require(language: str, name: str) -> None:
    if language not in INTO or name not in [one.type for one in translatables()]:
        raise Http404(f"{language}/{name}")
