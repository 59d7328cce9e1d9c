"""What became of adopted options: each with its measure, before and after."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import cast

from bordermark.clocks import NOW, Clocks
from bordermark.contributions import revisions
from bordermark.contributions.editions import recalled
from bordermark.diagnosis.following.measuring import Measured, measured, proposed
from bordermark.diagnosis.following.records import AdoptedOptionRecord
from bordermark.diagnosis.following.store import held
from bordermark.diagnosis.options import Option
from bordermark.diagnosis.store import survey
from bordermark.diagnosis.survey import Survey, in_year, only
from bordermark.edtf import latest
from bordermark.errors import UnknownRecord


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
        records = list(held())
    if not records:
        return []
    standing = in_year(survey(clocks), clocks.day(today).year)
    return [_followed(one, standing, clocks.day(today)) for one in sorted(records, key=lambda one: (one.due, one.id))]


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
