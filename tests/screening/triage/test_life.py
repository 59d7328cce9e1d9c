"""The life of an alert: what leads where, what it needs, and when a second officer must agree."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bordermark.screening.standing import Alerted
from bordermark.screening.triage.life import (
    TRANSITIONS,
    WAITING,
    Course,
    NotPossible,
    Reason,
    Step,
    Why,
    after,
    possible,
)

STEPS = st.tuples(
    st.sampled_from(Step), st.sampled_from(["ann", "bob"]), st.sampled_from(["", "ann", "bob"]),
    st.sampled_from(["", *Reason, "nonsense"]), st.sampled_from(["", "  ", "seen the licence"]),
)


def walked(steps, four_eyes):
    """The courses that an alert goes through, with the step that led to each."""
    course = Course(Alerted.OPEN, four_eyes=four_eyes)
    for step, by, to, reason, words in steps:
        try:
            following = after(course, step, by, to=to, reason=reason, words=words)
        except NotPossible:
            continue
        yield course, step, by, following
        course = following


@given(st.lists(STEPS, max_size=30))
def test_with_four_eyes_nothing_is_dismissed_by_one_officer(steps):
    for before, step, by, now in walked(steps, four_eyes=True):
        if now.status is Alerted.DISMISSED and before.status is not Alerted.DISMISSED:
            assert step is Step.CONFIRM and before.proposed_by and by != before.proposed_by


@given(st.lists(STEPS, max_size=30), st.booleans())
def test_what_an_alert_says_of_itself_agrees_with_its_status(steps, four_eyes):
    for _, _, _, now in walked(steps, four_eyes):
        assert bool(now.reason) == (now.status in (Alerted.DISMISSAL_PROPOSED, Alerted.DISMISSED))
        assert bool(now.outcome) == (now.status is Alerted.INSPECTED)
        assert bool(now.proposed_by) == (now.status is Alerted.DISMISSAL_PROPOSED)
        if now.status is Alerted.OPEN:
            assert now.assignee == ""


@given(st.lists(STEPS, max_size=30), st.booleans())
def test_every_alert_can_be_looked_at_again(steps, four_eyes):
    for _, _, _, now in walked(steps, four_eyes):
        if now.status is Alerted.DISMISSAL_PROPOSED:
            assert after(now, Step.SEND_BACK, "cat", words="why?").status is Alerted.ASSIGNED
        elif now.status not in WAITING:
            assert after(now, Step.REOPEN, "ann", words="new facts").status is Alerted.OPEN


def test_a_status_offers_only_steps_that_can_be_taken():
    for status in Alerted:
        course = Course(status, assignee="ann", proposed_by="ann", reason=Reason.LICENSED)
        for step in possible(status):
            now = after(course, step, "bob", to="ann", reason=Reason.LOOK_ALIKE, words="why")
            assert now.status == (TRANSITIONS[step].ends or status)


def test_every_status_is_reached():
    reached = {one.ends for one in TRANSITIONS.values()} - {None} | {Alerted.DISMISSAL_PROPOSED}
    assert reached == set(Alerted)
    assert set(WAITING) < set(Alerted)


@pytest.mark.parametrize(("course", "step", "given_", "why"), [
    (Course(Alerted.OPEN), Step.DISMISS, {}, Why.NO_REASON),
    (Course(Alerted.OPEN), Step.DISMISS, {"reason": "boredom"}, Why.NO_REASON),
    (Course(Alerted.OPEN), Step.DISMISS, {"reason": "other", "words": " "}, Why.NO_WORDS),
    (Course(Alerted.OPEN), Step.CONFIRM, {}, Why.STATUS),
    (Course(Alerted.OPEN), Step.ASSIGN, {}, Why.NOBODY),
    (Course(Alerted.OPEN), Step.NOTE, {}, Why.NO_WORDS),
    (Course(Alerted.OPEN), Step.NOTE, {"words": "a\0b"}, Why.WORDS),
    (Course(Alerted.OPEN), Step.NOTE, {"words": "x" * 2001}, Why.WORDS),
    (Course(Alerted.DISMISSAL_PROPOSED, proposed_by="ann"), Step.CONFIRM, {}, Why.SAME_OFFICER),
    (Course(Alerted.DISMISSAL_PROPOSED, proposed_by="ann"), Step.SEND_BACK, {"words": "no"}, Why.SAME_OFFICER),
    (Course(Alerted.DISMISSAL_PROPOSED, proposed_by="bob"), Step.SEND_BACK, {}, Why.NO_WORDS),
    (Course(Alerted.DISMISSED), Step.REOPEN, {}, Why.NO_WORDS),
])
def test_what_cannot_be_done_says_why(course, step, given_, why):
    with pytest.raises(NotPossible) as refused:
        after(course, step, "ann", **given_)
    assert refused.value.why is why


def test_sent_back_it_is_with_whom_proposed_it():
    course = Course(Alerted.DISMISSAL_PROPOSED, "", "ann", Reason.LICENSED, four_eyes=True)
    assert after(course, Step.SEND_BACK, "bob", words="which licence?") == replace(
        course, status=Alerted.ASSIGNED, assignee="ann", proposed_by="", reason="")
