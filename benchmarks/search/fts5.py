"""The other side of the pair: the same answers from SQLite FTS5, made as well as we know how.

One FTS5 table (``unicode61``, accents removed) with a column each for names, titles, texts and labels in all
languages; ``bm25`` weighted as our fields are; ``snippet()`` for the ten shown; facets from numpy columns that
hold each record's set of values as a number, counted by ``bincount`` and taken apart as ours are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from bordermark.compendium.search import analysis
from bordermark.compendium.search.documents import FACETS, SearchDocument, SearchRequest

WEIGHTS = "4.0, 4.0, 1.0, 2.0"


class Fts5:
    """The corpus in SQLite and its facets in numpy."""

    def __init__(self, path: Path, records: Iterable[SearchDocument]) -> None:
        self.db = sqlite3.connect(path)
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA mmap_size=4294967296")
        self.db.execute(
            "CREATE VIRTUAL TABLE t USING fts5(names, titles, texts, labels, tokenize='unicode61 remove_diacritics 2')"
        )
        codes: dict[str, list[int]] = {facet: [] for facet in FACETS}
        sets: dict[str, dict[tuple[str, ...], int]] = {facet: {(): 0} for facet in FACETS}
        dates: list[int] = []
        with self.db:
            for number, record in enumerate(records):
                self.db.execute("INSERT INTO t(rowid, names, titles, texts, labels) VALUES (?,?,?,?,?)",
                                (number, " ; ".join(record.names), *(_joined(part) for part in
                                 (record.titles, record.texts, record.labels))))  # fmt: skip
                dates.append(record.adopted or 0)
                for facet in FACETS:
                    values = (record.kind,) if facet == "record" else tuple(record.facets.get(facet, ()))
                    codes[facet].append(sets[facet].setdefault(values, len(sets[facet])))
            self.db.execute("INSERT INTO t(t) VALUES ('optimize')")
        self.codes = {facet: np.array(column, dtype=np.int32) for facet, column in codes.items()}
        self.sets = {facet: list(known) for facet, known in sets.items()}
        self.by_date = np.argsort(-np.array(dates), kind="stable")
        self.all = np.arange(len(dates))

    def search(self, request: SearchRequest) -> tuple[int, list[tuple[int, str]], dict[str, dict[str, int]]]:
        """Total, the ten best with a snippet, and the counts of every facet (own selection left out)."""
        text = _match(request.text)
        if text:
            rows = self.db.execute(f"SELECT rowid, bm25(t, {WEIGHTS}) FROM t WHERE t MATCH ?", (text,)).fetchall()
            found = np.array([row[0] for row in rows], dtype=np.int64)
            scores = np.array([row[1] for row in rows])
        else:
            found, scores = self.all, None
        keep = {facet: self._mask(facet, values, found) for facet, values in request.filters.items() if values}
        counts = {}
        everything = np.logical_and.reduce(list(keep.values())) if keep else None
        for facet in FACETS:
            others = [mask for name, mask in keep.items() if name != facet]
            mask = everything if facet not in keep else np.logical_and.reduce(others) if others else None
            counts[facet] = self._counts(facet, found if mask is None else found[mask])
        if everything is not None:
            found, scores = found[everything], scores[everything] if scores is not None else None
        return len(found), self._top(found, scores, text), counts

    def _mask(self, facet: str, values: tuple[str, ...], found: np.ndarray) -> np.ndarray:
        good = np.array([bool(set(values) & set(members)) for members in self.sets[facet]])
        return np.asarray(good[self.codes[facet][found]])

    def _counts(self, facet: str, found: np.ndarray) -> dict[str, int]:
        totals: dict[str, int] = {}
        for members, number in zip(self.sets[facet], np.bincount(self.codes[facet][found]).tolist(), strict=False):
            if number:
                for value in members:
                    totals[value] = totals.get(value, 0) + number
        return dict(sorted(totals.items(), key=lambda item: (-item[1], item[0])))

    def _top(self, found: np.ndarray, scores: np.ndarray | None, text: str) -> list[tuple[int, str]]:
        if scores is None:
            kept = np.zeros(len(self.all), dtype=bool)
            kept[found] = True
            best = self.by_date[kept[self.by_date]][:10].tolist()
            return [(n, self.db.execute("SELECT texts FROM t WHERE rowid=?", (n,)).fetchone()[0][:260]) for n in best]
        k = min(10, len(scores))
        if not k:
            return []
        top = np.argpartition(scores, k - 1)[:k]
        best = found[top[np.argsort(scores[top])]].tolist()
        one = "SELECT snippet(t, -1, '[', ']', '…', 40) FROM t WHERE t MATCH ? AND rowid = ?"
        return [(n, self.db.execute(one, (text, n)).fetchone()[0]) for n in best]


def _joined(texts: object) -> str:
    return " ¶ ".join(texts.values()) if isinstance(texts, dict) else ""


def _match(text: str) -> str:
    """The question in FTS5's own language: words all found, a quoted phrase as a phrase."""
    if text.startswith('"'):
        return '"' + text.strip('"').replace('"', "") + '"'
    return " ".join('"' + match.group() + '"' for match in analysis.words(text))
