"""A record's texts with their translation into one language, whatever its type and wherever they are kept. Pure."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

TranslationStatus = Literal["machine", "human", "reviewed", "official"]
"""Who stands behind a translation: a machine alone, a person, a person who reviewed a machine's, the body itself."""

STATUSES: Final[tuple[TranslationStatus, ...]] = get_args(TranslationStatus)


def source_digest(texts: Iterable[str]) -> str:
    """SHA-256, in hexadecimal, of the English texts of a record, each on a line of its own."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A record's texts by field, in English and in one other language; an empty text is missing.

    The fields of `required` must be translated before the others can be. `status` is empty where nothing is
    translated. A text may be translated without having a source: a short title that English does without.
    """

    type: str
    key: str
    language: str
    source: Mapping[str, str]
    texts: Mapping[str, str] = field(default_factory=dict)
    status: TranslationStatus | Literal[""] = ""
    translator: str = ""
    date: str = ""
    source_digest: str = ""
    required: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """The digest of the English as it is now."""
        return source_digest(self.source.values())

    @property
    def title(self) -> str:
        """The first of the English texts."""
        return next(iter(self.source.values()))

    @property
    def is_missing(self) -> bool:
        """Whether nothing of it is translated."""
        return not self.status

    @property
    def is_stale(self) -> bool:
        """Whether the English has changed since it was translated; False where that is not known."""
        return bool(self.status and self.source_digest) and self.source_digest != self.digest

    @property
    def is_signed(self) -> bool:
        """Whether somebody stands behind it, and behind it as a translation of the English as it is now."""
        return bool(self.status) and self.status != "machine" and not self.is_stale

    @property
    def lacking(self) -> tuple[str, ...]:
        """The fields that have English and no translation."""
        return tuple(name for name, text in self.source.items() if text and not self.texts.get(name))


State = Literal["official", "human", "reviewed", "machine", "missing"]
STATES: Final[tuple[State, ...]] = get_args(State)


@dataclass(frozen=True, slots=True)
class Share:
    """How many records of a type are translated into a language, by who stands behind them, and how many are stale."""

    type: str
    language: str
    counts: Mapping[str, int]
    stale: int

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def translated(self) -> int:
        return self.total - self.counts.get("missing", 0)


def share_of(some: Iterable[Rendered], name: str, language: str) -> Share:
    """How far the records of a type are translated."""
    some = tuple(some)
    counts = Counter(one.status or "missing" for one in some)
    return Share(name, language, {state: counts[state] for state in STATES}, sum(one.is_stale for one in some))


def to_do(some: Iterable[Rendered]) -> list[Rendered]:
    """What wants a translator, the most pressing first: what a person signed and is stale, what is missing or lacks a
    part, what a machine made."""
    found = [(_pressing(one), one) for one in some]
    return [one for urgency, one in sorted(found, key=lambda pair: (pair[0], pair[1].key)) if urgency < _DONE]


_DONE: Final = 4


def _pressing(one: Rendered) -> int:
    if one.is_stale:
        return 0 if one.status != "machine" else 2
    if one.is_missing or one.lacking:
        return 1
    return 3 if one.status == "machine" else _DONE
