"""XLSX: the first sheet of a workbook, streamed."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from bordermark.errors import Finding, RefusedInput
from bordermark.screening.readers.columns import columns_of
from bordermark.screening.readers.lines import Batches, Gatherer, Mapped

LARGEST: Final = 4 << 30
"""Bytes of the largest workbook, unpacked; a sheet's million rows take less."""


@contextmanager
def _sheet(path: Path) -> Iterator[ReadOnlyWorksheet]:
    """The first sheet, streamed. Raises RefusedInput for whatever in the file cannot be read, when it is met."""
    try:
        with ZipFile(path) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST:
                raise RefusedInput([Finding(path.name, 0, "", "a workbook that unpacks to more than 4 GiB",
                                            "CSV or Parquet for as much")])
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            yield sheet
        finally:
            book.close()
    except (BadZipFile, InvalidFileException, zlib.error, ParseError, EOFError, LookupError, ValueError, TypeError,
            OSError) as error:
        raise RefusedInput([Finding(path.name, 0, "", str(error), "a readable XLSX workbook")]) from error


def xlsx_header(path: Path) -> list[str]:
    """The cells of the first row. Raises RefusedInput when it cannot be read."""
    with _sheet(path) as sheet:
        return [_text(cell) or "" for cell in next(sheet.iter_rows(values_only=True), ())]


def read_xlsx(path: Path, mapping: Mapped) -> Batches:
    """The first sheet, whose first row is the header; a formula counts with the value it had when it was saved."""
    with _sheet(path) as sheet:
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


def _text(cell: object) -> str | None:
    if cell is None:
        return None
    return cell.isoformat() if isinstance(cell, date | datetime) else str(cell)
