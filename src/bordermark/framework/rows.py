"""What the pages list: measures, obligations, chains as lines with their addresses and titles."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bordermark.compendium.lines import Line, line
from bordermark.framework.describing import FrameworkWriter
from bordermark.framework.obligations import Chain, Obligation
from bordermark.framework.records import DerivationRecord, DomainRecord, MeasureRecord, PassageRecord
from bordermark.framework.timeline import Spell
from bordermark.publishing.addresses import page

SHOWN = 2
"""Instruments named in a row before the rest are counted."""


@dataclass(frozen=True, slots=True)
class Source:
    """A derivation with the provision's words, its instrument, and the official text where it is held."""

    derivation: DerivationRecord
    ref: str
    text: str
    line: Line
    basis: str
    chapter_vii: str
    passage: PassageRecord | None


@dataclass(frozen=True, slots=True)
class Row:
    """A measure for a State: its status, and the instruments by which it has it."""

    measure: MeasureRecord
    link: str
    status: str
    since: str
    since_kind: str
    instruments: tuple[tuple[str, Line], ...]
    more: int
    undecided: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A year of a State's obligations: how many measures bound it at the end of the year."""

    year: int
    binding: int
    link: str


@dataclass(frozen=True, slots=True)
class Link:
    """A chain with what a page needs to name it."""

    chain: Chain
    ref: str
    text: str
    line: Line
    note: str
    """What a reader should know of how the instrument binds."""
    has_passage: bool


def instrument_line(say: FrameworkWriter, key: str) -> Line:
    """The line of an instrument."""
    return line(say.world.instruments[key], say.translations.get(key))


def sources(say: FrameworkWriter, measure: str) -> list[Source]:
    """From what a measure is derived, the strongest words first."""
    held, world = say.world.framework, say.world
    found = []
    for one, instrument in world.derived(measure):
        provision, binding = world.provisions[one.provision], held.bindings[instrument]
        found.append(Source(one, provision.ref, provision.text, instrument_line(say, instrument), binding.basis,
                            binding.chapter_vii, held.passages.get(one.provision)))
    order = ("shall", "should", "may", "information")
    return sorted(found, key=lambda one: (order.index(one.derivation.strength), one.line.adopted or "9999"))


def rows(
    say: FrameworkWriter, state: str, found: Iterable[Obligation], query: Mapping[str, str]
) -> list[tuple[DomainRecord, list[Row]]]:
    """Obligations of a State by domain; each leads to its chains on the day of `query`."""
    held, language = say.world.framework, say.compendium.words.language
    groups: dict[str, list[Row]] = {}
    for one in found:
        measure = held.measures[one.measure]
        link = page("obligation", state, one.measure, language=language, **query)
        groups.setdefault(measure.domain, []).append(_row(say, one, measure, link))
    return [(held.domains[key], some) for key, some in groups.items()]


def _row(say: FrameworkWriter, one: Obligation, measure: MeasureRecord, link: str) -> Row:
    language, deciding = say.compendium.words.language, one.of(one.status)
    keys = list(dict.fromkeys(chain.instrument for chain in deciding))
    first = next((chain for chain in deciding if chain.since == one.since), None)
    return Row(measure, link, one.status, one.since, first.since_kind if first else "",
               tuple((page("instrument", key, language=language), instrument_line(say, key)) for key in keys[:SHOWN]),
               max(0, len(keys) - SHOWN), one.undecided)


def links(say: FrameworkWriter, chains: Sequence[Chain]) -> list[Link]:
    """Chains with what names them."""
    provisions, held = say.world.provisions, say.world.framework
    return [Link(one, provisions[one.derivation.provision].ref, provisions[one.derivation.provision].text,
                 instrument_line(say, one.instrument), held.bindings[one.instrument].note,
                 one.derivation.provision in held.passages) for one in chains]


def marks(spells: Mapping[str, Sequence[Spell]], first: int, last: int, link: str) -> list[Mark]:
    """How many measures bound a State at the end of each year; `link` is the page without its date."""
    days = {measure: [one.first for one in some] for measure, some in spells.items()}
    found = []
    for year in range(first, last + 1):
        end = date(year, 12, 31)
        count = sum(
            some[bisect_right(days[measure], end) - 1].obligation.status == "binding"
            for measure, some in spells.items()
        )
        found.append(Mark(year, count, f"{link}?as_at={end.isoformat()}"))
    return found


def guidance(text: str, say: FrameworkWriter) -> list[tuple[str, Any]]:
    """A step of guidance in pieces: text, and where it names an instrument by id, its line."""
    pieces: list[tuple[str, Any]] = []
    for word in text.split(" "):
        bare = word.rstrip(".,;:)").lstrip("(")
        if bare in say.world.instruments:
            before, _, after = word.partition(bare)
            pieces += [(before, None), (bare, instrument_line(say, bare)), (after + " ", None)]
        else:
            pieces.append((word + " ", None))
    return pieces
