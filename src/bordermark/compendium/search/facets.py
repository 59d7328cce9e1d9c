"""Counting every facet over every match, at once.

Each facet is one column that holds a record's whole set of values (``schema``), so tantivy counts sets, a few
hundred distinct ones, and the sets are taken apart here. A facet's own selection does not narrow its own counts:
within a facet values widen, so the reader must see what each further value would add.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import tantivy
from tantivy import Occur, Query

from bordermark.compendium.search.documents import FACETS, FacetCount
from bordermark.compendium.search.matching import all_of
from bordermark.compendium.search.schema import SEPARATOR, schema

MAX_SETS = 100_000
"""Distinct sets of one facet counted at most; far above what the compendium has."""


def filter_query(facet: str, values: tuple[str, ...]) -> Query:
    """Records that carry any of the values, without any score of their own."""
    terms = [Query.term_query(schema(), "filter", f"{facet}={value}", index_option="basic") for value in values]
    query = terms[0] if len(terms) == 1 else Query.boolean_query([(Occur.Should, term) for term in terms])
    return Query.const_score_query(query, 0.0)


def count(
    searcher: tantivy.Searcher, matching: list[Query], filters: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[FacetCount, ...]]:
    """The counts of every facet over the records that match all of ``matching`` and the filters.

    A facet's values come by falling count, then by value; a selected value without a match is there with 0.
    """
    narrow = {facet: filter_query(facet, values) for facet, values in filters.items() if values}
    sets = _aggregate(searcher, [*matching, *narrow.values()], [facet for facet in FACETS if facet not in narrow])
    for facet in narrow:
        others = [query for name, query in narrow.items() if name != facet]
        sets |= _aggregate(searcher, [*matching, *others], [facet])
    return {facet: _counts(sets.get(facet, []), filters.get(facet, ())) for facet in FACETS}


def _aggregate(searcher: tantivy.Searcher, queries: list[Query], facets: list[str]) -> dict[str, list[Any]]:
    if not facets:
        return {}
    request = {facet: {"terms": {"field": f"set_{facet}", "size": MAX_SETS}} for facet in facets}
    answer = searcher.aggregate(all_of(queries) if queries else Query.all_query(), request)
    return {facet: answer[facet]["buckets"] for facet in facets}


def _counts(buckets: list[Any], selected: tuple[str, ...]) -> tuple[FacetCount, ...]:
    totals: dict[str, int] = dict.fromkeys(selected, 0)
    for bucket in buckets:
        number = bucket["doc_count"]
        for value in members(bucket["key"]):
            totals[value] = totals.get(value, 0) + number
    ranked = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    return tuple([FacetCount(value, number, value in selected) for value, number in ranked])


@lru_cache(maxsize=50_000)
def members(key: str) -> tuple[str, ...]:
    """The values in a set column's string."""
    return tuple(key.split(SEPARATOR))
