"""Words nobody wrote, and the words they may be meant for.

The words of every language's records, unstemmed, with the number of records that have them. A word the index does
not hold is compared with them: first all words one slip away (a letter too few, too many, another, or two swapped),
found by trying every slip; then words that begin with it; then, for words of eight letters or more, two slips.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import tantivy

from bordermark.compendium.search.analysis import script
from bordermark.compendium.search.documents import LANGUAGES

Array = np.ndarray[Any, Any]

MIN_LENGTH = 4
"""Letters below which a word is not corrected: too many others are one slip away."""

MIN_LENGTH_TWO = 8
MIN_LENGTH_BEGINNING = 4

_ALPHABETS = {
    "latin": "abcdefghijklmnopqrstuvwxyz",
    "cyrillic": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهويه",
}


class Dictionary:
    """The words of an index by script, each with the number of records that have it."""

    def __init__(self, counted: Iterable[tuple[str, int]]) -> None:
        self._words: dict[str, dict[str, int]] = {name: {} for name in _ALPHABETS}
        for word, number in counted:
            if len(word) >= MIN_LENGTH - 1 and word.isalpha() and (kind := script(word)) in self._words:
                self._words[kind][word] = self._words[kind].get(word, 0) + number
        self._sorted = {kind: sorted(known) for kind, known in self._words.items()}
        self._letters = {kind: _signatures(known) for kind, known in self._sorted.items()}

    @classmethod
    def of(cls, searcher: tantivy.Searcher, languages: tuple[str, ...] = LANGUAGES) -> Dictionary:
        """The dictionary of an index in some languages."""
        return cls(pair for language in languages for pair in searcher.terms_with_prefix(f"words_{language}", ""))

    def corrections(self, folded: str, limit: int = 3) -> tuple[str, ...]:
        """The likeliest words meant by a folded word the index does not hold, best first; empty if none is near."""
        kind = script(folded)
        if len(folded) < MIN_LENGTH or kind not in self._words or not folded.isalpha():
            return ()
        known = self._words[kind]
        near = {word: known[word] for word in _one_slip(folded, _ALPHABETS[kind]) if word in known}
        if not near:
            near = self._beginning(kind, folded)
        if not near and len(folded) >= MIN_LENGTH_TWO:
            near = {word: known[word] for word in self._two_slips(kind, folded)}
        ranked = sorted(near, key=lambda word: (_unlikely(folded, word), -near[word], word))
        return tuple(ranked[:limit])

    def _beginning(self, kind: str, folded: str) -> dict[str, int]:
        words = self._sorted[kind]
        at = bisect_left(words, folded)
        found: dict[str, int] = {}
        while at < len(words) and words[at].startswith(folded) and len(found) < 50:
            found[words[at]] = self._words[kind][words[at]]
            at += 1
        return found

    def _two_slips(self, kind: str, folded: str) -> list[str]:
        """Words two slips away that begin with the same letter: letters in common first, then measured."""
        words = self._sorted[kind]
        start, end = bisect_left(words, folded[0]), bisect_left(words, chr(ord(folded[0]) + 1))
        signatures, lengths = (column[start:end] for column in self._letters[kind])
        differing = np.bitwise_count(signatures ^ np.uint64(_signature(folded)))
        near = np.flatnonzero((differing <= 4) & (np.abs(lengths - len(folded)) <= 2))
        return [words[start + i] for i in near.tolist() if distance(folded, words[start + i], 2) <= 2]


def _unlikely(typed: str, word: str) -> int:
    """0 for what hands do most (letters swapped, doubled or dropped inside), more for another first letter."""
    if typed[0] != word[0]:
        return 2
    return 0 if len(typed) != len(word) or sorted(typed) == sorted(word) else 1


def _signature(word: str) -> int:
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


def _signatures(words: list[str]) -> tuple[Array, Array]:
    bits = np.fromiter((_signature(word) for word in words), dtype=np.uint64, count=len(words))
    return bits, np.fromiter((len(word) for word in words), dtype=np.int64, count=len(words))


def _one_slip(word: str, alphabet: str) -> Iterator[str]:
    for i in range(len(word) + 1):
        head, tail = word[:i], word[i:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in alphabet:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]


def distance(a: str, b: str, limit: int) -> int:
    """Slips between two words (optimal string alignment), or limit + 1 as soon as there are more than ``limit``."""
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before, last = last, row
    return last[-1]
