"""Declarations read from files, a bounded batch at a time."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from bordermark.errors import Finding, RefusedInput
from bordermark.screening.readers.asycuda import read_asycuda
from bordermark.screening.readers.lines import Batches, Lines, Mapped
from bordermark.screening.readers.parquet import parquet_header, read_parquet, read_whole_parquet
from bordermark.screening.readers.text import csv_header, jsonl_header, read_csv, read_jsonl
from bordermark.screening.readers.workbook import read_xlsx, xlsx_header

__all__ = ["READERS", "Lines", "header_of", "read_lines"]

READERS: Final[dict[str, Callable[[Path, Mapped], Batches]]] = {
    ".csv": read_csv, ".tsv": read_csv, ".txt": read_csv, ".jsonl": read_jsonl, ".ndjson": read_jsonl,
    ".parquet": read_parquet, ".xlsx": read_xlsx, ".xml": read_asycuda,
}
"""The reader for each ending of a file's name."""

_HEADERS: Final[dict[Callable[[Path, Mapped], Batches], Callable[[Path], list[str]]]] = {
    read_csv: csv_header, read_jsonl: jsonl_header, read_parquet: parquet_header, read_xlsx: xlsx_header,
}


def header_of(path: Path) -> list[str]:
    """The names of a file's columns; none for XML, which has none. Raises RefusedInput when it cannot be read."""
    header = _HEADERS.get(READERS[path.suffix.lower()])
    return header(path) if header else []


def read_lines(path: Path, mapping: Mapped | None = None, whole: bool = False) -> Batches:
    """The lines of a file, by the ending of its name. Raises RefusedInput when it cannot be read as a whole.

    Only with `whole` are all columns of a line certain to be read, not only those that are screened.
    """
    reader = READERS.get(path.suffix.lower())
    if whole and reader is read_parquet:
        reader = read_whole_parquet
    if reader is None:
        raise RefusedInput([Finding(path.name, 0, "", path.suffix, f"a name that ends in {', '.join(READERS)}")])
    if not path.is_file():
        raise RefusedInput([Finding(path.name, 0, "", str(path), "a file that is there")])
    return reader(path, mapping or {})
