"""Who should be asked before something is written: who does it, who coordinates it, whose members it is for. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from bordermark.structures.closest import Close
from bordermark.structures.drafts import Closeness, Draft, both
from bordermark.structures.records import WORLD, MechanismRecord
from bordermark.structures.selecting import best_reach

NEAR: Final = 0.3
"""Who does something this close to the draft is asked."""


NEARLY_ONE: Final = 0.75
"""How alike the draft's States and the members of a body must be, for one that the survey does not know to be told."""

OF_FATF_STYLE: Final = frozenset({
    "apg", "cfatf", "eag", "esaamlg", "gabac", "gafilat", "giaba", "menafatf", "moneyval",
})
"""Regional bodies that assess their members against FATF's Recommendations, 32 on cash couriers among them: they are
asked about money alone."""


@dataclass(frozen=True, slots=True)
class ToAsk:
    """An entity that should be asked: for what it leads or takes part in, as a member of these mechanisms, for those
    of the draft's places that are, or hold, its members.

    `weight` is the sum of three: the score of its closest activity (half of it for taking part), half of how well the
    best of its mechanisms fits, and how nearly its members are the draft's States: the mean of the share of either in
    the other.
    """

    entity: str
    leads: tuple[str, ...]
    takes_part: tuple[str, ...]
    mechanisms: tuple[str, ...]
    places: tuple[str, ...]
    weight: float


@dataclass(slots=True)
class _Reasons:
    leads: list[str] = field(default_factory=list)
    takes_part: list[str] = field(default_factory=list)
    mechanisms: list[str] = field(default_factory=list)
    places: tuple[str, ...] = ()
    doing: float = 0.0
    sitting: float = 0.0
    of_members: float = 0.0


def fitting(draft: Draft, one: MechanismRecord, held: Closeness) -> float:
    """How much of the draft is in the known scope of a mechanism, between 0 and 1; 0 where it speaks of something else.

    What is not known of a scope counts for nothing: a body that speaks of everything is not the first to be asked.
    """
    parts = [(draft.capacities, one.capacities), (draft.flows, one.flows)]
    asked = [(wanted, known) for wanted, known in parts if wanted]
    if any(known and not both(wanted, known) for wanted, known in asked):
        return 0.0
    shares = [len(both(wanted, known)) / len(wanted) for wanted, known in asked]
    if not any(shares):
        return 0.0
    if draft.places:
        how = best_reach(one.places, draft.places, held.places)
        shares.append({"direct": 1.0, "region": 1.0, "world": 0.5}[how] if how else 0.0)
    return sum(shares) / len(shares)


def whom_to_ask(
    draft: Draft, activities: Iterable[Close], mechanisms: Mapping[str, tuple[MechanismRecord, float]], held: Closeness
) -> list[ToAsk]:
    """Everybody with a reason to be asked, those with the weightiest first.

    `mechanisms` by id, with how well each fits.
    """
    found: dict[str, _Reasons] = {}
    for close in activities:
        if close.score < NEAR or (draft.capacities and not close.capacities):
            continue
        for body in close.activity.bodies:
            reasons = found.setdefault(body, _Reasons())
            leads = body == close.activity.entity
            (reasons.leads if leads else reasons.takes_part).append(close.activity.id)
            reasons.doing = max(reasons.doing, close.score if leads else close.score / 2)
    for key, (one, fits) in mechanisms.items():
        for body in one.members:
            reasons = found.setdefault(body, _Reasons())
            reasons.mechanisms.append(key)
            reasons.sitting = max(reasons.sitting, fits / 2)
    for body, mine, alike in _of_members(draft, held):
        reasons = found.setdefault(body, _Reasons())
        reasons.places, reasons.of_members = mine, alike
    return sorted(
        (ToAsk(body, tuple(one.leads), tuple(one.takes_part), tuple(one.mechanisms), one.places,
               round(one.doing + one.sitting + one.of_members, 4))
         for body, one in found.items()),
        key=lambda one: (-one.weight, -len(one.leads), one.entity),
    )


def _of_members(draft: Draft, held: Closeness) -> Iterator[tuple[str, tuple[str, ...], float]]:
    """Bodies to which half of the draft's States belong, with the places they are in and how nearly the two are one.

    A body that the survey does not know is told only where its members are most of those States and few others.
    """
    wanted = frozenset().union(*(held.places.states(place) for place in draft.places if place != WORLD))
    money = "cash" in draft.capacities or "terrorist-funds" in draft.flows
    for body, states in held.members.items():
        within = len(wanted & states)
        if not wanted or within * 2 < len(wanted):
            continue
        alike = (within / len(wanted) + within / len(states)) / 2
        asked_anyway = body in held.survey.entities or (money and body in OF_FATF_STYLE)
        if asked_anyway or alike >= NEARLY_ONE:
            yield body, tuple(place for place in draft.places if held.places.states(place) & states), alike
