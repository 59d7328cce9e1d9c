"""A State's contributor brings a national list by workbook; once published, look-up and screening use it."""

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from tests.contributions.review.conftest import EDITOR, REVIEWER
from tests.contributions.review.signing import client_of

from bordermark.accounts.policy import Held, Person, Role
from bordermark.contributions.models import ChangeSet
from bordermark.screening.automaton import compile_lists
from bordermark.screening.lists import load_lists
from bordermark.screening.running import run
from bordermark.screening.store import control_lists

pytestmark = pytest.mark.usefixtures("loaded")

KENYA = Person("kesi", "Kesi of Kenya", frozenset({Held(Role.CONTRIBUTOR, state="KEN")}))
NOTICE = "Legal Notice 12 of 2026"
LIST = "ken-strategic-goods"


def chemicals() -> list[tuple[str, str]]:
    """Titles and CAS numbers of forty chemicals that other lists hold."""
    found = {one.cas[0]: one.title for one in load_lists().entries.values() if one.kind == "chemical" and one.cas}
    return [(title, cas) for cas, title in list(found.items())[:40]]


def filled(client: Client) -> SimpleUploadedFile:
    """The template from its page, with a list of forty entries, and three mistakes."""
    book = openpyxl.load_workbook(io.BytesIO(client.get("/contributions/files/control-list/template.xlsx").content))
    write(book["control-list"], [{"id": LIST, "title": "Strategic goods", "short_title": "Strategic goods",
                                  "kind": "control", "instrument": "cwc-1993", "direction": "export"}])
    write(book["control-entry"], [
        {"id": f"ken-sg-{at}", "list": LIST, "position": at, "ref": at, "title": title, "kind": "chemical",
         "cas": cas[:-1] + str((int(cas[-1]) + 1) % 10) if at == 7 else cas}
        for at, (title, cas) in enumerate(chemicals(), 1)])
    write(book["control-name"], [{"entry": "ken-sg-1", "language": "sw", "name": "kromfaksili", "kind": "synonym"}])
    write(book["hs-link"], [
        {"entry": "ken-sg-1", "edition": "2022", "code": "293070", "relation": "whole", "basis": "text"},
        {"entry": "ken-sg-2", "edition": "2022", "code": "281299", "relation": "residual", "basis": "text"},
        {"entry": "ken-sg-99", "edition": "2022", "code": "293070", "relation": "whole", "basis": "text"}])
    target = io.BytesIO()
    book.save(target)
    return SimpleUploadedFile("kenya.xlsx", target.getvalue())


def write(sheet: Any, rows: list[dict[str, Any]]) -> None:
    columns = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[1] if cell.value}
    for number, row in enumerate(rows, 3):
        for column, value in {**row, "source": NOTICE}.items():
            sheet.cell(number, columns[column]).value = value


def page(response: Any) -> str:
    assert isinstance(response, HttpResponse) and response.status_code == 200, response.content.decode()[:2000]
    return response.content.decode()


def test_a_national_list_from_the_workbook_to_the_alert(tmp_path: Path) -> None:
    kenya, reviewer, editor = client_of(KENYA), client_of(REVIEWER), client_of(EDITOR)
    sent = kenya.post("/contributions/upload", {"file": filled(kenya)})
    assert "kenya.xlsx, sheet control-entry" in page(kenya.get(sent.url))
    refused = json.loads(kenya.get(sent.url, {"format": "json"}).content)["findings"]
    places = {(one["file"].rpartition(" ")[2], one["row"], one["column"]) for one in refused}
    assert places == {("control-entry", 9, "cas"), ("hs-link", 4, "code"), ("hs-link", 5, "entry")}
    wrong = next(one for one in refused if one["column"] == "cas")
    assert "check digit" in wrong["expected"] and wrong["value"] in wrong["expected"]

    made = kenya.post(sent.url, {"title": "Strategic goods", "reason": NOTICE, "behalf": "state:KEN", "good_rows": "1"})
    held = ChangeSet.objects.get()
    assert made.status_code == 302 and held.items.count() == 1 + 39 + 1 + 1
    assert LIST not in control_lists().lists
    for client, action in ((kenya, "submit"), (reviewer, "take_up"), (reviewer, "accept"), (editor, "publish")):
        held.refresh_from_db()
        done = client.post(f"/contributions/{held.pk}/step", {"action": action, "read": held.content})
        assert done.status_code == 302, (action, done.content.decode()[:500])

    anyone = Client(headers={"accept": "text/html"})
    title, cas = chemicals()[0]
    assert 'href="/entries/ken-sg-1"' in page(anyone.get("/controlled", {"q": cas}))
    assert 'href="/entries/ken-sg-1"' in page(anyone.get("/controlled", {"q": "KROMFAKSILI"}))
    assert title in page(anyone.get(f"/lists/{LIST}"))
    lists = control_lists()
    assert lists.links["ken-sg-1"][0].direction == "both"
    source, out = tmp_path / "lines.csv", tmp_path / "alerts.jsonl"
    source.write_text("hs_code,goods_description\n293070,mapipa ya kromfaksili\n010239,buffalo\n", encoding="utf-8")
    summary = run(source, out, compile_lists(lists, "2022", (LIST,)), rejects=tmp_path / "rejects.csv")
    alert = json.loads(out.read_text(encoding="utf-8").splitlines()[0])
    assert (summary.alerts, alert["entry"], alert["instrument"]) == (1, "ken-sg-1", "cwc-1993")
    assert {one["kind"] for one in alert["evidence"]} == {"hs", "name"}


def test_the_template_of_a_list_has_a_sheet_for_all_that_belongs_to_it(client: Client) -> None:
    for language in ("", "/ar"):
        content = client.get(f"{language}/contributions/files/control-list/template.xlsx").content
        book = openpyxl.load_workbook(io.BytesIO(content))
        assert book.sheetnames[:4] == ["control-list", "control-entry", "control-name", "hs-link"]
        assert "cas" in {cell.value for row in book.worksheets[4].iter_rows(max_col=1) for cell in row}
