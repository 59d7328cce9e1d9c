"""Opportunities in the Harmonized System: controlled chemicals that hide in residual subheadings. Pure.

A subheading called "other" tells nothing of a controlled chemical inside it. Editions 2012 to 2022 gave many such
chemicals a subheading of their own; this finds those that still have none, and what a next edition might split off.
"""

from collections import defaultdict
from dataclasses import dataclass

from bordermark.screening.lists import UNCONTROLLED, Lists
from bordermark.screening.records import EntryRecord, ListRecord
from bordermark.vocabulary.hs.codes import EDITIONS, LATEST, Edition
from bordermark.vocabulary.hs.correlation import convert
from bordermark.vocabulary.hs.nomenclature import tree


@dataclass(frozen=True, slots=True)
class Hidden:
    """A chemical that hides in a residual subheading: its CAS number, a title, the entries that list it.

    `verified` is false while every link to the subheading is somebody's own reading.
    """

    cas: str
    title: str
    entries: tuple[EntryRecord, ...]
    lists: tuple[ListRecord, ...]
    verified: bool


@dataclass(frozen=True, slots=True)
class Opportunity:
    """A residual subheading with the controlled chemicals in it, those on most lists first.

    `families` are entries without a CAS number that reach into it; `taken_out` the subheadings that the last
    edition made of goods that were in it before, for precedent.
    """

    code: str
    hidden: tuple[Hidden, ...]
    families: tuple[EntryRecord, ...]
    taken_out: tuple[str, ...]


def opportunities(lists: Lists, edition: Edition = LATEST) -> list[Opportunity]:
    """Every residual subheading of an edition with controlled chemicals, that with most of them first.

    Lists that only advise caution are left out: what they name is not controlled as such.
    """
    chemicals: dict[str, dict[str, list[EntryRecord]]] = defaultdict(lambda: defaultdict(list))
    families: dict[str, list[EntryRecord]] = defaultdict(list)
    verified: set[tuple[str, str]] = set()
    for (year, code), links in lists.by_code.items():
        for link in links:
            entry = lists.entries[link.entry]
            if year != edition or link.relation != "residual" or entry.kind in UNCONTROLLED:
                continue
            if lists.list_of(entry).kind != "control":
                continue
            if entry.kind == "family":
                families[code].append(entry)
            for cas in entry.cas:
                chemicals[code][cas].append(entry)
                if link.checked:
                    verified.add((code, cas))
    found = [
        Opportunity(code, _hidden(some, {cas for at, cas in verified if at == code}, lists), tuple(families[code]),
                    taken_out(code, edition))
        for code, some in chemicals.items()
    ]
    return sorted(found, key=lambda one: (-len(one.hidden), one.code))


def _hidden(some: dict[str, list[EntryRecord]], verified: set[str], lists: Lists) -> tuple[Hidden, ...]:
    found = []
    for cas, entries in some.items():
        on = {entry.list: lists.list_of(entry) for entry in entries}
        found.append(Hidden(cas, entries[0].title, tuple(entries), tuple(on.values()), cas in verified))
    return tuple(sorted(found, key=lambda one: (-len(one.lists), not one.verified, one.title.casefold())))


def taken_out(code: str, edition: Edition) -> tuple[str, ...]:
    """Subheadings of an edition that hold goods which were under `code` in the edition before it."""
    at = EDITIONS.index(edition)
    if at == 0 or code not in tree(EDITIONS[at - 1]):
        return ()
    return tuple(one for one in convert(code, EDITIONS[at - 1], edition).codes if one != code)
