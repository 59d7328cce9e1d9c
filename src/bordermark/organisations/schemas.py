"""What the API says of organisations and of who is a member of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import Field

from bordermark.organisations.bodies import Membership, Organisation, Organisations
from bordermark.publishing.tables import Table
from bordermark.vocabulary.schemas import Output, StateRef, VocabularyWriter, Word


class OrganisationRef(Output):
    """An organisation where it is named."""

    id: str
    name: str = Field(description="Name in the language asked for, else in English")
    acronym: str
    url: str


class OrganisationSummary(OrganisationRef):
    """An organisation in a list."""

    kind: Word
    parent: OrganisationRef | None
    links: dict[str, str]


class MembershipRow(Output):
    """A State's membership, with its dates (EDTF, empty where not known) and where the fact was read."""

    organisation: OrganisationRef
    state: StateRef
    since: str
    until: str
    capacity: str = Field(description="member, observer, signatory, ...")
    source: str
    source_date: str = Field(description="Date of that source; empty where nobody checked")


class OrganisationDetail(OrganisationSummary):
    """An organisation in full."""

    names: dict[str, str]
    aliases: list[str]
    established: str
    headquarters: StateRef | None
    website: str
    parts: list[OrganisationRef]
    membership_of: OrganisationRef | None = Field(
        description="The body whose members count as its own: itself or the nearest one it is a part of"
    )
    members: int = Field(description="Number of full members now")
    source: str
    checked: str
    note: str


@dataclass(frozen=True, slots=True)
class OrganisationWriter:
    """Says what is held of organisations, in the language and under the addresses of a VocabularyWriter."""

    bodies: Organisations
    vocabulary: VocabularyWriter

    def ref(self, organisation: str) -> OrganisationRef:
        """An organisation by id; an id that is not held is its own name."""
        body = self.bodies.bodies.get(organisation)
        if body is None:
            return OrganisationRef.model_construct(id=organisation, name=organisation, acronym="", url="")
        return OrganisationRef.model_construct(
            id=body.id, name=body.name(self.vocabulary.language), acronym=body.acronym,
            url=self.vocabulary.addresses.of("organisation", body.id),
        )

    def one(self, organisation: str) -> OrganisationRef | None:
        """An organisation; None for an empty id."""
        return self.ref(organisation) if organisation else None

    def summary(self, body: Organisation) -> OrganisationSummary:
        """An organisation in short."""
        return OrganisationSummary(**self._short(body))

    def _short(self, body: Organisation) -> dict[str, object]:
        api = self.vocabulary.addresses.api
        return {
            **dict(self.ref(body.id)), "kind": self.vocabulary.word("organisation-kind", body.kind),
            "parent": self.one(body.parent),
            "links": {
                "self": api("organisations", body.id), "members": api("organisations", body.id, "members"),
                "adopted": api("instruments", body=body.id), "contributed": api("instruments", contributor=body.id),
            },
        }

    def detail(self, body: Organisation) -> OrganisationDetail:
        """An organisation in full."""
        return OrganisationDetail.model_validate({
            **self._short(body), "names": dict(body.names), "aliases": list(body.aliases),
            "established": body.established,
            "headquarters": self.vocabulary.state_ref(body.hq_country) if body.hq_country else None,
            "website": body.url, "parts": [self.ref(part) for part in self.bodies.parts.get(body.id, ())],
            "membership_of": self.one(self.bodies.membership_body(body.id)),
            "members": len(self.bodies.members(body.id)), "source": body.source, "checked": body.checked,
            "note": body.note,
        })

    def membership(self, one: Membership) -> MembershipRow:
        """A membership."""
        return MembershipRow(
            organisation=self.ref(one.organisation), state=self.vocabulary.state_ref(one.state), since=one.since,
            until=one.until, capacity=one.capacity, source=one.source, source_date=one.source_date,
        )

    def table(self, bodies: Iterable[Organisation]) -> Table:
        """Organisations as a table, with the number of full members held."""
        columns = ("id", "name", "acronym", "kind", "parent", "headquarters", "established", "members", "website",
                   "url", "source", "checked")
        language, addresses = self.vocabulary.language, self.vocabulary.addresses
        return Table(columns, (
            (one.id, one.name(language), one.acronym, one.kind, one.parent, one.hq_country, one.established,
             len(self.bodies.members(one.id)), one.url, addresses.of("organisation", one.id), one.source, one.checked)
            for one in bodies
        ), "Organisations")

    def membership_table(self, memberships: Iterable[Membership]) -> Table:
        """Memberships as a table, with dates and sources."""
        columns = ("organisation", "state", "state_name", "capacity", "since", "until", "source", "source_date")
        return Table(columns, (
            (one.organisation, one.state, self.vocabulary.words.state_name(one.state, self.vocabulary.language),
             one.capacity, one.since, one.until, one.source, one.source_date) for one in memberships
        ), "Members")
