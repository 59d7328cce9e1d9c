"""What an address that was asked is to be called: what it answered now, and what it had answered before. Pure.

A site may be down for an hour, or turn programs away. So nothing is called broken at its first failure: a hard
failure (404, 410, an address that cannot be) must come three times over three days, a soft one (a time-out, a name
that is not found, a server's error) five times over two weeks. A site that answers but turns programs away (401, 403,
429, 451) is called withheld, and never broken: a person may read what it shows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, get_args

State = Literal["broken", "moved", "failing", "withheld", "good"]
"""failing: it has failed, but not often enough to be called broken."""

STATES: Final[tuple[State, ...]] = get_args(State)

Kind = Literal["found", "moved", "hard", "soft", "withheld"]
"""What one answer says."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What an address answered: a status, 0 where there was none, and in words what went wrong.

    `moved_to` is where it led, if every step of the way was said to be for good (301, 308). `wait` is what the site
    asked to be left alone for, in seconds.
    """

    status: int
    error: str = ""
    moved_to: str = ""
    wait: float = 0.0

    @property
    def kind(self) -> Kind:
        if 200 <= self.status < 300:
            return "moved" if self.moved_to else "found"
        if self.status in (401, 403, 407, 429, 451):
            return "withheld"
        return "hard" if 400 <= self.status < 500 or self.error.startswith(IMPOSSIBLE) else "soft"


IMPOSSIBLE: Final = "not an address that can be asked"
"""How the words of a failure begin that no other day will mend."""


@dataclass(frozen=True, slots=True)
class Enough:
    """How many failures, over how long, make an address broken."""

    failures: int
    over: timedelta


ENOUGH: Final = {"hard": Enough(3, timedelta(days=3)), "soft": Enough(5, timedelta(days=14))}

AGAIN: Final = {
    "good": timedelta(days=7), "moved": timedelta(days=7), "withheld": timedelta(days=7),
    "failing": timedelta(days=1), "broken": timedelta(days=7),
}
"""After how long an address is due again."""


AFTER: Final[Mapping[Kind, State]] = {"found": "good", "moved": "moved", "withheld": "withheld"}
"""What an address is called after a reply that is no failure."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What an address is called, since when, and how often it has failed in a row."""

    state: State
    since: datetime
    checked_at: datetime
    due_at: datetime
    failures: int = 0
    failing_since: datetime | None = None
    status: int = 0
    error: str = ""
    moved_to: str = ""


def judge(before: Standing | None, reply: Reply, at: datetime) -> Standing:
    """What an address is called after a reply."""
    kind = reply.kind
    failures, failing_since = 0, None
    state: State
    if kind in ("hard", "soft"):
        failures = (before.failures if before else 0) + 1
        failing_since = (before.failing_since if before else None) or at
        enough = ENOUGH[kind]
        worn_out = failures >= enough.failures and at - failing_since >= enough.over
        state = "broken" if worn_out or (before and before.state == "broken") else "failing"
    else:
        state = AFTER[kind]
    same = before is not None and before.state == state and before.moved_to == reply.moved_to
    since = failing_since or (before.since if before and same else at)
    again = max(AGAIN[state], timedelta(seconds=reply.wait))
    return Standing(state, since, at, at + again, failures, failing_since, reply.status, reply.error, reply.moved_to)
