"""What changes for whom when an instrument, a provision, an act or a measure changes: before and after. Pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from bordermark.framework.obligations import Day, Status
from bordermark.framework.world import World
from bordermark.pack import Record

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class StateChange:
    """A State for which a measure stands otherwise after the change. `since` is the first day of the new status."""

    state: str
    measure: str
    before: Status | None
    after: Status | None
    since: str


@dataclass(frozen=True, slots=True)
class Impact:
    """What a change touches: ids of the records that depend on what changed, and what changes for States."""

    instruments: tuple[str, ...]
    provisions: tuple[str, ...]
    derivations: tuple[str, ...]
    measures: tuple[str, ...]
    mappings: tuple[str, ...]
    models: tuple[str, ...]
    states: tuple[StateChange, ...]

    def __bool__(self) -> bool:
        return any((self.instruments, self.provisions, self.derivations, self.measures, self.mappings, self.models,
                    self.states))


def impact(before: World, after: World, day: date) -> Impact:
    """What differs between two worlds and what depends on it; obligations are compared on one day."""
    instruments = _instruments(before, after)
    provisions = _changed(before.provisions, after.provisions)
    moved = _changed({one.id: one for one in before.framework.derivations},
                     {one.id: one for one in after.framework.derivations})
    derivations = {
        one.id for world in (before, after) for one in world.framework.derivations
        if one.id in moved or one.provision in provisions
        or (one.provision in world.provisions and world.provisions[one.provision].instrument in instruments)
    }
    measures = {one.partition("--")[0] for one in derivations}
    measures |= _changed(before.framework.measures, after.framework.measures)
    return Impact(
        tuple(sorted(instruments)), tuple(sorted(provisions)), tuple(sorted(derivations)), _in_order(measures, after),
        tuple(one.key for one in after.framework.mappings if one.measure in measures),
        tuple(one.id for one in after.framework.models.values()
              if measures & {*one.prerequisites, *one.measures_served}),
        tuple(_states(before, after, day)),
    )


def _instruments(before: World, after: World) -> set[str]:
    """Instruments that changed, or whose provisions, acts, binding basis, rule or declarations did."""
    touched = _changed(before.instruments, after.instruments)
    touched |= _changed(before.framework.bindings, after.framework.bindings)
    touched |= _changed(before.framework.entry_rules, after.framework.entry_rules)
    acts = _changed({one.id: one for one in before.acts}, {one.id: one for one in after.acts})
    touched |= {one.partition("--")[0] for one in acts}
    touched |= {instrument for instrument, _ in _changed(before.declarations, after.declarations)}
    return touched | {one.instrument for one in after.framework.bindings.values() if one.through in touched}


def _changed(before: Mapping[Key, Record], after: Mapping[Key, Record]) -> set[Key]:
    return {key for key in {*before, *after} if before.get(key) != after.get(key)}


def _in_order(measures: Collection[str], world: World) -> tuple[str, ...]:
    held = [one for one in world.framework.measures if one in measures]
    return (*held, *sorted(set(measures) - set(held)))


def _states(before: World, after: World, day: date) -> Iterator[StateChange]:
    earlier, later = Day(before, day), Day(after, day)
    for state in sorted({*before.states, *after.states}):
        was = {one.measure: one for one in earlier.obligations(state)}
        now = {one.measure: one for one in later.obligations(state)}
        for measure in _in_order({*was, *now}, after):
            one, other = was.get(measure), now.get(measure)
            if (one and one.status) != (other and other.status):
                yield StateChange(state, measure, one.status if one else None, other.status if other else None,
                                  other.since if other else "")
