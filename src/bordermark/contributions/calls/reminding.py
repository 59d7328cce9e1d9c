"""When an addressee who has not answered is reminded. Pure: the days come in."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

DAYS_BEFORE: Final = (14, 7, 1, -1)
"""Days before the deadline on which a reminder falls due; the last is the day after it."""


def is_due(deadline: date, today: date, last: date) -> bool:
    """Whether a reminder is due today, the addressee having been written to last on that day (at first: the call).

    Of several that have fallen due since, one is enough; however often it is asked, each is due once.

    >>> is_due(date(2026, 12, 15), date(2026, 12, 8), date(2026, 11, 24))
    True
    >>> is_due(date(2026, 12, 15), date(2026, 12, 9), date(2026, 12, 8))
    False
    """
    return any(last < day <= today for day in due_days(deadline))


def due_days(deadline: date) -> Sequence[date]:
    """The days on which reminders of a deadline fall due."""
    return [deadline - timedelta(days=days) for days in DAYS_BEFORE]
