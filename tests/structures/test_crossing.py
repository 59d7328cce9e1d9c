"""The survey counted by two of its sides and over the years, in worlds that can be counted by hand."""

from hypothesis import given
from hypothesis import strategies as st

from bordermark.structures.crossing import NO_REGION, SIDES, codes, cross, over_years
from bordermark.structures.places import Places
from bordermark.structures.survey import Survey

from .conftest import activity


def test_an_activity_under_two_words_counts_under_each_and_once_in_its_row(places: Places) -> None:
    some = [activity("a", capacities=["cash", "port"], partners=["wco"]), activity("b", capacities=["cash"])]
    found = cross(some, "entity", "capacity", places, ["port", "cash", "cargo"])
    assert found.columns_used == ("port", "cash")
    assert found.counts == {("unodc", "port"): 1, ("unodc", "cash"): 2, ("wco", "port"): 1, ("wco", "cash"): 1}
    assert (found.totals, found.most) == ({"unodc": 2, "wco": 1}, 2)


def test_the_world_is_no_region(places: Places) -> None:
    one = activity("a", places=["state:KEN", "m49:011", "m49:001"])
    assert codes(one, "region", places) == ("202", NO_REGION)


def test_a_year_holds_what_ran_in_it_and_not_what_is_not_dated(places: Places) -> None:
    some = [activity("a", start="2010", end="2012"), activity("b", start="2011"), activity("c", end="2012")]
    years, undated = over_years(some, 2009, 2013)
    assert [(one.known, one.open) for one in years] == [(0, 0), (1, 0), (1, 1), (1, 1), (0, 1)]
    assert undated == 1


@given(st.sampled_from(SIDES), st.sampled_from(SIDES))
def test_turned_round_the_counts_are_the_same(bundled: Survey, places: Places, rows: str, columns: str) -> None:
    some = list(bundled.activities.values())
    one, other = cross(some, rows, columns, places, []), cross(some, columns, rows, places, [])
    assert {(row, column): n for (column, row), n in other.counts.items()} == one.counts
