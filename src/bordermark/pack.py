"""Reading and describing the tables of a data pack.

A pack is a folder with a Frictionless ``datapackage.json`` and the tables it names. Each room declares the
typed record of each of its tables; this module parses files into those records, reports what is wrong by
file, row and column, and writes the Table Schema of a record, so that code and descriptor cannot drift apart.
"""

import csv
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Generic, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

from bordermark.errors import Finding, RefusedInput


@dataclass(frozen=True, slots=True)
class Reference:
    """That a column of a record names another record, by type and key."""

    column: str
    type: str
    key: str


class Record(BaseModel):
    """Base of every typed record: frozen, strict about unknown columns, empty string for "not known"."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    @property
    def key(self) -> str:
        """The record's stable public id within its type."""
        return str(getattr(self, "id"))  # noqa: B009

    def references(self) -> Iterator[Reference]:
        """The other records that this one names; each must exist."""
        yield from ()


def split_words(text: str) -> list[str]:
    r"""The words of a cell, separated by ``;``. ``\;`` is a semicolon inside a word, ``\\`` a backslash.

    >>> split_words(r"CWC; A\; B;")
    ['CWC', 'A; B']
    """
    pieces = [""]
    for part in re.findall(r"\\[\\;]|;|\\|[^\\;]+", text):
        if part == ";":
            pieces.append("")
        else:
            pieces[-1] += part[1:] if part in (r"\;", r"\\") else part
    return [piece for piece in (piece.strip() for piece in pieces) if piece]


def join_words(words: Iterable[str]) -> str:
    """One cell of several words: the inverse of `split_words`."""
    return "; ".join(re.sub(r"[\\;]", r"\\\g<0>", word) for word in words)


def _split(value: object) -> object:
    return split_words(value) if isinstance(value, str) else value


Cell = BeforeValidator(_split)
"""Marks a tuple that may be written in one cell, its parts separated by ``;``."""

Words = Annotated[tuple[str, ...], Cell]
"""A list of words: a JSON array, or ``;``-separated in a CSV cell."""


@dataclass(frozen=True, slots=True)
class Names:
    """Marks a column whose words name records: of these types, by key; of concepts of one scheme, by their code.

    `place` finds the name in a word that says more than the name, as its group ``name``.
    """

    types: tuple[str, ...]
    scheme: str = ""
    place: str = r"(?P<name>.*)"


def concept(scheme: str) -> Names:
    """A column that names concepts of a scheme."""
    return Names(("concept",), scheme)


class Part(Record):
    """A record inside a column of another; in a cell it is a few words, or JSON where words cannot say it."""

    def in_words(self) -> str:
        """The part as a person writes it."""
        raise NotImplementedError

    @classmethod
    def of_words(cls, text: str) -> dict[str, Any]:
        """The columns that words stand for. Raises ValueError, saying what was expected."""
        raise NotImplementedError

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        if value.startswith("{"):
            try:
                return json.loads(value)
            except (json.JSONDecodeError, RecursionError):
                raise ValueError("words or JSON") from None
        return cls.of_words(value)

    def cell(self) -> str:
        """The words if they stand for this very part, else JSON."""
        words = self.in_words()
        try:
            if words and type(self).model_validate(words) == self:
                return words
        except ValidationError:
            pass
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False)


