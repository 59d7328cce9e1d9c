"""What the API says of domains, measures, obligations and models."""

from typing import Literal

from pydantic import Field

from bordermark.compendium.schemas import ActDetail, InstrumentRef, ProvisionRef
from bordermark.organisations.schemas import MembershipRow
from bordermark.vocabulary.schemas import Output, StateRef, Word

Links = dict[str, str]

Date = Field(description="EDTF, level 0: YYYY, YYYY-MM or YYYY-MM-DD; empty where not known")

StatusName = Literal["binding", "committed", "unknown", "recommended"]


class DataShare(Output):
    """How much of what is asked rests on data about who takes part."""

    with_data: int = Field(description="Derivations from instruments of which it is held who takes part")
    derivations: int = Field(description="All derivations")


class DomainRef(Output):
    """A domain where it is named."""

    id: str
    title: str = Field(description="In English")
    url: str = Field(description="Its page and identifier")


class DomainSummary(DomainRef):
    """A domain of the Framework."""

    purpose: str
    topics: list[str]
    measures: int = Field(description="How many measures it has")
    links: Links = Field(description="Addresses in this API")


class MeasureRef(Output):
    """A measure where it is named."""

    id: str
    title: str = Field(description="In English")
    url: str = Field(description="Its page and identifier")


class MeasureSummary(MeasureRef):
    """A measure in a list."""

    domain: DomainRef
    statement: str
    level: Literal["foundation", "established", "advanced"]
    agencies: list[Word]
    capacities: list[Word]
    themes: list[Word]
    flows: list[Word]
    derivations: dict[str, int] = Field(description="How many derivations it has, by force of their words")
    links: Links = Field(description="Addresses in this API")


class MeasureList(Output):
    """Measures, in the order of the Framework."""

    total: int
    items: list[MeasureSummary]


class QuestionRow(Output):
    """A question by which a measure is assessed."""

    question: str
    evidence: str = Field(description="What would show the answer")


class PassageText(Output):
    """The official text of a provision, as the United Nations published it."""

    symbol: str
    paragraphs: list[str]
    source: str


class DerivationRow(Output):
    """From what a measure is derived."""

    id: str
    provision: ProvisionRef
    says: str = Field(description="What the provision says, in our own words")
    instrument: InstrumentRef
    relation: Literal["equal", "subset", "superset", "intersects", "none"] = Field(
        description="Set relation of the measure to the provision (NIST IR 8477)"
    )
    strength: Word = Field(description="Force of the words cited")
    rationale: str
    basis: Word = Field(description="What the claim rests on")
    checked: str = Field(description="Page seen for this claim; empty where nobody checked")
    reviewer: str = Field(description="Who reviewed it; empty where nobody has")
    binds: str = Field(description="Why the instrument binds, or that it does not")
    chapter_vii: str = Field(description="yes or no, where the text was read; else empty")
    passage: PassageText | None = Field(description="Official text, where it is held")


class MappingRow(Output):
    """An element of a scheme kept by others, and how the measure relates to it."""

    scheme: str
    element: str
    label: str
    predicate: str
    confidence: float


class ModelRef(Output):
    """A model of infrastructure where it is named."""

    id: str
    name: str
    url: str


class MeasureDetail(MeasureSummary):
    """A measure in full."""

    rationale: str
    questions: list[QuestionRow]
    maturity: list[str] = Field(description="What the maturity levels 0 to 4 look like")
    evidence: list[str]
    guidance: list[str]
    derived_from: list[DerivationRow]
    mappings: list[MappingRow]
    models_serving: list[ModelRef] = Field(description="Models that help to put it in place")
    models_requiring: list[ModelRef] = Field(description="Models for which it must be in place before")
    source: str


