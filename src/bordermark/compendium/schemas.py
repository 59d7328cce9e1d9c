"""What the API says of instruments, provisions, acts and where a party stands."""

from typing import Literal

from pydantic import Field

from bordermark.organisations.schemas import OrganisationRef
from bordermark.vocabulary.schemas import Output, StateRef, Word

Links = dict[str, str]

Date = Field(description="EDTF, level 0: YYYY, YYYY-MM or YYYY-MM-DD; empty where not known")


class InstrumentRef(Output):
    """An instrument where it is named."""

    id: str
    title: str = Field(description="Title in the language asked for where there is one, else in English")
    title_language: str = Field(description="Language of the title")
    title_status: str = Field(
        description="original, or the status of the translation: machine, human, reviewed, official"
    )
    title_is_stale: bool = Field(description="Whether the English has changed since it was translated")
    short_title: str
    url: str = Field(description="Its page and identifier")


class ProvisionRef(Output):
    """A provision where it is named."""

    id: str
    ref: str = Field(description="Article or paragraph as cited")
    url: str


class Provenance(Output):
    """Where a record comes from, and whether anybody has checked it."""

    source: str
    checked: str = Field(description="Page seen to support the record; empty where nobody checked")
    checked_on: str = Date


class AdopterRow(Output):
    """A body or a State that adopted an instrument, or did so with others."""

    organisation: OrganisationRef | None
    state: StateRef | None
    role: Literal["adopted", "with"]


class StandingAt(Output):
    """An instrument's status at the date asked for, with the reason."""

    as_at: str
    status: Word
    since: str = Date
    because: str = Field(description="The fact of the record that decides")
    successor: str = Field(description="Id of the instrument that had replaced it; empty where none had")


class InstrumentSummary(InstrumentRef):
    """An instrument in a list."""

    kind: Word
    force: Word
    status: Word = Field(description="Status as recorded")
    standing: StandingAt | None = Field(description="Status at `as_at`; null unless a date was asked for")
    reference: str = Field(description="Official symbol")
    adopted: str = Date
    in_force: str = Date
    adopters: list[AdopterRow]
    contributor: OrganisationRef | None
    scope: Word
    region: Word | None
    themes: list[Word]
    subthemes: list[Word]
    flows: list[Word]
    checked: bool = Field(description="Whether somebody has checked the record against a page")
    links: Links = Field(description="Addresses in this API")


class TranslationRow(Output):
    """Title and abstract in another language, and who stands behind them."""

    language: str
    title: str
    short_title: str
    abstract: str
    status: Word
    translator: str = Field(description="Who translated or reviewed it; empty where nobody signed")
    translated_on: str = Date
    is_stale: bool = Field(description="Whether the English has changed since")


class RelationRow(Output):
    """A typed link to another instrument. `inverse`: that other one has the link to this."""

    type: Word
    inverse: bool
    instrument: InstrumentRef


class PartiesSummary(Output):
    """How many take part, by what the source says; silence of the source is never a "no"."""

    source: str = Field(description="Table from which the acts were read; empty where none is held")
    source_date: str = Field(description="Date up to which the source was read; empty where none is held")
    source_url: str
    note: str
    counts: dict[str, int] = Field(description="Parties by status: party, signatory, named, withdrawn, provisional")
    members: int = Field(description="States that are members of the bodies which adopted it; 0 for treaties")


class ProvisionTranslationRow(Output):
    """What a provision says in another language, and who stands behind it."""

    language: str
    text: str
    status: Word
    translator: str = Field(description="Who translated or reviewed it; empty where nobody signed")
    translated_on: str = Date
    is_stale: bool = Field(description="Whether the English has changed since")


class ProvisionSummary(ProvisionRef):
    """A provision in the list of its instrument."""

    position: int
    text: str = Field(description="What it says, in English, in our own words")
    translation: ProvisionTranslationRow | None = Field(description="In the language asked for, where there is one")
    strength: Word
    themes: list[Word]
    subthemes: list[Word]
    flows: list[Word]
    agencies: list[Word]
    basis: Word
    provenance: Provenance
    links: Links


class InstrumentDetail(InstrumentSummary):
    """An instrument with all that is held of it."""

    body: str = Field(description="The adopting body as the record's source names it")
    aliases: list[str]
    abstract: str
    abstract_language: str
    languages: list[str] = Field(description="Languages of its official texts")
    text_url: str = Field(description="Where the text can be read")
    translations: list[TranslationRow]
    relations: list[RelationRow]
    provisions: list[ProvisionSummary]
    parties: PartiesSummary
    provenance: Provenance


class ProvisionDetail(ProvisionSummary):
    """A provision with its instrument and its neighbours."""

    instrument: InstrumentSummary
    previous: ProvisionRef | None
    following: ProvisionRef | None


class ProvisionRow(ProvisionSummary):
    """A provision in a list across instruments."""

    instrument: InstrumentRef


class Party(Output):
    """Who takes part."""

    kind: Literal["state", "area", "organisation", "former-state"]
    id: str
    name: str
    url: str


class ActDetail(Output):
    """An act by which a party takes part, or ceases to."""

    id: str
    url: str
    instrument: str = Field(description="Id of the instrument")
    party: Party
    action: Word
    date: str = Date
    entry_into_force: str = Field(description="Entry into force for the party, only where the source says it")
    raw_action: str = Field(description="The act as the source words it")
    source: str
    source_date: str = Field(description="Date up to which the source was read")
    note: str


