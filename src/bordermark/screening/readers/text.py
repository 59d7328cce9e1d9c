"""CSV and JSON Lines, read a bounded line at a time."""

import csv
import json
from collections import deque
from collections.abc import Iterator, Sequence
from io import BufferedReader
from pathlib import Path
from typing import Any

from bordermark.errors import Finding, RefusedInput
from bordermark.screening.readers.columns import columns_of
from bordermark.screening.readers.lines import LONGEST_LINE, Batches, Gatherer, Mapped

csv.field_size_limit(LONGEST_LINE)


class _Source:
    """The lines of a file with their numbers; lines too long to hold are passed over and told apart.

    Bytes that are no UTF-8 come through as surrogates, to be found when the row is checked.
    """

    def __init__(self, path: Path, file: BufferedReader) -> None:
        self.number = 0
        self.too_long: list[int] = []
        self._file, self._size = file, max(1, path.stat().st_size)
        self._again: deque[tuple[int, str]] = deque()
        self.taken: list[tuple[int, str]] = []
        start = file.read(4)
        if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise RefusedInput([Finding(path.name, 0, "", "UTF-16", "text in UTF-8")])
        file.seek(3 if start[:3] == b"\xef\xbb\xbf" else 0)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._again:
            self.number, line = self._again.popleft()
        else:
            line = self._read()
        self.taken.append((self.number, line))
        return line

    def _read(self) -> str:
        while line := self._file.readline(LONGEST_LINE):
            self.number += 1
            if len(line) < LONGEST_LINE or line.endswith(b"\n"):
                return line.decode("utf-8", "surrogateescape").replace("\0", " ")
            self.too_long.append(self.number)
            while line and not line.endswith(b"\n"):
                line = self._file.readline(LONGEST_LINE)
        raise StopIteration

    def read_again(self, lines: Sequence[tuple[int, str]]) -> None:
        """Give these lines once more, next."""
        self._again.extendleft(reversed(lines))

    def done(self) -> float:
        return self._file.tell() / self._size


def read_csv(path: Path, mapping: Mapped) -> Batches:
    """A CSV file with a header, divided by comma, semicolon, tab or bar; rows are numbered by their first line.

    A row with a quotation mark that is never closed is rejected alone: what follows its first line is read again.
    """
    with path.open("rb") as file:
        source = _Source(path, file)
        divider, header = _header(source)
        found = columns_of(path.name, header, mapping)
        places = [header.index(theirs) for theirs in found.values()]
        gathered = Gatherer(path.name, list(found))
        for row, cells in _records(source, divider, gathered):
            if len(cells) == len(header):
                gathered.add(row, [cells[place] for place in places])
            else:
                gathered.reject(row, "", divider.join(cells), f"{len(header)} cells, not {len(cells)}")
            if gathered.full():
                yield gathered.take(source.done())
        yield gathered.take(1.0)


def _header(source: _Source) -> tuple[str, list[str]]:
    """What divides the cells, and the names in the first line."""
    line = next(source, "")
    divider = max(",;\t|", key=line.count)
    return divider, next(csv.reader([line], delimiter=divider), [])


def csv_header(path: Path) -> list[str]:
    """The names in the first line."""
    with path.open("rb") as file:
        return _header(_Source(path, file))[1]


def jsonl_header(path: Path) -> list[str]:
    """The keys of the first object; none when no line is one."""
    with path.open("rb") as file:
        return next((list(value) for line in _Source(path, file) if (value := _object(line)) is not None), [])


def _records(source: _Source, divider: str, gathered: Gatherer) -> Iterator[tuple[int, list[str]]]:
    """The records of a file, each with the number of its first line; blank lines are none."""
    reader = csv.reader(source, delimiter=divider, strict=True)
    while True:
        source.taken.clear()
        try:
            cells = next(reader, None)
        except csv.Error as error:
            taken = list(source.taken)
            gathered.reject(taken[0][0], "", taken[0][1], f"well-formed CSV ({error})")
            source.read_again(taken[1:])
            reader = csv.reader(source, delimiter=divider, strict=True)
            continue
        for number in source.too_long:
            gathered.reject(number, "", "", f"a line of less than {LONGEST_LINE >> 20} MiB")
        source.too_long.clear()
        if cells is None:
            return
        if cells:
            yield source.taken[0][0], cells


def read_jsonl(path: Path, mapping: Mapped) -> Batches:
    """JSON Lines: an object a line; the first one's keys are the header, later ones may lack some or have more."""
    with path.open("rb") as file:
        source = _Source(path, file)
        gathered, found = Gatherer(path.name, []), dict[str, str]()
        for line in source:
            source.taken.clear()
            if not line.strip():
                continue
            value = _object(line)
            if value is None:
                gathered.reject(source.number, "", line.strip(), "a JSON object in UTF-8")
                continue
            if not found:
                found = columns_of(path.name, list(value), mapping)
                rejects, gathered = gathered.rejects, Gatherer(path.name, list(found))
                gathered.rejects = rejects
            cells = [value.get(theirs) for theirs in found.values()]
            odd = [theirs for theirs, cell in zip(found.values(), cells, strict=True) if isinstance(cell, dict | list)]
            if odd:
                gathered.reject(source.number, odd[0], str(value[odd[0]]), "text or a number")
            else:
                gathered.add(source.number, [None if cell is None else str(cell) for cell in cells])
            if gathered.full():
                yield gathered.take(source.done())
        for number in source.too_long:
            gathered.reject(number, "", "", f"a line of less than {LONGEST_LINE >> 20} MiB")
        yield gathered.take(1.0)


def _object(line: str) -> dict[str, Any] | None:
    try:
        line.encode()
        value = json.loads(line)
    except (ValueError, RecursionError):  # not JSON, not UTF-8, or beyond every bound
        return None
    return value if isinstance(value, dict) else None
