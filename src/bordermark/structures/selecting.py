"""Which activities and mechanisms answer a question, and how they reach the places and the period asked. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bordermark.structures.places import Places, Reach
from bordermark.structures.records import ActivityRecord, MechanismRecord
from bordermark.structures.survey import Standing, standing


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted. Values of one field widen each other, different fields narrow; an empty one asks for nothing.

    `places` are such as ``state:KEN`` or ``m49:014``. `since` and `until` bound the period in which it ran, `since`
    alone is a day. With `certain`, what may have been over or is not dated is left out.
    """

    functions: tuple[str, ...] = ()
    capacities: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """An activity that answers: how it stands in the period (None without one), how it reaches the places asked."""

    activity: ActivityRecord
    standing: Standing | None
    reach: Reach | None


def select(activities: Iterable[ActivityRecord], asked: Asked, places: Places) -> list[Found]:
    """The activities that answer, in their order. `general` is a flow of its own and answers for no other."""
    return list(_select(activities, asked, places))


def _select(activities: Iterable[ActivityRecord], asked: Asked, places: Places) -> Iterator[Found]:
    for one in activities:
        if not (_fits(asked.functions, one.functions) and _fits(asked.capacities, one.capacities)
                and _fits(asked.flows, one.flows) and _fits(asked.entities, one.bodies)):
            continue
        how = best_reach(one.places, asked.places, places)
        if asked.places and how is None:
            continue
        stands = standing(one.start, one.end, asked.since, asked.until) if asked.since else None
        if stands == "out" or (asked.certain and stands in ("open", "undated")):
            continue
        yield Found(one, stands, how)


def _fits(asked: tuple[str, ...], held: tuple[str, ...]) -> bool:
    return not asked or not set(asked).isdisjoint(held)


def best_reach(held: Iterable[str], asked: Iterable[str], places: Places) -> Reach | None:
    """The nearest way in which any of the places asked is reached."""
    found = {places.reach(held, one) for one in asked}
    return next((one for one in _NEAREST if one in found), None)


_NEAREST: tuple[Reach, ...] = ("direct", "region", "world")


def select_mechanisms(
    mechanisms: Iterable[MechanismRecord], asked: Asked, places: Places
) -> list[tuple[MechanismRecord, Standing | None]]:
    """The mechanisms that answer, with how each stands in the period; what is not known of a scope answers.

    Functions are no part of a mechanism's scope: they are passed over.
    """
    found = []
    for one in mechanisms:
        if not (_may(asked.capacities, one.capacities) and _may(asked.flows, one.flows)
                and _fits(asked.entities, one.members)):
            continue
        if asked.places and one.places and best_reach(one.places, asked.places, places) is None:
            continue
        stands = standing(one.since, one.until, asked.since, asked.until) if asked.since else None
        if stands != "out" and not (asked.certain and stands in ("open", "undated")):
            found.append((one, stands))
    return found


def _may(asked: tuple[str, ...], held: tuple[str, ...]) -> bool:
    return not held or _fits(asked, held)
