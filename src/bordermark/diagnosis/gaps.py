"""Gaps: a need, and nobody who works on it (GAO-15-49SP, Step 1, from page 8, reads gaps beside overlap). Pure.

A need is what a State is bound to or has been assessed to lack, for a capacity against a flow. A flow that was not
surveyed is never a gap: nobody looked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from bordermark.diagnosis.survey import GENERAL, GLOBAL, Activity, Survey
from bordermark.framework.obligations import Obligation
from bordermark.framework.records import MeasureRecord

Reached = Literal["nobody", "global", "named", "not-surveyed"]
"""Whom a need has: an activity that names the State or its region, a global one only, none; or nobody looked."""


@dataclass(frozen=True, slots=True)
class Need:
    """A State's need of help with a capacity against a flow, and the ids of what it follows from (measures)."""

    state: str
    capacity: str
    flow: str
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Supply:
    """A need with those who work on it: ids of activities that name the State or a region of it, and of global ones."""

    need: Need
    reached: Reached
    named: tuple[str, ...]
    worldwide: tuple[str, ...]


def needs_of(state: str, obligations: Iterable[Obligation], measures: Mapping[str, MeasureRecord]) -> list[Need]:
    """A State's needs: every capacity and flow of the measures that bind it, each once, with these measures."""
    because: dict[tuple[str, str], list[str]] = {}
    for one in obligations:
        if one.status == "binding":
            measure = measures[one.measure]
            for capacity in measure.capacities:
                for flow in measure.flows:
                    because.setdefault((capacity, flow), []).append(one.measure)
    return [Need(state, capacity, flow, tuple(some)) for (capacity, flow), some in sorted(because.items())]


def supplies(survey: Survey, needs: Iterable[Need]) -> list[Supply]:
    """Every need with what is supplied, in the order of the needs.

    An activity against flows in general counts for each flow, and a need in general is met by an activity against
    any: a control that finds one thing finds another. At weight 0 of global activities the gaps are ``global`` and
    ``nobody``, at weight 1 ``nobody`` alone.
    """
    by_capacity: dict[str, list[tuple[Activity, frozenset[str]]]] = {}
    for one in survey.activities:
        for capacity in one.capacities:
            by_capacity.setdefault(capacity, []).append((one, survey.states(one.places)))
    return [_supply(survey, need, by_capacity.get(need.capacity, ())) for need in needs]


def selected(supply: Iterable[Supply], capacity: str = "", reached: Reached | str = "") -> list[Supply]:
    """Those of a capacity and with whom it has, empty for all; needs that nobody works on come first."""
    order = get_args(Reached)
    return sorted((one for one in supply if capacity in ("", one.need.capacity) and reached in ("", one.reached)),
                  key=lambda one: order.index(one.reached))


def _supply(survey: Survey, need: Need, working: Iterable[tuple[Activity, frozenset[str]]]) -> Supply:
    if need.flow != GENERAL and need.flow not in survey.flows:
        return Supply(need, "not-surveyed", (), ())
    fitting = [(one, states) for one, states in working if _fits(need.flow, one.flows)]
    named = tuple(one.id for one, states in fitting if need.state in states)
    worldwide = tuple(one.id for one, states in fitting if need.state not in states and GLOBAL in one.places)
    return Supply(need, "named" if named else "global" if worldwide else "nobody", named, worldwide)


def _fits(flow: str, flows: tuple[str, ...]) -> bool:
    return flow == GENERAL or flow in flows or GENERAL in flows
