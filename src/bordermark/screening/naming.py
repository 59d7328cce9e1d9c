"""Names found in a buffer of folded text: a trie of words, walked by a kernel that numba compiles.

Every word of a folded text stands between spaces, so a name is a sequence of whole words. A node of the trie is a
slot of one hash table, whose key is made of the parent's slot and the hash of a word. Most words begin no name, and
cost one look at a small table of bits. What is found is compared with the name letter by letter, so it is
never wrong; a name could be missed only if two words of the lists had one 64-bit hash, which building excludes.
"""

from collections.abc import Sequence

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bordermark.screening.buffers import NEWLINE

_BASIS = np.uint64(14695981039346656037)
_PRIME = np.uint64(1099511628211)
_ONE = np.uint64(1)
_SHIFT = np.uint64(29)
_SPACE = np.uint8(32)


class Names:
    """Folded names, each once and in a fixed order, ready to be looked for; only arrays, so it travels well."""

    def __init__(self, names: Sequence[str]) -> None:
        """Raises ValueError when two of the words have one hash."""
        words = sorted({word for name in names for word in name.split(" ")})
        spelled = np.frombuffer(f"{' '.join(words)} ".encode(), dtype=np.uint8)
        if np.unique(_hashes(spelled, len(words))).size < len(words):
            raise ValueError("two words of the names have one hash: the hash function has to be changed")
        encoded = [f"{name} ".encode() for name in names]
        self._letters = np.frombuffer(b"".join(encoded) or b" ", dtype=np.uint8)
        self._offsets = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
        slots = 1 << (2 * sum(name.count(" ") + 1 for name in names) + 63).bit_length()  # less than half are used
        self._keys = np.zeros(slots, dtype=np.uint64)
        self._ends = np.full(slots, -1, dtype=np.int32)
        self._goes_on = np.zeros(slots, dtype=np.bool_)
        self._first = np.zeros(slots // 2, dtype=np.uint8)
        _insert(self._letters, self._offsets, self._keys, self._ends, self._goes_on, self._first)

    def find(self, data: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Places in the names, starts and ends, of all names in ``Folded.data`` or a row of it with its end.

        Raises ValueError for a text without a newline at its end, which the kernel needs to stop at.
        """
        if data.size and data[-1] != NEWLINE:
            raise ValueError("a folded text ends with a newline")
        room = len(data) // 64 + 16
        while True:
            out = [np.empty(room, dtype=np.int64) for _ in range(3)]
            used = _find(data, self._letters, self._offsets, self._keys, self._ends, self._goes_on, self._first,
                         *out)
            if used <= room:
                return out[0][:used], out[1][:used], out[2][:used]
            room = used


@njit(nogil=True, cache=True)
def word_at(data, at):  # type: ignore[no-untyped-def]
    """The end of the word that starts here, before a space or newline, and its hash (FNV-1a, 64 bits)."""
    hashed, byte = _BASIS, data[at]
    while byte > _SPACE:
        hashed = (hashed ^ np.uint64(byte)) * _PRIME
        at += _ONE
        byte = data[at]
    return at, hashed


@njit(nogil=True, cache=True)
def _hashes(data, count):  # type: ignore[no-untyped-def]
    out, at = np.empty(count, dtype=np.uint64), np.uint64(0)
    for place in range(count):
        at, out[place] = word_at(data, at)
        at += _ONE
    return out


@njit(nogil=True, cache=True)
def _slot(keys, parent, hashed):  # type: ignore[no-untyped-def]
    """The slot of a word after a parent, or the free one where it would stand, and its key."""
    key = (hashed ^ (parent * _BASIS)) * _PRIME | _ONE  # never 0, which marks a free slot
    mask = np.uint64(keys.size - 1)
    slot = (key ^ (key >> _SHIFT)) & mask
    while keys[slot] != 0 and keys[slot] != key:
        slot = (slot + _ONE) & mask
    return slot, key


@njit(nogil=True, cache=True)
def _bit(first, hashed):  # type: ignore[no-untyped-def]
    """Where it is marked that a name may begin with this word: a small table that stays in the nearest cache."""
    place = (hashed ^ (hashed >> _SHIFT)) & np.uint64(8 * first.size - 1)
    return place >> np.uint64(3), np.uint8(1) << np.uint8(place & np.uint64(7))


@njit(cache=True)
def _insert(letters, offsets, keys, ends, goes_on, first):  # type: ignore[no-untyped-def]
    for name in range(offsets.size - 1):
        at, end, parent = np.uint64(offsets[name]), np.uint64(offsets[name + 1]), np.uint64(0)
        while at < end:
            at, hashed = word_at(letters, at)
            at += _ONE
            if parent:
                goes_on[parent - _ONE] = True
            else:
                place, bit = _bit(first, hashed)
                first[place] |= bit
            slot, key = _slot(keys, parent, hashed)
            keys[slot] = key
            parent = slot + _ONE
        ends[parent - _ONE] = name


@njit(nogil=True, cache=True)
def _find(data, letters, offsets, keys, ends, goes_on, first, places, starts, finishes):  # type: ignore[no-untyped-def]
    """Fill the last three as far as they reach; the number of names found."""
    used, size, at = 0, np.uint64(data.size), _ONE
    while at < size:
        start = at
        at, hashed = word_at(data, at)
        place, bit = _bit(first, hashed)
        parent, end = np.uint64(0), at
        while first[place] & bit:  # else no name begins so
            slot, _ = _slot(keys, parent, hashed)
            if keys[slot] == 0:
                break
            name = ends[slot]
            if name >= 0 and np.array_equal(data[start:end], letters[offsets[name] : offsets[name + 1] - 1]):
                if used < places.size:
                    places[used], starts[used], finishes[used] = name, start, end
                used += 1
            if not goes_on[slot]:
                break
            parent = slot + _ONE
            end, hashed = word_at(data, end + _ONE)
        at += _ONE
    return used
