"""The check at drafting time: what is there already that a new mandate, project, training or questionnaire resembles,
who should be asked, and what gap it would fill. Pure.

Every number opens into the terms that it is the mean of; nothing is decided here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product
from typing import Final, Literal

from bordermark.structures.likeness import Texts, texts_of
from bordermark.structures.places import Places, Reach
from bordermark.structures.records import ActivityRecord, MandateRecord, MechanismRecord
from bordermark.structures.selecting import Asked, best_reach, select_mechanisms
from bordermark.structures.survey import NOT_SURVEYED, Standing, Survey, standing

REACHES: Final[Mapping[Reach, float]] = {"direct": 1.0, "region": 0.75, "world": 0.5}
"""What a place counts for, by how it is reached: a programme for the world is there, but not for this place."""

LEAST: Final = 0.1
"""A text that is less alike than this is not told: one rare word in common makes 0.05 to 0.1 of it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody is about to write; what is empty is not asked about. Places are such as ``state:KEN``."""

    text: str = ""
    functions: tuple[str, ...] = ()
    capacities: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return bool(self.text or self.functions or self.capacities or self.flows or self.places)


Term = Literal["functions", "capacities", "flows", "places", "text"]


@dataclass(frozen=True, slots=True)
class Close:
    """An existing activity beside the draft.

    `terms` says, for each part that the draft has, how much of it the activity has too, between 0 and 1: the share of
    its words, of its places weighted by `REACHES`, and the likeness of the texts. `score` is their mean. `same` marks
    one that does one of its functions for one of its capacities and flows in one of its places: the same service
    to the same State, if both are really so.
    """

    activity: ActivityRecord
    score: float
    terms: Mapping[Term, float]
    functions: tuple[str, ...]
    capacities: tuple[str, ...]
    flows: tuple[str, ...]
    reach: Reach | None
    words: tuple[str, ...]
    standing: Standing
    same: bool


@dataclass(frozen=True, slots=True)
class CloseMandate:
    """A decision like the draft's text, with all who rest on it; `named` where the text gives its symbol."""

    mandate: MandateRecord
    entities: tuple[str, ...]
    score: float
    words: tuple[str, ...]
    named: bool


