"""What if: activities ended, handed over or merged, mechanisms agreed, and all figures made anew. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TypeAlias

import polars as pl

from bordermark.diagnosis.coordination import covered, pairs, tally
from bordermark.diagnosis.cube import WEIGHTS, Cube
from bordermark.diagnosis.overlap import shared_services
from bordermark.diagnosis.survey import GLOBAL, Activity, Mechanism, Survey
from bordermark.errors import UnknownRecord


@dataclass(frozen=True, slots=True)
class End:
    """An activity is ended."""

    activity: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """Another body leads an activity from now on; the one that led it leaves it."""

    activity: str
    to: str


@dataclass(frozen=True, slots=True)
class Merge:
    """One activity is taken up into another: it keeps its lead and does all that both did, with all who did it."""

    activity: str
    into: str


@dataclass(frozen=True, slots=True)
class Agree:
    """A mechanism is agreed."""

    mechanism: Mechanism


@dataclass(frozen=True, slots=True)
class Share:
    """Bodies do a function once for all that they do it for, such as one needs assessment; the first of them leads it.

    It takes the function over from each of their activities in the capacities, for the flows and places of each. What
    else they do stays with them, and is not coordinated by it. It is asked of a State once.
    """

    function: str
    bodies: tuple[str, ...]
    capacities: tuple[str, ...]


Change: TypeAlias = End | HandOver | Merge | Agree | Share


def agreement(survey: Survey, bodies: tuple[str, ...], capacities: tuple[str, ...]) -> Mechanism:
    """A mechanism by which bodies coordinate capacities, against all flows and everywhere.

    Raises UnknownRecord for a body or a capacity that the survey does not have.
    """
    _require(survey, bodies, capacities)
    flows = tuple(sorted({flow for one in survey.activities for flow in one.flows}))
    name = f"{'-'.join(bodies)}-on-{'-'.join(capacities)}"
    return Mechanism(name, name, "agreement", bodies, None, None, capacities, flows, (GLOBAL,))


def _require(survey: Survey, bodies: Iterable[str], capacities: Iterable[str]) -> None:
    known = {party for one in survey.activities for party in one.parties}
    held = {code for one in survey.activities for code in one.capacities}
    for kind, words, names in (("surveyed body", bodies, known), ("capacity", capacities, held)):
        for word in words:
            if word not in names:
                raise UnknownRecord(kind, word, get_close_matches(word, sorted(names)))


def changed(survey: Survey, changes: Iterable[Change]) -> Survey:
    """The survey after the changes, one after the other.

    Raises UnknownRecord for an activity, a body or a capacity that is not there, or a function that none of the bodies
    has there.
    """
    activities = {one.id: one for one in survey.activities}
    mechanisms = list(survey.mechanisms)
    bodies = {one.id for one in survey.entities}

    def known(key: str) -> Activity:
        if key not in activities:
            raise UnknownRecord("activity of that year", key, get_close_matches(key, activities))
        return activities[key]

    for one in changes:
        match one:
            case End(key):
                del activities[known(key).id]
            case HandOver(key, to):
                if to not in bodies:
                    raise UnknownRecord("surveyed body", to, get_close_matches(to, bodies))
                partners = tuple(body for body in known(key).partners if body != to)
                activities[key] = replace(known(key), entity=to, partners=partners)
            case Merge(key, into):
                activities[into] = _merged(known(into), known(key))
                if key != into:
                    del activities[key]
            case Agree(mechanism):
                mechanisms.append(mechanism)
            case Share():
                activities = _shared(survey, activities, one)
    return replace(survey, activities=tuple(activities.values()), mechanisms=tuple(mechanisms))


def _shared(survey: Survey, activities: dict[str, Activity], share: Share) -> dict[str, Activity]:
    _require(survey, share.bodies, share.capacities)
    doing = [one for one in activities.values() if share.function in one.functions
             and one.entity in share.bodies and set(one.capacities) & set(share.capacities)]
    if not doing:
        held = {function for one in activities.values() if one.entity in share.bodies
                and set(one.capacities) & set(share.capacities) for function in one.functions}
        raise UnknownRecord("function of these bodies in these capacities", share.function, sorted(held))
    whole = f"shared-{share.function}-{'-'.join(share.bodies)}"
    found = dict(activities)
    for one in doing:
        rest = tuple(function for function in one.functions if function != share.function)
        if rest:
            found[one.id] = replace(one, functions=rest)
        else:
            del found[one.id]
        # each part stays within its own cells; with partners it would coordinate all that they do in these
        part = replace(one, id=f"{whole}-{one.id}", entity=share.bodies[0], partners=(), functions=(share.function,),
                       budget=None, part_of=whole)
        found[part.id] = part
    return found


def _merged(into: Activity, other: Activity) -> Activity:
    def both(one: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*one, *more)))

    starts = [one.start for one in (into, other) if one.start is not None]
    return replace(
        into, functions=both(into.functions, other.functions), capacities=both(into.capacities, other.capacities),
        flows=both(into.flows, other.flows), places=both(into.places, other.places),
        partners=tuple(body for body in both(into.partners, other.parties) if body != into.entity),
        start=min(starts, default=None),
        end=max(into.end, other.end) if into.end is not None and other.end is not None else None,
    )


@dataclass(frozen=True, slots=True)
class Figures:
    """What can be set side by side before and after.

    `pairs` and `uncoordinated`: overlapping pairs of activities, with global ones at weight 0 and at 1. `reached`: how
    many cells State × capacity × flow somebody works in who names the State or its region; `doubly`: in how many of
    these two bodies or more lead something, so that one can fail.
    """

    pairs: tuple[int, ...]
    uncoordinated: tuple[int, ...]
    reached: int
    doubly: int


def figures(survey: Survey) -> Figures:
    """The figures of a survey of one year."""
    counts = []
    for weight in WEIGHTS:
        cube = Cube(survey, weight)
        shared = shared_services(cube)
        counts.append(tally(pairs(shared, covered(cube, shared))).row(0))
    cells = Cube(survey, 0).cells.group_by("state", "capacity", "flow").agg(
        pl.col("lead").n_unique().alias("leads"))
    return Figures(tuple(one[0] for one in counts), tuple(one[1] for one in counts), len(cells),
                   cells.filter(cells["leads"] > 1).height)
