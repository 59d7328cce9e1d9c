"""Parquet, read a batch at a time, only the columns of a line."""

from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bordermark.errors import Finding, RefusedInput
from bordermark.screening.readers.columns import columns_of
from bordermark.screening.readers.lines import BATCH_BYTES, BATCH_ROWS, Batches, Mapped, checked

SCREENED: Final = ("id", "hs_code", "goods_description")
"""The columns that screening needs; the others are passed on, where somebody wants them."""


def read_parquet(path: Path, mapping: Mapped, whole: bool = False) -> Batches:
    """The rows of a Parquet file, numbered from 1, with all columns of a line if `whole`.

    Raises RefusedInput when it cannot be read.
    """
    try:
        with pq.ParquetFile(path) as file:
            yield from _batches(path.name, file, mapping, whole)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        said = str(error).splitlines()[0]
        raise RefusedInput([Finding(path.name, 0, "", said, "a readable Parquet file")]) from error


def read_whole_parquet(path: Path, mapping: Mapped) -> Batches:
    """The rows with all columns of a line."""
    return read_parquet(path, mapping, whole=True)


def parquet_header(path: Path) -> list[str]:
    """The names of the columns. Raises RefusedInput when it cannot be read."""
    try:
        return list(pq.read_schema(path).names)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        said = str(error).splitlines()[0]
        raise RefusedInput([Finding(path.name, 0, "", said, "a readable Parquet file")]) from error


def _batches(name: str, file: pq.ParquetFile, mapping: Mapped, whole: bool) -> Batches:
    found = columns_of(name, [field.name for field in file.schema_arrow], mapping)
    kinds = {ours: file.schema_arrow.field(theirs).type for ours, theirs in found.items()}
    wanted = {ours: theirs for ours, theirs in found.items()
              if ours in SCREENED or (whole and not pa.types.is_nested(kinds[ours]))}
    for ours, theirs in wanted.items():
        if pa.types.is_nested(kinds[ours]):
            raise RefusedInput([Finding(name, 0, theirs, str(kinds[ours]), "a column of text or numbers")])
    total, row = max(1, file.metadata.num_rows), 0
    for batch in file.iter_batches(batch_size=_batch_rows(file), columns=list(wanted.values())):
        count = batch.num_rows
        columns = [_plain(batch.column(theirs)) for theirs in wanted.values()]
        numbers = pa.array(np.arange(row + 1, row + count + 1))
        row += count
        yield checked(name, pa.RecordBatch.from_arrays([numbers, *columns], names=["row", *wanted]), (), row / total)


def _batch_rows(file: pq.ParquetFile) -> int:
    """As many rows as make a batch of bounded size, judged by the largest row group."""
    size = max((group.total_byte_size / max(1, group.num_rows)
                for group in map(file.metadata.row_group, range(file.metadata.num_row_groups))), default=1.0)
    return max(1, min(BATCH_ROWS, int(BATCH_BYTES / max(1.0, size))))


def _plain(column: pa.Array) -> pa.Array:
    """Text and bytes as they are, whatever else as text."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_string_view(column.type) or pa.types.is_binary_view(column.type):
        return column.cast(pa.large_binary())
    if any(test(column.type) for test in (pa.types.is_string, pa.types.is_large_string, pa.types.is_binary,
                                          pa.types.is_large_binary)):
        return column
    return column.cast(pa.string())
