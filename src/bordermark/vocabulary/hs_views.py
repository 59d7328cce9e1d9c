"""The pages of the Harmonized System: its chapters, a search, and each code of each edition."""

from django.http import HttpRequest, HttpResponse

from bordermark.clocks import read_clocks
from bordermark.publishing import panels
from bordermark.publishing.addresses import addresses_for, language_of
from bordermark.publishing.answers import Answer, respond
from bordermark.publishing.tables import Cell, Table
from bordermark.vocabulary.hs.codes import EDITIONS, LATEST, Edition, read_code, read_edition
from bordermark.vocabulary.hs.correlation import Conversion, history
from bordermark.vocabulary.hs.nomenclature import section_of, sections, tree
from bordermark.vocabulary.hs.words import find
from bordermark.vocabulary.hs_schemas import HsConversion, HsWriter

SHOWN = 8
"""Candidates of a conversion that a page shows before it folds the rest away."""


def writer(request: HttpRequest) -> HsWriter:
    """Says what is known of codes to this request's reader."""
    return HsWriter(language_of(request), addresses_for(request))


def index(request: HttpRequest) -> HttpResponse:
    """The chapters of an edition by section, or the codes that answer a search."""
    edition = read_edition(request.GET.get("hs_edition", LATEST))
    query = request.GET.get("q", "").strip()[:200]
    say = writer(request)
    found, total = find(query, edition) if query else ([], 0)
    chapters = [say.ref(one) for one in tree(edition).children() if one.is_hs]
    context = {
        "hs_edition": edition, "editions": EDITIONS, "query": query, "found": [say.found(one) for one in found],
        "total": total, "section": "vocabulary",
        "groups": [(one, [chapter for chapter in chapters if one.first <= chapter.code <= one.last])
                   for one in sections()],
    }
    listed = [say.found(one) for one in found] if query else chapters
    return respond(request, Answer(
        "vocabulary/hs.html", context, data=lambda: {"edition": edition, "query": query, "codes": listed},
        table=lambda: Table(("edition", "code", "label"), ((one.edition, one.code, one.label) for one in listed), "HS"),
    ))


def code(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """One code: its place, its history across the editions, and what the rooms above know of it."""
    year, digits = read_edition(edition), read_code(code)
    one = tree(year)
    found = one[digits]
    say = writer(request)
    key = f"{year}:{digits}"
    some = panels.panels("hs-code", panels.Request(key, say.language, read_clocks(request.GET), request.GET.dict()))
    past = [(step, say.conversion(step)) for step in history(digits, year)]
    context = {
        "code": say.ref(found), "found": found, "part_of": section_of(digits), "section": "vocabulary",
        "ancestors": [say.ref(above) for above in one.ancestors(digits)],
        "children": [say.ref(below) for below in one.children(digits)],
        "history": [_shown(step, told) for step, told in past], "hs_edition": year, "panels": some,
    }
    return respond(request, Answer(
        "vocabulary/hs_code.html", context,
        data=lambda: {**say.detail(found).model_dump(mode="json"), **{panel.name: panel.data for panel in some}},
        table=lambda: history_table(year, digits, [told for _, told in past]),
    ))


def _shown(step: Conversion, told: HsConversion) -> dict[str, object]:
    return {"edition": told.edition, "kind": told.kind, "reason": told.reason, "here": step.from_ == step.to,
            "first": told.candidates[:SHOWN], "rest": told.candidates[SHOWN:]}


def history_table(edition: Edition, code: str, past: list[HsConversion]) -> Table:
    """A code in every edition, a candidate a row."""
    columns = ("edition", "code", "to_edition", "kind", "to_code", "to_label", "share", "sources", "published",
               "proposed", "reason")
    rows: list[tuple[Cell, ...]] = []
    for one in past:
        start = (edition, code, one.edition, one.kind)
        rows += [(*start, to.code, to.label, to.share, to.sources, to.published, to.proposed, "")
                 for to in one.candidates] or [(*start, "", "", None, None, "", None, one.reason)]
    return Table(columns, rows, "History")
