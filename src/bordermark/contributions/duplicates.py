"""Near-duplicates: records that may be the same thing under another id, each with the reason.

Three features, each of which explains itself: the same symbol however it is written; a title of the same words; the
same body on the same day. Numbers tell acts of one series apart: resolutions 1540 and 1541 are not alike.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

LEAST_SHARED: Final = 0.75
"""Share of the words' weight that two titles must have in common."""

MOST_TOLD: Final = 3
"""Records told of for each new one, surest first."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """By what a record may be found to be the same as another."""

    key: str
    symbols: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    bodies: frozenset[str] = frozenset()
    date: str = ""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A new record, one that may be the same, and why."""

    type: str
    key: str
    other: str
    reason: str


def symbol(text: str) -> str:
    """An official symbol as it is compared: letters and digits only.

    >>> symbol("S/RES/1540(2004)") == symbol("S/RES/1540 (2004)")
    True
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def _words(title: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKC", title).casefold()
    return frozenset(re.findall(r"\w+", plain))


def _numbers(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in words if any(map(str.isdigit, word)))


class Held:
    """Records among which near-duplicates are looked for; titles are found by the words they share."""

    def __init__(self, records: Iterable[Likeness]) -> None:
        self._records = list(records)
        self._titles = [(at, _words(title)) for at, one in enumerate(self._records) for title in one.titles if title]
        self._counts = Counter(word for _, words in self._titles for word in words)
        self._weights = [self._weight(words) for _, words in self._titles]
        self._numbers = [_numbers(words) for _, words in self._titles]
        self._with_word: dict[str, list[int]] = {}
        for number, (_, words) in enumerate(self._titles):
            for word in words:
                self._with_word.setdefault(word, []).append(number)
        self._with_symbol: dict[str, list[int]] = {}
        self._on_day: dict[tuple[str, str], list[int]] = {}
        for at, one in enumerate(self._records):
            for text in one.symbols:
                if folded := symbol(text):
                    self._with_symbol.setdefault(folded, []).append(at)
            for body in one.bodies if len(one.date) == 10 else ():
                self._on_day.setdefault((body, one.date), []).append(at)

    def like(self, new: Likeness) -> Iterator[tuple[str, str]]:
        """Keys of the records that `new` may be, each once with its best reason, surest first."""
        told = {new.key}
        for at, reason in (*self._same_symbol(new), *self._similar_title(new), *self._same_day(new)):
            key = self._records[at].key
            if key not in told:
                told.add(key)
                yield key, reason

    def _same_symbol(self, new: Likeness) -> Iterator[tuple[int, str]]:
        for text in new.symbols:
            for at in self._with_symbol.get(symbol(text), ()):
                yield at, f"the same symbol or name: {text}"

    def _weight(self, words: Iterable[str]) -> float:
        return sum(map(self._weigh, words))

    def _weigh(self, word: str) -> float:
        return math.log(1 + (len(self._titles) + 1) / (1 + self._counts[word]))

    def _similar_title(self, new: Likeness) -> list[tuple[int, str]]:
        found: dict[int, float] = {}
        for title in new.titles:
            words = _words(title)
            numbers, own = _numbers(words), self._weight(words)
            for number in self._likely(words, own):
                at, others = self._titles[number]
                if self._numbers[number] != numbers:
                    continue
                both = self._weight(words & others)
                share = both / (own + self._weights[number] - both)
                if share >= LEAST_SHARED:
                    found[at] = max(found.get(at, 0.0), share)
        ordered = sorted(found.items(), key=lambda pair: -pair[1])
        return [(at, f"a similar title ({share:.0%} of the words' weight): {self._records[at].titles[0]}")
                for at, share in ordered]

    def _likely(self, words: Iterable[str], own: float) -> set[int]:
        """Titles that can be similar enough: those with one of the rarest words that outweigh what may be missing."""
        likely: set[int] = set()
        passed = 0.0
        for word in sorted(words, key=lambda one: self._counts[one]):
            likely.update(self._with_word.get(word, ()))
            passed += self._weigh(word)
            if passed > (1 - LEAST_SHARED) * own:
                break
        return likely

    def _same_day(self, new: Likeness) -> Iterator[tuple[int, str]]:
        if len(new.date) != 10:
            return
        own = {symbol(text) for text in new.symbols}
        for body in sorted(new.bodies):
            for at in self._on_day.get((body, new.date), ()):
                other = self._records[at]
                if own and other.symbols and not own & {symbol(text) for text in other.symbols}:
                    continue  # two acts of one day, each with its symbol
                yield at, f"the same body and day: {body}, {new.date}"


def near_duplicates(type_name: str, new: Sequence[Likeness], held: Iterable[Likeness]) -> list[Duplicate]:
    """For each new record those held, and those among the new before it, that it may be."""
    keys = {one.key: at for at, one in enumerate(new)}
    everything = Held([*(one for one in held if one.key not in keys), *new])
    return [
        Duplicate(type_name, one.key, other, reason) for at, one in enumerate(new) for other, reason in
        islice((pair for pair in everything.like(one) if keys.get(pair[0], -1) < at), MOST_TOLD)
    ]
