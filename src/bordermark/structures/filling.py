"""What gap a draft fills: by which of its places each combination of it is served now. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from bordermark.structures.drafts import Draft, both
from bordermark.structures.places import Places, Reach
from bordermark.structures.records import ActivityRecord
from bordermark.structures.survey import NOT_SURVEYED


@dataclass(frozen=True, slots=True)
class Cell:
    """A combination of the draft, and by which of its places it is served now.

    `named` holds places with an activity for them or for their region, `by_world` those that only a programme for the
    world reaches, `empty` those that nobody serves. A flow that was not `surveyed` is no gap, whatever stands there.
    """

    function: str
    capacity: str
    flow: str
    surveyed: bool
    named: tuple[str, ...]
    by_world: tuple[str, ...]
    empty: tuple[str, ...]


def cells(draft: Draft, running: Iterable[ActivityRecord], places: Places) -> list[Cell]:
    """What of the draft is served already, combination by combination; none where it names no capacity or no place.

    Without functions or flows it asks for any: they are empty in its cells. The fewest places served come first.
    """
    if not draft.capacities or not draft.places:
        return []
    served: dict[tuple[str, str, str], dict[str, Reach]] = {}
    for one in running:
        reached = {place: how for place in draft.places if (how := places.reach(one.places, place))}
        functions = both(draft.functions, one.functions) if draft.functions else ("",)
        flows = both(draft.flows, one.flows) if draft.flows else ("",)
        for cell in product(functions, both(draft.capacities, one.capacities), flows) if reached else ():
            known = served.setdefault(cell, {})
            for place, how in reached.items():
                known[place] = how if how != "world" else known.get(place, how)
    found = []
    for cell in product(draft.functions or ("",), draft.capacities, draft.flows or ("",)):
        known = served.get(cell, {})
        found.append(Cell(
            *cell, cell[2] not in NOT_SURVEYED,
            tuple(place for place in draft.places if known.get(place) in ("direct", "region")),
            tuple(place for place in draft.places if known.get(place) == "world"),
            tuple(place for place in draft.places if place not in known),
        ))
    return sorted(found, key=lambda one: (not one.surveyed, len(one.named), -len(one.empty)))
