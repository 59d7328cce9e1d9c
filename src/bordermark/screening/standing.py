"""Where a run and an alert can stand, by name."""

import secrets
from enum import StrEnum
from typing import Final


class Ran(StrEnum):
    """Where a run stands. One that is asking waits for somebody to say which column is which."""

    ASKING = "asking"
    WAITING = "waiting"
    RUNNING = "running"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"


class Alerted(StrEnum):
    """Where an alert stands."""

    OPEN = "open"
    ASSIGNED = "assigned"
    DISMISSAL_PROPOSED = "dismissal-proposed"
    DISMISSED = "dismissed"
    REFERRED = "referred"
    INSPECTED = "inspected"


LANES: Final = ("red", "yellow", "blue", "green")
"""Lanes of control: examined, documents checked, audited after clearance, released."""

OUTCOMES: Final = ("found", "nothing-found")
"""What an inspection came to."""


def new_key() -> str:
    """An id that tells nothing of how many there are."""
    return secrets.token_hex(6)
