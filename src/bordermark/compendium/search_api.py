"""Search over HTTP: everything that can be asked of the index, and suggestions while somebody types."""

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from bordermark.compendium import finding, schemas, search_result
from bordermark.compendium.api import writer
from bordermark.compendium.search.documents import FACETS, Kind, SearchRequest, Sort
from bordermark.edtf import EDTF, earliest, latest
from bordermark.publishing.offering import pointers
from bordermark.publishing.parameters import Codes, InLanguage, LanguageCode, reading

router = Router(tags=["Search"])


class SearchAsked(InLanguage):
    """What to look for. Values of one facet widen each other, different facets narrow each other."""

    q: str = Field("", max_length=500, description="Words, \"phrases\", -unwanted words, symbols (S/RES/1540)")
    look_in: list[LanguageCode] = Field([], description="Languages to look in; all when none is given")
    record: list[Kind] = Field([], description="instrument, provision; both when none is given")
    theme: Codes = Field([], description="Concept of the scheme theme")
    subtheme: Codes = Field([], description="Concept of the scheme subtheme")
    flow: Codes = Field([], description="Concept of the scheme flow")
    kind: Codes = Field([], description="Concept of the scheme kind")
    force: Codes = Field([], description="Concept of the scheme force")
    status: Codes = Field([], description="Concept of the scheme status")
    body: Codes = Field([], description="Organisation that adopted it, itself or by a part of it")
    contributor: Codes = Field([], description="Organisation that keeps the record")
    scope: Codes = Field([], description="Concept of the scheme scope")
    region: Codes = Field([], description="Concept of the scheme region")
    decade: Codes = Field([], description="First year of the decade of adoption, such as 2010")
    language: Codes = Field([], description="Language of the official texts (ISO 639-1)")
    checked: Codes = Field([], description="yes or no: whether somebody has checked the record")
    party: Codes = Field([], description="State that takes part (ISO 3166-1 alpha-3)")
    strength: Codes = Field([], description="shall, should, may or information: strength of a provision's words")
    adopted_from: EDTF = Field("", description="Adopted on this day or later: YYYY-MM-DD, YYYY-MM or YYYY")
    adopted_until: EDTF = Field("", description="Adopted on this day or before: YYYY-MM-DD, YYYY-MM or YYYY")
    sort: Sort = Field("relevance", description="By relevance (newest first where no words are given), date or title")
    offset: int = Field(0, ge=0, le=10_000, description="Records to pass over")
    limit: int = Field(10, ge=0, le=100, description="Records to return; facets come with any number")


NARROWING = tuple(facet for facet in FACETS if facet != "record")
"""Facets by whose values a search can be narrowed, each a parameter of its name."""


def search_request(asked: SearchAsked, language: str) -> SearchRequest:
    """The request that the parameters make."""
    return SearchRequest(
        text=asked.q, filters={facet: tuple(values) for facet in NARROWING if (values := getattr(asked, facet))},
        languages=tuple(asked.look_in) or None, adopted_from=_number(asked.adopted_from, first=True),
        adopted_until=_number(asked.adopted_until, first=False), sort=asked.sort, offset=asked.offset,
        limit=asked.limit, kinds=tuple(asked.record), display=language,
    )


def _number(edtf: str, *, first: bool) -> int | None:
    day = earliest(edtf) if first else latest(edtf)
    return day.year * 10_000 + day.month * 100 + day.day if day else None


@reading(router, "/search", schemas.SearchResult, summary="Search", operation_id="search")
def search(request: HttpRequest, asked: Query[SearchAsked]) -> schemas.SearchResult:
    """Instruments and provisions with the words asked for, in any of six languages, with counts for every facet.

    A word nobody wrote is taken for the likeliest one somebody did (`corrections`); when no record has all the
    words, those with most of them are shown (`relaxed`). What else is found in the house stands in `also`.
    """
    say = writer(request, asked)
    wanted = search_request(asked, say.words.language)
    found = finding.search(wanted)
    links = {"self": request.build_absolute_uri()}
    if wanted.offset + len(found.hits) < found.total and found.hits:
        query = request.GET.copy()
        query["offset"] = str(wanted.offset + wanted.limit)
        links["next"] = f"{request.build_absolute_uri(request.path)}?{query.urlencode()}"
    also = finding.beside(asked.q, say.words.language)
    return search_result.search_result(found, also, pointers(asked.q), say, links)


class SuggestAsked(InLanguage):
    """What has been typed so far."""

    q: str = Field("", max_length=200, description="The beginning of one or several words")
    limit: int = Field(5, ge=1, le=20, description="Suggestions of each kind")


@reading(router, "/suggest", schemas.Suggestions, summary="Suggestions", operation_id="suggest")
def suggest(request: HttpRequest, asked: Query[SuggestAsked]) -> schemas.Suggestions:
    """Everything with words that begin so: instruments, provisions, words of the vocabulary, States, measures, ..."""
    say = writer(request, asked)
    return search_result.suggestions(finding.suggest(asked.q, say.words.language, asked.limit), say)
