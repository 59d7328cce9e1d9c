"""The life of a change set: which step leads from which status to which.

Pure. Who may take a step is no matter of this file: the policy of `accounts` answers that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from bordermark.errors import BordermarkError


class Status(StrEnum):
    """Where a change set stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in-review"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


OPEN: Final = frozenset(Status) - {Status.PUBLISHED, Status.WITHDRAWN}
"""Statuses in which a set can still become something."""

EDITABLE: Final = OPEN - {Status.SUBMITTED}
"""Statuses in which the content may change: by its authors before review, by who merges during it."""


class NotNow(BordermarkError):
    """A step that the set's status, or its content, does not allow; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Transition:
    """A step: from which statuses, to which, and whether it must be given a reason."""

    begins: frozenset[Status]
    ends: Status
    needs_reason: bool = False


TRANSITIONS: Final[Mapping[str, Transition]] = {
    "submit": Transition(frozenset({Status.DRAFT, Status.RETURNED}), Status.SUBMITTED),
    "take_up": Transition(frozenset({Status.SUBMITTED}), Status.IN_REVIEW),
    "accept": Transition(frozenset({Status.IN_REVIEW}), Status.ACCEPTED),
    "publish": Transition(frozenset({Status.ACCEPTED}), Status.PUBLISHED),
    "return_": Transition(frozenset({Status.IN_REVIEW, Status.ACCEPTED}), Status.RETURNED, needs_reason=True),
    "withdraw": Transition(OPEN, Status.WITHDRAWN, needs_reason=True),
}
"""Every step that a person takes, by the name of the policy's action."""


@dataclass(frozen=True, slots=True)
class Course:
    """A change set as its life sees it: status, digest of its content, digest of the content accepted last."""

    status: Status
    content: str
    accepted: str = ""


def possible(status: Status) -> list[str]:
    """The steps that a status allows, in the order of the table."""
    return [name for name, one in TRANSITIONS.items() if status in one.begins]


def after(course: Course, step: str, reason: str = "", read: str | None = None) -> Course:
    """The set after a step. `read` is the digest of the content that the person has read, where a page showed it.

    Raises NotNow when the status does not allow it, a reason is missing, what was read is not what there is, or
    when what would be published is not what was accepted.
    """
    one = TRANSITIONS[step]
    if course.status not in one.begins:
        begins = ", ".join(status for status in Status if status in one.begins)
        raise NotNow(f"The change set is {course.status}; expected {begins}.")
    if "\0" in reason or (one.needs_reason and not reason.strip()):
        raise NotNow("Say why: this step is kept with its reason.")
    if read is not None and read != course.content:
        raise NotNow("The change set was changed after you read it. Read it again, then decide.")
    if step == "publish" and course.accepted != course.content:
        raise NotNow("What would be published is not what was accepted. It must be reviewed again.")
    return replace(course, status=one.ends, accepted=course.content if step == "accept" else course.accepted)


def changed(course: Course, content: str) -> Course:
    """The set with another content: an acceptance was of the content that was read, and lapses.

    Raises NotNow where the content may not change.
    """
    if course.status not in EDITABLE:
        raise NotNow(f"A change set that is {course.status} cannot be changed.")
    if content == course.content:
        return course
    status = Status.IN_REVIEW if course.status is Status.ACCEPTED else course.status
    return Course(status, content, course.accepted)
