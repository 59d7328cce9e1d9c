"""An instrument among those it is related to, placed in time. Pure: records in, coordinates out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bordermark.edtf import earliest

WIDTH: Final = 840
ROW: Final = 30
TOP: Final = 34
_MARGIN: Final = 24
_LABEL: Final = 6.6
"""Average width of a character of a label, in units of the drawing."""
_RELATION: Final = 18
"""Characters kept free behind a label for the word of its relation."""


@dataclass(frozen=True, slots=True)
class Point:
    """An instrument to draw: `relation` is the concept that says how it relates; empty for the one in question."""

    id: str
    label: str
    adopted: str
    relation: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A point on the drawing. `anchor` is start or end: on which side of the point its label stands."""

    point: Point
    x: float
    y: float
    anchor: str
    label_x: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """A drawing `WIDTH` units wide. `undated` points could not be placed and are listed instead."""

    height: int
    placed: tuple[Placed, ...]
    ticks: tuple[tuple[float, int], ...]
    undated: tuple[Point, ...]


def timeline(points: Sequence[Point]) -> Timeline | None:
    """Place points by date, one row each in order of date; None when fewer than two have a date."""
    dated = sorted((point for point in points if point.adopted), key=lambda point: (point.adopted, point.id))
    undated = tuple(point for point in points if not point.adopted)
    if len(dated) < 2:
        return None
    moments = [_years(point.adopted) for point in dated]
    first, last = int(moments[0]), int(moments[-1]) + 1
    span = last - first

    def across(years: float) -> float:
        return round(_MARGIN + (years - first) / span * (WIDTH - 2 * _MARGIN), 1)

    placed = []
    for row, (point, years) in enumerate(zip(dated, moments, strict=True)):
        x = across(years)
        room = len(point.label) + (_RELATION if point.relation else 0)
        fits = x + 12 + room * _LABEL < WIDTH
        placed.append(Placed(point, x, TOP + row * ROW, "start" if fits else "end", x + 11 if fits else x - 11))
    step = next(size for size in (1, 2, 5, 10, 20, 50, 100) if span / size <= 10)
    ticks = tuple((across(year), year) for year in range(first - first % -step, last + 1, step))
    return Timeline(TOP + len(dated) * ROW, tuple(placed), ticks, undated)


def _years(text: str) -> float:
    day = earliest(text)
    assert day is not None
    return day.year + (day.timetuple().tm_yday - 1) / 366
