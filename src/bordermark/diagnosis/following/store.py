"""Queries that keep adopted options, and measure what became of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, cast

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bordermark.clocks import NOW, Clocks
from bordermark.contributions import revisions
from bordermark.contributions.editions import recalled
from bordermark.contributions.record_types import RecordType, register
from bordermark.diagnosis.following.measuring import Measured, measured, proposed
from bordermark.diagnosis.following.models import AdoptedOption
from bordermark.diagnosis.following.records import AdoptedOptionRecord
from bordermark.diagnosis.options import Option
from bordermark.diagnosis.store import survey
from bordermark.diagnosis.survey import Survey, in_year, only
from bordermark.edtf import latest
from bordermark.errors import UnknownRecord
from bordermark.upsert import upsert


def register_type() -> None:
    """Make the record type known to `contributions`."""
    register(RecordType("adopted-option", AdoptedOptionRecord, AdoptedOption, _save, _("Adopted options"), "option",
                        read=_held))


def _save(records: Sequence[AdoptedOptionRecord]) -> None:
    now = timezone.now()
    upsert([
        AdoptedOption(**one.model_dump(exclude={"bodies", "owner"}), bodies=list(one.bodies), owner_id=one.owner,
                      updated=now) for one in records
    ])


def _held() -> Iterator[AdoptedOptionRecord]:
    for row in AdoptedOption.objects.all():
        values: dict[str, Any] = {name: getattr(row, name) for name in AdoptedOptionRecord.model_fields}
        yield AdoptedOptionRecord.model_construct(None, **values | {"bodies": tuple(row.bodies), "owner": row.owner_id})


@dataclass(frozen=True, slots=True)
class Followed:
    """An adopted option, with its measure on the day for which it is asked."""

    record: AdoptedOptionRecord
    after: Measured
    late: bool


def followed(clocks: Clocks, today: date) -> list[Followed]:
    """All adopted options, the one that is due first at the head. The day of the clocks is that of the measure."""
    if clocks.recalled:
        records = [cast(AdoptedOptionRecord, one) for one in recalled(clocks).records["adopted-option"].values()]
    else:
        records = list(_held())
    if not records:
        return []
    held = in_year(survey(clocks), clocks.day(today).year)
    return [_followed(one, held, clocks.day(today)) for one in sorted(records, key=lambda one: (one.due, one.id))]


def one_followed(key: str, clocks: Clocks, today: date) -> Followed:
    """One of them. Raises UnknownRecord."""
    for one in followed(clocks, today):
        if one.record.id == key:
            return one
    raise UnknownRecord("adopted option", key)


def _followed(one: AdoptedOptionRecord, held: Survey, day: date) -> Followed:
    due = latest(one.due)
    late = bool(due and due < day) and one.status in ("adopted", "under-way")
    return Followed(one, measured(held, one.kind, one.bodies, one.capacity), late)


def options_of(year: int, region: str = "", flow: str = "") -> tuple[Option, ...]:
    """The options for a year, of the records as they stand. Raises UnknownRecord for a region or a flow."""
    return _options(revisions.last_revision(), year, region, flow)


@lru_cache(maxsize=4)
def _options(_revision: int, year: int, region: str, flow: str) -> tuple[Option, ...]:
    return tuple(proposed(in_year(only(survey(NOW), region, flow), year)))


def before(option: Option, year: int) -> tuple[Measured, int]:
    """The measure of an option in the year of the decision, and the revision of the records of which it is made."""
    found = measured(in_year(survey(NOW), year), option.kind, option.decide, option.capacity)
    return found, revisions.last_revision()
