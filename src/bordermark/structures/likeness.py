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

    >>> words_of("The training of customs officers")
    ['training', 'custom', 'officer']
    """
    found = (word for word in re.findall(r"\w{3,}", text.casefold()) if word not in _EMPTY)
    return [word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in found]


_EMPTY: Final = frozenset({
    "and", "are", "but", "for", "from", "has", "have", "its", "not", "the", "their", "these", "this", "that", "was",
    "were", "which", "with",
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
        found: Counter[str] = Counter()
        for word, weight in asked.items():
            for key in self.holding[word]:
                found[key] += weight * self.vectors[key][word]
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
