"""What a State was bound by over all dates, and what changed between two. Pure.

Statuses change only on the days that the facts name: each is found at those days and nowhere else.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bordermark.compendium.standing import Standing
from bordermark.edtf import earliest, latest
from bordermark.framework.obligations import (
    Chain,
    Day,
    Obligation,
    chain,
    instrument_standing,
    obligation,
    part_in,
)
from bordermark.framework.taking_part import Part, after
from bordermark.framework.world import World

ALWAYS = date.min
"""First day of a spell that nothing came before."""


@dataclass(frozen=True, slots=True)
class Spell:
    """From `first` until the next spell, a measure is as `obligation` says."""

    first: date
    obligation: Obligation


@dataclass(frozen=True, slots=True)
class _Course:
    """An instrument's status and a State's part in it, from each day on which either may change."""

    days: tuple[date, ...]
    states: tuple[tuple[Standing, Part], ...]

    def on(self, day: date) -> tuple[Standing, Part]:
        return self.states[bisect_right(self.days, day) - 1]


def timeline(world: World, state: str) -> dict[str, tuple[Spell, ...]]:
    """By measure, its spells for a State, oldest first; a new one begins where the status or a chain's does."""
    courses = {instrument: _course(world, instrument, state) for instrument in world.cited}
    found = {}
    for measure in world.framework.measures:
        derivations = list(world.derived(measure))
        days = sorted({day for _, instrument in derivations for day in courses[instrument].days})
        spells: list[Spell] = []
        for day in days or [ALWAYS]:
            chains = []
            for derivation, instrument in derivations:
                standing, part = courses[instrument].on(day)
                if standing.status != "not-yet-adopted":
                    chains.append(chain(world, derivation, instrument, state, part, standing))
            now = obligation(measure, chains)
            if not spells or _differ(spells[-1].obligation, now):
                spells.append(Spell(day, now))
        found[measure] = tuple(spells)
    return found


def _differ(one: Obligation, other: Obligation) -> bool:
    return one.status != other.status or [(chain.instrument, chain.status) for chain in one.chains] != [
        (chain.instrument, chain.status) for chain in other.chains]


def _course(world: World, instrument: str, state: str) -> _Course:
    days = tuple(sorted({ALWAYS, *change_days(world, instrument, state)}))
    return _Course(days, tuple(
        (instrument_standing(world, instrument, day), part_in(world, instrument, state, day)) for day in days
    ))


def change_days(world: World, instrument: str, state: str) -> Iterator[date]:
    """Every day on which an instrument's status, or the State's part in it, may change."""
    record = world.instruments[instrument]
    binding = world.framework.bindings[instrument]
    yield world.recorded
    yield from _days([record.adopted, record.in_force, *world.successors.get(instrument, {}).values()])
    treaty = binding.through or instrument
    rule = world.framework.entry_rules.get(treaty)
    acts = world.acts_of.get((treaty, state), ()) if binding.basis == "treaty-party" else ()
    for act in acts:
        yield from _days([act.date, act.entry_into_force, act.source_date])
        if rule and act.date:
            yield from (after(day, rule) for day in _days([act.date]))
    if acts:
        yield from _days([world.instruments[treaty].in_force])
    holders = {world.organisations.membership_body(body) for body in (*binding.bodies, *binding.open_to)}
    for one in world.organisations.by_state.get(state, ()):
        if one.organisation in holders:
            yield from _days([one.since, one.until, one.source_date])


def _days(texts: Iterable[str]) -> Iterator[date]:
    for text in texts:
        first, last = earliest(text), latest(text)
        if first and last:
            yield first
            yield last


@dataclass(frozen=True, slots=True)
class Change:
    """A measure of which more binds on the later of two days than on the earlier."""

    obligation: Obligation
    newly: bool
    """Whether nothing of it was known to bind before."""
    chains: tuple[Chain, ...]
    """Chains that began to bind in between."""
    undated: tuple[Chain, ...]
    """Chains that bind on the later day, of which nobody can say since when."""


def became_binding(earlier: Day, later: Day, state: str) -> tuple[Change, ...]:
    """What became binding on a State between two days, in the order of the Framework."""
    before = {one.measure: one for one in earlier.obligations(state)}
    changes = []
    for now in later.obligations(state):
        held = {one.derivation.id for one in before[now.measure].of("binding")}
        fresh = [one for one in now.of("binding") if one.derivation.id not in held]
        begun = tuple(one for one in fresh if (latest(one.since) or date.min) > earlier.day)
        undated = tuple(one for one in fresh if not one.since)
        if begun or undated:
            changes.append(Change(now, not held, begun, undated))
    return tuple(changes)
