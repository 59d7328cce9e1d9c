"""A validation round from its opening to its closing, as the secretariat, the entities and everybody else live it."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from bordermark.accounts.errors import Forbidden
from bordermark.accounts.models import AuditEntry, Notification
from bordermark.accounts.policy import ANYONE, Action, Held, Person, Role
from bordermark.clocks import Clocks
from bordermark.contributions.models import ChangeSet
from bordermark.contributions.review.change_sets import move
from bordermark.contributions.review.editing import save_item
from bordermark.contributions.store import standing
from bordermark.diagnosis.asking import advised_on, answered
from bordermark.diagnosis.documents import assessment
from bordermark.diagnosis.store import material
from bordermark.diagnosis.validation import rounds, store
from bordermark.diagnosis.validation.models import Question, Round
from bordermark.diagnosis.validation.putting import Put
from bordermark.diagnosis.validation.rounds import BadRound, Wanted
from bordermark.errors import UnknownRecord
from bordermark.structures.store import survey

from ...contributions.review.signing import client_of, user_of

pytestmark = pytest.mark.usefixtures("loaded")

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
EDITOR = Person("edgar", "Edgar", frozenset({Held(Role.EDITOR)}))
UNODC = Person("uma", "Uma", frozenset({Held(Role.CONTRIBUTOR, "unodc")}))
IOM = Person("ilse", "Ilse", frozenset({Held(Role.CONTRIBUTOR, "iom")}))
REVIEWER = Person("rita", "Rita", frozenset({Held(Role.REVIEWER, "wco")}))
STRANGER = Person("sam", "Sam", frozenset({Held(Role.CONTRIBUTOR, "wco")}))
FINDING = "overlap-cash-2026"
SECRET = "Only two of our seven donors asked for it"
PUTS = [
    Put(FINDING, "Most overlap is uncoordinated.", "iom", ("act-iom-midas",)),
    Put(FINDING, "Most overlap is uncoordinated.", "unodc", ("act-unodc-ccp",),
        (("act-unodc-ccp", "act-wco-aircargo"),)),
    Put("overlap-legal-2026", "Another.", "iom", ("act-iom-midas",)),
]


def opened() -> Round:
    """A round that puts one finding to UNODC and two to IOM, whose people exist."""
    for one in (EDITOR, UNODC, IOM, STRANGER):
        user_of(one)
    wanted = Wanted(2026, (AT + timedelta(days=30)).date())
    return rounds._opened(wanted, PUTS, 1, EDITOR, AT)


def asked(held: Round, body: str) -> Question:
    return held.questions.filter(entity=body).select_related("round")[0]


def told(kind: str) -> list[str]:
    return sorted(Notification.objects.filter(kind=kind).values_list("user__username", flat=True))


def test_a_round_of_the_real_survey_puts_what_survives_to_those_concerned() -> None:
    user_of(UNODC)
    held = rounds.open_round(Wanted(2012, AT.date() + timedelta(days=30), draws=20), by=EDITOR, at=AT)
    assert held.revision > 1 and held.questions.count() > 5
    known = survey().activities
    for one in held.questions.all():
        assert one.activities or one.finding.startswith("gap-"), one
        assert all(one.entity_id in known[key].bodies for key in one.activities)
        assert all(own in one.activities for own, _ in one.pairs)
    assert told("round-opened") == (["uma"] if held.questions.filter(entity="unodc").exists() else [])


def test_each_entity_is_told_once_with_the_number_of_its_findings() -> None:
    opened()
    assert told("round-opened") == ["ilse", "uma"]
    assert Notification.objects.get(user__username="ilse").params["findings"] == 2
    assert AuditEntry.objects.filter(kind="round", action="open_call", person="edgar").exists()


def test_until_it_is_closed_an_entity_sees_its_own_alone_and_the_public_nothing() -> None:
    held = opened()
    rounds.answer(asked(held, "unodc"), "explains", by=UNODC, at=AT, words=SECRET)
    assert [one.entity_id for one in store.one_round(IOM, held.pk).questions] == ["iom", "iom"]
    assert {one.entity_id for one in store.one_round(EDITOR, held.pk).questions} == {"unodc", "iom"}
    for person in (STRANGER, ANYONE):
        assert store.rounds(person) == []
        with pytest.raises(UnknownRecord):
            store.one_round(person, held.pk)
    mine = asked(held, "unodc")
    for client in (client_of(IOM), client_of(STRANGER), Client(headers={"accept": "text/html"})):
        assert client.get(f"/diagnosis/rounds/{held.pk}/questions/{mine.pk}").status_code == 404


@pytest.mark.parametrize("form", ["html", "json", "csv"])
def test_neither_words_nor_counts_nor_names_leak_from_an_open_round(form: str) -> None:
    held = opened()
    rounds.answer(asked(held, "unodc"), "explains", by=UNODC, at=AT, words=SECRET)
    iom, address = client_of(IOM), f"/diagnosis/rounds/{held.pk}"
    text = iom.get(f"{address}?format={form}").content.decode()
    assert SECRET not in text and "unodc" not in text.replace("act-unodc", "") and "1 of 3" not in text
    if form == "html":
        assert "0 of 2" in text and "0 of 2" in iom.get("/diagnosis/rounds").content.decode()
    if form == "json":
        data = json.loads(text)
        assert (data["asked"], data["answered"]) == (2, 0)
        assert [one["asked"] for one in iom.get("/api/v1/rounds").json()] == [2]
    visitor = Client()
    assert visitor.get("/api/v1/rounds").json() == []
    assert visitor.get(f"/api/v1/rounds/{held.pk}").status_code == 404
    assert visitor.get("/api/v1/responses").json() == []


def save_a_change(held: ChangeSet) -> ChangeSet:
    """The fact is put right in the change set."""
    now = standing("activity", ["act-unodc-ccp"])["act-unodc-ccp"].data
    save_item(held, "activity", "act-unodc-ccp", {**now, "end": "2025"}, dict(now), UNODC)
    return ChangeSet.objects.get(pk=held.pk)


def test_a_correction_opens_a_change_set_of_the_entity_that_others_do_not_see() -> None:
    held = opened()
    answer = client_of(UNODC).post(f"/diagnosis/rounds/{held.pk}/questions/{asked(held, 'unodc').pk}/answer", {
        "stance": "corrects", "words": "It ended in 2019", "activity": "act-unodc-ccp"})
    made = ChangeSet.objects.get()
    assert answer["Location"] == f"/contributions/propose/activity/act-unodc-ccp?into={made.pk}"
    assert made.organisation_id == "unodc" and made.status == "draft"
    assert "2019" not in made.reason + str(made.provenance)
    assert client_of(UNODC).get(answer["Location"]).status_code == 200
    assert f"/contributions/{made.pk}" in client_of(UNODC).get(f"/diagnosis/rounds/{held.pk}").content.decode()
    again = rounds.answer(asked(held, "unodc"), "corrects", by=UNODC, at=AT, words="In 2018", activity="act-unodc-ccp")
    assert again.change_set_id == made.pk, "an answer given anew keeps its change set"
    move(save_a_change(made), Action.SUBMIT, UNODC)
    reviewed = client_of(REVIEWER).get(f"/contributions/{made.pk}").content.decode()
    assert "2025" in reviewed and "In 2018" not in reviewed, "reviewers see the correction, not the answer"
    rounds.close(held, by=EDITOR, at=AT)
    public = Client().get(f"/api/v1/rounds/{held.pk}").json()
    assert {one["change_set"] for finding in public["findings"] for one in finding["questions"]} == {None}
    rounds_page = Client(headers={"accept": "text/html"}).get(f"/diagnosis/rounds/{held.pk}").content.decode()
    assert "In 2018" in rounds_page and f"/contributions/{made.pk}" not in rounds_page


def test_closed_the_words_are_public_and_stand_beside_the_finding_and_the_activity() -> None:
    held = opened()
    rounds.answer(asked(held, "unodc"), "explains", by=UNODC, at=AT, words=SECRET)
    rounds.close(held, by=EDITOR, at=AT)
    said = survey().responses_to[FINDING]
    assert [(one.entity, one.words, one.answered) for one in said] == [("unodc", SECRET, "2026-11-24")]
    visitor = Client(headers={"accept": "text/html"})
    for address in (f"/diagnosis/rounds/{held.pk}", "/activities/act-unodc-ccp"):
        assert SECRET in visitor.get(address).content.decode()
    assert [one["words"] for one in visitor.get(f"/api/v1/responses?finding={FINDING}").json()] == [SECRET]
    with pytest.raises(Forbidden):
        rounds.answer(asked(held, "iom"), "agrees", by=IOM, at=AT)
    with pytest.raises(Forbidden):
        rounds.close(held, by=EDITOR, at=AT)


def test_who_answered_everything_is_not_reminded_and_nobody_twice() -> None:
    held = opened()
    rounds.answer(asked(held, "unodc"), "agrees", by=UNODC, at=AT)
    due = AT + timedelta(days=23)
    assert rounds.remind_due(due) == 1 and rounds.remind_due(due) == 0
    assert told("round-reminder") == ["ilse"]
    assert set(held.questions.values_list("entity", "reminders")) == {("unodc", 0), ("iom", 1)}
    assert rounds.remind(held, by=EDITOR, at=due) == 1
    with pytest.raises(Forbidden):
        rounds.remind(held, by=IOM, at=due)


@pytest.mark.parametrize(("given", "said"), [
    ({"stance": "doubts"}, "Choose an answer"),
    ({"stance": "explains"}, "why it is so"),
    ({"stance": "explains", "words": "x" * 4001}, "at most 4000"),
    ({"stance": "corrects", "words": "x", "activity": "act-wco-aircargo"}, "Choose the activity of yours"),
])
def test_an_answer_that_cannot_be_used_is_told_in_a_sentence(given: dict[str, str], said: str) -> None:
    held = opened()
    mine = asked(held, "unodc")
    with pytest.raises(BadRound, match=said):
        rounds.answer(mine, **{"words": "", **given}, by=UNODC, at=AT)
    page = client_of(UNODC).post(f"/diagnosis/rounds/{held.pk}/questions/{mine.pk}/answer", given)
    assert page.status_code == 400 and said in page.content.decode()


def test_nobody_answers_for_another() -> None:
    held = opened()
    for person in (IOM, EDITOR, STRANGER):
        with pytest.raises(Forbidden):
            rounds.answer(asked(held, "unodc"), "agrees", by=person, at=AT)


@pytest.mark.parametrize("given", [
    {"year": "then"}, {"seed": "-1"}, {"draws": "100000"}, {"deadline": "2020-01-01"}, {"deadline": "soon"},
    {"region": "EUR"}, {"flow": "wildlife"},
])
def test_a_round_that_cannot_be_opened_says_what_was_expected(given: dict[str, str]) -> None:
    whole = {"year": "2012", "region": "", "flow": "", "seed": "1", "draws": "4", "deadline": "2099-01-01", **given}
    page = client_of(EDITOR).post("/diagnosis/rounds/new", whole)
    assert page.status_code == 400 and not Round.objects.exists()


def post(person: Person, path: str, body: Any) -> Any:
    return client_of(person, "application/json").post(f"/api/v1{path}", body, content_type="application/json")


def test_the_same_by_the_api() -> None:
    held = opened()
    mine, theirs = asked(held, "unodc"), asked(held, "iom")
    refused = post(UNODC, f"/rounds/{held.pk}/answers", {"question": theirs.pk, "stance": "agrees"})
    assert refused.status_code == 422 and refused.json()["errors"][0]["parameter"] == "question"
    done = post(UNODC, f"/rounds/{held.pk}/answers", {
        "question": mine.pk, "stance": "corrects", "words": "Ended", "activity": "act-unodc-ccp"}).json()
    assert done["findings"][0]["questions"][0]["change_set"] == ChangeSet.objects.get().pk
    assert post(EDITOR, f"/rounds/{held.pk}/reminders", {}).json() == {"reminded": 1}
    assert post(EDITOR, f"/rounds/{held.pk}/closing", {}).json()["status"] == "closed"
    assert post(EDITOR, f"/rounds/{held.pk}/closing", {}).status_code in (403, 404)


def test_what_was_said_stands_beside_the_finding_on_the_page_in_its_json_and_in_the_report() -> None:
    user_of(UNODC)
    held = rounds.open_round(Wanted(2012, AT.date() + timedelta(days=30), draws=4), by=EDITOR, at=AT)
    mine = held.questions.filter(entity="unodc").select_related("round").first()
    assert mine is not None and mine.statement.startswith("As at 2012. ")
    rounds.answer(mine, "explains", by=UNODC, at=AT, words=SECRET)
    rounds.close(held, by=EDITOR, at=AT)
    kind = "diagnosis/gaps" if mine.finding.startswith("gap-") else "diagnosis"
    assert SECRET in Client(headers={"accept": "text/html"}).get(f"/{kind}?as_at=2012").content.decode()
    assert Client().get("/diagnosis?as_at=2012&format=json").json()["said"][mine.finding][0]["words"] == SECRET
    found = answered(Wanted(2012, AT.date(), draws=4).asked, Clocks(as_at=date(2012, 12, 31)))
    report = assessment(material(found, advised_on(found, 1, ()), "en"))
    assert "United Nations Office on Drugs and Crime, 2026-11-24: Explains. “" + SECRET in repr(report)
