"""From the framework's values to what the API says: every code with its label, every object with its address. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bordermark.compendium.describing import CompendiumWriter
from bordermark.compendium.records import TranslationRecord
from bordermark.compendium.schemas import InstrumentRef, ProvisionRef
from bordermark.framework import schemas
from bordermark.framework.choosing import Advice
from bordermark.framework.comparing import Accepted, Compared
from bordermark.framework.obligations import STATUSES, Chain, Obligation
from bordermark.framework.records import DerivationRecord, DomainRecord, MeasureRecord, ModelRecord
from bordermark.framework.timeline import Change
from bordermark.framework.world import World
from bordermark.publishing.tables import Table


@dataclass(frozen=True, slots=True)
class FrameworkWriter:
    """Says what the framework holds, in one language, with addresses under one base."""

    compendium: CompendiumWriter
    world: World
    translations: Mapping[str, TranslationRecord]
    """Titles of instruments in the language, by instrument."""

    def _api(self, *parts: str, **query: str) -> str:
        return self.compendium.addresses.api(*parts, **query)

    def _page(self, name: str, *ids: str) -> str:
        return self.compendium.addresses.of(name, *ids)

    def instrument(self, key: str) -> InstrumentRef:
        """An instrument where it is named."""
        return self.compendium.ref(self.world.instruments[key], self.translations.get(key))

    def provision(self, key: str) -> ProvisionRef:
        """A provision where it is named."""
        return self.compendium.provision_ref(self.world.provisions[key])

    def share(self) -> schemas.DataShare:
        """How much of what is asked rests on data about who takes part."""
        held, total = self.world.share_with_data
        return schemas.DataShare(with_data=held, derivations=total)

    def domain_ref(self, key: str) -> schemas.DomainRef:
        """A domain where it is named."""
        title = self.world.framework.domains[key].title
        return schemas.DomainRef.model_construct(id=key, title=title, url=self._page("domain", key))

    def domain(self, one: DomainRecord) -> schemas.DomainSummary:
        """A domain with the number of its measures."""
        return schemas.DomainSummary.model_construct(
            id=one.id, title=one.title, url=self._page("domain", one.id), purpose=one.purpose,
            topics=list(one.topics), measures=len(self.world.framework.measures_of.get(one.id, ())),
            links={"self": self._api("domains"), "measures": self._api("measures", domain=one.id)},
        )

    def measure_ref(self, key: str) -> schemas.MeasureRef:
        """A measure where it is named; one that is held no more keeps its id."""
        held = self.world.framework.measures.get(key)
        return schemas.MeasureRef.model_construct(id=key, title=held.title if held else key,
                                                  url=self._page("measure", key))

    def measure(self, one: MeasureRecord) -> schemas.MeasureSummary:
        """A measure in a list."""
        return schemas.MeasureSummary.model_construct(**self._measure(one))

    def measures(self, some: Sequence[MeasureRecord]) -> schemas.MeasureList:
        """Measures in a list."""
        return schemas.MeasureList(total=len(some), items=[self.measure(one) for one in some])

    def _measure(self, one: MeasureRecord) -> dict[str, Any]:
        words = self.compendium.words
        forces = Counter(derivation.strength for derivation in self.world.framework.derivations_of.get(one.id, ()))
        return {
            "id": one.id, "title": one.title, "url": self._page("measure", one.id),
            "domain": self.domain_ref(one.domain), "statement": one.statement, "level": one.level,
            "agencies": words.some("agency", one.agencies), "capacities": words.some("capacity", one.capacities),
            "themes": words.some("theme", one.themes), "flows": words.some("flow", one.flows),
            "derivations": dict(forces),
            "links": {"self": self._api("measures", one.id), "states": self._api("measures", one.id, "states"),
                      "domain": self._api("measures", domain=one.domain)},
        }

    def measure_detail(self, one: MeasureRecord) -> schemas.MeasureDetail:
        """A measure in full, with all that it is derived from."""
        held = self.world.framework
        return schemas.MeasureDetail.model_construct(
            **self._measure(one), rationale=one.rationale,
            questions=[schemas.QuestionRow(**question.model_dump()) for question in one.questions],
            maturity=list(one.maturity), evidence=list(one.evidence), guidance=list(one.guidance),
            derived_from=[self.derivation(derivation) for derivation, _ in self.world.derived(one.id)],
            mappings=[
                schemas.MappingRow.model_construct(
                    scheme=held.elements[row.element].scheme, element=row.element,
                    label=held.elements[row.element].label, predicate=row.predicate, confidence=row.confidence,
                ) for row in held.mappings_of.get(one.id, ())
            ],
            models_serving=[self.model_ref(model) for model in held.models_serving[one.id]],
            models_requiring=[self.model_ref(model) for model in held.models_requiring[one.id]], source=one.source,
        )

    def derivation(self, one: DerivationRecord) -> schemas.DerivationRow:
        """From what a measure is derived, with the official text where it is held."""
        provision = self.world.provisions[one.provision]
        binding = self.world.framework.bindings[provision.instrument]
        passage = self.world.framework.passages.get(one.provision)
        words = self.compendium.words
        return schemas.DerivationRow.model_construct(
            id=one.id, provision=self.provision(one.provision), says=provision.text,
            instrument=self.instrument(provision.instrument), relation=one.relation,
            strength=words.word("strength", one.strength), rationale=one.rationale,
            basis=words.word("basis", one.basis), checked=one.checked, reviewer=one.reviewer, binds=binding.basis,
            chapter_vii=binding.chapter_vii,
            passage=schemas.PassageText.model_construct(
                symbol=passage.symbol, paragraphs=list(passage.paragraphs), source=passage.source
            ) if passage else None,
        )

    def chain(self, one: Chain) -> schemas.ChainRow:
        """Measure, provision, instrument, and the State's part in it."""
        part = one.part
        return schemas.ChainRow.model_construct(
            derivation=one.derivation.id, provision=self.provision(one.derivation.provision),
            instrument=self.instrument(one.instrument),
            strength=self.compendium.words.word("strength", one.derivation.strength),
            relation=one.derivation.relation, status=one.status,
            because=part.because, since=one.since, since_kind=one.since_kind, article=part.article,
            act=self.compendium.act(part.act) if part.act else None,
            membership=self.compendium.organisations.membership(part.membership) if part.membership else None,
            standing=one.standing.status, successor=one.standing.successor, reservations=one.reservations,
        )

    def obligation(self, one: Obligation) -> schemas.ObligationRow:
        """A measure for a State, with its chains."""
        return schemas.ObligationRow.model_construct(
            measure=self.measure_ref(one.measure), status=one.status, since=one.since, undecided=one.undecided,
            chains=[self.chain(row) for row in one.chains],
        )

    def obligations(self, state: str, day: date, found: Sequence[Obligation]) -> schemas.ObligationsOfState:
        """Every measure for a State on a day."""
        return schemas.ObligationsOfState.model_construct(
            state=self.compendium.words.state_ref(state), as_at=day.isoformat(), counts=counts(found),
            data=self.share(), items=[self.obligation(one) for one in found],
            links={"self": self._api("states", state, "obligations", as_at=day.isoformat()),
                   "state": self._api("states", state)},
        )

    def changes(self, state: str, since: date, day: date, found: Iterable[Change]) -> schemas.NewObligationsOfState:
        """What became binding on a State between two days."""
        return schemas.NewObligationsOfState.model_construct(
            state=self.compendium.words.state_ref(state), since=since.isoformat(), as_at=day.isoformat(),
            data=self.share(), items=[
                schemas.NewObligationRow.model_construct(
                    measure=self.measure_ref(one.obligation.measure), newly=one.newly,
                    chains=[self.chain(row) for row in one.chains], undated=[self.chain(row) for row in one.undated],
                ) for one in found
            ],
            links={"self": self._api("states", state, "obligations", "new", since=since.isoformat()),
                   "obligations": self._api("states", state, "obligations")},
        )

    def accepted(self, state: str, day: date, found: Iterable[Accepted]) -> schemas.AcceptedByNeighbours:
        """Treaties in which the neighbours of a State take part and it is not known to."""
        words = self.compendium.words
        return schemas.AcceptedByNeighbours.model_construct(
            state=words.state_ref(state), as_at=day.isoformat(), data=self.share(), items=[
                schemas.AcceptedRow.model_construct(
                    instrument=self.instrument(one.instrument), because=one.own.because,
                    neighbours=[
                        schemas.NeighbourPart.model_construct(state=words.state_ref(code), since=part.since)
                        for code, part in one.others.items()
                    ], measures=[self.measure_ref(key) for key in one.measures],
                ) for one in found
            ],
            links={"self": self._api("states", state, "obligations", "neighbours"),
                   "obligations": self._api("states", state, "obligations")},
        )

    def states(self, measure: str, day: date, found: Mapping[str, Obligation]) -> schemas.StatesOfMeasure:
        """Where every State stands towards one measure."""
        return schemas.StatesOfMeasure.model_construct(
            measure=self.measure_ref(measure), as_at=day.isoformat(), counts=counts(found.values()),
            items=[
                schemas.StateStatus.model_construct(
                    state=self.compendium.words.state_ref(state), status=one.status, since=one.since,
                    undecided=one.undecided,
                ) for state, one in found.items()
            ],
            links={"self": self._api("measures", measure, "states"), "measure": self._api("measures", measure)},
        )

    def comparison(self, found: Compared) -> schemas.Comparison:
        """Several States and regions beside one another."""
        words = self.compendium.words
        return schemas.Comparison.model_construct(
            as_at=found.day.day.isoformat(), states=[words.state_ref(one) for one in found.states],
            regions=[words.word("m49", code) for code in found.regions],
            sizes={code: len(held) for code, held in found.regions.items()}, data=self.share(),
            items=[
                schemas.ComparedMeasure.model_construct(
                    measure=self.measure_ref(row.measure), regions=dict(row.regions),
                    states={state: one.status for state, one in row.states.items()},
                ) for row in found.rows
            ],
        )

    def model_ref(self, one: ModelRecord) -> schemas.ModelRef:
        """A model where it is named."""
        return schemas.ModelRef.model_construct(id=one.id, name=one.name, url=self._page("model", one.id))

    def model(self, one: ModelRecord) -> schemas.ModelSummary:
        """A model in a list."""
        return schemas.ModelSummary.model_construct(**self._model(one))

    def _model(self, one: ModelRecord) -> dict[str, Any]:
        return {
            **dict(self.model_ref(one)), "description": one.description, "suits": one.suits,
            "prerequisites": [self.measure_ref(key) for key in one.prerequisites],
            "measures_served": [self.measure_ref(key) for key in one.measures_served],
            "links": {"self": self._api("models", one.id), "advice": self._api("models", "advice")},
        }

    def model_detail(self, one: ModelRecord) -> schemas.ModelDetail:
        """A model in full."""
        return schemas.ModelDetail.model_construct(
            **self._model(one), examples=list(one.examples), costs_and_risks=one.costs_and_risks,
            steps=list(one.steps), pages=list(one.pages), source=one.source,
            instruments=[self.instrument(key) for key in one.instruments if key in self.world.instruments],
        )

    def advice(self, answers: Mapping[str, str], found: Iterable[Advice]) -> schemas.AdviceList:
        """Models, the best advice first, with what the answers say for and against each."""
        return schemas.AdviceList.model_construct(answers=dict(answers), items=[
            schemas.AdviceRow.model_construct(
                model=self.model_ref(one.model), score=one.score, ruled_out=one.ruled_out, reasons=[
                    schemas.AdviceReason.model_construct(question=reason.question, answer=reason.answer,
                                                      weight=reason.weight, reason=reason.reason)
                    for reason in one.reasons
                ], prerequisites=[self.measure_ref(key) for key in one.missing],
            ) for one in found
        ])

    def obligation_table(self, state: str, found: Iterable[Obligation]) -> Table:
        """Obligations as a table, a chain a row."""
        columns = ("state", "measure", "title", "status", "since", "provision", "instrument", "strength", "relation",
                   "chain_status", "because", "chain_since", "since_kind", "article", "act", "act_date", "source")
        measures = self.world.framework.measures
        return Table(columns, (
            (state, one.measure, measures[one.measure].title, one.status, one.since, chain.derivation.provision,
             chain.instrument, chain.derivation.strength, chain.derivation.relation, chain.status,
             chain.part.because, chain.since, chain.since_kind, chain.part.article,
             chain.part.act.id if chain.part.act else "", chain.part.act.date if chain.part.act else "",
             chain.part.act.source if chain.part.act else "")
            for one in found for chain in one.chains
        ), f"Obligations {state}")


def counts(found: Iterable[Obligation]) -> dict[str, int]:
    """How many have each status, the surest status first."""
    held = Counter(one.status for one in found)
    return {status: held[status] for status in STATUSES}
