"""Misspelt names: words of eight letters or more, one or two edits from a word of a name.

The symmetric delete index (W. Garbe, SymSpell) finds candidates, the distance of optimal string alignment
proves them. A word is judged once: words of the tariff and of the lists are never taken for misspellings, and
an edit that leaves another chemical part intact ("di" for "tri", "-ate" for "-ite") makes another substance.
"""

import re
import threading
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import combinations
from typing import Final

import numpy as np
from numba import njit
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from bordermark.screening.buffers import Folded
from bordermark.screening.words import tariff_words

SHORTEST: Final = 8
LONGEST: Final = 40
_TWO_EDITS_FROM: Final = 12
_PREFIX: Final = 7
_SLOTS: Final = 1 << 20

_PARTS: Final = re.compile(
    r"^(?:mono|di|tri|tetra|penta|hexa|bis|tris)|methyl|ethyl|propyl|butyl|phenyl|benzyl|chlor|fluor|brom|iodo|amino|"
    r"imino|nitro|thio|oxy|(?:amide|imide|amine|oxide|oxime|ate|ite|ide|one|ol|al|ene|ane|yne)$"
)


class Misspellings:
    """Judges words against those of a set of names. Judgements are kept; each thread keeps what it has seen."""

    def __init__(self, names: Collection[str]) -> None:
        self._known = frozenset(word for name in names for word in name.split(" "))
        self._index: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._known):
            if SHORTEST <= len(word) <= LONGEST and word.isalpha():
                for left in _deletes(word):
                    self._index[left].append(word)
        self._index.default_factory = None
        self.meant = lru_cache(maxsize=200_000)(self._meant)
        self._local = threading.local()

    def _meant(self, word: str) -> tuple[str, ...]:
        """Words of the names that a word may be a misspelling of, best first; none for a word that is right."""
        if not SHORTEST <= len(word) <= LONGEST or not word.isalpha() or word in self._known or word in tariff_words():
            return ()
        bound = _bound(len(word))
        found = []
        for candidate in dict.fromkeys(one for left in _deletes(word) for one in self._index.get(left, ())):
            allowed = min(bound, _bound(len(candidate)))
            distance = OSA.distance(word, candidate, score_cutoff=allowed)
            if distance <= allowed and word[0] == candidate[0] and not _another_part(word, candidate):
                found.append((distance, candidate))
        return tuple(candidate for _, candidate in sorted(found))

    def find(self, folded: Folded) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Misspelt words of a buffer, in its order: start and end in ``folded.data``, and what may be meant."""
        seen: _Seen | None = getattr(self._local, "seen", None)
        if seen is None:
            seen = self._local.seen = _Seen()
        starts, ends, slots = seen.strange(folded.data)
        first, place = np.unique(slots, return_index=True)
        meant: dict[int, tuple[str, ...]] = {}
        for slot, at in zip(first.tolist(), place.tolist(), strict=True):
            word = folded.data[starts[at] : ends[at]].tobytes().decode()
            meant[slot] = self.meant(word)
            seen.judge(slot, bool(meant[slot]))
        misspelt = np.array([slot for slot, words in meant.items() if words], dtype=np.int64)
        for at in np.flatnonzero(np.isin(slots, misspelt)).tolist():
            yield int(starts[at]), int(ends[at]), meant[int(slots[at])]

    def __getstate__(self) -> dict[str, object]:
        return {"_known": self._known, "_index": dict(self._index)}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self.meant = lru_cache(maxsize=200_000)(self._meant)
        self._local = threading.local()


def _bound(length: int) -> int:
    return 2 if length >= _TWO_EDITS_FROM else 1


def _deletes(word: str) -> set[str]:
    """The word's first letters, and what is left of them when as many are deleted as may be wrong."""
    prefix = word[:_PREFIX]
    lengths = range(len(prefix) - _bound(len(word)), len(prefix) + 1)
    return {"".join(some) for length in lengths for some in combinations(prefix, length)}


def _another_part(word: str, candidate: str) -> bool:
    """Whether the word holds, intact, a part of a chemical name that the candidate has not, or has fewer of."""
    theirs = _PARTS.findall(candidate)
    return any(_PARTS.findall(word).count(part) > theirs.count(part) for part in set(_PARTS.findall(word)))


class _Seen:
    """The words one thread has met, by hash: judged innocent, or not. Forgets all when half full, so it is bounded.

    Two words with one 64-bit hash are taken for one; with a million words that is once in 37 million runs.
    """

    def __init__(self) -> None:
        self._keys = np.zeros(_SLOTS, dtype=np.uint64)
        self._innocent = np.zeros(_SLOTS, dtype=np.bool_)
        self._used = 0

    def strange(self, data: NDArray[np.uint8]) -> tuple[NDArray[np.int64], ...]:
        """Starts, ends and slots of the words not known to be innocent."""
        room = len(data) // SHORTEST + 1
        if self._used > _SLOTS // 2:
            self.__init__()  # type: ignore[misc]
        out = [np.empty(room, dtype=np.int64) for _ in range(3)]
        used, self._used = _strange(data, self._keys, self._innocent, self._used, *out)
        return tuple(part[:used] for part in out)

    def judge(self, slot: int, misspelt: bool) -> None:
        if slot < _SLOTS:
            self._innocent[slot] = not misspelt


@njit(nogil=True, cache=True)
def _strange(data, keys, innocent, used, starts, ends, slots):  # type: ignore[no-untyped-def]
    found = 0
    start = 0
    letters = True
    hashed = np.uint64(14695981039346656037)
    mask = np.uint64(keys.size - 1)
    for at in range(data.size):
        byte = data[at]
        if byte > 32:
            if 48 <= byte <= 57:
                letters = False
            hashed = (hashed ^ np.uint64(byte)) * np.uint64(1099511628211)
            continue
        if letters and at - start >= 8:
            if hashed == 0:
                hashed = np.uint64(1)
            slot = (hashed ^ (hashed >> np.uint64(32))) & mask
            while keys[slot] != 0 and keys[slot] != hashed:
                slot = (slot + np.uint64(1)) & mask
            if keys[slot] == 0 and used < keys.size * 3 // 4:
                keys[slot] = hashed
                innocent[slot] = False
                used += 1
            full = keys[slot] == 0  # no room to remember the word: it is judged at each place
            if full or not innocent[slot]:
                starts[found], ends[found] = start, at
                slots[found] = keys.size + found if full else slot
                found += 1
        start = at + 1
        letters = True
        hashed = np.uint64(14695981039346656037)
    return found, used