class ChainRow(Output):
    """Measure, provision, instrument, and the State's part in it."""

    derivation: str
    provision: ProvisionRef
    instrument: InstrumentRef
    strength: Word
    relation: Literal["equal", "subset", "superset", "intersects", "none"] = Field(
        description="Set relation of the measure to the provision (NIST IR 8477): how much of the measure it asks for"
    )
    status: StatusName = Field(description="What follows for the State by the rule")
    because: str = Field(description="Why the State takes part, does not, or cannot be said to")
    since: str = Date
    since_kind: str = Field(description="in-force, in-force-by-rule, deposit, membership, adoption; empty: not known")
    article: str = Field(description="Article of the rule by which the date was reckoned")
    act: ActDetail | None = Field(description="The State's act that says so")
    membership: MembershipRow | None = Field(description="The membership that says so")
    standing: str = Field(description="Status of the instrument on that day")
    successor: str = Field(description="Id of the instrument that had superseded it")
    reservations: str = Field(
        description="none-on-file, on-file, names-article or not-known; empty where no act is in question"
    )


class ObligationRow(Output):
    """A measure for a State on a day."""

    measure: MeasureRef
    status: StatusName
    since: str = Date
    undecided: int = Field(description="Chains of which nobody can say whether they bind")
    chains: list[ChainRow]


class ObligationsOfState(Output):
    """Every measure for a State on a day."""

    state: StateRef
    as_at: str
    counts: dict[str, int] = Field(description="How many measures have each status")
    data: DataShare
    items: list[ObligationRow]
    links: Links


class NewObligationRow(Output):
    """A measure of which more binds than before."""

    measure: MeasureRef
    newly: bool = Field(description="Whether nothing of it was known to bind before")
    chains: list[ChainRow] = Field(description="What began to bind in between")
    undated: list[ChainRow] = Field(description="What binds now, of which nobody can say since when")


class NewObligationsOfState(Output):
    """What became binding on a State between two days."""

    state: StateRef
    since: str
    as_at: str
    data: DataShare
    items: list[NewObligationRow]
    links: Links


class NeighbourPart(Output):
    """A neighbour's part in a treaty."""

    state: StateRef
    since: str = Date


class AcceptedRow(Output):
    """A treaty in which neighbours take part and a State is not known to."""

    instrument: InstrumentRef
    because: str = Field(description="What is known of the State's own part")
    neighbours: list[NeighbourPart]
    measures: list[MeasureRef] = Field(description="Measures that are derived from it")


class AcceptedByNeighbours(Output):
    """Treaties in which the neighbours of a State take part and it is not known to."""

    state: StateRef
    as_at: str
    data: DataShare
    items: list[AcceptedRow]
    links: Links


class StateStatus(Output):
    """Where a State stands towards one measure."""

    state: StateRef
    status: StatusName
    since: str = Date
    undecided: int


class StatesOfMeasure(Output):
    """Where every State stands towards one measure on a day."""

    measure: MeasureRef
    as_at: str
    counts: dict[str, int] = Field(description="How many States have each status")
    items: list[StateStatus]
    links: Links


class ComparedMeasure(Output):
    """One measure for several States, and how many States of regions it binds."""

    measure: MeasureRef
    states: dict[str, StatusName] = Field(description="Status by State")
    regions: dict[str, int] = Field(description="How many of a region's States it binds, by region")


class Comparison(Output):
    """Several States and regions beside one another on a day."""

    as_at: str
    states: list[StateRef]
    regions: list[Word]
    sizes: dict[str, int] = Field(description="How many States each region has")
    data: DataShare
    items: list[ComparedMeasure]


class ModelSummary(ModelRef):
    """A model of infrastructure."""

    description: str
    suits: str
    prerequisites: list[MeasureRef] = Field(description="Measures that must be in place before")
    measures_served: list[MeasureRef] = Field(description="Measures that it helps to put in place")
    links: Links


class ModelDetail(ModelSummary):
    """A model of infrastructure in full."""

    examples: list[str]
    costs_and_risks: str
    steps: list[str]
    instruments: list[InstrumentRef]
    pages: list[str] = Field(description="Public pages that describe it")
    source: str


class AdviceReason(Output):
    """What one answer says for or against a model."""

    question: str
    answer: str
    weight: int = Field(description="From -3 (rules it out) to 3 (calls for it)")
    reason: str


class AdviceRow(Output):
    """A model with what the answers say for and against it."""

    model: ModelRef
    score: int = Field(description="Sum of the weights")
    ruled_out: bool
    reasons: list[AdviceReason]
    prerequisites: list[MeasureRef]


class AdviceList(Output):
    """Models of infrastructure, the best advice first."""

    answers: dict[str, str]
    items: list[AdviceRow]
