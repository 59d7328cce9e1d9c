"""Dashboards drawn: alerts of each month by what became of them. Counts in, coordinates out. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bordermark.screening.triage.counting import Count

PARTS: Final = ("waiting", "dismissed", "referred")
"""What a bar is made of, in its order."""

_ROW: Final = 26
_LABEL: Final = 90
_WIDTH: Final = 540


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar: what became of the alerts, how many, and where it stands."""

    part: str
    alerts: int
    x: float
    width: float

    @property
    def centre(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def roomy(self) -> bool:
        """Whether its number fits into it."""
        return self.width > 9 * len(str(self.alerts))


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its name, its alerts, and its bar."""

    name: str
    alerts: int
    y: int
    pieces: tuple[Piece, ...]

    @property
    def base(self) -> int:
        """Where its words stand."""
        return self.y + 14

    @property
    def end(self) -> float:
        """Where its total is written."""
        last = self.pieces[-1]
        return round(last.x + last.width + 6, 1)


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars that are 20 units high, right of their names."""

    bars: tuple[Bar, ...]

    width: int = _LABEL + _WIDTH + 60
    label: int = _LABEL - 8

    @property
    def height(self) -> int:
        return len(self.bars) * _ROW


def chart(rows: Mapping[str, Count]) -> Chart:
    """The chart of some counts, as wide as the greatest; rows without alerts are left out."""
    unit = _WIDTH / max((one.alerts for one in rows.values()), default=1)
    bars: list[Bar] = []
    for name, one in rows.items():
        x, pieces = float(_LABEL), []
        for part in PARTS:
            alerts = getattr(one, part)
            if alerts:
                pieces.append(Piece(part, alerts, round(x, 1), round(alerts * unit, 1)))
                x += alerts * unit
        if pieces:
            bars.append(Bar(name, one.alerts, len(bars) * _ROW, tuple(pieces)))
    return Chart(tuple(bars))
