"""The typed records of the organisations: one class per table of the pack."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bordermark.edtf import EDTF
from bordermark.languages import LANGUAGES
from bordermark.pack import Names, Record, Reference, Table, concept

DATA = Path(__file__).parent / "data"

Body = Annotated[str, Names(("organisation",))]
"""A column that names an organisation."""

Country = Annotated[str, Names(("state",))]
"""A column that names a State or an area."""


class OrganisationRecord(Record):
    """A body that adopts, keeps or applies instruments, under its official name."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="Stable id")
    name_ar: str = Field("", description="Name in Arabic")
    name_en: str = Field(min_length=1, description="Official name in English")
    name_es: str = Field("", description="Name in Spanish")
    name_fr: str = Field("", description="Name in French")
    name_ru: str = Field("", description="Name in Russian")
    name_zh: str = Field("", description="Name in Chinese")
    acronym: str = Field("", description="Acronym by which it is known")
    kind: Annotated[str, concept("organisation-kind")] = Field(
        min_length=1, description="Concept of the scheme organisation-kind"
    )
    parent: Body = Field("", description="Id of the body of which it is a part")
    hq_country: Country = Field("", description="State of its headquarters, ISO 3166-1 alpha-3")
    established: EDTF = Field("", description="When it was set up")
    url: str = Field("", description="Its public address")
    source: str = Field(min_length=1, description="Where the record comes from")
    checked: str = Field("", description="Page seen to support the record; empty where nobody checked")
    note: str = Field("", description="What a reader should know")

    @property
    def names(self) -> dict[str, str]:
        """Name by language; missing ones are left out."""
        return {code: text for code in LANGUAGES if (text := getattr(self, f"name_{code}"))}

    def references(self) -> Iterator[Reference]:
        yield Reference("kind", "concept", f"organisation-kind:{self.kind}")
        if self.parent:
            yield Reference("parent", "organisation", self.parent)
        if self.hq_country:
            yield Reference("hq_country", "state", self.hq_country)


class OrganisationAliasRecord(Record):
    """Another spelling, acronym or former name of an organisation; no alias stands for two."""

    organisation: Body = Field(min_length=1, description="Id of the organisation")
    alias: str = Field(min_length=1, description="The other name")
    language: str = Field(pattern=r"^[a-z]{2}$", description="Language of the name (ISO 639-1)")
    kind: str = Field(min_length=1, description="name, acronym, former-name or spelling")

    @property
    def key(self) -> str:
        return fold(self.alias)

    def references(self) -> Iterator[Reference]:
        yield Reference("organisation", "organisation", self.organisation)


class MembershipRecord(Record):
    """A State's membership of an organisation, for a time."""

    organisation: Body = Field(min_length=1, description="Id of the organisation")
    state: Country = Field(pattern=r"^[A-Z]{3}$", description="State, ISO 3166-1 alpha-3")
    since: EDTF = Field("", description="First day; empty where not known")
    until: EDTF = Field("", description="Last day; empty where it goes on or is not known")
    capacity: str = Field(min_length=1, description="member, observer, signatory, ...")
    source: str = Field(min_length=1, description="Where the fact was read")
    source_date: EDTF = Field("", description="Date of that source; empty where nobody checked")

    @property
    def key(self) -> str:
        return f"{self.organisation}:{self.state}:{self.since}"

    def references(self) -> Iterator[Reference]:
        yield Reference("organisation", "organisation", self.organisation)
        yield Reference("state", "state", self.state)


def fold(name: str) -> str:
    """A name as it is compared: case and white space set aside.

    >>> fold("UN  Security Council ")
    'un security council'
    """
    return " ".join(name.split()).casefold()


TABLES = (
    Table("organisations.csv", OrganisationRecord, "organisation"),
    Table("organisation_aliases.csv", OrganisationAliasRecord, "organisation-alias"),
    Table("memberships.csv", MembershipRecord, "membership"),
)
