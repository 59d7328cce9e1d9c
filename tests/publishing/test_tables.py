"""Tables as CSV and XLSX keep every cell, and no spreadsheet takes a cell for a formula."""

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bordermark.publishing.tables import LONGEST_CELL, Table, csv_text, guard, unguard, xlsx_bytes

DANGEROUS = "=+-@\t\r\n＝＋－＠"
texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)
risky = st.one_of(texts, st.builds(lambda sign, rest: sign + rest, st.sampled_from(f"{DANGEROUS}'"), texts))


@given(st.lists(st.lists(risky, min_size=2, max_size=2), max_size=8))
def test_csv_gives_back_what_was_put_in(rows: list[list[str]]) -> None:
    text = csv_text(Table(("first", "second"), rows))
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read[0] == ["first", "second"]
    assert [[unguard(cell) for cell in row] for row in read[1:]] == rows


@given(risky)
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert not guard(text).startswith(tuple(DANGEROUS))


def test_numbers_dates_and_truths_are_themselves() -> None:
    text = csv_text(Table(("a", "b", "c", "d", "e"), [(-1, 2.5, date(2012, 4, 25), True, None)]))
    assert text == "a,b,c,d,e\r\n-1,2.5,2012-04-25,true,\r\n"


def test_the_mark_of_encoding_comes_only_when_asked_for() -> None:
    table = Table(("الدولة",), [("كينيا",)])
    assert csv_text(table, bom=True) == "\ufeff" + csv_text(table)


def sheet_of(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content)).active


def test_a_workbook_is_ready_to_be_worked_with() -> None:
    rows = [("=1+1", "https://example.org", 3), ("0012", "x" * 200, 4)]
    sheet = sheet_of(xlsx_bytes(Table(("id", "address", "number"), rows, "Instruments: all [1/2]")))
    assert sheet.title == "Instruments  all  1 2"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C3"
    assert sheet["A1"].font.bold and not sheet["A2"].font.bold
    assert [cell.value for cell in sheet[2]] == ["=1+1", "https://example.org", 3]
    assert sheet["A2"].data_type == "s", "text that begins with = is text"
    assert sheet["B2"].hyperlink is None
    assert sheet["A3"].value == "0012"
    assert sheet.column_dimensions["B"].width == pytest.approx(60, abs=1)
    assert not sheet.sheet_view.rightToLeft


def test_an_arabic_sheet_runs_from_right_to_left() -> None:
    sheet = sheet_of(xlsx_bytes(Table(("الدولة",), [("كينيا",)]), right_to_left=True))
    assert sheet.sheet_view.rightToLeft
    assert sheet["A2"].value == "كينيا"


def test_what_no_cell_can_hold_is_cut_visibly() -> None:
    sheet = sheet_of(xlsx_bytes(Table(("text",), [("x" * (LONGEST_CELL + 1),)])))
    assert len(sheet["A2"].value) == LONGEST_CELL
    assert sheet["A2"].value.endswith("x…")


def test_the_same_table_gives_the_same_file() -> None:
    made = [xlsx_bytes(Table(("a",), [("b",)]), created=datetime(2026, 11, 24, tzinfo=UTC)) for _ in range(2)]
    assert made[0] == made[1]


def test_an_empty_table_is_a_workbook_too() -> None:
    assert sheet_of(xlsx_bytes(Table(("a", "b"), []))).max_row == 1
