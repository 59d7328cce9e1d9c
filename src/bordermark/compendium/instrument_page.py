"""Everything the page of one instrument shows, from what was gathered of it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bordermark.clocks import Clocks
from bordermark.compendium.gathering import Gathered
from bordermark.compendium.lines import Line, line
from bordermark.compendium.participation import Participation, by_party, question_outruns_source
from bordermark.compendium.records import (
    ActRecord,
    InstrumentRecord,
    ParticipationSourceRecord,
    ProvisionRecord,
    ProvisionTranslationRecord,
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
class Clause:
    """A provision with its translation into the reader's language, if there is one."""

    provision: ProvisionRecord
    translation: ProvisionTranslationRecord | None

    @property
    def is_stale(self) -> bool:
        """Whether the English has changed since it was translated."""
        return self.translation is not None and self.translation.is_stale(self.provision)


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
    clauses: Sequence[Clause]
    related: Sequence[Related]
    timeline: Timeline | None
    parties: Parties | None

    @property
    def untranslated(self) -> int:
        """How many provisions are shown in English alone."""
        return sum(one.translation is None for one in self.clauses)


def instrument_page(held: Gathered, language: str, clocks: Clocks, today: date) -> InstrumentPage:
    """The page of what was gathered, in a language, on the day that the clocks ask for (`today` without one)."""
    record, day = held.record, clocks.day(today)
    translation = held.translations.get(language)
    here, related = line(record, translation), relations(held)
    points = [Point(record.id, _label(here), record.adopted, ""), *(_point(one) for one in related)]
    standing = status_at(
        recorded=record.status, adopted=record.adopted, in_force=record.in_force, binding=record.binding,
        successors=held.successors, day=day,
    )
    return InstrumentPage(
        record, here, *_abstract(record, translation), translation, standing, day,
        [Clause(one, held.provision_translations.get(one.id)) for one in held.provisions], related,
        timeline(points) if related else None, parties(held.source, held.acts, clocks.as_at, day),
    )


def _abstract(record: InstrumentRecord, translation: TranslationRecord | None) -> tuple[str, str]:
    if translation and translation.abstract:
        return translation.abstract, translation.language
    return record.abstract, "en"


def relations(held: Gathered) -> list[Related]:
    """The instruments that this one points at and those that point at it, by relation, then by date."""
    pairs: list[tuple[str, str]] = [(one.type, one.target) for one in held.record.relations]
    pairs += [(INVERSE[name], source) for name, source in held.inverse]
    found = [
        Related(name, line(held.linked.records[other], held.linked.translations.get(other)))
        for name, other in pairs if other in held.linked.records
    ]
    order = [*INVERSE, *INVERSE.values()]
    return sorted(found, key=lambda one: (order.index(one.relation), one.line.adopted, one.line.id))


def parties(
    source: ParticipationSourceRecord | None, acts: Sequence[ActRecord], as_at: date | None, day: date
) -> Parties | None:
    """Who takes part: by the acts done `as_at` a date, or all; None when no source of participation is held."""
    if source is None:
        return None
    return Parties(source, by_party(acts, as_at), question_outruns_source(source.source_date, day))


def _label(one: Line) -> str:
    text = one.short_title or one.reference or one.title
    return text if len(text) <= 60 else text[:57] + "…"


def _point(one: Related) -> Point:
    return Point(one.line.id, _label(one.line), one.line.adopted, one.relation)
