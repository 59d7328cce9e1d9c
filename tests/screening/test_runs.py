"""Files that officers send are screened beside: every line once, whatever is broken off, and nothing held too long."""

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.db import DatabaseError

from bordermark.accounts import audit
from bordermark.accounts.errors import Forbidden
from bordermark.accounts.models import Notification
from bordermark.accounts.policy import Action, Thing, may
from bordermark.contributions.revisions import Change, record_change
from bordermark.errors import BordermarkError, RefusedInput, UnknownRecord
from bordermark.screening.models import Alert, ControlName, KnownColumns, Run
from bordermark.screening.readers import read_lines
from bordermark.screening.runs import files, keeping, working
from bordermark.screening.runs.store import run_of, visible_runs
from bordermark.screening.standing import Ran
from bordermark.screening.store import control_lists

from .run_setting import AT, HEADER, SHIRTS, THIODIGLYCOL, Office, csv_of, declarations, folder, office

__all__ = ["folder", "office"]


def done(run: Run) -> Run:
    working.work(threads=1)
    run.refresh_from_db()
    return run


def rejected(run: Run) -> list[dict[str, str]]:
    path = files.folder_of(run.pk) / files.REJECTS
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_file_is_screened_and_its_alerts_say_what_the_declaration_says(office: Office) -> None:
    run = done(office.send(csv_of([THIODIGLYCOL, SHIRTS, ("K-3", *[""] * 8)])))
    assert (run.status, run.rows, run.done) == (Ran.FINISHED, 3, 1.0)
    assert [run.summary[name] for name in ("with_alerts", "clear", "rejected")] == [1, 1, 1]
    alert = run.alerts.filter(list="cwc-schedule-2").get()
    assert (alert.row, alert.line, alert.office, alert.month, alert.origin, alert.destination, alert.net_kg,
            alert.value, alert.status) == (2, "K-1", "KEMBA", "2024-03", "CN", "KE", 400, 1250.5, "open")
    assert alert.evidence and alert.because and alert.state_id == "KEN"
    assert [one.number for one in run.alerts.all()] == list(range(1, run.alerts_made + 1))
    assert [one["row"] for one in rejected(run)] == ["4"]
    assert Notification.objects.get(user=office.user).kind == "run-finished"


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet", ".xlsx", ".xml"])
def test_every_form_of_file_passes_the_same_on(office: Office, suffix: str) -> None:
    run = done(office.send(in_form(suffix), f"sent{suffix}"))
    assert run.errors == [] and run.status == Ran.FINISHED
    alert = run.alerts.filter(list="cwc-schedule-2").get()
    assert (alert.office, str(alert.date), alert.origin, alert.net_kg, alert.value) == (
        "KEMBA", "2024-03-05", "CN", 400, 1250.5)


def in_form(suffix: str) -> bytes:
    import json

    import openpyxl

    file = io.BytesIO()
    if suffix == ".csv":
        return csv_of([THIODIGLYCOL])
    if suffix == ".jsonl":
        return json.dumps(dict(zip(HEADER, THIODIGLYCOL, strict=True))).encode()
    if suffix == ".parquet":
        from datetime import date

        cells = {name: [cell] for name, cell in zip(HEADER, THIODIGLYCOL, strict=True)}
        cells |= {"date": [date(2024, 3, 5)], "net_kg": [400.0], "value": [1250.5]}  # type: ignore[dict-item]
        pq.write_table(pa.table({**cells, "many": [[1, 2]]}), file)
    elif suffix == ".xlsx":
        book = openpyxl.Workbook()
        for row in (HEADER, THIODIGLYCOL):
            book.active.append(row)
        book.save(file)
    else:
        return b"""<ASYCUDA><Identification><Office_segment><Customs_clearance_office_code>KEMBA
          </Customs_clearance_office_code></Office_segment><Registration><Number>7</Number><Date>2024-03-05</Date>
          </Registration></Identification><Item><Tarification><HScode><Commodity_code>293070</Commodity_code></HScode>
          </Tarification><Goods_description><Country_of_origin_code>CN</Country_of_origin_code>
          <Description_of_goods>Thiodiglycol</Description_of_goods></Goods_description><Valuation_item><Weight_itm>
          <Net_weight_itm>400</Net_weight_itm></Weight_itm><Statistical_value>1250.5</Statistical_value>
          </Valuation_item></Item></ASYCUDA>"""
    return file.getvalue()


