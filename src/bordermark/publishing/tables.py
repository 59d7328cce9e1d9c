"""Plain tables as CSV and as Excel workbooks, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import xlsxwriter

Cell = str | int | float | bool | date | None

_STARTS_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet may take for the beginning of a formula (OWASP, "CSV Injection")."""

LONGEST_CELL: Final = 32_767
"""Characters an Excel cell can hold; longer text is cut and ends with an ellipsis."""

_WIDEST = 60
_NARROWEST = 8


@dataclass(frozen=True, slots=True)
class Table:
    """A heading for each column, and rows of that many cells. `rows` is read once."""

    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    name: str = "Bordermark"


def guard(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe is put before a dangerous beginning.

    >>> guard("=1+1"), guard("Kenya")
    ("'=1+1", 'Kenya')
    """
    return f"'{text}" if text.lstrip("'").startswith(_STARTS_FORMULA) else text


def unguard(text: str) -> str:
    """The text that was guarded: the inverse of `guard`."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_STARTS_FORMULA) else text


def csv_text(table: Table, bom: bool = False) -> str:
    """The table as CSV (RFC 4180). `bom` puts a byte order mark first, for spreadsheets that guess encodings."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([guard(column) for column in table.columns])
    for row in table.rows:
        writer.writerow([_csv_cell(cell) for cell in row])
    return ("\ufeff" if bom else "") + file.getvalue()


def _csv_cell(cell: Cell) -> Cell:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, date):
        return cell.isoformat()
    return guard(cell) if isinstance(cell, str) else cell


def xlsx_bytes(table: Table, *, right_to_left: bool = False, created: datetime | None = None) -> bytes:
    """The table as an Excel workbook: bold frozen header, filters, text that stays text.

    `created` is written into the file; give one to get the same bytes for the same table.
    """
    return workbook_bytes([table], table.name, right_to_left=right_to_left, created=created)


def workbook_bytes(
    tables: Iterable[Table], title: str, *, right_to_left: bool = False, created: datetime | None = None
) -> bytes:
    """Tables as a workbook with a sheet for each, named as the table is."""
    target = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False, "default_date_format": "yyyy-mm-dd", "remove_timezone": True}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": title, **({"created": created} if created else {})})
        header = book.add_format({"bold": True, "bottom": 1})
        for table in tables:
            sheet = book.add_worksheet(_sheet_name(table.name))
            if right_to_left:
                sheet.right_to_left()
            _fill(sheet, table, header)
    return target.getvalue()


def _fill(sheet: Any, table: Table, header: Any) -> None:
    sheet.freeze_panes(1, 0)
    widths = [len(column) for column in table.columns]
    for at, column in enumerate(table.columns):
        sheet.write_string(0, at, column, header)
    last = 0
    for last, row in enumerate(table.rows, 1):
        for at, cell in enumerate(row):
            widths[at] = max(widths[at], _write(sheet, last, at, cell))
    if table.columns:
        sheet.autofilter(0, 0, last, len(table.columns) - 1)
    for at, width in enumerate(widths):
        sheet.set_column(at, at, min(_WIDEST, max(_NARROWEST, width + 2)))


def _write(sheet: Any, row: int, column: int, cell: Cell) -> int:
    """Write one cell; returns its width in characters."""
    if cell is None or cell == "":
        return 0
    if isinstance(cell, str):
        sheet.write_string(row, column, cell if len(cell) <= LONGEST_CELL else cell[: LONGEST_CELL - 1] + "…")
        return len(cell)
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell)
    else:
        sheet.write_number(row, column, cell)
    return len(str(cell))


def _sheet_name(name: str) -> str:
    """A name Excel takes for a sheet: no ``[]:*?/\\``, 31 characters, no apostrophe at either end."""
    plain = "".join(" " if sign in "[]:*?/\\" else sign for sign in name).strip(" '")[:31].strip(" '")
    return plain or "Table"
