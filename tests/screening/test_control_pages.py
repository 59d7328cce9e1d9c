"""Control lists on pages and over HTTP, walked along the thread in both directions, and kept as records."""

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from bordermark.clocks import Clocks
from bordermark.contributions import revisions
from bordermark.contributions.revisions import Change, history, record_change
from bordermark.errors import RefusedInput
from bordermark.screening.lists import load_lists
from bordermark.screening.records import EntryRecord, HsLinkRecord, ListRecord, NameRecord
from bordermark.screening.store import control_lists
from bordermark.web.loading import load_user_pack

pytestmark = [pytest.mark.usefixtures("loaded")]

LATER = datetime(2026, 12, 1, 12, tzinfo=UTC)


def get(client: Client, path: str) -> Any:
    response = client.get(f"/api/v1{path}")
    assert response.status_code == 200, response.content[:500]
    return json.loads(response.content)


def page(client: Client, path: str) -> str:
    response = client.get(path, headers={"accept": "text/html"})
    assert response.status_code == 200
    return response.content.decode()


def test_what_the_database_holds_is_what_the_files_say() -> None:
    held, bundled = control_lists(), load_lists()
    assert dict(held.lists) == {key: bundled.lists[key] for key in held.lists} and len(held.lists) == len(bundled.lists)
    assert dict(held.entries) == dict(bundled.entries)
    for key in bundled.entries:
        assert {name.key: name for name in held.names[key]} == {name.key: name for name in bundled.names[key]}
        assert {link.key: link for link in held.links[key]} == {link.key: link for link in bundled.links[key]}


def test_from_a_code_to_the_article_and_back(client: Client) -> None:
    code = page(client, "/hs/2022/293070")
    assert "/entries/cwc-2b-13" in code and "/lists/cwc-schedule-2" in code
    entry = page(client, "/entries/cwc-2b-13")
    assert "/instruments/cwc-1993" in entry and "/provisions/cwc-1993.annex-on-chemicals-schedule-2" in entry
    assert "/provisions/cwc-1993.verification-annex-part-vii" in entry
    assert "/lists/cwc-schedule-2" in page(client, "/instruments/cwc-1993")
    for provision in ("annex-on-chemicals-schedule-2", "verification-annex-part-vii"):
        assert "/lists/cwc-schedule-2" in page(client, f"/provisions/cwc-1993.{provision}")
    assert "/entries/cwc-2b-13" in page(client, "/lists/cwc-schedule-2")


def test_the_data_of_a_page_holds_what_its_panels_show(client: Client) -> None:
    told = client.get("/hs/2022/293070?format=json").json()
    assert [row["entry"]["id"] for row in told["controlled"]["controlled"]] == ["ag-01", "cwc-2b-13"]
    told = client.get("/instruments/cwc-1993?format=json").json()
    assert len(told["control-lists"]["lists"]) == 3
    assert "control-lists" not in client.get("/instruments/icao-annex-9?format=json").json()


def test_an_entry_says_where_else_it_is_listed_and_what_resembles_it(client: Client) -> None:
    told = get(client, "/control-entries/cwc-2b-13")
    assert [one["id"] for one in told["also_on"]] == ["ag-01"]
    assert {one["id"] for one in told["look_alikes"]} == {"like-thioglycol", "like-diethylene-glycol"}
    assert told["provision"] == "cwc-1993.annex-on-chemicals-schedule-2"
    assert told["hs"][0]["code"]["shown"] == "2930.70"
    family = get(client, "/control-entries/cwc-2b-11")
    assert {one["kind"] for one in family["members"]} == {"member", "exempt"}


def test_lists_over_http_with_a_day(client: Client) -> None:
    now = {one["id"]: one["entries"] for one in get(client, "/control-lists")}
    then = {one["id"]: one["entries"] for one in get(client, "/control-lists?as_at=2019-12-31")}
    assert now["cwc-schedule-1"] > then["cwc-schedule-1"]
    assert get(client, "/control-lists/cwc-schedule-3")["items"][0]["ref"] == "3A(1)"
    assert "Facts as they stood" in page(client, "/lists/cwc-schedule-1?as_at=2019-12-31")


@pytest.mark.parametrize("query, asked, text", [
    ("111-48-8", "cas", "cwc-2b-13"), ("111-48-7", "bad-cas", "no CAS number"), ("2930.70", "code", "cwc-2b-13"),
    ("thiodiglycol", "name", "ag-01"), ("2999.99", "unknown-code", "has no code 2999.99"),
    ("", "nothing", "Give a code"),
    ("qqqqzzz", "name", "does not mean that it is not controlled"), ("<script>alert(1)</script>", "name", "&lt;script"),
])
def test_the_look_up_reads_the_question(client: Client, query: str, asked: str, text: str) -> None:
    response = client.get("/controlled", {"q": query})
    assert text in response.content.decode() and "<script>alert" not in response.content.decode()
    assert client.get("/api/v1/controlled", {"q": query}).json()["asked"] == asked


