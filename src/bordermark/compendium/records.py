"""The typed records of the compendium: one class per table of the pack."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from bordermark.edtf import EDTF
from bordermark.languages import LANGUAGES, Language
from bordermark.pack import Cell, Names, Part, Record, Reference, Table, Words, concept

DATA = Path(__file__).parent / "data"

STATUSES = ("in-force", "superseded", "not-in-force", "unknown")
"""What a record can say of its status; what it was on another day follows from dates."""

Id = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="Stable public id")


Instrument = Annotated[str, Names(("instrument",))]
"""A column that names an instrument."""


class Relation(Part):
    """A typed link to another instrument; in a cell ``implements: icao-annex-9``."""

    type: Literal["references", "implements", "supplements", "amends", "supersedes"]
    target: str = Field(min_length=1, description="Id of the other instrument")

    def in_words(self) -> str:
        return f"{self.type}: {self.target}"

    @classmethod
    def of_words(cls, text: str) -> dict[str, Any]:
        kind, colon, target = text.partition(":")
        if not colon:
            raise ValueError("TYPE: ID, such as implements: icao-annex-9")
        return {"type": kind.strip(), "target": target.strip()}


_WITH: Final = " (with)"


class Adopter(Part):
    """A body or a State that adopted an instrument; in a cell ``au``, ``KEN`` or, of a partner, ``who (with)``."""

    organisation: str = Field("", description="Id of the organisation; empty for a State")
    state: str = Field("", description="State, ISO 3166-1 alpha-3; empty for an organisation")
    role: Literal["adopted", "with"] = Field("adopted", description="adopted, or with (a partner)")

    def in_words(self) -> str:
        return (self.organisation or self.state) + (_WITH if self.role == "with" else "")

    @classmethod
    def of_words(cls, text: str) -> dict[str, Any]:
        role = "with" if text.endswith(_WITH) else "adopted"
        name = text.removesuffix(_WITH).strip()
        is_state = len(name) == 3 and name.isascii() and name.isalpha() and name.isupper()
        return {"state" if is_state else "organisation": name, "role": role}
    @model_validator(mode="after")
    def _one_of_two(self) -> "Adopter":
        if bool(self.organisation) == bool(self.state):
            raise ValueError("an organisation or a State, and not both")
        return self


class InstrumentRecord(Record):
    """A convention, protocol, resolution, standard, guide or other text on border management (a work)."""

    id: str = Id
    title: str = Field(min_length=1, description="Title in English")
    short_title: str = Field("", description="Short title in English")
    kind: Annotated[str, concept("kind")] = Field(min_length=1, description="Concept of the scheme kind")
    binding: Annotated[str, concept("force")] = Field(min_length=1, description="Concept of the scheme force")
    status: Annotated[str, concept("status")] = Field(min_length=1, description="Concept of the scheme status")
    body: str = Field("", description="The adopting body as the record's source names it")
    adopters: Annotated[
        tuple[Adopter, ...], Cell, Names(("organisation", "state"), place=r"(?P<name>.*?)(?: \(with\))?")
    ] = Field((), description="The bodies and States that adopted it")
    contributor: Annotated[str, Names(("organisation",))] = Field(
        "", description="Organisation that keeps the record up to date"
    )
    reference: str = Field("", description="Official symbol or reference")
    aliases: Words = Field((), description="Other symbols and names by which it is cited")
    adopted: EDTF = Field("", description="Date of adoption or publication")
    in_force: EDTF = Field("", description="Date of entry into force")
    scope: Annotated[str, concept("scope")] = Field(min_length=1, description="Concept of the scheme scope")
    region: Annotated[str, concept("region")] = Field("", description="Concept of the scheme region")
    themes: Annotated[Words, concept("theme")] = Field(description="Concepts of the scheme theme")
    subthemes: Annotated[Words, concept("subtheme")] = Field((), description="Concepts of the scheme subtheme")
    flows: Annotated[Words, concept("flow")] = Field((), description="Concepts of the scheme flow")
    abstract: str = Field("", description="What it is about, in English, in our own words")
    relations: Annotated[
        tuple[Relation, ...], Cell, Names(("instrument",), place=r"[a-z]+\s*:\s*(?P<name>.*)")
    ] = Field((), description="Links to other instruments")
    languages: Words = Field((), description="Languages of its official texts (ISO 639-1)")
    url: str = Field("", description="Where the text can be read")
    checked: str = Field("", description="Page seen to support the record; empty where nobody checked")
    checked_on: EDTF = Field("", description="When it was checked")
    source: str = Field(min_length=1, description="Where the record comes from")

    @field_validator("status")
    @classmethod
    def _status_of_a_record(cls, status: str) -> str:
        if status not in STATUSES:
            raise ValueError(f"one of {', '.join(STATUSES)}")
        return status

    @field_validator("themes", "subthemes", "flows", "relations")
    @classmethod
    def _each_once(cls, values: tuple[object, ...]) -> tuple[object, ...]:
        if any(value in values[:at] for at, value in enumerate(values)):
            raise ValueError("each value once")
        return values

    @field_validator("relations")
    @classmethod
    def _to_others(cls, relations: tuple[Relation, ...], info: ValidationInfo) -> tuple[Relation, ...]:
        if any(one.target == info.data.get("id") for one in relations):
            raise ValueError("relations to other instruments than itself")
        return relations

    def references(self) -> Iterator[Reference]:
        for column, scheme in (("kind", "kind"), ("binding", "force"), ("status", "status"), ("scope", "scope")):
            yield Reference(column, "concept", f"{scheme}:{getattr(self, column)}")
        if self.region:
            yield Reference("region", "concept", f"region:{self.region}")
        if self.contributor:
            yield Reference("contributor", "organisation", self.contributor)
        yield from _topics(self)
        for adopter in self.adopters:
            if adopter.organisation:
                yield Reference("adopters", "organisation", adopter.organisation)
            else:
                yield Reference("adopters", "state", adopter.state)
        for relation in self.relations:
            yield Reference("relations", "instrument", relation.target)


class ProvisionRecord(Record):
    """An article, paragraph, regulation or other part of an instrument that asks something, in our words."""

    id: str = Field(pattern=r"^[a-z0-9-]+\.[a-z0-9-]+$", description="Stable public id: instrument.part")
    instrument: Instrument = Field(min_length=1, description="Id of the instrument")
    ref: str = Field(min_length=1, description="Article or paragraph as cited")
    position: int = Field(ge=0, description="Order within the instrument")
    text: str = Field(min_length=1, description="What it says, in English, in our own words")
    strength: Annotated[Literal["shall", "should", "may", "information"], concept("strength")] = Field(
        description="Strength of its words"
    )
    themes: Annotated[Words, concept("theme")] = Field((), description="Concepts of the scheme theme")
    subthemes: Annotated[Words, concept("subtheme")] = Field((), description="Concepts of the scheme subtheme")
    flows: Annotated[Words, concept("flow")] = Field((), description="Concepts of the scheme flow")
    agencies: Annotated[Words, concept("agency")] = Field((), description="Concepts of the scheme agency")
    checked: str = Field("", description="Page seen to support it; empty where nobody checked")
    checked_on: EDTF = Field("", description="When it was checked")
    basis: Annotated[str, concept("basis")] = Field(min_length=1, description="Concept of the scheme basis")
    source: str = Field(min_length=1, description="Where the record comes from")

    @field_validator("instrument")
    @classmethod
    def _id_begins_with_instrument(cls, instrument: str, info: ValidationInfo) -> str:
        return _prefix(instrument, ".", info)

    def references(self) -> Iterator[Reference]:
        yield Reference("instrument", "instrument", self.instrument)
        yield Reference("basis", "concept", f"basis:{self.basis}")
        yield from _topics(self)
        for agency in self.agencies:
            yield Reference("agencies", "concept", f"agency:{agency}")


def _topics(record: InstrumentRecord | ProvisionRecord) -> Iterator[Reference]:
    for column, scheme in (("themes", "theme"), ("subthemes", "subtheme"), ("flows", "flow")):
        for code in getattr(record, column):
            yield Reference(column, "concept", f"{scheme}:{code}")


class TranslationRecord(Record):
    """Title and abstract of an instrument in another language than English."""

    instrument: Instrument = Field(min_length=1, description="Id of the instrument")
    language: Annotated[Language, Names(("language",))] = Field(description="Language of the translation")
    title: str = Field(min_length=1, description="Title")
    short_title: str = Field("", description="Short title")
    abstract: str = Field("", description="Abstract")
    status: Annotated[Literal["machine", "reviewed", "official"], concept("translation-status")] = Field(
        description="Who stands behind it"
    )
    source_digest: str = Field("", description="Digest of the English text it was made from")

    @field_validator("language")
    @classmethod
    def _not_english(cls, language: str) -> str:
        if language == "en":
            raise ValueError("another language than English, in which the record itself is")
        return language

    @property
    def key(self) -> str:
        return f"{self.instrument}:{self.language}"

    def references(self) -> Iterator[Reference]:
        yield Reference("instrument", "instrument", self.instrument)


class ActRecord(Record):
    """An act by which a State or organisation takes part in an instrument, or ceases to."""

    id: str = Field(pattern=r"^[a-z0-9-]+--[A-Za-z0-9-]+$", description="Stable id: instrument--party--action")
    instrument: Instrument = Field(min_length=1, description="Id of the instrument")
    party: Annotated[str, Names(("state", "organisation", "former-state"))] = Field(
        description="ISO 3166-1 alpha-3 code, id of an organisation or code of a former State"
    )
    party_kind: Literal["state", "area", "organisation", "former-state"] = Field(description="What party is")
    action: Annotated[str, concept("action")] = Field(min_length=1, description="Concept of the scheme action")
    date: EDTF = Field("", description="Date of the act; empty where not known")
    entry_into_force: EDTF = Field("", description="Entry into force for the party, where the source says it")
    raw_action: str = Field("", description="The act as the source words it")
    source: str = Field(min_length=1, description="Id of the source of participation")
    source_date: EDTF = Field(description="Date up to which the source was read")
    note: str = Field("", description="What a reader should know")

    @field_validator("instrument")
    @classmethod
    def _id_begins_with_instrument(cls, instrument: str, info: ValidationInfo) -> str:
        return _prefix(instrument, "--", info)

    def references(self) -> Iterator[Reference]:
        yield Reference("instrument", "instrument", self.instrument)
        yield Reference("action", "concept", f"action:{self.action}")
        yield Reference("party", {"area": "state"}.get(self.party_kind, self.party_kind), self.party)


class ParticipationSourceRecord(Record):
    """A table from which the acts concerning one instrument were read."""

    instrument: Instrument = Field(min_length=1, description="Id of the instrument")
    source: str = Field(min_length=1, description="Name of the source")
    key_at_source: str = Field("", description="The treaty's key at the source")
    name_at_source: str = Field("", description="The treaty's name at the source")
    source_date: EDTF = Field(description="Date up to which the source was read")
    url: str = Field("", description="Where the depositary keeps the list today")
    note: str = Field("", description="What a reader should know")

    @property
    def key(self) -> str:
        return self.instrument

    def references(self) -> Iterator[Reference]:
        yield Reference("instrument", "instrument", self.instrument)


def _prefix(instrument: str, mark: str, info: ValidationInfo) -> str:
    if not str(info.data.get("id", "")).startswith(instrument + mark):
        raise ValueError(f"an instrument such that the id begins with it and {mark!r}")
    return instrument


def translation_file(language: str) -> str:
    """The name of the table that holds the translations into a language."""
    return f"translations_{language}.jsonl"


TABLES = (
    Table("instruments.jsonl", InstrumentRecord, "instrument"),
    Table("provisions.jsonl", ProvisionRecord, "provision"),
    *(Table(translation_file(code), TranslationRecord, "translation") for code in LANGUAGES if code != "en"),
    Table("participation_sources.csv", ParticipationSourceRecord, "participation-source"),
    Table("participation.csv", ActRecord, "act"),
)
