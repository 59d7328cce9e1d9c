"""The typed records of the survey: one class per table of the pack."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from bordermark.edtf import EDTF, earliest, latest
from bordermark.organisations.records import Body
from bordermark.pack import Names, Record, Reference, Table, Words, concept

DATA: Final = Path(__file__).parent / "data"

Id = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="Stable public id")

PLACE: Final = re.compile(r"state:[A-Z]{3}|m49:\d{3}")

WORLD: Final = "m49:001"
"""The place that is the whole world."""


def _require_places(places: tuple[str, ...]) -> tuple[str, ...]:
    for place in places:
        if not PLACE.fullmatch(place):
            raise ValueError("places such as state:KEN, m49:014, or m49:001 for the world")
    return places


def _require_once(words: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(words)) != len(words):
        raise ValueError("each word once")
    return words


Once = AfterValidator(_require_once)

Bodies = Annotated[Words, Once, Names(("organisation",))]
Functions = Annotated[Words, Once, concept("function")]
Capacities = Annotated[Words, Once, concept("capacity")]
Flows = Annotated[Words, Once, concept("flow")]
Places = Annotated[Words, Once, AfterValidator(_require_places)]
Instruments = Annotated[Words, Once, Names(("instrument",))]

Basis = Literal["page", "mixed", "own"]
BASIS: Final = Field(
    description="page: the page seen supports what, who and when; mixed: some of it rests on established knowledge; "
                "own: all of it does"
)


def _in_order(first: str, last: str) -> None:
    begins, ends = earliest(first), latest(last)
    if begins and ends and ends < begins:
        raise ValueError("a day not before the first")


class EntityRecord(Record):
    """An organisation that was surveyed; its name, kind, parent and seat stand in the organisation's own record."""

    organisation: Body = Field(min_length=1, description="Id of the organisation")
    listed_in: Annotated[Words, Once] = Field(
        (), description="Lists that name it: enclosure-2012 (to the letter of 5 April 2012 to the Security Council, "
                        "by name or as one of a group), bmwg-2012 (border management working group, February 2012)"
    )
    budget_usd: int | None = Field(
        None, ge=0, description="Regular budget of the United Nations for all its work, US dollars; empty if not known"
    )
    budget_year: EDTF = Field("", description="Year of that budget")
    source: str = Field(min_length=1, description="Where the record comes from")
    checked: str = Field("", description="What was seen to support it; empty where nobody checked")

    @field_validator("budget_usd", mode="before")
    @classmethod
    def _empty_is_unknown(cls, value: object) -> object:
        return None if value == "" else value

    @property
    def key(self) -> str:
        return self.organisation

    def references(self) -> Iterator[Reference]:
        yield Reference("organisation", "organisation", self.organisation)


class MandateRecord(Record):
    """That an entity rests its work on a decision."""

    entity: Body = Field(min_length=1, description="Id of the organisation")
    symbol: str = Field(min_length=1, max_length=200, description="Symbol or short name of the decision")
    title: str = Field("", description="Title of the decision, in English; empty where not known")
    instrument: Annotated[str, Names(("instrument",))] = Field(
        "", description="Id of the instrument in the compendium; empty where it is not there"
    )
    paragraph: str = Field("", description="Paragraph or article; empty for the whole or where not known")
    programmes: Words = Field((), description="Subprogrammes that cite it, as the programme budget names them")
    basis: Literal["survey", "programme-budget"] = Field(
        description="survey: the survey names it as the entity's mandate; programme-budget: the entity cites it there"
    )
    source: str = Field(min_length=1, description="Where the fact was read")
    checked: str = Field("", description="What was seen to support it; empty where nobody checked")

    @property
    def key(self) -> str:
        return mandate_key(self.entity, self.symbol, self.paragraph)

    def references(self) -> Iterator[Reference]:
        yield Reference("entity", "organisation", self.entity)
        if self.instrument:
            yield Reference("instrument", "instrument", self.instrument)


def mandate_key(entity: str, symbol: str, paragraph: str = "") -> str:
    """The key of a mandate: spacing, case and punctuation of the symbol set aside.

    >>> mandate_key("unodc", "S/RES/1540 (2004)"), mandate_key("unodc", "S/RES/1540(2004)")
    ('unodc:s-res-1540-2004', 'unodc:s-res-1540-2004')
    """
    return f"{entity}:{symbol_key(f'{symbol} {paragraph}')}"


def symbol_key(symbol: str) -> str:
    """A symbol as symbols are compared: its words and numbers alone.

    >>> symbol_key("S/RES/1540(2004)")
    's-res-1540-2004'
    """
    return "-".join(re.findall(r"\w+", symbol.casefold()))


