"""What earlier editions of the Harmonized System already took out of wider subheadings for a convention. Pure."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from bordermark.screening.lists import UNCONTROLLED, Lists
from bordermark.screening.records import EntryRecord
from bordermark.vocabulary.hs.codes import EDITIONS, LATEST, Edition
from bordermark.vocabulary.hs.correlation import convert

CONVENTION = "cwc-1993"
"""The instrument whose chemicals the editions of 2012 to 2022 gave subheadings of their own."""


@dataclass(frozen=True, slots=True)
class Precedent:
    """A subheading that an edition made for goods that are listed, and the subheadings in which they were before.

    `code` is as the latest edition has it; `made` the edition that made it, perhaps under another number.
    """

    code: str
    made: Edition
    out_of: tuple[str, ...]
    entries: tuple[EntryRecord, ...]


@lru_cache(maxsize=2)
def precedents(lists: Lists, instrument: str = CONVENTION) -> tuple[Precedent, ...]:
    """Splits made for what an instrument lists, by code: only where the text of the subheading names the goods."""
    named: dict[str, list[EntryRecord]] = defaultdict(list)
    for (edition, code), links in lists.by_code.items():
        for link in links:
            entry = lists.entries[link.entry]
            if (edition == LATEST and link.basis == "text" and link.relation != "residual"
                    and entry.kind not in UNCONTROLLED and lists.list_of(entry).instrument == instrument):
                named[code].append(entry)
    found = []
    for code, entries in sorted(named.items()):
        if split := made_in(code):
            found.append(Precedent(code, *split, tuple(entries)))
    return tuple(found)


def made_in(code: str) -> tuple[Edition, tuple[str, ...]] | None:
    """The edition that made a subheading of the latest one, and those of the edition before that had its goods.

    None when it is as old as the first edition. A mere change of number is followed back.
    """
    for later, earlier in zip(reversed(EDITIONS), reversed(EDITIONS[:-1]), strict=False):
        move = convert(code, later, earlier)
        if move.kind != "same":
            return later, move.codes
        code = move.codes[0]
    return None


def beside(code: str, some: Collection[Precedent]) -> tuple[Precedent, ...]:
    """Those within the heading of a code: the likeliest models for a split of it."""
    return tuple(one for one in some if one.code[:4] == code[:4] or any(old[:4] == code[:4] for old in one.out_of))
