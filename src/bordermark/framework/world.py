"""Everything that decides what a State is bound by, at one moment of recording, as plain values. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bordermark.compendium.records import ActRecord, InstrumentRecord, ParticipationSourceRecord, ProvisionRecord
from bordermark.framework.content import Framework
from bordermark.framework.records import DeclarationRecord, DerivationRecord
from bordermark.organisations.bodies import Organisations


@dataclass(frozen=True, eq=False)
class World:
    """The framework with the instruments, provisions, acts and memberships on which it rests.

    `recorded` is the day of the recording: a fact without any date is known to hold from then on.
    """

    framework: Framework
    instruments: Mapping[str, InstrumentRecord]
    """Those cited, those through which they bind, and those that supersede them."""
    provisions: Mapping[str, ProvisionRecord]
    """Those from which a measure is derived."""
    acts: tuple[ActRecord, ...]
    """Acts concerning the instruments."""
    sources: Mapping[str, ParticipationSourceRecord]
    """By instrument."""
    organisations: Organisations
    states: tuple[str, ...]
    """States, ISO 3166-1 alpha-3, that can be bound: Member States and observers."""
    recorded: date

    @cached_property
    def acts_of(self) -> Mapping[tuple[str, str], tuple[ActRecord, ...]]:
        """Acts by instrument and party."""
        found: dict[tuple[str, str], list[ActRecord]] = {}
        for act in self.acts:
            found.setdefault((act.instrument, act.party), []).append(act)
        return {key: tuple(group) for key, group in found.items()}

    def derived(self, measure: str) -> Iterator[tuple[DerivationRecord, str]]:
        """Derivations of a measure from provisions that are held, with their instrument; "none" derives nothing."""
        for one in self.framework.derivations_of.get(measure, ()):
            if one.provision in self.provisions and one.relation != "none":
                yield one, self.provisions[one.provision].instrument

    @cached_property
    def cited(self) -> tuple[str, ...]:
        """Instruments from which a measure is derived."""
        return tuple(sorted({self.provisions[one.provision].instrument for one in self.framework.derivations
                             if one.provision in self.provisions}))

    @cached_property
    def successors(self) -> Mapping[str, Mapping[str, str]]:
        """By instrument, the instruments that supersede it, with their date: in force, else adopted."""
        found: dict[str, dict[str, str]] = {}
        for one in self.instruments.values():
            for relation in one.relations:
                if relation.type == "supersedes":
                    found.setdefault(relation.target, {})[one.id] = one.in_force or one.adopted
        return found

    @cached_property
    def declarations(self) -> Mapping[tuple[str, str], DeclarationRecord]:
        """Declarations by instrument and State."""
        return {(one.instrument, one.state): one for one in self.framework.declarations}

    @cached_property
    def declarations_held(self) -> frozenset[str]:
        """Treaties whose declarations and reservations have been read."""
        return frozenset(one.instrument for one in self.framework.declarations)

    @cached_property
    def instruments_with_data(self) -> frozenset[str]:
        """Cited instruments for which it is held who takes part, by acts or by membership."""
        bodies = self.organisations
        return frozenset(
            key for key, one in self.framework.bindings.items()
            if any((one.through or key, state) in self.acts_of for state in self.states)
            or (one.basis != "treaty-party" and (
                not one.bodies or any(bodies.membership_body(body) for body in one.bodies)))
        )

    @cached_property
    def share_with_data(self) -> tuple[int, int]:
        """Of the derivations, how many rest on an instrument for which it is held who takes part; and all."""
        held = [one for one in self.framework.derivations
                if one.provision in self.provisions
                and self.provisions[one.provision].instrument in self.instruments_with_data]
        return len(held), len(self.framework.derivations)
