"""What the measures of each domain rest on, as bars side by side: counts in, coordinates out. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bordermark.framework.coverage import FOUNDATIONS, DomainCoverage, Foundation

_ROW: Final = 26
_LABEL: Final = 220
_WIDTH: Final = 420


@dataclass(frozen=True, slots=True)
class Piece:
    """The measures of a domain that rest on one thing: where their piece of the bar stands."""

    foundation: Foundation
    count: int
    x: float
    width: float

    @property
    def centre(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Bar:
    """One domain: its id, the number of its measures, and its bar."""

    domain: str
    total: int
    y: int
    pieces: tuple[Piece, ...]

    @property
    def base(self) -> int:
        """Where its words stand."""
        return self.y + 14


@dataclass(frozen=True, slots=True)
class CoverageChart:
    """Bars that are 20 units high, right of 220 units for the titles of the domains."""

    bars: tuple[Bar, ...]

    @property
    def width(self) -> int:
        return _LABEL + _WIDTH

    @property
    def height(self) -> int:
        return len(self.bars) * _ROW

    @property
    def label(self) -> int:
        """Where titles end."""
        return _LABEL - 8


def coverage_chart(domains: Sequence[DomainCoverage]) -> CoverageChart:
    """The chart of what the measures of these domains rest on; as wide as the greatest number of measures."""
    unit = _WIDTH / max((one.total for one in domains), default=1)
    bars = []
    for at, one in enumerate(domains):
        x, pieces = float(_LABEL), []
        for foundation, count in zip(FOUNDATIONS, one.counts, strict=True):
            if count:
                pieces.append(Piece(foundation, count, round(x, 1), round(count * unit, 1)))
                x += count * unit
        bars.append(Bar(one.domain, one.total, at * _ROW, tuple(pieces)))
    return CoverageChart(tuple(bars))
