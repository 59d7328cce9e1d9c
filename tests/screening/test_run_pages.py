"""The pages of runs: sending, progress with and without script, what was found, files to take down, wrong input."""

import csv
import io
import json

import pyarrow.parquet as pq
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.accounts.conftest import make_person, sign_in

from bordermark.accounts import audit
from bordermark.accounts.policy import Held, Role
from bordermark.screening.models import Run
from bordermark.screening.runs import working
from bordermark.screening.standing import Ran

from .run_setting import HEADER, SHIRTS, THIODIGLYCOL, Office, csv_of, folder, office

__all__ = ["folder", "office"]

FILE = csv_of([THIODIGLYCOL, SHIRTS, ("K-3", *[""] * 8), ("=1+1", *THIODIGLYCOL[1:])])


def sent(client: Client, content: bytes = FILE, name: str = "march.csv", **given: str) -> str:
    answer = client.post("/screening/runs/new", {"file": SimpleUploadedFile(name, content), **given})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def test_from_the_file_to_its_alerts(office: Office) -> None:
    client = office.client()
    where = sent(client, name="march.csv", misspellings="1", four_eyes="1", hs_edition="2022")
    waiting = client.get(where).content.decode()
    assert 'http-equiv="refresh"' in waiting and 'hx-trigger="every 2s"' in waiting and "Waiting" in waiting
    part = client.get(where, headers={"HX-Request": "true"}).content.decode()
    assert "<progress" in part and "<html" not in part
    working.work(threads=1)
    assert client.get(where, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    page = client.get(where).content.decode()
    assert "refresh" not in page and "Finished" in page and "CWC Schedule 2" in page and "by two officers" in page
    told = client.get(where, {"format": "json"}).json()
    assert told["counts"]["rows"] == 4 == sum(told["counts"][one] for one in ("with_alerts", "clear", "rejected"))
    assert client.get("/screening/runs", {"format": "json"}).json()[0]["id"] == told["id"]
    assert "march.csv" in client.get("/screening/runs", {"format": "csv"}).content.decode()


def test_the_files_to_take_down_hold_all_alerts(office: Office) -> None:
    client = office.client()
    where = sent(client)
    working.work(threads=1)
    run = Run.objects.get()

    def taken(name: str) -> bytes:
        return b"".join(client.get(f"{where}/{name}").streaming_content)  # type: ignore[attr-defined]

    table = pq.read_table(io.BytesIO(taken("alerts.parquet"))).to_pylist()
    rows = list(csv.DictReader(io.StringIO(taken("alerts.csv").decode())))
    lines = [json.loads(line) for line in taken("alerts.jsonl").decode().splitlines()]
    assert len(table) == len(rows) == len(lines) == run.alerts_made > 0
    assert {one["office"] for one in table} == {"KEMBA"} and table[0]["evidence"][0]["weight"]
    assert {one["id"] for one in rows} == {"K-1", "'=1+1"}, "no cell is taken for a formula"
    assert lines[0]["date"] == "2024-03-05" and lines[0]["status"] == "open"
    assert taken("rejects.csv").decode().splitlines()[1].startswith("4,")
    assert client.get(f"{where}/alerts.exe").status_code == 404
    assert [one.details["what"] for one in audit.entries() if one.action == "download"] == [
        "parquet", "csv", "jsonl", "rejects"]


def test_columns_are_asked_for_and_a_wrong_answer_is_said(office: Office) -> None:
    client = office.client()
    where = sent(client, csv_of([THIODIGLYCOL], ["Nr", "Pos", "Wording", *HEADER[3:]]))
    page = client.get(where).content.decode()
    assert "Which column of your file is which?" in page and '<option value="Pos"' in page
    wrong = client.post(f"{where}/columns", {"id": "Nr"})
    assert wrong.status_code == 400 and "march.csv" in wrong.content.decode()
    right = client.post(f"{where}/columns", {"id": "Nr", "hs_code": "Pos", "goods_description": "Wording"})
    assert right.status_code == 302
    working.work(threads=1)
    assert Run.objects.get().alerts.filter(office="KEMBA").exists()


def test_what_cannot_be_sent_is_said_on_the_form(office: Office) -> None:
    client = office.client()
    for given, said in (
        ({}, "Choose a file"), ({"file": SimpleUploadedFile("a.pdf", b"x")}, ".pdf"),
        ({"file": SimpleUploadedFile("a.csv", FILE), "as_at": "June"}, "as_at"),
        ({"file": SimpleUploadedFile("a.csv", FILE), "list": "<b>"}, "&lt;b&gt;"),
        ({"file": SimpleUploadedFile("a.csv", FILE), "hs_edition": "1900"}, "1900"),
    ):
        answer = client.post("/screening/runs/new", given)
        assert answer.status_code == 400 and said in answer.content.decode(), said
    assert not Run.objects.exists()


def test_stopped_and_run_again(office: Office) -> None:
    client = office.client()
    where = sent(client)
    client.post(f"{where}/stop")
    assert Run.objects.get().status == Ran.STOPPED
    assert client.post(f"{where}/stop").status_code == 403
    again = client.post(f"{where}/again")
    assert again.headers["Location"] != where and Run.objects.filter(status=Ran.WAITING).count() == 1


def test_others_find_nothing(office: Office) -> None:
    where = sent(office.client())
    ugandan = Office("una", "UGA").client()
    none = where[:-12] + "0" * 12
    for path in ("", "/alerts.csv", "/rejects.csv"):
        foreign, missing = ugandan.get(where + path), ugandan.get(none + path)
        assert foreign.status_code == missing.status_code == 404
    for step in ("stop", "again", "columns"):
        assert ugandan.post(f"{where}/{step}").status_code == 404
    assert ugandan.get("/screening/runs", {"format": "json"}).json() == []
    for role in (Held(Role.ADMINISTRATOR), Held(Role.EDITOR), Held(Role.FOCAL_POINT, state="KEN")):
        other = sign_in(make_person(role.role.value, role, second_factor=True))
        assert other.get(where).status_code == 403 == other.get(none).status_code
    assert "march.csv" not in sign_in(make_person("adam", Held(Role.ADMINISTRATOR), second_factor=True)).get(
        "/audit").content.decode()
