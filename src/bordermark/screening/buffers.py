"""Whole Arrow buffers folded and searched at once, by kernels that numba compiles.

Each kernel is an ordinary Python function that also runs uncompiled (its `py_func`); what it must find is
defined by the plain functions of `fold` and of the tests. The kernels hold no lock while they run.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
from numba import njit
from numpy.typing import NDArray

from bordermark.screening.fold import tables

SPACE: Final = 32
NEWLINE: Final = 10
_ONE: Final = np.uint64(1)


@dataclass(frozen=True, slots=True)
class Folded:
    """Rows of folded text in one buffer: ``" words of a row \\n"``, so that every word stands between spaces.

    Row i is ``data[starts[i] : starts[i + 1] - 1]``; an empty row is one space. `origins`, when asked for, holds
    for each byte of `data` the place in the row, in characters, of the character that it comes from.
    """

    data: NDArray[np.uint8]
    starts: NDArray[np.int64]
    origins: NDArray[np.int32]

    def text(self, row: int) -> str:
        """The folded text of a row."""
        return self.data[self.starts[row] : self.starts[row + 1] - 1].tobytes().decode().strip(" ")

    def row_of(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """The rows in which these places of `data` lie."""
        return np.searchsorted(self.starts, places, side="right") - 1


def fold_column(column: pa.Array, origins: bool = False) -> Folded:
    """Fold a string, large_string or binary column; null is an empty text, invalid UTF-8 counts as spaces."""
    data, offsets = bytes_of(column)
    table = tables()
    span = data[offsets[0] : offsets[-1]]
    beyond = _beyond_ascii(span)
    room = len(span) - beyond + beyond * table.growth + 3 * len(column)
    out = np.empty(room, dtype=np.uint8)
    starts = np.empty(len(column) + 1, dtype=np.int64)
    places = np.empty(room if origins else 0, dtype=np.int32)
    used = _fold(data, offsets, table.ascii_, table.start, table.length, table.blob, out, starts,
                 places if origins else None)
    return Folded(out[:used], starts, places[:used])


@njit(nogil=True, cache=True)
def _beyond_ascii(data):  # type: ignore[no-untyped-def]
    """How many bytes are none of ASCII."""
    count = 0
    for byte in data:
        count += byte >> 7
    return count


def bytes_of(column: pa.Array) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The bytes and the offsets (one more than rows) of a text column, without copying the bytes."""
    if column.null_count:
        column = column.fill_null(b"" if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type)
                                  else "")
    wide = pa.types.is_large_string(column.type) or pa.types.is_large_binary(column.type)
    _, offsets, data = column.buffers()
    if not len(column):
        return np.empty(0, dtype=np.uint8), np.zeros(1, dtype=np.int64)
    places = np.frombuffer(offsets, dtype=np.int64 if wide else np.int32)
    held = np.frombuffer(data, dtype=np.uint8) if data is not None else np.empty(0, dtype=np.uint8)
    return held, places[column.offset : column.offset + len(column) + 1].astype(np.int64)


@njit(nogil=True, cache=True)
def decode(data, at, end):  # type: ignore[no-untyped-def]
    """The code point at a place of UTF-8 and the bytes it takes; (-1, 1) where the bytes are no UTF-8."""
    first = data[at]
    if first < 0x80:
        return first, 1
    if first < 0xC2 or first > 0xF4:
        return -1, 1
    size = 2 if first < 0xE0 else 3 if first < 0xF0 else 4
    if at + size > end:
        return -1, 1
    point = np.int64(first & (0x7F >> size))
    for next_ in range(at + 1, at + size):
        if data[next_] & 0xC0 != 0x80:
            return -1, 1
        point = point << 6 | (data[next_] & 0x3F)
    shortest = 0x80 if size == 2 else 0x800 if size == 3 else 0x10000
    if point < shortest or point > 0x10FFFF or 0xD800 <= point < 0xE000:
        return -1, 1
    return point, size


