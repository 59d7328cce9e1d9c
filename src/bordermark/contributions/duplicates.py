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
from itertools import chain, islice
from typing import Final, Literal, NamedTuple

LEAST_SHARED: Final = 0.75
"""Share of the words' weight that two titles must have in common."""

MOST_TOLD: Final = 3
"""Records told of for each new one, surest first."""

Because = Literal["symbol", "title", "day"]
"""The feature that two records have in common."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """By what a record may be found to be the same as another."""

    key: str
    symbols: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    bodies: frozenset[str] = frozenset()
    date: str = ""


class Alike(NamedTuple):
    """A record that another may be: its key, and why, as a sentence, as a feature, and what the feature is."""

    key: str
    reason: str
    because: Because
    detail: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A new record, one that may be the same, and why."""

    type: str
    key: str
    other: str
    reason: str
    because: Because = "title"
    detail: str = ""


def symbol(text: str) -> str:
    """An official symbol as it is compared: letters and digits only.

    >>> symbol("S/RES/1540(2004)") == symbol("S/RES/1540 (2004)")
    True
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


Words = frozenset[str]

Block = tuple[Words, str, str]
"""The numbers of a title and two of its words; the second is empty where one word is nearly all of it."""


def _words(title: str) -> Words:
    plain = unicodedata.normalize("NFKC", title).casefold()
    return frozenset(re.findall(r"\w+", plain))


def _numbers(words: Iterable[str]) -> Words:
    return frozenset(word for word in words if any(map(str.isdigit, word)))


class Held:
    """Records among which near-duplicates are looked for, in time that grows with their number and hardly faster.

    Titles are found by pairs of their rarest words, as many words as can outweigh, without any one of them, what two
    similar titles may differ in: two that are similar enough have a pair of these in common, unless one word is
    nearly all of a title (prefix filtering: Chaudhuri, Ganti and Kaushik, "A Primitive Operator for Similarity Joins
    in Data Cleaning", ICDE 2006, section 4, for two words in place of one). Titles of the same words are one.
    """

    def __init__(self, records: Iterable[Likeness]) -> None:
        self._records = list(records)
        self._titled: dict[Words, list[int]] = {}
        self._with_symbol: dict[str, list[int]] = {}
        self._on_day: dict[tuple[str, str], list[int]] = {}
        self._bare_on_day: dict[tuple[str, str], list[int]] = {}
        for at, one in enumerate(self._records):
            for words in filter(None, {_words(title) for title in one.titles}):
                self._titled.setdefault(words, []).append(at)
            for folded in filter(None, {symbol(text) for text in one.symbols}):
                self._with_symbol.setdefault(folded, []).append(at)
            for body in one.bodies if len(one.date) == 10 else ():
                self._on_day.setdefault((body, one.date), []).append(at)
                if not one.symbols:
                    self._bare_on_day.setdefault((body, one.date), []).append(at)
        self._counts = Counter(word for words in self._titled for word in words)
        self._weights = {words: self._weight(words) for words in self._titled}
        self._blocks: dict[Block, list[Words]] = {}
        for words, weight in self._weights.items():
            for block in self._blocks_of(words, weight):
                self._blocks.setdefault(block, []).append(words)

    def like(self, new: Likeness) -> Iterator[Alike]:
        """The records that `new` may be, each once with its best reason, surest first."""
        told = {new.key}
        for one in chain(self._same_symbol(new), self._similar_title(new), self._same_day(new)):
            if one.key not in told:
                told.add(one.key)
                yield one

    def _same_symbol(self, new: Likeness) -> Iterator[Alike]:
        for text in new.symbols:
            for at in self._with_symbol.get(symbol(text), ()):
                yield Alike(self._records[at].key, f"the same symbol or name: {text}", "symbol", text)

    def _weight(self, words: Iterable[str]) -> float:
        return sum(map(self._weigh, words))

    def _weigh(self, word: str) -> float:
        return math.log(1 + (len(self._titled) + 1) / (1 + self._counts[word]))

    def _blocks_of(self, words: Words, weight: float) -> Iterator[Block]:
        """Where a title is kept and looked for: its numbers with a pair of its rarest words, or with its one word."""
        numbers, may_lack = _numbers(words), (1 - LEAST_SHARED) * weight
        rarest: list[str] = []
        passed = heaviest = 0.0
        for word in sorted(words, key=lambda one: (self._counts[one], one)):
            weighs = self._weigh(word)
            if weighs >= LEAST_SHARED * weight:
                yield numbers, word, ""
            for other in rarest:
                yield numbers, other, word
            rarest.append(word)
            passed, heaviest = passed + weighs, max(heaviest, weighs)
            if passed - heaviest > may_lack * (1 + 1e-9):  # sums of the same weights differ in their last digits
                break

    def _similar_title(self, new: Likeness) -> Iterator[Alike]:
        shares: dict[Words, float] = {}
        for words in {_words(title) for title in new.titles}:
            weight = self._weight(words)
            likely = set(chain.from_iterable(self._blocks.get(one, ()) for one in self._blocks_of(words, weight)))
            for others in likely:
                both = self._weight(words & others)
                share = both / (weight + self._weights[others] - both)
                if share >= LEAST_SHARED:
                    shares[others] = max(shares.get(others, 0.0), share)
        for others, share in sorted(shares.items(), key=lambda pair: (-pair[1], self._titled[pair[0]])):
            for at in self._titled[others]:
                title = self._records[at].titles[0]
                yield Alike(self._records[at].key, f"a similar title ({share:.0%} of the words' weight): {title}",
                            "title", title)

    def _same_day(self, new: Likeness) -> Iterator[Alike]:
        """Acts of one body and day; two that each have a symbol are the same only if it is one and the same."""
        if len(new.date) != 10:
            return
        on_day = self._bare_on_day if new.symbols else self._on_day
        for body in sorted(new.bodies):
            for at in on_day.get((body, new.date), ()):
                detail = f"{body}, {new.date}"
                yield Alike(self._records[at].key, f"the same body and day: {detail}", "day", detail)


def near_duplicates(type_name: str, new: Sequence[Likeness], held: Iterable[Likeness]) -> list[Duplicate]:
    """For each new record those held, and those among the new before it, that it may be."""
    keys = {one.key: at for at, one in enumerate(new)}
    everything = Held([*(one for one in held if one.key not in keys), *new])
    return [
        Duplicate(type_name, one.key, *other) for at, one in enumerate(new) for other in
        islice((other for other in everything.like(one) if keys.get(other.key, -1) < at), MOST_TOLD)
    ]
