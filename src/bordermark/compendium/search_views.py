"""The search page, its suggestions, and browsing by theme, flow, body and region."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bordermark.compendium import finding
from bordermark.compendium.describing import CompendiumWriter
from bordermark.compendium.exports import FORMATS, gather_contents
from bordermark.compendium.finding import Beside
from bordermark.compendium.lines import lines
from bordermark.compendium.panels import counts_by_adopter, counts_by_concept, counts_by_region
from bordermark.compendium.reading import reader
from bordermark.compendium.search.documents import SearchAnswer
from bordermark.compendium.search.suggest import Suggestion
from bordermark.compendium.search_page import DEEPEST, PAGE, SORTS, Asked, asked, facets
from bordermark.compendium.search_result import facet_label, pointer_address, search_result, suggestion_address
from bordermark.compendium.tabulating import instrument_table
from bordermark.compendium.views import file_response, writer
from bordermark.languages import NAMES
from bordermark.organisations.store import organisations
from bordermark.publishing.addresses import language_of
from bordermark.publishing.answers import Answer, respond
from bordermark.publishing.offering import labels, pointers
from bordermark.publishing.tables import Table
from bordermark.vocabulary.store import vocabulary

SAVED = tuple(name for name in FORMATS if name not in ("csv", "jsonld"))
"""Formats in which a set of results is saved as a file; CSV is one of the page's own formats."""


def search(request: HttpRequest) -> HttpResponse:
    """Search instruments and provisions; the query is readable in the address."""
    question, language = asked(dict(request.GET.lists())), language_of(request)
    if (form := request.GET.get("format")) in SAVED:
        return file_response(gather_contents(finding.all_instruments(question.request(language)), writer(request)),
                             FORMATS[form], "bordermark-search")
    found = finding.search(question.request(language))
    say = writer(request)
    return respond(request, Answer(
        "compendium/search.html", lambda: _context(request, question, found),
        data=lambda: search_result(found, finding.beside(question.text, language), pointers(question.text), say,
                                   {"self": request.build_absolute_uri()}),
        table=lambda: _table(question, language, request),
    ))


def _table(question: Asked, language: str, request: HttpRequest) -> Table:
    contents = gather_contents(finding.all_instruments(question.request(language)), writer(request))
    return instrument_table(contents.records, contents.writer, contents.translations)


