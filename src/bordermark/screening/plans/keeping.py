"""What officers do with plans: check one, keep it as the next version, give the lines of a run their lanes, try."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import polars as pl
from django.db import transaction
from django.db.models import Max

from bordermark.accounts import audit
from bordermark.accounts.guards import require
from bordermark.accounts.policy import Action, Person, Thing
from bordermark.errors import BordermarkError, Finding, RefusedInput
from bordermark.screening.models import Alert, Run, SelectivityPlan
from bordermark.screening.plans import store
from bordermark.screening.runs.store import thing_of
from bordermark.screening.selectivity.assigning import Assignment, assign
from bordermark.screening.selectivity.changing import Change, changed_alerts, changed_plan
from bordermark.screening.selectivity.lane_files import write_lanes
from bordermark.screening.selectivity.plan import LARGEST, Plan, read_plan
from bordermark.screening.selectivity.simulating import Comparison, Side, compare
from bordermark.screening.standing import LANES

_AT_ONCE: Final = 500


def check(content: bytes, name: str) -> Plan:
    """The plan in a file that was sent. Raises RefusedInput with all that is wrong.

    The lanes of the queue of alerts are four, so that a plan's must be of these; their titles are free.
    """
    plan = read_plan(content, name)
    wrong = [Finding(name, 0, f"lanes.{place}.id", lane.id, f"one of {', '.join(LANES)}; the title is free")
             for place, lane in enumerate(plan.lanes) if lane.id not in LANES]
    if wrong:
        raise RefusedInput(wrong)
    return plan


def too_large(name: str, size: int) -> list[Finding]:
    """What is said of a file that no plan can be."""
    return [Finding(name, 0, "", f"{size} bytes", f"at most {LARGEST} bytes")]


def keep(person: Person, state: str, content: bytes, name: str, *, at: datetime) -> SelectivityPlan:
    """Keep a plan as the next version, which is in force from now on. Raises Forbidden, RefusedInput."""
    require(person, Action.EDIT, Thing("selectivity-plan", state=state))
    plan = check(content, name)
    with transaction.atomic():
        last = SelectivityPlan.objects.filter(state=state).aggregate(last=Max("version"))["last"] or 0
        kept = SelectivityPlan.objects.create(
            state_id=state, version=last + 1, title=plan.name, name=name[-120:], content=content.decode("utf-8-sig"),
            by=person.id, at=at)
        audit.record(person, Action.EDIT, store.thing_of(kept), {"state": state, "version": kept.version}, at=at)
    return kept


def in_force(person: Person, state: str) -> SelectivityPlan:
    """The plan of a State that is in force. Raises BordermarkError when it has none."""
    held = store.plan_of(person, state)
    if held is None:
        raise BordermarkError("Your State has no plan yet; send one first.")
    return held


def give_lanes(person: Person, run: Run, seed: int, *, at: datetime) -> Assignment:
    """Give every line of a run its lane by the plan in force, and its alerts theirs. Raises Forbidden."""
    require(person, Action.ASSIGN, thing_of(run))
    held = in_force(person, run.state_id)
    yields, _ = store.yields_of(run.state_id)
    given = assign(store.lines_of(run), store.alerts_of(run), store.as_plan(held), seed, yields)
    write_lanes(store.lanes_file(run), given.lanes)
    with transaction.atomic():
        alerted = given.lanes.join(_rows_of(run), on="row", how="semi")
        for (lane,), rows in alerted.group_by(pl.col("lane").cast(pl.String)):
            _mark(run, str(lane), rows["row"].to_list())
        audit.record(person, Action.ASSIGN, thing_of(run), {
            "state": run.state_id, "version": held.version, "seed": seed}, at=at)
    return given


def _rows_of(run: Run) -> pl.DataFrame:
    rows = Alert.objects.filter(run=run).values_list("row", flat=True).distinct()
    return pl.DataFrame({"row": list(rows)}, schema={"row": pl.Int64})


def _mark(run: Run, lane: str, rows: Sequence[int]) -> None:
    for start in range(0, len(rows), _AT_ONCE):
        Alert.objects.filter(run=run, row__in=rows[start : start + _AT_ONCE]).update(lane=lane)


def simulate(person: Person, run: Run, change: Change, seed: int, new: Plan | None = None) -> Comparison:
    """What a change of the plan in force, or another plan, would do to the lines of a past run. Keeps nothing."""
    plan = store.as_plan(in_force(person, run.state_id))
    after = changed_plan(new or plan, change)
    lines, alerts = store.lines_of(run), store.alerts_of(run)
    left = changed_alerts(alerts, change)
    yields, _ = store.yields_of(run.state_id)
    sides = [Side(some, one, assign(lines, some, one, seed, yields)) for some, one in ((alerts, plan), (left, after))]
    return compare(sides[0], sides[1], store.inspected_in(run))
