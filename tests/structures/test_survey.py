"""The survey: its records, what ran on a day, which places are reached, which activities answer."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bordermark.compendium.bundled import bundled_organisations
from bordermark.structures.places import Places
from bordermark.structures.records import MechanismRecord, mandate_key
from bordermark.structures.selecting import Asked, select, select_mechanisms
from bordermark.structures.survey import NOT_SURVEYED, Survey, standing

from .conftest import activity, mechanism

DAY = date(2012, 4, 25)
years = st.one_of(st.just(""), st.integers(1990, 2030).map(str))


def test_the_bundled_survey_is_whole(bundled: Survey) -> None:
    assert (len(bundled.entities), len(bundled.activities), len(bundled.mechanisms)) == (93, 207, 67)
    known = bundled_organisations().bodies
    assert set(bundled.entities) <= set(known)
    assert {body for one in bundled.activities.values() for body in one.bodies} <= set(bundled.entities)


def test_what_ran_in_2012_is_what_the_survey_counts(bundled: Survey) -> None:
    """148 activities may have run in 2012, of 76 of which the beginning is known."""
    stands = [standing(one.start, one.end, date(2012, 1, 1), date(2012, 12, 31))
              for one in bundled.activities.values()]
    assert len(stands) - stands.count("out") == 148
    assert len(stands) - stands.count("out") - stands.count("undated") == 76


def test_no_activity_has_a_flow_that_was_not_surveyed(bundled: Survey) -> None:
    assert not {flow for one in bundled.activities.values() for flow in one.flows} & NOT_SURVEYED


def test_every_mechanism_says_what_its_scope_rests_on(bundled: Survey) -> None:
    for one in bundled.mechanisms.values():
        known = bool(one.capacities or one.flows)
        assert one.scope_basis.startswith("Coded by us" if known else ("Coded by us", "Nothing seen")), one.id
    assert sum(not one.capacities for one in bundled.mechanisms.values()) == 13


@pytest.mark.parametrize(("first", "last", "expected"), [
    ("2003", "", "open"), ("", "", "undated"), ("", "2012", "undated"), ("2003", "2012", "known"),
    ("2012", "2012", "known"), ("2003", "2011", "out"), ("2013", "", "out"), ("2012-05", "", "out"),
    ("", "2012-04-24", "out"), ("2012-04-25", "2012-04-25", "known"),
])
def test_standing_on_a_day(first: str, last: str, expected: str) -> None:
    assert standing(first, last, DAY) == expected


@given(years, years, st.dates(date(1995, 1, 1), date(2025, 1, 1)), st.integers(0, 2000))
def test_what_runs_on_a_day_runs_in_every_period_around_it(first: str, last: str, day: date, more: int) -> None:
    if first and last and last < first:
        return
    until = date.fromordinal(day.toordinal() + more)
    if standing(first, last, day) != "out":
        assert standing(first, last, day, until) == standing(first, last, day)


def test_how_a_place_is_reached(places: Places) -> None:
    assert places.reach(["state:KEN"], "state:KEN") == "direct"
    assert places.reach(["m49:014"], "state:KEN") == "region"
    assert places.reach(["m49:001"], "state:KEN") == "world"
    assert places.reach(["m49:001", "m49:002"], "state:KEN") == "region"
    assert places.reach(["state:KEN"], "m49:014") == "direct"
    assert places.reach(["m49:145"], "state:KEN") is None
    assert places.reach([], "state:KEN") is None
    assert "KEN" in places.named(["m49:014", "m49:001"]) and "FRA" not in places.named(["m49:014", "m49:001"])


def test_filters_narrow_and_their_values_widen(places: Places) -> None:
    some = [activity("a"), activity("b", capacities=["port"]), activity("c", flows=["general"]),
            activity("d", places=["m49:001"], start="2015"), activity("e", places=["state:FRA"])]

    def ids(**asked: object) -> str:
        return "".join(one.activity.id for one in select(some, Asked(**asked), places))  # type: ignore[arg-type]

    assert ids() == "abcde"
    assert ids(capacities=("cash", "port")) == "abcde"
    assert ids(capacities=("port",)) == "b"
    assert ids(flows=("terrorist-funds",)) == "abde", "general is a flow of its own"
    assert ids(places=("state:KEN",)) == "abcd"
    assert ids(places=("state:KEN",), since=DAY) == "abc"
    assert ids(since=date(2016, 1, 1), certain=True) == ""
    assert ids(entities=("wco",)) == ""
    assert [one.reach for one in select(some, Asked(places=("state:KEN",)), places)][-1] == "world"


def test_a_scope_that_is_not_known_answers_and_one_that_is_known_answers_for_itself_alone(places: Places) -> None:
    some = [mechanism("open"), mechanism("cash", capacities=["cash"]), mechanism("port", capacities=["port"])]
    found = select_mechanisms(some, Asked(capacities=("cash",)), places)
    assert [one.id for one, _ in found] == ["open", "cash"]


def test_a_mandate_has_one_key_however_its_symbol_is_spaced() -> None:
    assert mandate_key("unodc", "S/RES/1540 (2004)") == mandate_key("unodc", "s/res/1540(2004)")


@pytest.mark.parametrize(("columns", "message"), [
    ({"places": ["Kenya"]}, "places such as state:KEN"),
    ({"places": []}, "one word or more"),
    ({"partners": ["unodc"]}, "others than the entity that leads it"),
    ({"start": "2012", "end": "2011"}, "a day not before the first"),
    ({"flows": ["drugs", "drugs"]}, "each word once"),
])
def test_an_activity_that_cannot_be_is_refused(columns: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        activity("a", **columns)


def test_a_mechanism_has_two_members() -> None:
    with pytest.raises(ValidationError, match="two members or more"):
        MechanismRecord.model_validate(mechanism("m").model_dump() | {"members": ["wco"]})
