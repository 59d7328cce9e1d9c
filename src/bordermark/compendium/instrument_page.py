"""Everything the page of one instrument shows, gathered from a reader into plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bordermark.clocks import Clocks
from bordermark.compendium.lines import Line, line, lines
from bordermark.compendium.participation import Participation, by_party, question_outruns_source
from bordermark.compendium.reading import Reader
from bordermark.compendium.records import (
    ActRecord,
    InstrumentRecord,
    ParticipationSourceRecord,
    ProvisionRecord,
    TranslationRecord,
)
from bordermark.compendium.standing import Standing, status_at
from bordermark.compendium.timeline import Point, Timeline, timeline

INVERSE: Final[Mapping[str, str]] = {
    "references": "referenced-by", "implements": "implemented-by", "supplements": "supplemented-by",
    "amends": "amended-by", "supersedes": "superseded-by",
}
"""Concept of the scheme relation for each relation read from its target's side."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another instrument and how it stands to this one: a concept of the scheme relation."""

    relation: str
    line: Line


@dataclass(frozen=True, slots=True)
class Parties:
    """Who takes part, as far as the source tells, on the day asked."""

    source: ParticipationSourceRecord
    standings: Mapping[str, Participation]
    outrun: bool
    """The day asked lies after the source: its silence about a State says nothing."""

    def count(self, *statuses: str, kind: str = "state") -> int:
        """How many parties of a kind have one of these statuses."""
        return sum(one.status in statuses and one.party_kind == kind for one in self.standings.values())


@dataclass(frozen=True, slots=True)
class InstrumentPage:
    """The page of one instrument on one day."""

    record: InstrumentRecord
    line: Line
    abstract: str
    abstract_language: str
    translation: TranslationRecord | None
    standing: Standing
    day: date
    provisions: Sequence[ProvisionRecord]
    related: Sequence[Related]
    timeline: Timeline | None
    parties: Parties | None


def instrument_page(
    reader: Reader, key: str, language: str, clocks: Clocks, today: date
) -> InstrumentPage | None:
    """The page of the instrument `key`; None when the reader does not hold it."""
    record = reader.instruments([key]).get(key)
    if record is None:
        return None
    day = clocks.day(today)
    translation = reader.translations([key], language).get(key) if language != "en" else None
    related = relations(reader, record, language)
    here = line(record, translation)
    return InstrumentPage(
        record, here, *_abstract(record, translation), translation,
        standing(reader, record, related, day), day, reader.provisions([key]), related,
        timeline([Point(key, _label(here), record.adopted, ""), *(_point(one) for one in related)])
        if related else None,
        parties(reader, key, clocks.as_at, day),
    )


def _abstract(record: InstrumentRecord, translation: TranslationRecord | None) -> tuple[str, str]:
    if translation and translation.abstract:
        return translation.abstract, translation.language
    return record.abstract, "en"


def relations(reader: Reader, record: InstrumentRecord, language: str) -> list[Related]:
    """The instruments that this one points at and those that point at it, in the order of the relation types."""
    pairs: list[tuple[str, str]] = [(one.type, one.target) for one in record.relations]
    pairs += [(INVERSE[name], source) for name, source in reader.pointing_at(record.id)]
    found = {one.id: one for one in lines(reader, [other for _, other in pairs], language)}
    order = [*INVERSE, *INVERSE.values()]
    pairs.sort(key=lambda pair: (order.index(pair[0]), found[pair[1]].adopted if pair[1] in found else ""))
    return [Related(name, found[other]) for name, other in pairs if other in found]


def standing(reader: Reader, record: InstrumentRecord, related: Sequence[Related], day: date) -> Standing:
    """The status of the instrument on `day`, with what superseded it."""
    successors = [one.line.id for one in related if one.relation == "superseded-by"]
    dates = {key: one.in_force or one.adopted for key, one in reader.instruments(successors).items()}
    return status_at(
        recorded=record.status, adopted=record.adopted, in_force=record.in_force, binding=record.binding,
        successors=dates, day=day,
    )


def parties(reader: Reader, key: str, as_at: date | None, day: date) -> Parties | None:
    """Who takes part on the day asked; None when no source of participation is held."""
    source = reader.participation_sources().get(key)
    if source is None:
        return None
    acts: list[ActRecord] = reader.acts([key])
    return Parties(source, by_party(acts, as_at), question_outruns_source(source.source_date, day))


def _label(one: Line) -> str:
    text = one.short_title or one.reference or one.title
    return text if len(text) <= 60 else text[:57] + "…"


def _point(one: Related) -> Point:
    return Point(one.line.id, _label(one.line), one.line.adopted, one.relation)