@njit(nogil=True, cache=True)
def _fold(data, offsets, ascii_, start, length, blob, out, starts, origins):  # type: ignore[no-untyped-def]
    """Fill `out` and `starts`, and `origins` unless it is None; the number of bytes used.

    Unsigned places spare the compiled code a look at each whether it counts from the end.
    """
    used = np.uint64(0)
    for row in range(offsets.size - 1):
        starts[row] = used
        out[used] = SPACE
        if origins is not None:
            origins[used] = 0
        used += _ONE
        at, end, character, spaced = np.uint64(offsets[row]), np.uint64(offsets[row + 1]), 0, _ONE
        while at < end:
            byte = data[at]
            if byte < 0x80:
                folded = ascii_[byte]
                out[used] = folded
                if origins is not None:
                    origins[used] = character
                blank = np.uint64(folded == SPACE)
                used += _ONE - (blank & spaced)  # a second space is written over
                spaced = blank
                at += _ONE
            else:
                point, size = decode(data, np.int64(at), np.int64(end))
                if point < 0:
                    point = SPACE
                first = start[point]
                for place in range(first, first + length[point]):
                    out[used] = blob[place]
                    if origins is not None:
                        origins[used] = character
                    blank = np.uint64(blob[place] == SPACE)
                    used += _ONE - (blank & spaced)
                    spaced = blank
                at += np.uint64(size)
            character += 1
        if not spaced:
            out[used] = SPACE
            if origins is not None:
                origins[used] = character
            used += _ONE
        out[used] = NEWLINE
        if origins is not None:
            origins[used] = character
        used += _ONE
    starts[offsets.size - 1] = used
    return used


def valid_rows(column: pa.Array) -> NDArray[np.bool_]:
    """Which rows of a text column are UTF-8; null is."""
    if _all_valid(column):
        return np.ones(len(column), dtype=np.bool_)
    data, offsets = bytes_of(column)
    valid = np.empty(len(column), dtype=np.bool_)
    _valid(data, offsets, valid)
    return valid


def _all_valid(column: pa.Array) -> bool:
    """Whether Arrow, which is faster but does not say where, finds nothing wrong."""
    kind = {pa.binary(): pa.string(), pa.large_binary(): pa.large_string()}.get(column.type, column.type)
    try:
        column.cast(kind).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


@njit(nogil=True, cache=True)
def _valid(data, offsets, valid):  # type: ignore[no-untyped-def]
    for row in range(offsets.size - 1):
        at, end = offsets[row], offsets[row + 1]
        valid[row] = True
        while at < end:
            if data[at] < 0x80:
                at += 1
                continue
            point, size = decode(data, at, end)
            if point < 0:
                valid[row] = False
                break
            at += size


def find_numbers(folded: Folded, known: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
    """CAS numbers of `known` (sorted; the digits as one number) in any typographic form.

    Gives starts and ends in ``folded.data`` and places in `known`. A number stands between other characters than
    digits; its three groups are divided by whatever folds to a space, or not at all.
    """
    room = len(folded.data) // 5 + 1
    out = [np.empty(room, dtype=np.int64) for _ in range(3)]
    used = _numbers(folded.data, known, *out)
    return tuple(part[:used].copy() for part in out)


@njit(nogil=True, cache=True)
def _numbers(data, known, starts, ends, places):  # type: ignore[no-untyped-def]
    used = 0
    at, size = 0, data.size
    before_last_start, last_start, last_end, before_last_end = -1, -1, -1, -1
    while at < size:
        if data[at] < 48 or data[at] > 57:
            at += 1
            continue
        end = at
        while end < size and 48 <= data[end] <= 57:
            end += 1
        start = -1
        if end - at == 1 and last_end == at - 1 and data[last_end] == SPACE and last_end - last_start == 2 \
                and before_last_end == last_start - 1 and data[before_last_end] == SPACE \
                and 2 <= before_last_end - before_last_start <= 12:
            start = before_last_start
        elif 5 <= end - at <= 15:
            start = at
        if start >= 0:
            value = np.int64(0)
            for place in range(start, end):
                if data[place] != SPACE:
                    value = value * 10 + (data[place] - 48)
            found = np.searchsorted(known, value)
            if found < known.size and known[found] == value:
                starts[used], ends[used], places[used] = start, end, found
                used += 1
        before_last_start, before_last_end, last_start, last_end = last_start, last_end, at, end
        at = end
    return used
