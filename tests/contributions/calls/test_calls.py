"""A call for input from its opening to its closing, as the secretariat and the addressees live it."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from django.test import Client

from bordermark.accounts.errors import Forbidden
from bordermark.accounts.models import AuditEntry, Notification
from bordermark.accounts.policy import ANYONE, Held, Person, Role
from bordermark.contributions.calls import calling, store
from bordermark.contributions.calls.calling import Asked, BadCall
from bordermark.contributions.calls.models import Addressee, Call
from bordermark.contributions.comparing import Proposal
from bordermark.contributions.models import ChangeSet
from bordermark.contributions.review.change_sets import draft_from
from bordermark.contributions.store import standing_records
from bordermark.errors import UnknownRecord

from ..review.signing import client_of, user_of

pytestmark = pytest.mark.usefixtures("loaded")

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
EDITOR = Person("edgar", "Edgar", frozenset({Held(Role.EDITOR)}))
ICAO = Person("ida", "Ida", frozenset({Held(Role.CONTRIBUTOR, "icao")}))
WCO = Person("will", "Will", frozenset({Held(Role.CONTRIBUTOR, "wco")}))
KENYA = Person("kioni", "Kioni", frozenset({Held(Role.FOCAL_POINT, state="KEN")}))
BODIES = (("organisation", "icao"), ("organisation", "wco"), ("state", "KEN"))


@pytest.fixture
def call() -> Call:
    """A call to ICAO, the WCO and Kenya, whose people exist."""
    for one in (EDITOR, ICAO, WCO, KENYA):
        user_of(one)
    asked = Asked("Travel documents", "What is new since 2024?", (AT + timedelta(days=30)).date(), BODIES,
                  ["instrument", "provision", "act"], theme="theme:theme-1")
    return calling.open_call(asked, by=EDITOR, at=AT)


@pytest.fixture
def draft(call: Call) -> Callable[..., ChangeSet]:
    def make(by: Person, organisation: str = "", state: str = "") -> ChangeSet:
        return draft_from(Proposal(), by=by, title="An answer", reason="asked for", organisation=organisation,
                          state=state, provenance={"source": "form"}, at=AT)
    return make


def own(call: Call, body: str) -> Addressee:
    return next(one for one in call.addressees.all() if one.body == body)


def told(kind: str) -> list[str]:
    return sorted(Notification.objects.filter(kind=kind).values_list("user__username", flat=True))


def test_those_who_write_for_the_addressees_are_told(call: Call) -> None:
    assert told("call-opened") == ["ida", "kioni", "will"]
    assert AuditEntry.objects.filter(kind="call", action="open_call", person="edgar").exists()


def test_an_addressee_sees_its_own_call_and_not_the_others_answers(call: Call) -> None:
    calling.answer(own(call, "wco"), "declined", by=WCO, at=AT, words="We have no one to do it")
    assert [one.body for one in store.call(ICAO, call.pk).addressees] == ["icao"]
    assert [one.body for one in store.call(EDITOR, call.pk).addressees] == ["icao", "wco", "KEN"]
    page = client_of(ICAO).get(f"/calls/{call.pk}")
    assert page.status_code == 200 and b"no one to do it" not in page.content and b"Customs" not in page.content
    data = client_of(ICAO, "application/json").get(f"/calls/{call.pk}").json()
    assert [one["body"] for one in data["addressees"]] == ["organisation:icao"] and data["asked"] == 1
    stranger = Person("sam", "Sam", frozenset({Held(Role.CONTRIBUTOR, "iom")}))
    with pytest.raises(UnknownRecord):
        store.call(stranger, call.pk)
    assert client_of(stranger).get(f"/calls/{call.pk}").status_code == 404
    with pytest.raises(Forbidden):
        store.calls(ANYONE)


def test_answers(call: Call, draft: Callable[..., ChangeSet]) -> None:
    mine = draft(ICAO, organisation="icao")
    done = calling.answer(own(call, "icao"), "change-set", by=ICAO, at=AT, change_set=mine)
    assert done.change_set == mine and done.answered_by == "ida"
    calling.answer(own(call, "KEN"), "nothing", by=KENYA, at=AT)
    assert store.call(EDITOR, call.pk).answered == 2 and told("call-answered") == ["edgar", "edgar"]
    again = calling.answer(own(call, "icao"), "declined", by=ICAO, at=AT, words="Not now")
    assert again.change_set is None and again.answer == "declined"


def test_an_answer_that_cannot_be_given_says_why(call: Call, draft: Callable[..., ChangeSet]) -> None:
    icao = own(call, "icao")
    theirs = draft(WCO, organisation="wco")
    for kind, more, why in (("change-set", {}, "on behalf of the body"), ("declined", {"words": " "}, "why"),
                            ("change-set", {"change_set": theirs}, "on behalf of the body"), ("perhaps", {}, "Choose")):
        with pytest.raises(BadCall, match=why):
            calling.answer(icao, kind, by=ICAO, at=AT, **more)
    for person in (WCO, EDITOR, KENYA, ANYONE):
        with pytest.raises(Forbidden):
            calling.answer(icao, "nothing", by=person, at=AT)


def test_reminders_are_due_once_and_only_for_those_who_have_not_answered(call: Call) -> None:
    calling.answer(own(call, "wco"), "nothing", by=WCO, at=AT)
    assert calling.remind_due(AT + timedelta(days=15)) == 0
    assert calling.remind_due(AT + timedelta(days=16)) == 2 and told("call-reminder") == ["ida", "kioni"]
    assert calling.remind_due(AT + timedelta(days=16, hours=3)) == 0
    assert calling.remind(call, by=EDITOR, at=AT + timedelta(days=17)) == 2
    assert own(call, "icao").reminders == 2
    calling.close(call, by=EDITOR, at=AT + timedelta(days=18))
    assert calling.remind_due(AT + timedelta(days=31)) == 0


def test_after_the_closing_nobody_answers_or_reminds(call: Call) -> None:
    calling.close(call, by=EDITOR, at=AT)
    call.refresh_from_db()
    for action in (lambda: calling.answer(own(call, "icao"), "nothing", by=ICAO, at=AT),
                   lambda: calling.remind(call, by=EDITOR, at=AT), lambda: calling.close(call, by=EDITOR, at=AT)):
        with pytest.raises(Forbidden):
            action()
    assert store.calls(ICAO)[0].call.status == "closed"


@pytest.mark.parametrize("person", [ICAO, KENYA, ANYONE, Person("x", "", frozenset({Held(Role.ADMINISTRATOR)}))])
def test_the_secretariat_alone_opens_reminds_and_closes(call: Call, person: Person) -> None:
    with pytest.raises(Forbidden):
        calling.open_call(Asked("A", "b", (AT + timedelta(days=1)).date(), BODIES), by=person, at=AT)
    for action in (calling.remind, calling.close):
        with pytest.raises(Forbidden):
            action(call, by=person, at=AT)


def test_the_workbook_holds_the_addressees_own_records_within_the_theme(call: Call) -> None:
    icao = own(call, "icao")
    content = store.workbook(icao, "instrument", "en", AT)
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    ids = {row[0] for row in book["instrument"].iter_rows(min_row=3, max_col=1, values_only=True) if row[0]}
    expected = {one.key for one in standing_records("instrument") if "theme-1" in one.themes and (
        one.contributor == "icao" or any(each.organisation == "icao" for each in one.adopters))}
    assert ids == expected and "icao-annex-9" in ids
    provisions = store.meant(icao, "provision")
    assert provisions and all(key.split(".")[0].startswith("icao") or key.split(".")[0] in ids for key in provisions)
    acts = store.meant(own(call, "KEN"), "act")
    assert acts and all("--KEN--" in key for key in acts)


FORM: dict[str, Any] = {
    "title": "Customs data", "text": "Please send what is new.",
    "bodies": "ICAO\nKenya\nOrganisation mondiale des douanes\n",
    "deadline": "2099-01-31", "theme": "", "region": "", "record_types": ["instrument"],
}


def test_the_secretariat_opens_a_call_by_form(client: Client) -> None:
    editor = client_of(EDITOR)
    assert client.get("/calls").status_code == 302, "a visitor is led to sign in"
    assert editor.get("/calls/new").status_code == 200
    opened = editor.post("/calls/new", FORM)
    assert opened.status_code == 302
    assert {one.body for one in Call.objects.get().addressees.all()} == {"icao", "KEN", "wco"}
    page = editor.get(opened["Location"])
    assert page.status_code == 200 and b"0 of 3" in page.content
    csv = editor.get(opened["Location"] + "?format=csv").content.decode()
    assert csv.splitlines()[0].startswith("body,name,answer")
    for language in ("ar", "fr"):
        assert editor.get(f"/{language}{opened['Location']}").status_code == 200


@pytest.mark.parametrize(("change", "why"), [
    ({"bodies": "ICAO\nKenja\nNobody at all"}, "Kenja (KEN"), ({"bodies": ""}, "addressees"), ({"title": ""}, "title"),
    ({"deadline": "soon"}, "such as 2027-01-31"), ({"deadline": "2020-01-01"}, "after today"),
    ({"theme": "x"}, "hold x"), ({"text": ""}, "what is asked"),
])
def test_a_form_that_is_wrong_keeps_what_was_entered(change: dict[str, str], why: str) -> None:
    answer = client_of(EDITOR).post("/calls/new", FORM | change)
    text = answer.content.decode().partition("<form method")[0]
    assert answer.status_code == 400 and why in text, text[-600:]
    assert "Please send what is new." in answer.content.decode() or change.get("text") == ""
    assert not Call.objects.exists()


def test_an_addressee_answers_by_form(call: Call, draft: Callable[..., ChangeSet]) -> None:
    mine, client = draft(ICAO, organisation="icao"), client_of(ICAO)
    assert f">{mine.pk} An answer<" in client.get(f"/calls/{call.pk}").content.decode()
    book = client.get(f"/calls/{call.pk}/instrument.xlsx?body=organisation:icao")
    assert book.status_code == 200 and book.content[:2] == b"PK"
    assert client.get(f"/calls/{call.pk}/state.xlsx").status_code == 404
    assert client.get(f"/calls/{call.pk}/instrument.xlsx?body=organisation:wco").status_code == 404
    form = {"body": "organisation:icao", "answer": "declined", "words": ""}
    refused = client.post(f"/calls/{call.pk}/answer", form)
    assert refused.status_code == 400 and b"why you decline" in refused.content
    done = client.post(f"/calls/{call.pk}/answer", form | {"answer": "change-set", "change_set": mine.pk})
    assert done.status_code == 302 and own(call, "icao").change_set == mine
    assert client.post(f"/calls/{call.pk}/answer", form | {"body": "organisation:wco"}).status_code == 404
    assert client.post(f"/calls/{call.pk}/remind").status_code == 403
    editor = client_of(EDITOR)
    assert b"2 addressees were reminded" in editor.post(f"/calls/{call.pk}/remind").content
    assert editor.post(f"/calls/{call.pk}/close").status_code == 302
    assert client.post(f"/calls/{call.pk}/answer", form).status_code == 403
