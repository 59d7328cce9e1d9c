"""``python -m benchmarks.diagnosis [--out results.json] [--large 20000]``: see README.md beside this file."""

import argparse
import json
import platform
import resource
import time
from pathlib import Path
from typing import Any

from benchmarks.diagnosis.worlds import World, world
from bordermark.diagnosis.diagnosing import Asked, Diagnosis, diagnose

YEAR = 2012


def run(made: World, asked: Asked) -> dict[str, Any]:
    """Seconds of a diagnosis, and how many planted duplicates it found."""
    start, processor = time.perf_counter(), time.process_time()
    found = diagnose(made.survey, asked)
    seconds, cpu = time.perf_counter() - start, time.process_time() - processor
    return {"activities": len(made.survey.activities), "bodies": len(made.survey.entities), "draws": asked.draws,
            "deals": asked.deals, "networks": asked.networks, "seconds": round(seconds, 1),
            "cpu_seconds": round(cpu, 1), "overlapping_pairs": found.weighted[-1].overall.pairs,
            **duplicates(made, found)}


def duplicates(made: World, found: Diagnosis) -> dict[str, Any]:
    """Precision and recall of possible duplication, against what was planted."""
    pairs = {frozenset((one.a, one.b)) for one in found.weighted[-1].duplicates}
    right = len(pairs & made.planted)
    return {"planted": len(made.planted), "found": len(pairs),
            "precision": round(right / len(pairs), 3) if pairs else None,
            "recall": round(right / len(made.planted), 3) if made.planted else None}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path)
    parser.add_argument("--large", type=int, default=20_000, help="activities of the large world, 0 for none")
    given = parser.parse_args()
    diagnose(world(60, 10, 1, 1).survey, Asked(YEAR, draws=4, deals=4, networks=4, worlds=4))  # compiles the kernels
    rows = [run(world(207, 93, 10, seed), Asked(YEAR, seed=seed)) for seed in (1, 2, 3)]
    if given.large:
        rows.append(run(world(given.large, 300, given.large // 100, 4), Asked(YEAR, deals=0, networks=20, worlds=100)))
    found = {"python": platform.python_version(), "machine": platform.machine(),
             "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "rows": rows}
    if given.out:
        given.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    for row in rows:
        print(json.dumps(row))


if __name__ == "__main__":
    main()
