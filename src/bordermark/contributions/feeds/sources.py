"""What a source gives, whatever it speaks."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from bordermark.contributions.digests import digest
from bordermark.contributions.feeds.fetching import FetchFailed

MOST_RECORDS: Final = 200_000
"""Records of one harvest; a source that gives more is not read to its end."""

Elements = Mapping[str, Sequence[str]]
"""What a source says of a record in Dublin Core: texts by element."""

Beat = Callable[[int], None]
"""Told how many records have been read, after each answer."""


@dataclass(frozen=True, slots=True)
class Item:
    """A record as a source gives it: under the identifier it has there, and, where the source says so, its type and
    key; `data` holds its columns, `elements` what Dublin Core says of it, and neither when it was withdrawn.

    `problem` says why it cannot be read at all.
    """

    identifier: str
    type: str = ""
    key: str = ""
    data: Mapping[str, Any] | None = None
    elements: Elements | None = None
    problem: str = ""

    @property
    def digest(self) -> str:
        """By which it is known to be as before; empty when it was withdrawn."""
        said = self.data if self.data is not None else self.elements
        return digest(said) if said is not None else ""


@dataclass(frozen=True, slots=True)
class Columns:
    """What a source says of a record, its key at least; and what is supposed of one that does not stand here yet."""

    said: Mapping[str, Any]
    supposed: Mapping[str, Any]


@dataclass(slots=True)
class Gathered:
    """What one harvest has read: each record once, as it was given last; where the next one begins; the marks by
    which to ask whether anything has changed; and SHA-256 over all that came."""

    items: dict[str, Item] = field(default_factory=dict)
    cursor: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""
    unchanged: bool = False


class Gathering:
    """Gathers answer by answer, up to a bound."""

    def __init__(self, beat: Beat) -> None:
        self._beat = beat
        self._hash = hashlib.sha256()
        self.items: dict[str, Item] = {}

    def add(self, content: bytes, items: Sequence[Item]) -> None:
        """Take in an answer with its records. Raises FetchFailed for more than can be taken."""
        self._hash.update(content)
        for one in items:
            self.items.pop(one.identifier, None)  # the last word on a record stands where it was said
            self.items[one.identifier] = one
        if len(self.items) > MOST_RECORDS:
            raise FetchFailed(f"The feed gives more than {MOST_RECORDS:,} records.")
        self._beat(len(self.items))

    def done(self, cursor: str, marks: Mapping[str, str]) -> Gathered:
        """Everything, and where the next harvest begins."""
        return Gathered(self.items, cursor, marks, self._hash.hexdigest())
