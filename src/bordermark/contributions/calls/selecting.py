"""Which records a call means: those of the body that is asked, within the theme and the region of the call. Pure.

Whose a record is, is read off what it refers to: the body itself; what names it (as contributor, adopter, party,
member); and the parts of such a record, whose key begins with its key.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bordermark.pack import Record, Reference


@dataclass(frozen=True)
class Selection:
    """What is asked of whom: the type and key of the body, and concepts (such as ``theme:theme-1``) or none."""

    body: tuple[str, str]
    concepts: tuple[str, ...] = ()

    @cached_property
    def _schemes(self) -> dict[str, str]:
        return {one.partition(":")[0]: one for one in self.concepts}

    def chosen(self, name: str, records: Iterable[Record], whole: Callable[[str, str], Record | None]) -> Iterator[str]:
        """Keys of the records of a type that are meant; `whole` gives a record by type and key."""
        for record in records:
            wholes = [found for one in parents(record) if (found := whole(one.type, one.key))]
            own = (name, record.key) == self.body or any(map(self._names_body, (record, *wholes)))
            if own and all(self._fits(scheme, key, (record, *wholes)) for scheme, key in self._schemes.items()):
                yield record.key

    def _names_body(self, record: Record) -> bool:
        return any((one.type, one.key) == self.body for one in record.references())

    def _fits(self, scheme: str, wanted: str, records: Sequence[Record]) -> bool:
        """Whether one of these names the concept; where none names any of its scheme, the scheme has no say."""
        named = [one.key for record in records for one in record.references()
                 if one.type == "concept" and one.key.startswith(f"{scheme}:")]
        return not named or wanted in named


def parents(record: Record) -> list[Reference]:
    """The records of which this one is a part."""
    return [one for one in record.references() if one.type != "concept"
            and record.key.startswith(one.key) and record.key[len(one.key) : len(one.key) + 1] in (".", ":", "-")]
