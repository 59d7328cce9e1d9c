"""What binds a State on a day: every measure with its chains, by one rule. Pure.

*Binding*: the words say "shall", the instrument binds, and the State takes part in it by its own act or membership
in force on the day. *Committed*: the State is a member of the body that adopted a text that does not bind.
*Recommended*: the rest. *Unknown*: nobody can say, because data on participation are missing; never "not bound".
See docs/explanation/obligations.md.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, Literal

from bordermark.compendium.standing import Standing, status_at
from bordermark.edtf import earliest
from bordermark.framework.records import DerivationRecord
from bordermark.framework.taking_part import Part, SinceKind, part_by_act, part_by_membership
from bordermark.framework.world import World

Status = Literal["binding", "committed", "unknown", "recommended"]

STATUSES: Final[tuple[Status, ...]] = ("binding", "committed", "unknown", "recommended")
"""From what is surest to bind; a measure has the first that any of its chains has."""

Reservations = Literal["", "none-on-file", "on-file", "names-article", "not-known"]
"""What is held of a party's declarations to a treaty; empty where no act is in question."""

HELD: Final = frozenset({"binding", "committed"})
"""Statuses that a State has since a day."""

BINDING_FORCES: Final = frozenset({"binding", "mixed"})


@dataclass(frozen=True, slots=True)
class Chain:
    """Measure, provision, instrument, and the State's part in it; `status` is what follows by the rule."""

    derivation: DerivationRecord
    instrument: str
    status: Status
    part: Part
    standing: Standing
    reservations: Reservations = ""

    @property
    def since(self) -> str:
        """First day of the part, or the instrument's own date where that is later (EDTF); empty when not known."""
        own = self.standing.since
        return later(self.part.since, own) if own and self.part.since else ""

    @property
    def since_kind(self) -> SinceKind:
        """What `since` is."""
        return self.part.since_kind if self.since == self.part.since else "adoption"


@dataclass(frozen=True, slots=True)
class Obligation:
    """A measure for one State on one day.

    `since` is the first day from which a chain gave the status; empty where no day is known, and for what neither
    binds nor commits.
    """

    measure: str
    status: Status
    since: str
    chains: tuple[Chain, ...]

    @property
    def undecided(self) -> int:
        """Chains of which nobody can say whether they bind."""
        return sum(one.status == "unknown" for one in self.chains)

    def of(self, status: Status) -> tuple[Chain, ...]:
        """Chains with this status."""
        return tuple(one for one in self.chains if one.status == status)


@dataclass(frozen=True)
class Day:
    """The world on one day: what is the same for all States is found once."""

    world: World
    day: date

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        """Status of every cited instrument."""
        return {key: instrument_standing(self.world, key, self.day) for key in self.world.cited}

    @cached_property
    def derivations(self) -> Mapping[str, tuple[tuple[DerivationRecord, str], ...]]:
        """By measure, its derivations from instruments that had been adopted, with the instrument."""
        return {
            measure: tuple((one, instrument) for one, instrument in self.world.derived(measure)
                           if self.standings[instrument].status != "not-yet-adopted")
            for measure in self.world.framework.measures
        }

    def part(self, instrument: str, state: str) -> Part:
        """The State's part in an instrument."""
        return part_in(self.world, instrument, state, self.day)

    def obligations(self, state: str) -> tuple[Obligation, ...]:
        """Every measure for a State, in the order of the Framework."""
        parts: dict[str, Part] = {}
        return tuple(self._obligation(measure, state, parts) for measure in self.world.framework.measures)

    def obligation(self, measure: str, state: str) -> Obligation:
        """One measure for a State. Raises KeyError for a measure that there is not."""
        return self._obligation(measure, state, {})

    def _obligation(self, measure: str, state: str, parts: dict[str, Part]) -> Obligation:
        chains = []
        for derivation, instrument in self.derivations[measure]:
            if instrument not in parts:
                parts[instrument] = self.part(instrument, state)
            chains.append(chain(self.world, derivation, instrument, state, parts[instrument],
                                self.standings[instrument]))
        return obligation(measure, chains)


