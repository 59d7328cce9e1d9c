"""Dates known to the day, the month or the year only.

Written in the Extended Date/Time Format, level 0 (ISO 8601-2:2019, annex A; Library of Congress, EDTF
specification, 2019): ``2012``, ``2012-07``, ``2012-07-18``. An empty string means "not known".
"""

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def is_edtf(text: str) -> bool:
    """True for a real calendar date of level 0, to the day, month or year.

    >>> is_edtf("2012-02"), is_edtf("2012-02-30")
    (True, False)
    """
    match = _FORM.fullmatch(text)
    if not match:
        return False
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _require_edtf(text: str) -> str:
    if text and not is_edtf(text):
        raise ValueError("a date YYYY, YYYY-MM or YYYY-MM-DD, or nothing")
    return text


EDTF = Annotated[str, AfterValidator(_require_edtf)]
"""A string that is empty or a level 0 date, for use in records."""


@lru_cache(maxsize=65536)  # the same dates are asked for again and again
def earliest(text: str) -> date | None:
    """First day that `text` can mean; None when it is empty. Raises ValueError when it is no date."""
    if not text:
        return None
    match = _FORM.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is no EDTF date")
    year, month, day = (int(part or 1) for part in match.groups())
    return date(year, month, day)


@lru_cache(maxsize=65536)
def latest(text: str) -> date | None:
    """Last day that `text` can mean; None when it is empty. Raises ValueError when it is no date."""
    first = earliest(text)
    if first is None or len(text) == 10:
        return first
    if len(text) == 7:
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first.replace(month=12, day=31)


def by(text: str, day: date) -> bool | None:
    """Whether what happened on `text` had happened by the end of `day`.

    None when the date is not known, or known too coarsely to tell.

    >>> by("2012", date(2012, 4, 25)) is None
    True
    >>> by("2011", date(2012, 4, 25))
    True
    """
    first, last = earliest(text), latest(text)
    if first is None or last is None:
        return None
    if last <= day:
        return True
    return False if first > day else None
