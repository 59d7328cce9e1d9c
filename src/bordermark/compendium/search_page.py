"""From an address to a search and from its answer to a page: filters, facets with links, and what was done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from bordermark.compendium.search.documents import FACETS, Kind, SearchAnswer, SearchRequest, Sort
from bordermark.edtf import earliest, is_edtf, latest
from bordermark.languages import LANGUAGES

PAGE: Final = 20
DEEPEST: Final = 10_000
SORTS: Final[tuple[Sort, ...]] = ("relevance", "newest", "oldest", "title")
KINDS: Final[tuple[Kind, ...]] = ("instrument", "provision")
SHOWN: Final = ("record", "theme", "subtheme", "flow", "kind", "force", "strength", "status", "party", "body",
                "contributor", "scope", "region", "decade", "language", "checked")
"""Facets in the order of the page; each is a parameter of its name."""

OPEN: Final = frozenset({"record", "theme", "kind"})
"""Facets that stand open before anything is chosen."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks. Values that mean nothing are left out rather than refused: a link may be old."""

    text: str
    filters: Mapping[str, tuple[str, ...]]
    languages: tuple[str, ...]
    adopted_from: str
    adopted_until: str
    sort: Sort
    page: int

    def request(self, display: str, limit: int = PAGE) -> SearchRequest:
        """The request to the index; `display` is the reader's language."""
        filters = {facet: values for facet, values in self.filters.items() if facet != "record"}
        asked_kinds = self.filters.get("record", ())
        kinds = tuple(kind for kind in KINDS if kind in asked_kinds)
        return SearchRequest(
            text=self.text, filters=filters, languages=self.languages or None,
            adopted_from=_number(self.adopted_from, first=True),
            adopted_until=_number(self.adopted_until, first=False), sort=self.sort,
            offset=(self.page - 1) * PAGE if limit == PAGE else 0, limit=limit, kinds=kinds, display=display,
        )

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters that ask the same, without the page, in one order: one question has one address."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(facet, value) for facet in SHOWN for value in self.filters.get(facet, ())]
        pairs += [("look_in", code) for code in self.languages]
        pairs += [("adopted_from", self.adopted_from)] if self.adopted_from else []
        pairs += [("adopted_until", self.adopted_until)] if self.adopted_until else []
        return pairs + ([("sort", self.sort)] if self.sort != "relevance" else [])

    def link(self, *, page: int = 1, without: tuple[str, str] | None = None, plus: tuple[str, str] | None = None,
             **others: str) -> str:
        """The query of the same search changed: another page, a filter less or more."""
        pairs = [pair for pair in self.pairs() if pair != without and pair[0] not in others]
        pairs += ([plus] if plus else []) + list(others.items()) + ([("page", str(page))] if page > 1 else [])
        return "?" + urlencode(pairs)


def asked(query: Mapping[str, Sequence[str]]) -> Asked:
    """What a query string asks; `query` maps each parameter to its values."""
    def one(name: str) -> str:
        values = query.get(name, ())
        return values[-1].strip() if values else ""

    page, sort = one("page"), one("sort")
    return Asked(
        text=one("q")[:500].strip(),
        filters={facet: chosen[:50] for facet in FACETS
                 if (chosen := tuple(dict.fromkeys(value for value in query.get(facet, ()) if value)))},
        languages=tuple(code for code in LANGUAGES if code in query.get("look_in", ())),
        adopted_from=one("adopted_from") if is_edtf(one("adopted_from")) else "",
        adopted_until=one("adopted_until") if is_edtf(one("adopted_until")) else "",
        sort=next((name for name in SORTS if name == sort), "relevance"),
        page=min(int(page), DEEPEST // PAGE) if page.isdecimal() and len(page) < 6 and int(page) else 1,
    )


def _number(edtf: str, *, first: bool) -> int | None:
    day = earliest(edtf) if first else latest(edtf)
    return day.year * 10_000 + day.month * 100 + day.day if day else None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet, how many matches carry it, and the search with it chosen or dropped."""

    value: str
    label: str
    count: int
    selected: bool
    link: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its values, the chosen first, then the most frequent (decades: the latest)."""

    name: str
    open: bool
    values: Sequence[FacetValue]


def _rank(facet: str, one: FacetValue) -> int:
    return int(one.value) if facet == "decade" and one.value.isdecimal() else one.count


def facets(found: SearchAnswer, question: Asked, label: Callable[[str, str], str]) -> list[Facet]:
    """Every facet that can still divide the matches or is chosen. `label` has words for a facet's value."""
    made = []
    for name in SHOWN:
        counts = found.facets.get(name, ())
        values = [
            FacetValue(
                one.value, label(name, one.value), one.number, one.selected,
                question.link(without=(name, one.value)) if one.selected
                else question.link(plus=(name, one.value)),
            )
            for one in counts if one.number or one.selected
        ]
        values.sort(key=lambda one: (not one.selected, -_rank(name, one), one.label))
        if len(values) > 1 or any(one.selected for one in values):
            chosen = any(one.selected for one in values)
            made.append(Facet(name, chosen or name in OPEN, values))
    return made
