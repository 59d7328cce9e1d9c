"""An option that was adopted, from the decision to what became of it."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from bordermark.accounts.policy import Action, Held, Person, Role
from bordermark.clocks import NOW, Clocks
from bordermark.contributions.models import ChangeSet
from bordermark.contributions.review.change_sets import move
from bordermark.contributions.revisions import Change, record_change
from bordermark.diagnosis.following import asking
from bordermark.structures.records import MechanismRecord

from ...contributions.review.signing import client_of

pytestmark = pytest.mark.usefixtures("loaded")

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
EDITOR = Person("edgar", "Edgar", frozenset({Held(Role.EDITOR)}))
REVIEWER = Person("rita", "Rita", frozenset({Held(Role.REVIEWER, "wco")}))
TODAY = date(2026, 11, 24)
GIVEN = {"decided_by": "Executive heads, at their meeting", "decided": "2026-11-02", "due": "2026-11-20", "note": "",
         "source": "Record of the meeting", "behalf": ""}


def an_option() -> str:
    """An option of two bodies by which they would coordinate."""
    return next(one.id for one in asking.options_of(2026) if one.kind in ("shared-service", "joint-programme"))


def adopted(key: str) -> str:
    """The option of this id is adopted, reviewed and published; gives the id of the record."""
    option = next(one for one in asking.options_of(2026) if one.id == key)
    answer = client_of(EDITOR).post(f"/diagnosis/follow-up/adopt?as_at=2026&option={key}",
                                    {**GIVEN, "owner": option.decide[0]})
    held = ChangeSet.objects.get()
    assert answer["Location"] == f"/contributions/{held.pk}"
    move(held, Action.SUBMIT, EDITOR)
    for action in (Action.TAKE_UP, Action.ACCEPT):
        move(held, action, REVIEWER, read=held.content)
    move(held, Action.PUBLISH, EDITOR)
    return f"{key}-2026-11-02"


def test_it_is_proposed_reviewed_published_and_measured_by_the_same_function() -> None:
    option = an_option()
    key = adopted(option)
    one = asking.one_followed(key, NOW, TODAY)
    assert one.record.option == option and one.late
    assert (one.record.before_0, one.record.before_1) == one.after.counts, "nothing has changed yet"
    assert one.after.pairs and len(one.after.pairs) == one.record.before_1


def test_a_mechanism_that_is_agreed_shows_in_the_measure_after_it() -> None:
    key = adopted(an_option())
    before = asking.one_followed(key, NOW, TODAY)
    agreed = MechanismRecord(
        id="co-agreed", name="Agreed", kind="agreement", members=before.record.bodies, since="2026", basis="own",
        capacities=sorted({code for one in asking.survey().activities for code in one.capacities}),
        flows=sorted({code for one in asking.survey().activities for code in one.flows}), places=("m49:001",),
        scope_basis="the agreement", source="the test")
    record_change(Change({"mechanism": [agreed]}), at=AT, by="the test", reason="It was agreed")
    after = asking.one_followed(key, NOW, TODAY)
    assert after.after.counts == (0, 0) and after.record.before_1 == before.record.before_1 > 0
    page = Client(headers={"accept": "text/html"}).get(f"/diagnosis/follow-up/{key}").content.decode()
    assert f"{before.record.before_1} → 0" in page


def test_page_json_csv_and_api_say_the_same() -> None:
    key = adopted(an_option())
    visitor = Client(headers={"accept": "text/html"})
    one = visitor.get(f"/api/v1/adopted-options/{key}").json()
    assert one["before"] == one["after"] and len(one["pairs"]) == one["after"][1]
    assert visitor.get("/api/v1/adopted-options").json() == visitor.get("/diagnosis/follow-up?format=json").json()
    rows = list(csv.DictReader(io.StringIO(visitor.get("/diagnosis/follow-up?format=csv").content.decode())))
    assert [row["after_1"] for row in rows] == [str(one["after"][1])]
    for form in ("html", "json", "csv"):
        assert visitor.get(f"/diagnosis/follow-up/{key}?format={form}").status_code == 200
    shown = visitor.get("/diagnosis/follow-up").content.decode()
    assert f"{one['before'][0]} → <b>{one['after'][0]}</b>" in shown and "passed" in shown
    first = one["pairs"][0][0]
    assert f"/activities/{first}" in visitor.get(f"/diagnosis/follow-up/{key}").content.decode()


def test_the_measure_can_be_asked_for_another_day_and_as_it_was_recorded() -> None:
    key = adopted(an_option())
    then = asking.one_followed(key, Clocks(as_at=date(1990, 1, 1)), TODAY).after.counts
    assert then != asking.one_followed(key, NOW, TODAY).after.counts
    assert asking.followed(Clocks(as_recorded=datetime(2020, 1, 1, tzinfo=UTC)), TODAY) == []


@pytest.mark.parametrize(("given", "said"), [
    ({"decided": "2099-01-01"}, "not later than today"), ({"decided": "soon"}, "the day of the decision"),
    ({"due": "2020-01-01"}, "not before the decision"), ({"owner": "nobody-such"}, "nobody-such"),
    ({"decided_by": ""}, "decided_by"),
])
def test_wrong_input_is_answered_with_what_was_expected(given: dict[str, str], said: str) -> None:
    option = next(one for one in asking.options_of(2026) if one.id == an_option())
    page = client_of(EDITOR).post(f"/diagnosis/follow-up/adopt?as_at=2026&option={option.id}",
                                  {**GIVEN, "owner": option.decide[0], **given})
    assert page.status_code == 400 and said in page.content.decode()
    assert not ChangeSet.objects.exists()


def test_an_option_that_is_none_is_answered_with_near_ones() -> None:
    page = client_of(EDITOR).get("/diagnosis/follow-up/adopt?as_at=2026&option=name-a-lead-legl")
    assert page.status_code == 404
    assert client_of(EDITOR).get("/diagnosis/follow-up/adopt?as_at=2026").status_code == 200
    assert Client(headers={"accept": "text/html"}).get("/diagnosis/follow-up/nothing").status_code == 404
