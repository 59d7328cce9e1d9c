"""The chain of the audit log: each entry carries the hash of the one before, so that no change goes unseen.

Pure. What a chain shows: an entry that was changed, removed, added or moved anywhere before its end. What it cannot
show alone: that entries were cut off its end, or that the whole was written anew. For that, keep the head (number and
hash of the last entry) somewhere else, and verify against it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final

START: Final = "0" * 64
"""What the first entry names as the hash before it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: who did what to which object at what moment (ISO 8601, UTC, microseconds), with details."""

    n: int
    at: str
    person: str
    action: str
    kind: str
    object: str
    details: Mapping[str, Any]
    previous: str
    hash: str

    def line(self) -> str:
        """The entry as a line of JSON Lines."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain; written ``n:hash``."""

    n: int
    hash: str

    def __str__(self) -> str:
        return f"{self.n}:{self.hash}"

    @classmethod
    def read(cls, text: str) -> "Head":
        """A head as written. Raises ValueError with what was expected."""
        n, _, hashed = text.strip().partition(":")
        if not n.isdecimal() or len(hashed) != 64:
            raise ValueError(f"found {text!r}, expected a number, a colon and 64 hexadecimal digits")
        return cls(int(n), hashed)


EMPTY: Final = Head(0, START)


def moment(at: datetime) -> str:
    """A moment as entries write it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def link(
    head: Head, at: datetime, person: str, action: str, kind: str, thing: str, details: Mapping[str, Any]
) -> Entry:
    """The entry that follows a head."""
    made = Entry(head.n + 1, moment(at), person, action, kind, thing, details, head.hash, "")
    return Entry(made.n, made.at, person, action, kind, thing, details, head.hash, digest(made))


def digest(entry: Entry) -> str:
    """SHA-256, in hexadecimal, of an entry without its own hash, in canonical JSON."""
    content = [entry.n, entry.at, entry.person, entry.action, entry.kind, entry.object, entry.details, entry.previous]
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that does not hold in a chain, at entry `n`."""

    n: int
    found: str
    expected: str


def verify(entries: Iterable[Entry], end: Head, kept: Head | None = None) -> Iterator[Flaw]:
    """What does not hold in a chain read from its first entry on.

    `end` is where it should end; `kept` is a head that was noted at an earlier time.
    """
    last = EMPTY
    seen = kept is None or kept.n == 0
    for entry in entries:
        if entry.n != last.n + 1:
            yield Flaw(entry.n, f"entry {entry.n} after entry {last.n}", f"entry {last.n + 1}")
        if entry.previous != last.hash:
            yield Flaw(entry.n, f"previous hash {entry.previous}", f"{last.hash}, the hash of the entry before")
        if entry.hash != (hashed := digest(entry)):
            yield Flaw(entry.n, f"hash {entry.hash}", f"{hashed}, the hash of what the entry says")
        if kept and entry.n == kept.n:
            seen = True
            if entry.hash != kept.hash:
                yield Flaw(entry.n, f"hash {entry.hash}", f"{kept.hash}, which was kept elsewhere")
        last = Head(entry.n, entry.hash)
    if last != end:
        yield Flaw(end.n, f"an end at {last}", f"an end at {end}")
    if kept and not seen:
        yield Flaw(kept.n, f"an end at {last}", f"an entry {kept.n}, which was kept elsewhere")
