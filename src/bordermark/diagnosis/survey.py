"""What the diagnosis is made of: entities, what they do, and what they have agreed among them. Pure.

A year that is not known is None and stays so. An end that is not known means "unknown or still running".
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final

from bordermark.errors import UnknownRecord

GLOBAL: Final = "global"
"""The place of what is offered to all States and names none."""

GENERAL: Final = "general"
"""The flow of what is not directed at one flow; a value of its own, not all flows."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A structure or organisation; `kind` is the official grouping it stands in."""

    id: str
    name: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Activity:
    """What a lead does with its partners; `places` are States (alpha-3), names of regions, or GLOBAL.

    `budget` in US dollars, None where it is not known. `part_of`: the undertaking that it is a part of, where it asks
    nothing of a State that other parts do not ask already; empty for none.
    """

    id: str
    entity: str
    title: str
    functions: tuple[str, ...]
    capacities: tuple[str, ...]
    flows: tuple[str, ...]
    places: tuple[str, ...]
    partners: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    budget: int | None = None
    part_of: str = ""

    @property
    def parties(self) -> tuple[str, ...]:
        """Lead and partners, each once."""
        return tuple(dict.fromkeys((self.entity, *self.partners)))


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A documented arrangement among entities; its scope is known when all three of its dimensions are coded."""

    id: str
    name: str
    kind: str
    members: tuple[str, ...]
    since: int | None = None
    until: int | None = None
    capacities: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def scoped(self) -> bool:
        """Whether it is known what it covers."""
        return bool(self.capacities and self.flows and self.places)


@dataclass(frozen=True)
class Survey:
    """Who does what, and the places it speaks of.

    `regions` gives the States of every named region, `subregions` the one sub-region of every State. `flows` are
    those that were surveyed: of another flow it can be said only that nobody looked.
    """

    entities: tuple[Entity, ...]
    activities: tuple[Activity, ...]
    mechanisms: tuple[Mechanism, ...]
    regions: Mapping[str, tuple[str, ...]]
    subregions: Mapping[str, str]
    flows: frozenset[str]

    def states(self, places: tuple[str, ...]) -> frozenset[str]:
        """The States that places name, alone or as part of a region; GLOBAL names none."""
        return frozenset(state for place in places if place != GLOBAL
                         for state in self.regions.get(place, (place,)))


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What is taken for true where the survey does not know."""

    unknown_starts: bool = True
    unknown_ends: bool = True


def in_year(survey: Survey, year: int, assuming: Assumptions = Assumptions()) -> Survey:
    """What ran, and what was in force, in a year.

    Without `unknown_ends`, something whose end is not known counts in the year of its start alone, where that is
    known; without `unknown_starts`, something whose start is not known does not count.
    """
    def ran(start: int | None, end: int | None) -> bool:
        if start is None:
            return assuming.unknown_starts and (end >= year if end is not None else assuming.unknown_ends)
        return start <= year and (end >= year if end is not None else assuming.unknown_ends or start == year)

    return replace(
        survey,
        activities=tuple(one for one in survey.activities if ran(one.start, one.end)),
        mechanisms=tuple(one for one in survey.mechanisms
                         if (one.since is None or one.since <= year) and (one.until is None or one.until >= year)),
    )


def only(survey: Survey, region: str = "", flow: str = "") -> Survey:
    """The part of a survey that concerns a region (or a State) or a flow; what is global concerns every region.

    A kept activity has the places and flows asked for and no others. A region is named as in `regions`, or is a State.
    Raises UnknownRecord for a region or a flow that the survey does not know.
    """
    if region and region not in survey.regions and region not in survey.subregions:
        near = get_close_matches(region.upper(), [*survey.regions, *survey.subregions])
        raise UnknownRecord("region or State", region, near)
    if flow and flow not in survey.flows | {GENERAL}:
        raise UnknownRecord("surveyed flow", flow, get_close_matches(flow, sorted(survey.flows)))
    kept = survey.activities
    if flow:
        kept = tuple(replace(one, flows=(flow,)) for one in kept if flow in one.flows)
    if region:
        wanted = survey.states((region,))
        kept = tuple(
            replace(one, places=places) for one in kept
            if (places := (*sorted(survey.states(one.places) & wanted), *((GLOBAL,) if GLOBAL in one.places else ())))
        )
    return replace(survey, activities=kept)
