"""Small worlds, made by hand, of which every figure can be counted on a page."""

from typing import Any

from bordermark.diagnosis.survey import Activity, Entity, Mechanism, Survey

REGIONS = {"Western Africa": ("GHA", "MLI", "NER"), "Central Asia": ("KAZ", "TJK")}
SUBREGIONS = {state: region for region, states in REGIONS.items() for state in states}


def activity(id: str, lead: str, **fields: Any) -> Activity:
    """An activity that trains on cargo control against drugs in Ghana since 2010, unless told otherwise."""
    given: dict[str, Any] = {
        "title": id, "functions": ("train",), "capacities": ("cargo",), "flows": ("drugs",), "places": ("GHA",),
        "start": 2010, **fields,
    }
    return Activity(id, lead, **given)


def mechanism(id: str, *members: str, **fields: Any) -> Mechanism:
    """A mechanism on cargo control against drugs, everywhere, unless told otherwise."""
    given: dict[str, Any] = {"capacities": ("cargo",), "flows": ("drugs",), "places": ("global",), **fields}
    return Mechanism(id, id, "working group", members, **given)


def survey(
    *activities: Activity, mechanisms: tuple[Mechanism, ...] = (), kinds: dict[str, str] | None = None
) -> Survey:
    """A world of two regions and five States in which these activities were surveyed."""
    bodies = sorted({party for one in activities for party in one.parties})
    flows = frozenset(flow for one in activities for flow in one.flows) - {"general"}
    return Survey(tuple(Entity(one, one.upper(), (kinds or {}).get(one, "")) for one in bodies),
                  activities, mechanisms, REGIONS, SUBREGIONS, flows)
