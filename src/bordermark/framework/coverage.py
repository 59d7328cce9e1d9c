"""What the Framework covers and what it does not: provisions, binding bases, subjects, regions. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from bordermark.compendium.records import InstrumentRecord, ProvisionRecord
from bordermark.framework.content import Framework
from bordermark.framework.records import DerivationRecord
from bordermark.framework.relations import Question, Relation, answer, converse, union

Force = Literal["shall", "should", "may", "information"]

FORCES: Final[tuple[Force, ...]] = ("shall", "should", "may", "information")
"""Forces of words, the strongest first; information asks nothing."""

Foundation = Literal["global", "regional", "should", "may", "none"]

FOUNDATIONS: Final[tuple[Foundation, ...]] = ("global", "regional", "should", "may", "none")
"""The firmest thing a measure rests on: a duty (shall, in an instrument that binds) under a global instrument, one
under regional instruments only, words that recommend, words that permit, nothing. Words of an instrument that does not
bind recommend at most."""

CONTAINED: Final = frozenset({Relation.EQUAL, Relation.SUBSET})
"""Relations of a measure to a provision that asks all of it."""


@dataclass(frozen=True)
class Grounds:
    """The Framework with what it stands on: the compendium's provisions and instruments, by id."""

    framework: Framework
    provisions: Mapping[str, ProvisionRecord]
    instruments: Mapping[str, InstrumentRecord]

    @cached_property
    def of_measure(self) -> Mapping[str, Sequence[DerivationRecord]]:
        """The derivations of every measure that carry something: a relation ``none`` carries nothing."""
        return {key: [one for one in self.framework.derivations_of.get(key, ()) if one.relation != "none"]
                for key in self.framework.measures}

    def instrument(self, derivation: DerivationRecord) -> InstrumentRecord:
        """The instrument whose provision a measure is derived from."""
        return self.instruments[self.provisions[derivation.provision].instrument]

    def binds(self, derivation: DerivationRecord) -> bool:
        """Whether the words are a duty for whoever takes part in the instrument."""
        basis = self.framework.bindings.get(self.instrument(derivation).id)
        return derivation.strength == "shall" and basis is not None and basis.basis != "voluntary"


def uncarried(grounds: Grounds) -> list[ProvisionRecord]:
    """The provisions that no measure carries, those of the strongest words first, then by id.

    Information asks nothing and is left out.
    """
    carried = {one.provision for some in grounds.of_measure.values() for one in some}
    left = [one for one in grounds.provisions.values() if one.id not in carried and one.strength != "information"]
    return sorted(left, key=lambda one: (FORCES.index(one.strength), one.id))


@dataclass(frozen=True, slots=True)
class Resting:
    """What a measure rests on: the firmest foundation, and the derivations that make it so."""

    measure: str
    foundation: Foundation
    derivations: tuple[DerivationRecord, ...]


def foundations(grounds: Grounds) -> list[Resting]:
    """What every measure rests on, in the order of the measures."""
    return [_resting(key, grounds) for key in grounds.framework.measures]


def _resting(measure: str, grounds: Grounds) -> Resting:
    by_foundation: dict[Foundation, list[DerivationRecord]] = {}
    for one in grounds.of_measure[measure]:
        by_foundation.setdefault(_foundation(one, grounds), []).append(one)
    firmest: Foundation = next((one for one in FOUNDATIONS if one in by_foundation), "none")
    return Resting(measure, firmest, tuple(by_foundation.get(firmest, ())))


def _foundation(derivation: DerivationRecord, grounds: Grounds) -> Foundation:
    if grounds.binds(derivation):
        return "global" if grounds.instrument(derivation).scope == "global" else "regional"
    return _OTHERWISE[derivation.strength]


_OTHERWISE: Final[Mapping[Force, Foundation]] = {
    "shall": "should", "should": "should", "may": "may", "information": "none",
}


def without_binding_basis(grounds: Grounds) -> list[Resting]:
    """Measures that rest on no duty, whoever the State is."""
    return [one for one in foundations(grounds) if one.foundation not in ("global", "regional")]


@dataclass(frozen=True, slots=True)
class Cell:
    """Derivations and measures of a domain on a theme, a flow, with words of a force."""

    domain: str
    theme: str
    flow: str
    force: Force
    derivations: int
    measures: int


