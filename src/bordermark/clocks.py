"""The clocks by which any page can be asked: when a fact was true, when it had been recorded, in which edition."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final

from bordermark.edtf import is_edtf, latest
from bordermark.errors import BordermarkError

CLOCK_NAMES: Final = ("as_at", "as_recorded", "edition")
"""Names of the clocks in a query."""

LAST_EDITION: Final = 2**31 - 1
"""The highest number that an edition can have."""


class BadMoment(BordermarkError):
    """A date in a query is no date, or an edition no number; the sentence says what was expected."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """The moment asked for: `as_at` for what was true that day, `as_recorded` for what was recorded by then.

    `edition` is another way to say `as_recorded`: up to the revision at which the edition of that number was frozen.
    """

    as_at: date | None = None
    as_recorded: datetime | None = None
    edition: int | None = None

    def __bool__(self) -> bool:
        return self.as_at is not None or self.recalled

    @property
    def recalled(self) -> bool:
        """Whether records are wanted as they had been recorded, not as they stand."""
        return self.as_recorded is not None or self.edition is not None

    def day(self, today: date) -> date:
        """The day for which facts are wanted."""
        return self.as_at or today


NOW = Clocks()


def read_clocks(query: Mapping[str, str]) -> Clocks:
    """The clocks in a query: ``as_at`` a date, ``as_recorded`` a date (its end) or a date with time, ``edition``.

    A year or a month means its last day. ``as_recorded`` and ``edition`` exclude one another. Raises BadMoment.
    """
    moment, edition = _moment(query.get("as_recorded", "")), _edition(query.get("edition", ""))
    if moment and edition:
        raise BadMoment(f"edition: found '{edition}' beside as_recorded, expected one of the two")
    return Clocks(_day(query.get("as_at", "")), moment, edition)


def _edition(text: str) -> int | None:
    if not text:
        return None
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 10 else 0
    if not 1 <= number <= LAST_EDITION:
        raise BadMoment(f"edition: found {text!r}, expected the number of an edition, such as 2")
    return number


def _day(text: str) -> date | None:
    if text and not is_edtf(text):
        raise BadMoment(f"as_at: found {text!r}, expected a date such as 2012-04-25, 2012-04 or 2012")
    return latest(text)


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    if is_edtf(text):
        day = latest(text)
        assert day is not None
        return datetime.combine(day, time.max, UTC)
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise BadMoment(
            f"as_recorded: found {text!r}, expected a date such as 2026-11-24 or 2026-11-24T10:00:00Z"
        ) from error