class PartyStanding(Output):
    """Where a party stands, as far as the source tells, and the acts that say so."""

    party: Party
    status: Literal["party", "signatory", "named", "withdrawn", "provisional", "unknown"]
    since: str = Field(description="Entry into force for the party where the source says it, else date of the act")
    in_force_known: bool = Field(description="Whether `since` is the entry into force for the party")
    dated: bool = Field(description="False where the deciding act has no date, or too coarse a one for `as_at`")
    acts: list[ActDetail]


class ActsOfInstrument(Output):
    """Who takes part in an instrument. A party that is not listed is unknown, not "no"."""

    instrument: InstrumentRef
    as_at: str = Field(description="Date asked for; empty for all acts held")
    source: str
    source_date: str
    source_url: str
    note: str
    outruns_source: bool = Field(description="Whether the date asked for is later than the source was read")
    parties: list[PartyStanding]
    links: Links


class StateParticipation(Output):
    """Where a State stands towards one instrument.

    `unknown` means that the source, as read at `source_date`, holds no act of it: never that it takes no part.
    """

    instrument: InstrumentRef
    status: Literal["party", "signatory", "named", "withdrawn", "provisional", "unknown", "member", "adopter"]
    since: str = Date
    in_force_known: bool
    dated: bool
    through: list[OrganisationRef] = Field(description="For `member`: bodies that adopted it, of which it is a member")
    source: str
    source_date: str = Field(description="Date up to which the source was read")
    acts: list[ActDetail]


class ParticipationOfState(Output):
    """All instruments about which something is known of a State's part, or for which a source was read."""

    state: StateRef
    as_at: str
    items: list[StateParticipation]
    links: Links


class InstrumentPage(Output):
    """A page of instruments."""

    total: int = Field(description="Number of instruments that the filters leave")
    items: list[InstrumentSummary]
    next: str | None = Field(description="Cursor of the next page; null on the last")
    links: Links


class ProvisionPage(Output):
    """A page of provisions."""

    total: int
    items: list[ProvisionRow]
    next: str | None
    links: Links


class ProvisionsOfInstrument(Output):
    """The provisions of one instrument, in their order."""

    instrument: InstrumentRef
    items: list[ProvisionSummary]
    links: Links


class PieceRow(Output):
    """A stretch of text, and whether it is what was searched for."""

    text: str
    is_match: bool


class SnippetRow(Output):
    """A stretch of a record's text, in one language."""

    language: str
    pieces: list[PieceRow]


class ReasonRow(Output):
    """Why a record was found."""

    where: str = Field(description="symbol, title, name, text, context or label")
    language: str | None
    words: list[str]


class HitRow(Output):
    """A record found."""

    kind: Literal["instrument", "provision"]
    id: str
    title: str
    title_language: str
    title_pieces: list[PieceRow]
    url: str
    instrument: str = Field(description="Id of the instrument, its own or that of the provision")
    score: float
    snippets: list[SnippetRow]
    matched_languages: list[str]
    why: list[ReasonRow]
    links: Links


class FacetRow(Output):
    """A value of a facet and the number of records found that carry it."""

    value: str
    label: str
    count: int
    selected: bool


class CorrectionRow(Output):
    """A word nobody wrote, and the words looked for in its place."""

    word: str
    taken_as: list[str]


class SearchResult(Output):
    """The answer to a search, and what was done to the question on the way."""

    total: int
    items: list[HitRow]
    facets: dict[str, list[FacetRow]]
    languages: list[str] = Field(description="Languages looked in")
    corrections: list[CorrectionRow]
    corrected: str | None = Field(description="The question as it was understood; null where nothing was corrected")
    ignored: list[str] = Field(description="Words too common to search for")
    relaxed: list[int] | None = Field(description="[k, n]: no record has all n words, those with k are shown")
    synonyms: list[str] = Field(description="Expressions looked for beside what was typed")
    also: list["BesideRow"] = Field(description="What else has all the words, or words that begin so; not counted in "
                                              "the total, and not narrowed by the facets")
    pointers: list["PointerRow"] = Field(description="Where the question is better asked, such as a CAS number")
    links: Links


class BesideRow(Output):
    """What is found of one kind beside instruments and provisions."""

    kind: str = Field(description="theme, state, organisation, measure, control-entry, activity, mechanism, ...")
    total: int
    items: list["SuggestionRow"] = Field(description="The best of them")


class PointerRow(Output):
    """Where a question is better asked."""

    label: str
    url: str


class SuggestionRow(Output):
    """Something that may be meant."""

    text: str = Field(description="What to show")
    note: str = Field(description="What tells it from others of its name, such as the list of an entry")
    language: str | None = Field(description="Language of the text; null where it is not known")
    pieces: list[PieceRow] = Field(description="The text, with the letters typed marked")
    kind: str = Field(description="instrument, provision, theme, subtheme, flow, state, organisation, measure, "
                      "control-list, control-entry, activity, mechanism")
    id: str
    url: str


class Suggestions(Output):
    """Suggestions for a beginning, best first."""

    items: list[SuggestionRow]
