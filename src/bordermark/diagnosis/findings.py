"""What is put forward: overlap that is mostly uncoordinated, possible duplication, gaps; each with a stable id. Pure.

The same records, question and seed give the same ids: ``overlap-lecoop-2012``, ``overlap-2012`` (all capacities),
``duplication-act-a-act-b-2012``, ``gap-green-drugs-2012``; after the year stand the region and the flow asked for, if
any, as in ``overlap-legal-2026-011-drugs``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bordermark.diagnosis.duplication import Duplicate
from bordermark.diagnosis.effects import Effect
from bordermark.diagnosis.gaps import Supply
from bordermark.diagnosis.survey import Survey

Kind = Literal["overlap", "duplication", "gap"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, what is behind it, and what speaks against it.

    `capacity` is empty for all, `flow` where it is of no one flow. `pairs` and `uncoordinated`: overlapping pairs with
    global activities at weight 0 and at 1. `bodies`: whom it concerns, who can say whether it is so: leads and partners
    of the `activities` behind it; for a gap those who lead anything in the capacity. `states`: those in a gap, or
    served twice. `fails` names the doubts under which it does not hold.
    """

    id: str
    kind: Kind
    capacity: str = ""
    flow: str = ""
    activities: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    pairs: tuple[int, ...] = ()
    uncoordinated: tuple[int, ...] = ()
    effects: tuple[Effect, ...] = ()
    more_than_chance: bool | None = None
    fails: tuple[str, ...] = ()

    @property
    def survives(self) -> bool:
        """Whether it may be printed as a finding."""
        return not self.fails


def finding_id(kind: Kind, *subject: str, year: int, region: str = "", flow: str = "") -> str:
    """The id of a finding about a subject.

    >>> finding_id("overlap", "cash", year=2026, region="KEN")
    'overlap-cash-2026-ken'
    """
    return "-".join(part for part in (kind, *subject, str(year), region, flow) if part).lower()


def concerned(survey: Survey, activities: Iterable[str]) -> tuple[str, ...]:
    """Leads and partners of activities, by id."""
    behind = set(activities)
    return tuple(sorted({body for one in survey.activities if one.id in behind for body in one.parties}))


def twice(survey: Survey, duplicates: Sequence[Duplicate], asked: Mapping[str, str], year: int) -> tuple[Finding, ...]:
    """Pairs that may be one service. Years that may not meet, and codes that name no flow, speak against one."""
    return tuple(
        Finding(
            finding_id("duplication", one.a, one.b, year=year, **asked), "duplication",
            activities=(one.a, one.b), bodies=concerned(survey, (one.a, one.b)), states=one.common,
            fails=(*(("unknown-years",) if one.together != "surely" else ()),
                   *(("no-flow-named",) if one.unspecific else ())),
        ) for one in duplicates)


def gap_findings(
    survey: Survey, supply: Iterable[Supply], asked: Mapping[str, str], year: int
) -> tuple[Finding, ...]:
    """For every capacity and flow the States that are bound and that nobody helps, not even by work for the world."""
    states: dict[tuple[str, str], list[str]] = {}
    for one in supply:
        if one.reached == "nobody":
            states.setdefault((one.need.capacity, one.need.flow), []).append(one.need.state)
    return tuple(
        Finding(
            finding_id("gap", capacity, flow, year=year, **asked), "gap", capacity, flow,
            bodies=tuple(sorted({one.entity for one in survey.activities if capacity in one.capacities})),
            states=tuple(sorted(some)),
        ) for (capacity, flow), some in sorted(states.items()))