def test_columns_that_nobody_can_know_are_asked_for_once(office: Office) -> None:
    header = ("A", "B", "C")
    run = office.send(csv_of([("1", "293070", "Thiodiglycol")], header))
    assert run.status == Ran.ASKING and working.work() == 0
    with pytest.raises(RefusedInput, match="C2"):
        keeping.say_columns(office.person, run, {"goods_description": "C2"})
    keeping.say_columns(office.person, run, {"hs_code": "B", "goods_description": "C"})
    assert done(run).summary["with_alerts"] == 1
    assert office.send(csv_of([("2", "610910", "Shirts")], header)).status == Ran.WAITING
    ugandan = Office("una", "UGA")
    assert ugandan.send(csv_of([("2", "610910", "Shirts")], header)).status == Ran.ASKING, "others have said nothing"
    assert KnownColumns.objects.count() == 1


@pytest.mark.parametrize(("name", "content", "said"), [
    ("a.csv", b"", "an empty file"), ("a.pdf", b"x", r"'\.pdf'"), ("a.parquet", b"PAR1 not", "a readable Parquet"),
    ("a.xlsx", b"PK no", "a readable XLSX"), ("a.csv", b"id,hs_code\n" + b"1,2\n" * 300_000, "at most 1 MiB"),
    ("a.csv", b"\xff\xfeh\0s\0", "UTF-16"), ("a.jsonl", b"[1]\n", "hs_code or goods_description"),
])
def test_a_file_that_cannot_be_read_is_refused_and_nothing_is_left_of_it(
    office: Office, folder: Path, name: str, content: bytes, said: str,
) -> None:
    with pytest.raises(RefusedInput, match=said):
        office.send(content, name)
    assert not Run.objects.exists() and not list((folder / "runs").glob("[!.]*"))


def test_a_name_cannot_lead_out_of_the_folder(office: Office, folder: Path) -> None:
    run = office.send(csv_of([SHIRTS]), "../../etc/passwd\0.csv")
    assert run.name == "passwd.csv" and run.file == "declarations.csv"
    assert {path.parent.parent.name for path in folder.rglob("declarations*")} == {"runs"}


