"""What is controlled under a code of the Harmonized System, in any edition, and by which list. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from bordermark.screening.lists import UNCONTROLLED, Lists
from bordermark.screening.records import EntryRecord, HsLinkRecord, ListRecord
from bordermark.vocabulary.hs.codes import Edition
from bordermark.vocabulary.hs.correlation import Kind, convert
from bordermark.vocabulary.hs.nomenclature import tree


@dataclass(frozen=True, slots=True)
class Control:
    """That an entry is classified under a code.

    `kind` is ``same`` when the link was read in the edition asked for. Otherwise the link is to another edition and
    reached by a conversion of this kind: where that is ``split`` or ``partial``, some goods of the code are not
    those of the link, whatever its relation says.
    """

    entry: EntryRecord
    list: ListRecord
    link: HsLinkRecord
    kind: Kind

    @property
    def certain(self) -> bool:
        """Whether the code alone tells: all its goods go to a subheading that holds goods of the list only."""
        return self.link.relation == "whole" and self.kind in ("same", "merge")


_RELATIONS = ("whole", "part", "residual")


def controlled_under(code: str, edition: Edition, lists: Lists) -> list[Control]:
    """Every entry linked to a code or to one below it, the surest first.

    A code of an edition without links is converted, subheading by subheading, to every edition with links: all
    candidates are followed, and each result keeps the kind of its conversion.
    """
    found = [Control(lists.entries[link.entry], lists.lists[lists.entries[link.entry].list], link, kind)
             for link, kind in _links(code, edition, lists)]
    found = [one for one in found if one.entry.kind not in UNCONTROLLED]
    return sorted(found, key=lambda one: (not one.certain, _RELATIONS.index(one.link.relation), one.link.code,
                                          one.list.id, one.entry.position))


def _links(code: str, edition: Edition, lists: Lists) -> Iterator[tuple[HsLinkRecord, Kind]]:
    for year in {year for year, _ in lists.by_code}:
        reached: dict[str, Kind] = {}
        for one in tree(edition).subheadings(code):
            found = convert(one, edition, year)
            for other in found.codes:
                if (year, other) in lists.by_code:
                    reached[other] = min(reached.get(other, found.kind), found.kind, key=_SUREST.index)
        for other, kind in reached.items():
            yield from ((link, kind) for link in lists.by_code[year, other])


_SUREST: tuple[Kind, ...] = ("same", "merge", "split", "partial", "none")
