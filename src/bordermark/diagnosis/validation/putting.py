"""Which findings are put to which entities, and what stands behind each of them (GAO-15-49SP, Step 3, from page 19).

Pure. Only the bodies concerned can say whether a finding is so: an overlap or a duplication is put to all who lead or
take part in an activity behind it, a gap to those who lead anything in its capacity. What does not survive doubt is put
to nobody.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from bordermark.diagnosis.diagnosing import Diagnosis
from bordermark.diagnosis.findings import Finding
from bordermark.diagnosis.survey import Activity

Pair = tuple[str, str]
"""Ids of two activities; of what is put to an entity, its own comes first."""


@dataclass(frozen=True, slots=True)
class Put:
    """A finding as it is put to an entity.

    `activities` are the entity's own behind it, of a gap those in its capacity; `pairs` those behind it of which the
    first is the entity's own; `states` those in a gap, or served twice.
    """

    finding: str
    statement: str
    entity: str
    activities: tuple[str, ...]
    pairs: tuple[Pair, ...] = ()
    states: tuple[str, ...] = ()


def put(made: Diagnosis, findings: Iterable[Finding], say: Callable[[Finding], str]) -> list[Put]:
    """All that is to be put to somebody, by finding, then by entity; `say` puts a finding in a sentence."""
    held = {one.id: one for one in made.survey.activities}
    return [one for finding in findings if finding.survives for one in _to_each(made, finding, held, say(finding))]


def _to_each(made: Diagnosis, finding: Finding, held: Mapping[str, Activity], statement: str) -> Iterator[Put]:
    behind: dict[str, set[Pair]] = {}
    for a, b in pairs_behind(made, finding):
        for own, other in ((a, b), (b, a)):
            for body in held[own].parties:
                behind.setdefault(body, set()).add((own, other))
    among = finding.activities or [key for key, one in held.items() if finding.capacity in one.capacities]
    for body in finding.bodies:
        own_activities = tuple(sorted(key for key in among if body in held[key].parties))
        yield Put(finding.id, statement, body, own_activities, tuple(sorted(behind.get(body, ()))),
                  finding.states)


def pairs_behind(made: Diagnosis, finding: Finding) -> list[Pair]:
    """The pairs of activities behind a finding, global ones at weight 1; of a gap there is none."""
    if finding.kind == "gap":
        return []
    if finding.kind == "duplication":
        one, other = finding.activities
        return [(one, other)]
    part = made.weighted[-1]
    within = part.within.filter(pl.col("capacity") == finding.capacity) if finding.capacity else part.pairs
    rows = within.filter(pl.col("covered") == 0).select(pl.col("a", "b").cast(pl.String))
    return [(a, b) for a, b in rows.iter_rows()]

