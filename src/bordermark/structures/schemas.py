"""What pages, API and command say of the survey."""

from pydantic import Field

from bordermark.organisations.schemas import OrganisationRef
from bordermark.vocabulary.schemas import Output, Word


class PlaceRef(Output):
    """A State, a region or the world where it is named."""

    place: str = Field(description="state:ISO3 or m49:CODE; m49:001 is the world")
    name: str
    url: str


class ActivityRef(Output):
    """An activity where it is named."""

    id: str
    title: str = Field(description="Title in English")
    entity: OrganisationRef = Field(description="Who leads it")
    url: str


class ActivityRow(ActivityRef):
    """An activity in a list."""

    partners: list[OrganisationRef] = Field(description="Those seen to take part; others may")
    functions: list[Word]
    capacities: list[Word]
    flows: list[Word]
    places: list[PlaceRef]
    start: str = Field(description="EDTF; empty where not known")
    end: str = Field(description="EDTF; empty where it goes on or is not known")
    standing: str = Field(description="In the period asked: known, open (no end is known), undated; empty without one")
    reach: str = Field(description="Of the places asked: direct, region or world; empty when none was")


class MechanismRef(Output):
    """A coordination mechanism where it is named."""

    id: str
    name: str = Field(description="Name in English")
    kind: Word
    url: str


class MechanismRow(MechanismRef):
    """A coordination mechanism in a list. An empty part of its scope is not known: it is not everything."""

    members: list[OrganisationRef] = Field(description="Those known; others may be members")
    since: str
    until: str
    capacities: list[Word]
    flows: list[Word]
    places: list[PlaceRef]
    standing: str = Field(description="In the period asked: known, open or undated; empty without one")


class MechanismDetail(MechanismRow):
    """A coordination mechanism in full."""

    scope_basis: str = Field(description="What the coding of its scope rests on")
    activities: list[ActivityRef] = Field(description="Activities that two or more of its members do together")
    website: str
    note: str
    basis: str = Field(description="page, mixed or own: what the record rests on")
    source: str
    checked: str


class ResponseRow(Output):
    """A finding put to an entity, and what the entity says to it."""

    finding: str
    statement: str = Field(description="The finding as it was put to the entity")
    entity: OrganisationRef
    activities: list[str] = Field(description="Ids of the activities behind it")
    as_at: str
    stance: str = Field(description="agrees, corrects or explains; empty: no answer yet")
    words: str = Field(description="What the entity says")
    answered: str
    source: str


class ActivityDetail(ActivityRow):
    """An activity in full."""

    budget_usd: int | None = Field(description="US dollars; null where not known")
    beneficiaries: int | None = Field(description="How many were reached; null where not known")
    beneficiaries_unit: str = Field(description="What was counted")
    mandate: str
    instruments: list[str] = Field(description="Ids of the instruments that it rests on")
    mechanisms: list[MechanismRef] = Field(description="Mechanisms in which two or more of those who do it sit")
    responses: list[ResponseRow] = Field(description="Findings about it, with what entities say to them")
    website: str
    note: str
    basis: str = Field(description="page, mixed or own: what the record rests on")
    source: str
    checked: str


class Activities(Output):
    """Activities that answer, and what was asked that nobody surveyed."""

    total: int
    not_surveyed: list[str] = Field(description="Flows asked for that were not surveyed: no answer is no finding")
    items: list[ActivityRow]


class CrossedColumn(Output):
    """A column of a table of two sides."""

    code: str
    label: str


class CrossedRow(Output):
    """A row of it."""

    code: str
    label: str
    total: int = Field(description="Activities under this row, each once")
    counts: list[int] = Field(description="Activities under this row and each of the columns, in their order")


class CrossedSurvey(Output):
    """Activities counted under two of their sides; one under several codes counts under each."""

    rows: str = Field(description="Side of the rows: entity, function, capacity, flow or region")
    columns: str = Field(description="Side of the columns")
    codes: list[CrossedColumn] = Field(description="The columns; region 001 is the world")
    items: list[CrossedRow]


class MandateRow(Output):
    """A decision on which an entity rests its work."""

    entity: OrganisationRef
    symbol: str
    title: str
    instrument: str = Field(description="Id of the instrument in the compendium; empty where it is not there")
    paragraph: str
    programmes: list[str]
    basis: str = Field(description="survey or programme-budget: who says so")
    source: str
    checked: str


class CloseRow(Output):
    """An existing activity beside a draft."""

    activity: ActivityRow
    score: float = Field(description="Mean of the terms, between 0 and 1")
    terms: dict[str, float] = Field(description="How much the two have in common: functions, ..., text")
    shared: list[Word] = Field(description="Functions, capacities and flows that both have")
    words: list[str] = Field(description="Words that both texts have, those that weigh most first")
    same: bool = Field(description="Whether it does the same for the same capacity, flow and place")


class CloseDecisionRow(Output):
    """A decision like a draft's text."""

    symbol: str
    title: str
    instrument: str = Field(description="Id of the instrument in the compendium; empty where it is not there")
    entities: list[OrganisationRef] = Field(description="Who rests work on it, as far as is known")
    paragraph: str = Field(description="Number of its paragraph that is most like the text; empty where its title is")
    text: str = Field(description="That paragraph, in the words of the United Nations")
    score: float = Field(description="Likeness of the paragraph, or of the title, and the text, between 0 and 1")
    words: list[str]
    named: bool = Field(description="Whether the text gives its symbol")


class AskRow(Output):
    """An entity that should be asked."""

    entity: OrganisationRef
    leads: list[ActivityRef] = Field(description="Activities close to the draft that it leads")
    takes_part: list[ActivityRef] = Field(description="Activities close to the draft in which it takes part")
    mechanisms: list[MechanismRef] = Field(description="Mechanisms that speak of the draft, of which it is a member")
    members: list[PlaceRef] = Field(description="Places of the draft that are, or hold, members of it")
    weight: float = Field(description="Orders the list: score of the closest activity (half of it for taking part), "
                                      "half of how well its best mechanism fits, how nearly its members are the places")


class CellRow(Output):
    """A combination of a draft, and by which of its places it is served now."""

    function: Word | None
    capacity: Word
    flow: Word | None
    surveyed: bool = Field(description="Whether the flow was surveyed: if not, nothing here is a gap")
    named: list[PlaceRef] = Field(description="Served: an activity names the place or its region")
    by_world: list[PlaceRef] = Field(description="Reached by programmes for the whole world alone")
    empty: list[PlaceRef] = Field(description="Served by nobody that the survey knows")


class Drafting(Output):
    """What there is to say to a draft."""

    activities: list[CloseRow]
    decisions: list[CloseDecisionRow]
    mechanisms: list[MechanismRow]
    ask: list[AskRow]
    cells: list[CellRow] = Field(description="Empty where the draft names no capacity or no place")
