"""The control lists as plain values: for the engine, for pages, and as a library without a database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import TypeVar, cast

from bordermark.edtf import earliest, latest
from bordermark.errors import RefusedInput
from bordermark.pack import Record, missing_references, read_rows
from bordermark.screening.records import DATA, TABLES, EntryRecord, HsLinkRecord, ListRecord, NameRecord
from bordermark.vocabulary.hs.codes import Edition

UNCONTROLLED = frozenset({"exempt", "look-alike"})
"""Kinds of entries that say what is *not* controlled."""


@dataclass(frozen=True, eq=False)
class Lists:
    """Control lists with their entries, names and links, in the order of the lists; compared by identity.

    `names` and `links` have a key for every entry. Names hold for every entry with the same CAS numbers: those
    of its fellows are among an entry's names.
    """

    lists: Mapping[str, ListRecord]
    entries: Mapping[str, EntryRecord]
    names: Mapping[str, Sequence[NameRecord]]
    links: Mapping[str, Sequence[HsLinkRecord]]

    def list_of(self, entry: EntryRecord) -> ListRecord:
        """The list on which an entry stands."""
        return self.lists[entry.list]

    def provision_of(self, entry: EntryRecord) -> str:
        """Id of the provision that names an entry; empty when it is not known."""
        return entry.provision or self.lists[entry.list].provision

    def entries_of(self, key: str) -> list[EntryRecord]:
        """The entries of one list, in its order."""
        return [entry for entry in self.entries.values() if entry.list == key]

    def fellows(self, entry: EntryRecord) -> list[EntryRecord]:
        """The other entries with the same CAS numbers."""
        some = self.by_cas.get(entry.cas[0], ()) if entry.cas else ()
        return [one for one in some if one.cas == entry.cas and one.id != entry.id]

    @cached_property
    def by_cas(self) -> Mapping[str, tuple[EntryRecord, ...]]:
        """Entries by CAS number."""
        return _grouped((number, entry) for entry in self.entries.values() for number in entry.cas)

    @cached_property
    def by_code(self) -> Mapping[tuple[Edition, str], tuple[HsLinkRecord, ...]]:
        """Links by edition and six-digit code."""
        return _grouped(((link.edition, link.code), link) for some in self.links.values() for link in some)


def lists_of(
    lists: Iterable[ListRecord], entries: Iterable[EntryRecord], names: Iterable[NameRecord],
    links: Iterable[HsLinkRecord], as_at: date | None = None,
) -> Lists:
    """Put records together; with a day, only the lists and entries that held on it.

    A date that is not known, or too coarsely to tell, leaves nothing out. What names an entry or a list that
    is not there is left out.
    """
    kept = {one.id: one for one in lists if _held(one.from_, one.until, as_at)}
    places = {key: place for place, key in enumerate(kept)}
    listed = [one for one in entries if one.list in kept and _held(one.from_, one.until, as_at)]
    listed.sort(key=lambda one: (places[one.list], one.position))
    own = _grouped((name.entry, name) for name in names)
    linked = _grouped((link.entry, link) for link in links)
    fellows = _grouped((entry.cas, entry.id) for entry in listed if entry.cas)
    named = {}
    for entry in listed:
        others = (key for key in fellows.get(entry.cas, ()) if key != entry.id)
        shared = [*own.get(entry.id, ()), *(name for key in others for name in own.get(key, ()))]
        named[entry.id] = tuple({(one.language, one.name.casefold()): one for one in reversed(shared)}.values())[::-1]
    return Lists(kept, {one.id: one for one in listed}, named,
                 {one.id: linked.get(one.id, ()) for one in listed})


def load_lists(as_at: date | None = None) -> Lists:
    """The bundled lists, as they stood on a day, or all that is known of them when no day is given.

    Raises RefusedInput with everything that is wrong in the files.
    """
    lists, entries, names, links = _bundled()
    return lists_of(lists, entries, names, links, as_at)


Bundled = tuple[list[ListRecord], list[EntryRecord], list[NameRecord], list[HsLinkRecord]]


@cache
def _bundled() -> Bundled:
    rows, findings = {}, []
    for table in TABLES:
        rows[table.type], wrong = read_rows(DATA / table.file, table.record)
        findings += wrong
    elsewhere = {"instrument", "provision"}
    findings += [one for one in missing_references(rows, {}) if not any(one.expected.endswith(f" {name}")
                 for name in elsewhere)]
    if findings:
        raise RefusedInput(findings)
    return cast(Bundled, tuple([row.record for row in rows[table.type]] for table in TABLES))


def _held(first: str, last: str, day: date | None) -> bool:
    if day is None:
        return True
    begins, ends = earliest(first), latest(last)
    return (begins is None or begins <= day) and (ends is None or ends >= day)


K = TypeVar("K")
V = TypeVar("V", bound=Record | str)


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}
