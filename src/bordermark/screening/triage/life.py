"""The life of an alert: which step leads from which status to which, and when a second officer must agree.

Pure. Whether a person may take steps at all is no matter of this file: the policy of `accounts` answers that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from bordermark.errors import BordermarkError
from bordermark.screening.standing import Alerted


class Step(StrEnum):
    """What an officer can do with an alert."""

    TAKE = "take"
    ASSIGN = "assign"
    RELEASE = "release"
    DISMISS = "dismiss"
    CONFIRM = "confirm"
    SEND_BACK = "send-back"
    REFER = "refer"
    FOUND = "found"
    NOTHING_FOUND = "nothing-found"
    REOPEN = "reopen"
    NOTE = "note"


class Reason(StrEnum):
    """Why an alert is dismissed."""

    LOOK_ALIKE = "look-alike"
    LICENSED = "licensed"
    BELOW_THRESHOLD = "below-threshold"
    WRONG_MATCH = "wrong-match"
    OTHER = "other"


WAITING: Final = (Alerted.OPEN, Alerted.ASSIGNED, Alerted.DISMISSAL_PROPOSED)
"""Alertedes in which somebody still has to decide."""

PROPOSE: Final = "propose-dismissal"
"""What a dismissal is called afterwards that still needs a second officer."""

DECIDING: Final = (Step.DISMISS, Step.CONFIRM, Step.REFER)
"""Steps, as they are called afterwards, that decide what becomes of an alert."""

LONGEST_WORDS: Final = 2_000


class Why(StrEnum):
    """Why a step cannot be taken; `wording` has the sentences."""

    STATUS = "status"
    NO_REASON = "no-reason"
    NO_WORDS = "no-words"
    WORDS = "words"
    NOBODY = "nobody"
    SAME_OFFICER = "same-officer"
    CHANGED = "changed"


class NotPossible(BordermarkError):
    """A step that the alert does not allow as it stands. `why` says which of the reasons, `status` what it is now."""

    def __init__(self, why: Why, status: Alerted) -> None:
        self.why, self.status = why, status
        super().__init__(f"The alert is {status}: {why}.")


@dataclass(frozen=True, slots=True)
class Course:
    """An alert as its life sees it. Persons are ids; `outcome` is empty, ``found`` or ``nothing-found``."""

    status: Alerted
    assignee: str = ""
    proposed_by: str = ""
    reason: str = ""
    outcome: str = ""
    four_eyes: bool = False


@dataclass(frozen=True, slots=True)
class Transition:
    """A step: from which statuses, to which (None: it stays), and whether it must be given words."""

    begins: frozenset[Alerted]
    ends: Alerted | None
    needs_words: bool = False


_UNDECIDED: Final = frozenset({Alerted.OPEN, Alerted.ASSIGNED})
_PROPOSED: Final = frozenset({Alerted.DISMISSAL_PROPOSED})

TRANSITIONS: Final[Mapping[Step, Transition]] = {
    Step.TAKE: Transition(_UNDECIDED, Alerted.ASSIGNED),
    Step.ASSIGN: Transition(_UNDECIDED, Alerted.ASSIGNED),
    Step.RELEASE: Transition(frozenset({Alerted.ASSIGNED}), Alerted.OPEN),
    Step.DISMISS: Transition(_UNDECIDED, Alerted.DISMISSED),
    Step.CONFIRM: Transition(_PROPOSED, Alerted.DISMISSED),
    Step.SEND_BACK: Transition(_PROPOSED, Alerted.ASSIGNED, needs_words=True),
    Step.REFER: Transition(frozenset(WAITING), Alerted.REFERRED),
    Step.FOUND: Transition(frozenset({Alerted.REFERRED}), Alerted.INSPECTED),
    Step.NOTHING_FOUND: Transition(frozenset({Alerted.REFERRED}), Alerted.INSPECTED),
    Step.REOPEN: Transition(frozenset(Alerted) - frozenset(WAITING), Alerted.OPEN, needs_words=True),
    Step.NOTE: Transition(frozenset(Alerted), None, needs_words=True),
}
"""Every step, by its name. Where two officers must agree, a dismissal is at first only proposed."""


def possible(status: Alerted) -> list[Step]:
    """The steps that a status allows, in the order of the table."""
    return [step for step, one in TRANSITIONS.items() if status in one.begins]


def called(step: Step, ends: Alerted) -> str:
    """What a step is called afterwards, by the status in which it ended."""
    return PROPOSE if ends is Alerted.DISMISSAL_PROPOSED and step is Step.DISMISS else step.value


def after(course: Course, step: Step, by: str, *, to: str = "", reason: str = "", words: str = "") -> Course:
    """The alert after a step taken by a person (id); `to` is to whom it is assigned, `reason` why it is dismissed.

    Raises NotPossible when the status does not allow it, when something that the step needs is missing, or when the
    officer who proposed a dismissal would confirm it.
    """
    one = TRANSITIONS[step]
    if course.status not in one.begins:
        raise NotPossible(Why.STATUS, course.status)
    if "\0" in words or len(words) > LONGEST_WORDS:
        raise NotPossible(Why.WORDS, course.status)
    if (one.needs_words or (step is Step.DISMISS and reason == Reason.OTHER)) and not words.strip():
        raise NotPossible(Why.NO_WORDS, course.status)
    ends = one.ends or course.status
    match step:
        case Step.TAKE:
            return replace(course, status=ends, assignee=by)
        case Step.ASSIGN if not to:
            raise NotPossible(Why.NOBODY, course.status)
        case Step.ASSIGN:
            return replace(course, status=ends, assignee=to)
        case Step.DISMISS if reason not in tuple(Reason):
            raise NotPossible(Why.NO_REASON, course.status)
        case Step.DISMISS if course.four_eyes:
            return replace(course, status=Alerted.DISMISSAL_PROPOSED, reason=reason, proposed_by=by)
        case Step.DISMISS:
            return replace(course, status=ends, reason=reason)
        case Step.CONFIRM | Step.SEND_BACK if by == course.proposed_by:
            raise NotPossible(Why.SAME_OFFICER, course.status)
        case Step.CONFIRM:
            return replace(course, status=ends, proposed_by="")
        case Step.SEND_BACK:
            return replace(course, status=ends, assignee=course.proposed_by, reason="", proposed_by="")
        case Step.REFER:
            return replace(course, status=ends, reason="", proposed_by="")
        case Step.FOUND | Step.NOTHING_FOUND:
            return replace(course, status=ends, outcome=step.value)
        case Step.RELEASE | Step.REOPEN:
            return replace(course, status=ends, assignee="", reason="", proposed_by="", outcome="")
        case _:
            return replace(course, status=ends)
