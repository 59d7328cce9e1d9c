"""What programs look for beside the API: the feed, the sitemaps, the vocabulary as a file, robots.txt."""

from functools import lru_cache

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from bordermark.compendium import feeds
from bordermark.compendium.feeds import SitePage
from bordermark.contributions.record_types import record_types
from bordermark.contributions.revisions import last_revision
from bordermark.errors import UnknownRecord
from bordermark.languages import LANGUAGES
from bordermark.organisations.store import organisations
from bordermark.publishing import problems
from bordermark.publishing.addresses import API, PAGES, Addresses, addresses_for
from bordermark.publishing.problems import Problem
from bordermark.vocabulary import skos
from bordermark.vocabulary.api import find_scheme
from bordermark.vocabulary.store import vocabulary


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The Atom feed of the instruments recorded last."""
    content = feeds.atom(feeds.newest(), vocabulary(), organisations(), addresses_for(request))
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The index of the sitemaps."""
    return HttpResponse(feeds.sitemap_index(addresses_for(request)), content_type="application/xml; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest, language: str) -> HttpResponse:
    """The sitemap of one language."""
    if language not in LANGUAGES:
        detail = f"There is no sitemap in {language!r}; there are those in {', '.join(LANGUAGES)}."
        return problems.respond(Problem(404, detail, instance=request.path))
    content = _sitemap(last_revision(), addresses_for(request).base, language)
    return HttpResponse(content, content_type="application/xml; charset=utf-8")


@lru_cache(maxsize=len(LANGUAGES))
def _sitemap(revision: int, base: str, language: str) -> str:
    return feeds.sitemap([*feeds.site_pages(vocabulary(), organisations()), *_of_other_rooms()], Addresses(base),
                         language)


LISTS = ("framework", "activities", "activities-table", "mechanisms", "mandates", "drafting")
"""Pages of other rooms that list what they hold, or ask for something."""


def _of_other_rooms() -> list[SitePage]:
    """Pages of every record type that has one: measures, activities, mechanisms, control lists, their entries."""
    kinds = [one for one in record_types() if one.name in PAGES and one.name not in feeds.ROOMS_BELOW]
    changed = feeds.last_changes(*(one.name for one in kinds))
    return [SitePage(name, ()) for name in LISTS] + [
        SitePage(one.name, (key,), changed.get((one.name, key), ""))
        for one in kinds for key in one.model._default_manager.order_by("pk").values_list("pk", flat=True)
    ]


@require_safe
def vocabulary_file(request: HttpRequest, scheme: str = "") -> HttpResponse:
    """The vocabulary, or one scheme of it, as SKOS in Turtle."""
    if scheme:
        try:
            find_scheme(scheme, vocabulary())
        except UnknownRecord as error:
            return problems.respond(Problem(404, str(error), "unknown-record", instance=request.path,
                                            extensions={"near": list(error.near)}))
    content = _skos(last_revision(), addresses_for(request).base, scheme)
    return HttpResponse(content, content_type="text/turtle; charset=utf-8")


@lru_cache(maxsize=32)
def _skos(revision: int, base: str, scheme: str) -> str:
    return skos.turtle(vocabulary(), Addresses(base), scheme or None)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read by everybody; endless searches need not be walked."""
    lines = ["User-agent: *", *(f"Disallow: {prefix}/search?" for prefix in _PREFIXES), f"Disallow: {API}/search",
             f"Disallow: {API}/suggest", f"Sitemap: {addresses_for(request).base}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


_PREFIXES = ("", *(f"/{code}" for code in LANGUAGES if code != "en"))


@require_safe
def api_home(request: HttpRequest) -> HttpResponse:
    """Where the API begins: its description."""
    return HttpResponseRedirect(f"{API}/docs")


def no_such_address(request: HttpRequest) -> HttpResponse:
    """404 for an address under the API that it does not have."""
    detail = f"The API has no address {request.path}. What it has is described at {API}/docs."
    return problems.respond(Problem(404, detail, instance=request.path))
