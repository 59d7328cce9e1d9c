"""Opportunities in the Harmonized System: controlled chemicals that hide in residual subheadings. Pure.

A subheading called "other" tells nothing of a controlled chemical inside it. Editions 2012 to 2022 gave many such
chemicals a subheading of their own; this finds those that still have none, and what a next edition might split off.
"""

from collections import defaultdict
from dataclasses import dataclass

from bordermark.screening.lists import UNCONTROLLED, Lists
from bordermark.screening.precedents import Precedent, beside, precedents
from bordermark.screening.records import EntryRecord, HsLinkRecord, ListRecord
from bordermark.vocabulary.hs.codes import EDITIONS, LATEST, Edition
from bordermark.vocabulary.hs.correlation import convert
from bordermark.vocabulary.hs.nomenclature import tree


@dataclass(frozen=True, slots=True)
class Hidden:
    """A chemical that hides in a residual subheading: its CAS number, a title, the entries that list it.

    `links` say that it is classified there; `verified` is false while each of them is somebody's own reading.
    """

    cas: str
    title: str
    entries: tuple[EntryRecord, ...]
    lists: tuple[ListRecord, ...]
    links: tuple[HsLinkRecord, ...]

    @property
    def verified(self) -> bool:
        return any(link.checked for link in self.links)


@dataclass(frozen=True, slots=True)
class Opportunity:
    """A residual subheading with the controlled chemicals in it, those on most lists first.

    `families` are entries without a CAS number that reach into it; `taken_out` the subheadings that the last
    edition made of goods that were in it before; `precedents` those made for listed chemicals beside it.
    """

    code: str
    hidden: tuple[Hidden, ...]
    families: tuple[EntryRecord, ...]
    taken_out: tuple[str, ...]
    precedents: tuple[Precedent, ...] = ()


def opportunities(lists: Lists, edition: Edition = LATEST) -> list[Opportunity]:
    """Every residual subheading of an edition with controlled chemicals, that with most of them first.

    Lists that only advise caution are left out: what they name is not controlled as such.
    """
    chemicals: dict[str, dict[str, list[HsLinkRecord]]] = defaultdict(lambda: defaultdict(list))
    families: dict[str, list[EntryRecord]] = defaultdict(list)
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
                chemicals[code][cas].append(link)
    found = [
        Opportunity(code, _hidden(some, lists), tuple(families[code]), taken_out(code, edition),
                    beside(code, precedents(lists)))
        for code, some in chemicals.items()
    ]
    return sorted(found, key=lambda one: (-len(one.hidden), one.code))


def _hidden(some: dict[str, list[HsLinkRecord]], lists: Lists) -> tuple[Hidden, ...]:
    found = []
    for cas, links in some.items():
        entries = [lists.entries[link.entry] for link in links]
        on = {entry.list: lists.list_of(entry) for entry in entries}
        found.append(Hidden(cas, entries[0].title, tuple(entries), tuple(on.values()), tuple(links)))
    return tuple(sorted(found, key=lambda one: (-len(one.lists), not one.verified, one.title.casefold())))


def taken_out(code: str, edition: Edition) -> tuple[str, ...]:
    """Subheadings of an edition that hold goods which were under `code` in the edition before it."""
    at = EDITIONS.index(edition)
    if at == 0 or code not in tree(EDITIONS[at - 1]):
        return ()
    return tuple(one for one in convert(code, EDITIONS[at - 1], edition).codes if one != code)
