"""What the people of the compendium do, from page to page, as a browser sends it."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from bordermark.accounts.models import AuditEntry, Notification
from bordermark.contributions.editions import freeze
from bordermark.contributions.models import ChangeSet, Upload
from bordermark.contributions.review import uploads
from bordermark.contributions.store import standing_records

from ..conftest import AT
from ..test_workbook_guard import CASES
from .conftest import EDITOR, ICAO, REVIEWER, WCO
from .signing import client_of, user_of

pytestmark = pytest.mark.usefixtures("loaded")

USUAL = {"kind": "convention", "binding": "binding", "status": "in-force", "scope": "global", "themes": "theme-1",
         "source": "ICAO", "adopters": "icao"}


def filled(client: Client, rows: list[dict[str, str]]) -> SimpleUploadedFile:
    """The template from its page, filled in."""
    book = openpyxl.load_workbook(io.BytesIO(client.get("/contributions/files/instrument/template.xlsx").content))
    sheet = book["instrument"]
    columns = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[1] if cell.value}
    for number, row in enumerate(rows, 3):
        for column, value in {**USUAL, **row}.items():
            sheet.cell(number, columns[column]).value = value
    target = io.BytesIO()
    book.save(target)
    return SimpleUploadedFile("fifteen.xlsx", target.getvalue())


def page(response: Any) -> str:
    assert isinstance(response, HttpResponse) and response.status_code == 200, response.content.decode()[:2000]
    return response.content.decode()


def test_fifteen_records_with_three_mistakes(loaded: object) -> None:
    freeze("The pack", by="edgar", at=AT)
    icao, reviewer, editor = client_of(ICAO), client_of(REVIEWER), client_of(EDITOR)
    rows = [{"id": f"icao-test-{n}", "title": f"Provisional manual number {n} of aerodromes",
             "reference": f"Doc 9{n:03}"} for n in range(15)]
    rows[3]["adopted"], rows[7]["status"], rows[11]["themes"] = "soon", "in forse", "theme-99"

    assert "Send a file" in page(icao.get("/contributions/upload"))
    sent = icao.post("/contributions/upload", {"file": filled(icao, rows)})
    result = icao.get(sent.url)
    told = page(result)
    assert "<b>12</b>" in told and "<b>3</b>" in told
    for value, column in (("soon", "adopted"), ("in forse", "status"), ("theme-99", "themes")):
        assert re.search(rf'data-label="Column"><code dir="ltr">{column}</code>.*?<bdi>{value}</bdi>', told)
    wanted = {"title": "Fifteen manuals", "reason": "New in 2026", "behalf": "organisation:icao"}
    refused = icao.post(sent.url, wanted)
    assert refused.status_code == 400 and "take the good rows only" in refused.content.decode()
    made = icao.post(sent.url, {**wanted, "good_rows": "1"})
    held = ChangeSet.objects.get()
    assert made.url == f"/contributions/{held.pk}" and held.items.count() == 12 and not Upload.objects.exists()

    def act(client: Client, action: str, **more: str) -> Any:
        held.refresh_from_db()
        return client.post(f"/contributions/{held.pk}/step", {"action": action, "read": held.content, **more})

    user_of(EDITOR)
    assert act(icao, "submit").status_code == 302
    assert Notification.objects.get(user__username="edgar").kind == "set-submit"
    assert held.title in page(reviewer.get("/contributions?view=queue"))
    assert act(reviewer, "take_up").status_code == 302
    wrong = held.items.all()[4]
    reviewer.post(f"/contributions/{held.pk}/comments", {"item": wrong.pk, "field": "reference", "text": "Which doc?"})
    assert "Which doc?" in page(reviewer.get(f"/contributions/{held.pk}"))
    held.refresh_from_db()
    split = reviewer.post(f"/contributions/{held.pk}/return", {
        "item": [wrong.pk], "reason": "The reference is doubtful", "accept": "1", "read": held.content})
    assert split.status_code == 302
    held.refresh_from_db()
    returned = ChangeSet.objects.exclude(pk=held.pk).get()
    assert (held.status, held.items.count(), returned.status, returned.items.count()) == ("accepted", 11, "returned", 1)
    assert "Which doc?" in page(icao.get(f"/contributions/{returned.pk}"))
    assert "The reference is doubtful" in page(icao.get(f"/contributions/{returned.pk}"))
    assert {one.kind for one in Notification.objects.filter(user__username="ida")} >= {"set-return_", "set-accept"}

    assert act(icao, "publish").status_code == 403
    assert act(editor, "publish").status_code == 302
    held.refresh_from_db()
    assert held.status == "published"
    assert "Provisional manual number 0" in page(icao.get("/instruments/icao-test-0"))
    assert icao.get(f"/instruments/{wrong.record_id}").status_code == 404
    second = freeze("With the manuals of ICAO", by="edgar", at=AT + timedelta(hours=1))
    assert second.number == 2 and "icao-test-0" in page(icao.get("/editions/2/changes"))
    assert [one.action for one in AuditEntry.objects.filter(kind="change-set", object=str(held.pk)).order_by("n")] == [
        "submit", "take_up", "return_", "accept", "publish"]


def test_another_organisations_draft_is_not_there(draft: Callable[..., ChangeSet]) -> None:
    held = draft()
    item = held.items.get()
    for person in (WCO, REVIEWER, EDITOR):
        client = client_of(person)
        for path in ("", "/merge"):
            assert client.get(f"/contributions/{held.pk}{path}").status_code == 404
        for path in ("step", "return", "comments", f"records/{item.pk}/remove"):
            assert client.post(f"/contributions/{held.pk}/{path}", {"action": "submit"}).status_code == 404
        for view in ("mine", "queue", "all"):
            assert held.title not in page(client.get(f"/contributions?view={view}"))
            assert client.get(f"/contributions?view={view}&format=json").json() == []
        assert "organisation:icao" not in page(client.get("/contributions?view=all"))
        assert client.get(f"/contributions/propose/instrument/icao-annex-9?into={held.pk}").status_code in (403, 404)
    assert page(client_of(ICAO).get(f"/contributions/{held.pk}"))
    assert Client().get(f"/contributions/{held.pk}").status_code == 302


def form_of(text: str) -> dict[str, Any]:
    """What a browser would send for the form of a record, untouched."""
    from html.parser import HTMLParser

    class Fields(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.found: dict[str, list[str]] = {}
            self._select = self._area = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            have = dict(attrs)
            name = have.get("name") or ""
            if tag == "input" and (have.get("type") not in ("checkbox", "radio", "search") or "checked" in have):
                self.found.setdefault(name, []).append(have.get("value") or "")
            elif tag == "textarea":
                self._area = name
                self.found[name] = [""]
            elif tag == "select":
                self._select = name
                self.found[name] = []
            elif tag == "option" and self._select and (not self.found[self._select] or "selected" in have):
                self.found[self._select] = [have.get("value") or ""]

        def handle_endtag(self, tag: str) -> None:
            self._area = "" if tag == "textarea" else self._area
            self._select = "" if tag == "select" else self._select

        def handle_data(self, data: str) -> None:
            if self._area:
                self.found[self._area][0] += data

    parser = Fields()
    parser.feed(text.partition('class="entry"')[2].partition("</form>")[0])
    return {name: [one.removeprefix("\n") for one in values] for name, values in parser.found.items() if name}


@pytest.mark.parametrize(("name", "key"), [
    ("instrument", "un-res-1540-2004"), ("provision", "un-som-protocol-2000.art-12"), ("organisation", "icao"),
    ("translation", "cwc-1993:fr"), ("act", "cwc-1993--KEN--ratification"), ("concept", "theme:theme-1"),
    ("state", "KEN"), ("membership", ""),
])
def test_a_form_that_nobody_touches_changes_nothing(name: str, key: str) -> None:
    key = key or standing_records(name)[0].key
    client = client_of(ICAO)
    sent = form_of(page(client.get(f"/contributions/propose/{name}/{key}")))
    response = client.post(f"/contributions/propose/{name}/{key}", {**sent, "reason": "x", "do": "save"})
    assert response.status_code == 400 and "Nothing was changed" in response.content.decode()
    assert not ChangeSet.objects.exists()


def test_a_correction_by_form_and_a_second_one_at_the_same_time() -> None:
    client, address = client_of(ICAO), "/contributions/propose/instrument/icao-annex-9"
    sent = {**form_of(page(client.get(address))), "reason": "It was amended", "do": "save"}
    bad = client.post(address, {**sent, "adopted": "soon", "kind": ["nothing"]})
    assert bad.status_code == 400 and "a date YYYY" in bad.content.decode()
    for text in ("{", "[]", '{"id": "x"}', "[" * 50_000):
        tampered = client.post(address, {**sent, "read": text})
        assert tampered.status_code == 400 and "open the form again" in tampered.content.decode()
    made = client.post(address, {**sent, "short_title": "Annex nine"})
    held = ChangeSet.objects.get()
    assert made.status_code == 302 and held.items.get().data == {
        **standing_records("instrument", ["icao-annex-9"])[0].model_dump(mode="json"), "short_title": "Annex nine"}
    again = client.post(address, {**sent, "into": held.pk, "short_title": "Annex 9 again"})
    assert again.status_code == 409 and "Annex nine" in again.content.decode()
    choice = form_of(again.content.decode())
    assert choice["theirs-short_title"] == [""]
    assert client.post(address, {**choice, "theirs-short_title": "theirs"}).status_code == 302
    assert (held.items.get().data or {})["short_title"] == "Annex nine"
    assert client.post(address, {**choice, "theirs-short_title": ""}).status_code == 302
    assert (held.items.get().data or {})["short_title"] == "Annex 9 again"


@pytest.mark.parametrize(("choice", "left"), [("theirs", None), ("", "Annex 9, new")])
def test_what_others_have_changed_meanwhile_is_merged_on_its_page(
    draft: Callable[..., ChangeSet], choice: str, left: str | None
) -> None:
    held, other = draft(), draft(by=WCO, organisation="wco", short_title="By the WCO")
    icao, wco, editor = client_of(ICAO), client_of(WCO), client_of(EDITOR)
    for client, action in ((wco, "submit"), (editor, "take_up"), (editor, "accept"), (editor, "publish")):
        assert client.post(f"/contributions/{other.pk}/step", {"action": action}).status_code == 302
    assert "has been changed by others" in page(icao.get(f"/contributions/{held.pk}"))
    told = page(icao.get(f"/contributions/{held.pk}/merge"))
    item = held.items.get()
    assert f'name="theirs-{item.pk}-short_title" value="theirs"' in told and f'name="decided" value="{item.pk}"' in told
    sent = {"decided": item.pk, f"theirs-{item.pk}-short_title": choice}
    assert icao.post(f"/contributions/{held.pk}/merge", sent).status_code == 302
    assert [(one.data or {})["short_title"] for one in held.items.all()] == ([left] if left else [])


def test_withdrawing_what_others_refer_to_is_refused_when_it_is_sent() -> None:
    client = client_of(ICAO)
    made = client.post("/contributions/propose/instrument/icao-annex-9", {
        "read": "null", "do": "withdraw", "reason": "No more", "behalf": "organisation:icao"})
    assert made.status_code == 400 and "Nothing was changed" in made.content.decode(), "it was not read as it stands"
    sent = form_of(page(client.get("/contributions/propose/instrument/icao-annex-9")))
    sent |= {"do": ["withdraw"], "reason": ["No more"]}
    made = client.post("/contributions/propose/instrument/icao-annex-9", sent)
    answer = client.post(f"{made.url.partition('#')[0]}/step", {"action": "submit"})
    assert answer.status_code == 409 and "a record that no other refers to" in answer.content.decode()


def test_history_compare_and_going_back(draft: Callable[..., ChangeSet]) -> None:
    held = draft()
    icao, editor = client_of(ICAO), client_of(EDITOR)
    for client, action in ((icao, "submit"), (editor, "take_up"), (editor, "accept"), (editor, "publish")):
        assert client.post(f"/contributions/{held.pk}/step", {"action": action}).status_code == 302
    told = page(Client(headers={"accept": "text/html"}).get("/records/instrument/icao-annex-9/history"))
    assert "<ins>, new</ins>" in told and "edgar" in told and f"/contributions/{held.pk}" not in told
    assert f"/contributions/{held.pk}" in page(icao.get("/records/instrument/icao-annex-9/history"))
    rows = icao.get("/records/instrument/icao-annex-9/history?format=json").json()
    assert rows[0]["change_set"] == held.pk and [one["field"] for one in rows[0]["fields"]] == ["short_title"]
    assert "<ins>, new</ins>" in page(icao.get("/records/instrument/icao-annex-9/compare"))
    back = icao.post("/records/instrument/icao-annex-9/revert", {
        "revision": rows[1]["revision"], "reason": "It was right before", "behalf": "organisation:icao"})
    again = ChangeSet.objects.exclude(pk=held.pk).get()
    assert back.url == f"/contributions/{again.pk}" and again.provenance["source"] == "revert"
    assert (again.items.get().data or {})["short_title"] != "Annex 9, new"
    assert icao.get("/records/nothing/x/history").status_code == 404
    assert icao.get("/records/instrument/nothing/history").status_code == 404
    assert icao.get("/records/instrument/icao-annex-9/compare?from=7x").status_code in (400, 422)


@pytest.mark.parametrize(("name", "content", "kind", "said"), [
    ("a.xlsx", b"not a workbook", "", "an Excel workbook"),
    ("a.exe", b"MZ", "", "a file named .xlsx, .csv or .jsonl"),
    ("a.csv", b"id,title\n", "", "the type of its records"),
    ("a.csv", b"id,title\nx,y\n", "instrument", "this column"),
    ("a.jsonl", b"{not json}\n", "instrument", "JSON"),
    ("a.jsonl", b"[" * 100_000, "instrument", "JSON"),
    ("a.csv", b"\xff\xfe\x00", "instrument", "text in UTF-8"),
])
def test_a_bad_file_is_refused_with_a_sentence(name: str, content: bytes, kind: str, said: str) -> None:
    client = client_of(ICAO)
    sent = client.post("/contributions/upload", {"file": SimpleUploadedFile(name, content), "type": kind}, follow=True)
    assert said in sent.content.decode() and not ChangeSet.objects.exists()


@pytest.mark.parametrize("case", ["zip bomb", "entities", "a million empty rows", "path", "macros by part",
                                  "old or with a password", "damaged XML"])
def test_a_workbook_made_to_do_harm_is_refused_with_a_sentence(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "SMALL", uploads.LARGEST_FILE)  # a thread would not see the test's transaction
    name, make, said = CASES[case]
    sent = client_of(ICAO).post("/contributions/upload", {"file": SimpleUploadedFile(name, make())}, follow=True)
    told = sent.content.decode()
    assert "cannot be read as it is" in told and said in told and 'id="become"' not in told


def test_a_formula_is_a_finding_and_no_value() -> None:
    client = client_of(ICAO)
    row = {"id": "icao-formula", "title": '=HYPERLINK("https://example.org","x")'}
    sent = client.post("/contributions/upload", {"file": filled(client, [row])}, follow=True)
    assert "formulas are not read" in sent.content.decode() and 'id="become"' not in sent.content.decode()


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "LARGEST_FILE", 1000)
    sent = client_of(ICAO).post("/contributions/upload", {"file": SimpleUploadedFile("a.xlsx", b"x" * 1001)})
    assert sent.status_code == 400 and "at most 1,000" in sent.content.decode()


def test_a_file_of_somebody_else_is_not_there() -> None:
    client = client_of(ICAO)
    sent = client.post("/contributions/upload", {"file": SimpleUploadedFile("a.jsonl", b"{}"), "type": "instrument"})
    assert client.get(sent.url).status_code == 200
    assert client_of(WCO).get(sent.url).status_code == 404


@pytest.mark.parametrize("language", ["", "/ar", "/zh"])
def test_every_page_in_other_languages(draft: Callable[..., ChangeSet], language: str) -> None:
    held, client = draft(), client_of(ICAO)
    for path in ("contributions", "contributions/new", f"contributions/{held.pk}", f"contributions/{held.pk}/merge",
                 "contributions/propose", "contributions/propose/instrument", "contributions/upload",
                 "contributions/propose/instrument/icao-annex-9", "records/instrument/icao-annex-9/history",
                 "records/instrument/icao-annex-9/compare"):
        assert page(client.get(f"{language}/{path}"))
