"""Declarations screened against compiled control lists, a table at a time; no Django, no clock, no state.

The whole table goes through compiled passes (fold, names, numbers, misspellings, codes); only the lines in which
one of them found something are judged one by one. What comes out depends on nothing but the lines and the lists.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from bordermark.screening.automaton import Automaton, Hit
from bordermark.screening.buffers import Folded, find_numbers, fold_column
from bordermark.screening.codes import Code, read_code, written_codes
from bordermark.screening.evidence import WEIGHTS, Evidence, because, score, shown
from bordermark.screening.judging import Found, Line, judge
from bordermark.screening.naming import Names
from bordermark.screening.words import CONTEXT

TEXT: Final = "goods_description"
CODE: Final = "hs_code"

EVIDENCE: Final = pa.struct([
    ("kind", pa.string()), ("feature", pa.string()), ("matched", pa.string()), ("start", pa.int32()),
    ("end", pa.int32()), ("weight", pa.float64()), ("says", pa.string()),
])
ALERTS: Final = pa.schema([
    ("row", pa.int64()), ("id", pa.string()), ("list", pa.string()), ("entry", pa.string()), ("title", pa.string()),
    ("evidence", pa.list_(EVIDENCE)), ("score", pa.float64()), ("because", pa.string()), ("instrument", pa.string()),
    ("provision", pa.string()), ("hs_code", pa.string()), ("goods_description", pa.string()),
])
"""An alert: one entry in one line, of whose description it repeats the first 500 characters. `row` is the line's place
in its file, or in the table where that has no such column; `start` and `end` count characters of the description;
`weight` and `score` are explained in `evidence`."""


def screen(table: pa.Table | pa.RecordBatch, automaton: Automaton) -> pa.Table:
    """Alerts of a table of lines, in the order of the lines and, within a line, of the lists.

    Reads the columns `goods_description` (text or bytes in UTF-8) and `hs_code` (text or numbers), at least one of
    which must be there, and `id` and `row` if they are. Raises ValueError when neither is there.
    """
    if not {TEXT, CODE} & set(table.schema.names):
        raise ValueError(f"a table to screen has a column {TEXT} or {CODE}; this one has {table.schema.names}")
    text, as_written = _column(table, TEXT), _column(table, CODE)
    codes = None if as_written is None else _Codes(as_written)
    folded = None if text is None else fold_column(text)
    hits, read = ({}, set[int]()) if text is None or folded is None else _hits(text, folded, automaton)
    telling = codes.telling(automaton) if codes else set()
    rows = sorted(hits.keys() | telling)
    read |= telling
    texts, ids, places = (_values(column, rows) for column in (text, _column(table, "id"), _column(table, "row")))
    read_codes = codes.at(rows) if codes else [(None, "")] * len(rows)
    alerts = _Alerts(automaton)
    for at, (row, (code, written)) in enumerate(zip(rows, read_codes, strict=True)):
        words = texts[at] if texts else None
        line = Line(words, written, code, hits.get(row, ()), folded.text(row) if folded and row in read else "")
        found = judge(line, automaton)
        if found:
            place = int(places[at]) if places else row + 1
            alerts.add(place, ids[at] if ids else str(place), written, words, found)
    return alerts.table()


def _values(column: pa.Array | None, rows: Sequence[int]) -> list[str] | None:
    """The values of a column in some rows, as text."""
    if column is None:
        return None
    return ["" if one is None else one.decode(errors="replace") if isinstance(one, bytes) else str(one)
            for one in column.take(pa.array(rows, pa.int64())).to_pylist()]


def _column(table: pa.Table | pa.RecordBatch, name: str) -> pa.Array | None:
    if name not in table.schema.names:
        return None
    column = table.column(name)
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
        if isinstance(column, pa.ChunkedArray):
            column = pa.concat_arrays(column.chunks)
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    return column.cast(pa.string()) if pa.types.is_null(column.type) else column


class _Codes:
    """The column of codes, each different one read once."""

    def __init__(self, column: pa.Array) -> None:
        written, places = written_codes(column)
        self._known = [(read_code(one), one) for one in written] + [(None, "")]
        self._places: NDArray[np.int32] = places.fill_null(len(written)).to_numpy(zero_copy_only=False)

    def at(self, rows: Sequence[int]) -> list[tuple[Code | None, str]]:
        """The codes of some rows, read and as they were written."""
        return [self._known[place] for place in self._places[rows].tolist()]

    def telling(self, automaton: Automaton) -> set[int]:
        """Rows whose code alone raises an alert: a subheading that holds controlled goods only."""
        telling = np.array([code is not None and code.subheading in automaton.whole for code, _ in self._known])
        return set(np.flatnonzero(telling[self._places]).tolist())


def _hits(text: pa.Array, folded: Folded, automaton: Automaton) -> tuple[dict[int, list[Hit]], set[int]]:
    """Names, numbers and misspelt names by row, rows without any left out; and the rows that have a word of context."""
    names, begun, ended = _first_ones(folded, *automaton.trie.find(folded.data))
    first, last, numbers = find_numbers(folded, automaton.numbers)
    numbers, first, last = _first_ones(folded, numbers, first, last)
    misspelt = list(_misspelt(folded, automaton)) if automaton.misspellings else []
    starts = np.concatenate([begun, first, np.array([start for start, _, _ in misspelt], dtype=np.int64)])
    ends = np.concatenate([ended, last, np.array([end for _, end, _ in misspelt], dtype=np.int64)])
    found = [automaton.name_hits[place] for place in names.tolist()]
    found += [Hit("cas", 0, 0, automaton.number_subjects[place]) for place in numbers.tolist()]
    found += [hit for _, _, hit in misspelt]
    hits: dict[int, list[Hit]] = defaultdict(list)
    if not found:
        return {}, set()
    rows, which = np.unique(folded.row_of(starts), return_inverse=True)
    again = fold_column(text.take(pa.array(rows)), origins=True)  # only these, to learn the places in the text
    moved = again.starts[which] - folded.starts[rows[which]]
    begins, finishes = again.origins[starts + moved], again.origins[ends - 1 + moved] + 1
    for row, begin, finish, hit in zip(rows[which].tolist(), begins.tolist(), finishes.tolist(), found, strict=True):
        hits[row].append(Hit(hit.kind, begin, finish, hit.subjects, hit.weak, hit.trade))
    return dict(hits), set(rows[again.row_of(_context().find(again.data)[1])].tolist())


REPEATS: Final = 100
"""How often a name or number counts in one line; a text may repeat it a hundred thousand times."""

Places = NDArray[np.int64]


def _first_ones(folded: Folded, names: Places, starts: Places, ends: Places) -> tuple[Places, Places, Places]:
    """Of names (or numbers) found, with their places, the first REPEATS of each in a row."""
    rows = folded.row_of(starts)
    if not rows.size or np.bincount(rows - rows[0]).max() <= REPEATS:
        return names, starts, ends
    order = np.lexsort((starts, names, rows))
    new = np.flatnonzero(np.diff(rows[order], prepend=-1) | np.diff(names[order], prepend=-1))
    rank = np.arange(order.size) - np.repeat(new, np.diff(new, append=order.size))
    kept = np.sort(order[rank < REPEATS])
    return names[kept], starts[kept], ends[kept]


@cache
def _context() -> Names:
    return Names(sorted(CONTEXT))


Raw = tuple[int, int, Hit]
"""A hit with its start and end in the folded buffer; the places in the text are still to be told."""


def _misspelt(folded: Folded, automaton: Automaton) -> Iterator[Raw]:
    """Names that stand in a row when its misspelt words are put right, and hold one of those words."""
    assert automaton.misspellings
    words = list(automaton.misspellings.find(folded))
    rows = folded.row_of(np.array([start for start, _, _ in words], dtype=np.int64)).tolist()
    by_row: dict[int, list[tuple[int, int, tuple[str, ...]]]] = defaultdict(list)
    for row, word in zip(rows, words, strict=True):
        by_row[row].append(word)
    for row, some in by_row.items():
        first, last = int(folded.starts[row]), int(folded.starts[row + 1]) - 1
        seen = set()
        for rank in range(min(READINGS, max(len(meant) for _, _, meant in some))):
            right = [(start, end, meant[min(rank, len(meant) - 1)]) for start, end, meant in some]
            data, spans = _put_right(folded, first, last, right)
            found = automaton.trie.find(np.frombuffer(data, dtype=np.uint8))
            for meaning, start, end in zip(*(part.tolist() for part in found), strict=True):
                place = (spans.back(start), spans.back(end), meaning)
                if spans.touch(start, end) and place not in seen:
                    seen.add(place)
                    hit = automaton.name_hits[meaning]
                    yield place[0], place[1], Hit("fuzzy", 0, 0, hit.subjects, hit.weak, hit.trade)


READINGS: Final = 4
"""How many corrections of a word are tried, likeliest first."""


def _put_right(folded: Folded, first: int, last: int, words: Iterable[tuple[int, int, str]]) -> tuple[bytes, "_Spans"]:
    """A row with words replaced, and where they stand in it."""
    out, at, spans = bytearray(), first, _Spans(first)
    for start, end, word in words:
        out += folded.data[at:start].tobytes()
        spans.starts.append(len(out))
        out += word.encode()
        spans.ends.append(len(out))
        spans.moves.append(end - len(out))
        at = end
    out += folded.data[at : last + 1].tobytes()
    return bytes(out), spans


class _Spans:
    """The replaced words of a row put right, and the way back from its places to those in the buffer."""

    def __init__(self, first: int) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.moves: list[int] = []
        self._first = first

    def touch(self, start: int, end: int) -> bool:
        """Whether a replaced word lies between two places."""
        at = bisect_left(self.starts, start)
        return at < len(self.starts) and self.ends[at] <= end

    def back(self, place: int) -> int:
        """The place in the buffer; `place` is the start or the end of words."""
        before = bisect_right(self.ends, place)
        return place + (self.moves[before - 1] if before else self._first)


class _Alerts:
    """Alerts gathered column by column."""

    def __init__(self, automaton: Automaton) -> None:
        self._subjects = automaton.subjects
        self._lines: list[tuple[int, str, str, str | None]] = []
        self._found: list[int] = []
        self._alerted: list[int] = []
        self._evidence: list[Evidence] = []
        self._lengths: list[int] = [0]
        self._scores: list[float] = []
        self._because: list[str] = []

    def add(self, row: int, key: str, code: str, text: str | None, found: Found) -> None:
        self._lines.append((row, key, code, None if text is None else shown(text, 500)))
        self._found.append(len(found))
        for index in sorted(found):
            pieces = found[index]
            self._alerted.append(index)
            self._evidence += pieces
            self._lengths.append(len(self._evidence))
            self._scores.append(score(pieces))
            self._because.append(because(self._subjects[index].shown, pieces))

    def table(self) -> pa.Table:
        kinds, features, matched, starts, ends, says = _columns(self._evidence, 6)
        evidence = pa.StructArray.from_arrays([
            pa.array(kinds, pa.string()), pa.array(features, pa.string()), pa.array(matched, pa.string()),
            pa.array(starts, pa.int32()), pa.array(ends, pa.int32()),
            pa.array([WEIGHTS[feature] for feature in features], pa.float64()), pa.array(says, pa.string()),
        ], fields=list(EVIDENCE))
        line = pa.array(np.repeat(np.arange(len(self._lines)), self._found))
        rows, ids, codes, texts = (pa.array(column, kind).take(line) for column, kind in zip(
            _columns(self._lines, 4), (pa.int64(), pa.string(), pa.string(), pa.string()), strict=True))
        subjects = [self._subjects[index] for index in self._alerted]
        return pa.table([
            rows, ids,
            pa.array([one.list for one in subjects], pa.string()), pa.array([one.id for one in subjects], pa.string()),
            pa.array([one.title for one in subjects], pa.string()),
            pa.ListArray.from_arrays(pa.array(self._lengths, pa.int32()), evidence),
            pa.array(self._scores, pa.float64()), pa.array(self._because, pa.string()),
            pa.array([one.instrument for one in subjects], pa.string()),
            pa.array([one.provision for one in subjects], pa.string()), codes, texts,
        ], schema=ALERTS)


def _columns(rows: Sequence[tuple[Any, ...]], width: int) -> Sequence[Sequence[Any]]:
    return list(zip(*rows, strict=True)) if rows else [()] * width
