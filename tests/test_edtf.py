"""Dates known to the day, the month or the year: what counts as one, and what it can mean."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bordermark.edtf import by, earliest, is_edtf, latest

DAYS = st.dates()
PRECISIONS = st.sampled_from([4, 7, 10])


def written(day: date, precision: int) -> str:
    """The day as it is written when it is known to the year (4 characters), the month (7) or the day (10)."""
    return day.isoformat()[:precision]


@given(day=DAYS, precision=PRECISIONS)
def test_every_calendar_day_is_a_date_at_every_precision_and_lies_within_it(day: date, precision: int) -> None:
    text = written(day, precision)
    assert is_edtf(text)
    first, last = earliest(text), latest(text)
    assert first is not None and last is not None
    assert first <= day <= last
    assert written(first, precision) == written(last, precision) == text


@given(day=DAYS, precision=PRECISIONS)
def test_the_days_around_a_date_are_outside_it(day: date, precision: int) -> None:
    text = written(day, precision)
    first, last = earliest(text), latest(text)
    assert first is not None and last is not None
    if first > date.min:
        assert written(first - timedelta(days=1), precision) != text
    if last < date.max:
        assert written(last + timedelta(days=1), precision) != text


@pytest.mark.parametrize("text", [
    "2012-02-30", "2011-02-29", "2012-13", "2012-00", "2012-07-00", "0000", "12", "2012-7", "2012-07-18T10:00",
    "2012~", "2012?", "201X", "2012/2013", " 2012", "2012\n", "20120718", "soon", "",
])
def test_what_is_no_calendar_date_of_level_0_is_refused(text: str) -> None:
    assert not is_edtf(text)


@pytest.mark.parametrize("text", ["٢٠١٢", "２０１２-０７", "२०१२-०७-१८"])
def test_digits_of_other_scripts_are_refused_for_they_would_not_sort(text: str) -> None:
    assert not is_edtf(text)


def test_the_last_day_of_february_depends_on_the_year() -> None:
    assert latest("2011-02") == date(2011, 2, 28)
    assert latest("2012-02") == date(2012, 2, 29)
    assert latest("1900-02") == date(1900, 2, 28)


def test_an_empty_string_is_a_date_nobody_knows() -> None:
    assert earliest("") is latest("") is None
    assert by("", date(2026, 11, 24)) is None


@pytest.mark.parametrize("text", ["soon", "2012-13", "2012-02-30", "2012-7"])
def test_the_ends_of_what_is_no_date_are_an_error_not_a_guess(text: str) -> None:
    with pytest.raises(ValueError):
        earliest(text)
    with pytest.raises(ValueError):
        latest(text)


@given(happened=DAYS, precision=PRECISIONS, asked=DAYS)
def test_by_never_claims_more_than_the_precision_allows(happened: date, precision: int, asked: date) -> None:
    answer = by(written(happened, precision), asked)
    if answer is not None:
        assert answer == (happened <= asked)
    if precision == 10:
        assert answer is not None


@given(text=st.builds(written, DAYS, PRECISIONS), early=DAYS, late=DAYS)
def test_what_had_happened_by_a_day_had_happened_by_every_later_one(text: str, early: date, late: date) -> None:
    early, late = min(early, late), max(early, late)
    order = {False: 0, None: 1, True: 2}
    assert order[by(text, early)] <= order[by(text, late)]
