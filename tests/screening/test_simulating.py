"""A change tried on past declarations: what is gained, what is lost, and nothing when nothing changes."""

import polars as pl
import pytest
from hypothesis import given, settings
from tests.screening.planning import Declared, frames, plan
from tests.screening.test_assigning import lines_of, seeds

from bordermark.errors import BordermarkError, RefusedInput
from bordermark.screening.selectivity.assigning import assign
from bordermark.screening.selectivity.changing import Change, changed_alerts, changed_plan
from bordermark.screening.selectivity.plan import Plan
from bordermark.screening.selectivity.results import INSPECTED
from bordermark.screening.selectivity.simulating import Side, compare
from bordermark.screening.selectivity.yields import Yields

DECLARED = [Declared("A", 1, "", ("cas",), "e1")] * 3 + [Declared("A", 1, "", ("fuzzy",), "e2")] * 3 + [
    Declared("B", 2, "", ())] * 4
NOTHING_AT_RANDOM = {"share": 0, "lane": "red"}


def side(lines: pl.DataFrame, alerts: pl.DataFrame, its: Plan, seed: int = 1) -> Side:
    return Side(alerts, its, assign(lines, alerts, its, seed, Yields({})))


@settings(max_examples=15, deadline=None)
@given(lines_of, seeds)
def test_the_same_on_both_sides_changes_nothing(declared: list[Declared], seed: int) -> None:
    lines, alerts = frames(declared)
    told = compare(side(lines, alerts, plan(), seed), side(lines, alerts, plan(), seed))
    assert told.nothing and not (told.gained_examples or told.lost_examples or told.entries)
    assert told.expected_before == told.expected_after
    assert sum(row["lines_before"] for row in told.lanes) == sum(row["lines_after"] for row in told.lanes) == len(
        declared)


def test_a_list_that_is_dropped_loses_its_alerts_and_the_finds_that_they_led_to() -> None:
    lines, alerts = frames(DECLARED)
    ours = plan(random=NOTHING_AT_RANDOM)
    less = changed_alerts(alerts, Change(without_entries=("e1",)))
    results = pl.DataFrame([(row, f"id{row}", "", "rule", None, row in (1, 7), []) for row in (1, 2, 7)],
                           schema=INSPECTED, orient="row")
    told = compare(side(lines, alerts, ours), side(lines, less, ours), results)
    assert (told.alerts_before, told.alerts_after, told.gained, told.lost) == (6, 3, 0, 3)
    assert told.entries == ({"list": "cwc", "entry": "e1", "title": "Title", "gained": 0, "lost": 3},)
    assert told.moved == ({"before": "red", "after": "green", "lines": 3},)
    assert [row["row"] for row in told.lost_examples] == [1, 2, 3] and told.lost_examples[0]["lane"] == "red"
    assert told.expected_before.found == pytest.approx(2.85) and told.expected_after.found == 0
    finds = told.finds
    assert finds is not None
    assert (finds.inspected, finds.found, finds.before, finds.after, finds.lost, finds.unalerted) == (3, 2, 1, 0, 1, 1)
    assert finds.lost_examples[0]["because"] == "no rule holds"


def test_a_rule_that_is_dropped_moves_lines_and_changes_no_alert() -> None:
    lines, alerts = frames(DECLARED)
    ours = plan(random=NOTHING_AT_RANDOM)
    told = compare(side(lines, alerts, ours), side(lines, alerts, changed_plan(ours, Change(without_rules=("any",)))))
    assert told.gained == told.lost == 0 and not told.nothing
    assert told.moved == ({"before": "yellow", "after": "green", "lines": 3},)


def test_a_threshold_keeps_what_reaches_it() -> None:
    _, alerts = frames(DECLARED)
    assert changed_alerts(alerts, Change(min_score=0.95))["entry"].to_list() == ["e1"] * 3


def test_what_is_not_there_cannot_be_dropped() -> None:
    _, alerts = frames(DECLARED)
    with pytest.raises(RefusedInput, match="column rules: found 'no', expected one of the rules exact, any, arms"):
        changed_plan(plan(), Change(without_rules=("no",)))
    with pytest.raises(RefusedInput, match="column list: found 'no', expected a list that has alerts: cwc"):
        changed_alerts(alerts, Change(without_lists=("no",)))


def test_the_two_sides_are_of_the_same_lines() -> None:
    with pytest.raises(BordermarkError, match="of 10 and 9 lines"):
        compare(side(*frames(DECLARED), plan()), side(*frames(DECLARED[:9]), plan()))
