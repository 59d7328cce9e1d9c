"""The typed records of the control lists: one class per table of the pack.

Public identifiers only: the name, number, schedule and customs code under which a controlled good is known.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from bordermark.edtf import EDTF, earliest, latest
from bordermark.pack import Record, Reference, Table, Words
from bordermark.screening.cas import is_cas
from bordermark.vocabulary.hs.codes import Edition
from bordermark.vocabulary.hs.nomenclature import tree

DATA = Path(__file__).parent / "data"

Id = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="Stable public id")

Direction = Literal["import", "export", "both"]


def _require_cas(numbers: tuple[str, ...]) -> tuple[str, ...]:
    for number in numbers:
        if not is_cas(number):
            raise ValueError(f"CAS numbers with a correct check digit, which {number!r} has not")
    if len(set(numbers)) != len(numbers):
        raise ValueError("each CAS number once")
    return numbers


def _in_order(until: str, info: ValidationInfo) -> str:
    first, last = earliest(info.data.get("from_", "")), latest(until)
    if first and last and last < first:
        raise ValueError("a day not before the first")
    return until


class ListRecord(Record):
    """A control list, or a part of one that has a provision of its own, such as a schedule or an annex."""

    id: str = Id
    title: str = Field(min_length=1, description="Title in English")
    short_title: str = Field(min_length=1, description="Short title in English, as used beside an entry")
    kind: Literal["control", "caution", "look-alikes"] = Field(
        description="control: what it lists is controlled; caution: it may be; look-alikes: it is not, but resembles"
    )
    instrument: str = Field("", description="Id of the instrument that makes the list; empty for a list of our own")
    provision: str = Field("", description="Id of the provision in which the list stands")
    controls: Words = Field((), description="Ids of the provisions that say what must be done with what is listed")
    direction: Direction = Field("both", description="Trade that the list controls: import, export or both")
    from_: EDTF = Field("", description="First day on which the list applied; empty where not known")
    until: EDTF = Field("", description="Last day; empty where it goes on")
    coverage: str = Field("", description="How much of the official list is here, and how to read it")
    source: str = Field(min_length=1, description="Where the record comes from")
    checked: str = Field("", description="What was seen to support it; empty where nobody checked")

    until_after_from = field_validator("until")(_in_order)

    def references(self) -> Iterator[Reference]:
        if self.instrument:
            yield Reference("instrument", "instrument", self.instrument)
        if self.provision:
            yield Reference("provision", "provision", self.provision)
        for key in self.controls:
            yield Reference("controls", "provision", key)


class EntryRecord(Record):
    """What a list names: a chemical, a family of chemicals, an example of one, an exemption, goods, a look-alike."""

    id: str = Id
    list: str = Field(min_length=1, description="Id of the list")
    position: int = Field(ge=0, description="Order within the list")
    ref: str = Field("", description="Number under which the list knows it")
    title: str = Field(min_length=1, description="Name as the list gives it, in English")
    kind: Literal["chemical", "family", "member", "exempt", "mixture", "goods", "look-alike"] = Field(
        description="What is named; member: an example of a family; exempt: expressly not covered"
    )
    family: str = Field("", description="Id of the entry whose family a member or an exemption belongs to")
    cas: Annotated[Words, AfterValidator(_require_cas)] = Field((), description="CAS Registry Numbers")
    provision: str = Field("", description="Id of the provision that names it, where it is not that of the list")
    looks_like: Words = Field((), description="Ids of the entries that a look-alike must not be taken for")
    from_: EDTF = Field("", description="First day on which it was listed; empty where not known")
    until: EDTF = Field("", description="Last day; empty where it is still listed")
    note: str = Field("", description="What a reader should know")
    source: str = Field(min_length=1, description="Where the record comes from")
    checked: str = Field("", description="What was seen to support it; empty where nobody checked")

    until_after_from = field_validator("until")(_in_order)

    def references(self) -> Iterator[Reference]:
        yield Reference("list", "control-list", self.list)
        if self.family:
            yield Reference("family", "control-entry", self.family)
        if self.provision:
            yield Reference("provision", "provision", self.provision)
        for key in self.looks_like:
            yield Reference("looks_like", "control-entry", key)


class NameRecord(Record):
    """A name by which an entry is known; it holds for every entry with the same CAS numbers."""

    entry: str = Field(min_length=1, description="Id of the entry")
    language: str = Field("", pattern=r"^([a-z]{2})?$", description="ISO 639-1; empty for a name of no language")
    name: str = Field(min_length=2, description="The name")
    kind: Literal["exact", "synonym", "trade", "look-alike"] = Field(
        description="exact: official wording; trade: a trade name; look-alike: resembles the name and is not it"
    )
    source: str = Field(min_length=1, description="Where the name was read")
    checked: str = Field("", description="What was seen to support it; empty where nobody checked")

    @property
    def key(self) -> str:
        return f"{self.entry}:{self.language}:{self.name.casefold()}"

    def references(self) -> Iterator[Reference]:
        yield Reference("entry", "control-entry", self.entry)


class HsLinkRecord(Record):
    """That goods of an entry are classified in a subheading of one edition, and how far the code tells them."""

    entry: str = Field(min_length=1, description="Id of the entry")
    edition: Edition = Field(description="Edition of the Harmonized System")
    code: str = Field(pattern=r"^\d{6}$", description="Subheading, six digits")
    direction: Direction = Field("both", description="Trade that the link is for: import, export or both")
    relation: Literal["whole", "part", "residual"] = Field(
        description="whole: the subheading holds goods of the list only, or all but; part: it also names others; "
                    "residual: the goods are hidden in an 'other' subheading"
    )
    basis: Literal["text", "national-line", "derived"] = Field(
        description="text: read in the text of the subheading; national-line: taken from a national tariff line; "
                    "derived: own reading"
    )
    specificity: float | None = Field(
        None, ge=0, le=1, description="Share of the subheading's trade that is the entry's goods; empty if not known"
    )
    source: str = Field(min_length=1, description="Where the link was read")
    checked: str = Field("", description="What was seen to support it; empty where nobody checked")
    reviewer: str = Field("", description="Who reviewed the link; empty where nobody did")

    @field_validator("code")
    @classmethod
    def _of_the_edition(cls, code: str, info: ValidationInfo) -> str:
        edition = info.data.get("edition")
        if edition and code not in tree(edition):
            raise ValueError(f"a subheading of the {edition} edition")
        return code

    @field_validator("specificity", mode="before")
    @classmethod
    def _empty_is_unknown(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("specificity")
    @classmethod
    def _to_a_millionth(cls, share: float | None) -> float | None:
        return share if share is None else round(share, 6)  # so that a spreadsheet gives it back as it was

    @property
    def key(self) -> str:
        return f"{self.entry}:{self.edition}:{self.code}:{self.direction}"

    def references(self) -> Iterator[Reference]:
        yield Reference("entry", "control-entry", self.entry)


TABLES: Final = (
    Table("lists.jsonl", ListRecord, "control-list"),
    Table("entries.jsonl", EntryRecord, "control-entry"),
    Table("names.csv", NameRecord, "control-name"),
    Table("hs_links.csv", HsLinkRecord, "hs-link"),
)
