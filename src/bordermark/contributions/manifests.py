"""What an edition holds, as a list of content hashes, and how two such lists differ. Pure.

A manifest names every record by type, key and the SHA-256 of its canonical JSON, in canonical order: by type, then
by key, each compared by code point (which is the order of their bytes in UTF-8), so that no database's collation has
a say. Its bytes are JSON Lines, one ``["type","key","digest"]`` a line without spaces, in UTF-8, each line ended by a
line feed. The SHA-256 of these bytes is the digest of the edition.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

Kind = Literal["added", "changed", "withdrawn"]
"""What became of a record between two manifests."""


class Entry(NamedTuple):
    """One record: its type, its key within the type, the SHA-256 of its canonical JSON in hexadecimal."""

    type: str
    key: str
    digest: str


@dataclass(frozen=True)
class Manifest:
    """All records of a state, in canonical order."""

    entries: tuple[Entry, ...] = ()

    @cached_property
    def content(self) -> bytes:
        """The manifest as a file: what the digest is taken of."""
        lines = (json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in self.entries)
        return "".join(f"{line}\n" for line in lines).encode()

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the content, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def counts(self) -> Mapping[str, int]:
        """How many records of each type."""
        return Counter(one.type for one in self.entries)


NOTHING = Manifest()
"""The manifest of a database without records; it stands before the first edition."""


def manifest_of(digests: Mapping[tuple[str, str], str]) -> Manifest:
    """The manifest of these digests by type and key."""
    return Manifest(tuple(Entry(*name, digests[name]) for name in sorted(digests)))


class Differing(NamedTuple):
    """A record that is not the same in two manifests: its digest in each, empty where it is not held."""

    type: str
    key: str
    before: str
    after: str

    @property
    def kind(self) -> Kind:
        """What became of it."""
        if not self.before:
            return "added"
        return "changed" if self.after else "withdrawn"


def difference(before: Manifest, after: Manifest) -> tuple[Differing, ...]:
    """The records that were added, changed or withdrawn between two manifests, in canonical order."""
    old, new = _digests(before.entries), _digests(after.entries)
    found = (Differing(*name, old.get(name, ""), new.get(name, "")) for name in sorted(old.keys() | new.keys()))
    return tuple(one for one in found if one.before != one.after)


def _digests(entries: Iterable[Entry]) -> dict[tuple[str, str], str]:
    return {(one.type, one.key): one.digest for one in entries}
