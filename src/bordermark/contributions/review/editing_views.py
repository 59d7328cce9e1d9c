"""The pages of one record in a change set: a form read off the record, and the choice where two changed it."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bordermark.accounts.guards import signed_in
from bordermark.accounts.people import person_of
from bordermark.accounts.policy import Person
from bordermark.contributions.comparing import Proposal
from bordermark.contributions.proposing import duplicates_of
from bordermark.contributions.record_types import RecordType, known_type
from bordermark.contributions.review import editing
from bordermark.contributions.review.behalf import behalf_of, behalves
from bordermark.contributions.review.change_sets import draft_from, kind_of
from bordermark.contributions.review.describing import conflict_shown, title_of
from bordermark.contributions.review.forms import entered, entries_of, fields_of, packed, record_of, unpacked
from bordermark.contributions.review.life import NotNow
from bordermark.contributions.review.merging import Data, merge, resolved
from bordermark.contributions.review.models import ChangeSet
from bordermark.contributions.review.store import editable_sets
from bordermark.contributions.review.upload_views import require_proposer
from bordermark.contributions.review.views import page, seen, taken
from bordermark.contributions.store import lexicon, standing
from bordermark.errors import Finding, RefusedInput, UnknownRecord
from bordermark.pack import Record
from bordermark.publishing.addresses import language_of


@dataclass(slots=True)
class Desk:
    """A record that somebody works on: its type and key (none yet for a new one), into which set it goes."""

    type: RecordType
    key: str
    into: ChangeSet | None
    person: Person

    @property
    def kind(self) -> str:
        """What a set of such records is to the policy."""
        return kind_of([self.type.name])

    def current(self) -> Data | None:
        """The record as the set has it, else (also where the set withdraws it) as it stands."""
        item = self.into.items.filter(record_type=self.type.name, record_id=self.key).first() if self.into else None
        data: Data | None = item.data if item else None
        if data is not None:
            return data
        now = standing(self.type.name, [self.key]).get(self.key) if self.key else None
        return now.data if now else None


@signed_in
def edit(request: HttpRequest, name: str, key: str = "") -> HttpResponse:
    """Propose a change of a record, a new record, or the withdrawal of one."""
    desk = _desk(request, name, key)
    current = desk.current()
    if key and current is None:
        raise UnknownRecord(name, key)
    if request.method != "POST":
        return _form(request, desk, current, entries_of(desk.type.record, current))
    read: Data | None = None
    entries = entered(desk.type.record, dict(request.POST.lists()))
    try:
        read = unpacked(request.POST.get("read", "null"), desk.type.record)
        if request.POST.get("do") == "decide":
            ours, current = (unpacked(request.POST.get(one, "null"), desk.type.record) for one in ("ours", "current"))
            chosen = resolved(merge(read, ours, current), taken(request, "theirs"))
            return _kept(desk, key, chosen, current, request)
        if request.POST.get("do") == "withdraw":
            return _kept(desk, key, None, read, request)
        record = record_of(desk.type.record, entries, lexicon(), entries_of(desk.type.record, read))
        _require_key(desk, record)
        if not key and not request.POST.get("anyway") and (twins := duplicates_of(name, [record])):
            return _form(request, desk, read, entries, twins=twins)
        return _kept(desk, record.key, record.model_dump(mode="json"), read, request, record)
    except RefusedInput as error:
        return _form(request, desk, read, entries, findings=error.findings)
    except NotNow as error:
        return _form(request, desk, read, entries, error=str(error))
    except editing.Differs as error:
        return _differs(request, desk, error)


def _desk(request: HttpRequest, name: str, key: str) -> Desk:
    person = person_of(request)
    require_proposer(person)
    into = request.POST.get("into", request.GET.get("into", ""))
    if into and not (into.isascii() and into.isdigit() and len(into) < 19):
        raise Http404(into)
    return Desk(known_type(name), key, seen(person, int(into)) if into else None, person)


def _require_key(desk: Desk, record: Record) -> None:
    if desk.key and record.key != desk.key:
        raise RefusedInput([Finding("form", 0, "id", record.key, f"{desk.key}: an id is never changed")])
    if not desk.key and standing(desk.type.name, [record.key]):
        raise RefusedInput([Finding("form", 0, "id", record.key, "an id that no record has yet")])


def _kept(
    desk: Desk, key: str, ours: Data | None, read: Data | None, request: HttpRequest, record: Record | None = None
) -> HttpResponse:
    """Keep a change in the set that was chosen, or in a new one."""
    with transaction.atomic():
        into = desk.into or _new_set(desk, key, request)
        item = editing.save_item(into, desk.type.name, key, ours, read, desk.person)
        if item is None and not desk.into:
            raise NotNow("Nothing was changed: the record stands so already.")
        if record and (missing := editing.unknown_references(into, record, desk.type.name)):
            raise RefusedInput(missing)
    return redirect(reverse("contribution", args=[into.pk]) + (f"#item-{item.pk}" if item else ""))


def _new_set(desk: Desk, key: str, request: HttpRequest) -> ChangeSet:
    behalf = behalf_of(request.POST.get("behalf", ""))
    title = request.POST.get("title", "").strip() or f"{desk.type.label}: {key}"
    return draft_from(Proposal(), by=desk.person, title=title, reason=request.POST.get("reason", ""),
                      organisation=behalf.organisation, state=behalf.state, provenance={"source": "form"},
                      kind=desk.kind)


def _form(request: HttpRequest, desk: Desk, read: Data | None, entries: Any, **wrong: Any) -> HttpResponse:
    words, language = lexicon(), language_of(request)
    findings = wrong.get("findings", ())
    fields = fields_of(desk.type.record, entries, words, language, findings)
    named = {one.column.name for one in fields}
    return page(request, "contributions/edit.html", {
        "type": desk.type, "key": desk.key, "fields": fields, "read": packed(read), "into": desk.into,
        "title": title_of(desk.type.name, read or {}), "sets": editable_sets(desk.person),
        "behalves": behalves(desk.person, desk.kind), "given": request.POST, "section": "contributions", **wrong,
        "elsewhere": [one for one in findings if one.column.partition(".")[0] not in named],
    })


def _differs(request: HttpRequest, desk: Desk, error: editing.Differs) -> HttpResponse:
    return render(request, "contributions/differs.html", {
        "type": desk.type, "key": error.key, "into": desk.into, "ours": packed(error.ours), "given": request.POST,
        "read": packed(error.read), "current": packed(error.current), "section": "contributions",
        "conflicts": [conflict_shown(one) for one in error.conflicts],
    }, status=409)
