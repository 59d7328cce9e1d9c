"""The register of what is translated: rooms say here how the texts of their records are read and kept in a language."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from bordermark.contributions.translations.rendered import Rendered
from bordermark.pack import Record

Keys = Collection[str] | None
"""Keys of records; None for all of a type."""


@dataclass(frozen=True, slots=True)
class Translatable:
    """How the texts of one type of record are translated.

    `read` gives them in a language, by key; `write` the records, with their types, that hold a translation: it is
    given only what has all the texts that it requires.
    """

    type: str
    read: Callable[[str, Keys], Iterable[Rendered]]
    write: Callable[[Rendered], Iterable[tuple[str, Record]]]


_held: dict[str, Translatable] = {}


def register(*some: Translatable) -> None:
    """Make known how types of record are translated."""
    for one in some:
        _held[one.type] = one


def translatable(name: str) -> Translatable:
    """How a type of record is translated. Raises KeyError when nobody has said."""
    return _held[name]


def translatables() -> tuple[Translatable, ...]:
    """All types that are translated, in the order in which they were registered."""
    return tuple(_held.values())
