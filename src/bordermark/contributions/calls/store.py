"""The queries of calls: which a person may see, as far as each concerns them, and the workbooks attached."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db.models import QuerySet

from bordermark.accounts.errors import Forbidden
from bordermark.accounts.policy import Action, Person, Reach, Thing, may, reach
from bordermark.accounts.store import where
from bordermark.contributions import workbooks
from bordermark.contributions.calls.models import OPEN, Addressee, Call
from bordermark.contributions.calls.selecting import Selection
from bordermark.contributions.record_types import record_type
from bordermark.contributions.review.models import ChangeSet
from bordermark.contributions.store import standing_records
from bordermark.errors import UnknownRecord
from bordermark.pack import Record


def visible_addressees(person: Person, *actions: Action) -> "QuerySet[Addressee]":
    """The addressees, with their answers, that a person may see, or do one of these things to: a body's people see
    its own alone. Raises Forbidden for whom there can be none."""
    parts = {part for action in (Action.VIEW, *actions) for part in reach(person, action, "call").parts}
    if not parts:
        raise Forbidden(may(person, Action.VIEW, Thing("call", status=OPEN)))
    return Addressee.objects.filter(where(Reach(tuple(parts)), {
        "organisation": "organisation_id", "state": "state_id", "status": "call__status",
    })).select_related("call", "call__theme", "call__region", "organisation", "state", "change_set")


@dataclass(frozen=True, slots=True)
class Seen:
    """A call, and those of its addressees whom the person may see."""

    call: Call
    addressees: tuple[Addressee, ...]

    @property
    def answered(self) -> int:
        return sum(bool(one.answer) for one in self.addressees)


def calls(person: Person) -> list[Seen]:
    """The calls that a person may see, the newest first. Raises Forbidden."""
    return _by_call(visible_addressees(person))


def all_calls() -> list[Seen]:
    """All calls, the newest first."""
    return _by_call(Addressee.objects.select_related("call", "organisation", "state", "change_set"))


def _by_call(rows: "QuerySet[Addressee]") -> list[Seen]:
    found: dict[int, list[Addressee]] = {}
    for one in rows.order_by("-call_id", "pk"):
        found.setdefault(one.call_id, []).append(one)
    return [Seen(some[0].call, tuple(some)) for some in found.values()]


def call(person: Person, number: int, *actions: Action) -> Seen:
    """One of them. Raises Forbidden and UnknownRecord."""
    some = tuple(visible_addressees(person, *actions).filter(call_id=number)) if number < 2**63 else ()
    if not some:
        raise UnknownRecord("call", str(number))
    return Seen(some[0].call, some)


def answerable(addressee: Addressee) -> list[ChangeSet]:
    """The change sets of the body that is asked, with which it could answer, the newest first."""
    rows = ChangeSet.objects.filter(organisation=addressee.organisation_id, state=addressee.state_id)
    return list(rows.exclude(status="withdrawn").order_by("-pk")[:50])


def meant(addressee: Addressee, name: str) -> list[str]:
    """Keys of the records of a type as they stand that the call means for this addressee."""
    body = ("organisation", addressee.organisation_id) if addressee.organisation_id else (
        "state", addressee.state_id or "")
    concepts = (addressee.call.theme_id, addressee.call.region_id)
    selection = Selection((body[0], str(body[1])), tuple(one for one in concepts if one))
    records = cache(lambda kind: {one.key: one for one in standing_records(kind)})

    def whole(kind: str, key: str) -> Record | None:
        found: Record | None = records(kind).get(key)
        return found

    return list(selection.chosen(name, records(name).values(), whole))


def workbook(addressee: Addressee, name: str, language: str, created: datetime) -> bytes:
    """The workbook attached for a type: what the call means for this addressee, or an empty one. Raises KeyError."""
    keys = meant(addressee, record_type(name).name)
    return workbooks.export(name, keys, language, created) if keys else workbooks.template(name, language, created)
