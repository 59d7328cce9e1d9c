"""Answers as ranges: how much of what an element asks is in place, and what follows for others. Pure.

The truth is a share between 0 (nothing is in place) and 1 (all is). Nobody knows how much each requirement weighs, so
an answer that is carried over a set relation is a range that holds whatever the weights are, and never a bare score.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from bordermark.framework.relations import Relation

HIGHEST_LEVEL: Final = 4
"""The levels of maturity run from 0 (absent) to this (measured and improved)."""


@dataclass(frozen=True, slots=True)
class Range:
    """Shares from `low` to `high`; an end that is open is itself excluded: "more than nothing", "less than all".

    Raises ValueError for ends that are no shares, are in the wrong order or leave nothing between them.
    """

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high <= 1:
            raise ValueError(f"found {self.low} to {self.high}, expected two shares from 0 to 1, the lower one first")
        if self.low == self.high and (self.low_open or self.high_open):
            raise ValueError(f"found an open range from {self.low} to {self.high}, which holds nothing")

    @property
    def says_something(self) -> bool:
        """Whether it excludes anything."""
        return self != ANY

    @property
    def some(self) -> bool:
        """Whether surely something is in place."""
        return self.low > 0 or self.low_open

    @property
    def short(self) -> bool:
        """Whether surely something is missing."""
        return self.high < 1 or self.high_open

    def __contains__(self, share: float) -> bool:
        above = self.low < share if self.low_open else self.low <= share
        return above and (share < self.high if self.high_open else share <= self.high)

    def __str__(self) -> str:
        return f"{'(' if self.low_open else '['}{self.low:g}, {self.high:g}{')' if self.high_open else ']'}"


ANY: Final = Range(0, 1)
"""Nothing is known."""


def of_level(level: int) -> Range:
    """The range of a level of maturity: its share of the highest. Raises ValueError for what is no level."""
    if level not in range(HIGHEST_LEVEL + 1):
        raise ValueError(f"found {level}, expected a level from 0 to {HIGHEST_LEVEL}")
    return Range(level / HIGHEST_LEVEL, level / HIGHEST_LEVEL)


def hull(ranges: Iterable[Range]) -> Range:
    """The narrowest range that holds all of these; ANY for none."""
    some = list(ranges)
    if not some:
        return ANY
    low, high = min(one.low for one in some), max(one.high for one in some)
    return Range(low, high, all(one.low_open for one in some if one.low == low),
                 all(one.high_open for one in some if one.high == high))


def meet(ranges: Iterable[Range]) -> Range | None:
    """What all these ranges allow; None when they contradict each other."""
    found = ANY
    for one in ranges:
        low, high = max(found.low, one.low), min(found.high, one.high)
        low_open = any(each.low_open for each in (found, one) if each.low == low)
        high_open = any(each.high_open for each in (found, one) if each.high == high)
        if low > high or (low == high and (low_open or high_open)):
            return None
        found = Range(low, high, low_open, high_open)
    return found


def carry(known: Range, possible: Collection[Relation]) -> Range:
    """The range of A, from that of B and the relations in which A may stand to B; ANY where nothing follows."""
    return hull(_carry(known, one) for one in possible)


def _carry(known: Range, relation: Relation) -> Range:
    if relation is Relation.EQUAL:
        return known
    if relation is Relation.SUBSET:  # only "all" and "nothing" pass on to a part
        return known if known in (Range(1, 1), Range(0, 0)) else ANY
    if relation is Relation.SUPERSET:  # what is in place, or missing, in a part is so in the whole
        return Range(0, 1, known.some, known.short)
    if relation is Relation.INTERSECTS:  # what they share is surely in place only if all is
        return Range(0, 1, known.low == 1, known.high == 0)
    return ANY


def of_union(parts: Iterable[Range], apart: bool = False) -> Range:
    """The range of a whole that is exactly the union of these parts, whatever their sizes and overlaps.

    With parts that are known to have nothing in common (`apart`) the whole lies between the least and the greatest of
    them. Otherwise the least share is that of parts which have in common all that is in place and miss something each,
    1 / (1 + sum(1/x - 1)), and the greatest is its mirror image; both are reached. Raises ValueError for no part.
    """
    some = list(parts)
    if not some:
        raise ValueError("a union of at least one part")
    if apart or len(some) == 1:
        return hull(some)
    low = _least([one.low for one in some])
    high = 1 - _least([1 - one.high for one in some])
    low_open = any(one.low_open for one in some) or (low == 0 and any(one.some for one in some))
    high_open = any(one.high_open for one in some) or (high == 1 and any(one.short for one in some))
    return Range(low, max(low, high), low_open, high_open)


def _least(shares: list[float]) -> float:
    return 1 / (1 + sum(1 / one - 1 for one in shares)) if all(shares) else 0.0
