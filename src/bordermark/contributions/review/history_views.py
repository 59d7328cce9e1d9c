"""The pages of a record's past: who changed what, when and why; two states side by side; going back to one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from bordermark.accounts.guards import signed_in
from bordermark.accounts.people import person_of
from bordermark.accounts.policy import Person
from bordermark.contributions.comparing import Proposal
from bordermark.contributions.models import Revision
from bordermark.contributions.record_pages import record_page
from bordermark.contributions.record_types import known_type
from bordermark.contributions.review import editing, schemas
from bordermark.contributions.review.behalf import behalf_of, behalves
from bordermark.contributions.review.change_sets import draft_from, kind_of
from bordermark.contributions.review.describing import FieldShown, fields_shown, title_of
from bordermark.contributions.review.life import NotNow
from bordermark.contributions.review.models import ChangeSet
from bordermark.contributions.review.store import visible_sets
from bordermark.contributions.revisions import history
from bordermark.contributions.schemas import FieldChangeRow
from bordermark.contributions.store import standing
from bordermark.errors import UnknownRecord
from bordermark.publishing.addresses import language_of
from bordermark.publishing.answers import Answer, respond
from bordermark.publishing.problems import BadParameter, UnusableParameters


@dataclass(frozen=True, slots=True)
class Past:
    """A revision, what it changed, and the change set that it comes from where the person may see that."""

    revision: Revision
    fields: list[FieldShown]
    change_set: ChangeSet | None


def past(name: str, key: str, person: Person) -> list[Past]:
    """All revisions of a record, the newest first. Raises UnknownRecord when it never stood."""
    some = history(name, key)
    if not some:
        raise UnknownRecord(known_type(name).name, key)
    sets = list(visible_sets(person).filter(first_revision__isnull=False, last_revision__gte=some[-1].pk,
                                            first_revision__lte=some[0].pk))
    return list(_told(some, sets))


def _told(some: list[Revision], sets: list[ChangeSet]) -> Iterator[Past]:
    for at, one in enumerate(some):
        before = some[at + 1].data if at + 1 < len(some) else None
        fields = fields_shown(one.record_type, before or {}, one.data) if one.data is not None else []
        yield Past(one, fields, next((each for each in sets if each.first_revision is not None and
                                      each.last_revision is not None and
                                      each.first_revision <= one.pk <= each.last_revision), None))


def record_history(request: HttpRequest, name: str, key: str) -> HttpResponse:
    """Who changed a record, when, why, and each field before and after."""
    kind, person = known_type(name), person_of(request)
    found = past(name, key, person)
    newest = found[0].revision
    return respond(request, Answer("contributions/history.html", lambda: {
        "type": kind, "key": key, "past": found, "title": title_of(name, _last_data(found)),
        "page": record_page(name, key, language_of(request)) if newest.digest else "",
        "behalves": behalves(person, kind_of([name])),
    }, data=lambda: [revision_row(one) for one in found]))


def _last_data(found: list[Past]) -> dict[str, Any]:
    return next((one.revision.data for one in found if one.revision.data is not None), {})


def revision_row(one: Past) -> schemas.RevisionRow:
    """A revision as data."""
    revision = one.revision
    return schemas.RevisionRow(
        revision=revision.pk, recorded_at=revision.recorded_at.isoformat(), recorded_by=revision.recorded_by,
        reason=revision.reason, change_set=one.change_set.pk if one.change_set else None,
        withdrawn=not revision.digest,
        fields=[FieldChangeRow(field=each.name, before=each.before, after=each.after) for each in one.fields],
    )


def compare(request: HttpRequest, name: str, key: str) -> HttpResponse:
    """Two states of a record side by side: by default the last two."""
    kind = known_type(name)
    some = history(name, key)
    if not some:
        raise UnknownRecord(name, key)
    later = _of(some, request.GET.get("to", ""), "to") or some[0]
    earlier = _of(some, request.GET.get("from", ""), "from") or next(
        (one for one in some if one.pk < later.pk), later)
    fields = fields_shown(name, earlier.data or {}, later.data or {})
    return respond(request, Answer("contributions/compare.html", {
        "type": kind, "key": key, "earlier": earlier, "later": later, "fields": fields, "revisions": some,
        "title": title_of(name, later.data or earlier.data or {}),
    }, data=lambda: {
        "from": earlier.pk, "to": later.pk,
        "fields": [FieldChangeRow(field=one.name, before=one.before, after=one.after) for one in fields],
    }))


def _of(some: list[Revision], text: str, name: str) -> Revision | None:
    found = next((one for one in some if str(one.pk) == text), None)
    if text and found is None:
        raise UnusableParameters([BadParameter(name, text, f"one of {', '.join(str(one.pk) for one in some[:20])}")])
    return found


@require_POST
@signed_in
def revert(request: HttpRequest, name: str, key: str) -> HttpResponse:
    """Propose that a record be again as it was: a new draft with the old content."""
    person, kind = person_of(request), known_type(name)
    then = _of(history(name, key), request.POST.get("revision", "none"), "revision")
    assert then is not None, "_of has refused any other"
    behalf = behalf_of(request.POST.get("behalf", ""))
    now = standing(name, [key]).get(key)
    with transaction.atomic():
        made = draft_from(
            Proposal(), by=person, title=f"{kind.label}: {key}", reason=request.POST.get("reason", ""),
            organisation=behalf.organisation, state=behalf.state, kind=kind_of([name]),
            provenance={"source": "revert", "revision": then.pk},
        )
        if editing.save_item(made, name, key, then.data, now.data if now else None, person) is None:
            raise NotNow("The record stands so already: there is nothing to go back to.")
    return redirect("contribution", made.pk)
