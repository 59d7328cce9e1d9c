"""What the survey adds to the pages of organisations, States, concepts and instruments."""

from collections import Counter
from typing import Final

from django.utils.translation import gettext as _

from bordermark.organisations.store import organisations
from bordermark.publishing.panels import Panel, Request, register
from bordermark.structures.describing import workbook_address
from bordermark.structures.records import ActivityRecord, MechanismRecord
from bordermark.structures.selecting import Asked, Found, select
from bordermark.structures.store import closeness, survey
from bordermark.structures.survey import NOT_SURVEYED, standing
from bordermark.vocabulary.store import vocabulary

SHOWN: Final = 12
"""Activities and mandates on a page of another room before the reader is sent on."""

COLUMN_OF_SCHEME: Final = {"function": "functions", "capacity": "capacities", "flow": "flows"}
"""The column of an activity that holds the concepts of a scheme."""


def register_panels() -> None:
    """Have the survey asked for its panels."""
    register("organisation", organisation_panel)
    register("state", state_panel)
    register("concept", concept_panel)
    register("instrument", instrument_panel)


def organisation_panel(asked: Request) -> Panel | None:
    """What an organisation does, in which mechanisms it sits, on which decisions it rests."""
    held = survey(asked.clocks)
    doing = [one for one in held.activities_of.get(asked.subject, ()) if _stood(one, asked)]
    doing.sort(key=lambda one: (one.entity != asked.subject, one.title))
    sitting = [one for one in held.mechanisms_of.get(asked.subject, ()) if _stood(one, asked)]
    resting = held.mandates_of.get(asked.subject, ())
    entity = held.entities.get(asked.subject)
    asked_of = [one for one in held.responses.values() if one.entity == asked.subject]
    if not (doing or sitting or resting or entity or asked_of):
        return None
    context = {
        "body": asked.subject, "entity": entity, "activities": doing[:SHOWN], "total": len(doing),
        "mechanisms": sitting, "mandates": sorted(resting, key=lambda one: (not one.instrument, one.key))[:SHOWN],
        "mandates_total": len(resting), "responses": asked_of,
        "workbook": workbook_address(doing, asked.subject),
    }
    return Panel("structures", "structures/organisation_panel.html", context, {
        "activities": [one.id for one in doing], "mechanisms": [one.id for one in sitting],
        "mandates": [one.key for one in resting],
        "responses": [one.key for one in asked_of],
        "surveyed": entity.model_dump(mode="json") if entity else None,
    }, _("What it does for borders"))


def _stood(one: ActivityRecord | MechanismRecord, asked: Request) -> bool:
    """Whether it ran, or may have run, on the day of the clocks; everything does when there is no day."""
    first, last = (one.start, one.end) if isinstance(one, ActivityRecord) else (one.since, one.until)
    return asked.clocks.as_at is None or standing(first, last, asked.clocks.as_at) != "out"


def state_panel(asked: Request) -> Panel | None:
    """Who works for a State: by name, by its region, and by programmes for the world."""
    held, words = survey(asked.clocks), vocabulary()
    question = Asked(places=(f"state:{asked.subject}",), since=asked.clocks.as_at)
    found = select(held.activities.values(), question, closeness(held, words, organisations()).places)
    by_reach = Counter(one.reach for one in found)
    near = [one for one in found if one.reach != "world"]
    if not found:
        return None
    context = {"state": asked.subject, "rows": _nearest(near), "direct": by_reach["direct"],
               "region": by_reach["region"], "world": by_reach["world"], "more": max(0, len(near) - SHOWN)}
    return Panel("assistance", "structures/state_panel.html", context, {
        "activities": [{"id": one.activity.id, "reach": one.reach} for one in found],
    }, _("Who works for it"))


def _nearest(found: list[Found]) -> list[Found]:
    return sorted(found, key=lambda one: (one.reach != "direct", one.activity.title))[:SHOWN]


def concept_panel(asked: Request) -> Panel | None:
    """The activities under a function, capacity or flow, or that a flow was not surveyed."""
    scheme, _unused, code = asked.subject.partition(":")
    if scheme not in COLUMN_OF_SCHEME:
        return None
    held = survey(asked.clocks)
    found = [one for one in held.activities.values()
             if code in getattr(one, COLUMN_OF_SCHEME[scheme]) and _stood(one, asked)]
    missing = scheme == "flow" and code in NOT_SURVEYED
    if not found and not missing:
        return None
    context = {"rows": found[:SHOWN], "total": len(found), "scheme": scheme, "code": code, "not_surveyed": missing}
    return Panel("activities", "structures/concept_panel.html", context,
                 {"activities": [one.id for one in found], "not_surveyed": missing})


def instrument_panel(asked: Request) -> Panel | None:
    """Who rests work on an instrument: entities by mandate, and activities."""
    held = survey(asked.clocks)
    mandates = held.mandates_by_instrument.get(asked.subject, ())
    found = [one for one in held.activities_by_instrument.get(asked.subject, ()) if _stood(one, asked)]
    if not mandates and not found:
        return None
    context = {"mandates": mandates, "activities": found}
    return Panel("activities", "structures/instrument_panel.html", context, {
        "mandates": [one.key for one in mandates], "activities": [one.id for one in found],
    }, _("Who works on it"))