@pytest.mark.parametrize(("asked", "error"), [
    ({"lists": ["cwc-schedule-9"]}, UnknownRecord), ({"hs_edition": "2023"}, BordermarkError),
    ({"as_at": "yesterday"}, BordermarkError), ({"state": "UGA"}, Forbidden),
    ({"mapping": {"hs_code": "Tariff"}}, RefusedInput),
])
def test_what_is_asked_amiss_is_said(office: Office, asked: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        office.send(csv_of([SHIRTS]), **asked)
    assert not Run.objects.exists()


def test_hostile_files_fail_with_a_sentence_or_are_counted(office: Office) -> None:
    half = io.BytesIO(in_form(".xlsx"))
    with zipfile.ZipFile(half) as book:
        parts = {one: book.read(one) for one in book.namelist()}
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as book:
        for one, content in parts.items():
            book.writestr(one, content[: len(content) // 2] if "sheet1" in one else content)
    entities = b'<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;&x;">]><ASYCUDA><Item>&z;</Item></ASYCUDA>'
    for name, content in (("a.xlsx", broken.getvalue()), ("a.xml", b"<ASYCUDA><Item>"), ("a.xml", entities)):
        try:
            run = done(office.send(content, name))
        except RefusedInput:
            continue
        assert run.status == Ran.FAILED or run.rows == sum(
            run.summary[one] for one in ("with_alerts", "clear", "rejected"))
        assert all("log" not in one["message"] for one in run.errors), run.errors
    bad = csv_of([THIODIGLYCOL]).replace(b"CN", b"\xe9\xff") + b'K-9,293070,"Thiodiglycol' + b"x" * 1000 + b"\n"
    run = done(office.send(bad + csv_of([("=1+1", "29.30 70", "\0sarin\0", *[""] * 6)]).partition(b"\n")[2]))
    assert run.status == Ran.FINISHED and run.rows == 3 and run.summary["rejected"] == 1
    assert run.alerts.filter(row=2).first().origin == "\N{REPLACEMENT CHARACTER}" * 2


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working.pieces, "__defaults__", (100,))


def same(run: Run) -> tuple[object, ...]:
    """All that a run has come to, but for its own name."""
    rows = Alert.objects.filter(run=run).values_list("number", "row", "line", "entry", "score", "because")
    return list(rows), run.summary, (files.folder_of(run.pk) / files.REJECTS).read_bytes()


def test_a_run_that_is_broken_off_at_any_piece_goes_on_where_it_was(
    office: Office, small: None, monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = declarations(1050)
    whole = done(office.send(content))
    keep_rejects = working._keep_rejects
    for broken in (0, 4, 10):
        run = office.send(content)
        count = iter(range(100))

        def breaking(run: Run, rejects: object, count: Iterator[int] = count, broken: int = broken) -> int:
            size = keep_rejects(run, rejects)  # type: ignore[arg-type]
            if next(count) == broken:
                raise DatabaseError("pulled out")  # when the file of rejects is written, and the rows are not
            return size

        monkeypatch.setattr(working, "_keep_rejects", breaking)
        with pytest.raises(DatabaseError):
            working.carry_out(run, lambda: True, 1)
        monkeypatch.setattr(working, "_keep_rejects", keep_rejects)
        assert Run.objects.get(pk=run.pk).rows == broken * 100
        assert same(done(Run.objects.get(pk=run.pk))) == same(whole)


def test_a_piece_that_breaks_the_worker_again_and_again_fails_the_run(office: Office) -> None:
    run = office.send(csv_of([THIODIGLYCOL]))
    Run.objects.filter(pk=run.pk).update(status=Ran.RUNNING, begun=working.MOST_BEGINNINGS)
    assert done(run).status == Ran.FAILED and "broken off 3 times after row 0" in run.errors[0]["message"]


def test_a_run_that_is_stopped_keeps_what_it_has_made(office: Office, small: None) -> None:
    run = office.send(declarations(500))
    asked = iter(range(100))

    def going() -> bool:
        if next(asked) == 2:
            keeping.stop(office.person, Run.objects.get(pk=run.pk), at=AT)
        return True

    working.work(going, 1)
    run.refresh_from_db()
    assert (run.status, run.rows) == (Ran.STOPPED, 100) and run.alerts.count() == run.alerts_made > 0
    with pytest.raises(Forbidden):
        keeping.stop(office.person, run, at=AT)
    second = done(keeping.again(office.person, run, at=AT))
    assert second.status == Ran.FINISHED and second.rows == 500


def test_more_alerts_than_anybody_reads_fail_with_what_to_do(
    office: Office, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(working, "MOST_ALERTS", 1)
    run = done(office.send(csv_of([THIODIGLYCOL])))
    assert run.status == Ran.FAILED and "Choose fewer lists" in run.errors[0]["message"] and not run.alerts.exists()


def test_lists_are_those_of_the_day_on_which_the_run_began(office: Office, small: None) -> None:
    run = office.send(declarations(300))
    asked = iter((True, True, False))
    working.work(lambda: next(asked, False), 1)
    assert Run.objects.get(pk=run.pk).rows == 100
    gone = list(ControlName.objects.filter(name__iexact="thiodiglycol").values_list("pk", flat=True))
    record_change(Change({}, {"control-name": gone}), at=AT, by="test", reason="x")
    assert not any(one.name == "Thiodiglycol" for one in control_lists().names["cwc-2b-13"])
    kept = done(run).alerts.filter(entry="cwc-2b-13", row__gt=100)
    assert kept and all("name" in {piece["kind"] for piece in one.evidence} for one in kept)


def test_pieces_have_all_rows_of_the_batches_in_order(folder: Path) -> None:
    path = folder / "a.csv"
    path.write_bytes(declarations(950))
    whole, cut = list(read_lines(path)), list(working.pieces(read_lines(path), 100))
    rows = [row for one in cut for row in one.table.column("row").to_pylist()]
    assert rows == [row for one in whole for row in one.table.column("row").to_pylist()]
    assert [one.done for one in cut] == sorted(one.done for one in cut) and cut[-1].done == 1
    assert sum(one.rows for one in cut) == 950


def test_runs_are_their_states_alone_and_what_is_done_is_in_the_audit_log(office: Office) -> None:
    run = office.send(csv_of([SHIRTS]))
    ugandan = Office("una", "UGA")
    assert not visible_runs(ugandan.person).exists()
    with pytest.raises(UnknownRecord) as foreign:
        run_of(ugandan.person, run.pk)
    with pytest.raises(UnknownRecord) as none:
        run_of(ugandan.person, "0" * 12)
    assert str(foreign.value) == str(none.value).replace("0" * 12, run.pk)
    for action in (Action.STOP, Action.SCREEN):
        assert not may(ugandan.person, action, Thing("screening-run", state="KEN", status="waiting"))
    keeping.stop(office.person, run, at=AT)
    assert [(one.action, one.object, one.details) for one in audit.entries()][-2:] == [
        ("screen", run.pk, {"state": "KEN"}), ("stop", run.pk, {"state": "KEN"})]
