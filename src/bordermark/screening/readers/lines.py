"""What every reader gives: batches of lines under the columns' own names, and the rows that could not be read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bordermark.errors import Finding
from bordermark.screening.buffers import valid_rows
from bordermark.screening.codes import read_code

BATCH_ROWS: Final = 250_000
BATCH_BYTES: Final = 32 << 20
"""A batch holds no more than this many rows, and about this many bytes, so that memory stays bounded."""

LONGEST_LINE: Final = 16 << 20
"""Bytes of the longest row of a text file that is read; a longer one is rejected without being held."""


@dataclass(frozen=True)
class Lines:
    """Some rows of a file: those that can be screened, as a table with `row` and the columns found, and the others.

    `done` says how far in the file this batch ends, from 0 to 1.
    """

    table: pa.RecordBatch
    rejects: Sequence[Finding]
    done: float

    @property
    def rejected(self) -> int:
        """Rows rejected; a row may have several findings."""
        return len({finding.row for finding in self.rejects})

    @property
    def rows(self) -> int:
        return int(self.table.num_rows) + self.rejected


def checked(file: str, table: pa.RecordBatch, rejects: Sequence[Finding], done: float) -> Lines:
    """Reject the rows that are not UTF-8, and those with neither a description nor a code that can be read."""
    found = list(rejects)
    bad = np.zeros(table.num_rows, dtype=np.bool_)
    for name in ("goods_description", "hs_code", "id"):
        if name in table.schema.names and table.num_rows:
            wrong = ~valid_rows(table.column(name))
            for place in np.flatnonzero(wrong & ~bad).tolist():
                value = pc.cast(table.column(name), pa.binary())[place].as_py().decode(errors="backslashreplace")
                found.append(Finding(file, table.column("row")[place].as_py(), name, value[:200], "text in UTF-8"))
            bad |= wrong
    for place in np.flatnonzero(~bad & _empty(table)).tolist():
        code = table.column("hs_code")[place].as_py() if "hs_code" in table.schema.names else None
        found.append(Finding(file, table.column("row")[place].as_py(), "goods_description", str(code or ""),
                             "a description, or a code of 2 to 12 digits"))
        bad[place] = True
    if bad.any():
        table = table.filter(pa.array(~bad))
    return Lines(_as_text(table), sorted(found, key=lambda one: one.row), done)


def _empty(table: pa.RecordBatch) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which rows say nothing: no description, and no code that can be read."""
    names = table.schema.names
    silent = np.ones(table.num_rows, dtype=np.bool_)
    if "goods_description" in names:
        length = pc.fill_null(pc.binary_length(table.column("goods_description")), 0).to_numpy(zero_copy_only=False)
        silent = length == 0
        for place in np.flatnonzero((length > 0) & (length < 8)).tolist():
            value = table.column("goods_description")[place].as_py()
            silent[place] = not value.strip()
    if "hs_code" in names:
        codes = table.column("hs_code")
        for place in np.flatnonzero(silent).tolist():
            code = codes[place].as_py()
            code = code.decode(errors="replace") if isinstance(code, bytes) else code
            silent[place] = code is None or read_code(code) is None
    return silent


def _as_text(table: pa.RecordBatch) -> pa.RecordBatch:
    """Bytes become text; in the columns that are only passed on, what is no UTF-8 is replaced."""
    columns = [_mended(column).cast(pa.large_string() if pa.types.is_large_binary(column.type) else pa.string())
               if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type) else column
               for column in table.columns]
    return pa.RecordBatch.from_arrays(columns, names=table.schema.names)


def _mended(column: pa.Array) -> pa.Array:
    if valid_rows(column).all():
        return column
    cells = [None if cell is None else cell.decode(errors="replace").encode() for cell in column.to_pylist()]
    return pa.array(cells, column.type)


@dataclass
class Gatherer:
    """Rows that are read one by one, gathered into batches."""

    file: str
    names: Sequence[str]
    rows: list[int] = field(default_factory=list)
    cells: list[list[bytes | None]] = field(default_factory=list)
    rejects: list[Finding] = field(default_factory=list)
    held: int = 0

    def __post_init__(self) -> None:
        self.cells = [[] for _ in self.names]

    def add(self, row: int, values: Sequence[str | None]) -> None:
        """One row, a value a name."""
        self.rows.append(row)
        for kept, value in zip(self.cells, values, strict=True):
            cell = None if value is None else value.encode("utf-8", "surrogateescape")
            kept.append(cell)
            self.held += len(cell or b"") + 16

    def reject(self, row: int, column: str, value: str, expected: str) -> None:
        self.rejects.append(Finding(self.file, row, column, value[:200].encode(errors="replace").decode(), expected))

    def full(self) -> bool:
        return len(self.rows) + len(self.rejects) >= BATCH_ROWS or self.held >= BATCH_BYTES

    def take(self, done: float) -> Lines:
        """What was gathered, checked; and start anew."""
        table = pa.RecordBatch.from_arrays(
            [pa.array(self.rows, pa.int64()), *(pa.array(kept, pa.binary()) for kept in self.cells)],
            names=["row", *self.names])
        lines = checked(self.file, table, self.rejects, done)
        self.rows, self.cells, self.rejects, self.held = [], [[] for _ in self.names], [], 0
        return lines


Mapped = Mapping[str, str]
Batches = Iterator[Lines]
