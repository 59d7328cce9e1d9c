"""XLSX: the first sheet of a workbook, streamed."""

from datetime import date, datetime
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from bordermark.errors import Finding, RefusedInput
from bordermark.screening.readers.columns import columns_of
from bordermark.screening.readers.lines import Batches, Gatherer, Mapped

LARGEST: Final = 4 << 30
"""Bytes of the largest workbook, unpacked; a sheet's million rows take less."""


def _open(path: Path) -> Workbook:
    try:
        with ZipFile(path) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST:
                raise RefusedInput([Finding(path.name, 0, "", "a workbook that unpacks to more than 4 GiB",
                                            "CSV or Parquet for as much")])
        return load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise RefusedInput([Finding(path.name, 0, "", str(error), "a readable XLSX workbook")]) from error


def xlsx_header(path: Path) -> list[str]:
    """The cells of the first row of the first sheet. Raises RefusedInput when it cannot be read."""
    book = _open(path)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        return [_text(cell) or "" for cell in next(sheet.iter_rows(values_only=True), ())]
    finally:
        book.close()


def read_xlsx(path: Path, mapping: Mapped) -> Batches:
    """The first sheet, whose first row is the header; a formula counts with the value it had when it was saved."""
    book = _open(path)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True)
        header = [_text(cell) or "" for cell in next(rows, ())]
        found = columns_of(path.name, header, mapping)
        places = [header.index(theirs) for theirs in found.values()]
        gathered, total = Gatherer(path.name, list(found)), max(1, sheet.max_row or 1)
        for number, cells in enumerate(rows, 2):
            if any(cell is not None for cell in cells):
                gathered.add(number, [_text(cells[place]) if place < len(cells) else None for place in places])
            if gathered.full():
                yield gathered.take(min(1.0, number / total))
        yield gathered.take(1.0)
    finally:
        book.close()


def _text(cell: object) -> str | None:
    if cell is None:
        return None
    return cell.isoformat() if isinstance(cell, date | datetime) else str(cell)
