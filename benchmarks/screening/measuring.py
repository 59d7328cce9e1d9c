"""The ways to screen that are compared, and their measures on the same lines."""

import os
import resource
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import ahocorasick
import polars as pl
import pyarrow.parquet as pq

from benchmarks.screening.volume import large_lists
from bordermark.screening.automaton import Automaton, compile_lists
from bordermark.screening.lists import load_lists
from bordermark.screening.readers.parquet import _batch_rows
from bordermark.screening.running import run

COLUMNS = ["id", "hs_code", "goods_description"]
PER_ROW = 200_000
"""Rows given to the ways that go a row at a time, which need no more to tell their speed."""


def decode_only(path: Path) -> int:
    """Read the columns and nothing else, as the reader does: what no screening can beat."""
    file = pq.ParquetFile(path, pre_buffer=False)
    return sum(batch.num_rows for batch in file.iter_batches(batch_size=_batch_rows(file), columns=COLUMNS))


def screened(path: Path, automaton: Automaton, workers: int) -> int:
    """Parquet in, alert Parquet out, all rules on."""
    summary = run(path, path.with_name("alerts.parquet"), automaton, rejects=path.with_name("rejects.csv"),
                  workers=workers)
    return summary.with_alerts


def per_row(path: Path, names: Sequence[str]) -> tuple[int, float]:
    """pyahocorasick a row at a time, names only, as one would write it first: rows it went through, and seconds."""
    matcher = ahocorasick.Automaton()
    for place, name in enumerate(names):
        matcher.add_word(f" {name} ", place)
    matcher.make_automaton()
    texts = pq.ParquetFile(path).read_row_group(0, columns=["goods_description"]).column(0).to_pylist()[:PER_ROW]
    start = time.perf_counter()
    found = sum(1 for text in texts if any(True for _ in matcher.iter(f" {written_first(text)} ")))
    taken = time.perf_counter() - start
    assert found
    return len(texts), taken


def written_first(text: str) -> str:
    """Accents, case and punctuation away, with the standard library."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one)).casefold()
    return " ".join("".join(one if one.isalnum() else " " for one in plain).split())


def with_polars(path: Path, names: Sequence[str]) -> int:
    """polars: normalise, replace what is no word, and extract_many; names only, all processors."""
    frame = pl.scan_parquet(path).head(PER_ROW).select(
        pl.concat_str(pl.lit(" "), pl.col("goods_description").str.normalize("NFKD").str.to_lowercase()
                      .str.replace_all(r"\p{M}", "").str.replace_all(r"[^\p{L}\p{N}]+", " "), pl.lit(" "))
        .str.extract_many([f" {name} " for name in names], overlapping=True).list.len().alias("found"))
    return frame.collect().height


def timed(action: Callable[[], int], rounds: int) -> tuple[float, float, int]:
    """Of some rounds the shortest by the clock and the least processor time, in seconds, and what the action gave."""
    shortest, least, result = float("inf"), float("inf"), 0
    for _ in range(rounds):
        start, used = time.perf_counter(), time.process_time()
        result = action()
        shortest, least = min(shortest, time.perf_counter() - start), min(least, time.process_time() - used)
    return shortest, least, result


def measure(rows: int, large: bool, rounds: int) -> dict[str, Any]:
    """All ways on the same lines and lists, one after the other in one process."""
    lists = large_lists() if large else load_lists()
    workers = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lines.parquet"
        subprocess.run([sys.executable, "-m", "benchmarks.screening.volume", str(path), str(rows), str(int(large))],
                       check=True)
        plain = compile_lists(lists, misspellings=False)
        decode, decode_cpu, _ = timed(lambda: decode_only(path), rounds)  # and the file is in memory
        ours, ours_cpu, hit = timed(lambda: screened(path, plain, workers), rounds)
        peak = peak_mb()
        one, one_cpu, _ = timed(lambda: screened(path, plain, 1), 1)
        full = compile_lists(lists)
        misspelt, misspelt_cpu, _ = timed(lambda: screened(path, full, workers), rounds)
        misspelt_one, _, _ = timed(lambda: screened(path, full, 1), 1)
        misspelt_peak = peak_mb()
        sample, row_by_row = per_row(path, plain.names)
        polars, _, _ = timed(lambda: with_polars(path, plain.names), 1)
    slow = sample / row_by_row
    return {
        "rows": rows, "lists": "2,000 entries x 12 names" if large else "bundled", "names": len(plain.names),
        "rows_with_alerts": hit, "workers": workers, "rows_given_to_slow_ways": sample,
        "decode_only_s": round(decode, 2), "screen_s": round(ours, 2), "screen_one_worker_s": round(one, 2),
        "with_misspellings_s": round(misspelt, 2), "with_misspellings_one_worker_s": round(misspelt_one, 2),
        "processor_s": {"decode_only": round(decode_cpu, 2), "screen": round(ours_cpu, 2),
                        "screen_one_worker": round(one_cpu, 2), "with_misspellings": round(misspelt_cpu, 2)},
        "rows_per_s": {"screen": round(rows / ours), "screen_one_worker": round(rows / one),
                       "pyahocorasick_per_row": round(slow), "polars": round(sample / polars)},
        "times_decode_only": round(ours / decode, 2), "times_decode_only_processor": round(ours_cpu / decode_cpu, 2),
        "misspellings_times": round(misspelt / ours, 2), "times_pyahocorasick": round(rows / ours / slow, 1),
        "times_pyahocorasick_one_worker": round(rows / one / slow, 1),
        "peak_mb": round(peak), "peak_mb_with_misspellings": round(misspelt_peak),
    }


def peak_mb() -> float:
    """The most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
