"""The typed records of the vocabulary: one class per table of the pack."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from bordermark.edtf import EDTF
from bordermark.languages import LANGUAGES, Language
from bordermark.pack import Names, Record, Reference, Table, Words, concept

DATA = Path(__file__).parent / "data"

Country = Annotated[str, Names(("state",))]
"""A column that names a State or an area."""

Area = Annotated[str, concept("m49")]
"""A column that names a region of the M49 standard."""


class _Labelled(Record):
    """A record with a label in each of the six languages."""

    label_ar: str = Field("", description="Label in Arabic")
    label_en: str = Field(min_length=1, description="Label in English")
    label_es: str = Field("", description="Label in Spanish")
    label_fr: str = Field("", description="Label in French")
    label_ru: str = Field("", description="Label in Russian")
    label_zh: str = Field("", description="Label in Chinese")

    @property
    def labels(self) -> dict[str, str]:
        """Label by language; languages without one are left out."""
        return {code: text for code in LANGUAGES if (text := getattr(self, f"label_{code}"))}


class ConceptRecord(_Labelled):
    """A controlled word in a concept scheme (SKOS Reference, W3C 2009, sections 3 to 8)."""

    scheme: str = Field(min_length=1, description="Concept scheme: theme, subtheme, flow, kind, ...")
    id: str = Field(min_length=1, description="Stable id within the scheme")
    notation: str = Field("", description="Number or code by which the concept is known, if any")
    broader: Annotated[Words, Names(("concept",))] = Field((), description="Broader concepts, as scheme:id")
    definition: str = Field("", description="Definition in English")
    synonyms_ar: Words = Field((), description="Other words in Arabic")
    synonyms_en: Words = Field((), description="Other words in English")
    synonyms_es: Words = Field((), description="Other words in Spanish")
    synonyms_fr: Words = Field((), description="Other words in French")
    synonyms_ru: Words = Field((), description="Other words in Russian")
    synonyms_zh: Words = Field((), description="Other words in Chinese")
    extent: Words = Field(
        (), description="For a region: what it is made of, as m49:CODE, state:ISO3 or organisation:id"
    )
    source: str = Field(min_length=1, description="Where the record comes from")
    checked: str = Field("", description="Page seen to support the record; empty where nobody checked")

    @property
    def key(self) -> str:
        return f"{self.scheme}:{self.id}"

    @property
    def synonyms(self) -> dict[str, list[str]]:
        """Other words by language; languages without any are left out."""
        return {code: list(words) for code in LANGUAGES if (words := getattr(self, f"synonyms_{code}"))}


    def references(self) -> Iterator[Reference]:
        for key in self.broader:
            yield Reference("broader", "concept", key)
        for part in self.extent:
            kind, _, code = part.partition(":")
            if kind == "m49":
                yield Reference("extent", "concept", part)
            else:
                yield Reference("extent", kind, code)


class StateRecord(Record):
    """A Member State of the United Nations (193), an observer State (2) or another area of the M49 standard."""

    id: str = Field(pattern=r"^[A-Z]{3}$", description="ISO 3166-1 alpha-3 code")
    iso2: str = Field(pattern=r"^[A-Z]{2}$", description="ISO 3166-1 alpha-2 code")
    m49: str = Field("", pattern=r"^(\d{3})?$", description="UN M49 code")
    kind: Annotated[Literal["member", "observer", "area"], concept("state-kind")] = Field(
        description="Standing in the United Nations"
    )
    region_m49: Area = Field("", description="M49 region")
    subregion_m49: Area = Field("", description="M49 sub-region")
    intermediate_m49: Area = Field("", description="M49 intermediate region")
    un_group: str = Field("", description="Regional group of Member States")
    ldc: bool = Field(False, description="Least developed country")
    lldc: bool = Field(False, description="Landlocked developing country")
    sids: bool = Field(False, description="Small island developing State")
    name_ar: str = Field(min_length=1, description="Short name in Arabic")
    name_en: str = Field(min_length=1, description="Short name in English")
    name_es: str = Field(min_length=1, description="Short name in Spanish")
    name_fr: str = Field(min_length=1, description="Short name in French")
    name_ru: str = Field(min_length=1, description="Short name in Russian")
    name_zh: str = Field(min_length=1, description="Short name in Chinese")
    formal_ar: str = Field("", description="Formal name in Arabic")
    formal_en: str = Field("", description="Formal name in English")
    formal_es: str = Field("", description="Formal name in Spanish")
    formal_fr: str = Field("", description="Formal name in French")
    formal_ru: str = Field("", description="Formal name in Russian")
    formal_zh: str = Field("", description="Formal name in Chinese")
    source: str = Field(min_length=1, description="Where the record comes from")
    note: str = Field("", description="What a reader should know")

    def by_language(self, field: Literal["name", "formal"]) -> dict[str, str]:
        """The short or formal names by language; missing ones are left out."""
        return {code: text for code in LANGUAGES if (text := getattr(self, f"{field}_{code}"))}

    def references(self) -> Iterator[Reference]:
        for column in ("region_m49", "subregion_m49", "intermediate_m49"):
            if code := getattr(self, column):
                yield Reference(column, "concept", f"m49:{code}")


class StateAliasRecord(Record):
    """Another name under which a State is looked for: former, short or colloquial."""

    state: Country = Field(pattern=r"^[A-Z]{3}$", description="State, ISO 3166-1 alpha-3")
    alias: str = Field(min_length=1, description="The other name")
    language: Annotated[Language, Names(("language",))] = Field(description="Language of the name")

    @property
    def key(self) -> str:
        return f"{self.state}:{self.language}:{self.alias.casefold()}"

    def references(self) -> Iterator[Reference]:
        yield Reference("state", "state", self.state)


class FormerStateRecord(Record):
    """A State that took part in treaties and exists no more, or under another name and code."""

    id: str = Field(min_length=3, max_length=3, description="The code used in the treaty tables")
    name: str = Field(min_length=1, description="Name in English")
    until: EDTF = Field("", description="When it ceased to exist under this name")
    successors: Annotated[Words, Names(("state",))] = Field(
        (), description="States that stand in its place, ISO 3166-1 alpha-3"
    )
    note: str = Field("", description="What a reader should know")

    def references(self) -> Iterator[Reference]:
        for state in self.successors:
            yield Reference("successors", "state", state)


class AdjacencyRecord(Record):
    """Two States or areas that share a land border, as a directed pair."""

    state: Country = Field(pattern=r"^[A-Z]{3}$", description="State, ISO 3166-1 alpha-3")
    neighbour: Country = Field(pattern=r"^[A-Z]{3}$", description="Its neighbour, ISO 3166-1 alpha-3")
    source: str = Field(min_length=1, description="Where the fact was read")
    source_date: EDTF = Field(description="Date of that source")

    @field_validator("neighbour")
    @classmethod
    def _another(cls, neighbour: str, info: ValidationInfo) -> str:
        if neighbour == info.data.get("state"):
            raise ValueError("another State than the first")
        return neighbour

    @property
    def key(self) -> str:
        return f"{self.state}:{self.neighbour}"

    def references(self) -> Iterator[Reference]:
        yield Reference("state", "state", self.state)
        yield Reference("neighbour", "state", self.neighbour)


TABLES = (
    Table("concepts.csv", ConceptRecord, "concept"),
    Table("states.csv", StateRecord, "state"),
    Table("state_aliases.csv", StateAliasRecord, "state-alias"),
    Table("former_states.csv", FormerStateRecord, "former-state"),
    Table("adjacency.csv", AdjacencyRecord, "adjacency"),
)
