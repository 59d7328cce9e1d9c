"""The survey as plain values: who does what, by which mandate, coordinated by whom, and what ran on a day. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Final, Literal, TypeVar, cast

from bordermark.edtf import earliest, latest
from bordermark.errors import RefusedInput
from bordermark.pack import Record, read_rows
from bordermark.structures.records import (
    DATA,
    TABLES,
    ActivityRecord,
    EntityRecord,
    MandateRecord,
    MechanismRecord,
)

NOT_SURVEYED: Final = frozenset({"wildlife", "counterfeit-goods", "cultural-property"})
"""Flows for which nobody looked: that no activity has one of them is no finding."""

Standing = Literal["known", "open", "undated", "out"]
"""Whether something ran on a day. known: both its dates say so; open: it had begun, and no end is known, so that it
may be over; undated: nobody knows when it began; out: it had not begun, or was over."""

@dataclass(frozen=True)
class Survey:
    """The survey at one moment: records by key, in the order of their keys."""

    entities: Mapping[str, EntityRecord]
    mandates: Mapping[str, MandateRecord]
    activities: Mapping[str, ActivityRecord]
    mechanisms: Mapping[str, MechanismRecord]

    @cached_property
    def mandates_of(self) -> Mapping[str, tuple[MandateRecord, ...]]:
        """Mandates by entity."""
        return _grouped((one.entity, one) for one in self.mandates.values())

    @cached_property
    def mandates_by_instrument(self) -> Mapping[str, tuple[MandateRecord, ...]]:
        """Mandates by id of the instrument in the compendium; the others are left out."""
        return _grouped((one.instrument, one) for one in self.mandates.values() if one.instrument)

    @cached_property
    def activities_of(self) -> Mapping[str, tuple[ActivityRecord, ...]]:
        """Activities by everybody who does them, leads and partners."""
        return _grouped((body, one) for one in self.activities.values() for body in one.bodies)

    @cached_property
    def activities_by_instrument(self) -> Mapping[str, tuple[ActivityRecord, ...]]:
        """Activities by id of an instrument that they rest on."""
        return _grouped((key, one) for one in self.activities.values() for key in one.instruments)

    @cached_property
    def mechanisms_of(self) -> Mapping[str, tuple[MechanismRecord, ...]]:
        """Mechanisms by member."""
        return _grouped((body, one) for one in self.mechanisms.values() for body in one.members)


def survey_of(
    entities: Iterable[EntityRecord], mandates: Iterable[MandateRecord], activities: Iterable[ActivityRecord],
    mechanisms: Iterable[MechanismRecord],
) -> Survey:
    """Put records together."""
    return Survey(_by_key(entities), _by_key(mandates), _by_key(activities), _by_key(mechanisms))


def standing(first: str, last: str, since: date, until: date | None = None) -> Standing:
    """Whether what began on `first` and ended on `last` (EDTF, empty when not known) ran on a day, or in a period.

    The period is from `since` to `until`, or to that day alone. A year stands for any of its days: what ended in
    2012 may have run on every day of 2012.

    >>> standing("2003", "", date(2012, 4, 25)), standing("", "", date(2012, 4, 25))
    ('open', 'undated')
    >>> standing("2010", "2012", date(2012, 4, 25)), standing("2013", "", date(2012, 4, 25))
    ('known', 'out')
    """
    begins, ends = earliest(first), latest(last)
    if (begins and begins > (until or since)) or (ends and ends < since):
        return "out"
    if begins is None:
        return "undated"
    return "open" if ends is None else "known"


def load_survey() -> Survey:
    """The bundled survey, without a database. Raises RefusedInput with everything that is wrong in the files."""
    return _bundled()


@cache
def _bundled() -> Survey:
    rows, findings = {}, []
    for table in TABLES:
        rows[table.type], wrong = read_rows(DATA / table.file, table.record)
        findings += wrong
    if findings:
        raise RefusedInput(findings)
    some = {name: [row.record for row in of_type] for name, of_type in rows.items()}
    return survey_of(
        cast(list[EntityRecord], some["entity"]), cast(list[MandateRecord], some["mandate"]),
        cast(list[ActivityRecord], some["activity"]), cast(list[MechanismRecord], some["mechanism"]),
    )


R = TypeVar("R", bound=Record)


def _by_key(records: Iterable[R]) -> dict[str, R]:
    return {one.key: one for one in sorted(records, key=lambda one: one.key)}


def _grouped(pairs: Iterable[tuple[str, R]]) -> dict[str, tuple[R, ...]]:
    found: dict[str, list[R]] = {}
    for key, one in pairs:
        found.setdefault(key, []).append(one)
    return {key: tuple(some) for key, some in found.items()}
