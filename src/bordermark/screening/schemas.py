"""What pages, API and command say of control lists."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import Field

from bordermark.publishing.addresses import Addresses
from bordermark.publishing.tables import Table
from bordermark.screening.controlled import Control
from bordermark.screening.lists import Lists
from bordermark.screening.looking_up import Answer, Match
from bordermark.screening.opportunities import Hidden, Opportunity
from bordermark.screening.precedents import Precedent
from bordermark.screening.records import EntryRecord, HsLinkRecord, ListRecord
from bordermark.screening.trade import Share, Trade
from bordermark.vocabulary.hs.codes import LATEST, read_edition
from bordermark.vocabulary.hs.nomenclature import tree
from bordermark.vocabulary.hs_schemas import HsRef, HsWriter
from bordermark.vocabulary.schemas import Output


class ListRef(Output):
    """A control list where it is named."""

    id: str
    title: str
    short_title: str
    url: str


class ListSummary(ListRef):
    """A control list in short."""

    kind: str = Field(description="control, caution or look-alikes")
    direction: str = Field(description="Trade that it controls: import, export or both")
    instrument: str = Field(description="Id of the instrument that makes it; empty for a list of our own")
    provision: str = Field(description="Id of the provision in which it stands")
    controls: list[str] = Field(description="Ids of the provisions that say what must be done")
    since: str = Field(description="First day on which it applied (EDTF); empty where not known")
    until: str
    entries: int = Field(description="Number of its entries")


class EntryRef(Output):
    """An entry of a list where it is named."""

    id: str
    title: str
    ref: str = Field(description="Number under which the list knows it")
    kind: str = Field(description="chemical, family, member, exempt, mixture, goods or look-alike")
    cas: list[str] = Field(description="CAS Registry Numbers")
    list: ListRef
    url: str


class ListDetail(ListSummary):
    """A control list with its entries, in order."""

    coverage: str = Field(description="How much of the official list is here, and how to read it")
    source: str
    checked: str
    items: list[EntryRef]


class NameRow(Output):
    """A name of an entry."""

    name: str
    language: str = Field(description="ISO 639-1; empty for a name of no language")
    kind: str = Field(description="exact, synonym, trade or look-alike")
    source: str
    checked: str


class LinkRow(Output):
    """A link of an entry to the Harmonized System."""

    code: HsRef
    direction: str
    relation: str = Field(description="whole, part or residual")
    basis: str = Field(description="text, national-line or derived")
    specificity: float | None = Field(description="Share of the subheading's trade; null where it is not known")
    source: str
    checked: str
    reviewer: str


class EntryDetail(EntryRef):
    """An entry in full."""

    provision: str = Field(description="Id of the provision that names it")
    controls: list[str] = Field(description="Ids of the provisions that say what must be done")
    family: EntryRef | None
    members: list[EntryRef]
    also_on: list[EntryRef] = Field(description="Entries of other lists with the same CAS numbers")
    looks_like: list[EntryRef] = Field(description="What it must not be taken for")
    look_alikes: list[EntryRef] = Field(description="What must not be taken for it")
    names: list[NameRow]
    hs: list[LinkRow]
    since: str
    until: str
    note: str
    source: str
    checked: str


class ControlRow(Output):
    """That an entry is classified under a code."""

    entry: EntryRef
    link: LinkRow
    conversion: str = Field(description="Kind of the conversion to the link's edition; same where there was none")
    certain: bool = Field(description="Whether the code alone tells that the goods are those of the list")


class MatchRow(EntryRef):
    """An entry that answers a look-up."""

    name: str = Field(description="The name by which it was found; empty for a CAS number")


class LookUp(Output):
    """The answer to a look-up."""

    asked: str = Field(description="How the question was read: nothing, cas, bad-cas, code, unknown-code or name")
    query: str
    matches: list[MatchRow]
    controls: list[ControlRow]
    near: list[str] = Field(description="Names that resemble one which nobody has")


class HiddenRow(Output):
    """A controlled chemical in a residual subheading: a candidate for a split, with what speaks for it."""

    cas: str
    title: str = Field(description="Its name on the list, which a subheading of its own could bear")
    entries: list[EntryRef]
    lists: int = Field(description="Number of lists that name it")
    states: int = Field(description="Number of States that take part in the instruments that list it")
    verified: bool = Field(description="Whether a text or national line supports the classification")
    sources: list[str] = Field(description="Where the classification was read")
    naming: int | None = Field(description="Lines that name it there; null where no declarations were given")


class PrecedentRow(Output):
    """A subheading that an edition made for listed chemicals."""

    code: HsRef
    made: str = Field(description="Edition that made it, perhaps under another number")
    out_of: list[str] = Field(description="Subheadings of the edition before in which the goods were")
    entries: list[EntryRef]


class TradeRow(Output):
    """The declarations that share a code, counted from a file."""

    lines: int
    weighed: int = Field(description="Lines that give a net mass")
    net_kg: float = Field(description="Net mass of these, in kilograms")
    valued: int = Field(description="Lines that give a value")
    value: float = Field(description="Value of these, in the currency of the file")
    naming: int = Field(description="Lines whose text names, or gives the CAS number of, goods that are hidden there")


class OpportunityRow(Output):
    """A residual subheading with controlled chemicals in it."""

    code: HsRef
    hidden: list[HiddenRow]
    families: list[EntryRef]
    taken_out: list[HsRef] = Field(description="Subheadings that this edition made of its former goods")
    precedents: list[PrecedentRow] = Field(description="Subheadings made for chemicals of the Chemical Weapons "
                                                       "Convention within the same heading")
    trade: TradeRow | None = Field(description="Trade that shares the code; null where no declarations were given")


@dataclass(frozen=True, slots=True)
class ListWriter:
    """Says what is held of control lists, in a language and under an address."""

    lists: Lists
    hs: HsWriter

    @property
    def addresses(self) -> Addresses:
        return self.hs.addresses

    def list_ref(self, one: ListRecord) -> ListRef:
        """A list where it is named."""
        return ListRef(id=one.id, title=one.title, short_title=one.short_title,
                       url=self.addresses.of("control-list", one.id))

    def summary(self, one: ListRecord) -> ListSummary:
        """A list in short."""
        return ListSummary(
            **dict(self.list_ref(one)), kind=one.kind, direction=one.direction, instrument=one.instrument,
            provision=one.provision, controls=list(one.controls), since=one.from_, until=one.until,
            entries=len(self.lists.entries_of(one.id)),
        )

    def detail(self, one: ListRecord) -> ListDetail:
        """A list in full."""
        return ListDetail(**dict(self.summary(one)), coverage=one.coverage, source=one.source, checked=one.checked,
                          items=[self.ref(entry) for entry in self.lists.entries_of(one.id)])

    def ref(self, entry: EntryRecord) -> EntryRef:
        """An entry where it is named."""
        return EntryRef(id=entry.id, title=entry.title, ref=entry.ref, kind=entry.kind, cas=list(entry.cas),
                        list=self.list_ref(self.lists.list_of(entry)), url=self.addresses.of("control-entry", entry.id))

    def _refs(self, ids: Iterable[str]) -> list[EntryRef]:
        return [self.ref(self.lists.entries[key]) for key in ids if key in self.lists.entries]

    def entry(self, entry: EntryRecord) -> EntryDetail:
        """An entry in full."""
        held = self.lists.entries
        return EntryDetail(
            **dict(self.ref(entry)), provision=self.lists.provision_of(entry),
            controls=list(self.lists.list_of(entry).controls),
            family=self.ref(held[entry.family]) if entry.family in held else None,
            members=[self.ref(one) for one in held.values() if one.family == entry.id],
            also_on=[self.ref(one) for one in self.lists.fellows(entry)],
            looks_like=self._refs(entry.looks_like),
            look_alikes=[self.ref(one) for one in held.values() if entry.id in one.looks_like],
            names=[NameRow(name=one.name, language=one.language, kind=one.kind, source=one.source,
                           checked=one.checked) for one in self.lists.names[entry.id]],
            hs=[self.link(one) for one in self.lists.links[entry.id]], since=entry.from_, until=entry.until,
            note=entry.note, source=entry.source, checked=entry.checked,
        )

    def link(self, one: HsLinkRecord) -> LinkRow:
        """A link to the Harmonized System."""
        return LinkRow(code=self.code(one.edition, one.code), direction=one.direction, relation=one.relation,
                       basis=one.basis, specificity=one.specificity, source=one.source, checked=one.checked,
                       reviewer=one.reviewer)

    def code(self, edition: str, code: str) -> HsRef:
        """A code; one that the edition does not have is shown by its digits alone."""
        held = tree(read_edition(edition)).codes.get(code)
        if held is None:
            return HsRef(edition=edition, code=code, shown=code, label="", language="en", url="")
        return self.hs.ref(held)

    def control(self, one: Control) -> ControlRow:
        """That an entry is classified under a code."""
        return ControlRow(entry=self.ref(one.entry), link=self.link(one.link), conversion=one.kind,
                          certain=one.certain)

    def match(self, one: Match) -> MatchRow:
        """An entry that answers a look-up."""
        return MatchRow(**dict(self.ref(one.entry)), name=one.name)

    def look_up(self, answer: Answer) -> LookUp:
        """The answer to a look-up."""
        return LookUp(asked=answer.asked, query=answer.query, near=list(answer.near),
                      matches=[self.match(one) for one in answer.matches],
                      controls=[self.control(one) for one in answer.controls])

    def opportunity(
        self, one: Opportunity, edition: str, states: Mapping[str, frozenset[str]], trade: Trade | None = None
    ) -> OpportunityRow:
        """A residual subheading with controlled chemicals in it; `states` take part in each instrument."""
        share = trade.shares.get(one.code, Share()) if trade else None
        return OpportunityRow(
            code=self.code(edition, one.code), hidden=[self._hidden(some, states, share) for some in one.hidden],
            families=[self.ref(entry) for entry in one.families],
            taken_out=[self.code(edition, code) for code in one.taken_out],
            precedents=[self.precedent(some) for some in one.precedents],
            trade=TradeRow(**{name: getattr(share, name) for name in TradeRow.model_fields}) if share else None,
        )

    def _hidden(self, one: Hidden, states: Mapping[str, frozenset[str]], share: Share | None) -> HiddenRow:
        bound = {state for some in one.lists for state in states.get(some.instrument, ())}
        return HiddenRow(cas=one.cas, title=one.title, entries=[self.ref(entry) for entry in one.entries],
                         lists=len(one.lists), states=len(bound), verified=one.verified,
                         sources=list(dict.fromkeys(link.source for link in one.links)),
                         naming=None if share is None else share.by_cas[one.cas])

    def precedent(self, one: Precedent) -> PrecedentRow:
        """A subheading that an edition made for listed chemicals."""
        return PrecedentRow(code=self.code(LATEST, one.code), made=one.made, out_of=list(one.out_of),
                            entries=[self.ref(entry) for entry in one.entries])


def entry_table(entries: Iterable[EntryRef]) -> Table:
    """Entries as a table."""
    return Table(("id", "list", "ref", "title", "kind", "cas"), (
        (one.id, one.list.id, one.ref, one.title, one.kind, "; ".join(one.cas)) for one in entries
    ), "Entries")


def control_table(rows: Iterable[ControlRow]) -> Table:
    """What is controlled under a code, as a table."""
    columns = ("entry", "title", "list", "cas", "edition", "code", "relation", "basis", "conversion", "certain",
               "source", "checked")
    return Table(columns, (
        (one.entry.id, one.entry.title, one.entry.list.id, "; ".join(one.entry.cas), one.link.code.edition,
         one.link.code.code, one.link.relation, one.link.basis, one.conversion, one.certain, one.link.source,
         one.link.checked)
        for one in rows
    ), "Controlled")


def opportunity_table(rows: Iterable[OpportunityRow]) -> Table:
    """Opportunities as a table, a chemical a row; trade figures of its subheading are empty where none were given."""
    columns = ("edition", "code", "label", "cas", "title", "lists", "states", "entries", "verified", "sources",
               "precedents", "lines_naming_it", "lines_under_code", "net_kg", "lines_with_net_kg", "value",
               "lines_with_value")
    return Table(columns, (
        (row.code.edition, row.code.code, row.code.label, one.cas, one.title, one.lists, one.states,
         "; ".join(entry.id for entry in one.entries), one.verified, "; ".join(one.sources),
         "; ".join(some.code.code for some in row.precedents), one.naming, *_shared(row.trade))
        for row in rows for one in row.hidden
    ), "Opportunities")


def _shared(trade: TradeRow | None) -> tuple[int | float | None, ...]:
    if trade is None:
        return (None,) * 5
    return trade.lines, trade.net_kg, trade.weighed, trade.value, trade.valued


def precedent_table(rows: Iterable[PrecedentRow]) -> Table:
    """Precedents as a table, a subheading a row."""
    return Table(("code", "label", "made", "out_of", "entries"), (
        (one.code.code, one.code.label, one.made, "; ".join(one.out_of), "; ".join(entry.id for entry in one.entries))
        for one in rows
    ), "Precedents")
