"""The organisations over HTTP, and who is a member of them."""

from datetime import date

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from bordermark.edtf import EDTF, latest
from bordermark.errors import UnknownRecord
from bordermark.organisations import schemas
from bordermark.organisations.bodies import FULL, Membership, Organisation, Organisations, near_organisations
from bordermark.organisations.store import organisations
from bordermark.publishing.parameters import Codes, InLanguage, reading, unknown_codes
from bordermark.publishing.problems import UnusableParameters
from bordermark.vocabulary.api import writer as vocabulary_writer

router = Router(tags=["Organisations"])


class OrganisationsAsked(InLanguage):
    """Which organisations."""

    kind: Codes = Field([], description="Concept of the scheme organisation-kind")
    parent: Codes = Field([], description="Id of the body of which it is directly a part")
    member: Codes = Field([], description="ISO 3166-1 alpha-3 code of a State that is a full member in its own right")


class MembersAsked(InLanguage):
    """Which memberships."""

    as_at: EDTF = Field("", description="Those that stood, or may have stood, on a day: YYYY-MM-DD, YYYY-MM or YYYY")
    capacity: Codes = Field([], description="member, observer, signatory, ...")


def writer(request: HttpRequest, asked: InLanguage) -> schemas.OrganisationWriter:
    """The writer for a request's language and addresses."""
    return schemas.OrganisationWriter(organisations(), vocabulary_writer(request, asked))


@reading(router, "/organisations", list[schemas.OrganisationSummary], summary="Organisations",
         operation_id="list_organisations")
def list_organisations(
    request: HttpRequest, asked: Query[OrganisationsAsked]
) -> list[schemas.OrganisationSummary]:
    """Organisations by id; filters narrow each other."""
    say = writer(request, asked)
    words = say.vocabulary.words
    kinds = [one.code for one in words.schemes.get("organisation-kind", ())]
    errors = unknown_codes("kind", asked.kind, kinds, "a concept of the scheme organisation-kind")
    errors += unknown_codes("parent", asked.parent, say.bodies.bodies, "the id of an organisation")
    errors += unknown_codes("member", asked.member, words.states, "an ISO 3166-1 alpha-3 code")
    if errors:
        raise UnusableParameters(errors)
    return [say.summary(one) for one in say.bodies.bodies.values() if _fits(one, asked, say.bodies)]


def _fits(body: Organisation, asked: OrganisationsAsked, bodies: Organisations) -> bool:
    if (asked.kind and body.kind not in asked.kind) or (asked.parent and body.parent not in asked.parent):
        return False
    members = {one.state for one in bodies.by_organisation.get(body.id, ()) if one.capacity in FULL and not one.until}
    return not asked.member or bool(members & set(asked.member))


@reading(router, "/organisations/{organisation}", schemas.OrganisationDetail, summary="An organisation",
         operation_id="get_organisation")
def get_organisation(request: HttpRequest, organisation: str, asked: Query[InLanguage]) -> schemas.OrganisationDetail:
    """An organisation: its names, parts, seat, and whose members count as its own."""
    say = writer(request, asked)
    return say.detail(find_organisation(organisation, say.bodies))


@reading(router, "/organisations/{organisation}/members", list[schemas.MembershipRow],
         summary="Members of an organisation", operation_id="list_members")
def list_members(
    request: HttpRequest, organisation: str, asked: Query[MembersAsked]
) -> list[schemas.MembershipRow]:
    """Memberships with their dates and sources: of the organisation, or of the body for whose members it acts."""
    say = writer(request, asked)
    body = find_organisation(organisation, say.bodies)
    held = say.bodies.by_organisation.get(say.bodies.membership_body(body.id), ())
    rows = [say.membership(one) for one in held if _stood(one, asked.capacity, latest(asked.as_at))]
    return sorted(rows, key=lambda row: (row.state.name, row.since))


def _stood(one: Membership, capacities: list[str], day: date | None) -> bool:
    return (not capacities or one.capacity in capacities) and (day is None or one.held_on(day) is not False)


def find_organisation(key: str, bodies: Organisations) -> Organisation:
    """The organisation of this id. Raises UnknownRecord with the ids of those whose id or name is like it."""
    if key in bodies.bodies:
        return bodies.bodies[key]
    raise UnknownRecord("organisation", key, near_organisations(key, bodies))
