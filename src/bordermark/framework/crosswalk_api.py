"""Crosswalks, what follows from them, and coverage over HTTP."""

from difflib import get_close_matches

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from bordermark.errors import UnknownRecord
from bordermark.framework import coverage_schemas, crosswalk_schemas
from bordermark.framework.answering import EXPECTED, read_answers
from bordermark.framework.chains import MOST_LINKS, carry_answers, derive
from bordermark.framework.crosswalks import Crosswalk, crosswalk, links
from bordermark.framework.documents import PUBLICATIONS, gather
from bordermark.framework.grounding import grounds
from bordermark.publishing.addresses import addresses_for
from bordermark.publishing.parameters import Code, Codes, InLanguage, language_for, reading
from bordermark.publishing.problems import UnusableParameters

router = Router(tags=["Framework"])

OFFERED = {name: one for name, one in PUBLICATIONS.items() if name in ("xlsx", "skos", "oscal")}
"""Publications that are made while one waits."""


class ChainsAsked(Schema):
    """How far to follow."""

    links: int = Field(MOST_LINKS, ge=1, le=MOST_LINKS, description="Links in the longest chain")
    kind: Codes = Field([], description="Only what is a measure, a provision or an element")


class AnswersAsked(Schema):
    """Answers given, and how far to carry them."""

    answer: Codes = Field([], description=f"An answer: {EXPECTED}; may be repeated")


def writer(request: HttpRequest) -> crosswalk_schemas.CrosswalkWriter:
    """The writer for a request's addresses."""
    return crosswalk_schemas.CrosswalkWriter(grounds(), addresses_for(request))


def find_crosswalk(scheme: str) -> Crosswalk:
    """The crosswalk to a scheme. Raises UnknownRecord, naming the schemes that are held."""
    framework = grounds().framework
    if scheme not in framework.schemes:
        raise UnknownRecord("crosswalk", scheme, list(framework.schemes))
    return crosswalk(framework, scheme)


@reading(router, "/crosswalks", list[crosswalk_schemas.SchemeRow], summary="Crosswalks",
         operation_id="list_crosswalks")
def list_crosswalks(request: HttpRequest) -> list[crosswalk_schemas.SchemeRow]:
    """The lists that others keep, to which the measures are mapped."""
    say = writer(request)
    return [say.row(crosswalk(say.grounds.framework, key)) for key in say.grounds.framework.schemes]


@reading(router, "/crosswalks/{scheme}", crosswalk_schemas.CrosswalkDetail, summary="A crosswalk",
         operation_id="get_crosswalk")
def get_crosswalk(request: HttpRequest, scheme: Code) -> crosswalk_schemas.CrosswalkDetail:
    """Every element of a list with the measures mapped to it, and what is left over on both sides.

    An element for which somebody looked and found no measure is something else than one that nobody has looked at.
    """
    return writer(request).detail(find_crosswalk(scheme))


@reading(router, "/relations/{element}", crosswalk_schemas.DerivedFrom, summary="What follows for other things",
         operation_id="get_relations")
def get_relations(request: HttpRequest, element: Code, asked: Query[ChainsAsked]) -> crosswalk_schemas.DerivedFrom:
    """How a measure, a provision or an element of a list stands to all others of which something follows.

    By the algebra of set relations (NIST IR 8477): each with the relations that may hold, the chains that say so, and
    what is lost at each step.
    """
    say = writer(request)
    known = links(say.grounds.framework)
    if element not in set(known.elements):
        raise UnknownRecord("element", element, get_close_matches(element, known.elements))
    found = derive(known, element, asked.links)
    items = [one for end, one in sorted(found.items()) if end != element]
    return say.derived(element, [one for one in items if not asked.kind or say.thing(one.end).kind in asked.kind])


@reading(router, "/answers", crosswalk_schemas.CarriedList, summary="What follows from answers",
         operation_id="carry_answers")
def get_answers(request: HttpRequest, asked: Query[AnswersAsked]) -> crosswalk_schemas.CarriedList:
    """Every measure, provision and element of which something follows from the answers given.

    Each with a range that holds whatever the single requirements weigh, and the chains by which it was reached.
    """
    return answers_of(asked.answer, writer(request))


def answers_of(written: list[str], say: crosswalk_schemas.CrosswalkWriter) -> crosswalk_schemas.CarriedList:
    """What follows from answers as they are written. Raises UnusableParameters, naming each that cannot be read."""
    known = links(say.grounds.framework)
    answers, errors = read_answers("answer", written, set(known.elements))
    if errors:
        raise UnusableParameters(errors)
    return say.carried(answers, [one for _, one in sorted(carry_answers(answers, known).items())])


@reading(router, "/framework/coverage", coverage_schemas.CoverageReport, summary="What the Framework covers",
         operation_id="get_coverage")
def get_coverage(request: HttpRequest) -> coverage_schemas.CoverageReport:
    """What the measures rest on, where regional instruments go beyond global ones, and what no measure carries."""
    return coverage_schemas.CoverageWriter(grounds(), addresses_for(request)).report()


@reading(
    router, "/framework/exports/{format}", None, summary="The Framework as a file", operation_id="export_framework",
    openapi_extra={"responses": {200: {"content": {
        one.media_type.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}} for one in OFFERED.values()
    }}}},
)
def export_framework(request: HttpRequest, format: str, asked: Query[InLanguage]) -> HttpResponse:
    """The Framework as xlsx, skos (Turtle) or oscal (a zip of OSCAL documents). The same records give the same file."""
    if format not in OFFERED:
        raise UnknownRecord("export format", format, list(OFFERED))
    kind = OFFERED[format]
    content = kind.write(gather(language_for(request, asked)), addresses_for(request))
    return HttpResponse(content, content_type=kind.media_type, headers={
        "Content-Disposition": f'attachment; filename="cbm-framework.{kind.extension}"',
    })
