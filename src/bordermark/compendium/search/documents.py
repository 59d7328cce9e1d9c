"""The values that travel between the database, the index and the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Kind = Literal["instrument", "provision"]
Sort = Literal["relevance", "newest", "oldest", "title"]

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
"""The languages the index holds a field for, in the order in which an answer lists them."""

FACETS = (
    "record", "theme", "subtheme", "flow", "kind", "force", "status", "body", "contributor",
    "scope", "region", "decade", "language", "checked", "party", "strength",
)  # fmt: skip
"""Every facet counted with every answer. ``record`` (instrument or provision) is filled by the index."""


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One record as the index sees it.

    ``titles`` and ``texts`` (the abstract, or the words of a provision) by language; a language without text is
    left out. ``labels`` are the words of the record's vocabulary terms, by language: searched, not shown.
    ``context`` is what a provision stands in (its instrument's title), by language: searched at the weight of
    text, so that provisions do not crowd out their own instrument. ``names`` are short titles, symbols, acronyms
    and aliases in any language. ``facets`` maps a facet to its values. ``adopted`` is the earliest day the date
    can mean, as the number yyyymmdd, or None where it is not known.
    """

    id: str
    kind: Kind
    instrument: str
    titles: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    context: Mapping[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    adopted: int | None = None


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A question. Values of one facet widen each other, different facets narrow each other.

    ``languages`` None looks in every language. ``adopted_from`` and ``adopted_until`` are yyyymmdd, both
    included; asking for either leaves out records without a date. ``display`` is the reader's language: titles
    come in it where they exist. ``sort`` by relevance without text means newest first.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    languages: tuple[str, ...] | None = None
    adopted_from: int | None = None
    adopted_until: int | None = None
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 10
    kinds: tuple[Kind, ...] = ()
    display: str = "en"


class Piece(NamedTuple):
    """A stretch of text, and whether it is what was searched for. Plain text: escape it when it becomes HTML."""

    text: str
    is_match: bool


class Reason(NamedTuple):
    """Why a record was found: ``where`` is symbol, title, name, text, context or label."""

    where: str
    language: str | None
    words: tuple[str, ...]


class FacetCount(NamedTuple):
    """The number of matches that carry a facet's value, not counting the facet's own selection against it."""

    value: str
    number: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found. ``snippets`` holds a stretch of text in the language that matched: the reader's, if it did."""

    id: str
    kind: Kind
    instrument: str
    score: float
    title: str
    title_language: str
    title_snippet: tuple[Piece, ...]
    snippets: Mapping[str, tuple[Piece, ...]]
    matched_languages: tuple[str, ...]
    why: tuple[Reason, ...]


class Correction(NamedTuple):
    """A word nobody wrote, and the words that were searched for in its place, best first."""

    word: str
    taken_as: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The answer to a request, with what was done to the question on the way.

    ``languages`` are those looked in. ``corrections`` are the words taken for misspelt and ``corrected`` the
    question as it was understood, or None. ``ignored`` are words too common to search for. ``relaxed`` is None,
    or (k, n): no record has all n words, so those with at least k of them are shown. ``synonyms`` are
    expressions looked for beside what was typed.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Sequence[FacetCount]]
    languages: tuple[str, ...]
    corrections: tuple[Correction, ...] = ()
    corrected: str | None = None
    ignored: tuple[str, ...] = ()
    relaxed: tuple[int, int] | None = None
    synonyms: tuple[str, ...] = ()
