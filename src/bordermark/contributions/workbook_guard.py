"""Refusing what is no workbook, or one made to do harm, before anything of it is opened as a workbook.

The container is judged by its directory alone; then every XML part is read once as a stream (expat), without building
anything, with limits on what it may hold. Nothing is ever extracted to disk.
"""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final
from xml.parsers import expat

from bordermark.errors import Finding, RefusedInput

LARGEST_FILE: Final = 32 * 1024 * 1024
LARGEST_CONTENT: Final = 192 * 1024 * 1024
"""Bytes of all parts together, unpacked."""
LARGEST_RATIO: Final = 250
"""Times that a part of more than a mebibyte may unpack to its packed size; real sheets stay far below."""
MOST_PARTS: Final = 2_000
MOST_ROWS: Final = 200_000
MOST_CELLS: Final = 4_000_000
MOST_STRINGS: Final = 1_000_000
MOST_ELEMENTS: Final = 200_000
"""Elements of a part that is neither a sheet nor the shared text."""
LONGEST_TEXT: Final = 32_767
"""Characters of a cell, as in Excel."""
MOST_FORMULAS: Final = 10_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


@dataclass(slots=True)
class Part:
    """What one XML part holds: its last row with a value, and where it has formulas (row, column; from 1)."""

    last_row: int = 0
    formulas: set[tuple[int, int]] = field(default_factory=set)


class _Refused(Exception):
    """Why, in the words of a finding: what was found, what was expected."""


@contextmanager
def refusing(name: str) -> Iterator[None]:
    """Turn whatever the container or its XML raises into a sentence about the file."""
    try:
        yield
    except _Refused as error:
        found, expected = error.args
        raise RefusedInput([Finding(name, 0, "", found, expected)]) from error
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise RefusedInput([Finding(name, 0, "", f"a damaged file ({error})", "an Excel workbook (.xlsx)")]) from error
    except expat.ExpatError as error:
        raise RefusedInput([Finding(name, 0, "", f"damaged XML ({error})", "an Excel workbook (.xlsx)")]) from error
    except OSError as error:
        raise RefusedInput([Finding(name, 0, "", error.strerror or str(error), "a readable file")]) from error


def inspect(path: Path) -> dict[str, Part]:
    """What the XML parts of a workbook hold, by their name in it.

    Raises RefusedInput, with a sentence, for anything that is not a plain workbook of reasonable size.
    """
    with refusing(path.name):
        _judge_file(path)
        with zipfile.ZipFile(path) as archive:
            _judge_directory(archive)
            return {one.filename: _scan(archive, one) for one in archive.infolist()
                    if one.filename.endswith((".xml", ".rels"))}


def _judge_file(path: Path) -> None:
    if path.suffix.lower() in (".xlsm", ".xltm", ".xlam", ".xls", ".xlsb"):
        raise _Refused(f"a file of the type {path.suffix.lower()}", "a workbook without macros, saved as .xlsx")
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise _Refused(f"{size:,} bytes", f"at most {LARGEST_FILE:,} bytes: divide the workbook")
    with path.open("rb") as file:
        beginning = file.read(8)
    if beginning == _OLE:
        raise _Refused("a workbook with a password, or in the format of before 2007",
                       "a workbook without a password, saved as .xlsx")
    if not beginning.startswith(b"PK"):
        raise _Refused("a file that is no Excel workbook", "an Excel workbook (.xlsx)")


