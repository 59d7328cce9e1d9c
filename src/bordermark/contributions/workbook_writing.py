"""Writing workbooks to be filled in and read back: templates, and records as they stand."""

import io
import re
from collections.abc import Callable, Mapping, Sequence
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
            "whole": words.whole, "number": words.number, "flag": words.flag, "date": words.date}[column.kind]
    return f"{said} ({words.required})" if column.required else said


def workbook_bytes(
    name: str, record: type[Record], records: Sequence[Record], lexicon: Lexicon, language: str = "en",
    created: datetime | None = None, progress: Progress | None = None,
    beside: Mapping[str, type[Record]] | None = None, say: Callable[[str], str] = str,
) -> bytes:
    """A workbook for a type of record with these in it; with none, a template.

    `beside` are types that are usually filled in with it: each has an empty sheet of its own. `say`
    puts what a column means into the language. Raises CannotBeKept when a text does not fit into a cell.
    """
    target = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": name, **({"created": created} if created else {})})
        sheets = [_Sheet(book, each, kind, WORDS[language]) for each, kind in ((name, record), *(beside or {}).items())]
        read_me = book.add_worksheet(WORDS[language].sheet)
        lists = _Lists(book, lexicon, language)
        for at, sheet in enumerate(sheets):
            sheet.write(records if at == 0 else (), lists, say, progress)
        _explain(book, read_me, sheets, WORDS[language], say)
        if language in RIGHT_TO_LEFT:
            for each in (*(sheet.sheet for sheet in sheets), read_me):
                each.right_to_left()
    return target.getvalue()


class _Lists:
    """The hidden sheet of the lists from which cells are chosen; each list stands there once."""

    def __init__(self, book: Any, lexicon: Lexicon, language: str) -> None:
        self._lexicon, self._language = lexicon, language
        self._sheet = book.add_worksheet(LISTS)
        self._sheet.hide()
        self._written: dict[tuple[Names | None, tuple[str, ...]], str] = {}

    def source(self, column: Column) -> list[str] | str:
        """The list of a column: a range of this sheet, or a few codes; empty where there is none."""
        if column.kind == "flag":
            return ["yes", "no"]
        if column.names is None:
            return list(column.codes)
        key = (column.names, column.codes)
        if key not in self._written:
            options = [(code, label) for code, label in self._lexicon.options(column.names, self._language)
                       if not column.codes or code in column.codes]
            at = len(self._written)
            self._sheet.write_string(0, at, column.name)
            for row, (code, label) in enumerate(options, 1):
                beside = f"{code}{BESIDE}{label}" if label and label != code else code
                self._sheet.write_string(row, at, beside[:255])
            letter = xlsxwriter.utility.xl_col_to_name(at)
            self._written[key] = f"={LISTS}!${letter}$2:${letter}${len(options) + 1}" if options else ""
        return self._written[key]


class _Sheet:
    """The sheet of one type of record on its way."""

    def __init__(self, book: Any, name: str, record: type[Record], words: Words) -> None:
        self._book, self.name, self._words = book, name, words
        self.columns = columns_of(record)
        self.sheet = book.add_worksheet(name)

    def write(
        self, records: Sequence[Record], lists: _Lists, say: Callable[[str], str], progress: Progress | None
    ) -> None:
        """Write the heading, these records, and the lists of the cells."""
        self._head(say)
        withdraw, origin = len(self.columns), len(self.columns) + 1
        for at, record in enumerate(records, 2):
            for place, column in enumerate(self.columns):
                value = cell_of(getattr(record, column.name))
                if isinstance(value, str) and value:
                    self.sheet.write_string(at, place, self._fitting(value, record, column))
                elif not isinstance(value, str):
                    self.sheet.write_number(at, place, value)
            self.sheet.write_string(at, origin, f"{record.key} {digest(record.model_dump(mode='json'))}")
            if progress and (at % 200 == 0 or at == len(records) + 1):
                progress("Writing", at - 1, len(records))
        last = len(records) + 1 + _ROOM
        for place, column in enumerate(self.columns):
            if source := lists.source(column):
                self._drop_down(place, last, source)
        self._drop_down(withdraw, last, ["yes"])

    def _head(self, say: Callable[[str], str]) -> None:
        bold = self._book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EEF4"})
        plain = self._book.add_format({"bottom": 1, "bg_color": "#E8EEF4"})
        grey = self._book.add_format({"italic": True, "font_color": "#595959", "text_wrap": True, "valign": "top"})
        text = self._book.add_format({"num_format": "@"})
        for place, column in enumerate(self.columns):
            heading = column.name + (REQUIRED if column.required else "")
            self.sheet.write_string(0, place, heading, bold if column.required else plain)
            if column.description:
                self.sheet.write_comment(0, place, say(column.description))
            self.sheet.write_string(1, place, expectation(column, self._words), grey)
            wide = 40 if column.name in ("title", "abstract", "text", "definition") else 20
            self.sheet.set_column(place, place, wide, None if column.kind in ("whole", "number") else text)
        end = len(self.columns)
        self.sheet.write_string(0, end, WITHDRAW, plain)
        self.sheet.write_string(1, end, self._words.withdraw, grey)
        self.sheet.write_string(0, end + 1, ORIGIN, plain)
        self.sheet.write_string(1, end + 1, EXPECTED, grey)
        self.sheet.set_column(end, end, 14, text)
        self.sheet.set_column(end + 1, end + 1, 14, text, {"hidden": True})
        self.sheet.freeze_panes(2, 1)

    def _fitting(self, value: str, record: Record, column: Column) -> str:
        if len(value.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_CELL:
            why = f"it has more than {LONGEST_CELL:,} characters"
        elif _UNFIT.search(value):
            why = "it has control characters, or what programs take for them"
        else:
            return value
        raise CannotBeKept(f"The {self.name} {record.key!r} cannot be put into a workbook: {why} in the column "
                           f"{column.name}. Leave it out, or export JSON Lines.")

    def _drop_down(self, place: int, last: int, source: list[str] | str) -> None:
        # A code, a label in another language or several of them may be typed: what is wrong is said at reading.
        self.sheet.data_validation(2, place, last, place, {
            "validate": "list", "source": source, "show_error": False, "ignore_blank": True,
        })


def _explain(
    book: Any, read_me: Any, sheets: Sequence[_Sheet], words: Words, say: Callable[[str], str]
) -> None:
    """How to fill in the workbook, and what each column of its sheets wants."""
    bold = book.add_format({"bold": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    title, *lines = (line.format(type=", ".join(sheet.name for sheet in sheets)) for line in words.read_me)
    for place, width in enumerate((24, 36, 80)):
        read_me.set_column(place, place, width)
    read_me.write_string(0, 0, title, bold)
    for at, line in enumerate(lines, 1):
        read_me.merge_range(at, 0, at, 2, "", wrap)
        read_me.write_string(at, 0, line, wrap)
    at = len(lines) + 2
    for sheet in sheets:
        if len(sheets) > 1:
            read_me.write_string(at, 0, sheet.name, bold)
            at += 1
        for place, heading in enumerate(words.columns):
            read_me.write_string(at, place, heading, bold)
        for column in sheet.columns:
            at += 1
            said = say(column.description) if column.description else ""
            for place, cell in enumerate((column.name, expectation(column, words), said)):
                read_me.write_string(at, place, cell, wrap)
        at += 2
