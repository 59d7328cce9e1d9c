"""Coordination measured: which overlapping pairs a documented mechanism of the right scope covers. Pure.

A mechanism covers a cell for two leads when both are members, it is in force, and its scope holds the cell's capacity,
flow and a place in which they meet. An undertaking that two bodies carry out together is such a mechanism for them,
within its own cells. Coordination in this sense is what GAO-15-49SP asks about in Step 2 (from page 16), before an
effect of overlap is called good or bad.

A mechanism whose scope is not known may cover anything: figures are given without it ("documented") and with it
("at most").
"""

from collections.abc import Iterable
from itertools import combinations
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from bordermark.diagnosis.cube import Cube
from bordermark.diagnosis.survey import GLOBAL, Mechanism, Survey

ENOUGH: Final = 5
"""Overlapping pairs from which it is said of a capacity that they are mostly uncoordinated."""

COVER: Final = {"mechanism": pl.String, "scoped": pl.Boolean, "at": pl.UInt32}


def mechanisms(survey: Survey) -> tuple[Mechanism, ...]:
    """What is documented: the mechanisms, and each joint activity as one among its parties (kind ``joint activity``).

    A mechanism of unknown scope has in each dimension that is not coded everything there is.
    """
    capacities = tuple(sorted({code for one in survey.activities for code in one.capacities}))
    flows = tuple(sorted({code for one in survey.activities for code in one.flows}))
    written = [
        one if one.scoped else Mechanism(one.id, one.name, one.kind, one.members, one.since, one.until,
                                         one.capacities or capacities, one.flows or flows, one.places or (GLOBAL,))
        for one in survey.mechanisms
    ]
    joint = [Mechanism(one.id, one.title, "joint activity", one.parties, one.start, one.end,
                       one.capacities, one.flows, one.places)
             for one in survey.activities if len(one.parties) > 1]
    return (*written, *joint)


def covered(cube: Cube, shared: pl.DataFrame) -> pl.DataFrame:
    """The shared services that are covered: columns a, b, capacity, flow, mechanism, scoped.

    `shared` is that of `overlap.shared_services`; `scoped` is False where it is not known what the mechanism covers.
    """
    # a global mechanism meets a State at either weight: only activities are weighted
    worldwide = Cube(cube.survey, 1)
    documented = mechanisms(cube.survey)
    unknown = {one.id for one in cube.survey.mechanisms if not one.scoped}
    covers = _covers(cube, documented, unknown)
    rows = shared.select("a", "b", "lead_a", "lead_b", "capacity", "flow").unique().with_columns(
        pl.min_horizontal(pl.col("lead_a", "lead_b").to_physical()).alias("one"),
        pl.max_horizontal(pl.col("lead_a", "lead_b").to_physical()).alias("other"),
        pl.col("capacity", "flow").cast(pl.String),
    ).join(covers, on=["one", "other", "capacity", "flow"])
    scopes = np.stack([worldwide.bits(one.places) for one in documented]) if documented else cube.reach[:0]
    meeting = cube.reach[rows["a"].to_physical().to_numpy()]
    meeting &= cube.reach[rows["b"].to_physical().to_numpy()]
    both_global = (meeting[:, 0] & np.uint64(1)).astype(bool)
    scope = scopes[rows["at"].to_numpy()]
    held = np.where(both_global, (scope[:, 0] & np.uint64(1)).astype(bool), np.any(meeting & scope, axis=1))
    return rows.filter(pl.Series(held, dtype=pl.Boolean)).select("a", "b", "capacity", "flow", "mechanism", "scoped")


def _covers(cube: Cube, documented: Iterable[Mechanism], unknown: set[str]) -> pl.DataFrame:
    """Columns one, other (numbers of bodies, the smaller first), capacity, flow, mechanism, scoped, at (its place)."""
    number = {body: at for at, body in enumerate(cube.bodies.categories)}
    rows = [
        (one, other, list(mechanism.capacities), list(mechanism.flows), mechanism.id, mechanism.id not in unknown, at)
        for at, mechanism in enumerate(documented)
        for one, other in combinations(sorted({number[member] for member in mechanism.members}), 2)
    ]
    frame = pl.DataFrame(rows, schema={
        "one": number_type(cube), "other": number_type(cube), "capacity": pl.List(pl.String),
        "flow": pl.List(pl.String), **COVER}, orient="row")
    return frame.explode("capacity").explode("flow")


def number_type(cube: Cube) -> type[pl.DataType]:
    """The type that the numbers of the cube's bodies have."""
    return pl.Series([], dtype=cube.bodies).to_physical().dtype.base_type()


def pairs(shared: pl.DataFrame, covering: pl.DataFrame, *within: str) -> pl.DataFrame:
    """The overlapping pairs, each with how much of what they share is covered.

    Columns: a, b, those of `within` (such as ``capacity``: then a pair counts in each in which it overlaps), lead_a,
    lead_b, services (shared), covered and at_most (how many of these are), mechanisms (ids). A pair is uncoordinated
    when nothing it shares is covered.
    """
    key = ["a", "b", *within]
    cover = covering.group_by("a", "b", "capacity", "flow").agg(
        pl.col("scoped").any().alias("documented"), pl.col("mechanism").unique().alias("by"))
    rows = shared.with_columns(pl.col("capacity", "flow").cast(pl.String)).join(
        cover, on=["a", "b", "capacity", "flow"], how="left")
    return rows.group_by(*key).agg(
        pl.col("lead_a").first(), pl.col("lead_b").first(), pl.len().alias("services"),
        pl.col("documented").fill_null(False).sum().alias("covered"),
        pl.col("documented").is_not_null().sum().alias("at_most"),
        pl.col("by").explode().drop_nulls().unique().sort().alias("mechanisms"),
    ).sort(pl.col("a").to_physical(), pl.col("b").to_physical(), *within)


def tally(found: pl.DataFrame, *within: str) -> pl.DataFrame:
    """How many pairs there are, and how many nothing covers: columns of `within`, pairs, uncoordinated, at_least.

    `at_least` is what stays uncoordinated if every mechanism of unknown scope covers all. Most uncoordinated first.
    """
    counted = [pl.len().alias("pairs"), (pl.col("covered") == 0).sum().alias("uncoordinated"),
               (pl.col("at_most") == 0).sum().alias("at_least")]
    if not within:
        return found.select(counted)
    first_most = [True, *[False] * len(within)]
    return found.group_by(*within).agg(counted).sort("uncoordinated", *within, descending=first_most)


def mostly_open(pairs: npt.NDArray[np.generic], uncoordinated: npt.NDArray[np.generic]) -> npt.NDArray[np.bool_]:
    """Where there are pairs enough and more than half of them are uncoordinated."""
    found: npt.NDArray[np.bool_] = (np.asarray(pairs) >= ENOUGH) & (2 * np.asarray(uncoordinated) > np.asarray(pairs))
    return found
