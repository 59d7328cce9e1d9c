"""Files screened from end to end: every row counted, bad rows explained, nothing half-written."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bordermark.errors import BordermarkError, RefusedInput
from bordermark.screening.automaton import Automaton
from bordermark.screening.readers import lines as limits
from bordermark.screening.readers import read_lines
from bordermark.screening.running import Summary, run

HEADER = "id,hs_code,goods_description\n"


class Place:
    """A folder in which files are screened."""

    def __init__(self, folder: Path, automaton: Automaton) -> None:
        self.folder, self.automaton = folder, automaton
        self.out, self.rejects = folder / "alerts.jsonl", folder / "rejects.csv"

    def screen(self, name: str, content: bytes | str, **options: Any) -> Summary:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return self.run(path, **options)

    def run(self, path: Path, **options: Any) -> Summary:
        summary = run(path, self.out, self.automaton, rejects=self.rejects, **options)
        assert summary.rows == summary.with_alerts + summary.clear + summary.rejected
        assert len({one["row"] for one in self.alerts()}) == summary.with_alerts
        return summary

    def alerts(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.read_text(encoding="utf-8").splitlines()]

    def rejected(self) -> list[dict[str, str]]:
        if not self.rejects.exists():
            return []
        with self.rejects.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


@pytest.fixture
def place(tmp_path: Path, automaton: Automaton) -> Place:
    return Place(tmp_path, automaton)


def counts(summary: Summary) -> tuple[int, int, int, int]:
    return summary.rows, summary.with_alerts, summary.clear, summary.rejected


def test_every_row_is_an_alert_clear_or_rejected(place: Place) -> None:
    found = place.screen("a.csv", HEADER + "1,293070,thiodiglycol\n2,610910,shirts\n3,,\n4,x,\n5,281211\n\n6,293070,\n")
    assert counts(found) == (6, 2, 1, 3)
    assert [(one["row"], one["column"]) for one in place.rejected()] == [
        ("4", "goods_description"), ("5", "goods_description"), ("6", "")]
    assert {(one["row"], one["id"]) for one in place.alerts()} == {(2, "1"), (8, "6")}


@pytest.mark.parametrize("divider", [",", ";", "\t", "|"])
def test_csv_of_any_divider_with_a_byte_order_mark(place: Place, divider: str) -> None:
    rows = (("id", "Tariff code", "Description of goods"), ("7", "2930.70", '"Thiodiglycol\n, pure"'))
    text = "".join(divider.join(row) + "\r\n" for row in rows)
    assert counts(place.screen("a.csv", b"\xef\xbb\xbf" + text.encode())) == (1, 1, 0, 0)


def test_invalid_utf8_is_rejected_and_explained(place: Place) -> None:
    found = place.screen("a.csv", HEADER.encode() + b"1,29,ac\xe9tone\n2,29,acetone\n\xff,29,acetone\n")
    assert counts(found) == (3, 1, 0, 2)
    assert [(one["row"], one["column"], one["expected"]) for one in place.rejected()] == [
        ("2", "goods_description", "text in UTF-8"), ("4", "id", "text in UTF-8")]


def test_utf16_is_refused_with_a_sentence(place: Place) -> None:
    with pytest.raises(RefusedInput, match="UTF-16"):
        place.screen("a.csv", HEADER.encode("utf-16"))


def test_a_quotation_mark_that_is_never_closed_costs_one_row(place: Place) -> None:
    rows = ['1,29,"acetone', "2,29,acetone", '3,29,"sarin"x', '4,29,"sa ""ri"" n"', "5,29,sarin"]
    found = place.screen("a.csv", HEADER + "\n".join(rows) + "\n")
    assert counts(found) == (5, 2, 1, 2)
    assert [one["row"] for one in place.rejected()] == ["2", "4"]


def test_a_line_too_long_is_passed_over(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    from bordermark.screening.readers import text

    monkeypatch.setattr(text, "LONGEST_LINE", 1000)
    found = place.screen("a.csv", HEADER + "1,29,sarin\n2,29," + "x" * 5000 + "\n3,29,sarin\n4,29," + "y" * 3000)
    assert counts(found) == (4, 2, 0, 2)
    assert [one["row"] for one in place.rejected()] == ["3", "5"]


def test_a_description_of_a_megabyte(place: Place) -> None:
    found = place.screen("a.csv", HEADER + "1,29," + "word " * 200_000 + "sarin\n2,29," + "sarin " * 100_000 + "\n")
    assert counts(found) == (2, 2, 0, 0)
    assert all(len(one["goods_description"]) <= 500 for one in place.alerts())


def test_an_empty_file_and_a_file_with_a_header_only(place: Place) -> None:
    assert counts(place.screen("b.csv", HEADER)) == (0, 0, 0, 0)
    assert place.alerts() == []
    with pytest.raises(RefusedInput, match="goods_description"):
        place.screen("a.csv", "")


def test_json_lines_with_what_is_no_object(place: Place) -> None:
    found = place.screen("a.jsonl", b'{"hs_code": 293070, "goods_description": null}\n[1]\n\n{"hs_code": "x"\n'
                         b'{"goods_description": {"a": 1}}\n{"goods_description": "sarin"}\n'
                         b'{"goods_description": "\xff"}\n'
                         + b"[" * 100_000 + b"\n")
    assert counts(found) == (7, 2, 0, 5)


def test_a_workbook_with_numbers_formulas_and_dates(place: Place) -> None:
    book = openpyxl.Workbook()
    for row in (("HS code", "Description", "Date"), (293070, "=1+1", None), (90111.0, "coffee", None),
                (None, None, None), (2931.5, "sarin", None), (None, "-cmd()", None)):
        book.active.append(row)
    book.save(place.folder / "a.xlsx")
    found = place.run(place.folder / "a.xlsx")
    assert counts(found) == (4, 2, 2, 0)
    assert found.codes_repaired == 2


def test_a_broken_workbook_and_a_broken_parquet_file_are_refused(place: Place) -> None:
    for name in ("a.xlsx", "a.parquet", "a.xml"):
        with pytest.raises(RefusedInput, match=name):
            place.screen(name, b"PK not really")


def test_parquet_of_numbers_bytes_and_invalid_utf8(place: Place) -> None:
    table = pa.table({"hs": pa.array([293070, None, 90111, None], pa.int64()),
                      "description": pa.array([None, b"sarin", b"\xff", None], pa.binary())})
    pq.write_table(table, place.folder / "a.parquet")
    assert counts(place.run(place.folder / "a.parquet")) == (4, 2, 0, 2)
    assert [(one["row"], one["column"]) for one in place.rejected()] == [("3", "goods_description"),
                                                                           ("4", "goods_description")]


def test_a_small_file_that_unfolds_to_a_large_one_is_read_in_parts(place: Place) -> None:
    text = "acetone and more " * 50_000
    pq.write_table(pa.table({"goods_description": [text, None] * 100}), place.folder / "a.parquet")
    assert (place.folder / "a.parquet").stat().st_size < 1 << 20
    parts = list(read_lines(place.folder / "a.parquet"))
    assert len(parts) > 1 and all(part.table.nbytes < 2 * limits.BATCH_BYTES for part in parts)
    assert sum(part.rows for part in parts) == 200
    assert parts[-1].table.column("row")[-1].as_py() == 199


SAD = """<ASYCUDA><Identification><Registration><Number>C 12</Number></Registration></Identification>
<Item><Item_number>1</Item_number>
<Tarification><HScode><Commodity_code>29307000</Commodity_code></HScode></Tarification>
<Goods_description><Description_of_goods>Organic chemicals</Description_of_goods>
<Commercial_Description>THIODIGLYCOL</Commercial_Description></Goods_description></Item>
<Item><Item_number>2</Item_number><Tarification><HScode><Commodity_code>610910</Commodity_code></HScode></Tarification>
<Goods_description><Description_of_goods>Shirts</Description_of_goods><Commercial_Description><null/>
</Commercial_Description></Goods_description></Item></ASYCUDA>"""


def test_a_declaration_of_asycuda_world(place: Place) -> None:
    assert counts(place.screen("a.xml", SAD)) == (2, 1, 1, 0)
    assert {one["id"] for one in place.alerts()} == {"C 12 1"}
    assert place.alerts()[0]["goods_description"] == "Organic chemicals THIODIGLYCOL"


def test_a_country_that_keeps_the_description_elsewhere(place: Place) -> None:
    text = SAD.replace("Commercial_Description>", "Marks_1>").replace("Description_of_goods>", "Text_2>")
    elsewhere = {"goods_description": "Goods_description/Marks_1"}
    assert counts(place.screen("a.xml", text, mapping=elsewhere)) == (2, 1, 1, 0)


def test_entities_are_not_expanded(place: Place) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]>' + SAD.replace("Shirts", "&c;")
    assert counts(place.screen("a.xml", bomb)) == (2, 1, 1, 0)


def test_a_mapping_that_names_a_column_that_is_not_there(place: Place) -> None:
    with pytest.raises(RefusedInput, match="Tariff"):
        place.screen("a.csv", HEADER, mapping={"hs_code": "Tariff"})


@pytest.mark.parametrize("name", ["alerts.parquet", "alerts.csv"])
def test_the_same_alerts_in_every_form(place: Place, name: str) -> None:
    path = place.folder / "a.csv"
    path.write_text(HEADER + '=1,293070,"=thiodiglycol"\n2,29,sarin\n', encoding="utf-8")
    place.run(path)
    run(path, place.folder / name, place.automaton, rejects=place.rejects)
    if name.endswith(".parquet"):
        assert pq.read_table(place.folder / name).to_pylist() == place.alerts()
    else:
        with (place.folder / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert [json.loads(row["evidence"]) for row in rows] == [one["evidence"] for one in place.alerts()]
        assert rows[0]["id"] == "'=1"


def test_batches_and_workers_change_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    path = place.folder / "a.csv"
    path.write_text(HEADER + "".join(f"{row},29,{'sarin' if row % 7 == 0 else 'steel pipes'}\n" for row in range(500)))
    first, alerts = place.run(path), place.alerts()
    monkeypatch.setattr(limits, "BATCH_ROWS", 13)
    assert place.run(path, workers=3) == first
    assert place.alerts() == alerts
    assert len(list(read_lines(path))) > 30


def test_what_was_there_stays_when_a_run_fails(place: Place) -> None:
    place.screen("a.csv", HEADER + "1,29,sarin\n2,29\n")
    before = place.out.read_bytes(), place.rejects.read_bytes()
    with pytest.raises(RefusedInput):
        place.screen("a.xml", SAD.replace("</ASYCUDA>", ""))
    assert (place.out.read_bytes(), place.rejects.read_bytes()) == before
    assert {path.name for path in place.folder.iterdir()} == {"a.csv", "a.xml", "alerts.jsonl", "rejects.csv"}


def test_an_output_that_cannot_be_written(place: Place) -> None:
    path = place.folder / "a.csv"
    path.write_text(HEADER)
    with pytest.raises(BordermarkError, match="cannot be written"):
        run(path, place.folder / "nowhere" / "a.csv", place.automaton, rejects=place.rejects)


def test_a_run_killed_at_any_moment_restarts_whole(place: Place) -> None:
    path = place.folder / "a.csv"
    path.write_text(HEADER + "".join(f"{row},29,sarin and steel {row}\n" for row in range(60_000)))
    command = [sys.executable, "-m", "bordermark", "screen", str(path), "--out", str(place.out), "--rejects",
               str(place.rejects), "--no-misspellings"]
    for delay in (0.8, 1.6, 2.4):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(delay)
        killed = process.poll() is None
        if killed:
            os.kill(process.pid, signal.SIGKILL)
        process.wait()
        if killed:
            assert not place.out.exists()
            continue
        break
    done = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["with_alerts"] == 60_000 == len(place.alerts())
