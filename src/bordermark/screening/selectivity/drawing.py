"""Random numbers that depend on nothing but a seed and a line's id: the same in any order, on any machine."""

import hashlib

import numba
import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]


def draw(ids: pl.Series, seed: int) -> pl.Series:
    """A number of 64 bits for each id: FNV-1a over its bytes from a start that the seed gives, then mixed.

    The start is SHA-256 of the seed, so that neighbouring seeds have nothing in common; the mixing is the finaliser
    of SplitMix64 (Steele, Lea, Flood 2014). It is no cipher: who must not foresee a draw must not know its seed.
    """
    start = np.uint64(int.from_bytes(hashlib.sha256(str(seed).encode()).digest()[:8], "big"))
    array = ids.to_arrow().cast(pa.large_binary())
    offsets = np.frombuffer(array.buffers()[1], dtype=np.int64)[array.offset : array.offset + len(array) + 1]
    data = np.frombuffer(array.buffers()[2] or b"", dtype=np.uint8)
    return pl.Series("number", _numbers(data, offsets, start))


@numba.njit(cache=True, nogil=True)
def _numbers(data: NDArray[np.uint8], offsets: NDArray[np.int64], start: np.uint64) -> Numbers:
    numbers = np.empty(len(offsets) - 1, dtype=np.uint64)
    for place in range(len(numbers)):
        number = start ^ np.uint64(0xCBF29CE484222325)
        for at in range(offsets[place], offsets[place + 1]):
            number = (number ^ np.uint64(data[at])) * np.uint64(0x100000001B3)
        number = (number ^ (number >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        number = (number ^ (number >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        numbers[place] = number ^ (number >> np.uint64(31))
    return numbers
