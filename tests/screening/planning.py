"""A plan and made-up lines with their alerts, for the tests of selectivity."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import polars as pl

from bordermark.screening.evidence import WEIGHTS
from bordermark.screening.selectivity.frames import LINES, PAIRS, kind_of, pattern_of
from bordermark.screening.selectivity.plan import Plan

PLAN: dict[str, Any] = {
    "name": "Ports", "period": "day", "otherwise": "green", "random": {"share": 0.1, "lane": "red"},
    "lanes": [
        {"id": "red", "control": "inspection", "capacity": 5, "offices": {"B": 2}, "overflow": "yellow"},
        {"id": "yellow", "control": "documents", "capacity": 4, "overflow": "blue"},
        {"id": "blue", "control": "audit"},
        {"id": "green", "control": "none"},
    ],
    "rules": [
        {"id": "exact", "lane": "red", "why": "a name or a number", "when": {"kind": ["cas", "name"]}},
        {"id": "any", "lane": "yellow", "why": "another alert", "when": {"min_score": 0}},
        {"id": "arms", "lane": "blue", "why": "arms", "expected": 0.01, "when": {"hs": ["93"]}},
    ],
}

FEATURES = ("cas", "name", "fuzzy", "hs whole", "vague")


class Declared(NamedTuple):
    """A line: its office, day, code, and the features of its alert, if it has one."""

    office: str
    day: int
    code: str
    features: tuple[str, ...]
    entry: str = "e1"


def plan(**changes: Any) -> Plan:
    return Plan.model_validate({**PLAN, **changes})


def with_capacity(red: int, share: float = 0.1) -> Plan:
    lanes = [{**PLAN["lanes"][0], "capacity": red, "offices": {}}, *PLAN["lanes"][1:]]
    return plan(lanes=lanes, random={"share": share, "lane": "red"})


def frames(declared: Sequence[Declared]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Lines and alerts as the readers give them."""
    lines = [(row, f"id{row}", one.code, one.office, f"2026-03-{one.day:02}", "FR", "US")
             for row, one in enumerate(declared, 1)]
    alerts = [(row, "cwc", one.entry, "Title", score(one.features), sorted({kind_of(each) for each in one.features}),
               sorted(one.features), pattern_of(one.features))
              for row, one in enumerate(declared, 1) if one.features]
    return pl.DataFrame(lines, schema=LINES, orient="row"), pl.DataFrame(alerts, schema=PAIRS, orient="row")


def score(features: Sequence[str]) -> float:
    left = 1.0
    for one in features:
        left *= 1 - WEIGHTS[one]
    return round(1 - left, 4)
