"""The typed records of the framework: one class per table of the pack."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import Field, ValidationInfo, field_validator

from bordermark.edtf import EDTF
from bordermark.pack import Cell, Names, Part, Record, Reference, Table, Words, concept

DATA = Path(__file__).parent / "data"

SetRelation = Literal["equal", "subset", "superset", "intersects", "none"]
"""How what a measure asks relates to what a provision asks, read measure first (NIST IR 8477, section 4.3):
``superset`` is a measure that asks for more than the provision, ``none`` one that was looked at and has nothing
in common with it."""

Basis = Literal["treaty-party", "organisation-membership", "un-membership-chapter-vii", "voluntary"]
"""Why an instrument binds or commits a State: by its own act, as a member of a body, as a Member of the United
Nations towards which the Security Council decided, or not at all."""

LEVELS: Final = ("foundation", "established", "advanced")
"""How much a measure presupposes, least first."""

MATURITY_LEVELS: Final = 5
"""Absent, ad hoc, defined, applied everywhere, measured and improved: 0 to 4."""

MEASURE = r"^cbm-\d+\.\d+$"

Instrument = Annotated[str, Names(("instrument",))]
Provision = Annotated[str, Names(("provision",))]
Measure = Annotated[str, Names(("measure",))]
Measures = Annotated[Words, Names(("measure",))]
Bodies = Annotated[Words, Names(("organisation",))]


class DomainRecord(Record):
    """A domain of the Framework: measures that belong together."""

    id: str = Field(pattern=r"^cbm-\d+$", description="Stable public id")
    position: int = Field(ge=1, description="Order in the Framework")
    title: str = Field(min_length=1, description="Title in English")
    purpose: str = Field(min_length=1, description="What its measures are for, in English")
    topics: Words = Field(description="What it covers, in English")


class Question(Part):
    """A question by which a measure is assessed, and what would show the answer; in a cell ``question | evidence``."""

    question: str = Field(min_length=1, description="The question, in English")
    evidence: str = Field(min_length=1, description="What would show the answer, in English")

    def in_words(self) -> str:
        return f"{self.question} | {self.evidence}"

    @classmethod
    def of_words(cls, text: str) -> dict[str, Any]:
        question, bar, evidence = text.partition("|")
        if not bar:
            raise ValueError("QUESTION | EVIDENCE, such as: Is there one plan? | The plan")
        return {"question": question.strip(), "evidence": evidence.strip()}


class MeasureRecord(Record):
    """One thing that a State does to manage its borders in a coordinated way, in our own words."""

    id: str = Field(pattern=MEASURE, description="Stable public id: domain.number")
    domain: Annotated[str, Names(("domain",))] = Field(min_length=1, description="Id of the domain")
    title: str = Field(min_length=1, description="What is done, in English")
    statement: str = Field(min_length=1, description="What the State does when the measure is in place")
    rationale: str = Field(min_length=1, description="Why it matters")
    level: Literal["foundation", "established", "advanced"] = Field(description="How much it presupposes")
    agencies: Annotated[Words, concept("agency")] = Field(description="Concepts of the scheme agency")
    capacities: Annotated[Words, concept("capacity")] = Field(description="Concepts of the scheme capacity")
    themes: Annotated[Words, concept("theme")] = Field(description="Concepts of the scheme theme")
    flows: Annotated[Words, concept("flow")] = Field(description="Concepts of the scheme flow")
    questions: Annotated[tuple[Question, ...], Cell] = Field(description="Questions by which it is assessed")
    maturity: Words = Field(description="What the maturity levels 0 to 4 look like")
    evidence: Words = Field(description="Documents that show it")
    guidance: Words = Field(description="Steps to put it in place; ids in them name instruments")
    source: str = Field(min_length=1, description="Where the record comes from")

    @field_validator("domain")
    @classmethod
    def _id_begins_with_domain(cls, domain: str, info: ValidationInfo) -> str:
        if not str(info.data.get("id", "")).startswith(domain + "."):
            raise ValueError("a domain such that the id begins with it and '.'")
        return domain

    @field_validator("maturity")
    @classmethod
    def _all_levels(cls, maturity: tuple[str, ...]) -> tuple[str, ...]:
        if len(maturity) != MATURITY_LEVELS or not all(maturity):
            raise ValueError(f"{MATURITY_LEVELS} descriptions, one per maturity level")
        return maturity

    def references(self) -> Iterator[Reference]:
        yield Reference("domain", "domain", self.domain)
        for column, scheme in (("agencies", "agency"), ("capacities", "capacity"), ("themes", "theme"),
                               ("flows", "flow")):
            for code in getattr(self, column):
                yield Reference(column, "concept", f"{scheme}:{code}")


class DerivationRecord(Record):
    """That a measure is derived from a provision: the set relation, the force of the words, and the reason."""

    id: str = Field(pattern=r"^cbm-\d+\.\d+--[a-z0-9.-]+$", description="Stable id: measure--provision")
    measure: Measure = Field(pattern=MEASURE, description="Id of the measure")
    provision: Provision = Field(min_length=1, description="Id of the provision of the compendium")
    relation: SetRelation = Field(description="Set relation of the measure to the provision (NIST IR 8477)")
    strength: Literal["shall", "should", "may", "information"] = Field(
        description="Force of the words on which the measure rests"
    )
    rationale: str = Field(min_length=1, description="Why the measure follows from the provision")
    basis: Annotated[str, concept("basis")] = Field(min_length=1, description="Concept of the scheme basis: what the claim rests on")
    checked: str = Field("", description="Page seen for this claim; empty where nobody checked")
    reviewer: str = Field("", description="Who reviewed it; empty where nobody has")
    source: str = Field(min_length=1, description="Where the record comes from")

    @field_validator("provision")
    @classmethod
    def _id_is_measure_and_provision(cls, provision: str, info: ValidationInfo) -> str:
        if info.data.get("id") != f"{info.data.get('measure')}--{provision}":
            raise ValueError("a provision such that the id is measure--provision")
        return provision

    def references(self) -> Iterator[Reference]:
        yield Reference("measure", "measure", self.measure)
        yield Reference("provision", "provision", self.provision)
        yield Reference("basis", "concept", f"basis:{self.basis}")


class PassageRecord(Record):
    """The official English text of a provision, as the United Nations published it."""

    provision: Provision = Field(min_length=1, description="Id of the provision of the compendium")
    symbol: str = Field(min_length=1, description="Symbol of the document")
    paragraphs: Words = Field(description="The text, a paragraph at a time, with its number")
    source: str = Field(min_length=1, description="Where it was read")

    @property
    def key(self) -> str:
        return self.provision

    def references(self) -> Iterator[Reference]:
        yield Reference("provision", "provision", self.provision)


class BindingRecord(Record):
    """Why an instrument binds or commits a State, and which."""

    instrument: Instrument = Field(min_length=1, description="Id of the instrument")
    basis: Basis = Field(description="Why it binds, or that it does not")
    bodies: Bodies = Field((), description="Bodies whose members it concerns; a member of any is concerned")
    exempt: Annotated[Words, Names(("state",))] = Field((), description="Members whom it does not bind, ISO 3166-1 alpha-3")
    associates: bool = Field(False, description="Whether it binds the associated States of the bodies too")
    open_to: Bodies = Field((), description="For a treaty open only to members of bodies: those bodies")
    through: Instrument = Field("", description="For an annex or code: the treaty whose parties it binds")
    chapter_vii: Literal["", "yes", "no"] = Field(
        "", description="Whether its text says that the Council acts under Chapter VII; empty where not read"
    )
    chapter_vii_words: str = Field("", description="The words that say so")
    note: str = Field("", description="What a reader should know")
    source: str = Field(min_length=1, description="Where the record comes from")

    @property
    def key(self) -> str:
        return self.instrument

    def references(self) -> Iterator[Reference]:
        yield Reference("instrument", "instrument", self.instrument)
        if self.through:
            yield Reference("through", "instrument", self.through)
        for column in ("bodies", "open_to"):
            for body in getattr(self, column):
                yield Reference(column, "organisation", body)
        for state in self.exempt:
            yield Reference("exempt", "state", state)


class EntryRuleRecord(Record):
    """When a treaty enters into force for a State that consents after the treaty itself is in force."""

    instrument: Instrument = Field(min_length=1, description="Id of the instrument")
    days: int = Field(0, ge=0, description="Days after the deposit")
    months: int = Field(0, ge=0, description="Months after the deposit")
    first_of_month: bool = Field(False, description="Whether it waits for the first day of the next month")
    article: str = Field(min_length=1, description="Article that says so")
    checked: str = Field("", description="Page seen; empty where nobody checked")
    source: str = Field(min_length=1, description="Where the record comes from")

    @property
    def key(self) -> str:
        return self.instrument

    def references(self) -> Iterator[Reference]:
        yield Reference("instrument", "instrument", self.instrument)


class DeclarationRecord(Record):
    """That a State has a declaration or reservation to a treaty on file, and which articles it names."""

    instrument: Instrument = Field(min_length=1, description="Id of the instrument")
    state: Annotated[str, Names(("state",))] = Field(pattern=r"^[A-Z]{3}$", description="State, ISO 3166-1 alpha-3")
    articles: Words = Field((), description="Articles that its text names")
    reserves: bool = Field(False, description="Whether its text speaks of a reservation or of not being bound")
    source: str = Field(min_length=1, description="Where it was read")
    source_date: EDTF = Field(description="Date up to which the source was read")
    url: str = Field("", description="Where the depositary keeps the text today")

    @property
    def key(self) -> str:
        return f"{self.instrument}:{self.state}"

    def references(self) -> Iterator[Reference]:
        yield Reference("instrument", "instrument", self.instrument)
        yield Reference("state", "state", self.state)


class ModelRecord(Record):
    """A model of infrastructure for coordinated border management."""

    id: str = Field(pattern=r"^model-[a-z0-9-]+$", description="Stable public id")
    name: str = Field(min_length=1, description="Name in English")
    description: str = Field(min_length=1, description="What it is")
    suits: str = Field(min_length=1, description="For whom it is")
    prerequisites: Measures = Field(description="Measures that must be in place before")
    measures_served: Measures = Field(description="Measures that it helps to put in place")
    examples: Words = Field((), description="Where it is in use")
    costs_and_risks: str = Field(min_length=1, description="What it costs and what can go wrong")
    steps: Words = Field(description="How to set it up")
    instruments: Annotated[Words, Names(("instrument",))] = Field((), description="Instruments that describe it")
    pages: Words = Field((), description="Public pages that describe it")
    source: str = Field(min_length=1, description="Where the record comes from")

    def references(self) -> Iterator[Reference]:
        for column in ("prerequisites", "measures_served"):
            for measure in getattr(self, column):
                yield Reference(column, "measure", measure)
        for instrument in self.instruments:
            yield Reference("instruments", "instrument", instrument)


class ModelFitRecord(Record):
    """What one answer to the chooser's questions says for or against one model."""

    model: Annotated[str, Names(("infrastructure-model",))] = Field(min_length=1, description="Id of the model")
    question: Literal["border", "traffic", "neighbour", "means", "systems", "will"] = Field(
        description="Question of the chooser"
    )
    answer: str = Field(pattern=r"^[a-z-]+$", description="Answer of the chooser")
    weight: int = Field(ge=-3, le=3, description="From -3 (rules it out) to 3 (calls for it)")
    reason: str = Field(min_length=1, description="Why, in English")

    @property
    def key(self) -> str:
        return f"{self.model}:{self.question}:{self.answer}"

    def references(self) -> Iterator[Reference]:
        yield Reference("model", "infrastructure-model", self.model)


