"""Reading the compendium back as typed records: as it stands, or as it had been recorded.

Both readers answer the same questions with the same records, so that whatever is built on them (pages, API,
exports) can be asked ``as_recorded`` a moment or in an ``edition`` without a second way of doing it.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Protocol, cast

from django.db.models import QuerySet

from bordermark.clocks import NOW, Clocks
from bordermark.compendium import models
from bordermark.compendium.records import (
    ActRecord,
    Adopter,
    InstrumentRecord,
    ParticipationSourceRecord,
    ProvisionRecord,
    Relation,
    TranslationRecord,
)
from bordermark.contributions.editions import recalled
from bordermark.contributions.revisions import Recorded
from bordermark.languages import LANGUAGES


class Reader(Protocol):
    """What can be asked of the compendium. Absent ids are left out of the answers, never an error."""

    def instruments(self, ids: Collection[str] | None = None) -> dict[str, InstrumentRecord]:
        """Instruments by id, in the order of ids; all of them when `ids` is None."""

    def provisions(self, instruments: Collection[str]) -> list[ProvisionRecord]:
        """Provisions of these instruments, by instrument and position."""

    def provision(self, provision: str) -> ProvisionRecord | None:
        """One provision."""

    def pointing_at(self, instrument: str) -> list[tuple[str, str]]:
        """(relation type, id of the instrument that has it) for the relations whose target this is."""

    def translations(self, instruments: Collection[str], language: str) -> dict[str, TranslationRecord]:
        """Translations into one language, by instrument."""

    def translations_of(self, instrument: str) -> dict[str, TranslationRecord]:
        """All translations of one instrument, by language."""

    def acts(self, instruments: Collection[str]) -> list[ActRecord]:
        """Acts concerning these instruments, by instrument and date."""

    def acts_of(self, party: str) -> list[ActRecord]:
        """Acts of a State, organisation or former State, by instrument and date."""

    def acts_of_states(self, states: Collection[str]) -> list[ActRecord]:
        """Acts of any of these States, by instrument and date."""

    def participation_sources(self) -> dict[str, ParticipationSourceRecord]:
        """Where the acts concerning each instrument were read, by instrument."""

    def adopted_by(self, bodies: Collection[str]) -> list[str]:
        """Ids of the instruments that any of these bodies adopted."""


class Current:
    """The compendium as it stands."""

    def instruments(self, ids: Collection[str] | None = None) -> dict[str, InstrumentRecord]:
        rows = models.Instrument.objects.prefetch_related("concepts", "adopters", "relations")
        if ids is None:
            return {row.id: instrument_record(row) for row in rows}
        found = {row.id: instrument_record(row) for row in rows.filter(pk__in=ids)}
        return {key: found[key] for key in ids if key in found}

    def provisions(self, instruments: Collection[str]) -> list[ProvisionRecord]:
        return [provision_record(row) for row in models.Provision.objects.filter(instrument__in=instruments)]

    def provision(self, provision: str) -> ProvisionRecord | None:
        row = models.Provision.objects.filter(pk=provision).first()
        return provision_record(row) if row else None

    def pointing_at(self, instrument: str) -> list[tuple[str, str]]:
        rows = models.Relation.objects.filter(target=instrument).order_by("type", "source_id")
        return list(rows.values_list("type", "source_id"))

    def translations(self, instruments: Collection[str], language: str) -> dict[str, TranslationRecord]:
        rows = models.Translation.objects.filter(instrument__in=instruments, language=language)
        return {row.instrument_id: translation_record(row) for row in rows}

    def translations_of(self, instrument: str) -> dict[str, TranslationRecord]:
        rows = models.Translation.objects.filter(instrument=instrument).order_by("language")
        return {row.language: translation_record(row) for row in rows}

    def acts(self, instruments: Collection[str]) -> list[ActRecord]:
        return _acts(models.Act.objects.filter(instrument__in=instruments))

    def acts_of(self, party: str) -> list[ActRecord]:
        acts = models.Act.objects
        return _acts(acts.filter(state=party) | acts.filter(organisation=party) | acts.filter(former_state=party))

    def acts_of_states(self, states: Collection[str]) -> list[ActRecord]:
        return _acts(models.Act.objects.filter(state__in=states))

    def participation_sources(self) -> dict[str, ParticipationSourceRecord]:
        return {row.instrument_id: source_record(row) for row in models.ParticipationSource.objects.all()}

    def adopted_by(self, bodies: Collection[str]) -> list[str]:
        rows = models.Adopter.objects.filter(organisation__in=bodies, role="adopted")
        return sorted(set(rows.values_list("instrument_id", flat=True)))


class AsRecorded:
    """The compendium as it had been recorded at a revision."""

    def __init__(self, recorded: Recorded) -> None:
        held = recorded.records
        self._instruments = cast(Mapping[str, InstrumentRecord], held["instrument"])
        self._provisions = cast(Mapping[str, ProvisionRecord], held["provision"])
        self._translations = cast(Mapping[str, TranslationRecord], held["translation"])
        self._acts = cast(Mapping[str, ActRecord], held["act"])
        self._sources = cast(Mapping[str, ParticipationSourceRecord], held["participation-source"])

    def instruments(self, ids: Collection[str] | None = None) -> dict[str, InstrumentRecord]:
        wanted = sorted(self._instruments) if ids is None else ids
        return {key: self._instruments[key] for key in wanted if key in self._instruments}

    def provisions(self, instruments: Collection[str]) -> list[ProvisionRecord]:
        wanted = set(instruments)
        return sorted((one for one in self._provisions.values() if one.instrument in wanted),
                      key=lambda one: (one.instrument, one.position))

    def provision(self, provision: str) -> ProvisionRecord | None:
        return self._provisions.get(provision)

    def pointing_at(self, instrument: str) -> list[tuple[str, str]]:
        return sorted((relation.type, one.id) for one in self._instruments.values()
                      for relation in one.relations if relation.target == instrument)

    def translations(self, instruments: Collection[str], language: str) -> dict[str, TranslationRecord]:
        keys = {one: f"{one}:{language}" for one in instruments}
        return {one: self._translations[key] for one, key in keys.items() if key in self._translations}

    def translations_of(self, instrument: str) -> dict[str, TranslationRecord]:
        found = (self._translations.get(f"{instrument}:{language}") for language in LANGUAGES)
        return {one.language: one for one in found if one}

    def acts(self, instruments: Collection[str]) -> list[ActRecord]:
        wanted = set(instruments)
        return _by_date(one for one in self._acts.values() if one.instrument in wanted)

    def acts_of(self, party: str) -> list[ActRecord]:
        return _by_date(one for one in self._acts.values() if one.party == party)

    def acts_of_states(self, states: Collection[str]) -> list[ActRecord]:
        wanted = set(states)
        return _by_date(one for one in self._acts.values() if one.party in wanted)

    def participation_sources(self) -> dict[str, ParticipationSourceRecord]:
        return dict(self._sources)

    def adopted_by(self, bodies: Collection[str]) -> list[str]:
        wanted = set(bodies)
        return sorted(one.id for one in self._instruments.values() if any(
            adopter.organisation in wanted and adopter.role == "adopted" for adopter in one.adopters))


def reader(clocks: Clocks = NOW) -> Reader:
    """The reader for a moment of recording or an edition, or for now. Raises UnknownRecord without the edition."""
    return AsRecorded(recalled(clocks)) if clocks.recalled else Current()


def instrument_record(row: models.Instrument) -> InstrumentRecord:
    """The record of a row; its concepts, adopters and relations should be prefetched."""
    codes: dict[str, list[str]] = {"theme": [], "subtheme": [], "flow": []}
    for link in row.concepts.all():
        scheme, _, code = link.concept_id.partition(":")
        codes[scheme].append(code)
    return InstrumentRecord.model_construct(
        **_same(row, "id", "title", "short_title", "kind", "binding", "status", "body", "reference", "adopted",
                "in_force", "scope", "abstract", "url", "checked", "checked_on", "source"),
        adopters=tuple(
            Adopter.model_construct(
                organisation=one.organisation_id or "", state=one.state_id or "", role=cast(Any, one.role)
            )
            for one in row.adopters.all()
        ),
        contributor=row.contributor_id or "", aliases=tuple(row.aliases), languages=tuple(row.languages),
        region=row.region_id.partition(":")[2] if row.region_id else "", themes=tuple(codes["theme"]),
        subthemes=tuple(codes["subtheme"]), flows=tuple(codes["flow"]),
        relations=tuple(
            Relation.model_construct(type=cast(Any, one.type), target=one.target_id)
            for one in sorted(row.relations.all(), key=lambda one: one.pk)
        ),
    )


def provision_record(row: models.Provision) -> ProvisionRecord:
    """The record of a row."""
    return ProvisionRecord.model_construct(
        **_same(row, "id", "ref", "position", "text", "strength", "checked", "checked_on", "basis", "source"),
        instrument=row.instrument_id, themes=tuple(row.themes), subthemes=tuple(row.subthemes),
        flows=tuple(row.flows), agencies=tuple(row.agencies),
    )


def translation_record(row: models.Translation) -> TranslationRecord:
    """The record of a row."""
    return TranslationRecord.model_construct(
        **_same(row, "language", "title", "short_title", "abstract", "status", "source_digest"),
        instrument=row.instrument_id,
    )


def source_record(row: models.ParticipationSource) -> ParticipationSourceRecord:
    """The record of a row."""
    return ParticipationSourceRecord.model_construct(
        **_same(row, "source", "key_at_source", "name_at_source", "source_date", "url", "note"),
        instrument=row.instrument_id,
    )


def act_record(row: models.Act) -> ActRecord:
    """The record of a row."""
    return ActRecord.model_construct(
        **_same(row, "id", "party_kind", "action", "date", "entry_into_force", "raw_action", "source",
                "source_date", "note"),
        instrument=row.instrument_id,
        party=row.state_id or row.organisation_id or row.former_state_id or "",
    )


def _acts(rows: "QuerySet[models.Act]") -> list[ActRecord]:
    return _by_date(act_record(row) for row in rows)


def _by_date(acts: Iterable[ActRecord]) -> list[ActRecord]:
    return sorted(acts, key=lambda act: (act.instrument, act.date or "9999", act.id))


def _same(row: object, *names: str) -> dict[str, Any]:
    """These attributes of a row; what the database holds has been validated when it was recorded."""
    return {name: getattr(row, name) for name in names}