def subjects(grounds: Grounds) -> list[Cell]:
    """Domains by theme, flow and force of words; only cells that hold something.

    A derivation counts under every theme and flow of its measure, so sums over them count it more than once.
    """
    counts: Counter[tuple[str, str, str, Force]] = Counter()
    measures: dict[tuple[str, str, str, Force], set[str]] = {}
    for key, derivations in grounds.of_measure.items():
        measure = grounds.framework.measures[key]
        for one in derivations:
            for theme in measure.themes:
                for flow in measure.flows:
                    place = (measure.domain, theme, flow, one.strength)
                    counts[place] += 1
                    measures.setdefault(place, set()).add(key)
    order = {key: at for at, key in enumerate(grounds.framework.domains)}
    return [Cell(*place, counts[place], len(measures[place])) for place in sorted(
        counts, key=lambda one: (order[one[0]], one[1], one[2], FORCES.index(one[3])))]


def measures_by_subject(grounds: Grounds, flow: str = "") -> Mapping[tuple[str, str, Force], int]:
    """How many measures of a domain on a theme rest on words of a force; only those on a flow, when one is named."""
    found: dict[tuple[str, str, Force], set[str]] = {}
    for key, derivations in grounds.of_measure.items():
        measure = grounds.framework.measures[key]
        for theme in measure.themes if flow in ("", *measure.flows) else ():
            for one in derivations:
                found.setdefault((measure.domain, theme, one.strength), set()).add(key)
    return {place: len(measures) for place, measures in found.items()}


Asked = Literal["whole", "perhaps", "part"]

ASKED: Final[tuple[Asked, ...]] = ("whole", "perhaps", "part")
"""How much of a measure its provisions ask, taken together: all of it, perhaps all, surely not all."""


def asked(measure: str, grounds: Grounds) -> Asked:
    """How much of a measure is asked by the union of the provisions from which it is derived."""
    parts = [converse([Relation(one.relation)]) for one in grounds.of_measure[measure]]
    whole = answer(Question.CONTAINS, union(parts)) if parts else False
    return "perhaps" if whole is None else "whole" if whole else "part"


Beyond = Literal["stronger", "whole"]


@dataclass(frozen=True, slots=True)
class GoesFurther:
    """A measure for which regional instruments go beyond global ones, why, and by which derivations.

    ``stronger``: their words have a force (`force`) that those of no global instrument have (`global_force`, empty
    where none bears on it). ``whole``: they ask all of the measure, where every global instrument asks only a part.
    """

    measure: str
    reasons: tuple[Beyond, ...]
    force: Force
    global_force: Force | Literal[""]
    derivations: tuple[DerivationRecord, ...]
    regions: tuple[str, ...]


def regional_beyond_global(grounds: Grounds) -> list[GoesFurther]:
    """Measures for which a regional instrument asks more strongly, or for more of it, than any global one."""
    found = []
    for key, derivations in grounds.of_measure.items():
        worldwide = [one for one in derivations if grounds.instrument(one).scope == "global"]
        regional = [one for one in derivations if grounds.instrument(one).scope != "global"]
        if regional and (made := _further(key, worldwide, regional, grounds)):
            found.append(made)
    return found


def _further(
    measure: str, worldwide: Sequence[DerivationRecord], regional: Sequence[DerivationRecord], grounds: Grounds
) -> GoesFurther | None:
    floor = strongest(worldwide)
    stronger = [one for one in regional if not floor or FORCES.index(one.strength) < FORCES.index(floor)]
    whole = [] if any(_whole(one) for one in worldwide) else [one for one in regional if _whole(one)]
    if not stronger and not whole:
        return None
    reasons: tuple[Beyond, ...] = (*(("stronger",) if stronger else ()), *(("whole",) if whole else ()))
    shown = tuple(one for one in regional if one in stronger or one in whole)
    regions = tuple(sorted({grounds.instrument(one).region for one in shown} - {""}))
    return GoesFurther(measure, reasons, strongest(shown) or "information", floor, shown, regions)


def _whole(derivation: DerivationRecord) -> bool:
    return Relation(derivation.relation) in CONTAINED


def strongest(derivations: Iterable[DerivationRecord]) -> Force | Literal[""]:
    """The strongest force of their words; empty for none."""
    held = {one.strength for one in derivations}
    return next((one for one in FORCES if one in held), "")


@dataclass(frozen=True, slots=True)
class DomainCoverage:
    """How many measures of a domain rest on what, in the order of FOUNDATIONS."""

    domain: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


def by_domain(grounds: Grounds, resting: Iterable[Resting]) -> list[DomainCoverage]:
    """What the measures of every domain rest on."""
    counts: dict[str, Counter[Foundation]] = {key: Counter() for key in grounds.framework.domains}
    for one in resting:
        counts[grounds.framework.measures[one.measure].domain][one.foundation] += 1
    return [DomainCoverage(key, tuple(some[one] for one in FOUNDATIONS)) for key, some in counts.items()]