class SchemeRecord(Record):
    """A list of elements, kept by others, to which the measures are mapped."""

    id: str = Field(pattern=r"^[a-z0-9-]+$", description="Stable id, and prefix of its elements")
    title: str = Field(min_length=1, description="Title in English")
    instrument: Instrument = Field("", description="Id of the instrument whose elements they are")
    edition: str = Field("", description="Which edition or template the elements follow")
    comment: str = Field("", description="What a reader should know")
    source: str = Field(min_length=1, description="Where the record comes from")

    def references(self) -> Iterator[Reference]:
        if self.instrument:
            yield Reference("instrument", "instrument", self.instrument)


class ElementRecord(Record):
    """An element of a scheme kept by others."""

    id: str = Field(pattern=r"^[a-z0-9-]+:[A-Za-z0-9.-]+$", description="Stable id: scheme:code")
    scheme: Annotated[str, Names(("crosswalk-scheme",))] = Field(min_length=1, description="Id of the scheme")
    position: int = Field(ge=0, description="Order in the scheme")
    label: str = Field(min_length=1, description="Label in English")

    @field_validator("scheme")
    @classmethod
    def _id_begins_with_scheme(cls, scheme: str, info: ValidationInfo) -> str:
        if not str(info.data.get("id", "")).startswith(scheme + ":"):
            raise ValueError("a scheme such that the id begins with it and ':'")
        return scheme

    def references(self) -> Iterator[Reference]:
        yield Reference("scheme", "crosswalk-scheme", self.scheme)


