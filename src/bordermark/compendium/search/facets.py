"""Counting every facet over every match, at once.

A column of the index holds a record's whole set of values of a facet (or of several small facets) as one short
code, so tantivy counts a few hundred distinct sets in a dense, single-valued column, twenty times faster than it
counts a multi-valued one; the sets are taken apart here. Every record has a code in every column, the empty set
included, for a column with gaps is three times slower. What the codes stand for is read when the index is opened.

A facet's own selection does not narrow its own counts: within a facet values widen, so the reader must see what
each further value would add.
"""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from operator import itemgetter
from typing import Any, overload

import numpy as np
import tantivy
from tantivy import Query

from bordermark.compendium.search.documents import FACETS, FacetCount
from bordermark.compendium.search.matching import all_of, any_of

COLUMNS: dict[str, tuple[str, ...]] = {
    "form": ("record", "force", "checked", "strength"),
    "state": ("status", "scope", "decade"),
    "theme": ("theme",), "subtheme": ("subtheme",), "flow": ("flow",), "kind": ("kind",), "body": ("body",),
    "contributor": ("contributor",), "region": ("region",), "language": ("language",), "party": ("party",),
}  # fmt: skip
"""The facets each column holds. Facets of few values share one: their combinations stay few, and a column less is
a tenth of the time less."""

MAX_SETS = 100_000
"""Distinct sets of one column counted at most; far above what the compendium has."""

LARGE = 50_000
"""Records from which on counting in other threads gains more than starting them costs."""

_POOL = ThreadPoolExecutor(2, thread_name_prefix="facets")
_COLUMN_OF = {facet: column for facet in FACETS for column, held in COLUMNS.items() if facet in held}
_SHORT = 12
_VALUE, _FACET, _PART = "\x1f", "\x1d", "\x1e"

_KEY, _NUMBER = itemgetter("key"), itemgetter("doc_count")

Values = Mapping[str, Iterable[str]]
"""A record's values, by facet."""


def code(column: str, values: Values) -> tuple[str, str]:
    """The code of a record's values in a column, and the entry by which the index lists what the code stands for."""
    return _code(column, _FACET.join(_VALUE.join(sorted(set(values.get(facet, ())))) for facet in COLUMNS[column]))


@lru_cache(maxsize=10_000)
def _code(column: str, joined: str) -> tuple[str, str]:
    """The values themselves if they are short, else a hash of them."""
    key = joined
    if len(joined) > _SHORT or joined.startswith("#"):
        key = "#" + base64.b64encode(hashlib.blake2b(joined.encode(), digest_size=9).digest()).decode()
    return key, _PART.join((column, key, joined))


class FacetCounts(Sequence[FacetCount]):
    """A facet's counts by falling count, then by value; each is made a FacetCount when it is looked at."""

    def __init__(self, values: list[str], numbers: list[int], selected: tuple[str, ...]) -> None:
        missing = [value for value in selected if value not in values] if selected else []
        self._values = values + missing
        self._numbers = numbers + [0] * len(missing)
        self._selected = frozenset(selected)

    def __len__(self) -> int:
        return len(self._values)

    @overload
    def __getitem__(self, at: int) -> FacetCount: ...
    @overload
    def __getitem__(self, at: slice) -> list[FacetCount]: ...
    def __getitem__(self, at: int | slice) -> FacetCount | list[FacetCount]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        value = self._values[at]
        return FacetCount(value, self._numbers[at], value in self._selected)

    def as_dict(self) -> dict[str, int]:
        """The counts by value."""
        return dict(zip(self._values, self._numbers, strict=True))


