"""Turning pages by key, not by number: a record that is added or withdrawn shifts no page. Pure.

A cursor holds the key of the last record seen; the next page is what sorts after it. So every record that stands
throughout comes exactly once, in order, whatever is inserted meanwhile.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bordermark.publishing.problems import BadParameter, UnusableParameters

T = TypeVar("T")


class UnreadableCursor(UnusableParameters):
    """A cursor that no page gave out."""

    def __init__(self, cursor: str) -> None:
        super().__init__([BadParameter("cursor", cursor, "the `next` of a page of this list in this order, or none")])


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some records in order, and the cursor of the page after them; None on the last page."""

    items: Sequence[T]
    next: str | None


def encode(order: str, key: Sequence[str | int]) -> str:
    """The cursor for what follows `key` in the order of that name."""
    text = json.dumps([order, *key], ensure_ascii=False, separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(cursor: str, order: str, types: Sequence[type]) -> tuple[str | int, ...]:
    """The key in a cursor. Raises UnreadableCursor unless it is of this order and its key of these types."""
    try:
        text = urlsafe_b64decode((cursor + "=" * (-len(cursor) % 4)).encode("ascii")).decode()
        parts = json.loads(text)
    except ValueError as error:  # of base64, of UTF-8, of JSON
        raise UnreadableCursor(cursor) from error
    if not isinstance(parts, list) or len(parts) != 1 + len(types) or parts[0] != order:
        raise UnreadableCursor(cursor)
    if any(type(part) is not wanted for part, wanted in zip(parts[1:], types, strict=True)):
        raise UnreadableCursor(cursor)
    if not "".join(part for part in parts if isinstance(part, str)).isprintable():  # no half characters, no NUL
        raise UnreadableCursor(cursor)
    return tuple(parts[1:])


def page_of(items: Sequence[T], size: int, order: str, key: Callable[[T], Sequence[str | int]]) -> Page[T]:
    """The page made of the first `size` of `items`, which begin after the cursor; one more tells that there is more."""
    shown = items[:size]
    return Page(shown, encode(order, key(shown[-1])) if shown and len(items) > size else None)
