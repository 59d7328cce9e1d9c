"""What the API and the pages' JSON say of plans, lanes and simulations."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

import polars as pl
from ninja import Schema
from pydantic import Field

from bordermark.publishing.tables import Table
from bordermark.screening.models import SelectivityPlan
from bordermark.screening.plans.store import as_plan
from bordermark.screening.selectivity.plan import Plan
from bordermark.screening.selectivity.simulating import Comparison


class PlanSummary(Schema):
    """A version of a State's plan."""

    state: str
    version: int
    title: str
    name: str = Field(description="Name of the file that was sent")
    by: str
    at: datetime


class PlanDetail(PlanSummary):
    """A version of a State's plan with what it says."""

    content: str = Field(description="The file as it was sent")
    plan: dict[str, Any] = Field(description="What it says: lanes, random, rules")


class Checked(Schema):
    """A plan that could be kept, and was not."""

    plan: dict[str, Any]


class Load(Schema):
    """Lines of a lane in an office and period."""

    lane: str
    office: str
    period: str
    lines: int
    random: int = Field(description="Of these, chosen at random")


class LanesOfRun(Schema):
    """How the lines of a run are shared among lanes; nothing where none were given yet."""

    run: str
    lines: int
    lanes: dict[str, int]
    loads: list[Load]


class Simulation(Schema):
    """What a change would do to the lines of a past run: see `Comparison` in the manual."""

    run: str
    lines: int
    alerts_before: int
    alerts_after: int
    gained: int
    lost: int
    gained_examples: list[dict[str, Any]]
    lost_examples: list[dict[str, Any]]
    lanes: list[dict[str, Any]]
    moved: list[dict[str, Any]]
    offices: list[dict[str, Any]]
    entries: list[dict[str, Any]]
    expected_before: dict[str, float]
    expected_after: dict[str, float]
    finds: dict[str, Any] | None = Field(description="Among inspected lines only")


def summary(held: SelectivityPlan) -> PlanSummary:
    """A version, for a list of them."""
    return PlanSummary(state=held.state_id, version=held.version, title=held.title, name=held.name, by=held.by,
                       at=held.at)


def detail(held: SelectivityPlan) -> PlanDetail:
    """A version with what it says."""
    return PlanDetail(**summary(held).model_dump(), content=held.content, plan=plain(as_plan(held)))


def plain(plan: Plan) -> dict[str, Any]:
    """A plan as plain values."""
    return plan.model_dump(mode="json", exclude_defaults=True)


def rule_table(plan: Plan) -> Table:
    """The rules of a plan, in their order."""
    return Table(("rule", "lane", "why", "source", "when"), (
        (one.id, one.lane, one.why, one.source, conditions(one.when.model_dump(exclude_defaults=True)))
        for one in plan.rules), "plan")


NO_RULES: Final = Table(("rule", "lane", "why", "source", "when"), (), "plan")
"""The rules of a State without a plan."""


def conditions(when: dict[str, Any]) -> str:
    """The conditions of a rule in one line."""
    return "; ".join(f"{name}: {', '.join(value) if isinstance(value, tuple) else value}"
                     for name, value in when.items())


def lanes_of_run(run: str, lanes: pl.DataFrame | None) -> LanesOfRun:
    """The loads of a run's lanes, counted from its lines."""
    if lanes is None:
        return LanesOfRun(run=run, lines=0, lanes={}, loads=[])
    loads = lanes.group_by("lane", "office", "period").agg(
        pl.len().alias("lines"), (pl.col("chosen").cast(pl.String) == "random").sum().alias("random"))
    rows = loads.with_columns(pl.col("lane", "office", "period").cast(pl.String)).sort("lane", "office", "period")
    counts = rows.group_by("lane").agg(pl.col("lines").sum()).sort("lane")
    return LanesOfRun(run=run, lines=lanes.height, lanes=dict(counts.iter_rows()),
                      loads=[Load(**row) for row in rows.iter_rows(named=True)])


def load_table(told: LanesOfRun) -> Table:
    """The loads of a run's lanes."""
    return Table(("lane", "office", "period", "lines", "random"), (
        (one.lane, one.office, one.period, one.lines, one.random) for one in told.loads), "lanes")


def simulation(run: str, told: Comparison) -> Simulation:
    """What a change would do."""
    return Simulation(run=run, **asdict(told))


def simulation_table(told: Comparison) -> Table:
    """The lanes before and after."""
    columns = ("lane", "control", "lines_before", "lines_after", "random_before", "random_after", "overflow_before",
               "overflow_after")
    return Table(columns, (tuple(row[name] for name in columns) for row in told.lanes), "simulation")
