"""Writing workbooks to be filled in and read back: templates, and records as they stand."""

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import xlsxwriter

from bordermark.contributions.columns import Column, cell_of, columns_of
from bordermark.contributions.digests import digest
from bordermark.contributions.naming import BESIDE, Lexicon
from bordermark.contributions.workbook_words import WORDS, Words
from bordermark.errors import BordermarkError
from bordermark.languages import RIGHT_TO_LEFT
from bordermark.pack import Names, Progress, Record
from bordermark.publishing.tables import LONGEST_CELL

WITHDRAW: Final = "_withdraw"
"""Heading of the column in which a person asks for a record to be withdrawn."""
ORIGIN: Final = "_origin"
"""Heading of the hidden column that holds the key and the digest of the record a row was exported from."""
EXPECTED: Final = "expected"
"""What that column holds in the row that says what is expected."""
LISTS: Final = "_lists"
"""Name of the hidden sheet with the lists."""
REQUIRED: Final = " *"

_ROOM: Final = 1_000
"""Rows below the last record that have lists too."""
_UNFIT: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_x[0-9A-Fa-f]{4}_|x005F_")
"""What a cell cannot hold, or what programs read back otherwise than it was written."""


class CannotBeKept(BordermarkError):
    """A record holds what no cell of a workbook can."""


def expectation(column: Column, words: Words) -> str:
    """What is expected in a column, in the words of a language."""
    listed = column.names is not None or bool(column.codes)
    said = {"text": words.one_of if listed else words.text, "words": words.some_of if listed else words.listed,
            "number": words.number, "flag": words.flag, "date": words.date}[column.kind]
    return f"{said} ({words.required})" if column.required else said


def workbook_bytes(
    name: str, record: type[Record], records: Sequence[Record], lexicon: Lexicon, language: str = "en",
    created: datetime | None = None, progress: Progress | None = None,
) -> bytes:
    """A workbook for a type of record with these in it; with none, a template.

    Raises CannotBeKept when a text does not fit into a cell.
    """
    target = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": name, **({"created": created} if created else {})})
        _Writer(book, name, record, lexicon, language).write(records, progress)
    return target.getvalue()


class _Writer:
    """One workbook on its way."""

    def __init__(self, book: Any, name: str, record: type[Record], lexicon: Lexicon, language: str) -> None:
        self._book, self._name, self._lexicon, self._language = book, name, lexicon, language
        self._columns = columns_of(record)
        self._words = WORDS[language]
        self._sheet = book.add_worksheet(name)
        self._read_me = book.add_worksheet(self._words.sheet)
        self._lists = book.add_worksheet(LISTS)
        self._lists.hide()
        self._written: dict[tuple[Names | None, tuple[str, ...]], str] = {}
        if language in RIGHT_TO_LEFT:
            self._sheet.right_to_left()
            self._read_me.right_to_left()

    def write(self, records: Sequence[Record], progress: Progress | None) -> None:
        self._head()
        withdraw, origin = len(self._columns), len(self._columns) + 1
        for at, record in enumerate(records, 2):
            for place, column in enumerate(self._columns):
                value = cell_of(getattr(record, column.name))
                if isinstance(value, str) and value:
                    self._sheet.write_string(at, place, self._fitting(value, record, column))
                elif not isinstance(value, str):
                    self._sheet.write_number(at, place, value)
            self._sheet.write_string(at, origin, f"{record.key} {digest(record.model_dump(mode='json'))}")
            if progress and (at % 200 == 0 or at == len(records) + 1):
                progress("Writing", at - 1, len(records))
        last = len(records) + 1 + _ROOM
        for place, column in enumerate(self._columns):
            if source := self._source(column):
                self._drop_down(place, last, source)
        self._drop_down(withdraw, last, ["yes"])
        self._explain()

    def _head(self) -> None:
        bold = self._book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EEF4"})
        plain = self._book.add_format({"bottom": 1, "bg_color": "#E8EEF4"})
        grey = self._book.add_format({"italic": True, "font_color": "#595959", "text_wrap": True, "valign": "top"})
        text = self._book.add_format({"num_format": "@"})
        for place, column in enumerate(self._columns):
            heading = column.name + (REQUIRED if column.required else "")
            self._sheet.write_string(0, place, heading, bold if column.required else plain)
            if column.description:
                self._sheet.write_comment(0, place, column.description)
            self._sheet.write_string(1, place, expectation(column, self._words), grey)
            wide = 40 if column.name in ("title", "abstract", "text", "definition") else 20
            self._sheet.set_column(place, place, wide, None if column.kind == "number" else text)
        end = len(self._columns)
        self._sheet.write_string(0, end, WITHDRAW, plain)
        self._sheet.write_string(1, end, self._words.withdraw, grey)
        self._sheet.write_string(0, end + 1, ORIGIN, plain)
        self._sheet.write_string(1, end + 1, EXPECTED, grey)
        self._sheet.set_column(end, end, 14, text)
        self._sheet.set_column(end + 1, end + 1, 14, text, {"hidden": True})
        self._sheet.freeze_panes(2, 1)

    def _fitting(self, value: str, record: Record, column: Column) -> str:
        if len(value.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_CELL:
            why = f"it has more than {LONGEST_CELL:,} characters"
        elif _UNFIT.search(value):
            why = "it has control characters, or what programs take for them"
        else:
            return value
        raise CannotBeKept(f"The {self._name} {record.key!r} cannot be put into a workbook: {why} in the column "
                           f"{column.name}. Leave it out, or export JSON Lines.")

    def _source(self, column: Column) -> list[str] | str:
        """The list of a column: a range of the hidden sheet, or a few codes; empty where there is none."""
        if column.kind == "flag":
            return ["yes", "no"]
        if column.names is None:
            return list(column.codes)
        key = (column.names, column.codes)
        if key not in self._written:
            options = [(code, label) for code, label in self._lexicon.options(column.names, self._language)
                       if not column.codes or code in column.codes]
            at = len(self._written)
            self._lists.write_string(0, at, column.name)
            for row, (code, label) in enumerate(options, 1):
                beside = f"{code}{BESIDE}{label}" if label and label != code else code
                self._lists.write_string(row, at, beside[:255])
            letter = xlsxwriter.utility.xl_col_to_name(at)
            self._written[key] = f"={LISTS}!${letter}$2:${letter}${len(options) + 1}" if options else ""
        return self._written[key]

    def _drop_down(self, place: int, last: int, source: list[str] | str) -> None:
        # A code, a label in another language or several of them may be typed: what is wrong is said at reading.
        self._sheet.data_validation(2, place, last, place, {
            "validate": "list", "source": source, "show_error": False, "ignore_blank": True,
        })

    def _explain(self) -> None:
        bold = self._book.add_format({"bold": True, "valign": "top"})
        wrap = self._book.add_format({"text_wrap": True, "valign": "top"})
        title, *lines = (line.format(type=self._name) for line in self._words.read_me)
        self._read_me.set_column(0, 0, 24)
        self._read_me.set_column(1, 1, 36)
        self._read_me.set_column(2, 2, 80)
        self._read_me.write_string(0, 0, title, bold)
        for at, line in enumerate(lines, 1):
            self._read_me.merge_range(at, 0, at, 2, "", wrap)
            self._read_me.write_string(at, 0, line, wrap)
        start = len(lines) + 2
        for place, heading in enumerate(self._words.columns):
            self._read_me.write_string(start, place, heading, bold)
        for at, column in enumerate(self._columns, start + 1):
            for place, cell in enumerate((column.name, expectation(column, self._words), column.description)):
                self._read_me.write_string(at, place, cell, wrap)