def _context(request: HttpRequest, question: Asked, found: SearchAnswer) -> dict[str, Any]:
    language, say = language_of(request), writer(request)
    held = {one.id: one for one in lines(reader(), list({hit.instrument for hit in found.hits}), language)}
    spoken = facet_words()
    last = min(-(-found.total // PAGE), DEEPEST // PAGE)
    made = facets(found, question, lambda name, value: spoken.get((name, value)) or facet_label(name, value, say))
    return {
        "question": question, "found": found, "facets": made, "facet_labels": facet_names(), "section": "search",
        "hits": [(hit, held.get(hit.instrument)) for hit in found.hits],
        "chosen": [(facet.name, one) for facet in made for one in facet.values if one.selected],
        "looked_in": [NAMES[code] for code in found.languages], "all_languages": NAMES.items(),
        "sorts": [(name, sort_names()[name]) for name in SORTS],
        "first": (question.page - 1) * PAGE + 1, "last_shown": (question.page - 1) * PAGE + len(found.hits),
        "previous": question.link(page=question.page - 1) if question.page > 1 else "",
        "next": question.link(page=question.page + 1) if question.page < last else "",
        "saved": [(name, FORMATS[name].label, question.link(format=name)) for name in SAVED],
        "corrected": question.link(q=found.corrected) if found.corrected else "",
        "also": _also(question, language, say) if question.page == 1 else (),
        "pointers": [(one, _relative(pointer_address(one, say, language), say)) for one in pointers(question.text)],
    }


Linked = list[tuple[Suggestion, str]]


def _also(question: Asked, language: str, say: CompendiumWriter) -> list[tuple[str, Beside, Linked]]:
    """What else is found, by kind: what it is called, and the best of it with their pages."""
    names = kind_names()
    return [(names[one.kind], one, [(some, _page_of(some, say, language)) for some in one.best])
            for one in finding.beside(question.text, language)]


def _page_of(one: Suggestion, say: CompendiumWriter, language: str) -> str:
    return ("" if language == "en" else f"/{language}") + _relative(suggestion_address(one, say), say)


def _relative(address: str, say: CompendiumWriter) -> str:
    return address.removeprefix(say.addresses.base)


def kind_names() -> dict[str, str]:
    """What the kinds of suggestions are called on the page."""
    return {
        "instrument": _("Instruments"), "provision": _("Provisions"), "theme": _("Themes"),
        "subtheme": _("Sub-themes"), "flow": _("Illicit flows"), "state": _("States"),
        "organisation": _("Organisations"), **{kind: str(label) for kind, label in labels().items()},
    }


def facet_names() -> dict[str, str]:
    """What each facet is called on the page."""
    return {
        "record": _("Record"), "theme": _("Theme"), "subtheme": _("Sub-theme"), "flow": _("Illicit flow"),
        "kind": _("Kind"), "force": _("Normative force"), "strength": _("Strength"), "status": _("Status"),
        "party": _("State that takes part"), "body": _("Adopting body"), "contributor": _("Contributor"),
        "scope": _("Scope"), "region": _("Region"), "decade": _("Decade"), "language": _("Official language"),
        "checked": _("Checked"),
    }


def facet_words() -> dict[tuple[str, str], str]:
    """Words for the facet values that stand in no concept scheme."""
    return {
        ("record", "instrument"): _("Instruments"), ("record", "provision"): _("Provisions"),
        ("checked", "yes"): _("Checked against a source"), ("checked", "no"): _("Not checked yet"),
    }


def sort_names() -> dict[str, str]:
    """What each order is called on the page."""
    return {"relevance": _("Best match"), "newest": _("Newest"), "oldest": _("Oldest"), "title": _("Title")}


def suggest(request: HttpRequest) -> HttpResponse:
    """Suggestions for what is being typed, as a fragment of HTML, grouped by kind."""
    language, say = language_of(request), writer(request)
    found = finding.suggest(request.GET.get("q", "")[:100], language, limit=4)
    names = kind_names()
    groups = [(names[kind], [(one, _page_of(one, say, language)) for one in some]) for kind, some in found.items()]
    return render(request, "compendium/suggestions.html", {"groups": groups})


def browse(request: HttpRequest) -> HttpResponse:
    """The compendium by theme and sub-theme, by flow, by body and by region, with counts."""
    words, bodies, language = vocabulary(), organisations(), language_of(request)
    counts = {scheme: counts_by_concept(scheme) for scheme in ("theme", "subtheme", "flow")}
    themes = [
        (one, counts["theme"].get(one.code, 0), [
            (words.concepts[key], counts["subtheme"].get(words.concepts[key].code, 0))
            for key in words.narrower.get(one.key, ())
        ])
        for one in words.schemes.get("theme", ())
    ]
    flows = [(one, counts["flow"].get(one.code, 0)) for one in words.schemes.get("flow", ())]
    by_region = counts_by_region()
    regions = [(one, by_region[one.code]) for one in words.schemes.get("region", ()) if one.code in by_region]
    adopters = [(bodies.bodies[key].name(language), key, number) for key, number in counts_by_adopter()[:40]]
    context = {"themes": themes, "flows": flows, "regions": regions, "adopters": adopters, "section": "browse"}
    return respond(request, Answer(
        "compendium/browse.html", context,
        data=lambda: {scheme: counts[scheme] for scheme in counts},
        table=lambda: Table(("scheme", "code", "label", "instruments"), (
            (scheme, code, words.label(scheme, code, language), number)
            for scheme, some in counts.items() for code, number in some.items()
        ), "Compendium"),
    ))
