"""The queue: what is asked for is shown, in order, each once, and of one's own State alone."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bordermark.publishing.problems import UnusableParameters
from bordermark.screening.models import Alert
from bordermark.screening.triage import store
from bordermark.screening.triage.asking import SORTS, Asked

from .conftest import KIT, UMA
from .raising import alert_in, run_of

pytestmark = pytest.mark.usefixtures("officers")


def found(query, person=KIT):
    asked = Asked.of(query)
    return store.with_status(store.asked_for(store.visible_alerts(person), asked, person), asked.status)


@pytest.fixture
def some():
    run, other = run_of(), run_of("UGA")
    alert_in(other)
    return {
        "plain": alert_in(run), "weak": alert_in(run, score=0.5, kinds="fuzzy"),
        "mine": alert_in(run, status="assigned", assignee="kit", lane="red"),
        "hers": alert_in(run, status="assigned", assignee="liz", office="Malaba", month="2026-10"),
        "gone": alert_in(run, status="dismissed", reason="licensed", list="cwc-schedule-3", entry="cwc-3a-1"),
    }


@pytest.mark.parametrize(("query", "names"), [
    ({}, "plain weak mine hers"), ({"status": "all"}, "plain weak mine hers gone"), ({"status": "dismissed"}, "gone"),
    ({"status": "open"}, "plain weak"), ({"assignee": "me"}, "mine"), ({"assignee": "nobody"}, "plain weak"),
    ({"assignee": "liz"}, "hers"), ({"score": "0.9"}, "plain mine hers"), ({"kind": "fuzzy"}, "weak"),
    ({"kind": "cas", "lane": "red"}, "mine"), ({"office": "Malaba"}, "hers"), ({"month": "2026-10"}, "hers"),
    ({"list": "cwc-schedule-3", "status": "all"}, "gone"), ({"entry": "cwc-3a-1", "status": "all"}, "gone"),
    ({"state": "UGA"}, ""), ({"run": "none"}, ""), ({"office": "' OR 1=1 --"}, ""),
])
def test_each_filter_finds_what_it_says(some, query, names):
    assert {one.pk for one in found(query)} == {some[name].pk for name in names.split()}


def test_evidence_is_found_by_its_kind_not_by_words_that_look_like_it(some):
    text = '"kind": "mismatch"'
    alert_in(some["plain"].run, text=f'THIODIGLYCOL 111-48-8 {text}')
    piece = {**some["plain"].evidence[0], "matched": text}
    Alert.objects.filter(pk=some["weak"].pk).update(evidence=[piece])
    assert not found({"kind": "mismatch"})


@pytest.mark.parametrize(("name", "value"), [
    ("status", "lost"), ("sort", "colour"), ("kind", "smell"), ("lane", "pink"), ("score", "much"), ("score", "2"),
    ("score", "nan"), ("office", "a\0b"),
])
def test_a_question_that_cannot_be_asked_says_what_was_expected(name, value):
    with pytest.raises(UnusableParameters, match=name):
        Asked.of({name: value})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(scores=st.lists(st.integers(0, 10_000), min_size=1, max_size=12), lanes=st.lists(st.sampled_from(
    ["", "red", "green"]), min_size=12, max_size=12), sort=st.sampled_from(SORTS), size=st.integers(1, 5))
def test_every_alert_is_on_one_page_in_order(scores, lanes, sort, size):
    Alert.objects.all().delete()
    run = run_of()
    for at, score in enumerate(scores):
        alert_in(run, at + 1, score=score / 10_000, lane=lanes[at])
    seen, cursor = [], ""
    while True:
        page = store.page(store.visible_alerts(KIT), sort, size, cursor)
        seen += page.items
        if page.next is None:
            break
        cursor = page.next
    assert len(seen) == len({one.pk for one in seen}) == len(scores)
    ranks = {"red": 0, "green": 3, "": 4}
    key = {"score": lambda one: (-one.score, one.pk), "newest": lambda one: -one.pk,
           "lane": lambda one: (ranks[one.lane], -one.score, one.pk)}[sort]
    assert seen == sorted(seen, key=key)


def test_counts_and_choices_tell_nothing_of_others(some):
    assert sum(store.by_status(store.visible_alerts(UMA)).values()) == 1
    offered = store.choices(UMA)
    assert offered.states == ["UGA"] and len(offered.runs) == 1 and offered.officers == [("uma", "Uma")]
    assert store.by_entry(store.visible_alerts(UMA), [some["plain"]]) == {"cwc-2b-13": 1}


def test_earlier_decisions_on_the_same_entry_are_told(some):
    again = alert_in(some["gone"].run, entry="cwc-3a-1")
    assert store.earlier(again, KIT) == [some["gone"]]
    assert store.earlier(some["plain"], KIT) == []
