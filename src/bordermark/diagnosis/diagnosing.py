"""The diagnosis of a survey for a year: every figure at both weights of global activities, and what survives. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from bordermark.diagnosis.coordination import covered, pairs, tally
from bordermark.diagnosis.cube import WEIGHTS, Cube, Weight
from bordermark.diagnosis.dealing import dealt
from bordermark.diagnosis.duplication import Duplicate, duplication
from bordermark.diagnosis.effects import Effect, effects
from bordermark.diagnosis.fragmentation import fragmentation
from bordermark.diagnosis.incidence import incidence
from bordermark.diagnosis.networks import Network, network
from bordermark.diagnosis.null_model import Chance, against_chance
from bordermark.diagnosis.overlap import shared_services
from bordermark.diagnosis.sensitivity import Spread, bootstrap, doubted
from bordermark.diagnosis.survey import Survey, in_year, only

TOP: Final = 3
"""How many capacities with most uncoordinated overlap are put forward as findings."""

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


@dataclass(frozen=True, slots=True)
class Found:
    """That a capacity is among those with most uncoordinated overlap, at both weights, and what speaks against it.

    `fails` names the doubts (`sensitivity`) under which it does not hold; `more_than_chance` holds at both weights.
    """

    capacity: str
    effects: tuple[Effect, ...]
    more_than_chance: bool | None
    fails: tuple[str, ...]

    @property
    def survives(self) -> bool:
        """Whether it may be printed as a finding."""
        return not self.fails


@dataclass(frozen=True)
class Weighted:
    """All figures with global activities at one weight.

    `fragmentation`, `pairs` are the frames of the functions of these names: the activities behind the figures.
    """

    weight: Weight
    activities: int
    fragmentation: pl.DataFrame
    overall: Overlapping
    by_capacity: tuple[Overlapping, ...]
    pairs: pl.DataFrame
    shared: pl.DataFrame
    duplicates: tuple[Duplicate, ...]


@dataclass(frozen=True)
class Diagnosis:
    """What was asked and what was found."""

    asked: Asked
    survey: Survey
    weighted: tuple[Weighted, ...]
    network: Network | None
    findings: tuple[Found, ...]


def diagnose(survey: Survey, asked: Asked) -> Diagnosis:
    """The diagnosis; the same survey, question and seed give the same figures.

    Raises UnknownRecord for a region or a flow that the survey does not know, ValueError for too few draws.
    """
    part = only(survey, asked.region, asked.flow)
    now = in_year(part, asked.year)
    weighted = tuple(_weighted(Cube(now, weight), asked) for weight in WEIGHTS)
    return Diagnosis(asked, now, weighted, network(now, asked.networks, asked.seed),
                     _findings(part, asked, weighted))


def _weighted(cube: Cube, asked: Asked) -> Weighted:
    shared = shared_services(cube)
    covering = covered(cube, shared)
    found = pairs(shared, covering)
    within = pairs(shared, covering, "capacity")
    deals = dealt(cube, asked.deals, asked.seed) if asked.deals else {}
    beside = against_chance(incidence(cube), asked.draws, asked.seed)
    spread = bootstrap(within, "capacity", len(cube.activities), asked.worlds, asked.seed, TOP)

    def overlapping(name: str, counts: Mapping[str, int]) -> Overlapping:
        bodies, open_bodies = beside[name]
        pairs_dealt, open_dealt = deals.get(name, (None, None))
        return Overlapping(name, counts["pairs"], counts["uncoordinated"], counts["at_least"], bodies, open_bodies,
                           pairs_dealt, open_dealt, spread.get(name))

    by_capacity = tuple(overlapping(one["capacity"], one) for one in tally(within, "capacity").iter_rows(named=True))
    overall = overlapping("", tally(found).row(0, named=True))
    return Weighted(cube.weight, len(cube.activities), fragmentation(cube, "capacity"), overall, by_capacity, found,
                    shared, tuple(duplication(cube, shared)))


def _findings(part: Survey, asked: Asked, weighted: tuple[Weighted, ...]) -> tuple[Found, ...]:
    """The capacities that are at the top at both weights; each is tried under every doubt at both."""
    tops = [top_capacities({one.capacity: one.uncoordinated for one in some.by_capacity}) for some in weighted]
    candidates = [one for one in tops[0] if all(one in top for top in tops)]
    under = {doubt: _tops(less) for doubt, less in doubted(part, asked.year).items()} if candidates else {}
    return tuple(_found(capacity, weighted, under) for capacity in candidates)


def _found(
    capacity: str, weighted: tuple[Weighted, ...], under: Mapping[str, list[tuple[str, ...]]]
) -> Found:
    rows = [one for some in weighted for one in some.by_capacity if one.capacity == capacity]
    fails = [doubt for doubt, tops in under.items() if not all(capacity in top for top in tops)]
    if any(one.spread is None or one.spread.first < KEPT for one in rows):
        fails.insert(0, "bootstrap")
    functions = {function for some in weighted for function in some.shared.filter(
        pl.col("capacity").cast(pl.String) == capacity)["function"].cast(pl.String)}
    each = [one.more_than_chance for one in rows]
    more = None if None in each else all(each)
    return Found(capacity, effects(functions), more, tuple(fails))


def _tops(survey: Survey) -> list[tuple[str, ...]]:
    tops = []
    for weight in WEIGHTS:
        cube = Cube(survey, weight)
        shared = shared_services(cube)
        counts = tally(pairs(shared, covered(cube, shared), "capacity"), "capacity")
        tops.append(top_capacities(dict(counts.select("capacity", "uncoordinated").iter_rows())))
    return tops


def top_capacities(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Those with most uncoordinated pairs, the first `TOP` and any that has as many as the last of these."""
    ordered = sorted(counts, key=lambda one: (-counts[one], one))
    last = counts[ordered[min(TOP, len(ordered)) - 1]] if ordered else 0
    return tuple(one for one in ordered if counts[one] >= last and counts[one] > 0)
