"""``python -m benchmarks.screening [--rows 1000000] [--out results.json]``: see README.md beside this file."""

import argparse
import json
import os
import platform
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from benchmarks.screening.measuring import measure


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.screening")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    runs = []
    for large in (False, True):  # each in a process of its own, so that its peak of memory is its own
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
            runs.append(alone.submit(measure, options.rows, large, options.rounds).result())
    result = {
        "python": platform.python_version(), "processors": os.cpu_count(), "load": os.getloadavg()[0],
        **{name: version(name) for name in ("pyarrow", "numba", "pyahocorasick", "polars")},
        "runs": runs,
    }
    text = json.dumps(result, indent=2)
    print(text)
    if options.out:
        options.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
