"""How long to wait before a request is tried again. Pure: the moment and the chance come in.

Source: RFC 9110, section 10.2.3 (Retry-After); exponential back-off with full jitter.
"""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

ATTEMPTS: Final = 5
"""Times that a request is tried."""

LONGEST: Final = 120.0
"""Seconds waited at most, whatever the server asks for: who wants longer is asked again by the next harvest."""

FIRST: Final = 1.0
"""Seconds of the first back-off; each further one may be twice as long."""

AGAIN: Final = frozenset({429, 500, 502, 503, 504})
"""Statuses after which trying again may help."""


def asked_for(header: str, at: datetime) -> float | None:
    """Seconds that a Retry-After header asks for at a moment: a number or a date; None for neither.

    >>> asked_for("120", datetime(2026, 11, 24, tzinfo=UTC))
    120.0
    >>> asked_for("Tue, 24 Nov 2026 00:01:00 GMT", datetime(2026, 11, 24, tzinfo=UTC))
    60.0
    """
    text = header.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - at).total_seconds())


def back_off(attempt: int, chance: float) -> float:
    """Seconds before the attempt after this one (the first is 1) when the server says nothing; `chance` is in [0, 1].

    >>> [back_off(attempt, 1.0) for attempt in (1, 2, 3, 4)]
    [1.0, 2.0, 4.0, 8.0]
    """
    return float(min(LONGEST, FIRST * 2 ** (attempt - 1)) * chance)
