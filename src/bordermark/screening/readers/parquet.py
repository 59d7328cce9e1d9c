"""Parquet, read a batch at a time, only the columns that are wanted."""

from collections.abc import Collection, Iterator
from itertools import groupby, pairwise
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bordermark.errors import Finding, RefusedInput
from bordermark.screening.readers.columns import columns_of
from bordermark.screening.readers.lines import BATCH_BYTES, BATCH_ROWS, Batches, Mapped, checked

SCREENED: Final = ("id", "hs_code", "goods_description")
"""The columns that screening needs; the others are passed on, where somebody wants them."""


def read_parquet(path: Path, mapping: Mapped, also: Collection[str] = ()) -> Batches:
    """The rows of a Parquet file, numbered from 1: what is screened, and of the other columns those in `also`.

    Raises RefusedInput when it cannot be read.
    """
    try:
        with pq.ParquetFile(path, pre_buffer=False) as file:  # else what was read is kept
            wanted = _wanted(path.name, file, mapping, also)
            text = [theirs for ours, theirs in wanted.items() if ours == "goods_description"]
            with pq.ParquetFile(path, read_dictionary=text, pre_buffer=False) as as_stored:
                yield from _batches(path.name, file, as_stored, wanted)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        said = str(error).splitlines()[0]
        raise RefusedInput([Finding(path.name, 0, "", said, "a readable Parquet file")]) from error


def parquet_header(path: Path) -> list[str]:
    """The names of the columns. Raises RefusedInput when it cannot be read."""
    try:
        return list(pq.read_schema(path).names)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        said = str(error).splitlines()[0]
        raise RefusedInput([Finding(path.name, 0, "", said, "a readable Parquet file")]) from error


def _wanted(name: str, file: pq.ParquetFile, mapping: Mapped, also: Collection[str]) -> dict[str, str]:
    """The columns to read, by the line's own names for them."""
    found = columns_of(name, [field.name for field in file.schema_arrow], mapping)
    wanted = {ours: theirs for ours, theirs in found.items() if ours in SCREENED or ours in also}
    for theirs in wanted.values():
        kind = file.schema_arrow.field(theirs).type
        if pa.types.is_nested(kind):
            raise RefusedInput([Finding(name, 0, theirs, str(kind), "a column of text or numbers")])
    return wanted


def _batches(name: str, file: pq.ParquetFile, as_stored: pq.ParquetFile, wanted: Mapped) -> Batches:
    """Batches of a file; `as_stored` is the same file, whose descriptions come as places in a dictionary."""
    total, row, size = max(1, file.metadata.num_rows), 0, _batch_rows(file)
    text = wanted.get("goods_description", "")
    for repeated, groups in groupby(range(file.num_row_groups), lambda group: _may_unfold(file, group, text)):
        source = as_stored if repeated else file
        for batch in source.iter_batches(batch_size=size, row_groups=list(groups), columns=list(wanted.values())):
            for part in _bounded(batch):
                columns = [_plain(part.column(theirs)) for theirs in wanted.values()]
                numbers = pa.array(np.arange(row + 1, row + part.num_rows + 1))
                row += part.num_rows
                yield checked(name, pa.RecordBatch.from_arrays([numbers, *columns], names=["row", *wanted]), (),
                              row / total)


def _batch_rows(file: pq.ParquetFile) -> int:
    """As many rows as make a batch of bounded size, judged by the largest row group."""
    size = max((group.total_byte_size / max(1, group.num_rows)
                for group in map(file.metadata.row_group, range(file.metadata.num_row_groups))), default=1.0)
    return max(1, min(BATCH_ROWS, int(BATCH_BYTES / max(1.0, size))))


def _may_unfold(file: pq.ParquetFile, group: int, name: str) -> bool:
    """Whether a column may be stored as places in a dictionary alone, so that its stored size does not bound its text.

    Such a group is read as stored and made text a bounded part at a time. A writer's dictionary holds a mebibyte or
    so; where a column has more than that and four bytes a row, its text is stored in full.
    """
    found = file.metadata.row_group(group)
    columns = [found.column(place) for place in range(found.num_columns)]
    return any(one.path_in_schema == name and "RLE_DICTIONARY" in one.encodings
               and one.total_uncompressed_size < (2 << 20) + 4 * one.num_values for one in columns)


def _bounded(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """A batch in parts of about BATCH_BYTES, counting what its dictionaries unfold to."""
    sizes = np.zeros(batch.num_rows, dtype=np.int64)
    for column in batch.columns:
        if pa.types.is_dictionary(column.type):
            lengths = pc.binary_length(column.dictionary).cast(pa.int64()).take(column.indices)
            sizes += pc.fill_null(lengths, 0).to_numpy(zero_copy_only=False)
    parts = np.cumsum(sizes) // BATCH_BYTES
    cuts = [0, *(np.flatnonzero(np.diff(parts)) + 1).tolist(), batch.num_rows]
    for first, last in pairwise(cuts):
        yield batch.slice(first, last - first)


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