@dataclass(frozen=True, slots=True)
class ToAsk:
    """An entity that should be asked: as a member of these mechanisms, for these activities."""

    entity: str
    mechanisms: tuple[str, ...]
    activities: tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class Advice:
    """What there is to say to a draft, the nearest first."""

    activities: tuple[Close, ...]
    mandates: tuple[CloseMandate, ...]
    mechanisms: tuple[tuple[MechanismRecord, Standing], ...]
    ask: tuple[ToAsk, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Closeness:
    """The survey made ready to be compared with drafts."""

    survey: Survey
    places: Places

    @cached_property
    def texts(self) -> Texts:
        """The texts of the activities, by id."""
        return texts_of((one.id, f"{one.title} {one.note} {one.mandate}") for one in self.survey.activities.values())

    @cached_property
    def decisions(self) -> Mapping[str, tuple[MandateRecord, ...]]:
        """Mandates by the decision that they rest on, known by the key of its symbol."""
        found: dict[str, list[MandateRecord]] = {}
        for key, one in self.survey.mandates.items():
            found.setdefault(key.partition(":")[2], []).append(one)
        return {key: tuple(some) for key, some in found.items()}

    @cached_property
    def titles(self) -> Texts:
        """The titles of the decisions, where they are known."""
        named = ((key, next((one.title for one in some if one.title), "")) for key, some in self.decisions.items())
        return texts_of((key, title) for key, title in named if title)


def advise(draft: Draft, held: Closeness, today: date, most: int = 20) -> Advice:
    """What there is to say to a draft; `most` activities and mandates are told.

    Only what runs, or may run, in the draft's period is looked at: from `today` when it names none.
    """
    since = draft.since or today
    running = [(one, how) for one in held.survey.activities.values()
               if (how := standing(one.start, one.end, since, _end(draft, since))) != "out"]
    activities = closest_activities(draft, running, held, most)
    asked = Asked((), draft.capacities, draft.flows, draft.places, (), since, _end(draft, since))
    mechanisms = [(one, how or "undated") for one, how in select_mechanisms(
        held.survey.mechanisms.values(), asked, held.places) if _speaks(one, draft)]
    return Advice(
        tuple(activities), tuple(closest_mandates(draft, held, most)), tuple(mechanisms),
        tuple(whom_to_ask(activities, [one for one, _ in mechanisms])),
        tuple(cells(draft, [one for one, _ in running], held.places)),
    )


def _end(draft: Draft, since: date) -> date:
    """The last day of a draft's period: one without an end goes on."""
    return max(since, draft.until or date.max)


def _speaks(one: MechanismRecord, draft: Draft) -> bool:
    """Whether something that the draft has is known to be in the scope: one of unknown scope is asked for nothing."""
    return bool(set(one.capacities) & set(draft.capacities) or set(one.flows) & set(draft.flows))


def closest_activities(
    draft: Draft, running: Iterable[tuple[ActivityRecord, Standing]], held: Closeness, most: int
) -> list[Close]:
    """Activities beside the draft, the nearest first; those that share neither a capacity, a flow nor words are
    left out."""
    alike = held.texts.like(draft.text)
    found = []
    for one, stands in running:
        how = best_reach(one.places, draft.places, held.places)
        if draft.places and how is None:
            continue
        close = _close(draft, one, stands, how, alike.get(one.id, 0.0), held)
        if close.capacities or close.flows or close.terms.get("text", 0) >= LEAST:
            found.append(close)
    return sorted(found, key=lambda one: (-one.score, one.activity.id))[:most]


def _close(
    draft: Draft, one: ActivityRecord, stands: Standing, how: Reach | None, alike: float, held: Closeness
) -> Close:
    functions, capacities, flows = (_both(draft.functions, one.functions), _both(draft.capacities, one.capacities),
                                    _both(draft.flows, one.flows))
    terms: dict[Term, float] = {}
    if draft.functions:
        terms["functions"] = len(functions) / len(draft.functions)
    if draft.capacities:
        terms["capacities"] = len(capacities) / len(draft.capacities)
    if draft.flows:
        terms["flows"] = len(flows) / len(draft.flows)
    if draft.places:
        reached = (held.places.reach(one.places, place) for place in draft.places)
        terms["places"] = sum(REACHES[each] for each in reached if each) / len(draft.places)
    if draft.text:
        terms["text"] = round(alike, 4)
    score = sum(terms.values()) / len(terms) if terms else 0.0
    words = tuple(held.texts.shared(draft.text, one.id)) if alike >= LEAST else ()
    same = bool(functions and capacities and flows and draft.places and how in ("direct", "region"))
    return Close(one, round(score, 4), terms, functions, capacities, flows, how if draft.places else None, words,
                 stands, same)


def _both(asked: Sequence[str], held: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in asked if word in held)


def closest_mandates(draft: Draft, held: Closeness, most: int) -> list[CloseMandate]:
    """Decisions that the draft's text names by symbol, then those whose title is like it."""
    alike = held.titles.like(draft.text)
    text = f"-{'-'.join(_plain(draft.text))}-"
    found = []
    for key, some in held.decisions.items():
        named = _is_symbol(some[0]) and f"-{key}-" in text
        score = alike.get(key, 0.0)
        if named or score >= 2 * LEAST:
            entities = tuple(sorted({one.entity for one in some}))
            words = tuple(held.titles.shared(draft.text, key)) if score else ()
            best = next((one for one in some if one.title), some[0])
            found.append(CloseMandate(best, entities, round(score, 4), words, named))
    return sorted(found, key=lambda one: (not one.named, -one.score, one.mandate.symbol))[:most]


def _is_symbol(mandate: MandateRecord) -> bool:
    return mandate.symbol.partition("/")[0] in ("A", "S", "E") and "/" in mandate.symbol


def _plain(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text.casefold()).split()


def whom_to_ask(activities: Iterable[Close], mechanisms: Iterable[MechanismRecord]) -> list[ToAsk]:
    """Who does the same, and the members of the mechanisms that speak of it; those with most reasons first."""
    doing: dict[str, list[str]] = {}
    sitting: dict[str, list[str]] = {}
    for close in activities:
        if close.same:
            for body in close.activity.bodies:
                doing.setdefault(body, []).append(close.activity.id)
    for one in mechanisms:
        for body in one.members:
            sitting.setdefault(body, []).append(one.id)
    found = [ToAsk(body, tuple(sitting.get(body, ())), tuple(doing.get(body, ()))) for body in {**doing, **sitting}]
    return sorted(found, key=lambda one: (-len(one.activities), -len(one.mechanisms), one.entity))


def cells(draft: Draft, running: Iterable[ActivityRecord], places: Places) -> list[Cell]:
    """What of the draft is served already, combination by combination; none where it names no capacity or no place.

    Without functions or flows it asks for any: they are empty in its cells. The fewest places served come first.
    """
    if not draft.capacities or not draft.places:
        return []
    served: dict[tuple[str, str, str], dict[str, Reach]] = {}
    for one in running:
        reached = {place: how for place in draft.places if (how := places.reach(one.places, place))}
        functions = _both(draft.functions, one.functions) if draft.functions else ("",)
        flows = _both(draft.flows, one.flows) if draft.flows else ("",)
        for cell in product(functions, _both(draft.capacities, one.capacities), flows) if reached else ():
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
