"""From slots to tantivy queries, against what one index really holds.

``match`` queries look in as few fields as say which records match: facets count with them. ``score`` queries match
the same records and add what ranks them. Terms the index does not hold are left out by looking up their frequency,
so a word of one language costs nothing in the fields of the other five.
"""

from __future__ import annotations

from collections.abc import Iterable

import tantivy
from tantivy import Occur, Query

from bordermark.compendium.search import analysis
from bordermark.compendium.search.query import Slot
from bordermark.compendium.search.synonyms import Expression

TITLE, NAME, LABEL, TEXT = 3.0, 4.0, 0.3, 1.0
"""What a word counts for by where it stands; text counts for a word wherever it stands."""

BESIDE = 0.4
"""What a synonym counts for, against the word typed."""

AUTHORITY = (("record=instrument", 3.0), ("force=binding", 1.0), ("kind=convention", 1.5), ("kind=protocol", 1.5))
"""What a record counts for by what it is: among texts that answer as well, the instrument comes before what explains
it, and what binds before what recommends."""

SYMBOL = 1000.0
"""What being asked for by symbol counts for: more than any words can."""

LOOSE = 0.6
"""The share of its character pairs a Chinese run must have once the question is relaxed."""

Wanted = dict[str, set[tuple[str, ...]]]
"""By language (``names`` for names): the sequences of terms that a highlighter marks."""


