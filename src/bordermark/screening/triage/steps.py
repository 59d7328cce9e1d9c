"""Steps taken with alerts: the policy is asked first, and all of them are taken or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bordermark.accounts import audit
from bordermark.accounts.errors import Forbidden
from bordermark.accounts.policy import Action, Because, Person, Role, Thing, may
from bordermark.accounts.store import holders
from bordermark.contributions.review.life import NotNow
from bordermark.screening.models import Alert, AlertEvent
from bordermark.screening.standing import Alerted
from bordermark.screening.triage import life
from bordermark.screening.triage.life import Course, NotPossible, Step, Why
from bordermark.screening.triage.store import alerts_of, key_of, steps_taken
from bordermark.screening.triage.telling import tell_given
from bordermark.screening.triage.wording import sentence

MOST: Final = 200
"""Alerts with which one step is taken at once."""

@dataclass(frozen=True, slots=True)
class Chosen:
    """An alert by its key, with the number of steps that had been taken with it when the officer read it; None where
    that is not known."""

    key: str
    read: int | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """A step with what is said about it: `reason` of a dismissal, `to` whom it is assigned, `words` in any case."""

    step: Step
    reason: str = ""
    words: str = ""
    to: str = ""


class CannotStep(NotNow):
    """No alert was changed, because some of them do not allow it; `refused` says which, and why."""

    def __init__(self, refused: Sequence[tuple[str, str]]) -> None:
        self.refused = tuple(refused)
        said = "; ".join(f"{key}: {why}" for key, why in self.refused[:20])
        more = f"; … +{len(self.refused) - 20}" if len(self.refused) > 20 else ""
        super().__init__(_("Nothing was changed. %(refused)s.") % {"refused": said + more})


def thing_of(alert: Alert) -> Thing:
    """An alert as the policy sees it; the author of a proposed dismissal is who proposed it."""
    return Thing("alert", state=alert.state_id, status=alert.status, authors=frozenset({alert.proposer} - {""}),
                 id=key_of(alert))


def action_of(step: Step, status: str) -> Action:
    """What the policy calls a step with an alert of this status."""
    if step is Step.NOTE:
        return Action.COMMENT
    if status == Alerted.DISMISSAL_PROPOSED:
        return Action.CONFIRM
    return Action.ASSIGN if step in (Step.TAKE, Step.ASSIGN, Step.RELEASE) else Action.DISPOSE


def steps_for(alert: Alert, person: Person) -> list[Step]:
    """The steps that an alert allows as it stands, and that the person may take."""
    thing = thing_of(alert)
    return [one for one in life.possible(Alerted(alert.status)) if may(person, action_of(one, alert.status), thing)]


def course_of(alert: Alert) -> Course:
    """The alert as its life sees it."""
    return Course(Alerted(alert.status), alert.assignee, alert.proposer, alert.reason, alert.outcome,
                  alert.run.four_eyes)


def take_step(person: Person, chosen: Sequence[Chosen], order: Order, at: datetime | None = None) -> list[Alert]:
    """Take a step with some alerts, all of them or none; returns them as they are then.

    Raises UnknownRecord for an alert that the person cannot see, Forbidden when the policy refuses, and CannotStep
    when some do not allow it, or have been changed since they were read.
    """
    if not 0 < len(chosen) <= MOST:
        raise NotNow(_("Choose between 1 and %(most)s alerts.") % {"most": MOST})
    at, read = at or timezone.now(), {one.key: one.read for one in chosen}
    with transaction.atomic():
        held = list(alerts_of(person, list(read)).select_for_update(of=("self",)).order_by("pk"))
        courses, refused = _courses(person, held, order, read)
        if refused:
            raise CannotStep(refused)
        for alert in held:
            _keep(alert, courses[key_of(alert)], order, person, at)
        if order.step in (Step.ASSIGN, Step.SEND_BACK):
            tell_given([one.assignee for one in held], person, at)
    return held


def _courses(
    person: Person, held: Sequence[Alert], order: Order, read: dict[str, int | None]
) -> tuple[dict[str, Course], list[tuple[str, str]]]:
    """What becomes of each alert by its key, and why some cannot."""
    taken, courses, refused = steps_taken(held), {}, []
    for alert in held:
        key, officers = key_of(alert), holders(Role.RISK_OFFICER, state=alert.state_id) if order.to else []
        verdict = may(person, action_of(order.step, alert.status), thing_of(alert))
        if not verdict and verdict.because not in (Because.STATUS, Because.OWN_BODY):
            raise Forbidden(verdict)
        try:
            if read[key] not in (None, taken.get(alert.pk, 0)):
                raise NotPossible(Why.CHANGED, Alerted(alert.status))
            courses[key] = life.after(course_of(alert), order.step, person.id, reason=order.reason,
                                      to=order.to if order.to in officers else "", words=order.words)
        except NotPossible as error:
            refused.append((key, sentence(error)))
            continue
        if not verdict:
            raise Forbidden(verdict)
    return courses, refused


def _keep(alert: Alert, course: Course, order: Order, person: Person, at: datetime) -> None:
    """Keep what became of an alert, with the step in its history and in the audit log.

    The log is read by who looks after people, so it says neither the words nor anything of the declaration.
    """
    thing, what = thing_of(alert), life.called(order.step, course.status)
    reason = order.reason if order.step is Step.DISMISS else ""
    alert.status, alert.assignee, alert.proposer = course.status, course.assignee, course.proposed_by
    alert.reason, alert.outcome = course.reason, course.outcome
    alert.save(update_fields=["status", "assignee", "proposer", "reason", "outcome"])
    AlertEvent.objects.create(alert=alert, by=person.id, at=at, what=what, reason=reason, words=order.words.strip())
    audit.record(person, action_of(order.step, thing.status), thing, {"step": what, "reason": reason}, at=at)

