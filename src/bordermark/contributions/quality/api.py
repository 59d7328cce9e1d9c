"""Quality over HTTP: near-duplicates, links, and what records want."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from bordermark.contributions.duplicates import Likeness
from bordermark.contributions.links.judging import State
from bordermark.contributions.links.store import links
from bordermark.contributions.quality import schemas
from bordermark.contributions.quality.aspects import report
from bordermark.contributions.quality.describing import QualityWriter
from bordermark.contributions.quality.inspecting import inspected
from bordermark.contributions.quality.near import near, twins, types_with_likeness
from bordermark.edtf import EDTF
from bordermark.organisations.api import find_organisation
from bordermark.organisations.store import organisations
from bordermark.publishing.addresses import addresses_for
from bordermark.publishing.parameters import Code, InLanguage, language_for, reading, unknown_codes
from bordermark.publishing.problems import UnusableParameters

router = Router(tags=["Quality"])


class DuplicatesAsked(InLanguage):
    """What somebody is about to record."""

    type: Code = Field("instrument", description="Type of record: instrument or organisation")
    title: str = Field("", max_length=1000, description="Its title")
    symbol: list[Code] = Field([], max_length=20, description="A symbol or another name by which it is known")
    body: list[Code] = Field([], max_length=20, description="Id of a body that adopted it")
    date: EDTF = Field("", description="Date of adoption")


class LinksAsked(InLanguage):
    """Which addresses."""

    state: list[State] = Field([], description="broken, moved, failing, withheld or good; all but good without it")


def writer(request: HttpRequest, asked: InLanguage) -> QualityWriter:
    """The writer for a request's language and addresses."""
    return QualityWriter(addresses_for(request), organisations(), language_for(request, asked))


@reading(router, "/duplicates", schemas.Duplicates, summary="Near-duplicates", operation_id="list_duplicates")
def list_duplicates(request: HttpRequest, asked: Query[DuplicatesAsked]) -> schemas.Duplicates:
    """Records that what is described may be, surest first, each with the reason; of a type, those among what is held.

    Without a title, a symbol or a date with its body, the near-duplicates among the records of the type are given.
    """
    say = writer(request, asked)
    names = [one.name for one in types_with_likeness()]
    if errors := unknown_codes("type", [asked.type], names, "a type of record of which it is known what is like"):
        raise UnusableParameters(errors)
    if not (asked.title or asked.symbol or asked.date):
        return schemas.Duplicates(near=[], held=say.twins(twins(asked.type)))
    likeness = Likeness("", tuple(asked.symbol), (asked.title,), frozenset(asked.body), asked.date)
    return schemas.Duplicates(near=say.near(asked.type, near(asked.type, likeness, say.language)), held=[])


@reading(router, "/links", list[schemas.AskedLinkRow], summary="Links that were asked", operation_id="list_links")
def list_links(request: HttpRequest, asked: Query[LinksAsked]) -> list[schemas.AskedLinkRow]:
    """Addresses that records name and that were asked whether they still lead somewhere, broken ones first."""
    say = writer(request, asked)
    return say.links(links(asked.state) if asked.state else links())


@reading(router, "/quality", list[schemas.QualitySummary], summary="Quality by organisation",
         operation_id="list_quality")
def list_quality(request: HttpRequest, asked: Query[InLanguage]) -> list[schemas.QualitySummary]:
    """How many of the records that each organisation keeps want something, by aspect; the most records first."""
    return writer(request, asked).summaries(inspected(timezone.now().date()))


@reading(router, "/organisations/{organisation}/quality", schemas.QualityReport, summary="Quality of an organisation's "
         "records", operation_id="get_quality")
def get_quality(request: HttpRequest, organisation: Code, asked: Query[InLanguage]) -> schemas.QualityReport:
    """What the records that an organisation and its parts keep want, record by record."""
    say = writer(request, asked)
    body = find_organisation(organisation, say.bodies)
    return say.detail(body.id, report(inspected(timezone.now().date()), say.bodies.with_parts(body.id)))
