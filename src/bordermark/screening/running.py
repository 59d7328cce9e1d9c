"""A file screened from end to end: read, screened by several threads, written, counted."""

import gc
import os
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from bordermark.errors import BordermarkError
from bordermark.screening.automaton import Automaton
from bordermark.screening.codes import repairs
from bordermark.screening.engine import screen
from bordermark.screening.readers import Lines, read_lines
from bordermark.screening.readers.lines import Mapped
from bordermark.screening.writing import outputs

Progress = Callable[[int, float], None]
"""Called with the rows done and how far in the file they end, from 0 to 1."""


@dataclass
class Summary:
    """What a run did. Every row is one of three: it raised alerts, it is clear, it was rejected."""

    rows: int = 0
    with_alerts: int = 0
    clear: int = 0
    rejected: int = 0
    alerts: int = 0
    by_list: Counter[str] = field(default_factory=Counter)
    codes_repaired: int = 0
    codes_unreadable: int = 0

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Summary":
        """The summary that `as_dict` made."""
        return cls(**{**kept, "by_list": Counter(kept.get("by_list", {}))})

    def as_dict(self) -> dict[str, Any]:
        return {**self.__dict__, "by_list": dict(sorted(self.by_list.items()))}

    def count(self, lines: Lines, alerts: pa.Table) -> None:
        """Add a batch. Raises BordermarkError when its rows do not add up, which no input can cause."""
        rows = lines.table.num_rows
        telling = pc.count_distinct(alerts.column("row")).as_py()
        self.rows += lines.rows
        self.rejected += lines.rejected
        self.with_alerts += telling
        self.clear += rows - telling
        self.alerts += alerts.num_rows
        for one in pc.value_counts(alerts.column("list")).to_pylist():
            self.by_list[one["values"]] += one["counts"]
        if "hs_code" in lines.table.schema.names:
            repaired, unreadable = repairs(lines.table.column("hs_code"))
            self.codes_repaired += repaired
            self.codes_unreadable += unreadable
        if self.rows != self.with_alerts + self.clear + self.rejected or telling > rows:
            raise BordermarkError(f"{self.rows} rows do not add up to alerts, clear and rejected ones: {self}.")


def run(
    source: Path, out: Path, automaton: Automaton, *, rejects: Path, mapping: Mapped | None = None,
    workers: int | None = None, progress: Progress = lambda rows, done: None,
) -> Summary:
    """Screen a file: alerts to `out` (.parquet, .csv or .jsonl), rejected rows to `rejects`.

    Both files are complete or untouched. Raises RefusedInput when the file cannot be read as a whole.
    """
    summary = Summary()
    gc.collect()
    gc.freeze()  # the lists need not be looked through each time that the many small pieces of evidence are cleared
    try:
        with outputs(out, rejects) as (writer, refused):
            for lines, alerts in screened(read_lines(source, mapping), automaton, workers or os.cpu_count() or 1):
                writer.write(alerts)
                refused.write(lines.rejects)
                summary.count(lines, alerts)
                progress(summary.rows, lines.done)
    finally:
        gc.unfreeze()
    return summary


def screened(batches: Iterator[Lines], automaton: Automaton, workers: int) -> Iterator[tuple[Lines, pa.Table]]:
    """Batches with their alerts, in the order of the file; no more batches are held than workers and one."""
    with ThreadPoolExecutor(workers, thread_name_prefix="screening") as pool:
        waiting: deque[tuple[Lines, Future[pa.Table]]] = deque()
        try:
            for lines in batches:
                waiting.append((lines, pool.submit(screen, lines.table, automaton)))
                while len(waiting) > workers:
                    first, future = waiting.popleft()
                    yield first, future.result()
            while waiting:
                first, future = waiting.popleft()
                yield first, future.result()
        finally:
            pool.shutdown(cancel_futures=True)
