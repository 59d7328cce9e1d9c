"""The pages of the survey: activities, mechanisms, mandates, and the check at drafting time."""

from difflib import get_close_matches
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from bordermark.errors import UnknownRecord
from bordermark.publishing.addresses import page
from bordermark.publishing.answers import Answer, respond
from bordermark.publishing.problems import BadParameter, UnusableParameters
from bordermark.structures.advising import advise
from bordermark.structures.asking import order_of, read_draft, read_question, read_sides
from bordermark.structures.crossing import NO_REGION, Crossed, cross, over_years
from bordermark.structures.describing import (
    SurveyWriter,
    activity_table,
    crossed_table,
    drafting_table,
    mandate_table,
    mechanism_table,
    workbook_address,
)
from bordermark.structures.opening import Opened, drawn, forms, opened, paged
from bordermark.structures.records import ActivityRecord, MechanismRecord
from bordermark.structures.selecting import Found, select, select_mechanisms
from bordermark.structures.survey import Survey

SHOWN_CELLS: Final = 60
"""Combinations of a draft on its page; data holds all."""

SHOWN_TO_ASK: Final = 12
"""Bodies to be asked on the page of a draft; data holds all."""

FIRST_YEAR: Final = 1990
"""Where the drawing of the years begins."""

SIDE_WORDS: Final = {
    "entity": gettext_lazy("Entity"), "function": gettext_lazy("Function"), "capacity": gettext_lazy("Capacity"),
    "flow": gettext_lazy("Flow"), "region": gettext_lazy("Region"),
}

BASIS_WORDS: Final = {
    "page": gettext_lazy("The page seen supports what, who and when; the coding is ours."),
    "mixed": gettext_lazy("Some of it rests on a page, some on established knowledge; the coding is ours."),
    "own": gettext_lazy("It rests on established knowledge; no page was seen."),
}


def activities(request: HttpRequest) -> HttpResponse:
    """The activities that answer a question, on a map, over the years and in a table."""
    one = opened(request)
    asked = read_question(one.query, one.say.words.words, one.say.organisations.bodies, one.clocks.as_at)
    found = select(one.survey.activities.values(), asked, one.places)

    def context() -> dict[str, Any]:
        shown = paged(one, found)
        today = timezone.now().date()
        return {
            **forms(one), **shown, **drawn(found, one.places, one.say), **_bars(found, today.year),
            "answer": one.say.activities(shown["items"], asked), "total": len(found), "presets": _presets(one),
            "query": request.GET.urlencode(),
            "workbook": workbook_address((each.activity for each in found), *asked.entities)
            if len(asked.entities) == 1 else "",
        }

    return respond(request, Answer(
        "structures/activities.html", context, data=lambda: one.say.activities(found, asked),
        table=lambda: activity_table(found), workbook=True,
    ))


def _presets(one: Opened) -> list[tuple[str, str, bool]]:
    """Moments that the survey is often asked for: address, label, whether it is this one."""
    today = timezone.now().date().isoformat()
    bare = {"since": "", "until": "", "as_at": "", "page": ""}
    given = {name: (one.query.get(name) or [""])[0] for name in ("since", "until", "as_at")}
    moments: tuple[tuple[Any, dict[str, str]], ...] = (
        (gettext_lazy("whenever"), {}), (gettext_lazy("in 2012"), {"since": "2012", "until": "2012"}),
        (gettext_lazy("today"), {"as_at": today}),
    )
    return [(one.address(**(bare | moment)), str(label), given == {"since": "", "until": "", "as_at": ""} | moment)
            for label, moment in moments]


def _bars(found: list[Found], last: int) -> dict[str, Any]:
    """The years as bars of a drawing that is 100 high."""
    years, undated = over_years([one.activity for one in found], FIRST_YEAR, last)
    most = max((one.known + one.open for one in years), default=0) or 1
    width = 960 / len(years)
    return {"undated": undated, "bars": [
        {"year": one, "x": round(at * width, 1), "width": round(width - 3, 1), "centre": round((at + 0.5) * width, 1),
         "known": round(100 * one.known / most, 1), "from": round(100 - 100 * one.known / most, 1),
         "open": round(100 * one.open / most, 1), "top": round(100 - 100 * (one.known + one.open) / most, 1),
         "told": one.year % 5 == 0}
        for at, one in enumerate(years)
    ]}


