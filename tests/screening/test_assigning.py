"""Lines given lanes: within capacity, the share at random held, the same in any order."""

from math import ceil

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.screening.planning import FEATURES, PLAN, Declared, frames, plan, with_capacity

from bordermark.errors import BordermarkError
from bordermark.screening.selectivity.assigning import Assignment, assign
from bordermark.screening.selectivity.drawing import draw
from bordermark.screening.selectivity.yields import Yields

SCORES = Yields({})
DRAWN = 2996368390663085346
"""The number of the id DE-2026-1 with the seed 42, for good: a draw can be repeated anywhere, years later."""

lines_of = st.lists(
    st.builds(Declared, st.sampled_from("AB"), st.integers(1, 3), st.sampled_from(("293090", "930200", "")),
              st.lists(st.sampled_from(FEATURES), max_size=2, unique=True).map(tuple), st.sampled_from(("e1", "e2"))),
    max_size=60)
seeds = st.integers(0, 2**40)


def given_lanes(declared: list[Declared], seed: int = 1, **changes: object) -> Assignment:
    return assign(*frames(declared), plan(**changes), seed, SCORES)


def counts(lanes: pl.DataFrame, *names: str) -> dict[tuple[object, ...], int]:
    return {tuple(row[:-1]): row[-1] for row in lanes.group_by(names).len().iter_rows()}


@settings(max_examples=20, deadline=None)
@given(lines_of, seeds)
def test_no_capacity_is_exceeded_and_every_line_has_one_lane(declared: list[Declared], seed: int) -> None:
    done = given_lanes(declared, seed)
    assert done.lanes["row"].to_list() == list(range(1, len(declared) + 1))
    for (lane, office, _), count in counts(done.lanes, "lane", "office", "period").items():
        most = plan().lane(str(lane)).capacity_at(str(office))
        assert most is None or count <= most
    assert done.loads["lines"].sum() == len(declared)


@settings(max_examples=20, deadline=None)
@given(lines_of, seeds, st.floats(0, 1))
def test_the_share_at_random_is_held_or_said_to_be_short(declared: list[Declared], seed: int, share: float) -> None:
    done = given_lanes(declared, seed, random={"share": share, "lane": "red"})
    drawn = counts(done.lanes.filter(pl.col("chosen") == "random"), "office", "period")
    short = {(row["office"], row["period"]): row["drawn"] for row in done.short.iter_rows(named=True)}
    for cell, count in counts(done.lanes, "office", "period").items():
        wanted = ceil(round(share * count, 9))
        assert drawn.get(cell, 0) == short.get(cell, wanted) and (cell not in short or short[cell] < wanted)


@settings(max_examples=20, deadline=None)
@given(lines_of, seeds)
def test_the_order_of_lines_and_alerts_does_not_matter(declared: list[Declared], seed: int) -> None:
    lines, alerts = frames(declared)
    shuffled = lines.sample(fraction=1, shuffle=True, seed=seed % 1000), alerts.sample(
        fraction=1, shuffle=True, seed=seed % 999)
    one, other = assign(lines, alerts, plan(), seed, SCORES), assign(*shuffled, plan(), seed, SCORES)
    assert one.lanes.equals(other.lanes.sort("row"))


@settings(max_examples=20, deadline=None)
@given(lines_of, seeds, st.integers(0, 8), st.floats(0, 0.5))
def test_more_capacity_inspects_all_that_less_did(declared: list[Declared], seed: int, red: int, share: float) -> None:
    """So that it never catches less, in expectation or in fact."""
    less, more = (assign(*frames(declared), with_capacity(most, share), seed, SCORES).lanes for most in (red, red + 1))
    rows = [set(one.filter(pl.col("lane") == "red")["row"]) for one in (less, more)]
    assert rows[0] <= rows[1]