class FacetColumn:
    """A column's sets (rows) and the numbers of the values in each; a facet's values have neighbouring numbers."""

    def __init__(self, column: str, sets: Mapping[str, str]) -> None:
        pairs = [_pairs(column, joined) for joined in sets.values()]
        ordered = sorted({pair for row in pairs for pair in row})
        number = {pair: i for i, pair in enumerate(ordered)}
        self._values = [value for _, value in ordered]
        self._row = {key: i for i, key in enumerate(sets)}
        self._lengths = np.array([len(row) for row in pairs], dtype=np.int64)
        self._flat = np.array([number[pair] for row in pairs for pair in row], dtype=np.int64)
        self._spans = {}
        for facet in COLUMNS[column]:
            held = [i for i, (name, _) in enumerate(ordered) if name == facet]
            self._spans[facet] = (held[0], held[-1] + 1) if held else (0, 0)

    def totals(self, buckets: list[Any]) -> Any:
        """The number of records that have each value (array over value numbers), from the counts of sets."""
        weights = np.zeros(len(self._row))
        weights[list(map(self._row.__getitem__, map(_KEY, buckets)))] = list(map(_NUMBER, buckets))
        return np.bincount(self._flat, np.repeat(weights, self._lengths), len(self._values)).astype(np.int64)

    def counts(self, facet: str, totals: Any, selected: tuple[str, ...]) -> FacetCounts:
        """One facet's share of the totals."""
        start, end = self._spans[facet]
        mine = totals[start:end]
        order = np.argsort(-mine, kind="stable")[: int(np.count_nonzero(mine))]
        values = self._values[start:end]
        return FacetCounts([values[i] for i in order.tolist()], mine[order].tolist(), selected)


def _pairs(column: str, joined: str) -> list[tuple[str, str]]:
    parts = zip(COLUMNS[column], joined.split(_FACET), strict=True)
    return [(facet, value) for facet, part in parts if part for value in part.split(_VALUE)]


class Facets:
    """The facets of one opened index."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema) -> None:
        sets: dict[str, dict[str, str]] = defaultdict(dict)
        for term, _ in searcher.terms_with_prefix("sets", ""):
            column, key, joined = term.split(_PART)
            sets[column][key] = joined
        self._schema = schema
        self._columns = {column: FacetColumn(column, sets[column]) for column in COLUMNS}

    def narrowed(self, facet: str, values: tuple[str, ...]) -> Query:
        """Records that carry any of the values, without any score of their own."""
        terms = [Query.term_query(self._schema, "filter", f"{facet}={v}", index_option="basic") for v in values]
        return Query.const_score_query(any_of(terms) or Query.empty_query(), 0.0)

    def begin(
        self, searcher: tantivy.Searcher, matching: Iterable[Query], filters: Mapping[str, tuple[str, ...]]
    ) -> Callable[[], dict[str, FacetCounts]]:
        """Begin to count every facet over the records that match all of ``matching`` and the filters.

        Returns the function that gives the counts. In a LARGE index they are counted by other threads, side by
        side, while the hits are made ready: tantivy counts without holding Python's lock.
        """
        run = _POOL.submit if searcher.num_docs >= LARGE else _at_once
        narrow = {facet: self.narrowed(facet, values) for facet, values in filters.items()}
        free = tuple(column for column, held in COLUMNS.items() if not narrow.keys() >= set(held))
        begun = {"": run(self._totals, searcher, [*matching, *narrow.values()], free)}
        for facet in narrow:
            others = [query for name, query in narrow.items() if name != facet]
            begun[facet] = run(self._totals, searcher, [*matching, *others], (_COLUMN_OF[facet],))

        def finish() -> dict[str, FacetCounts]:
            totals = {facet: counted.result() for facet, counted in begun.items()}
            counts: dict[str, FacetCounts] = {}
            for facet, column in _COLUMN_OF.items():
                mine = totals.get(facet, totals[""])[column]
                counts[facet] = self._columns[column].counts(facet, mine, filters.get(facet, ()))
            return counts

        return finish

    def _totals(self, searcher: tantivy.Searcher, queries: list[Query], columns: tuple[str, ...]) -> dict[str, Any]:
        if not columns:
            return {}
        request = {column: {"terms": {"field": f"set_{column}", "size": MAX_SETS}} for column in columns}
        answer = searcher.aggregate(all_of(queries) if queries else Query.all_query(), request)
        return {column: self._columns[column].totals(answer[column]["buckets"]) for column in columns}


def _at_once(count: Callable[..., dict[str, Any]], *arguments: Any) -> Future[dict[str, Any]]:
    """What a pool's ``submit`` does, done here and now."""
    done: Future[dict[str, Any]] = Future()
    done.set_result(count(*arguments))
    return done
