"""Crosswalks, what follows from them, and coverage over HTTP."""

from difflib import get_close_matches
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from bordermark.clocks import LAST_EDITION, NOW, Clocks
from bordermark.contributions.revisions import last_revision
from bordermark.errors import UnknownRecord
from bordermark.framework import coverage_schemas, crosswalk_schemas
from bordermark.framework.answering import EXPECTED, read_answers
from bordermark.framework.chains import MOST_LINKS, carry_answers, derive
from bordermark.framework.crosswalks import Crosswalk, links
from bordermark.framework.crosswalks import crosswalk as crosswalk_to
from bordermark.framework.documents import PUBLICATIONS, gather
from bordermark.framework.grounding import grounds
from bordermark.publishing.addresses import Addresses, addresses_for
from bordermark.publishing.parameters import AtMoment, Code, Codes, InLanguage, clocks_of, language_for, reading
from bordermark.publishing.problems import UnusableParameters

router = Router(tags=["Framework"])

OFFERED = {name: one for name, one in PUBLICATIONS.items() if name in ("xlsx", "skos", "oscal")}
"""Publications that are made while one waits."""


class AsRecorded(Schema):
    """By when it had been recorded."""

    as_recorded: str = Field(
        "", max_length=40, description="What had been recorded by a day (YYYY-MM-DD) or moment (2026-11-24T10:00:00Z)"
    )
    edition: int | None = Field(
        None, ge=1, le=LAST_EDITION, description="What had been recorded when the edition of this number was frozen"
    )


class ChainsAsked(AsRecorded):
    """How far to follow."""

    links: int = Field(MOST_LINKS, ge=1, le=MOST_LINKS, description="Links in the longest chain")
    kind: Codes = Field([], description="Only what is a measure, a provision or an element")


class AnswersAsked(AsRecorded):
    """Answers given, and how far to carry them."""

    answer: Codes = Field([], description=f"An answer: {EXPECTED}; may be repeated")


def writer(request: HttpRequest, clocks: Clocks = NOW) -> crosswalk_schemas.CrosswalkWriter:
    """The writer for a request's addresses, of what stands or of what the clocks recall."""
    return crosswalk_schemas.CrosswalkWriter(grounds(clocks), addresses_for(request))


def moment(asked: AsRecorded) -> Clocks:
    """The clocks of a question. Raises UnusableParameters where they cannot be read."""
    return clocks_of(AtMoment(lang=None, as_at="", as_recorded=asked.as_recorded, edition=asked.edition))


def find_crosswalk(scheme: str, clocks: Clocks = NOW) -> Crosswalk:
    """The crosswalk to a scheme. Raises UnknownRecord, naming the schemes that are held."""
    framework = grounds(clocks).framework
    if scheme not in framework.schemes:
        raise UnknownRecord("crosswalk", scheme, list(framework.schemes))
    return crosswalk_to(framework, scheme)


@reading(router, "/crosswalks", list[crosswalk_schemas.SchemeRow], summary="Crosswalks",
         operation_id="list_crosswalks")
def list_crosswalks(request: HttpRequest, asked: Query[AsRecorded]) -> list[crosswalk_schemas.SchemeRow]:
    """The lists that others keep, to which the measures are mapped."""
    say = writer(request, moment(asked))
    return [say.row(crosswalk_to(say.grounds.framework, key)) for key in say.grounds.framework.schemes]


@reading(router, "/crosswalks/{crosswalk}", crosswalk_schemas.CrosswalkDetail, summary="A crosswalk",
         operation_id="get_crosswalk")
def get_crosswalk(
    request: HttpRequest, crosswalk: Code, asked: Query[AsRecorded]
) -> crosswalk_schemas.CrosswalkDetail:
    """Every element of a list with the measures mapped to it, and what is left over on both sides.

    An element for which somebody looked and found no measure is something else than one that nobody has looked at.
    """
    return writer(request, moment(asked)).detail(find_crosswalk(crosswalk, moment(asked)))


@reading(router, "/relations/{element}", crosswalk_schemas.DerivedFrom, summary="What follows for other things",
         operation_id="get_relations")
def get_relations(request: HttpRequest, element: Code, asked: Query[ChainsAsked]) -> crosswalk_schemas.DerivedFrom:
    """How a measure, a provision or an element of a list stands to all others of which something follows.

    By the algebra of set relations (NIST IR 8477): each with the relations that may hold, the chains that say so, and
    what is lost at each step.
    """
    say = writer(request, moment(asked))
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
    return answers_of(asked.answer, writer(request, moment(asked)))


def answers_of(written: list[str], say: crosswalk_schemas.CrosswalkWriter) -> crosswalk_schemas.CarriedList:
    """What follows from answers as they are written. Raises UnusableParameters, naming each that cannot be read."""
    known = links(say.grounds.framework)
    answers, errors = read_answers("answer", written, set(known.elements))
    if errors:
        raise UnusableParameters(errors)
    return say.carried(answers, [one for _, one in sorted(carry_answers(answers, known).items())])


@reading(router, "/framework/coverage", coverage_schemas.CoverageReport, summary="What the Framework covers",
         operation_id="get_coverage")
def get_coverage(request: HttpRequest, asked: Query[AsRecorded]) -> coverage_schemas.CoverageReport:
    """What the measures rest on, where regional instruments go beyond global ones, and what no measure carries."""
    return coverage_schemas.CoverageWriter(grounds(moment(asked)), addresses_for(request)).report()


@lru_cache(maxsize=8)
def _written(_revision: int, form: str, language: str, addresses: Addresses) -> bytes:
    return OFFERED[form].write(gather(language), addresses)


@reading(
    router, "/framework/exports/{form}", None, summary="The Framework as a file", operation_id="export_framework",
    openapi_extra={"responses": {200: {"content": {
        one.media_type.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}} for one in OFFERED.values()
    }}}},
)
def export_framework(request: HttpRequest, form: Code, asked: Query[InLanguage]) -> HttpResponse:
    """The Framework as xlsx, skos (Turtle) or oscal (a zip of OSCAL documents). The same records give the same file."""
    if form not in OFFERED:
        raise UnknownRecord("export format", form, list(OFFERED))
    kind = OFFERED[form]
    language = language_for(request, asked)
    content = _written(last_revision(), form, language if form == "xlsx" else "en", addresses_for(request))
    return HttpResponse(content, content_type=kind.media_type, headers={
        "Content-Disposition": f'attachment; filename="cbm-framework.{kind.extension}"',
    })