class Matcher:
    """Builds the queries of one question in some languages; ``wanted`` gathers what to highlight."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema, languages: tuple[str, ...]) -> None:
        self._searcher = searcher
        self._languages = languages
        self._schema = schema
        self._known: dict[tuple[str, str], bool] = {}
        self.wanted: Wanted = {}

    def has(self, field: str, term: str) -> bool:
        """Whether any record has the term in the field."""
        key = (field, term)
        if key not in self._known:
            self._known[key] = self._searcher.doc_freq(field, term) > 0
        return self._known[key]

    def _term(self, field: str, term: str, boost: float = 1.0) -> Query:
        query = Query.term_query(self._schema, field, term, index_option="freq")
        return query if boost == 1.0 else Query.boost_query(query, boost)

    def slot(self, slot: Slot, scored: bool, loose: bool = False) -> Query | None:
        """The query of a slot, or None where the index holds nothing that could match it."""
        ways: list[Query] = []
        if slot.phrase:
            ways.extend(self._phrase(slot.words, self._languages, "*", 1.0))
        elif slot.instead:
            for rank, word in enumerate(slot.instead):
                ways.extend(self._word(word, scored, loose, 1.0 / (1 + rank)))
        elif len(slot.words) == 1:
            ways.extend(self._word(slot.words[0], scored, loose, 1.0))
        else:
            every = [any_of(self._word(word, scored, loose, 1.0)) for word in slot.words]
            found = [query for query in every if query is not None]
            if len(found) == len(every):
                ways.append(all_of(found))
        ways.extend(Query.const_score_query(self._term("symbol", key), SYMBOL) for key in slot.keys)
        for expression in slot.beside:
            ways.extend(self._expression(expression))
        return any_of(ways)

    def _word(self, word: str, scored: bool, loose: bool, boost: float) -> list[Query]:
        folded = analysis.fold(word)
        ways: list[Query] = []
        for language in self._languages:
            if analysis.script(word) == "han":
                if language == "zh":
                    ways.extend(self._han(word, scored, loose, boost))
                continue
            term = analysis.term(word, language)
            if term and self.has(f"match_{language}", term):
                self.wanted.setdefault(language, set()).add((term,))
                ways.append(self._term(f"match_{language}", term, TEXT * boost))
                if scored:
                    ways.extend(self._weights(language, term, boost))
        named = folded and self.has("names", folded)
        if named and (scored or not self._in_english(word)):
            self.wanted.setdefault("names", set()).add((folded,))
            ways.append(self._term("names", folded, NAME * boost))
        return ways

    def _in_english(self, word: str) -> bool:
        """Whether the English field alone finds the word in names."""
        return "en" in self._languages and analysis.script(word) == "latin" and bool(analysis.term(word, "en"))

    def _weights(self, language: str, term: str, boost: float) -> Iterable[Query]:
        for field, weight in ((f"title_{language}", TITLE), (f"label_{language}", LABEL)):
            if self.has(field, term):
                yield self._term(field, term, weight * boost)

    def _han(self, run: str, scored: bool, loose: bool, boost: float) -> list[Query]:
        """All character pairs of a run; once ``loose``, most of them."""
        grams = analysis.grams(run)
        found: list[Query] = []
        for gram in grams:
            if not self.has("match_zh", gram):
                continue
            self.wanted.setdefault("zh", set()).add((gram,))
            ways = [self._term("match_zh", gram, boost), *(self._weights("zh", gram, boost) if scored else ())]
            found.append(any_of(ways) or ways[0])
        needed = len(grams) if not loose else max(1, round(LOOSE * len(grams)))
        if not found or len(found) < needed:
            return []
        return [all_of(found) if needed == len(found) else at_least(needed, found)]

    def _phrase(self, spoken: tuple[str, ...], languages: Iterable[str], only: str, boost: float) -> list[Query]:
        """The words in this order, in each language; stop words inside are passed over."""
        ways: list[Query] = []
        for language in languages:
            if only not in ("*", language):
                continue
            places = _placed(spoken, language)
            field = f"match_{language}"
            if places and all(self.has(field, term) for _, term in places):
                ways.append(self._placed_query(field, places, boost))
                self.wanted.setdefault(language, set()).add(tuple(term for _, term in places))
        folded = [analysis.fold(word) for word in spoken]
        if folded and all(self.has("names", word) for word in folded):
            ways.append(self._placed_query("names", list(enumerate(folded)), NAME * boost))
            self.wanted.setdefault("names", set()).add(tuple(folded))
        return ways

    def _placed_query(self, field: str, places: list[tuple[int, str]], boost: float) -> Query:
        if len(places) == 1:
            return self._term(field, places[0][1], boost)
        return Query.boost_query(Query.phrase_query(self._schema, field, list(places)), boost)

    def _expression(self, expression: Expression) -> list[Query]:
        spoken = tuple(match.group() for match in analysis.words(expression.form))
        return self._phrase(spoken, self._languages, expression.language, BESIDE)


def _placed(spoken: tuple[str, ...], language: str) -> list[tuple[int, str]]:
    """The terms of a phrase with their places: Chinese pairs stand two apart, for single characters lie between."""
    places: list[tuple[int, str]] = []
    at = 0
    for word in spoken:
        if analysis.script(word) == "han":
            if language == "zh":
                grams = analysis.grams(word)
                places.extend((at + 2 * i + len(gram) - 1, gram) for i, gram in enumerate(grams))
                at += 2 * len(word) - 1
        elif term := analysis.term(word, language):
            places.append((at, term))
            at += 1
    return places


def with_authority(score: Query, schema: tantivy.Schema) -> Query:
    """The same records, ranked by what they are besides what they say."""
    weights = [
        (Occur.Should, Query.const_score_query(Query.term_query(schema, "filter", value, "basic"), weight))
        for value, weight in AUTHORITY
    ]
    return Query.boolean_query([(Occur.Must, score), *weights])


def any_of(queries: list[Query]) -> Query | None:
    """Records that match one at least, scores added; None of none."""
    if len(queries) < 2:
        return queries[0] if queries else None
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def all_of(queries: list[Query]) -> Query:
    """Records that match every query."""
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])


def at_least(number: int, queries: list[Query]) -> Query:
    """Records that match this many of the queries."""
    if number == len(queries):
        return all_of(queries)
    return Query.boolean_query([(Occur.Should, query) for query in queries], minimum_number_should_match=number)
