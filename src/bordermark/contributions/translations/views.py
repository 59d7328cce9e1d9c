"""The pages of translations: how far everything is translated, what is to do next, one record's texts."""

from dataclasses import replace
from typing import Any, Final, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from bordermark.accounts.errors import Forbidden
from bordermark.accounts.guards import signed_in
from bordermark.accounts.people import person_of
from bordermark.accounts.policy import Action, Person, Thing, may
from bordermark.contributions.record_pages import record_page
from bordermark.contributions.record_types import record_type
from bordermark.contributions.review import editing
from bordermark.contributions.review.behalf import behalf_of, behalves
from bordermark.contributions.review.change_sets import draft_from
from bordermark.contributions.review.life import NotNow
from bordermark.contributions.review.models import ChangeSet
from bordermark.contributions.review.store import editable_sets
from bordermark.contributions.review.views import page, seen
from bordermark.contributions.translations.api import po_response
from bordermark.contributions.translations.describing import rendered_row, rendered_table, share_row, share_table
from bordermark.contributions.translations.exchange import INTO, propose_texts, shares, texts
from bordermark.contributions.translations.register import translatables
from bordermark.contributions.translations.rendered import STATES, STATUSES, Rendered, Share, source_digest, to_do
from bordermark.errors import RefusedInput, UnknownRecord
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
    """One record's texts in English and in a language, side by side; who may translates them here."""
    _require(language, name)
    found = rendered(language, name, key)
    if request.method == "POST":
        return _written(request, found)
    return respond(request, Answer(
        "contributions/translation.html", lambda: _context(request, found),
        data=lambda: rendered_row(found, addresses_for(request)),
    ))


def _context(request: HttpRequest, found: Rendered, **more: Any) -> dict[str, Any]:
    person = person_of(request)
    bodies = behalves(person, "translation")
    given = request.POST
    return {
        "found": found, "language_name": NAMES[found.language], "label": record_type(found.type).label,
        "link": record_page(found.type, found.key, language_of(request)), "section": "translations",
        "rows": [(field, text, found.texts.get(field, ""), given.get(f"text-{field}", found.texts.get(field, "")),
                  field in found.required) for field, text in found.source.items() if text or found.texts.get(field)],
        "behalves": bodies, "sets": editable_sets(person) if bodies else [], "given": given,
        "statuses": STATUSES, "status": given.get("status") or _next_status(found), "read": _seen(found),
        "translator": given.get("translator", person.name or person.id), **more,
    }


def _next_status(found: Rendered) -> str:
    """What a translation that a person has gone over usually is."""
    return {"machine": "reviewed", "": "human"}.get(found.status, found.status)


def _seen(found: Rendered) -> str:
    """What a form was shown: of the English, of the translation, of who stands behind it."""
    return source_digest((*found.source.values(), *found.texts.values(), found.status, found.source_digest))


@signed_in
def _written(request: HttpRequest, found: Rendered) -> HttpResponse:
    """A draft of the translation that somebody has written, or the form again with what is wrong."""
    given, person = request.POST, person_of(request)
    if not behalves(person, "translation"):
        raise Forbidden(may(person, Action.PROPOSE, Thing("translation")))
    texts_now = {field: given.get(f"text-{field}", "").replace("\r\n", "\n").strip() for field in found.source}
    written = replace(
        found, texts={**found.texts, **{field: text for field, text in texts_now.items() if f"text-{field}" in given}},
        status=cast(Any, given.get("status", "")), translator=given.get("translator", "").strip(),
        date=timezone.now().date().isoformat(), source_digest=found.digest,
    )
    try:
        if given.get("read") != _seen(found):
            raise NotNow("The English or the translation has been changed since this page was opened: compare, and "
                         "keep again.")
        made = _draft(request, person, written)
    except RefusedInput as error:
        return page(request, "contributions/translation.html", _context(request, found, findings=error.findings))
    except NotNow as error:
        return page(request, "contributions/translation.html", _context(request, found, error=str(error)))
    return redirect("contribution", made.pk)


def _draft(request: HttpRequest, person: Person, written: Rendered) -> ChangeSet:
    proposal = propose_texts(written)
    if proposal.refused:
        raise RefusedInput(proposal.refused)
    given = request.POST
    into = given.get("into", "")
    if into:
        made = seen(person, int(into) if into.isascii() and into.isdigit() and len(into) < 19 else 0)
        editing.add(made, proposal, person)
        return made
    behalf = behalf_of(given.get("behalf", ""))
    return draft_from(
        proposal, by=person, title=given.get("title", "").strip() or f"{written.language}: {written.title}"[:200],
        reason=given.get("reason", ""), organisation=behalf.organisation, state=behalf.state, kind="translation",
        provenance={"source": "translation"},
    )


def rendered(language: str, name: str, key: str) -> Rendered:
    """The texts of one record in a language. Raises UnknownRecord."""
    found = next(texts(language, [name], [key]), None)
    if found is None:
        raise UnknownRecord(name, key)
    return found


def _require(language: str, name: str) -> None:
    if language not in INTO or name not in [one.type for one in translatables()]:
        raise Http404(f"{language}/{name}")
