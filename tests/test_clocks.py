"""The two clocks of a question: when it was true, when it had been recorded."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bordermark.clocks import NOW, BadMoment, Clocks, read_clocks

TODAY = date(2026, 11, 24)


def test_without_a_question_it_is_now() -> None:
    assert read_clocks({}) == read_clocks({"as_at": "", "as_recorded": ""}) == NOW
    assert not NOW
    assert NOW.day(TODAY) == TODAY


@pytest.mark.parametrize(("text", "day"), [
    ("2012-04-25", date(2012, 4, 25)), ("2012-02", date(2012, 2, 29)), ("2012", date(2012, 12, 31)),
])
def test_a_year_or_a_month_means_its_last_day(text: str, day: date) -> None:
    asked = read_clocks({"as_at": text})
    assert asked == Clocks(as_at=day)
    assert asked and asked.day(TODAY) == day


def test_a_day_of_recording_means_its_end() -> None:
    assert read_clocks({"as_recorded": "2026-11-24"}).as_recorded == datetime(2026, 11, 24, 23, 59, 59, 999999, UTC)
    assert read_clocks({"as_recorded": "2026"}).as_recorded == datetime(2026, 12, 31, 23, 59, 59, 999999, UTC)


def test_a_moment_of_recording_without_a_zone_is_in_utc() -> None:
    plain, named = (read_clocks({"as_recorded": f"2026-11-24T10:00:00{zone}"}) for zone in ("", "Z"))
    assert plain == named == Clocks(as_recorded=datetime(2026, 11, 24, 10, tzinfo=UTC))
    elsewhere = read_clocks({"as_recorded": "2026-11-24T13:00:00+03:00"})
    assert elsewhere == plain


@pytest.mark.parametrize("text", ["yesterday", "2012-13", "2012-02-30", "25/04/2012", "2012-04-25T10:00"])
def test_a_day_that_is_none_is_said_with_what_was_expected(text: str) -> None:
    with pytest.raises(BadMoment) as refusal:
        read_clocks({"as_at": text})
    assert str(refusal.value) == f"as_at: found {text!r}, expected a date such as 2012-04-25, 2012-04 or 2012"


@pytest.mark.parametrize("text", ["yesterday", "2026-11-24T25:00", "2026-02-30T10:00"])
def test_a_moment_that_is_none_is_said_with_what_was_expected(text: str) -> None:
    with pytest.raises(BadMoment) as refusal:
        read_clocks({"as_recorded": text})
    assert repr(text) in str(refusal.value) and "2026-11-24T10:00:00Z" in str(refusal.value)


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_moment_outside_the_calendar_of_utc_is_no_moment(text: str) -> None:
    with pytest.raises(BadMoment, match="as_recorded"):
        read_clocks({"as_recorded": text})


@given(as_at=st.text(max_size=12), as_recorded=st.text(max_size=24))
def test_any_text_is_a_moment_or_a_refusal(as_at: str, as_recorded: str) -> None:
    try:
        asked = read_clocks({"as_at": as_at, "as_recorded": as_recorded})
    except BadMoment as refusal:
        assert "expected a date such as" in str(refusal)
    else:
        assert asked.as_recorded is None or asked.as_recorded.tzinfo is not None


@given(moment=st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.timezones()))
def test_every_moment_is_read_back_from_its_iso_form(moment: datetime) -> None:
    assert read_clocks({"as_recorded": moment.isoformat()}).as_recorded == moment.astimezone(UTC)
