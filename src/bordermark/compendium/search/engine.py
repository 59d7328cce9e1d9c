"""Asking the index: a request goes in, a full answer comes out."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import tantivy
from tantivy import FieldType, Occur, Order, Query

from bordermark.compendium.search import analysis, query
from bordermark.compendium.search.dictionary import Dictionary
from bordermark.compendium.search.documents import (
    FACETS,
    LANGUAGES,
    Correction,
    SearchAnswer,
    SearchRequest,
)
from bordermark.compendium.search.hits import hit_of
from bordermark.compendium.search.index import Reading, SearchIndex
from bordermark.compendium.search.matching import Matcher, all_of, at_least, with_authority
from bordermark.compendium.search.query import Question, Slot
from bordermark.compendium.search.schema import META, UNDATED_LAST, schema
from bordermark.compendium.search.synonyms import Synonyms, bundled

MAX_LIMIT = 1000
"""Hits in one answer."""

MAX_CORRECTED = 6
"""Words of one question that are corrected."""

MOST = 0.6
"""The share of a question's words that a record must have once none has them all."""

_SORTS = {"newest": ("newest", Order.Desc), "oldest": ("oldest", Order.Asc), "title": ("by_title", Order.Asc)}


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to take a question: which records match, how they rank, how many words of how many are asked for.

    ``matching`` holds the words first; ``scoring`` stands in their place to rank. After the ``last`` plan none follows.
    """

    matching: tuple[Query, ...]
    scoring: Query | None
    relaxed: tuple[int, int] | None
    last: bool


class Searcher:
    """Answers requests from an index that may be shared by threads and may change underneath (``refresh``)."""

    def __init__(self, index: SearchIndex, synonyms: Synonyms | None = None) -> None:
        self._index = index
        self._synonyms = synonyms if synonyms is not None else bundled()
        self._schema = schema()

    def refresh(self) -> bool:
        """See what was committed since; True if anything was. Searches under way finish with what they began with."""
        return self._index.refresh()

    def warm(self) -> None:
        """Gather what the first question would otherwise wait for."""
        _dictionary(self._index.reading, LANGUAGES)
        self.search(SearchRequest("border"))

    def search(self, request: SearchRequest) -> SearchAnswer:
        """Answer a request. Any text is a question; what it cannot mean is left aside and said so.

        Raises ValueError for an unknown facet, language or sort, which no reader can cause by typing words.
        """
        languages = _languages(request)
        if request.sort not in ("relevance", *_SORTS):
            raise ValueError(f"There is no sort {request.sort}; there are relevance, {', '.join(_SORTS)}.")
        reading = self._index.reading
        searcher = reading.searcher
        matcher = Matcher(searcher, self._schema, languages)
        question = query.read(request.text, languages, self._synonyms, lambda key: matcher.has("symbol", key))
        question, corrections = _corrected(question, matcher, reading, languages)
        narrow = _filters(request)
        dates = _dates(request, self._schema)
        narrowing = [*dates, *(reading.facets.narrowed(facet, values) for facet, values in narrow.items())]
        for plan in _plans(question, matcher):
            counted = reading.facets.begin(searcher, [*plan.matching, *dates], narrow)
            found = _top(searcher, request, plan, narrowing)
            if found or plan.last or _any(searcher, plan.matching):
                break
        hits = tuple(hit_of(payload, score, matcher.wanted, request.display, question) for payload, score in found)
        counts = counted()
        total = sum(c.number for c in counts["record"] if c.selected or "record" not in narrow)
        return SearchAnswer(
            total=total,
            hits=hits,
            facets=counts,
            languages=languages,
            corrections=corrections,
            corrected=_rewritten(request.text, corrections),
            ignored=question.ignored,
            relaxed=plan.relaxed,
            synonyms=tuple(dict.fromkeys(e.form for slot in question.slots for e in slot.beside)),
        )


def _corrected(
    question: Question, matcher: Matcher, reading: Reading, languages: tuple[str, ...]
) -> tuple[Question, tuple[Correction, ...]]:
    """The question with each word the index does not hold given the words it may be meant for."""
    corrections: list[Correction] = []
    slots: list[Slot] = []
    for slot in question.slots:
        meant: tuple[str, ...] = ()
        if len(slot.words) == 1 and not (slot.phrase or slot.optional) and matcher.slot(slot, False) is None:
            meant = _dictionary(reading, languages).corrections(analysis.fold(slot.words[0]))
        if meant:
            corrections.append(Correction(slot.words[0], meant))
        slots.append(replace(slot, instead=meant) if meant else slot)
    return replace(question, slots=tuple(slots)), tuple(corrections)


def _dictionary(reading: Reading, languages: tuple[str, ...]) -> Dictionary:
    """The words of some languages, gathered when first asked for."""
    known = reading.dictionaries
    if languages not in known:
        known[languages] = Dictionary.of(reading.searcher, languages)
    return known[languages]


def _languages(request: SearchRequest) -> tuple[str, ...]:
    if request.languages is None:
        return LANGUAGES
    if unknown := set(request.languages) - set(LANGUAGES):
        raise ValueError(f"The index has no language {', '.join(sorted(unknown))}; it has {', '.join(LANGUAGES)}.")
    return tuple(language for language in LANGUAGES if language in request.languages) or LANGUAGES


def _filters(request: SearchRequest) -> dict[str, tuple[str, ...]]:
    if unknown := set(request.filters) - set(FACETS):
        raise ValueError(f"There is no facet {', '.join(sorted(unknown))}; there are {', '.join(FACETS)}.")
    chosen = {facet: tuple(values) for facet, values in request.filters.items() if values}
    return chosen | {"record": tuple(request.kinds)} if request.kinds else chosen


def _dates(request: SearchRequest, schema: tantivy.Schema) -> list[Query]:
    if request.adopted_from is None and request.adopted_until is None:
        return []
    first, last = max(1, request.adopted_from or 1), request.adopted_until or UNDATED_LAST
    span = Query.range_query(schema, "newest", FieldType.Integer, first, last)
    return [Query.const_score_query(span, 0.0)]


def _plans(question: Question, matcher: Matcher) -> Iterator[Plan]:
    """Ways to take a question, the strictest first: all words found, most of them, any of them."""
    needed = [slot for slot in question.slots if not slot.optional]
    without = _without(question, matcher)
    if not needed:
        yield Plan(tuple(without), None, None, True)
        return
    for share in (1.0, MOST, 0.0):
        loose = share < 1.0
        matches = [found for slot in needed if (found := matcher.slot(slot, False, loose)) is not None]
        scores = [found for slot in needed if (found := matcher.slot(slot, True, loose)) is not None]
        if not matches or not (loose or len(matches) == len(needed)):
            continue
        k = max(1, math.ceil(share * len(matches)))
        score = _with_optional(at_least(k, scores), question, matcher)
        relaxed = (k, len(needed)) if loose else None
        yield Plan((at_least(k, matches), *without), score, relaxed, share == 0.0)
    yield Plan((Query.empty_query(),), Query.empty_query(), None, True)


def _any(searcher: tantivy.Searcher, matching: tuple[Query, ...]) -> bool:
    """Whether any record matches, filters aside: if so, it is the filters that left none."""
    return not matching or bool(searcher.search(all_of(list(matching)), 1, count=False).hits)


def _with_optional(score: Query | None, question: Question, matcher: Matcher) -> Query | None:
    extra = [found for slot in question.slots if slot.optional and (found := matcher.slot(slot, True)) is not None]
    if score is None or not extra:
        return score
    return Query.boolean_query([(Occur.Must, score), *((Occur.Should, found) for found in extra)])


def _without(question: Question, matcher: Matcher) -> list[Query]:
    unwanted = [found for slot in question.without if (found := matcher.slot(slot, False)) is not None]
    if not unwanted:
        return []
    pairs = [(Occur.MustNot, found) for found in unwanted]
    return [Query.boolean_query([(Occur.Must, Query.const_score_query(Query.all_query(), 0.0)), *pairs])]


def _top(
    searcher: tantivy.Searcher, request: SearchRequest, plan: Plan, narrowing: list[Query]
) -> list[tuple[list[Any], float]]:
    """The payloads and scores of the page asked for, in its order."""
    if request.limit <= 0:
        return []
    limit, offset = min(request.limit, MAX_LIMIT), min(max(0, request.offset), searcher.num_docs)
    if request.sort == "relevance" and plan.scoring is not None:
        ranked = with_authority(plan.scoring, schema())
        asked = all_of([ranked, *plan.matching[1:], *narrowing])
        found = searcher.search(asked, limit, count=False, offset=offset).hits
    else:
        asked = all_of([*plan.matching, *narrowing]) if plan.matching or narrowing else Query.all_query()
        field, order = _SORTS["newest" if request.sort == "relevance" else request.sort]
        found = searcher.search(asked, limit, count=False, offset=offset, order_by_field=field, order=order).hits
    page = []
    for score, address in found:
        payload = json.loads(bytes(searcher.doc(address).get_first("payload") or b"[]"))
        if payload[0] != META:
            page.append((payload, score if isinstance(score, float) else 0.0))
    return page


def _rewritten(text: str, corrections: tuple[Correction, ...]) -> str | None:
    if not corrections:
        return None
    for correction in corrections:
        text = text.replace(correction.word, correction.taken_as[0])
    return text
