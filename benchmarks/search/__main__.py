"""``python -m benchmarks.search [--sizes 790,10000,200000] [--out results.json]``: see README.md beside this file."""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.search.corpora import corpus
from benchmarks.search.fts5 import Fts5
from benchmarks.search.questions import Question, questions
from bordermark.compendium.bundled import bundled_documents
from bordermark.compendium.search import index
from bordermark.compendium.search.documents import SearchRequest
from bordermark.compendium.search.engine import Searcher

ROUNDS = 5


def timed(ask: Callable[[SearchRequest], Any], asked: list[Question], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each question in each round, by sort of question, after one warming round."""
    taken: dict[str, list[float]] = defaultdict(list)
    gc.collect()
    gc.freeze()
    for round_number in range(rounds + 1):
        for sort, request in asked:
            start = time.perf_counter()
            ask(request)
            if round_number:
                taken[sort].append((time.perf_counter() - start) * 1e3)
    return taken


def quantile(values: list[float], share: float) -> float:
    """The value below which this share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def figures(taken: dict[str, list[float]]) -> dict[str, dict[str, float]]:
    """p50 and p99 in ms for each sort of question and for all together."""
    everything = [value for values in taken.values() for value in values]
    return {
        sort: {"p50": round(quantile(values, 0.5), 2), "p99": round(quantile(values, 0.99), 2), "n": len(values)}
        for sort, values in {"all": everything, **taken}.items()
    }


def size_of(folder: Path) -> float:
    """Megabytes on disk."""
    return round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6, 1)


def measure(size: int, rounds: int) -> dict[str, Any]:
    """Build both, ask both the same, in one run."""
    real = bundled_documents()
    asked = questions(real)
    place = Path(tempfile.mkdtemp(prefix="bordermark-search-"))
    made = list(corpus(real, size))
    start = time.perf_counter()
    index.build(place / "tantivy", made, "benchmark", memory=256_000_000)
    built = time.perf_counter() - start
    searcher = Searcher(index.SearchIndex(place / "tantivy"))
    ours = figures(timed(searcher.search, asked, rounds))
    result: dict[str, Any] = {"records": size, "questions": len(asked), "tantivy": {
        "build_s": round(built, 1), "mb": size_of(place / "tantivy"), "ms": ours}}  # fmt: skip
    (place / "fts5").mkdir()
    start = time.perf_counter()
    other = Fts5(place / "fts5" / "t.db", made)
    built = time.perf_counter() - start
    theirs = figures(timed(other.search, asked, max(1, rounds // 3)))
    result["fts5"] = {"build_s": round(built, 1), "mb": size_of(place / "fts5"), "ms": theirs}
    shutil.rmtree(place)
    return result


def main() -> None:
    """Measure, print a table, write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="790,10000,200000")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    results: dict[str, Any] = {
        "python": platform.python_version(), "tantivy": version("tantivy"), "cpus": os.cpu_count(),
        "load_before": os.getloadavg(), "sizes": [],
    }  # fmt: skip
    print(
        f"load {os.getloadavg()[0]:.2f}\n{'records':>8} {'engine':8} {'build s':>8} {'MB':>8}  question: p50 / p99 ms"
    )
    for size in map(int, options.sizes.split(",")):
        result = measure(size, options.rounds)
        results["sizes"].append(result)
        for engine in ("tantivy", "fts5"):
            one = result[engine]
            print(f"{size:8d} {engine:8} {one['build_s']:8.1f} {one['mb']:8.1f}", end="  ")
            print("; ".join(f"{sort} {f['p50']}/{f['p99']}" for sort, f in one["ms"].items()), flush=True)
    results["load_after"] = os.getloadavg()
    if options.out:
        options.out.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