def crossed(request: HttpRequest) -> HttpResponse:
    """The activities that answer a question, counted under two of their sides: who works on what."""
    one = opened(request)
    words, bodies = one.say.words.words, one.say.organisations.bodies
    asked = read_question(one.query, words, bodies, one.clocks.as_at)
    rows, columns = read_sides(*((one.query.get(name) or [""])[0] or default
                                 for name, default in (("rows", "entity"), ("columns", "capacity"))))
    found = cross((each.activity for each in select(one.survey.activities.values(), asked, one.places)), rows, columns,
                  one.places, order_of(columns, words))
    told = one.say.crossed(found)
    return respond(request, Answer(
        "structures/crossed.html", lambda: {
            **forms(one), "told": told, "rows": rows, "columns": columns, "sides": SIDE_WORDS,
            "lines": _heat(one, found), "not_surveyed": one.say.activities([], asked).not_surveyed,
        },
        data=lambda: told, table=lambda: crossed_table(told), workbook=True,
    ))


def _heat(one: Opened, found: Crossed) -> list[dict[str, Any]]:
    """The lines of the table, the fullest first: each count with how dark it is (0 to 5) and where it opens."""
    parameter = {"region": "place"}
    base = page("activities", language=one.say.words.language)
    kept = [(name, value) for name, values in one.query.items() if name not in ("rows", "columns", "page", "format")
            for value in values if value]

    def behind(row: str, column: str = "") -> str:
        pairs = [(found.rows, row), *([(found.columns, column)] if column else [])]
        if ("region", NO_REGION) in pairs:  # no question asks for programmes for the world alone
            return ""
        new = [(parameter.get(side, side), code) for side, code in pairs]
        old = [pair for pair in kept if pair[0] not in {name for name, _ in new}]
        return f"{base}?{urlencode([*old, *new])}"

    return [
        {"code": row, "label": one.say.side(found.rows, row), "total": total, "behind": behind(row), "cells": [
            {"n": (n := found.counts.get((row, column), 0)), "heat": -(-5 * n // found.most),
             "behind": behind(row, column) if n else "", "label": one.say.side(found.columns, column)}
            for column in found.columns_used
        ]} for row, total in sorted(found.totals.items(), key=lambda pair: (pair[0] == NO_REGION, -pair[1], pair[0]))
    ]


def activity(request: HttpRequest, key: str) -> HttpResponse:
    """One activity: who does what for whom, on what it rests, who coordinates it."""
    one = opened(request)
    record = find_activity(key, one.survey)
    found = [Found(record, None, None)]
    return respond(request, Answer(
        "structures/activity.html", lambda: {
            "activity": one.say.activity(record), "clocks": one.clocks, "section": "activities",
            "basis": BASIS_WORDS[record.basis], "draft": draft_address(record, one.say),
            **drawn(found, one.places, one.say),
        },
        data=lambda: one.say.activity(record), table=lambda: activity_table(found),
    ))


def mechanisms(request: HttpRequest) -> HttpResponse:
    """The coordination mechanisms that answer a question."""
    one = opened(request)
    asked = read_question(one.query, one.say.words.words, one.say.organisations.bodies, one.clocks.as_at)
    found = select_mechanisms(one.survey.mechanisms.values(), asked, one.places)
    return respond(request, Answer(
        "structures/mechanisms.html", lambda: {
            **forms(one), "rows": [one.say.mechanism_row(*each) for each in found], "query": request.GET.urlencode(),
        },
        data=lambda: [one.say.mechanism_row(*each) for each in found], table=lambda: mechanism_table(found),
        workbook=True,
    ))


def mechanism(request: HttpRequest, key: str) -> HttpResponse:
    """One mechanism: its members, what of its scope is known and from what, what its members do together."""
    one = opened(request)
    record = find_mechanism(key, one.survey)
    return respond(request, Answer(
        "structures/mechanism.html", lambda: {
            "mechanism": one.say.mechanism(record), "clocks": one.clocks, "section": "activities",
            "basis": BASIS_WORDS[record.basis],
        },
        data=lambda: one.say.mechanism(record), table=lambda: mechanism_table([(record, None)]),
    ))


def mandates(request: HttpRequest) -> HttpResponse:
    """The decisions on which entities rest their work, narrowed by entity, instrument and words."""
    one = opened(request)
    bodies = one.say.organisations.bodies
    given = {name: (one.query.get(name) or [""])[0].strip() for name in ("entity", "instrument", "text")}
    if given["entity"] and given["entity"] not in bodies.bodies:
        raise UnusableParameters([BadParameter("entity", given["entity"], "the id of an organisation")])
    wanted = given["text"].casefold()
    found = [each for each in one.survey.mandates.values()
             if given["entity"] in ("", each.entity) and given["instrument"] in ("", each.instrument)
             and wanted in f"{each.symbol} {each.title}".casefold()]

    def context() -> dict[str, Any]:
        shown = paged(one, found)
        language = one.say.words.language
        citing = sorted(((key, bodies.bodies[key].name(language)) for key in one.survey.mandates_of
                         if key in bodies.bodies), key=lambda pair: pair[1])
        return {**forms(one), **shown, "rows": [one.say.mandate(each) for each in shown["items"]],
                "total": len(found), "given": given, "citing": citing}

    return respond(request, Answer(
        "structures/mandates.html", context, data=lambda: [one.say.mandate(each) for each in found],
        table=lambda: mandate_table(found), workbook=True,
    ))


def drafting(request: HttpRequest) -> HttpResponse:
    """What is there already that a draft resembles, who should be asked, and what gap it would fill."""
    one = opened(request)
    draft = read_draft(one.query, one.say.words.words, one.say.organisations.bodies)
    advice = advise(draft, one.held, one.clocks.day(timezone.now().date()))
    told = one.say.drafting(advice)
    return respond(request, Answer(
        "structures/drafting.html", lambda: {
            **forms(one), "told": told, "draft": draft, "asked": bool(draft), "cells": told.cells[:SHOWN_CELLS],
            "more_cells": max(0, len(told.cells) - SHOWN_CELLS), "ask": told.ask[:SHOWN_TO_ASK],
            "more_to_ask": max(0, len(told.ask) - SHOWN_TO_ASK),
            "gaps": sum(1 for cell in told.cells if cell.surveyed and cell.empty),
            "thin": sum(1 for cell in told.cells if cell.surveyed and cell.by_world),
            "surveyed": any(cell.surveyed for cell in told.cells),
        },
        data=lambda: told, table=lambda: drafting_table(advice),
    ))


def draft_address(one: ActivityRecord, say: SurveyWriter) -> str:
    """The check at drafting time, for something like this activity."""
    pairs = [*(("function", each) for each in one.functions), *(("capacity", each) for each in one.capacities),
             *(("flow", each) for each in one.flows),
             *(("place", each.partition(":")[2]) for each in one.places), ("text", one.title)]
    return f"{page('drafting', language=say.words.language)}?{urlencode(pairs)}"


def find_activity(key: str, held: Survey) -> ActivityRecord:
    """The activity of this id. Raises UnknownRecord with the ids of those that are like it."""
    if key not in held.activities:
        raise UnknownRecord("activity", key, get_close_matches(key, held.activities, n=5))
    return held.activities[key]


def find_mechanism(key: str, held: Survey) -> MechanismRecord:
    """The mechanism of this id. Raises UnknownRecord with the ids of those that are like it."""
    if key not in held.mechanisms:
        raise UnknownRecord("coordination mechanism", key, get_close_matches(key, held.mechanisms, n=5))
    return held.mechanisms[key]
