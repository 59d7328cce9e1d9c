"""When reminders fall due."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bordermark.contributions.calls.reminding import due_days, is_due

days = st.integers(0, 700).map(lambda days: date(2026, 1, 1) + timedelta(days=days))


@given(deadline=days, today=days, last=days)
def test_once_reminded_nobody_is_reminded_again_the_same_day(deadline: date, today: date, last: date) -> None:
    assert not is_due(deadline, today, today)
    if is_due(deadline, today, last):
        assert last < today


@given(deadline=days, opened=days, runs=st.lists(days, max_size=40))
def test_whoever_runs_it_how_often_each_reminder_comes_at_most_once(
    deadline: date, opened: date, runs: list[date]
) -> None:
    last, sent = opened, 0
    for today in sorted(runs):
        if is_due(deadline, today, last):
            last, sent = today, sent + 1
    assert sent <= len([day for day in due_days(deadline) if day > opened])


@given(deadline=days, lead=st.integers(15, 100))
def test_run_daily_every_reminder_comes_on_its_day(deadline: date, lead: int) -> None:
    last = deadline - timedelta(days=lead)
    sent = []
    for day in range(lead + 30):
        today = deadline - timedelta(days=lead - day)
        if is_due(deadline, today, last):
            last = today
            sent.append(today)
    assert sent == list(due_days(deadline))
