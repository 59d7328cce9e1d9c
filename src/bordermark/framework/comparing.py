"""Several States and regions beside one another: the same measures, on the same day. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bordermark.framework.obligations import Day, Obligation
from bordermark.framework.taking_part import Part


@dataclass(frozen=True, slots=True)
class Beside:
    """One measure for several States; for regions, how many of their States it binds."""

    measure: str
    states: Mapping[str, Obligation]
    regions: Mapping[str, int]

    @property
    def differs(self) -> bool:
        """Whether the States do not all have the same status."""
        return len({one.status for one in self.states.values()}) > 1


@dataclass(frozen=True, slots=True)
class Accepted:
    """A treaty in which others take part and a State is not known to: what is known of it, and who they are."""

    instrument: str
    own: Part
    others: Mapping[str, Part]
    measures: tuple[str, ...]
    """Measures that are derived from it, in the order of the Framework."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The comparison: States, regions with their States, and the measures in the order of the Framework."""

    day: Day
    states: tuple[str, ...]
    regions: Mapping[str, tuple[str, ...]]
    rows: tuple[Beside, ...]


def accepted_beside(day: Day, state: str, others: Sequence[str]) -> tuple[Accepted, ...]:
    """Treaties in which any of `others` takes part and a State is not known to, those of most others first."""
    world, found = day.world, []
    measures: dict[str, list[str]] = {}
    for measure, derivations in day.derivations.items():
        for key in dict.fromkeys(instrument for _, instrument in derivations):
            measures.setdefault(key, []).append(measure)
    for key, some in measures.items():
        binding = world.framework.bindings[key]
        own = day.part(key, state)
        if binding.basis == "treaty-party" and not binding.through and not own.taken:
            parts = {one: part for one in others if (part := day.part(key, one)).taken}
            if parts:
                found.append(Accepted(key, own, parts, tuple(some)))
    return tuple(sorted(found, key=lambda one: (-len(one.others), one.instrument)))


def compare(
    day: Day, states: Sequence[str], regions: Mapping[str, Collection[str]], differences: bool = False
) -> Compared:
    """Compare States and regions (their States by code of the region); with `differences`, only where States differ."""
    some = tuple(dict.fromkeys(states))
    members = {code: tuple(sorted(one for one in held if one in day.world.states)) for code, held in regions.items()}
    everyone = {*some, *(one for held in members.values() for one in held)}
    found = {state: {one.measure: one for one in day.obligations(state)} for state in sorted(everyone)}
    rows = (
        Beside(measure, {state: found[state][measure] for state in some}, {
            code: sum(found[state][measure].status == "binding" for state in held) for code, held in members.items()
        }) for measure in day.world.framework.measures
    )
    return Compared(day, some, members, tuple(one for one in rows if one.differs or not differences))
