"""Asking the index: a request goes in, a full answer comes out."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, replace

import tantivy
from tantivy import FieldType, Occur, Order, Query

from bordermark.compendium.search import analysis, facets, query
from bordermark.compendium.search.dictionary import Dictionary
from bordermark.compendium.search.documents import (
    LANGUAGES,
    Correction,
    Hit,
    SearchAnswer,
    SearchRequest,
)
from bordermark.compendium.search.hits import hit_of
from bordermark.compendium.search.index import SearchIndex
from bordermark.compendium.search.matching import Matcher, all_of, at_least
from bordermark.compendium.search.query import Question, Slot
from bordermark.compendium.search.schema import META, UNDATED_LAST, schema
from bordermark.compendium.search.synonyms import Synonyms, bundled

MAX_LIMIT = 1000
MOST = 0.6
"""The share of a question's words that a record must have once none has them all."""

_SORTS = {"newest": ("newest", Order.Desc), "oldest": ("oldest", Order.Asc), "title": ("by_title", Order.Asc)}


@dataclass(frozen=True, slots=True)
class Plan:
    """A question ready to be run: which records match, how they rank, and what was done to find any."""

    matching: tuple[Query, ...]
    scoring: Query | None
    relaxed: tuple[int, int] | None = None


class Searcher:
    """Answers requests from an index that may be shared by threads and may change underneath (``refresh``)."""

    def __init__(self, index: SearchIndex, synonyms: Synonyms | None = None) -> None:
        self._index = index
        self._synonyms = synonyms if synonyms is not None else bundled()
        self._lock = threading.Lock()
        self._dictionaries: dict[tuple[str, ...], Dictionary] = {}
        self._read_with = index.searcher

    def refresh(self) -> bool:
        """See what was committed since; True if anything was."""
        with self._lock:
            if not self._index.refresh():
                return False
            self._dictionaries = {}
            self._read_with = self._index.searcher
            return True

    def dictionary(self, languages: tuple[str, ...]) -> Dictionary:
        """The words of some languages, gathered when first asked for."""
        known = self._dictionaries
        if languages not in known:
            known[languages] = Dictionary.of(self._read_with, languages)
        return known[languages]

    def search(self, request: SearchRequest) -> SearchAnswer:
        """Answer a request. Any text is a question; what it cannot mean is left aside and said so.

        Raises ValueError for an unknown facet, language or sort, which no reader can cause by typing words.
        """
        languages = _languages(request)
        searcher = self._read_with
        matcher = Matcher(searcher, languages)
        question = query.read(request.text, languages, self._synonyms, lambda key: matcher.has("symbol", key))
        question, corrections = self._corrected(question, matcher, languages)
        narrow = _filters(request)
        plan = _plan(searcher, question, matcher, _dates(request))
        counts = facets.count(searcher, list(plan.matching), narrow)
        total = sum(c.count for c in counts["record"] if c.selected or "record" not in narrow)
        hits = _top(searcher, request, plan, narrow)
        return SearchAnswer(
            total=total,
            hits=tuple(hit_of(payload, score, matcher.wanted, request.display, question) for payload, score in hits),
            facets=counts,
            languages=languages,
            corrections=corrections,
            corrected=_rewritten(request.text, corrections),
            ignored=question.ignored,
            relaxed=plan.relaxed,
            synonyms=tuple(dict.fromkeys(e.form for slot in question.slots for e in slot.beside)),
        )

    def _corrected(
        self, question: Question, matcher: Matcher, languages: tuple[str, ...]
    ) -> tuple[Question, tuple[Correction, ...]]:
        """The question with each word the index does not hold given the words it may be meant for."""
        corrections: list[Correction] = []
        slots: list[Slot] = []
        for slot in question.slots:
            word = slot.words[0]
            if len(slot.words) == 1 and not slot.phrase and matcher.slot(slot, scored=False) is None:
                if meant := self.dictionary(languages).corrections(analysis.fold(word)):
                    corrections.append(Correction(word, meant))
                    slot = replace(slot, instead=meant)
            slots.append(slot)
        return replace(question, slots=tuple(slots)), tuple(corrections)