def _judge_directory(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise _Refused(f"{len(parts):,} parts", f"at most {MOST_PARTS:,}")
    names = [one.filename for one in parts]
    if len({name.casefold() for name in names}) != len(names):
        raise _Refused("two parts of one name", "each part once")
    for name in names:
        if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
            raise _Refused(f"a part named {name!r}", "parts inside the workbook")
    if any(one.flag_bits & 0x41 for one in parts):
        raise _Refused("encrypted parts", "a workbook without a password")
    if any(name.casefold().endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in name.casefold()
           or "/activex/" in name.casefold() for name in names):
        raise _Refused("macros", "a workbook without macros, saved as .xlsx")
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= set(names):
        raise _Refused("an archive that is no Excel workbook", "an Excel workbook (.xlsx)")
    total = sum(one.file_size for one in parts)
    if total > LARGEST_CONTENT:
        raise _Refused(f"parts that unpack to {total:,} bytes", f"at most {LARGEST_CONTENT:,}")
    for one in parts:
        if one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _Refused(f"{one.filename} in an unusual compression", "parts stored or deflated")
        if one.file_size > 1024 * 1024 and one.file_size > LARGEST_RATIO * max(one.compress_size, 1):
            raise _Refused(f"{one.filename}, which unpacks to {one.file_size // max(one.compress_size, 1):,} times "
                           "its size", f"at most {LARGEST_RATIO} times, as in any real workbook")


def _scan(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Part:
    reading = _Reading(info.filename)
    with archive.open(info) as stream:
        reading.parse(stream)
    return reading.part


class _Reading:
    """One pass over one part, counting. Only what is counted is kept."""

    def __init__(self, name: str) -> None:
        self.part = Part()
        self._name = name
        self._depth = self._elements = self._rows = self._cells = self._strings = self._text = 0
        self._row = self._column = 0
        self._in_cell = False
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.EntityDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def parse(self, stream: IO[bytes]) -> None:
        while chunk := stream.read(1 << 18):
            self._parser.Parse(chunk, False)
        self._parser.Parse(b"", True)

    def _doctype(self, *_: object) -> None:
        raise _Refused(f"a document type or entities in {self._name}", "plain XML, as spreadsheet programs write it")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > 100:
            raise _Refused(f"elements nested over 100 deep in {self._name}", "a workbook as Excel writes it")
        space, _, tag = name.rpartition(" ")
        if space in (_MAIN, _STRICT) and (own := _OWN.get(tag)):
            own(self, attributes)
        else:
            self._elements += 1
            if self._elements > MOST_ELEMENTS + 20 * (self._cells + self._strings):
                raise _Refused(f"more than {MOST_ELEMENTS:,} elements in {self._name}", "a workbook as Excel writes it")
            self._declared(attributes)

    def _declared(self, attributes: dict[str, str]) -> None:
        """Parts that are said to be XML have names of XML, so that none is opened that was not read here."""
        kind = attributes.get("ContentType", "")
        if "macroenabled" in kind.casefold():
            raise _Refused("macros", "a workbook without macros, saved as .xlsx")
        named = attributes.get("PartName") or "." + attributes.get("Extension", "xml")
        target = attributes.get("Target", "")
        points = attributes.get("Type", "").rpartition("/")[2] in _READ and attributes.get("TargetMode") != "External"
        if (kind.endswith("+xml") and not named.endswith((".xml", ".rels"))) or (
                points and not target.endswith(".xml")):
            raise _Refused(f"{target or named}, an XML part under another name", "parts named as Excel names them")

    def _on_row(self, attributes: dict[str, str]) -> None:
        self._rows += 1
        number = _number(attributes.get("r", ""), self._row + 1)
        if number <= self._row or number > 1_048_576:
            raise _Refused(f"row {number} after row {self._row} in {self._name}", "rows in their order")
        self._row, self._column = number, 0
        if self._rows > MOST_ROWS:
            raise _Refused(f"more than {MOST_ROWS:,} rows in {self._name}",
                           "a sheet without its empty rows: delete them, or divide the sheet")

    def _on_cell(self, attributes: dict[str, str]) -> None:
        self._cells += 1
        if self._cells > MOST_CELLS:
            raise _Refused(f"more than {MOST_CELLS:,} cells in {self._name}", "a smaller sheet: divide it")
        reference = attributes.get("r", "")
        if not reference:
            self._column += 1
            return
        match = _REFERENCE.fullmatch(reference)
        if not match or int(match[2]) != self._row:
            raise _Refused(f"a cell {reference[:20]!r} in row {self._row} of {self._name}", "cells in their rows")
        self._column = 0
        for letter in match[1]:
            self._column = 26 * self._column + ord(letter) - 64

    def _on_value(self, _: dict[str, str]) -> None:
        self._text, self._in_cell = 0, True
        self.part.last_row = max(self.part.last_row, self._row)

    def _on_formula(self, attributes: dict[str, str]) -> None:
        self._on_value(attributes)
        self.part.formulas.add((self._row, self._column))
        if len(self.part.formulas) > MOST_FORMULAS:
            raise _Refused(f"more than {MOST_FORMULAS:,} formulas in {self._name}", "values instead of formulas")

    def _on_string(self, _: dict[str, str]) -> None:
        self._text, self._in_cell = 0, True
        self._strings += 1
        if self._strings > MOST_STRINGS:
            raise _Refused(f"more than {MOST_STRINGS:,} texts in {self._name}", "a smaller workbook: divide it")

    def _end(self, name: str) -> None:
        self._depth -= 1
        if name.rpartition(" ")[2] in ("v", "is", "f", "si"):
            self._in_cell = False

    def _characters(self, text: str) -> None:
        if not self._in_cell:
            return
        self._text += len(text)
        if self._text > LONGEST_TEXT:
            place = f" (row {self._row})" if self._row else ""
            raise _Refused(f"a cell of more than {LONGEST_TEXT:,} characters in {self._name}{place}",
                           f"at most {LONGEST_TEXT:,} characters in a cell, as Excel has them")


_OWN: Final = {"row": _Reading._on_row, "c": _Reading._on_cell, "v": _Reading._on_value, "is": _Reading._on_value,
               "f": _Reading._on_formula, "si": _Reading._on_string}
_READ: Final = frozenset({"officeDocument", "worksheet", "sharedStrings", "styles", "theme", "chartsheet",
                          "core-properties", "extended-properties", "custom-properties"})
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def _number(text: str, otherwise: int) -> int:
    if not text:
        return otherwise
    if not re.fullmatch(r"[1-9][0-9]{0,7}", text):
        raise _Refused(f"a row numbered {text[:20]!r}", "rows numbered from 1")
    return int(text)
