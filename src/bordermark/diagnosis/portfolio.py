"""Which options to take up together: a choice proven to be best, or how far from it at most. Pure.

Solved with HiGHS (Huangfu and Hall, "Parallelizing the dual revised simplex method", Mathematical Programming
Computation 10, 2018) as an integer programme.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import highspy

from bordermark.diagnosis.changing import End, HandOver, Merge
from bordermark.diagnosis.options import Option
from bordermark.diagnosis.survey import Survey


@dataclass(frozen=True, slots=True)
class Wanted:
    """A State and a capacity in which it is wanted that so many bodies lead something."""

    state: str
    capacity: str
    leads: int = 2


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The options chosen, in the order given; how many uncoordinated pairs they answer; the proven gap.

    `gap`: by what share of `answered` another choice could be better at most; 0 where this one is proven best.
    """

    options: tuple[Option, ...]
    answered: int
    gap: float


class _Quiet(highspy.Highs):
    """HiGHS, which else greets on standard output, in the midst of our JSON, as soon as it is made."""

    def enableCallbacks(self) -> None:  # noqa: N802  # its name
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def choose(survey: Survey, options: Sequence[Option], most: int, wanted: Sequence[Wanted] = ()) -> Portfolio:
    """At most `most` options that answer most uncoordinated pairs, of all that may stand together.

    No activity is touched by two options. No redundancy that is wanted, and is there, is lost: in its State and
    capacity as many different bodies go on to lead as was wanted. No gap opens: what is merged or handed over goes on,
    and of the activities for a State, a capacity and a flow one at least is not ended. An option without changes
    answers nothing.
    """
    open_to = [one for one in options if one.changes]
    solver: Any = _Quiet()  # type: ignore[no-untyped-call]
    for name, value in (("threads", 1), ("random_seed", 1), ("mip_rel_gap", 0.0)):
        solver.setOptionValue(name, value)
    chosen = [solver.addBinary() for _ in open_to]
    pairs = sorted({pair for one in open_to for pair in one.pairs})
    answered = [solver.addVariable(lb=0, ub=1) for _ in pairs]
    for pair, variable in zip(pairs, answered, strict=True):
        answering = [chosen[at] for at, one in enumerate(open_to) if pair in one.pairs]
        solver.addConstr(variable <= solver.qsum(answering))
    if chosen:
        solver.addConstr(solver.qsum(chosen) <= most)
        _touch_once(solver, chosen, open_to)
        _keep(solver, chosen, survey, open_to, wanted)
        _open_no_gap(solver, chosen, survey, open_to)
    if not pairs:
        return Portfolio((), 0, 0.0)
    # among choices that answer as much, the one with fewer options
    solver.maximize(solver.qsum(answered) - solver.qsum(chosen) * (0.5 / (len(chosen) + 1)))
    taken = tuple(one for at, one in enumerate(open_to) if solver.val(chosen[at]) > 0.5)
    count = len({pair for one in taken for pair in one.pairs})
    return Portfolio(taken, count, max(0.0, float(solver.getInfo().mip_gap)))


def _touches(option: Option) -> set[str]:
    found: set[str] = set()
    for change in option.changes:
        match change:
            case Merge(activity, into):
                found |= {activity, into}
            case End(activity) | HandOver(activity, _):
                found.add(activity)
    return found


def _touch_once(solver: Any, chosen: Sequence[Any], options: Sequence[Option]) -> None:
    touching: dict[str, list[Any]] = {}
    for at, one in enumerate(options):
        for activity in _touches(one):
            touching.setdefault(activity, []).append(chosen[at])
    for some in touching.values():
        if len(some) > 1:
            solver.addConstr(solver.qsum(some) <= 1)


def _keep(
    solver: Any, chosen: Sequence[Any], survey: Survey, options: Sequence[Option], wanted: Sequence[Wanted]
) -> None:
    """As many bodies as are wanted go on to lead something for a State and a capacity."""
    for one in wanted:
        held = leads(survey, one)
        leaving = [chosen[at] for at, option in enumerate(options) if _leaves(survey, option, one, held)]
        if leaving and len(held) >= one.leads:
            solver.addConstr(solver.qsum(leaving) <= len(held) - one.leads)


def leads(survey: Survey, wanted: Wanted) -> set[str]:
    """The bodies that lead something for the State, by name or in a region, and the capacity."""
    return {one.entity for one in survey.activities
            if wanted.capacity in one.capacities and wanted.state in survey.states(one.places)}


def _leaves(survey: Survey, option: Option, wanted: Wanted, held: set[str]) -> bool:
    """Whether after the option one of the leads may lead nothing for the State and capacity any more."""
    gone = {change.activity for change in option.changes if isinstance(change, End | HandOver | Merge)}
    return any(
        one.id in gone and one.entity in held and wanted.capacity in one.capacities
        and wanted.state in survey.states(one.places) for one in survey.activities
    )


def _open_no_gap(solver: Any, chosen: Sequence[Any], survey: Survey, options: Sequence[Option]) -> None:
    """Of those that name a State, or its region, for a capacity and a flow, one goes on."""
    ending: dict[str, list[Any]] = {}
    for at, option in enumerate(options):
        for change in option.changes:
            if isinstance(change, End):
                ending.setdefault(change.activity, []).append(chosen[at])
    working: dict[tuple[str, str, str], set[str]] = {}
    for one in survey.activities:
        for cell in product(survey.states(one.places), one.capacities, one.flows):
            working.setdefault(cell, set()).add(one.id)
    for some in {frozenset(some) for some in working.values() if some <= ending.keys()}:
        solver.addConstr(solver.qsum([variable for one in sorted(some) for variable in ending[one]]) <= len(some) - 1)
