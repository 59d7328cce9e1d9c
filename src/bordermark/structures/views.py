"""The pages of the survey: activities, mechanisms, and the check at drafting time."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from bordermark.clocks import Clocks, read_clocks
from bordermark.errors import UnknownRecord
from bordermark.organisations.schemas import OrganisationWriter
from bordermark.organisations.store import organisations
from bordermark.publishing.addresses import addresses_for, language_of, page
from bordermark.publishing.answers import Answer, respond
from bordermark.structures.asking import Query, read_draft, read_question
from bordermark.structures.closest import advise
from bordermark.structures.describing import SurveyWriter, activity_table, drafting_table, mechanism_table
from bordermark.structures.places import Places
from bordermark.structures.records import ActivityRecord, MechanismRecord
from bordermark.structures.selecting import Found, select, select_mechanisms
from bordermark.structures.store import closeness, survey
from bordermark.structures.survey import Survey
from bordermark.vocabulary.maps import world_map
from bordermark.vocabulary.schemas import VocabularyWriter
from bordermark.vocabulary.store import vocabulary

MANY: Final = 5
"""Activities that name a State from which on it is drawn full on the map."""

SHOWN_CELLS: Final = 60
"""Combinations of a draft on its page; data holds all."""

BASIS_WORDS: Final = {
    "page": gettext_lazy("The page seen supports what, who and when; the coding is ours."),
    "mixed": gettext_lazy("Some of it rests on a page, some on established knowledge; the coding is ours."),
    "own": gettext_lazy("It rests on established knowledge; no page was seen."),
}


@dataclass(frozen=True, slots=True)
class Opened:
    """What every page of the survey begins with."""

    clocks: Clocks
    query: Query
    survey: Survey
    say: SurveyWriter
    places: Places


def opened(request: HttpRequest) -> Opened:
    """Read the clocks and the survey for a request."""
    clocks, words = read_clocks(request.GET), vocabulary()
    held = survey(clocks)
    say = SurveyWriter(held, OrganisationWriter(
        organisations(), VocabularyWriter(words, addresses_for(request), language_of(request))
    ))
    return Opened(clocks, dict(request.GET.lists()), held, say, closeness(held, words).places)


def activities(request: HttpRequest) -> HttpResponse:
    """The activities that answer a question, on a map and in a table."""
    one = opened(request)
    words, bodies = one.say.words.words, one.say.organisations.bodies
    asked = read_question(one.query, words, bodies, one.clocks.as_at)
    found = select(one.survey.activities.values(), asked, one.places)
    return respond(request, Answer(
        "structures/activities.html", lambda: {
            "answer": one.say.activities(found, asked), "clocks": one.clocks, "section": "activities", "many": MANY,
            "asked": asked, "choices": choices(one), "chosen": _chosen(one.query), **drawn(found, one.places, one.say),
        },
        data=lambda: one.say.activities(found, asked), table=lambda: activity_table(found),
    ))


def activity(request: HttpRequest, key: str) -> HttpResponse:
    """One activity: who does what for whom, on what it rests, who coordinates it."""
    one = opened(request)
    record = find_activity(key, one.survey)
    found = [Found(record, None, None)]
    return respond(request, Answer(
        "structures/activity.html", lambda: {
            "activity": one.say.activity(record), "clocks": one.clocks, "section": "activities",
            "basis": BASIS_WORDS[record.basis], "draft": draft_address(record, one.say), "many": MANY,
            **drawn(found, one.places, one.say),
        },
        data=lambda: one.say.activity(record), table=lambda: activity_table(found),
    ))


def mechanisms(request: HttpRequest) -> HttpResponse:
    """The coordination mechanisms that answer a question."""
    one = opened(request)
    asked = read_question(one.query, one.say.words.words, one.say.organisations.bodies, one.clocks.as_at)
    found = select_mechanisms(one.survey.mechanisms.values(), asked, one.places)
    rows = [one.say.mechanism_row(*each) for each in found]
    return respond(request, Answer(
        "structures/mechanisms.html", lambda: {
            "rows": rows, "clocks": one.clocks, "section": "activities", "choices": choices(one),
            "chosen": _chosen(one.query),
        },
        data=lambda: rows, table=lambda: mechanism_table(found),
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


def drafting(request: HttpRequest) -> HttpResponse:
    """What is there already that a draft resembles, who should be asked, and what gap it would fill."""
    one = opened(request)
    draft = read_draft(one.query, one.say.words.words)
    advice = advise(draft, closeness(one.survey, one.say.words.words), one.clocks.day(timezone.now().date()))
    told = one.say.drafting(advice)
    return respond(request, Answer(
        "structures/drafting.html", lambda: {
            "told": told, "draft": draft, "asked": bool(draft), "clocks": one.clocks, "section": "activities",
            "choices": choices(one), "chosen": _chosen(one.query), "cells": told.cells[:SHOWN_CELLS],
            "more_cells": max(0, len(told.cells) - SHOWN_CELLS),
            "gaps": sum(1 for cell in told.cells if cell.surveyed and cell.empty),
        },
        data=lambda: told, table=lambda: drafting_table(advice),
    ))


def choices(one: Opened) -> dict[str, Any]:
    """What the forms offer: a list of (code, label) for each parameter."""
    words, language = one.say.words.words, one.say.words.language
    bodies = one.say.organisations.bodies
    found: dict[str, Any] = {
        scheme: [(each.code, each.label(language)) for each in words.schemes.get(scheme, ())]
        for scheme in ("function", "capacity", "flow", "m49")
    }
    found["state"] = sorted(((each.id, each.name(language)) for each in words.member_states()),
                            key=lambda pair: pair[1])
    names = ((key, bodies.bodies[key].name(language)) for key in one.survey.entities if key in bodies.bodies)
    found["entity"] = sorted(names, key=lambda pair: pair[1])
    return found


def _chosen(query: Query) -> dict[str, list[str]]:
    """The values of the parameters as given, for the forms."""
    names = ("function", "capacity", "flow", "place", "entity", "since", "until", "certain", "text")
    return {name: list(query.get(name, ())) for name in names}


def drawn(found: Iterable[Found], places: Places, say: SurveyWriter) -> Mapping[str, Any]:
    """The map of the States that activities name, themselves or by a region; the world names none."""
    numbers = Counter(state for one in found for state in places.named(one.activity.places))
    words = say.words
    standings = {
        state: ("party" if number >= MANY else "named", page("state", state, language=words.language),
                ngettext("%(state)s: %(n)d activity", "%(state)s: %(n)d activities", number)
                % {"state": words.words.state_name(state, words.language), "n": number})
        for state, number in numbers.items()
    }
    most = sum(number >= MANY for number in numbers.values())
    return {"shapes": world_map(standings) if numbers else [], "few": len(numbers) - most, "most": most}


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