def test_a_wrong_edition_is_answered_with_those_there_are(client: Client) -> None:
    response = client.get("/hs/2023/29", headers={"accept": "text/html"})
    assert response.status_code == 400 and "expected one of 1992" in response.content.decode()
    problem = client.get("/api/v1/hs/2023/29")
    assert problem.status_code == 422 and problem.json()["errors"][0]["parameter"] == "hs_edition"
    problem = client.get("/api/v1/hs/2022/2904.9x")
    assert problem.status_code == 422 and problem.json()["errors"][0]["parameter"] == "hs_code"


def test_codes_over_http(client: Client) -> None:
    assert get(client, "/hs?q=thiodiglycol")[0]["code"] == "293070"
    assert len(get(client, "/hs?hs_edition=2012&limit=200")) == 97
    told = get(client, "/hs/2012/2930.90?lang=fr")
    assert [step["edition"] for step in told["history"]] == ["1992", "1996", "2002", "2007", "2012", "2017", "2022"]
    (step,) = get(client, "/hs/2012/293090/conversions?to=2017")
    assert step["kind"] == "partial" and {one["share"] for one in step["candidates"]} == {None}
    missing = client.get("/api/v1/hs/2022/290490")
    assert missing.status_code == 404 and "2012:290490" in missing.json()["near"]


def test_the_history_of_a_code_as_a_table(client: Client) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/hs/2012/293090?format=csv").content.decode())))
    assert {row["to_code"] for row in rows if row["to_edition"] == "2017"} == {"293060", "293070", "293080", "293090"}


def test_opportunities_are_told_with_their_evidence(client: Client) -> None:
    rows = get(client, "/hs-opportunities")
    hidden = {one["cas"]: one for row in rows for one in row["hidden"]}
    assert hidden["107-44-8"]["verified"] and "107-44-8" in page(client, "/hs-opportunities")


def test_pages_in_arabic_keep_codes_left_to_right(client: Client) -> None:
    text = page(client, "/ar/hs/2022/293070")
    assert 'dir="rtl"' in text and 'dir="ltr">2930.70<' in text


NATIONAL = {"id": "test-national", "title": "A national list", "short_title": "National", "kind": "control",
            "instrument": "cwc-1993", "source": "test"}
ENTRY = {"id": "test-national-1", "list": "test-national", "position": 1, "title": "Thiodiglycol", "kind": "chemical",
         "cas": ["111-48-8"], "source": "test"}


@pytest.fixture
def fresh() -> Any:
    revisions._as_recorded.cache_clear()
    yield
    revisions._as_recorded.cache_clear()


def pack(folder: Path, entry: dict[str, Any]) -> Path:
    for name, row in (("lists.jsonl", NATIONAL), ("entries.jsonl", entry)):
        (folder / name).write_text(json.dumps(row) + "\n", encoding="utf-8")
    (folder / "hs_links.csv").write_text(
        "entry,edition,code,relation,basis,source\ntest-national-1,2017,293070,whole,text,test\n", encoding="utf-8")
    return folder


def test_a_national_list_is_loaded_and_answers(client: Client, tmp_path: Path, fresh: None) -> None:
    made, left_out = load_user_pack(pack(tmp_path, ENTRY), LATER, by="amina", reason="Ours")
    assert (made, left_out) == (3, [])
    assert "test-national-1" in {one["id"] for one in get(client, "/control-entries/cwc-2b-13")["also_on"]}
    assert "test-national" not in {one["id"] for one in get(client, "/control-lists?as_recorded=2026-11-30")}
    assert [one.recorded_by for one in history("control-entry", "test-national-1")] == ["amina"]


def test_a_wrong_number_is_refused_with_its_place(tmp_path: Path, fresh: None) -> None:
    with pytest.raises(RefusedInput, match=r"entries\.jsonl, row 1, column cas.*check digit"):
        load_user_pack(pack(tmp_path, {**ENTRY, "cas": ["111-48-7"]}), LATER, by="amina", reason="Ours")


def test_a_change_is_seen_at_once_and_can_be_taken_back(fresh: None) -> None:
    one = ListRecord(**NATIONAL)
    entry = EntryRecord(**ENTRY)
    name = NameRecord(entry="test-national-1", language="en", name="Kromfax", kind="trade", source="test")
    link = HsLinkRecord(entry="test-national-1", edition="2022", code="293070", relation="whole", basis="text",
                        specificity=0.5, source="test")
    record_change(Change({"control-list": [one], "control-entry": [entry], "control-name": [name], "hs-link": [link]}),
                  at=LATER, by="amina", reason="Ours")
    held = control_lists()
    assert held.names["cwc-2b-13"][-1] == name and held.links["test-national-1"] == (link,)
    corrected = name.model_copy(update={"kind": "synonym"})
    record_change(Change({"control-name": [corrected]}), at=LATER, by="amina", reason="Not a trade name")
    assert corrected in control_lists().names["test-national-1"]
    record_change(Change({}, {"control-list": [one.key], "control-entry": [entry.key], "control-name": [name.key],
                              "hs-link": [link.key]}), at=LATER, by="amina", reason="Gone")
    assert "test-national" not in control_lists().lists
    assert "test-national" not in control_lists(Clocks(as_at=date(2026, 1, 1))).lists
