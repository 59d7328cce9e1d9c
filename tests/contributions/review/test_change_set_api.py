"""Change sets over HTTP."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bordermark.contributions.models import ChangeSet
from bordermark.contributions.store import standing_records

from .conftest import EDITOR, ICAO, REVIEWER, WCO
from .signing import client_of

pytestmark = pytest.mark.usefixtures("loaded")

API = "/api/v1/change-sets"
ABOUT = {"title": "Corrections", "reason": "It was amended", "organisation": "icao"}


def record(key: str = "icao-annex-9", **fields: Any) -> dict[str, Any]:
    return {**standing_records("instrument", [key])[0].model_dump(mode="json"), **fields}


def send(client: Client, method: str, path: str, **body: Any) -> Any:
    response = client.generic(method, path, json.dumps(body), content_type="application/json")
    return response.status_code, response.json()


def test_from_records_to_publication() -> None:
    icao, reviewer, editor = (client_of(one, "application/json") for one in (ICAO, REVIEWER, EDITOR))
    records = {"instrument": [record(short_title="Annex nine"), record("icao-annex-17")]}
    status, proposal = send(icao, "POST", API, **ABOUT, records=records, dry_run=True)
    assert status == 200 and proposal["unchanged"] == 1 and not ChangeSet.objects.exists()
    assert [one["fields"] for one in proposal["items"]] == [[["short_title", "ICAO Annex 9", "Annex nine"]]]
    status, made = send(icao, "POST", API, **ABOUT, records=records)
    assert status == 201 and made["status"] == "draft" and made["may"] == ["submit", "withdraw"]
    address = f"{API}/{made['id']}"
    item = made["items"][0]
    status, made = send(icao, "PUT", f"{address}/records/instrument/icao-annex-9",
                        data={**item["data"], "url": "https://example.org/"}, version=item["version"])
    assert status == 200 and [one["field"] for one in made["items"][0]["fields"]] == ["short_title", "url"]
    assert send(icao, "POST", f"{address}/steps", action="submit")[1]["status"] == "submitted"
    assert send(reviewer, "POST", f"{address}/steps", action="take_up")[1]["status"] == "in-review"
    said = {"text": "Why?", "item": made["items"][0]["item"], "field": "url"}
    status, told = send(reviewer, "POST", f"{address}/comments", **said)
    assert status == 201 and told["items"][0]["comments"][0]["text"] == "Why?"
    assert send(reviewer, "POST", f"{address}/steps", action="accept", content="0" * 64)[0] == 409
    assert send(reviewer, "POST", f"{address}/steps", action="accept", content=told["content"])[0] == 200
    assert send(editor, "POST", f"{address}/steps", action="publish")[1]["status"] == "published"
    assert record()["short_title"] == "Annex nine"
    history = editor.get("/api/v1/records/instrument/icao-annex-9/history").json()
    assert history[0]["change_set"] == made["id"] and history[0]["recorded_by"] == "edgar"
    assert Client().get("/api/v1/records/instrument/icao-annex-9/history").json()[0]["change_set"] is None


def test_what_somebody_else_changed_meanwhile_is_told(draft: Callable[..., ChangeSet]) -> None:
    held, client = draft(), client_of(ICAO, "application/json")
    item = client.get(f"{API}/{held.pk}").json()["items"][0]
    path = f"{API}/{held.pk}/records/instrument/icao-annex-9"
    begun = record()
    from bordermark.contributions.digests import digest

    status, problem = send(client, "PUT", path, data={**begun, "short_title": "A third name"}, version=digest(begun))
    assert status == 409 and [one["field"] for one in problem["conflicts"]] == ["short_title"]
    assert problem["current"]["short_title"] == item["data"]["short_title"]
    status, merged = send(client, "PUT", path, data={**begun, "url": "https://example.org/"}, version=digest(begun))
    assert status == 200 and merged["items"][0]["data"]["short_title"] == item["data"]["short_title"]
    assert send(client, "PUT", path, data=begun, version="unheard of")[0] == 409


def test_records_that_are_refused_name_each_finding() -> None:
    client = client_of(ICAO, "application/json")
    bad = {"instrument": [record("icao-annex-9", adopted="soon"), record("icao-annex-17", short_title="Seventeen")]}
    status, problem = send(client, "POST", API, **ABOUT, records=bad)
    assert status == 422 and [(one["row"], one["column"]) for one in problem["findings"]] == [(1, "adopted")]
    status, made = send(client, "POST", API, **ABOUT, records=bad, good_rows=True)
    assert status == 201 and [one["id"] for one in made["items"]] == ["icao-annex-17"]
    assert send(client, "POST", API, **ABOUT, records={"nothing": []})[0] == 404
    assert send(client, "POST", API, **{**ABOUT, "organisation": "wco"}, records={})[0] == 403


def test_a_file() -> None:
    client = client_of(ICAO, "application/json")
    line = json.dumps(record(short_title="From a file")).encode()
    sent = {**ABOUT, "type": "instrument", "file": SimpleUploadedFile("a.jsonl", line)}
    answer = client.post("/api/v1/change-set-files", sent)
    assert answer.status_code == 201 and answer.json()["provenance"]["source"] == "jsonl"
    answer = client.post("/api/v1/change-set-files", {**ABOUT, "file": SimpleUploadedFile("a.xlsx", b"no workbook")})
    assert answer.status_code == 422 and "an Excel workbook" in answer.json()["detail"]


def test_what_is_not_ones_own_is_not_there(draft: Callable[..., ChangeSet]) -> None:
    held, client = draft(), client_of(WCO, "application/json")
    assert client.get(API).json() == []
    address = f"{API}/{held.pk}"
    assert client.get(address).status_code == 404
    for path, body in (("steps", {"action": "submit"}), ("comments", {"text": "x"}), ("merge", {}),
                       ("return", {"items": [], "reason": "x"})):
        assert send(client, "POST", f"{address}/{path}", **body)[0] == 404
    assert send(client, "DELETE", f"{address}/records/instrument/icao-annex-9")[0] == 404
    assert Client().get(API).status_code == 401


def test_some_are_returned_and_a_record_is_taken_out(draft: Callable[..., ChangeSet]) -> None:
    held = draft()
    icao, reviewer = client_of(ICAO, "application/json"), client_of(REVIEWER, "application/json")
    address = f"{API}/{held.pk}"
    path = f"{address}/records/instrument/icao-annex-17"
    from bordermark.contributions.digests import digest

    before = record("icao-annex-17")
    assert send(icao, "PUT", path, data={**before, "short_title": "Seventeen"}, version=digest(before))[0] == 200
    send(icao, "POST", f"{address}/steps", action="submit")
    made = send(reviewer, "POST", f"{address}/steps", action="take_up")[1]
    status, returned = send(reviewer, "POST", f"{address}/return", items=[made["items"][0]["item"]], reason="doubtful")
    assert status == 200 and returned["status"] == "returned" and returned["id"] != held.pk
    status, emptied = send(icao, "DELETE", f"{API}/{returned['id']}/records/instrument/icao-annex-9")
    assert status == 200 and emptied["items"] == []
    assert send(icao, "POST", f"{API}/{returned['id']}/merge")[1] == []
