"""What the diagnosis adds to the page of a State: what binds it, and who works on it."""

from collections import Counter

from django.utils.translation import gettext as _

from bordermark.framework.asking import today
from bordermark.publishing.panels import Panel, Request, register


def register_panels() -> None:
    """Have the diagnosis asked for its panel."""
    register("state", state_panel)


def state_panel(asked: Request) -> Panel | None:
    """How many of a State's needs have work that names it or its region, work for the world only, or nobody."""
    # Every command registers the panels, and the libraries of the diagnosis take seconds to import.
    from bordermark.diagnosis import store
    from bordermark.diagnosis.asking import at_day
    from bordermark.diagnosis.gaps import supplies
    from bordermark.diagnosis.survey import in_year

    clocks = at_day(asked.clocks)
    survey = in_year(store.survey(clocks), clocks.day(today()).year)
    found = supplies(survey, store.needs_of_state(asked.subject, clocks)) if asked.subject in survey.subregions else []
    if not found:
        return None
    counts = Counter(one.reached for one in found)
    data = {"needs": len(found), "named": counts["named"], "global": counts["global"], "nobody": counts["nobody"]}
    return Panel("needs", "diagnosis/state_panel.html",
                 {"state": asked.subject, "worldwide": counts["global"], **data}, data,
                 _("What it needs and who helps"))
