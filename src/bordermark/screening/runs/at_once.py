"""Lines screened while their sender waits: against the lists as they stand, and without anything being kept."""

from collections.abc import Sequence
from functools import lru_cache
from threading import Lock
from typing import Final

import pyarrow as pa

from bordermark.errors import Finding
from bordermark.screening.automaton import Automaton, compile_lists
from bordermark.screening.engine import screen
from bordermark.screening.lists import Lists
from bordermark.screening.readers.lines import checked
from bordermark.screening.running import Summary
from bordermark.screening.store import control_lists
from bordermark.vocabulary.hs.codes import Edition

Line = tuple[str, str, str]
"""Id (empty for none), code and description."""

_one_at_a_time: Final = Lock()


def screen_lines(
    lines: Sequence[Line], edition: Edition, misspellings: bool
) -> tuple[Summary, pa.Table, Sequence[Finding]]:
    """What became of the lines, their alerts, and the lines that say nothing."""
    ids, codes, texts = zip(*lines, strict=True)
    rows = range(1, len(lines) + 1)
    table = pa.RecordBatch.from_arrays([
        pa.array(rows, pa.int64()), pa.array([key or str(row) for key, row in zip(ids, rows, strict=True)]),
        pa.array(codes), pa.array(texts),
    ], names=["row", "id", "hs_code", "goods_description"])
    batch = checked("lines", table, (), 1.0)
    alerts = screen(batch.table, automaton(edition, misspellings))
    summary = Summary()
    summary.count(batch, alerts)
    return summary, alerts, batch.rejects


def automaton(edition: Edition, misspellings: bool) -> Automaton:
    """The lists as they stand, compiled once until they change: for each edition in half a second, about 10 MB."""
    with _one_at_a_time:
        return _compiled(control_lists(), edition, misspellings)


@lru_cache(maxsize=4)
def _compiled(lists: Lists, edition: Edition, misspellings: bool) -> Automaton:
    return compile_lists(lists, edition, (), misspellings)
