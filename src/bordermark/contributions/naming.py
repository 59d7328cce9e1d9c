"""Finding the record that a person names: by its key, by a label in any of six languages, by another name."""

import difflib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from bordermark.languages import NAMES, pick
from bordermark.pack import Names

BESIDE: Final = " | "
"""Stands between a code and its label where both are shown in one cell."""

_MOST_NEAR: Final = 3


@dataclass(frozen=True, slots=True)
class Spoken:
    """A record's key, its labels by language, and the other names by which it is known."""

    key: str
    labels: Mapping[str, str]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """What a name was taken for: a code; or, where it was taken for none or more than one, those it may be."""

    code: str = ""
    near: tuple[str, ...] = ()
    several: bool = False


LANGUAGE_NAMES: Final = tuple(Spoken(code, {code: name}) for code, name in NAMES.items())


def folded(name: str) -> str:
    """A name as it is compared: compatible forms made one, case and white space set aside.

    >>> folded(" Côte  d'IVOIRE ")
    "côte d'ivoire"
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


class _Ears:
    """The codes of one kind of name, and what each folded name stands for: codes before labels before others."""

    def __init__(self, spoken: Iterable[Spoken]) -> None:
        self.spoken = tuple(spoken)
        self.codes = {one.key for one in self.spoken}
        self.tiers: tuple[dict[str, set[str]], ...] = ({}, {}, {})
        for one in self.spoken:
            for tier, names in zip(self.tiers, ((one.key,), one.labels.values(), one.others), strict=True):
                for name in names:
                    tier.setdefault(folded(name), set()).add(one.key)
        self._heard: dict[str, Heard] = {}

    def hear(self, text: str) -> Heard:
        found = self._heard.get(text)
        if found is None:
            found = self._heard[text] = self._hear(text)
        return found

    def _hear(self, text: str) -> Heard:
        head = text.partition(BESIDE)[0].strip()
        for code in (text, head):
            if code in self.codes:
                return Heard(code)
        for name in dict.fromkeys((folded(text), folded(head))):
            for tier in self.tiers:
                if keys := tier.get(name):
                    ordered = tuple(sorted(keys))
                    return Heard(ordered[0]) if len(ordered) == 1 else Heard(near=ordered, several=True)
        return Heard(near=self._near(folded(head)))

    @cached_property
    def _everything(self) -> dict[str, str]:
        return {name: min(keys) for tier in reversed(self.tiers) for name, keys in tier.items()}

    def _near(self, name: str) -> tuple[str, ...]:
        if not 1 < len(name) <= 120:
            return ()
        likely = [one for one in self._everything if abs(len(one) - len(name)) <= len(name) // 2]
        names = difflib.get_close_matches(name, likely, 2 * _MOST_NEAR, 0.7)
        return tuple(dict.fromkeys(self._everything[one] for one in names))[:_MOST_NEAR]


@dataclass(frozen=True)
class Lexicon:
    """What every kind of record that is held is called. `spoken` is by type, keys as the records have them."""

    spoken: Mapping[str, tuple[Spoken, ...]]
    _ears: dict[Names, _Ears] = field(default_factory=dict, compare=False, repr=False)

    def hear(self, text: str, names: Names) -> Heard:
        """The code that a name in such a column stands for."""
        return self._of(names).hear(text)

    def options(self, names: Names, language: str) -> list[tuple[str, str]]:
        """Codes that such a column may hold, each with its label in a language, in their order."""
        return [(one.key, pick(one.labels, language)) for one in self._of(names).spoken]

    def _of(self, names: Names) -> _Ears:
        ears = self._ears.get(names)
        if ears is None:
            ears = self._ears[names] = _Ears(self._meant(names))
        return ears

    def _meant(self, names: Names) -> Iterable[Spoken]:
        beginning = f"{names.scheme}:" if names.scheme else ""
        for name in names.types:
            for one in LANGUAGE_NAMES if name == "language" else self.spoken.get(name, ()):
                if one.key.startswith(beginning):
                    yield Spoken(one.key.removeprefix(beginning), one.labels, one.others)