def test_the_likeliest_finds_come_first_and_the_rest_say_why_they_do_not_fit() -> None:
    declared = [Declared("A", 1, "", ("name",))] * 8 + [Declared("A", 1, "", ("cas", "name"))] * 3
    lanes = given_lanes(declared, random={"share": 0, "lane": "red"}).lanes
    assert set(lanes.filter(pl.col("lane") == "red")["row"]) >= {9, 10, 11}
    over = lanes.filter(pl.col("chosen") == "overflow")
    assert counts(over, "lane") == {("yellow",): 4, ("blue",): 2}
    for said in over["because"]:
        assert said.startswith("rule exact: a name or a number, expected yield 0.9 (score 0.90); red has room for 5 ")


def test_a_rule_on_codes_is_for_lines_without_an_alert_as_well() -> None:
    lanes = given_lanes([Declared("A", 1, "93020000", ()), Declared("A", 1, "0901", ())],
                        random={"share": 0, "lane": "red"}).lanes
    assert lanes["lane"].to_list() == ["blue", "green"]
    assert lanes["because"].to_list() == ["rule arms: arms, expected yield 0.01 (as the rule reckons); number 1",
                                          "no rule holds"]


def test_the_first_rule_that_holds_for_a_line_decides() -> None:
    lines, alerts = frames([Declared("A", 1, "", ("fuzzy",), "e1")])
    both = pl.concat([alerts, frames([Declared("A", 1, "", ("cas",), "e2")])[1]])
    lane = assign(lines, both, plan(random={"share": 0, "lane": "red"}), 1, SCORES).lanes.row(0, named=True)
    assert (lane["rule"], lane["entry"], lane["lane"]) == ("exact", "e2", "red")


def test_a_week_is_one_period() -> None:
    declared = [Declared("A", day, "", ("cas",)) for day in range(2, 9)]  # 2 March 2026 is a Monday
    lanes = given_lanes(declared, period="week", random={"share": 0, "lane": "red"}).lanes
    assert lanes["period"].unique().to_list() == ["2026-W10"]
    assert counts(lanes, "lane") == {("red",): 5, ("yellow",): 2}


def test_each_line_of_an_office_and_day_is_as_likely_to_be_drawn() -> None:
    """In 500 offices, 2 of 20 lines: each place 50 times, give or take four standard deviations."""
    declared = [Declared(f"O{office}", 1, "", ("cas",) if place < 5 else ()) for office in range(500)
                for place in range(20)]
    drawn = given_lanes(declared).lanes.filter(pl.col("chosen") == "random")
    assert drawn["probability"].unique().to_list() == [0.1] and drawn.height == 1000
    times = [0] * 20
    for row in drawn["row"]:
        times[(row - 1) % 20] += 1
    assert max(abs(one - 50) for one in times) < 27


def test_numbers_depend_on_the_id_and_the_seed_alone() -> None:
    ids = pl.Series(["a", "b", "", "Ä-1"])
    assert draw(ids, 7).to_list() == draw(ids.reverse(), 7).reverse().to_list()
    assert draw(ids.slice(1, 2), 7).to_list() == draw(ids, 7).to_list()[1:3]
    assert set(draw(ids, 7)).isdisjoint(draw(ids, 8))
    assert draw(pl.Series(["DE-2026-1"]), 42).to_list() == [DRAWN]


def test_alerts_of_another_file_are_refused() -> None:
    lines, alerts = frames([Declared("A", 1, "", ("cas",))])
    with pytest.raises(BordermarkError, match="row 9; give the file that was screened"):
        assign(lines, alerts.with_columns(pl.lit(9, pl.Int64).alias("row")), plan(), 1, SCORES)


def test_a_share_beyond_capacity_is_told() -> None:
    done = given_lanes([Declared("B", 1, "", ())] * 9, random={"share": 1, "lane": "red"})
    assert done.short.rows() == [("B", "2026-03-01", 9, 2)]
    assert PLAN["lanes"][0]["offices"]["B"] == 2
