"""Reading workbooks into the same typed records as CSV and JSON Lines; every bad cell becomes a finding."""

import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from pydantic import ValidationError

from bordermark.contributions.columns import Column, columns_of
from bordermark.contributions.comparing import Origin, Withdrawal
from bordermark.contributions.naming import Lexicon, folded
from bordermark.contributions.reading import Incoming
from bordermark.contributions.workbook_cells import NO, YES, BadCell, expected, plain, understood, value_of
from bordermark.contributions.workbook_guard import Part, inspect
from bordermark.contributions.workbook_words import WORDS
from bordermark.contributions.workbook_writing import EXPECTED, LISTS, ORIGIN, REQUIRED, WITHDRAW, expectation
from bordermark.errors import Finding, RefusedInput
from bordermark.pack import Progress, Record, Row, findings_of, left_open

_BEYOND: Final = 8
"""Columns after the last heading in which stray values are still noticed."""
_MOST_COLUMNS: Final = 250
_ORIGIN_FORM: Final = re.compile(r"(.+) ([0-9a-f]{64})", re.DOTALL)
_OURS: Final = {LISTS, *(words.sheet for words in WORDS.values())}


def read_workbook(
    path: Path, types: Mapping[str, type[Record]], lexicon: Lexicon, progress: Progress | None = None
) -> Incoming:
    """The records of every sheet that is named for a record type.

    Raises RefusedInput for a file that is no plain workbook, has no such sheet, or a sheet with a wrong heading.
    """
    parts = inspect(path)
    found = Incoming()
    known = {folded(name): name for name in types}
    with _opened(path) as book:
        for sheet in book.worksheets:
            name = known.get(folded(sheet.title))
            if name:
                part = parts.get(sheet._worksheet_path.lstrip("/"), Part())
                reading = _Sheet(path.name, sheet, part, types[name], lexicon, found)
                found.rows.setdefault(name, []).extend(reading.rows(name, progress))
            elif sheet.title not in _OURS:
                found.passed_over.append(f"{path.name}, sheet {sheet.title}")
        titles = book.sheetnames
    if not found.rows:
        raise RefusedInput([Finding(path.name, 0, "", f"the sheets {', '.join(titles)}",
                                    f"a sheet named {', '.join(types)}")])
    return found


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """The workbook, opened to be read once from top to bottom; values only, no formulas, nothing linked."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
            try:
                yield book
            finally:
                book.close()
    except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError,
            zipfile.BadZipFile, EOFError, OverflowError) as error:
        said = f"a workbook that cannot be read ({type(error).__name__}: {error})"
        raise RefusedInput([Finding(path.name, 0, "", said[:200], "an Excel workbook (.xlsx)")]) from error


class _Sheet:
    """One sheet on its way into records."""

    def __init__(
        self, file: str, sheet: Any, part: Part, record: type[Record], lexicon: Lexicon, found: Incoming
    ) -> None:
        self._file = f"{file}, sheet {sheet.title}"
        self._sheet, self._part, self._record, self._lexicon, self._found = sheet, part, record, lexicon, found
        self._columns = {column.name: column for column in columns_of(record)}
        self._said = [{column.name: expectation(column, words) for column in self._columns.values()}
                      for words in WORDS.values()]

    def rows(self, name: str, progress: Progress | None) -> Iterator[Row[Record]]:
        """The records of the rows in which nothing is wrong; what is wrong goes to the findings."""
        headings = self._headings()
        last = self._part.last_row
        cells = self._sheet.iter_rows(min_row=2, max_row=max(last, 1), max_col=len(headings) + _BEYOND)
        for number, row in enumerate(cells, 2):
            if number > last:
                break
            if progress and number % 100 == 0:
                progress(f"Reading {name}", number, last)
            if found := self._row(name, number, headings, row):
                yield found
        if progress:
            progress(f"Reading {name}", last, last)

    def _headings(self) -> list[str]:
        first = next(self._sheet.iter_rows(min_row=1, max_row=1, max_col=_MOST_COLUMNS, values_only=True), ())
        names = [plain(cell).removesuffix(REQUIRED.strip()).strip() for cell in first]
        while names and not names[-1]:
            names.pop()
        findings = [Finding(self._file, 1, name, name, f"one of the columns {', '.join(self._columns)}")
                    for name in names if name and name not in self._columns and name not in (WITHDRAW, ORIGIN)]
        findings += [Finding(self._file, 1, name, "", "this column")
                     for name, column in self._columns.items() if column.required and name not in names]
        findings += [Finding(self._file, 1, name, name, "each column once")
                     for name in dict.fromkeys(names) if name and names.count(name) > 1]
        if findings:
            raise RefusedInput(findings)
        return names

    def _row(self, name: str, number: int, headings: Sequence[str], cells: Sequence[Any]) -> Row[Record] | None:
        texts = {heading: plain(cell.value) for heading, cell in zip(headings, cells, strict=False) if heading}
        origin = _ORIGIN_FORM.fullmatch(texts.pop(ORIGIN, ""))
        if number == 2 and self._is_expectation(texts, headings, cells):
            return None
        stray = [place for place, cell in enumerate(cells)
                 if (place >= len(headings) or not headings[place]) and plain(cell.value)]
        formulas = [place for place in range(len(headings)) if (number, place + 1) in self._part.formulas]
        if not any(texts.values()) and not stray and not formulas:
            return None
        if origin:
            self._found.origins[self._file, number] = Origin(origin[1], origin[2])
        before = len(self._found.findings)
        for place in stray:
            self._bad(number, get_column_letter(place + 1), plain(cells[place].value), "a name in row 1 of this column")
        record = self._parsed(number, headings, cells, formulas)
        if self._withdrawn(name, number, texts.get(WITHDRAW, ""), record, origin[1] if origin else ""):
            del self._found.findings[before:]
            return None
        if record is None or len(self._found.findings) > before:
            return None
        return Row(self._file, number, record)

    def _is_expectation(self, texts: Mapping[str, str], headings: Sequence[str], cells: Sequence[Any]) -> bool:
        marked = ORIGIN in headings and plain(cells[headings.index(ORIGIN)].value) == EXPECTED
        filled = {heading: text for heading, text in texts.items() if text and heading in self._columns}
        return marked or (bool(filled) and any(
            all(said[heading] == text for heading, text in filled.items()) for said in self._said))

    def _bad(self, number: int, column: str, value: str, wanted: str) -> None:
        self._found.findings.append(Finding(self._file, number, column, value, wanted))

    def _parsed(
        self, number: int, headings: Sequence[str], cells: Sequence[Any], formulas: Sequence[int]
    ) -> Record | None:
        values: dict[str, Any] = {}
        bad: set[str] = set()
        for place, (heading, cell) in enumerate(zip(headings, cells, strict=False)):
            column = self._columns.get(heading)
            if column is None:
                if place in formulas:
                    self._bad(number, heading, "a formula", "a value: formulas are not read")
                continue
            try:
                if place in formulas:
                    raise BadCell("a formula", "a value: formulas are not read")
                if getattr(cell, "data_type", None) == "e":
                    raise BadCell(plain(cell.value), "a value; the cell holds an error")
                value = self._heard(number, column, value_of(cell.value, column))
            except BadCell as error:
                self._bad(number, heading, error.value, error.expected)
                bad.add(heading)
                continue
            if not (column.kind in ("whole", "number") and value == "") and not left_open(self._record, heading, value):
                values[heading] = value
        try:
            record = self._record.model_validate(values)
        except ValidationError as error:
            self._found.findings += dict.fromkeys(
                self._found.better(finding) for finding in findings_of(self._file, number, error)
                if finding.column.partition(".")[0] not in bad)
            return None
        return None if bad else record

    def _heard(self, number: int, column: Column, value: Any) -> Any:
        value, missed = understood(value, column, self._lexicon)
        if missed:
            text, heard = missed[0]
            self._found.misheard[self._file, number, column.name] = Finding(
                self._file, number, column.name, text, expected(heard, column))
        return value

    def _withdrawn(self, name: str, number: int, said: str, record: Record | None, key: str) -> bool:
        if not said or folded(said) in NO:
            return False
        if folded(said) not in YES:
            self._bad(number, WITHDRAW, said, "yes, or nothing")
            return False
        own = record.key if record else key
        if not own:
            return False
        self._found.withdrawals.append(Withdrawal(name, own, self._file, number))
        return True