def _languages(request: SearchRequest) -> tuple[str, ...]:
    if request.languages is None:
        return LANGUAGES
    if unknown := set(request.languages) - set(LANGUAGES):
        raise ValueError(f"The index has no language {', '.join(sorted(unknown))}; it has {', '.join(LANGUAGES)}.")
    return tuple(language for language in LANGUAGES if language in request.languages) or LANGUAGES


def _filters(request: SearchRequest) -> dict[str, tuple[str, ...]]:
    if unknown := set(request.filters) - set(facets.FACETS):
        raise ValueError(f"There is no facet {', '.join(sorted(unknown))}; there are {', '.join(facets.FACETS)}.")
    chosen = {facet: tuple(values) for facet, values in request.filters.items() if values}
    return chosen | {"record": tuple(request.kinds)} if request.kinds else chosen


def _dates(request: SearchRequest) -> list[Query]:
    if request.adopted_from is None and request.adopted_until is None:
        return []
    span = Query.range_query(
        schema(), "newest", FieldType.Integer, max(1, request.adopted_from or 1), request.adopted_until or UNDATED_LAST
    )
    return [Query.const_score_query(span, 0.0)]


def _plan(searcher: tantivy.Searcher, question: Question, matcher: Matcher, dates: list[Query]) -> Plan:
    """All words if any record has them all; otherwise most of them, otherwise any."""
    needed = [slot for slot in question.slots if not slot.optional]
    without = _without(question, matcher)
    for share in (1.0, MOST, 0.0):
        loose = share < 1.0
        pairs = [(matcher.slot(s, False, loose), matcher.slot(s, True, loose)) for s in needed]
        known = [(match, score) for match, score in pairs if match is not None and score is not None]
        k = max(1, -(-len(known) * round(share * 10) // 10)) if known else 0
        if not needed or (k and (loose or len(known) == len(needed))):
            matches, scores = [m for m, _ in known], [s for _, s in known]
            match = [] if not needed else [all_of(matches) if k == len(known) else at_least(k, matches)]
            if share == 0.0 or not match or searcher.search(match[0], 1, count=False).hits:
                score = None if not needed else all_of(scores) if k == len(known) else at_least(k, scores)
                return Plan((*match, *without, *dates), _with_optional(score, question, matcher),
                            (k, len(needed)) if k < len(needed) or (loose and needed) else None)  # fmt: skip
    return Plan((Query.empty_query(), *dates), Query.empty_query())


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
    searcher: tantivy.Searcher, request: SearchRequest, plan: Plan, narrow: dict[str, tuple[str, ...]]
) -> list[tuple[list[object], float]]:
    """The payloads and scores of the page asked for, in its order."""
    if request.limit <= 0:
        return []
    narrowing = [facets.filter_query(facet, values) for facet, values in narrow.items()]
    sort = request.sort if request.sort != "relevance" or plan.scoring is not None else "newest"
    matching = list(plan.matching)
    if sort == "relevance" and plan.scoring is not None:
        matching[0] = plan.scoring
    asked = all_of([*matching, *narrowing]) if matching or narrowing else Query.all_query()
    limit = min(request.limit, MAX_LIMIT)
    if sort == "relevance":
        found = searcher.search(asked, limit, count=False, offset=request.offset).hits
    else:
        field, order = _SORTS[sort]
        found = searcher.search(
            asked, limit, count=False, offset=request.offset, order_by_field=field, order=order
        ).hits
    page = []
    for score, address in found:
        payload = json.loads(bytes(searcher.doc(address).get_first("payload")))
        if payload[0] != META:
            page.append((payload, float(score) if sort == "relevance" else 0.0))
    return page


def _rewritten(text: str, corrections: tuple[Correction, ...]) -> str | None:
    if not corrections:
        return None
    for correction in corrections:
        text = text.replace(correction.word, correction.taken_as[0])
    return text


__all__ = ["Hit", "Plan", "Searcher"]
