"""Suggestions while somebody types: records and vocabulary terms with a word that begins with every word typed."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from heapq import nsmallest
from typing import NamedTuple

from tantivy import Occur, Query

from bordermark.compendium.search import symbols
from bordermark.compendium.search.analysis import WORD, fold
from bordermark.compendium.search.documents import LANGUAGES, Piece
from bordermark.compendium.search.index import SearchIndex
from bordermark.compendium.search.schema import FIRST, MAX_PREFIX, schema
from bordermark.compendium.search.snippets import pieces
from bordermark.publishing.offering import Term

MAX_TYPED = 8
"""Words of what was typed that count."""


class Suggestion(NamedTuple):
    """One suggestion: what it is, what to show (with the letters typed marked), and in which language.

    ``note`` tells it from others of its name.
    """

    kind: str
    id: str
    label: str
    language: str | None
    pieces: tuple[Piece, ...]
    note: str = ""


class Suggester:
    """Suggests from an open index and a list of vocabulary terms held in memory."""

    def __init__(self, index: SearchIndex, terms: Iterable[Term] = ()) -> None:
        self._index = index
        self._terms = list(terms)
        self._shown = sorted({(word, i) for i, term in enumerate(self._terms)
                              for text in _shown(term) for word in _words_of(text)})
        self._said = sorted({(word, i) for i, term in enumerate(self._terms)
                             for text in term.said for word in _words_of(text)})
        self._firsts = [tuple({words[0] for text in _shown(term) if (words := _words_of(text))})
                        for term in self._terms]

    def suggest(self, text: str, display: str = "en", limit: int = 5) -> dict[str, tuple[Suggestion, ...]]:
        """Up to ``limit`` suggestions of each kind, best first; kinds without any are left out."""
        typed = _typed(text)
        if not typed:
            return {}
        found: dict[str, tuple[Suggestion, ...]] = {}
        for kind in ("instrument", "provision"):
            if records := self._records(kind, text, typed, display, limit):
                found[kind] = records
        return found | {kind: best for kind, (_, best) in self._vocabulary(typed, display, limit).items()}

    def beside(self, text: str, display: str = "en", limit: int = 5) -> dict[str, tuple[int, tuple[Suggestion, ...]]]:
        """How many vocabulary terms of each kind have words that begin as those of the text do, and the best."""
        typed = _typed(text)
        return self._vocabulary(typed, display, limit) if typed else {}

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

    def _vocabulary(
        self, typed: list[str], display: str, limit: int
    ) -> dict[str, tuple[int, tuple[Suggestion, ...]]]:
        """Kinds in the order of the terms.

        Of each, first what is named so, and of that what begins with the first word typed; the shortest first.
        """
        by_name = [_beginning(word, self._shown) for word in typed]
        named = set.intersection(*by_name)
        found = set.intersection(*(some | _beginning(word, self._said)
                                   for word, some in zip(typed, by_name, strict=True)))
        of_kind: dict[str, list[tuple[bool, bool, int, str, int]]] = {}
        for i in sorted(found):
            mine, _ = _own(self._terms[i].labels, display)
            starts = any(first.startswith(typed[0]) for first in self._firsts[i])
            of_kind.setdefault(self._terms[i].kind, []).append((i not in named, not starts, len(mine), mine, i))
        return {kind: (len(some), tuple(self._suggestion(i, typed, display) for *_, i in nsmallest(limit, some)))
                for kind, some in of_kind.items()}

    def _suggestion(self, i: int, typed: list[str], display: str) -> Suggestion:
        term = self._terms[i]
        label, language = _label(term.labels, term.names, typed, display)
        return Suggestion(term.kind, term.id, label, language, _marked(label, typed), term.note)


def _beginning(word: str, words: Sequence[tuple[str, int]]) -> set[int]:
    """The places of the terms that have a word which begins so; `words` are in order, each with a term's place."""
    found: set[int] = set()
    at = bisect_left(words, (word, -1))
    while at < len(words) and words[at][0].startswith(word):
        found.add(words[at][1])
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


def _shown(term: Term) -> tuple[str, ...]:
    return (*term.labels.values(), *term.names)


@lru_cache(maxsize=100_000)
def _words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text; of a run of Chinese, what remains of it from each character on."""
    found: list[str] = []
    for match in WORD.finditer(text):
        if run := match["han"]:
            found += [run[i:] for i in range(len(run))]
        else:
            found.append(fold(match.group()))
    return tuple(found)


def _own(labels: Mapping[str, str], display: str) -> tuple[str, str | None]:
    """The label in the reader's language, else in English, else whichever there is; and its language."""
    mine = labels.get(display) or labels.get("en") or next(iter(labels.values()), "")
    return mine, display if display in labels else "en" if "en" in labels else next(iter(labels), None)


def _label(
    labels: Mapping[str, str], names: Sequence[str], typed: list[str], display: str
) -> tuple[str, str | None]:
    """The label to show: the reader's own if it has what was typed, else a name or another language's that has."""
    mine, own = _own(labels, display)
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
