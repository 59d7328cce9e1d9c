"""Small changes of a plan and of what is alerted, to be tried."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from bordermark.errors import Finding, RefusedInput
from bordermark.screening.selectivity.plan import Plan


@dataclass(frozen=True, slots=True)
class Change:
    """Rules that are dropped, the least score that alerts must have, lists and entries no longer screened for."""

    without_rules: tuple[str, ...] = ()
    without_lists: tuple[str, ...] = ()
    without_entries: tuple[str, ...] = ()
    min_score: float = 0.0


def changed_plan(plan: Plan, change: Change) -> Plan:
    """The plan without the rules dropped. Raises RefusedInput when it has no such rule."""
    known = [rule.id for rule in plan.rules]
    wrong = [Finding(plan.name, 0, "rules", one, f"one of the rules {', '.join(known)}")
             for one in change.without_rules if one not in known]
    if wrong:
        raise RefusedInput(wrong)
    return plan.model_copy(update={"rules": tuple(rule for rule in plan.rules if rule.id not in change.without_rules)})


def changed_alerts(alerts: pl.DataFrame, change: Change) -> pl.DataFrame:
    """The alerts (PAIRS) that are left. Raises RefusedInput when none is of a list or entry to be dropped."""
    wrong = list(_unknown(alerts, "list", change.without_lists)) + list(
        _unknown(alerts, "entry", change.without_entries))
    if wrong:
        raise RefusedInput(wrong)
    return alerts.filter(
        ~pl.col("list").is_in(change.without_lists), ~pl.col("entry").is_in(change.without_entries),
        pl.col("score") >= change.min_score)


def _unknown(alerts: pl.DataFrame, column: str, keys: tuple[str, ...]) -> Iterator[Finding]:
    known = alerts[column].unique().sort().to_list() if keys else []
    for key in keys:
        if key not in known:
            shown = ", ".join(known[:20]) + (", ..." if len(known) > 20 else "")
            yield Finding("alerts", 0, column, key, f"a {column} that has alerts: {shown or 'there are none'}")
