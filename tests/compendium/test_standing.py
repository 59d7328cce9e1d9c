"""What an instrument's status was on a day, from its own dates and from what replaced it."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bordermark.compendium.bundled import read
from bordermark.compendium.records import DATA, InstrumentRecord
from bordermark.compendium.standing import Standing, status_at

CWC = {"recorded": "in-force", "adopted": "1993-01-13", "in_force": "1997-04-29", "binding": "binding",
       "successors": {}}
"""The Chemical Weapons Convention: opened for signature in Paris in January 1993, in force in April 1997."""

OLD = {"recorded": "superseded", "adopted": "2004-01-01", "in_force": "2005-01-01", "binding": "binding"}


def on(day: date, **facts: Any) -> Standing:
    return status_at(day=day, **{**CWC, **facts})


@pytest.mark.parametrize(("day", "status", "since"), [
    (date(1993, 1, 12), "not-yet-adopted", "1993-01-13"), (date(1993, 1, 13), "adopted", "1993-01-13"),
    (date(1997, 4, 28), "adopted", "1993-01-13"), (date(1997, 4, 29), "in-force", "1997-04-29"),
    (date(2026, 11, 24), "in-force", "1997-04-29"),
])
def test_a_treaty_is_adopted_then_in_force(day: date, status: str, since: str) -> None:
    found = on(day)
    assert (found.status, found.since) == (status, since)


def test_a_text_that_needs_no_entry_into_force_is_in_use_from_its_adoption() -> None:
    guideline = {"recorded": "in-force", "adopted": "2012-06", "in_force": "", "binding": "non-binding"}
    assert on(date(2012, 7, 1), **guideline) == Standing("in-force", "2012-06", "adoption-date")
    assert on(date(2012, 5, 31), **guideline).status == "not-yet-adopted"
    assert on(date(2012, 6, 15), **guideline).status == "unknown", "known to the month, asked within it"


def test_a_binding_text_without_a_date_of_entry_into_force_is_unknown_not_in_force() -> None:
    assert on(date(2020, 1, 1), in_force="") == Standing("unknown", "", "no-dates")


def test_what_never_entered_into_force_is_said_to_be_so_by_the_record() -> None:
    found = on(date(2020, 1, 1), recorded="not-in-force", in_force="")
    assert (found.status, found.because) == ("not-in-force", "record")


def test_a_successor_replaces_it_from_its_own_date() -> None:
    successors = {"new-1": "2015-03-01", "newer-2": "2020-01-01"}
    before, after = (on(day, **OLD, successors=successors) for day in (date(2015, 2, 28), date(2015, 3, 1)))
    assert before == Standing("in-force", "2005-01-01", "entry-into-force-date")
    assert after == Standing("superseded", "2015-03-01", "successor-date", "new-1")


def test_a_successor_replaces_nothing_whose_record_still_stands() -> None:
    assert on(date(2026, 1, 1), successors={"partly-new": "2015-03-01"}).status == "in-force"


@pytest.mark.parametrize("when", ["2015", "2015-06", ""])
def test_a_successor_whose_date_does_not_tell_leaves_it_unknown(when: str) -> None:
    assert on(date(2015, 6, 15), **OLD, successors={"new": when}).status == "unknown"


def test_superseded_by_nothing_that_is_held_is_unknown_on_every_day_after_it_began() -> None:
    assert on(date(2006, 1, 1), **OLD, successors={}) == Standing("unknown", "2005-01-01", "record")
    assert on(date(2004, 6, 1), **OLD, successors={}).status == "adopted"


DATE = st.one_of(st.just(""), st.dates(date(1900, 1, 1), date(2030, 1, 1)).map(str),
                 st.integers(1900, 2030).map(str))
FACTS = st.fixed_dictionaries({
    "recorded": st.sampled_from(["in-force", "superseded", "not-in-force", "unknown"]), "adopted": DATE,
    "in_force": DATE, "binding": st.sampled_from(["binding", "non-binding", "mixed"]),
    "successors": st.dictionaries(st.sampled_from(["a", "b"]), DATE),
})
DAY = st.dates(date(1890, 1, 1), date(2040, 1, 1))


@given(facts=FACTS, day=DAY)
def test_nothing_is_in_force_before_the_date_that_makes_it_so(facts: dict[str, Any], day: date) -> None:
    found = status_at(day=day, **facts)
    if found.status == "in-force":
        assert found.since and found.since <= day.isoformat()
        assert facts["recorded"] in ("in-force", "superseded")
    if found.status == "superseded":
        assert facts["successors"][found.successor] == found.since <= day.isoformat()


@given(facts=FACTS, day=DAY)
def test_what_is_adopted_stays_adopted(facts: dict[str, Any], day: date) -> None:
    if status_at(day=day, **facts).status != "not-yet-adopted":
        assert status_at(day=day + timedelta(days=400), **facts).status != "not-yet-adopted"


def test_no_bundled_instrument_stands_today_against_its_record() -> None:
    records = read(DATA / "instruments.jsonl", InstrumentRecord)
    dates = {one.id: one.in_force or one.adopted for one in records}
    successors: dict[str, dict[str, str]] = {}
    for one in records:
        for relation in one.relations:
            if relation.type == "supersedes":
                successors.setdefault(relation.target, {})[one.id] = dates[one.id]
    for one in records:
        found = status_at(recorded=one.status, adopted=one.adopted, in_force=one.in_force, binding=one.binding,
                          successors=successors.get(one.id, {}), day=date(2026, 11, 24))
        assert found.status in ("unknown", one.status, "adopted"), (one.id, one.status, found)
