"""The diagnosis of a survey for a year: every figure at both weights of global activities, and what survives. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from bordermark.diagnosis.changing import Figures, figures
from bordermark.diagnosis.coordination import covered, mostly_open, pairs, tally
from bordermark.diagnosis.cube import WEIGHTS, Cube, Weight
from bordermark.diagnosis.dealing import dealt
from bordermark.diagnosis.duplication import Duplicate, duplication
from bordermark.diagnosis.effects import effects
from bordermark.diagnosis.findings import Finding, concerned, finding_id, twice
from bordermark.diagnosis.fragmentation import fragmentation
from bordermark.diagnosis.incidence import incidence
from bordermark.diagnosis.networks import Network, network
from bordermark.diagnosis.null_model import Chance, against_chance
from bordermark.diagnosis.overlap import shared_services
from bordermark.diagnosis.sensitivity import UNKNOWN_ENDS, Spread, bootstrap, doubted
from bordermark.diagnosis.survey import Assumptions, Survey, in_year, only

TOP: Final = 3
"""How many capacities are said to be those with most uncoordinated overlap."""

KEPT: Final = 0.9
"""Share of the bootstrap worlds in which a finding must hold."""

MORE_THAN_CHANCE: Final = 97.5
"""Percentile from which a figure is said to be more than chance."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: a year, a region and a flow (empty for all); the seed, and how often chance is tried.

    `draws` of cells, `deals` of whole activities (0 for none: they are for surveys of some hundred activities),
    `networks` of who is in which mechanism, `worlds` of the bootstrap.
    """

    year: int
    region: str = ""
    flow: str = ""
    draws: int = 1000
    deals: int = 1000
    networks: int = 200
    worlds: int = 200
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Overlapping:
    """Overlapping pairs of activities in a capacity; empty for all.

    `uncoordinated`: nothing that they share is covered by a mechanism of known scope; `at_least`: nor by one of
    unknown scope. `dealt` and `open_dealt`: the first two beside activities dealt anew (`dealing`), where that was
    asked. `bodies` and `open_bodies`: pairs of leads that meet in a cell, and those uncoordinated, beside cells drawn
    anew (`null_model`). `spread` is that of `uncoordinated`.
    """

    capacity: str
    pairs: int
    uncoordinated: int
    at_least: int
    bodies: Chance
    open_bodies: Chance
    dealt: Chance | None = None
    open_dealt: Chance | None = None
    spread: Spread | None = None

    @property
    def more_than_chance(self) -> bool | None:
        """Whether more is uncoordinated than when activities are dealt anew; None where that was not asked."""
        return self.open_dealt.percentile >= MORE_THAN_CHANCE if self.open_dealt else None


@dataclass(frozen=True)
class Weighted:
    """All figures with global activities at one weight.

    `fragmentation`, `pairs` are the frames of the functions of these names: the activities behind the figures; `within`
    is that of the pairs within each capacity.
    """

    weight: Weight
    activities: int
    fragmentation: pl.DataFrame
    overall: Overlapping
    by_capacity: tuple[Overlapping, ...]
    pairs: pl.DataFrame
    within: pl.DataFrame
    shared: pl.DataFrame
    duplicates: tuple[Duplicate, ...]

    @property
    def rows(self) -> tuple[Overlapping, ...]:
        """All together, then by capacity."""
        return (self.overall, *self.by_capacity)


@dataclass(frozen=True)
class Diagnosis:
    """What was asked and what was found.

    `without` gives the figures of the year without what may not be so: without unknown starts, without unknown ends,
    and without each of the bodies that lead most.
    """

    asked: Asked
    survey: Survey
    weighted: tuple[Weighted, ...]
    network: Network | None
    findings: tuple[Finding, ...]
    without: Mapping[str, Figures]


def diagnose(survey: Survey, asked: Asked) -> Diagnosis:
    """The diagnosis; the same survey, question and seed give the same figures.

    Raises UnknownRecord for a region or a flow that the survey does not know, ValueError for too few draws.
    """
    part = only(survey, asked.region, asked.flow)
    now = in_year(part, asked.year)
    weighted = tuple(_weighted(Cube(now, weight), asked) for weight in WEIGHTS)
    less = doubted(part, asked.year)
    ended = in_year(part, asked.year, Assumptions(unknown_ends=False))
    return Diagnosis(asked, now, weighted, network(now, asked.networks, asked.seed),
                     _findings(now, asked, weighted, less),
                     {doubt: figures(one) for doubt, one in {UNKNOWN_ENDS: ended, **less}.items()})


def _weighted(cube: Cube, asked: Asked) -> Weighted:
    shared = shared_services(cube)
    covering = covered(cube, shared)
    found = pairs(shared, covering)
    within = pairs(shared, covering, "capacity")
    deals = dealt(cube, asked.deals, asked.seed) if asked.deals else {}
    beside = against_chance(incidence(cube), asked.draws, asked.seed)
    size = len(cube.activities)
    spread = {**bootstrap(within, "capacity", size, asked.worlds, asked.seed, TOP),
              **bootstrap(found.with_columns(capacity=pl.lit("")), "capacity", size, asked.worlds, asked.seed, TOP)}

    def overlapping(name: str, counts: Mapping[str, int]) -> Overlapping:
        bodies, open_bodies = beside[name]
        pairs_dealt, open_dealt = deals.get(name, (None, None))
        return Overlapping(name, counts["pairs"], counts["uncoordinated"], counts["at_least"], bodies, open_bodies,
                           pairs_dealt, open_dealt, spread.get(name))

    by_capacity = tuple(overlapping(one["capacity"], one) for one in tally(within, "capacity").iter_rows(named=True))
    overall = overlapping("", tally(found).row(0, named=True))
    return Weighted(cube.weight, len(cube.activities), fragmentation(cube, "capacity"), overall, by_capacity, found,
                    within, shared, tuple(duplication(cube, shared)))


def _findings(
    now: Survey, asked: Asked, weighted: tuple[Weighted, ...], less: Mapping[str, Survey]
) -> tuple[Finding, ...]:
    """What is mostly uncoordinated at both weights, tried under every doubt at both; and possible duplication."""
    seen = _mostly_open(now)
    counts = [{one.capacity: one for one in some.rows} for some in weighted]
    candidates = [name for name in counts[-1] if all(name in some for some in seen)]
    under = {doubt: _mostly_open(one) for doubt, one in less.items()} if candidates else {}
    filters = {"region": asked.region, "flow": asked.flow}
    return (
        *(_finding(name, now, asked, weighted, [some[name] for some in counts], under) for name in candidates),
        *twice(now, weighted[-1].duplicates, filters, asked.year),
    )


def _finding(
    capacity: str, now: Survey, asked: Asked, weighted: tuple[Weighted, ...], counts: list[Overlapping],
    under: Mapping[str, list[frozenset[str]]],
) -> Finding:
    fails = [doubt for doubt, seen in under.items() if not all(capacity in some for some in seen)]
    if any(one.spread is None or one.spread.mostly < KEPT for one in counts):
        fails.insert(0, "bootstrap")
    found = weighted[-1]
    behind = found.within.filter(pl.col("capacity") == capacity) if capacity else found.pairs
    rows = found.shared.join(behind.filter(pl.col("covered") == 0), on=["a", "b"], how="semi")
    if capacity:
        rows = rows.filter(pl.col("capacity").cast(pl.String) == capacity)
    activities = tuple(sorted({*rows["a"].cast(pl.String), *rows["b"].cast(pl.String)}))
    each = [one.more_than_chance for one in counts]
    return Finding(
        finding_id("overlap", capacity, year=asked.year, region=asked.region, flow=asked.flow), "overlap", capacity,
        activities=activities, bodies=concerned(now, activities), pairs=tuple(one.pairs for one in counts),
        uncoordinated=tuple(one.uncoordinated for one in counts), effects=effects(rows["function"].cast(pl.String)),
        more_than_chance=None if None in each else all(each), fails=tuple(fails))


def _mostly_open(survey: Survey) -> list[frozenset[str]]:
    """At each weight the capacities, and empty for all, whose overlapping pairs are mostly uncoordinated."""
    found = []
    for weight in WEIGHTS:
        cube = Cube(survey, weight)
        shared = shared_services(cube)
        covering = covered(cube, shared)
        counts = pl.concat([tally(pairs(shared, covering)).with_columns(capacity=pl.lit("")),
                            tally(pairs(shared, covering, "capacity"), "capacity")], how="diagonal_relaxed")
        seen = mostly_open(counts["pairs"].to_numpy(), counts["uncoordinated"].to_numpy())
        found.append(frozenset(counts["capacity"].filter(pl.Series(seen))))
    return found
