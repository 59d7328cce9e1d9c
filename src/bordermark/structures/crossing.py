"""The survey as a table of two of its sides, and over the years. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from bordermark.structures.places import Places
from bordermark.structures.records import WORLD, ActivityRecord
from bordermark.structures.survey import standing

Side = Literal["entity", "function", "capacity", "flow", "region"]
SIDES: Final[tuple[Side, ...]] = get_args(Side)

NO_REGION: Final = WORLD.partition(":")[2]
"""Where an activity for the whole world stands: in no region, and so in a line of its own."""


@dataclass(frozen=True, slots=True)
class Crossed:
    """How many activities stand under each pair of codes; one under several counts in each of them.

    `totals` counts activities once under each code of the rows.
    """

    rows: Side
    columns: Side
    counts: Mapping[tuple[str, str], int]
    totals: Mapping[str, int]
    columns_used: tuple[str, ...]

    @property
    def most(self) -> int:
        """The largest count of a pair; 1 where there is none."""
        return max(self.counts.values(), default=1)


def cross(
    activities: Iterable[ActivityRecord], rows: Side, columns: Side, places: Places, order: Sequence[str]
) -> Crossed:
    """Activities by two of their sides. `order` is that of the columns; those that nobody has are left out."""
    counts: Counter[tuple[str, str]] = Counter()
    totals: Counter[str] = Counter()
    for one in activities:
        across = codes(one, columns, places)
        for row in codes(one, rows, places):
            totals[row] += 1
            counts.update((row, column) for column in across)
    used = {column for _row, column in counts}
    ordered = [*(code for code in order if code in used), *sorted(used - set(order))]
    return Crossed(rows, columns, counts, totals, tuple(ordered))


def codes(one: ActivityRecord, side: Side, places: Places) -> tuple[str, ...]:
    """The codes of an activity on a side: for entities, everybody who does it; for regions, subregions of M49."""
    if side == "entity":
        return one.bodies
    if side == "region":
        states = places.words.states
        named = {states[code].regions[1] for code in places.named(one.places)
                 if code in states and len(states[code].regions) > 1}
        return (*sorted(named), *((NO_REGION,) if WORLD in one.places else ()))
    return {"function": one.functions, "capacity": one.capacities, "flow": one.flows}[side]


@dataclass(frozen=True, slots=True)
class Year:
    """How many activities ran in a year: both dates known, no end known; the others are not dated."""

    year: int
    known: int
    open: int


def over_years(activities: Sequence[ActivityRecord], first: int, last: int) -> tuple[list[Year], int]:
    """What ran in each year from `first` to `last`, and how many have no beginning and so stand in no year."""
    found = []
    for year in range(first, last + 1):
        stands = Counter(standing(one.start, one.end, date(year, 1, 1), date(year, 12, 31))
                         for one in activities if one.start)
        found.append(Year(year, stands["known"], stands["open"]))
    return found, sum(not one.start for one in activities)
