"""How alike two texts are: the cosine of their words, weighted by how rare each word is. Pure.

Salton and Buckley, "Term-weighting approaches in automatic text retrieval", Information Processing & Management
24 (5), 1988: term frequency (here its logarithm) by inverse document frequency, cosine-normalised.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final


def words_of(text: str) -> list[str]:
    """The words of a text that say something, folded; a plural's last letter is set aside.

    Symbols of documents and years are passed over: that two texts are of one year says nothing.

    >>> words_of("The training of customs officers as S/RES/2462 (2019) asks")
    ['training', 'custom', 'officer']
    """
    found = (_folded(word) for word in re.findall(r"\w{3,}", _SYMBOL.sub(" ", text)))
    return [word for word in found if word not in _EMPTY]


def _folded(word: str) -> str:
    """A word without case and plural; an acronym keeps its last letter."""
    plural = len(word) > 3 and word.endswith("s") and not word.endswith("ss")
    return (word[:-1] if plural else word).casefold()


_SYMBOL: Final = re.compile(r"\b[A-Z]{1,4}/[\w./-]+(?:\s*\(\d{4}\))?|\b(?:19|20)\d\d\b")

_EMPTY: Final = frozenset({
    "all", "and", "are", "ask", "between", "but", "each", "for", "from", "has", "have", "implementation", "including",
    "into", "its", "member", "not", "other", "pursuant", "report", "resolution", "state", "such", "the", "their",
    "these", "this", "that", "through", "under", "was", "were", "which", "with", "year",
})
"""Words that say nothing of what a text is about."""


@dataclass(frozen=True)
class Texts:
    """Texts by key, ready to be compared with others."""

    vectors: Mapping[str, Mapping[str, float]]
    rarity: Mapping[str, float]
    holding: Mapping[str, tuple[str, ...]] = field(repr=False)
    """Keys of the texts that have a word."""

    def like(self, text: str) -> dict[str, float]:
        """Cosine with every text that shares a word, between 0 and 1; words that no text has are passed over."""
        asked = _vector(words_of(text), self.rarity)
        found: dict[str, float] = {}
        for word, weight in asked.items():
            for key in self.holding[word]:
                found[key] = found.get(key, 0.0) + weight * self.vectors[key][word]
        return {key: min(1.0, value) for key, value in found.items() if value > 0}

    def shared(self, text: str, key: str, most: int = 5) -> list[str]:
        """The words that a text shares with one of these, those that weigh most first."""
        held = self.vectors[key]
        asked = _vector(words_of(text), self.rarity)
        both = sorted((word for word in asked if word in held), key=lambda word: (-asked[word] * held[word], word))
        return both[:most]


def texts_of(pairs: Iterable[tuple[str, str]]) -> Texts:
    """Make texts ready: pairs of a key and a text."""
    counted = {key: words_of(text) for key, text in pairs}
    spread = Counter(word for words in counted.values() for word in set(words))
    rarity = {word: math.log((1 + len(counted)) / (1 + times)) for word, times in spread.items()}
    vectors = {key: _vector(words, rarity) for key, words in counted.items()}
    holding: dict[str, list[str]] = {}
    for key, vector in vectors.items():
        for word in vector:
            holding.setdefault(word, []).append(key)
    return Texts(vectors, {word: weight for word, weight in rarity.items() if weight > 0},
                 {word: tuple(keys) for word, keys in holding.items()})


def _vector(words: Iterable[str], rarity: Mapping[str, float]) -> dict[str, float]:
    counts = Counter(words)
    raw = {word: (1 + math.log(times)) * rarity[word] for word, times in counts.items() if rarity.get(word, 0) > 0}
    length = math.sqrt(sum(value * value for value in raw.values()))
    return {word: value / length for word, value in raw.items()} if length else {}
