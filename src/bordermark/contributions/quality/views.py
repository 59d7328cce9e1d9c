"""The pages of quality: near-duplicates, links, and what records want."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bordermark.contributions.duplicates import Likeness
from bordermark.contributions.links.judging import STATES, State
from bordermark.contributions.links.store import links
from bordermark.contributions.quality.aspects import Report, Want, aspects, report
from bordermark.contributions.quality.describing import QualityWriter, link_table, twin_table
from bordermark.contributions.quality.inspecting import inspected
from bordermark.contributions.quality.near import near, near_record, sketch, twins, types_with_likeness
from bordermark.contributions.record_pages import record_page
from bordermark.contributions.record_types import record_types
from bordermark.edtf import is_edtf
from bordermark.errors import UnknownRecord
from bordermark.organisations.bodies import near_organisations
from bordermark.organisations.store import organisations
from bordermark.publishing.addresses import addresses_for, language_of
from bordermark.publishing.answers import Answer, respond
from bordermark.publishing.panels import Panel, Request
from bordermark.publishing.problems import BadParameter, UnusableParameters

SHOWN: Final = 100
"""Records of an aspect that the page names; the table names all."""


def writer(request: HttpRequest) -> QualityWriter:
    """The writer of data for this request's reader."""
    return QualityWriter(addresses_for(request), organisations(), language_of(request))


def near_view(request: HttpRequest) -> HttpResponse:
    """What a form that is being filled in may be a duplicate of: a fragment for the form, or data.

    Its parameters are the type and the record's own fields as the form has them.
    """
    name, language = request.GET.get("type", ""), language_of(request)
    _require_type(name)
    found = near_record(sketch(name, dict(request.GET.lists())), name, language)
    if request.headers.get("HX-Request"):
        return render(request, "contributions/near_list.html", {"near": found})
    return respond(request, Answer(
        "contributions/near.html", {"near": found, "asked": True, "type": name, "section": "quality"},
        data=lambda: writer(request).near(name, found),
    ))


def _require_type(name: str) -> None:
    names = [one.name for one in types_with_likeness()]
    if name not in names:
        raise UnusableParameters([BadParameter("type", name, f"one of {', '.join(names)}")])


def duplicates(request: HttpRequest) -> HttpResponse:
    """Look whether something is held already; and the records held that may be one."""
    asked = {name: request.GET.get(name, "").strip() for name in ("title", "symbol", "body", "date")}
    name, language, say = request.GET.get("type", "instrument"), language_of(request), writer(request)
    _require_type(name)
    if asked["date"] and not is_edtf(asked["date"]):
        raise UnusableParameters([BadParameter("date", asked["date"], "a date such as 2012-04-25, 2012-04 or 2012")])
    has_asked = any(asked[part] for part in ("title", "symbol", "date"))
    likeness = Likeness("", (asked["symbol"],) if asked["symbol"] else (), (asked["title"],),
                        frozenset({asked["body"]} - {""}), asked["date"])
    found = near(name, likeness, language) if has_asked else []
    held = [] if has_asked else twins(name)
    return respond(request, Answer(
        "contributions/duplicates.html", lambda: {
            "asked": has_asked, "near": found, "type": name, "types": types_with_likeness(), "fields": asked,
            "pairs": [(one, record_page(name, one.key, language), record_page(name, one.other, language))
                      for one in held],
            "section": "quality",
        },
        data=lambda: {"near": say.near(name, found), "held": say.twins(held)},
        table=lambda: twin_table(held),
    ))


def link_index(request: HttpRequest) -> HttpResponse:
    """The addresses that lead nowhere, or elsewhere, with the records that name them, and since when."""
    wanted: list[State] = [state for state in STATES if state in request.GET.getlist("state")]
    found = links(wanted) if wanted else links()
    language = language_of(request)
    return respond(request, Answer(
        "contributions/links.html", lambda: {
            "links": [(one, [(record, record_page(record.type, record.key, language)) for record in one.records])
                      for one in found],
            "states": STATES, "chosen": wanted, "section": "quality",
        },
        data=lambda: writer(request).links(found), table=lambda: link_table(found),
    ))


def quality_index(request: HttpRequest) -> HttpResponse:
    """How the records of every organisation stand, in numbers."""
    found, say = inspected(timezone.now().date()), writer(request)
    whole = report(found)
    return respond(request, Answer(
        "contributions/quality.html", lambda: {
            "rows": [(one, [one.counts[aspect.name] for aspect in aspects()]) for one in say.summaries(found)],
            "aspects": aspects(), "whole": whole, "section": "quality",
            "totals": [whole.count(aspect.name) for aspect in aspects()],
        },
        data=lambda: say.summaries(found), table=lambda: say.summary_table(found),
    ))


def organisation_quality(request: HttpRequest, key: str) -> HttpResponse:
    """What the records that an organisation and its parts keep want."""
    held, say, language = organisations(), writer(request), language_of(request)
    if key not in held.bodies:
        raise UnknownRecord("organisation", key, near_organisations(key, held))
    found = report(inspected(timezone.now().date()), held.with_parts(key))
    return respond(request, Answer(
        "contributions/organisation_quality.html", lambda: {
            "body": held.bodies[key], "name": held.bodies[key].name(language), "report": found,
            "groups": _groups(found, language), "section": "organisations",
        },
        data=lambda: say.detail(key, found), table=lambda: say.want_table(found),
    ))


def _groups(found: Report, language: str) -> list[dict[str, Any]]:
    def shown(some: tuple[Want, ...]) -> list[tuple[Want, str]]:
        return [(one, record_page(one.type, one.key, language)) for one in some[:SHOWN]]

    labels = {one.name: one.label for one in record_types()}
    return [
        {"aspect": aspect, "count": len(some), "wants": shown(some), "more": max(0, len(some) - SHOWN),
         "label": labels.get(some[0].type)}
        for aspect in aspects() if (some := found.wants.get(aspect.name, ()))
    ]


def quality_panel(asked: Request) -> Panel | None:
    """How the records that an organisation keeps stand now; nothing for one that keeps none, or at another time."""
    if asked.clocks:
        return None
    found = report(inspected(timezone.now().date()), organisations().with_parts(asked.subject))
    if not found.records:
        return None
    counts = [(aspect, found.count(aspect.name)) for aspect in aspects() if found.count(aspect.name)]
    return Panel("quality", "contributions/quality_panel.html", {
        "report": found, "counts": counts, "body": asked.subject,
    }, {"quality": {"records": found.records, "wanting": found.wanting,
                    "counts": {aspect.name: number for aspect, number in counts}}})