class MappingRecord(Record):
    """A row of a crosswalk (SSSOM): a measure, how it relates to an element, or that none was found."""

    measure: Measure = Field(
        "", pattern=rf"({MEASURE}|^$)", description="Id of the measure; empty where none was found"
    )
    predicate: Literal[
        "skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch", "skos:relatedMatch",
        "sssom:NoTermFound",
    ] = Field(description="Read measure predicate element: broadMatch is an element broader than the measure")
    element: Annotated[str, Names(("crosswalk-element",))] = Field(min_length=1, description="Id of the element")
    justification: str = Field(min_length=1, description="How the mapping was made (SEMAPV)")
    confidence: float = Field(ge=0, le=1, description="0 to 1")
    comment: str = Field("", description="What a reader should know")

    @field_validator("predicate")
    @classmethod
    def _none_found_without_measure(cls, predicate: str, info: ValidationInfo) -> str:
        if (predicate == "sssom:NoTermFound") != (info.data.get("measure") == ""):
            raise ValueError("sssom:NoTermFound where and only where no measure is named")
        return predicate

    @field_validator("confidence")
    @classmethod
    def _to_a_millionth(cls, confidence: float) -> float:
        return round(confidence, 6)  # so that a spreadsheet gives it back as it was

    @property
    def key(self) -> str:
        return f"{self.measure or 'none'}--{self.element}"

    def references(self) -> Iterator[Reference]:
        if self.measure:
            yield Reference("measure", "measure", self.measure)
        yield Reference("element", "crosswalk-element", self.element)


TABLES = (
    Table("domains.csv", DomainRecord, "domain"),
    Table("measures.jsonl", MeasureRecord, "measure"),
    Table("derivations.csv", DerivationRecord, "derivation"),
    Table("passages.jsonl", PassageRecord, "passage"),
    Table("bindings.csv", BindingRecord, "binding"),
    Table("entry_rules.csv", EntryRuleRecord, "entry-rule"),
    Table("declarations.csv", DeclarationRecord, "declaration"),
    Table("models.jsonl", ModelRecord, "infrastructure-model"),
    Table("model_fit.csv", ModelFitRecord, "model-fit"),
    Table("schemes.csv", SchemeRecord, "crosswalk-scheme"),
    Table("elements.csv", ElementRecord, "crosswalk-element"),
    Table("mappings.csv", MappingRecord, "mapping"),
)
"""What is stored of the framework."""
