"""Which findings are put to which entities, and what stands behind each of them (GAO-15-49SP, Step 3, from page 19).

Pure. Only the bodies concerned can say whether an overlap is one; so what survives doubt is put to all who lead or take
part in an activity behind it. Gaps and figures of the network are put to nobody: no entity stands behind them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

import polars as pl

from bordermark.diagnosis.coordination import covered, pairs
from bordermark.diagnosis.cube import WEIGHTS, Cube
from bordermark.diagnosis.diagnosing import Asked, Diagnosis, Found, Weighted
from bordermark.diagnosis.duplication import Duplicate
from bordermark.diagnosis.survey import Activity

LONGEST_ID: Final = 110
"""Characters in the id of a finding; a longer one is cut, and ends in a digest of the whole."""

Pair = tuple[str, str]
"""Ids of two activities; of what is put to an entity, its own comes first."""


@dataclass(frozen=True, slots=True)
class Put:
    """A finding as it is put to an entity: `pairs` are those behind it of which the first is the entity's own."""

    finding: str
    statement: str
    entity: str
    pairs: tuple[Pair, ...]

    @property
    def activities(self) -> tuple[str, ...]:
        """Ids of the entity's activities behind the finding."""
        return tuple(sorted({own for own, _ in self.pairs}))


def put(made: Diagnosis, capacity_label: Callable[[str], str]) -> list[Put]:
    """All that is to be put to somebody: by finding, the capacities first, then by entity."""
    activities = {one.id: one for one in made.survey.activities}
    found = []
    for one in made.findings:
        if one.survives:
            behind = open_pairs(made, one.capacity)
            found += _to_each(overlap_id(made.asked, one.capacity), _overlap(made, one, capacity_label), behind,
                              activities)
    for pair in made.weighted[-1].duplicates:
        found += _to_each(duplication_id(made.asked, pair), _duplication(made.asked, pair, activities),
                          [(pair.a, pair.b)], activities)
    return found


def overlap_id(asked: Asked, capacity: str) -> str:
    """The id of a finding that a capacity has most uncoordinated overlap.

    >>> overlap_id(Asked(2026, flow="drugs"), "cash")
    'overlap-cash-2026-drugs'
    """
    return _id("overlap", capacity, asked)


def duplication_id(asked: Asked, pair: Duplicate) -> str:
    """The id of a finding that two activities may be one service; whichever of them is named first."""
    return _id("duplication", "-".join(sorted((pair.a, pair.b))), asked)


def _id(kind: str, what: str, asked: Asked) -> str:
    scope = "-".join(one.lower() for one in (str(asked.year), asked.region, asked.flow) if one)
    whole = f"{kind}-{what}-{scope}"
    if len(whole) <= LONGEST_ID:
        return whole
    digest = sha256(whole.encode()).hexdigest()[:12]
    return f"{whole[: LONGEST_ID - len(digest) - 1]}-{digest}"


def open_pairs(made: Diagnosis, capacity: str) -> list[Pair]:
    """The pairs that overlap in a capacity and are coordinated in it by nothing, global activities at weight 1."""
    shared = made.weighted[-1].shared.filter(pl.col("capacity").cast(pl.String) == capacity)
    cover = covered(Cube(made.survey, WEIGHTS[-1]), shared)
    rows = pairs(shared, cover).filter(pl.col("covered") == 0).select(pl.col("a", "b").cast(pl.String))
    return [(a, b) for a, b in rows.iter_rows()]


def _to_each(
    finding: str, statement: str, behind: Iterable[Pair], activities: Mapping[str, Activity]
) -> Iterator[Put]:
    held: dict[str, list[Pair]] = {}
    for a, b in behind:
        for own, other in ((a, b), (b, a)):
            for body in activities[own].parties:
                held.setdefault(body, []).append((own, other))
    for body in sorted(held):
        yield Put(finding, statement, body, tuple(sorted(set(held[body]))))


def _overlap(made: Diagnosis, found: Found, capacity_label: Callable[[str], str]) -> str:
    chance = {True: " This is more than chance.", False: " This is not more than chance.", None: ""}
    counts = "; ".join(_counts(one, found.capacity) for one in made.weighted)
    return (f"{capacity_label(found.capacity)} is among the capacities in which most overlap is uncoordinated"
            f"{_scope(made.asked)}: {counts}.{chance[found.more_than_chance]}")


def _counts(part: Weighted, capacity: str) -> str:
    one = next(each for each in part.by_capacity if each.capacity == capacity)
    return (f"of {one.pairs} pairs of activities of different leads that overlap, no documented mechanism covers "
            f"{one.uncoordinated}, with global activities at weight {part.weight}")


def _duplication(asked: Asked, pair: Duplicate, activities: Mapping[str, Activity]) -> str:
    one, other = activities[pair.a], activities[pair.b]
    return (f"“{one.title}” and “{other.title}” may be one and the same service{_scope(asked)}: both have "
            f"{pair.services:.0%} of the services and {pair.states:.0%} of the States that either has.")


def _scope(asked: Asked) -> str:
    return f" in {asked.year}" + "".join(f", {name} {value}" for name, value in (
        ("region", asked.region), ("flow", asked.flow)) if value)