def part_in(world: World, instrument: str, state: str, day: date) -> Part:
    """A State's part in an instrument on a day, by the way in which the instrument binds."""
    binding = world.framework.bindings[instrument]
    if binding.basis == "treaty-party":
        return part_by_act(world, binding.through or instrument, state, day)
    if not binding.bodies:
        return Part(False, "adopted-for-all")
    return part_by_membership(world, binding, state, day)


def instrument_standing(world: World, instrument: str, day: date) -> Standing:
    """The status of an instrument on a day.

    A binding act of a body without another date is in force from its adoption; a treaty is not. What the record says
    without any date holds from the day of the recording.
    """
    record = world.instruments[instrument]
    treaty = world.framework.bindings[instrument].basis == "treaty-party"
    in_force = record.in_force or ("" if treaty or record.binding == "non-binding" else record.adopted)
    found = status_at(recorded=record.status, adopted=record.adopted, in_force=in_force, binding=record.binding,
                      successors=dict(world.successors.get(instrument, {})), day=day)
    if found.because == "no-dates" and record.status == "in-force" and world.recorded <= day:
        return Standing("in-force", "", "record")
    return found


def chain(
    world: World, derivation: DerivationRecord, instrument: str, state: str, part: Part, standing: Standing
) -> Chain:
    """One derivation for a State: the rule."""
    reservations = _reservations(world, derivation, instrument, state, part)
    status = _status(world, derivation, instrument, part, standing, reservations)
    return Chain(derivation, instrument, status, part, standing, reservations)


def _status(
    world: World, derivation: DerivationRecord, instrument: str, part: Part, standing: Standing,
    reservations: Reservations,
) -> Status:
    strength = world.provisions[derivation.provision].strength
    if standing.status == "superseded":
        successor = standing.successor
        followed = any(world.provisions[one.provision].instrument == successor
                       for one in world.framework.derivations_of[derivation.measure])
        return "recommended" if followed else "unknown"
    if standing.status in ("adopted", "not-in-force") or part.taken is False or strength == "information":
        return "recommended"
    if world.instruments[instrument].binding not in BINDING_FORCES:
        return "committed" if part.taken and standing.status == "in-force" else "unknown"
    if {strength, derivation.strength} != {"shall"}:
        return "recommended"
    surely = part.taken and standing.status == "in-force" and reservations != "names-article"
    return "binding" if surely else "unknown"


def _reservations(
    world: World, derivation: DerivationRecord, instrument: str, state: str, part: Part
) -> Reservations:
    if part.act is None or not part.taken:
        return ""
    if instrument not in world.declarations_held:
        return "not-known"
    held = world.declarations.get((instrument, state))
    if held is None:
        return "none-on-file"
    named = held.reserves and article(world.provisions[derivation.provision].ref) in held.articles
    return "names-article" if named else "on-file"


_ARTICLE: Final = re.compile(r"Art(?:icle|\.)\s*(\d+)")


def article(ref: str) -> str:
    """The number of the article that a reference names; empty when it names none.

    >>> article("Art. 11(6)")
    '11'
    """
    match = _ARTICLE.match(ref)
    return match.group(1) if match else ""


def obligation(measure: str, chains: Iterable[Chain]) -> Obligation:
    """The measure with the first status, in the order of STATUSES, that any of its chains has."""
    some = tuple(chains)
    held = {one.status for one in some}
    status: Status = next((one for one in STATUSES if one in held), "recommended")
    dates = [one.since for one in some if one.status == status and one.since] if status in HELD else []
    return Obligation(measure, status, min(dates, key=_first) if dates else "", some)


def _first(text: str) -> tuple[date, str]:
    return earliest(text) or date.max, text


def later(one: str, other: str) -> str:
    """The later of two EDTF dates; the known one where only one is known.

    >>> later("2012", "2004-01-28")
    '2012'
    """
    if not one or not other:
        return one or other
    return max(one, other, key=_first)
