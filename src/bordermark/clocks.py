"""The two clocks by which any page can be asked: when a fact was true, and when it had been recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from bordermark.edtf import is_edtf, latest
from bordermark.errors import BordermarkError


class BadMoment(BordermarkError):
    """A date in a query is no date; the sentence says what was expected."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """The moment asked for: `as_at` for what was true that day, `as_recorded` for what was recorded by then."""

    as_at: date | None = None
    as_recorded: datetime | None = None

    def __bool__(self) -> bool:
        return self.as_at is not None or self.as_recorded is not None

    def day(self, today: date) -> date:
        """The day for which facts are wanted."""
        return self.as_at or today


NOW = Clocks()


def read_clocks(query: Mapping[str, str]) -> Clocks:
    """The clocks in a query: ``as_at`` a date, ``as_recorded`` a date (its end) or a date with time.

    A year or a month means its last day. Raises BadMoment.
    """
    return Clocks(_day(query.get("as_at", "")), _moment(query.get("as_recorded", "")))


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
