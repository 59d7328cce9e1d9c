"""The queries of plans, and a run as frames, each within what the policy lets a person reach."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
from django.db.models import QuerySet

from bordermark.accounts.errors import Forbidden
from bordermark.accounts.policy import Action, Person, Thing, may, visible
from bordermark.accounts.store import where
from bordermark.errors import BordermarkError, UnknownRecord
from bordermark.screening.models import Alert, Run, SelectivityPlan
from bordermark.screening.runs.files import folder_of
from bordermark.screening.runs.store import states_of
from bordermark.screening.selectivity.frames import alerts_frame, pattern_of, read_declarations
from bordermark.screening.selectivity.plan import Plan, read_plan
from bordermark.screening.selectivity.results import INSPECTED
from bordermark.screening.selectivity.yields import Count, Group, Yields
from bordermark.screening.standing import Ran

MOST_LINES = 2_000_000
"""Lines of a run that are given lanes by the server; ``bordermark select`` takes any number."""


def state_of(person: Person, asked: str) -> str:
    """The State whose plan is meant: the one asked for, else the person's own, the first of several.

    Raises Forbidden for whom there is none, UnknownRecord for another State than the person's.
    """
    own = states_of(person)
    if not own or not visible(person, "selectivity-plan").parts:
        raise Forbidden(may(person, Action.VIEW, Thing("selectivity-plan", state=next(iter(own), ""))))
    if asked and asked not in own:
        raise UnknownRecord("plan", asked[:80])
    return asked or own[0]


def plans_of(person: Person, state: str) -> "QuerySet[SelectivityPlan]":
    """The versions of a State's plan that a person may see, the newest first."""
    within = where(visible(person, "selectivity-plan"), {"state": "state_id"})
    return SelectivityPlan.objects.filter(within, state=state).order_by("-version")


def plan_of(person: Person, state: str, version: int | None = None) -> SelectivityPlan | None:
    """A version of a State's plan; the newest, which is in force, without one. Raises UnknownRecord."""
    found = plans_of(person, state)
    one = (found if version is None else found.filter(version=version)).first()
    if one is None and version is not None:
        raise UnknownRecord("version", str(version), [str(each.version) for each in found[:5]])
    return one


def thing_of(plan: SelectivityPlan) -> Thing:
    """A plan as the policy sees it."""
    return Thing("selectivity-plan", state=plan.state_id, authors=frozenset({plan.by}), id=str(plan.version))


def as_plan(held: SelectivityPlan) -> Plan:
    """The plan that a version holds; it was checked when it was kept."""
    return read_plan(held.content.encode(), held.name)


def lines_of(run: Run) -> pl.DataFrame:
    """The lines of a run's file. Raises BordermarkError where it is not finished, too long or not here."""
    if run.status != Ran.FINISHED:
        raise BordermarkError("The run is not finished; lanes are given to the lines of a whole file.")
    if run.rows > MOST_LINES:
        raise BordermarkError(f"The run has {run.rows:,} lines; up to {MOST_LINES:,} are given lanes here. Use "
                              "bordermark select, which takes any number.")
    path = folder_of(run.pk) / run.file
    if not path.is_file():
        raise BordermarkError("The file of that run is not here any more; send it again.")
    return read_declarations(path, run.mapping)


def lanes_file(run: Run) -> Path:
    """Where the lanes of a run's lines are kept."""
    return folder_of(run.pk) / "lanes.parquet"


def alerts_of(run: Run) -> pl.DataFrame:
    """The alerts of a run as PAIRS."""
    rows = Alert.objects.filter(run=run).order_by("number").values("row", "list", "entry", "title", "evidence",
                                                                   "score")
    return alerts_frame(rows.iterator(10_000))


def inspected_in(run: Run) -> pl.DataFrame:
    """The lines of a run whose alerts say what an inspection came to, as INSPECTED."""
    told: Mapping[int, dict[str, Any]] = defaultdict(lambda: {"found": False, "entries": []})
    for row, line, code, entry, outcome in Alert.objects.filter(run=run).exclude(outcome="").order_by(
            "row", "number").values_list("row", "line", "hs_code", "entry", "outcome"):
        one = told[row]
        one.update(row=row, id=line, hs_code=code, chosen="rule")
        if outcome == "found":
            one["found"] = True
            one["entries"].append(entry)
    return pl.DataFrame(list(told.values()), schema=INSPECTED)


def yields_of(state: str) -> tuple[Yields, int]:
    """The rates that a State's own inspections give, and how many alerts' results they rest on."""
    counts: dict[Group, Count] = defaultdict(Count)
    results = Alert.objects.filter(state=state).exclude(outcome="").order_by().values_list(
        "list", "entry", "evidence", "outcome")
    for key, entry, evidence, outcome in results.iterator(10_000):
        group = Group(key, entry, pattern_of({one["feature"] for one in evidence}))
        counts[group] += Count(float(outcome == "found"), 1.0)
    return Yields(counts), int(sum(one.inspected for one in counts.values()))