class ActivityRecord(Record):
    """Something that an entity does for States: a programme, a project, a training, an operation, a standard."""

    id: str = Id
    entity: Body = Field(min_length=1, description="Id of the organisation that leads it")
    partners: Bodies = Field((), description="Ids of the organisations seen to take part; others may")
    title: str = Field(min_length=1, description="Title in English")
    functions: Functions = Field(description="What is done: concepts of the scheme function")
    capacities: Capacities = Field(description="What is strengthened: concepts of the scheme capacity")
    flows: Flows = Field(description="Illicit flows it is directed at; general: border management at large")
    places: Places = Field(description="Where: state:ISO3, m49:CODE for a region, m49:001 for the world")
    start: EDTF = Field("", description="When it began; empty where not known")
    end: EDTF = Field("", description="When it ended; empty where it goes on or is not known")
    budget_usd: int | None = Field(None, ge=0, description="US dollars, where a source gives them; else empty")
    beneficiaries: int | None = Field(None, ge=0, description="How many were reached; empty where not known")
    beneficiaries_unit: str = Field("", description="What was counted, in English")
    mandate: str = Field("", description="What it rests on, in words")
    instruments: Instruments = Field((), description="Ids of the instruments of the compendium that it rests on")
    url: str = Field("", description="Best page to read")
    note: str = Field("", description="What a reader should know")
    basis: Basis = BASIS
    source: str = Field(min_length=1, description="Where the record comes from")
    checked: str = Field("", description="Page seen to support it; empty where nobody checked")

    @field_validator("budget_usd", "beneficiaries", mode="before")
    @classmethod
    def _empty_is_unknown(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("functions", "capacities", "flows", "places")
    @classmethod
    def _not_empty(cls, words: tuple[str, ...]) -> tuple[str, ...]:
        if not words:
            raise ValueError("one word or more")
        return words

    @field_validator("partners")
    @classmethod
    def _others(cls, partners: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if info.data.get("entity") in partners:
            raise ValueError("others than the entity that leads it")
        return partners

    @field_validator("end")
    @classmethod
    def _after_start(cls, end: str, info: ValidationInfo) -> str:
        _in_order(info.data.get("start", ""), end)
        return end

    @property
    def bodies(self) -> tuple[str, ...]:
        """Ids of everybody who does it, the lead first."""
        return (self.entity, *self.partners)

    def references(self) -> Iterator[Reference]:
        yield Reference("entity", "organisation", self.entity)
        yield from _organisations("partners", self.partners)
        for word in self.functions:
            yield Reference("functions", "concept", f"function:{word}")
        yield from _scope(self)
        for key in self.instruments:
            yield Reference("instruments", "instrument", key)


class MechanismRecord(Record):
    """A documented way in which entities coordinate. An empty part of its scope is not known: it is not everything."""

    id: str = Id
    name: str = Field(min_length=1, description="Name in English")
    kind: Annotated[
        Literal["working-group", "agreement", "joint-programme", "information-sharing", "co-location", "case-by-case"],
        concept("mechanism-kind"),
    ] = Field(description="Concept of the scheme mechanism-kind")
    members: Bodies = Field(description="Ids of the organisations known to be members; others may be")
    since: EDTF = Field("", description="When it began; empty where not known")
    until: EDTF = Field("", description="When it ended; empty where it goes on or is not known")
    capacities: Capacities = Field((), description="Capacities that it coordinates; empty where not known")
    flows: Flows = Field((), description="Flows that it coordinates; empty where not known")
    places: Places = Field((), description="Where, as for activities; empty where not known")
    scope_basis: str = Field(min_length=1, description="What the coding of capacities, flows and places rests on")
    url: str = Field("", description="Best page to read")
    note: str = Field("", description="What a reader should know")
    basis: Basis = BASIS
    source: str = Field(min_length=1, description="Where the record comes from")
    checked: str = Field("", description="Page seen to support it; empty where nobody checked")

    @field_validator("members")
    @classmethod
    def _two(cls, members: tuple[str, ...]) -> tuple[str, ...]:
        if len(members) < 2:
            raise ValueError("two members or more")
        return members

    @field_validator("until")
    @classmethod
    def _after_since(cls, until: str, info: ValidationInfo) -> str:
        _in_order(info.data.get("since", ""), until)
        return until

    def references(self) -> Iterator[Reference]:
        yield Reference("kind", "concept", f"mechanism-kind:{self.kind}")
        yield from _organisations("members", self.members)
        yield from _scope(self)


class ResponseRecord(Record):
    """A finding put to an entity that it concerns, and what the entity says to it, in its own words."""

    finding: str = Id
    entity: Body = Field(min_length=1, description="Id of the organisation that is asked")
    statement: str = Field(min_length=1, description="The finding as it was put to the entity, in English")
    activities: Annotated[Words, Once, Names(("activity",))] = Field((), description="Ids of the activities behind it")
    as_at: EDTF = Field("", description="Day for which it was found; empty for none in particular")
    stance: Literal["", "agrees", "corrects", "explains"] = Field(
        "", description="agrees; corrects: a fact is wrong, and the words say which; explains: it is so, and the words "
                        "say why; empty: no answer yet"
    )
    words: str = Field("", description="What the entity says, as it is to stand beside the finding")
    answered: EDTF = Field("", description="When it answered")
    source: str = Field(min_length=1, description="Where the record comes from")

    @field_validator("words")
    @classmethod
    def _said(cls, words: str, info: ValidationInfo) -> str:
        if info.data.get("stance") in ("corrects", "explains") and not words:
            raise ValueError("words: which fact is wrong, or why it is so")
        return words

    @property
    def key(self) -> str:
        return f"{self.finding}:{self.entity}"

    def references(self) -> Iterator[Reference]:
        yield Reference("entity", "organisation", self.entity)
        for key in self.activities:
            yield Reference("activities", "activity", key)


def _organisations(column: str, keys: Iterable[str]) -> Iterator[Reference]:
    for key in keys:
        yield Reference(column, "organisation", key)


def _scope(record: ActivityRecord | MechanismRecord) -> Iterator[Reference]:
    for word in record.capacities:
        yield Reference("capacities", "concept", f"capacity:{word}")
    for word in record.flows:
        yield Reference("flows", "concept", f"flow:{word}")
    for place in record.places:
        kind, _, code = place.partition(":")
        yield Reference("places", "state", code) if kind == "state" else Reference("places", "concept", place)


TABLES: Final = (
    Table("entities.csv", EntityRecord, "entity"),
    Table("mandates.csv", MandateRecord, "mandate"),
    Table("activities.jsonl", ActivityRecord, "activity"),
    Table("mechanisms.jsonl", MechanismRecord, "mechanism"),
    Table("responses.csv", ResponseRecord, "response", bundled=False),
)
