"""Steps with alerts: all or none, never twice, each in the history and in the audit log, and told to nobody else."""

from datetime import timedelta

import pytest

from bordermark.accounts import audit
from bordermark.accounts.errors import Forbidden
from bordermark.accounts.models import Notification
from bordermark.accounts.policy import Person
from bordermark.contributions.review.life import NotNow
from bordermark.errors import UnknownRecord
from bordermark.screening.models import Alert, AlertEvent
from bordermark.screening.triage.life import Step
from bordermark.screening.triage.steps import MOST, CannotStep, Chosen, Order, steps_for, take_step
from bordermark.screening.triage.store import key_of, visible_alerts, what_became

from .conftest import KIT, LIZ, UMA
from .raising import CREATED, alert_in, run_of

pytestmark = pytest.mark.usefixtures("officers")
DISMISS = Order(Step.DISMISS, "look-alike")


def chosen(*some, read=None):
    return [Chosen(key_of(one), read) for one in some]


def statuses(*some):
    return [Alert.objects.get(pk=one.pk).status for one in some]


def test_several_are_dismissed_at_once_with_one_reason():
    run = run_of()
    some = [alert_in(run) for _ in range(30)]
    take_step(KIT, chosen(*some), DISMISS)
    assert set(statuses(*some)) == {"dismissed"}
    assert {(one.by, one.what, one.reason) for one in AlertEvent.objects.all()} == {("kit", "dismiss", "look-alike")}
    assert AlertEvent.objects.count() == 30


def test_one_that_cannot_be_dismissed_keeps_all_from_it_and_is_named():
    run = run_of()
    first, second, third = (alert_in(run) for _ in range(3))
    take_step(KIT, chosen(second), Order(Step.REFER))
    with pytest.raises(CannotStep) as refused:
        take_step(KIT, chosen(first, second, third), DISMISS)
    assert str(refused.value) == f"Nothing was changed. {key_of(second)}: it is referred for inspection."
    assert statuses(first, second, third) == ["open", "referred", "open"]


def test_whoever_comes_second_is_told_and_overwrites_nothing():
    one = alert_in(run_of())
    take_step(KIT, chosen(one, read=0), Order(Step.REFER))
    with pytest.raises(CannotStep, match="another officer was faster: it is referred for inspection now"):
        take_step(LIZ, chosen(one, read=0), Order(Step.FOUND))
    assert statuses(one) == ["referred"]
    take_step(LIZ, chosen(one, read=1), Order(Step.FOUND, words="two drums"))
    assert Alert.objects.get(pk=one.pk).outcome == "found"


def test_with_four_eyes_a_second_officer_confirms():
    one = alert_in(run_of(four_eyes=True))
    take_step(KIT, chosen(one), DISMISS)
    assert statuses(one) == ["dismissal-proposed"]
    with pytest.raises(CannotStep, match="you proposed the dismissal"):
        take_step(KIT, chosen(one), Order(Step.CONFIRM))
    assert Step.CONFIRM not in steps_for(Alert.objects.get(pk=one.pk), KIT)
    take_step(LIZ, chosen(one), Order(Step.CONFIRM))
    assert statuses(one) == ["dismissed"]
    assert [each.what for each in one.events.all()] == ["propose-dismissal", "confirm"]


def test_what_is_sent_back_is_with_whom_proposed_it_who_is_told():
    one = alert_in(run_of(four_eyes=True))
    take_step(KIT, chosen(one), DISMISS)
    take_step(LIZ, chosen(one), Order(Step.SEND_BACK, words="Which look-alike?"))
    held = Alert.objects.get(pk=one.pk)
    assert (held.status, held.assignee, held.reason) == ("assigned", "kit", "")
    assert [each.user.username for each in Notification.objects.filter(kind="alerts-given")] == ["kit"]


def test_alerts_are_assigned_to_officers_of_the_state_alone():
    one = alert_in(run_of())
    with pytest.raises(CannotStep, match="name an officer of this State"):
        take_step(KIT, chosen(one), Order(Step.ASSIGN, to="uma"))
    take_step(KIT, chosen(one), Order(Step.ASSIGN, to="liz"))
    assert Alert.objects.get(pk=one.pk).assignee == "liz"
    assert Notification.objects.get(kind="alerts-given").user.username == "liz"


def test_alerts_of_others_are_not_there():
    ours, theirs = alert_in(run_of()), alert_in(run_of("UGA"))
    assert list(visible_alerts(KIT)) == [ours] and list(visible_alerts(UMA)) == [theirs]
    for key in (key_of(theirs), "0" * 12 + "-1", "no key", "a-b\0", "-"):
        with pytest.raises(UnknownRecord):
            take_step(KIT, [Chosen(key_of(ours)), Chosen(key)], DISMISS)
    assert statuses(ours, theirs) == ["open", "open"]


def test_who_is_no_officer_is_refused():
    one = alert_in(run_of())
    with pytest.raises(Forbidden):
        take_step(Person("nobody"), chosen(one), DISMISS)


@pytest.mark.parametrize("number", [0, MOST + 1])
def test_the_number_of_alerts_is_bounded(number):
    with pytest.raises(NotNow, match=f"between 1 and {MOST} alerts"):
        take_step(KIT, [Chosen(f"x-{one}") for one in range(number)], DISMISS)


def test_the_audit_log_tells_each_step_and_nothing_of_the_goods():
    run = run_of()
    some = [alert_in(run) for _ in range(2)]
    take_step(KIT, chosen(*some), Order(Step.DISMISS, "other", "Thiodiglycol of our own laboratory"))
    entries = [one for one in audit.entries() if one.kind == "alert"]
    assert [one.object for one in entries] == [key_of(one) for one in some]
    assert {one.person for one in entries} == {"kit"} and audit.flaws() == []
    told = "".join(one.line() for one in entries).casefold()
    assert "thiodiglycol" not in told and "laboratory" not in told


def test_what_became_of_alerts_is_told_with_the_days_that_it_took():
    run = run_of()
    dismissed, referred, open_ = (alert_in(run) for _ in range(3))
    take_step(KIT, chosen(dismissed), DISMISS, CREATED + timedelta(days=1))
    take_step(KIT, chosen(referred), Order(Step.REFER), CREATED + timedelta(days=3))
    take_step(KIT, chosen(referred), Order(Step.FOUND), CREATED + timedelta(days=30))
    total, by = what_became(visible_alerts(KIT))
    assert (total.alerts, total.waiting, total.dismissed, total.referred, total.found) == (3, 1, 1, 1, 1)
    assert total.days == 2.0 and total.hit_rate.share == 1.0
    assert set(by["office"]) == {"Mombasa"} and set(by["month"]) == {"2026-11"}
    take_step(KIT, chosen(dismissed), Order(Step.REOPEN, words="a new fact"))
    assert what_became(visible_alerts(KIT))[0].days == 3.0, "what waits again has not been decided"
    assert statuses(open_) == ["open"]
