"""Opening, answering, reminding and closing: each asks the policy first, and is one transaction with its entry in the
audit log and its notifications."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from bordermark.accounts import audit
from bordermark.accounts.guards import require
from bordermark.accounts.notifications import notify
from bordermark.accounts.policy import Action, Person, Thing
from bordermark.accounts.store import writers
from bordermark.contributions.calls.models import CLOSED, LONGEST_TITLE, OPEN, Addressee, Call
from bordermark.contributions.calls.reminding import is_due
from bordermark.contributions.record_types import record_types
from bordermark.contributions.review.models import ChangeSet
from bordermark.errors import BordermarkError
from bordermark.publishing.addresses import page

LONGEST_TEXT: Final = 20_000
MOST_ADDRESSEES: Final = 1_000


class BadCall(BordermarkError):
    """A call, or an answer to one, that cannot be used; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a call asks: concepts by their key or empty, types of record, bodies as (``organisation``, id) or
    (``state``, code)."""

    title: str
    text: str
    deadline: date
    bodies: Sequence[tuple[str, str]]
    record_types: Sequence[str] = ()
    theme: str = ""
    region: str = ""


def thing_of(addressee: Addressee) -> Thing:
    """A call as it concerns one addressee, as the policy sees it: who may see one, may not therefore see another."""
    return Thing("call", organisation=addressee.organisation_id or "", state=addressee.state_id or "",
                 status=addressee.call.status, id=str(addressee.call_id))


def open_call(asked: Asked, *, by: Person, at: datetime) -> Call:
    """Open a call and tell those who write on behalf of its addressees. Raises Forbidden and BadCall."""
    require(by, Action.OPEN_CALL, Thing("call", status="draft"))
    title, text = " ".join(asked.title.split()), asked.text.strip()
    if not 0 < len(title) <= LONGEST_TITLE:
        raise BadCall(_("Give the call a title of 1 to %(longest)s characters.") % {"longest": LONGEST_TITLE})
    if not 0 < len(text) <= LONGEST_TEXT:
        raise BadCall(_("Say what is asked, in 1 to %(longest)s characters.") % {"longest": LONGEST_TEXT})
    if asked.deadline <= at.date():
        raise BadCall(_("The deadline must lie after today."))
    bodies = list(dict.fromkeys(asked.bodies))
    if not 0 < len(bodies) <= MOST_ADDRESSEES:
        raise BadCall(_("Name 1 to %(most)s addressees.") % {"most": MOST_ADDRESSEES})
    names = [one.name for one in record_types() if one.name in asked.record_types]
    with transaction.atomic():
        call = Call.objects.create(
            title=title, text=text, theme_id=asked.theme or None, region_id=asked.region or None, record_types=names,
            deadline=asked.deadline, opened_by=by.id, opened_at=at,
        )
        Addressee.objects.bulk_create(
            [Addressee(call=call, **{f"{kind}_id": key}) for kind, key in bodies], batch_size=500
        )
        audit.record(by, Action.OPEN_CALL, Thing("call", status=OPEN, id=str(call.pk)), {"title": title}, at=at)
        for addressee in call.addressees.all():
            _tell(addressee, "call-opened", at)
    return call


def answer(
    addressee: Addressee, kind: str, *, by: Person, at: datetime, words: str = "", change_set: ChangeSet | None = None
) -> Addressee:
    """Answer for an addressee: with a change set of the same body, with ``nothing`` to add, or ``declined`` with words.

    An answer may be given anew as long as the call is open. Raises Forbidden and BadCall.
    """
    with transaction.atomic():
        one = Addressee.objects.select_for_update().get(pk=addressee.pk)
        require(by, Action.ANSWER_CALL, thing_of(one))
        words = words.strip()
        if len(words) > LONGEST_TEXT:
            raise BadCall(_("Say it in at most %(longest)s characters.") % {"longest": LONGEST_TEXT})
        if kind not in ("change-set", "nothing", "declined"):
            raise BadCall(_("Choose an answer: a change set, nothing to add, or no answer."))
        if kind == "declined" and not words:
            raise BadCall(_("Say why you decline."))
        if kind == "change-set" and not (change_set and _is_of(change_set, one)):
            raise BadCall(_("Choose a change set that was made on behalf of the body that is asked."))
        one.answer, one.words, one.answered_by, one.answered_at = kind, words, by.id, at
        one.change_set = change_set if kind == "change-set" else None
        one.save()
        audit.record(by, Action.ANSWER_CALL, thing_of(one), {"answer": kind, "body": one.body}, at=at)
        notify([one.call.opened_by], "call-answered", {"title": one.call.title, "body": one.body, "answer": kind},
               page("call", str(one.call_id)), at=at)
    return one


def _is_of(change_set: ChangeSet, addressee: Addressee) -> bool:
    return (change_set.organisation_id, change_set.state_id) == (addressee.organisation_id, addressee.state_id)


def remind(call: Call, *, by: Person, at: datetime) -> int:
    """Remind all who have not answered; returns how many addressees. Raises Forbidden."""
    require(by, Action.REMIND, Thing("call", status=call.status, id=str(call.pk)))
    return _remind(_unanswered(call), by.id, at)


def remind_due(at: datetime) -> int:
    """Remind, in all open calls, those whose reminder is due; returns how many. Running it again reminds nobody."""
    due = [one for call in Call.objects.filter(status=OPEN) for one in _unanswered(call)
           if is_due(call.deadline, at.date(), (one.reminded_at or call.opened_at).date())]
    return _remind(due, "", at)


def _unanswered(call: Call) -> Iterable[Addressee]:
    return call.addressees.filter(answer="").select_related("call")


def _remind(addressees: Iterable[Addressee], by: str, at: datetime) -> int:
    done = 0
    for addressee in addressees:
        with transaction.atomic():
            one = Addressee.objects.select_for_update().select_related("call").get(pk=addressee.pk)
            if one.answer or one.reminded_at != addressee.reminded_at or one.call.status != OPEN:
                continue  # answered, or reminded by somebody else, meanwhile
            one.reminders, one.reminded_at = one.reminders + 1, at
            one.save(update_fields=["reminders", "reminded_at"])
            audit.record(by, Action.REMIND, thing_of(one), {"body": one.body}, at=at)
            _tell(one, "call-reminder", at)
        done += 1
    return done


def close(call: Call, *, by: Person, at: datetime) -> Call:
    """Close a call: no more answers. Raises Forbidden."""
    with transaction.atomic():
        one = Call.objects.select_for_update().get(pk=call.pk)
        thing = Thing("call", status=one.status, id=str(one.pk))
        require(by, Action.CLOSE_CALL, thing)
        one.status, one.closed_by, one.closed_at = CLOSED, by.id, at
        one.save()
        audit.record(by, Action.CLOSE_CALL, thing, at=at)
    return one


def _tell(addressee: Addressee, kind: str, at: datetime) -> None:
    """Tell those who write on behalf of an addressee."""
    people = writers(addressee.organisation_id or "", addressee.state_id or "")
    call = addressee.call
    told = {"title": call.title, "deadline": call.deadline.isoformat()}
    notify(people, kind, told, page("call", str(call.pk)), at=at)