R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Row(Generic[R]):
    """A record with the place it was read from."""

    file: str
    number: int
    record: R


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a room: its file name in the pack, the record of its rows, the type under which it is kept.

    One that is not `bundled` holds only what users add: the bundled pack has no such file.
    """

    file: str
    record: type[Record]
    type: str
    bundled: bool = True


def read_rows(path: Path, record: type[Record]) -> tuple[list[Row[Record]], list[Finding]]:
    """Parse one file into records of the type; a bad row becomes findings and stops only itself.

    Raises RefusedInput when the file as a whole cannot be read (missing, not UTF-8, wrong header).
    """
    reader = _read_jsonl if path.suffix == ".jsonl" else _read_csv
    rows: list[Row[Record]] = []
    findings: list[Finding] = []
    try:
        for number, cells in reader(path, record):
            if isinstance(cells, Finding):
                findings.append(cells)
                continue
            try:
                rows.append(Row(path.name, number, record.model_validate(cells)))
            except ValidationError as error:
                findings += findings_of(path.name, number, error)
    except UnicodeDecodeError as error:
        raise RefusedInput([Finding(path.name, 0, "", f"byte {error.start}", "text in UTF-8")]) from error
    except OSError as error:
        raise RefusedInput([Finding(path.name, 0, "", error.strerror or "", "a readable file")]) from error
    repeated = _repeated(rows)
    again = {finding.row for finding in repeated}
    return [row for row in rows if row.number not in again], findings + repeated


Cells = Iterator[tuple[int, dict[str, Any] | Finding]]


def _read_csv(path: Path, record: type[Record]) -> Cells:
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file, strict=True)
        try:
            header = next(lines, [])
            _check_header(path.name, header, record)
            for cells in lines:
                if len(cells) != len(header):
                    found = f"{len(cells)} cells"
                    yield lines.line_num, Finding(path.name, lines.line_num, "", found, f"{len(header)} cells")
                else:
                    filled = zip(header, cells, strict=True)
                    yield lines.line_num, {name: cell for name, cell in filled if not left_open(record, name, cell)}
        except csv.Error as error:
            raise RefusedInput([Finding(path.name, lines.line_num, "", str(error), "well-formed CSV")]) from error


def left_open(record: type[Record], name: str, cell: object) -> bool:
    """Whether an empty cell leaves a choice to its default: that of a column with codes, none of them empty."""
    field = record.model_fields[name]
    return cell == "" and not field.is_required() and get_origin(field.annotation) is Literal and (
        "" not in get_args(field.annotation))


def _check_header(file: str, header: Sequence[str], record: type[Record]) -> None:
    known = record.model_fields
    findings = [Finding(file, 1, name, name, f"one of the columns {', '.join(known)}")
                for name in header if name not in known]
    findings += [Finding(file, 1, name, "", "this column")
                 for name, field in known.items() if field.is_required() and name not in header]
    if len(set(header)) != len(header):
        findings.append(Finding(file, 1, "", ", ".join(header), "each column once"))
    if findings:
        raise RefusedInput(findings)


def _read_jsonl(path: Path, record: type[Record]) -> Cells:
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                cells = json.loads(line)
            except json.JSONDecodeError as error:
                yield number, Finding(path.name, number, f"character {error.colno}", line.strip(), "JSON")
                continue
            except (ValueError, RecursionError):  # a number or a nesting beyond every bound
                yield number, Finding(path.name, number, "", line.strip(), "JSON")
                continue
            if isinstance(cells, dict):
                yield number, cells
            else:
                yield number, Finding(path.name, number, "", line.strip(), "a JSON object")


def findings_of(file: str, number: int, error: ValidationError) -> Iterator[Finding]:
    """What is wrong with a row, a column at a time."""
    for item in error.errors(include_url=False):
        column = ".".join(str(part) for part in item["loc"])
        value = "" if item["type"] == "missing" else _said(item["input"])
        yield Finding(file, number, column, value, item["msg"].removeprefix("Value error, "))


def _said(value: object) -> str:
    """A value as a person wrote it: of several words, those with semicolons between."""
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        return "; ".join(value)
    return str(value)


def missing_references(
    rows: Mapping[str, Sequence[Row[Record]]], held: Mapping[str, Collection[str]]
) -> list[Finding]:
    """References of `rows` (by type) to records that are neither among them nor `held` (keys by type)."""
    known = {name: set(held.get(name, ())) for name in {*rows, *held}}
    for name, some in rows.items():
        known[name].update(row.record.key for row in some)
    return [
        Finding(row.file, row.number, reference.column, reference.key, f"the id of a known {reference.type}")
        for some in rows.values() for row in some for reference in row.record.references()
        if reference.key not in known.get(reference.type, ())
    ]


def _repeated(rows: Sequence[Row[Record]]) -> list[Finding]:
    """Rows whose id an earlier row has."""
    first: dict[str, Row[Record]] = {}
    found = []
    for row in rows:
        before = first.setdefault(row.record.key, row)
        if before is not row:
            found.append(Finding(row.file, row.number, "id", row.record.key,
                                 f"an id not used before (it stands in row {before.number})"))
    return found


_JSON_TYPES: Final[Mapping[type, str]] = {str: "string", int: "integer", bool: "boolean", float: "number",
                                          tuple: "array", dict: "object"}


def table_schema(record: type[Record], suffix: str) -> dict[str, Any]:
    """The Frictionless Table Schema of a record kept in a file with this suffix (``.csv`` or ``.jsonl``)."""
    fields = []
    for name, field in record.model_fields.items():
        kind = _json_type(field.annotation)
        if suffix == ".csv" and kind == "array":
            kind = "string"
        entry: dict[str, Any] = {"name": name, "type": kind, "description": field.description or ""}
        constraints: dict[str, Any] = {}
        if field.is_required() and kind not in ("array", "object"):
            constraints["required"] = True
        if get_origin(field.annotation) is Literal:
            constraints["enum"] = list(get_args(field.annotation))
        if constraints:
            entry["constraints"] = constraints
        fields.append(entry)
    return {"fields": fields, "missingValues": [""]}


def _json_type(annotation: object) -> str:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _json_type(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return _json_type(next(part for part in get_args(annotation) if part is not NoneType))
    if origin is Literal:
        return _json_type(type(get_args(annotation)[0]))
    base = origin or annotation
    for known, name in _JSON_TYPES.items():
        if isinstance(base, type) and issubclass(base, known):
            return name
    return "object"


def write_rows(path: Path, records: Sequence[Record]) -> None:
    """Write records as a pack keeps them: CSV with ``;``-joined lists, or JSON Lines; sorted by key, LF ends."""
    ordered = sorted(records, key=lambda record: record.key)
    with path.open("w", encoding="utf-8", newline="") as file:
        if path.suffix == ".jsonl":
            file.writelines(json.dumps(record.model_dump(mode="json"), ensure_ascii=False) + "\n"
                            for record in ordered)
            return
        names = list(type(ordered[0]).model_fields)
        writer = csv.writer(file, lineterminator="\n")
        quoting = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow(names)
        for record in ordered:
            cells = [_cell(getattr(record, name)) for name in names]
            # a return within a cell must be quoted, which csv does not see when lines end with "\n"
            (quoting if any("\r" in str(cell) for cell in cells) else writer).writerow(cells)


def _cell(value: object) -> object:
    if isinstance(value, tuple):
        return join_words(part.cell() if isinstance(part, Part) else str(part) for part in value)
    if isinstance(value, bool):
        return int(value)
    return "" if value is None else value


Progress = Callable[[str, int, int], None]
"""Called with a stage's name, how many are done and how many there are."""
