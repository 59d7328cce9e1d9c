"""What is measured of an adopted option, before it and after it, by the same function. Pure.

An option that ends, merges or hands over work should leave fewer overlapping pairs among the bodies that it concerns;
one by which they coordinate should leave fewer *uncoordinated* pairs. Both are counted as `coordination` counts them.
"""

from dataclasses import dataclass
from typing import Final, Literal

import polars as pl

from bordermark.diagnosis.coordination import covered, pairs
from bordermark.diagnosis.cube import WEIGHTS, Cube
from bordermark.diagnosis.duplication import duplication
from bordermark.diagnosis.kinds import Kind
from bordermark.diagnosis.options import Option, options
from bordermark.diagnosis.overlap import shared_services
from bordermark.diagnosis.survey import Survey

Measure = Literal["overlapping-pairs", "uncoordinated-pairs"]

ENDING: Final[frozenset[Kind]] = frozenset({"merge", "hand-over", "sunset"})
"""Kinds of option after which there is less work that overlaps, whoever coordinates it."""


@dataclass(frozen=True, slots=True)
class Measured:
    """How many pairs there are with global activities at weight 0 and at 1, and which they are at 1 (ids)."""

    counts: tuple[int, ...]
    pairs: tuple[tuple[str, str], ...]


def measure_of(kind: Kind) -> Measure:
    """What is counted of an option of a kind."""
    return "overlapping-pairs" if kind in ENDING else "uncoordinated-pairs"


def measured(survey: Survey, kind: Kind, bodies: tuple[str, ...], capacity: str = "") -> Measured:
    """The pairs of activities led by two of the bodies, in a survey of one year; of one body, those with anybody.

    `capacity` narrows to overlap in it; empty for any.
    """
    found = []
    for weight in WEIGHTS:
        cube = Cube(survey, weight)
        shared = shared_services(cube)
        if capacity:
            shared = shared.filter(pl.col("capacity").cast(pl.String) == capacity)
        rows = pairs(shared, covered(cube, shared)).with_columns(pl.col("a", "b", "lead_a", "lead_b").cast(pl.String))
        one, other = pl.col("lead_a").is_in(bodies), pl.col("lead_b").is_in(bodies)
        rows = rows.filter(one & other if len(bodies) > 1 else one | other)
        if measure_of(kind) == "uncoordinated-pairs":
            rows = rows.filter(pl.col("covered") == 0)
        found.append(rows)
    return Measured(tuple(rows.height for rows in found), tuple(found[-1].select("a", "b").iter_rows()))


def proposed(survey: Survey) -> list[Option]:
    """All options for a survey of one year, as `advising` finds them, those that answer most pairs first."""
    cube = Cube(survey, WEIGHTS[-1])
    shared = shared_services(cube)
    found = options(cube, pairs(shared, covered(cube, shared)), shared, tuple(duplication(cube, shared)))
    return sorted(found, key=lambda one: (-len(one.pairs), one.id))
