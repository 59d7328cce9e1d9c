"""From records to what the API says: every code with its label, every object with its address. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bordermark.compendium import participation, schemas, standing
from bordermark.compendium.gathering import Gathered
from bordermark.compendium.instrument_page import INVERSE
from bordermark.compendium.records import (
    ActRecord,
    InstrumentRecord,
    ParticipationSourceRecord,
    ProvisionRecord,
    ProvisionTranslationRecord,
    TranslationRecord,
)
from bordermark.languages import LANGUAGES
from bordermark.organisations.bodies import Organisations
from bordermark.organisations.schemas import OrganisationWriter
from bordermark.publishing.addresses import Addresses
from bordermark.vocabulary.schemas import VocabularyWriter
from bordermark.vocabulary.words import Vocabulary


@dataclass(frozen=True, slots=True)
class CompendiumWriter:
    """Says what the compendium holds, in one language, with addresses under one base."""

    organisations: OrganisationWriter

    @property
    def words(self) -> VocabularyWriter:
        return self.organisations.vocabulary

    @property
    def addresses(self) -> Addresses:
        return self.words.addresses

    def ref(self, record: InstrumentRecord, translation: TranslationRecord | None = None) -> schemas.InstrumentRef:
        """An instrument where it is named; `translation` is that into the language asked for."""
        return schemas.InstrumentRef.model_construct(**self._named(record, translation))

    def _named(self, record: InstrumentRecord, translation: TranslationRecord | None) -> dict[str, Any]:
        shown = translation or record
        return {
            "id": record.id, "title": shown.title, "short_title": shown.short_title or record.short_title,
            "title_language": translation.language if translation else "en",
            "title_status": translation.status if translation else "original",
            "title_is_stale": bool(translation and translation.is_stale(record)),
            "url": self.addresses.of("instrument", record.id),
        }

    def summary(
        self, record: InstrumentRecord, translation: TranslationRecord | None = None,
        successors: Mapping[str, str] | None = None, day: date | None = None,
    ) -> schemas.InstrumentSummary:
        """An instrument in a list; its status on `day` when one is asked for (`successors`: date by id)."""
        return schemas.InstrumentSummary.model_construct(**self._summary(record, translation, successors, day))

    def _summary(
        self, record: InstrumentRecord, translation: TranslationRecord | None,
        successors: Mapping[str, str] | None, day: date | None,
    ) -> dict[str, Any]:
        word, some = self.words.word, self.words.some
        return {
            **self._named(record, translation), "kind": word("kind", record.kind),
            "force": word("force", record.binding), "status": word("status", record.status),
            "standing": self.standing(record, successors or {}, day) if day else None,
            "reference": record.reference, "adopted": record.adopted, "in_force": record.in_force,
            "adopters": [
                schemas.AdopterRow.model_construct(
                    organisation=self.organisations.one(one.organisation), role=one.role,
                    state=self.words.state_ref(one.state) if one.state else None,
                ) for one in record.adopters
            ],
            "contributor": self.organisations.one(record.contributor), "scope": word("scope", record.scope),
            "region": self.words.one("region", record.region), "themes": some("theme", record.themes),
            "subthemes": some("subtheme", record.subthemes), "flows": some("flow", record.flows),
            "checked": bool(record.checked), "links": self._links(record),
        }

    def _links(self, record: InstrumentRecord) -> schemas.Links:
        api = self.addresses.api
        links = {"self": api("instruments", record.id), "provisions": api("instruments", record.id, "provisions"),
                 "acts": api("instruments", record.id, "acts"), "changes": api("changes", id=record.id)}
        if record.subthemes:
            links["neighbours"] = api("instruments", subtheme=record.subthemes[0])
        return links

    def standing(self, record: InstrumentRecord, successors: Mapping[str, str], day: date) -> schemas.StandingAt:
        """An instrument's status on a day."""
        found = standing.status_at(
            recorded=record.status, adopted=record.adopted, in_force=record.in_force, binding=record.binding,
            successors=dict(successors), day=day,
        )
        return schemas.StandingAt.model_construct(
            as_at=day.isoformat(), status=self.words.word("status", found.status), since=found.since,
            because=found.because, successor=found.successor,
        )

    def detail(self, held: Gathered, day: date | None = None) -> schemas.InstrumentDetail:
        """An instrument with all that is held of it."""
        record = held.record
        own = held.translations.get(self.words.language)
        translated = own is not None and bool(own.abstract)
        return schemas.InstrumentDetail.model_construct(
            **self._summary(record, own, held.successors, day), body=record.body, aliases=list(record.aliases),
            abstract=own.abstract if own and own.abstract else record.abstract,
            abstract_language=self.words.language if translated else "en", languages=list(record.languages),
            text_url=record.url,
            translations=[self._translation(held.translations[code], record) for code in LANGUAGES
                          if code in held.translations],
            relations=self.relations(held),
            provisions=[self.provision_summary(one, held.provision_translations.get(one.id))
                        for one in held.provisions],
            parties=self.parties(held, day), provenance=_provenance(record),
        )

    def _translation(self, one: TranslationRecord, record: InstrumentRecord) -> schemas.TranslationRow:
        return schemas.TranslationRow.model_construct(
            language=one.language, title=one.title, short_title=one.short_title, abstract=one.abstract,
            status=self.words.word("translation-status", one.status), translator=one.translator,
            translated_on=one.translated_on, is_stale=one.is_stale(record),
        )

    def relations(self, held: Gathered) -> list[schemas.RelationRow]:
        """Links of an instrument in both directions; links to instruments that are not held are left out."""
        ways: list[tuple[str, bool, str]] = [(one.type, False, one.target) for one in held.record.relations]
        ways += [(INVERSE[kind], True, key) for kind, key in held.inverse]
        linked = held.linked
        return [
            schemas.RelationRow.model_construct(
                type=self.words.word("relation", kind), inverse=inverse,
                instrument=self.ref(linked.records[key], linked.translations.get(key)),
            ) for kind, inverse, key in ways if key in linked.records
        ]

    def parties(self, held: Gathered, day: date | None) -> schemas.PartiesSummary:
        """How many take part, by status."""
        counts = Counter(one.status for one in participation.by_party(held.acts, day).values())
        source = held.source
        return schemas.PartiesSummary.model_construct(
            source=source.source if source else "", source_date=source.source_date if source else "",
            source_url=source.url if source else "", note=source.note if source else "",
            counts=dict(counts.most_common()), members=len(self.member_states(held.record, day)),
        )

    def member_states(self, record: InstrumentRecord, day: date | None) -> frozenset[str]:
        """States that are members of the bodies which adopted an instrument; none for a treaty."""
        if record.kind in participation.TREATIES:
            return frozenset()
        bodies = (one.organisation for one in record.adopters if one.organisation and one.role == "adopted")
        return frozenset().union(*(self.organisations.bodies.members(body, day) for body in bodies))

    def provision_summary(
        self, record: ProvisionRecord, own: ProvisionTranslationRecord | None
    ) -> schemas.ProvisionSummary:
        """A provision in the list of its instrument; `own` is its translation into the language asked for."""
        return schemas.ProvisionSummary.model_construct(**self._provision(record, own))

    def _rendered(
        self, record: ProvisionRecord, own: ProvisionTranslationRecord | None
    ) -> schemas.ProvisionTranslationRow | None:
        return schemas.ProvisionTranslationRow.model_construct(
            language=own.language, text=own.text, status=self.words.word("translation-status", own.status),
            translator=own.translator, translated_on=own.translated_on, is_stale=own.is_stale(record),
        ) if own else None

    def _provision(self, record: ProvisionRecord, own: ProvisionTranslationRecord | None) -> dict[str, Any]:
        word, some, api = self.words.word, self.words.some, self.addresses.api
        return {
            "id": record.id, "ref": record.ref, "url": self.addresses.of("provision", record.id),
            "position": record.position, "text": record.text,
            "translation": self._rendered(record, own), "strength": word("strength", record.strength),
            "themes": some("theme", record.themes), "subthemes": some("subtheme", record.subthemes),
            "flows": some("flow", record.flows), "agencies": some("agency", record.agencies),
            "basis": word("basis", record.basis), "provenance": _provenance(record),
            "links": {"self": api("provisions", record.id), "instrument": api("instruments", record.instrument)},
        }

    def provision_row(
        self, record: ProvisionRecord, instrument: InstrumentRecord, translation: TranslationRecord | None,
        own: ProvisionTranslationRecord | None = None,
    ) -> schemas.ProvisionRow:
        """A provision in a list across instruments."""
        return schemas.ProvisionRow.model_construct(
            **self._provision(record, own), instrument=self.ref(instrument, translation)
        )

    def provision_detail(
        self, record: ProvisionRecord, held: Gathered, day: date | None = None
    ) -> schemas.ProvisionDetail:
        """A provision with its instrument and its neighbours."""
        ids = [one.id for one in held.provisions]
        at = ids.index(record.id)
        own = held.translations.get(self.words.language)
        return schemas.ProvisionDetail.model_construct(
            **self._provision(record, held.provision_translations.get(record.id)),
            instrument=self.summary(held.record, own, held.successors, day),
            previous=self.provision_ref(held.provisions[at - 1]) if at else None,
            following=self.provision_ref(held.provisions[at + 1]) if at + 1 < len(ids) else None,
        )

    def provision_ref(self, record: ProvisionRecord) -> schemas.ProvisionRef:
        """A provision where it is named."""
        return schemas.ProvisionRef.model_construct(
            id=record.id, ref=record.ref, url=self.addresses.of("provision", record.id)
        )

    def party(self, act: ActRecord) -> schemas.Party:
        """Who did an act."""
        ref = self.organisations.ref(act.party) if act.party_kind == "organisation" else self.words.state_ref(act.party)
        return schemas.Party.model_construct(kind=act.party_kind, id=ref.id, name=ref.name, url=ref.url)

    def act(self, act: ActRecord) -> schemas.ActDetail:
        """An act."""
        return schemas.ActDetail.model_construct(
            id=act.id, url=f"{self.addresses.of('instrument', act.instrument)}#{act.id}", instrument=act.instrument,
            party=self.party(act), action=self.words.word("action", act.action), date=act.date,
            entry_into_force=act.entry_into_force, raw_action=act.raw_action, source=act.source,
            source_date=act.source_date, note=act.note,
        )

    def acts(
        self, ref: schemas.InstrumentRef, acts: Sequence[ActRecord], source: ParticipationSourceRecord | None,
        day: date | None = None,
    ) -> schemas.ActsOfInstrument:
        """Who takes part in an instrument, by name of the party."""
        rows = [self.party_standing(one) for one in participation.by_party(acts, day).values()]
        api = self.addresses.api
        return schemas.ActsOfInstrument.model_construct(
            instrument=ref, as_at=day.isoformat() if day else "", source=source.source if source else "",
            source_date=source.source_date if source else "", source_url=source.url if source else "",
            note=source.note if source else "",
            outruns_source=bool(day and source and participation.question_outruns_source(source.source_date, day)),
            parties=sorted(rows, key=lambda row: (row.party.name, row.party.id)),
            links={"self": api("instruments", ref.id, "acts"), "instrument": api("instruments", ref.id)},
        )

    def party_standing(self, one: participation.Participation) -> schemas.PartyStanding:
        """Where a party stands."""
        return schemas.PartyStanding.model_construct(
            party=self.party(one.acts[0]), status=one.status, since=one.since, in_force_known=one.in_force_known,
            dated=one.dated, acts=[self.act(act) for act in one.acts],
        )


def writer_for(words: Vocabulary, bodies: Organisations, language: str, addresses: Addresses) -> CompendiumWriter:
    """The writer for a reader's language and for the addresses under which the reader knows the site."""
    return CompendiumWriter(OrganisationWriter(bodies, VocabularyWriter(words, addresses, language)))


def _provenance(record: InstrumentRecord | ProvisionRecord) -> schemas.Provenance:
    return schemas.Provenance.model_construct(
        source=record.source, checked=record.checked, checked_on=record.checked_on
    )
