"""Queries that keep the compendium's records in its tables."""

from collections.abc import Iterator, Sequence

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from bordermark.compendium import models
from bordermark.compendium.records import (
    ActRecord,
    InstrumentRecord,
    ParticipationSourceRecord,
    ProvisionRecord,
    TranslationRecord,
)
from bordermark.contributions.duplicates import Likeness
from bordermark.contributions.naming import Spoken
from bordermark.contributions.record_types import RecordType
from bordermark.contributions.record_types import register as register_types
from bordermark.upsert import upsert

_ELSEWHERE = {"adopters", "themes", "subthemes", "flows", "relations", "contributor", "region"}


def save_instruments(records: Sequence[InstrumentRecord]) -> None:
    """Keep these instruments with their themes, adopters and relations. Targets must be among them or held."""
    upsert([
        models.Instrument(
            **record.model_dump(exclude=_ELSEWHERE), contributor_id=record.contributor or None,
            region_id=f"region:{record.region}" if record.region else None,
        )
        for record in records
    ])
    ids = [record.id for record in records]
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        for model in (models.InstrumentConcept, models.Adopter):
            model.objects.filter(instrument__in=some).delete()
        models.Relation.objects.filter(source__in=some).delete()
    models.InstrumentConcept.objects.bulk_create(
        [row for record in records for row in _concepts(record)], batch_size=500
    )
    models.Adopter.objects.bulk_create([
        models.Adopter(instrument_id=record.id, organisation_id=adopter.organisation or None,
                       state_id=adopter.state or None, role=adopter.role, position=position)
        for record in records for position, adopter in enumerate(record.adopters)
    ], batch_size=500)
    models.Relation.objects.bulk_create([
        models.Relation(source_id=record.id, type=relation.type, target_id=relation.target)
        for record in records for relation in record.relations
    ], batch_size=500)


def _concepts(record: InstrumentRecord) -> list[models.InstrumentConcept]:
    keys = [f"{scheme}:{code}" for scheme, codes in (
        ("theme", record.themes), ("subtheme", record.subthemes), ("flow", record.flows)
    ) for code in codes]
    return [models.InstrumentConcept(instrument_id=record.id, concept_id=key, position=position)
            for position, key in enumerate(keys)]


def save_provisions(records: Sequence[ProvisionRecord]) -> None:
    """Keep these provisions.

    Rows are written one by one, and two may change places: they are first moved where no position can be.
    """
    ids = [record.id for record in records]
    for start in range(0, len(ids), 500):
        models.Provision.objects.filter(pk__in=ids[start : start + 500]).update(position=F("position") + 10_000)
    upsert([
        models.Provision(**record.model_dump(exclude={"instrument"}), instrument_id=record.instrument)
        for record in records
    ])


def save_translations(records: Sequence[TranslationRecord]) -> None:
    """Keep these translations."""
    upsert([
        models.Translation(id=record.key, **record.model_dump(exclude={"instrument"}),
                           instrument_id=record.instrument)
        for record in records
    ])


def save_participation_sources(records: Sequence[ParticipationSourceRecord]) -> None:
    """Keep these sources of participation."""
    upsert([
        models.ParticipationSource(**record.model_dump(exclude={"instrument"}), instrument_id=record.instrument)
        for record in records
    ])


def save_acts(records: Sequence[ActRecord]) -> None:
    """Keep these acts of participation."""
    upsert([
        models.Act(**record.model_dump(exclude={"instrument", "party"}), instrument_id=record.instrument,
                   **{_PARTY[record.party_kind]: record.party})
        for record in records
    ])


_PARTY = {"state": "state_id", "area": "state_id", "organisation": "organisation_id",
          "former-state": "former_state_id"}


def spoken_instruments() -> Iterator[Spoken]:
    """Every instrument with its titles; short titles, symbols and aliases are other names."""
    titles: dict[str, dict[str, str]] = {}
    for key, language, title in models.Translation.objects.values_list("instrument", "language", "title"):
        titles.setdefault(key, {})[language] = title
    rows = models.Instrument.objects.values_list("pk", "title", "short_title", "reference", "aliases")
    for key, title, short_title, reference, aliases in rows:
        others = tuple(name for name in (short_title, reference, *aliases) if name)
        yield Spoken(key, {"en": title, **titles.get(key, {})}, others)


def likeness_of_instrument(record: InstrumentRecord) -> Likeness:
    """By what an instrument may be found to be one that is held already."""
    symbols = tuple(text for text in (record.reference, *record.aliases) if text)
    bodies = frozenset(one.organisation or one.state for one in record.adopters if one.role == "adopted")
    return Likeness(record.id, symbols, tuple(dict.fromkeys((record.title, record.short_title))),
                    bodies or frozenset({record.body} - {""}), record.adopted)


def register() -> None:
    """Make the compendium's record types known to `contributions`."""
    register_types(
        RecordType("instrument", InstrumentRecord, models.Instrument, save_instruments, _("Instruments"), "title",
                   spoken_instruments, likeness_of_instrument),
        RecordType("provision", ProvisionRecord, models.Provision, save_provisions, _("Provisions"), "ref"),
        RecordType("translation", TranslationRecord, models.Translation, save_translations, _("Translations"), "title"),
        RecordType("participation-source", ParticipationSourceRecord, models.ParticipationSource,
                   save_participation_sources, _("Sources of participation"), "name_at_source"),
        RecordType("act", ActRecord, models.Act, save_acts, _("Acts of participation")),
    )
