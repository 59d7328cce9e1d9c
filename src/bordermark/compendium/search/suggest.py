"""Suggestions while somebody types: records and vocabulary terms with a word that begins with every word typed."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tantivy import Occur, Query

from bordermark.compendium.search import symbols
from bordermark.compendium.search.analysis import WORD, fold
from bordermark.compendium.search.documents import LANGUAGES, Piece
from bordermark.compendium.search.index import SearchIndex
from bordermark.compendium.search.schema import FIRST, MAX_PREFIX, schema
from bordermark.compendium.search.snippets import pieces

MAX_TYPED = 8
"""Words of what was typed that count."""


@dataclass(frozen=True, slots=True)
class VocabularyTerm:
    """Something beside records that may be meant: a theme, a State, an organisation. ``names`` are its aliases."""

    kind: str
    id: str
    labels: Mapping[str, str]
    names: tuple[str, ...] = field(default=())


class Suggestion(NamedTuple):
    """One suggestion: what it is, what to show (with the letters typed marked), and in which language."""

    kind: str
    id: str
    label: str
    language: str | None
    pieces: tuple[Piece, ...]


class Suggester:
    """Suggests from an open index and a list of vocabulary terms held in memory."""

    def __init__(self, index: SearchIndex, terms: Iterable[VocabularyTerm] = ()) -> None:
        self._index = index
        self._terms = list(terms)
        pairs = {(word, i) for i, term in enumerate(self._terms) for word in _term_words(term)}
        self._words = sorted(pairs)

    def suggest(self, text: str, display: str = "en", limit: int = 5) -> dict[str, tuple[Suggestion, ...]]:
        """Up to ``limit`` suggestions of each kind, best first; kinds without any are left out."""
        typed = _typed(text)
        if not typed:
            return {}
        found: dict[str, tuple[Suggestion, ...]] = {}
        for kind in ("instrument", "provision"):
            if records := self._records(kind, text, typed, display, limit):
                found[kind] = records
        for suggestion in self._vocabulary(typed, display):
            if len(found.get(suggestion.kind, ())) < limit:
                found[suggestion.kind] = (*found.get(suggestion.kind, ()), suggestion)
        return found

    def _records(self, kind: str, text: str, typed: list[str], display: str, limit: int) -> tuple[Suggestion, ...]:
        known = schema()
        starts = [word[:MAX_PREFIX] for word in typed]
        if len(typed) == 1 and len(text.strip()) == 1 and typed[0].isascii():
            starts = [FIRST + typed[0]]  # one letter begins a word of nearly every record
        needed = [Query.term_query(known, "prefix", start, "basic") for start in starts]
        ranking = [
            Query.boost_query(Query.term_query(known, "prefix", FIRST + typed[0][:MAX_PREFIX], "basic"), 2.0),
            Query.const_score_query(Query.term_query(known, "symbol", symbols.key(text), "basic"), 100.0),
        ]
        if starts[0].startswith(FIRST):
            ranking = []
        of_kind = Query.const_score_query(Query.term_query(known, "filter", f"record={kind}", "basic"), 0.0)
        query = Query.boolean_query(
            [*((Occur.Must, one) for one in (*needed, of_kind)), *((Occur.Should, one) for one in ranking)]
        )
        searcher = self._index.reading.searcher
        suggestions = []
        for _, address in searcher.search(query, limit, count=False).hits:
            payload = json.loads(bytes(searcher.doc(address).get_first("payload") or b"[]"))
            record_id, _, _, titles, _, context, names = payload
            if kind == "provision":
                titles = {
                    lang: f"{context[lang]} · {titles.get(lang, next(iter(titles.values()), ''))}" for lang in context
                }
            label, language = _label(titles, names, typed, display)
            suggestions.append(Suggestion(kind, record_id, label, language, _marked(label, typed)))
        return tuple(suggestions)

    def _vocabulary(self, typed: list[str], display: str) -> list[Suggestion]:
        matching = set.intersection(*(self._beginning(word) for word in typed))
        suggestions = []
        for i in matching:
            term = self._terms[i]
            label, language = _label(dict(term.labels), list(term.names), typed, display)
            suggestions.append(Suggestion(term.kind, term.id, label, language, _marked(label, typed)))
        return sorted(suggestions, key=lambda s: (not fold_start(s.label, typed[0]), len(s.label), s.label))

    def _beginning(self, word: str) -> set[int]:
        found: set[int] = set()
        at = bisect_left(self._words, (word, -1))
        while at < len(self._words) and self._words[at][0].startswith(word):
            found.add(self._words[at][1])
            at += 1
        return found


def _typed(text: str) -> list[str]:
    """The folded words typed; a run of Chinese as its pairs of characters."""
    found: list[str] = []
    for match in WORD.finditer(text[:200]):
        if run := match["han"]:
            found.extend([run[i : i + 2] for i in range(len(run) - 1)] or [run])
        elif word := fold(match.group()):
            found.append(word)
    return found[:MAX_TYPED]


def _term_words(term: VocabularyTerm) -> Iterable[str]:
    for text in (*term.labels.values(), *term.names):
        for match in WORD.finditer(text):
            if run := match["han"]:
                yield from (run[i:] for i in range(len(run)))
            else:
                yield fold(match.group())


def fold_start(label: str, word: str) -> bool:
    """Whether a label's first word begins with a folded word."""
    first = WORD.search(label)
    return first is not None and fold(first.group()).startswith(word)


def _label(labels: dict[str, str], names: list[str], typed: list[str], display: str) -> tuple[str, str | None]:
    """The label to show: the reader's own if it has what was typed, else a name or another language's that has."""
    mine = labels.get(display) or labels.get("en") or next(iter(labels.values()), "")
    own = display if display in labels else "en" if "en" in labels else next(iter(labels), None)
    if _has_all(mine, typed):
        return mine, own
    for name in names:
        if _has_all(name, typed):
            return (f"{name} · {mine}" if mine else name), own
    for language in LANGUAGES:
        if language in labels and _has_all(labels[language], typed):
            return labels[language], language
    return mine, own


def _has_all(label: str, typed: list[str]) -> bool:
    return all(any(True for _ in _spans(label, [word])) for word in typed)


def _spans(label: str, typed: list[str]) -> Iterable[tuple[int, int]]:
    for match in WORD.finditer(label):
        if run := match["han"]:
            for word in typed:
                if (at := run.find(word)) >= 0:
                    yield match.start() + at, match.start() + at + len(word)
        else:
            folded = fold(match.group())
            best = max((len(word) for word in typed if folded.startswith(word)), default=0)
            if best:
                yield match.start(), min(match.end(), match.start() + best)


def _marked(label: str, typed: list[str]) -> tuple[Piece, ...]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(_spans(label, typed)):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return pieces(label, joined, None)
