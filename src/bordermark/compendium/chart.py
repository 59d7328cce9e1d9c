"""Instruments by decade as a small bar chart: counts in, coordinates out. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_STEP: Final = 46
_TALLEST: Final = 56
_TOP: Final = 16


@dataclass(frozen=True, slots=True)
class Bar:
    """One decade: its first year, the number of instruments, and where its bar stands."""

    decade: int
    count: int
    x: int
    y: int
    height: int

    @property
    def last(self) -> int:
        """The last year of the decade."""
        return self.decade + 9

    @property
    def centre(self) -> int:
        return self.x + 19


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars that are 38 units wide, in a drawing of `width` by 96 units; labels stand at y 90, values above bars."""

    width: int
    bars: tuple[Bar, ...]


def decades(dates: Iterable[str]) -> BarChart | None:
    """The chart of EDTF dates of adoption; empty ones do not count. None for fewer than two decades."""
    counts: dict[int, int] = {}
    for text in dates:
        if text:
            decade = int(text[:3]) * 10
            counts[decade] = counts.get(decade, 0) + 1
    span = range(min(counts, default=0), max(counts, default=0) + 1, 10)
    if len(span) < 2:
        return None
    most = max(counts.values())
    bars = []
    for at, decade in enumerate(span):
        height = round(counts.get(decade, 0) / most * _TALLEST)
        bars.append(Bar(decade, counts.get(decade, 0), at * _STEP, _TOP + _TALLEST - height, height))
    return BarChart(len(bars) * _STEP, tuple(bars))
