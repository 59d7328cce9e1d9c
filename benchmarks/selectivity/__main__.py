"""How long it takes to give lines their lanes: ``python -m benchmarks.selectivity --rows 10000000``."""

import argparse
import json
import resource
import time
from pathlib import Path

import numpy as np
import polars as pl

from bordermark.screening.selectivity.assigning import assign
from bordermark.screening.selectivity.drawing import draw
from bordermark.screening.selectivity.frames import LINES, PAIRS, kind_of, pattern_of
from bordermark.screening.selectivity.plan import read_plan_file
from bordermark.screening.selectivity.yields import Yields

PLAN = Path(__file__).parent.parent.parent / "docs" / "how-to" / "plan.toml"
EVIDENCE = ((0.955, ("cas", "hs part")), (0.9, ("name",)), (0.5, ("fuzzy",)), (0.68, ("hs whole", "vague")))


def made_up(rows: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Lines of 30 offices and four weeks, and an alert in 13 of 1,000 of them."""
    chance = np.random.default_rng(1)
    lines = pl.DataFrame({
        "row": np.arange(1, rows + 1), "id": pl.Series(np.arange(rows)).cast(pl.String),
        "hs_code": pl.Series(chance.integers(10**5, 10**6, rows)).cast(pl.String),
        "office": "O" + pl.Series(chance.integers(0, 30, rows)).cast(pl.String),
        "date": "2026-03-" + pl.Series(chance.integers(1, 29, rows)).cast(pl.String).str.zfill(2),
        "origin": pl.Series(["FR"]).new_from_index(0, rows), "destination": pl.Series(["KE"]).new_from_index(0, rows),
    }).select(pl.col(name).cast(kind) for name, kind in LINES.items())
    some = rows * 13 // 1000
    kinds = chance.integers(0, len(EVIDENCE), some).tolist()
    alerts = pl.DataFrame({
        "row": np.sort(chance.choice(rows, some, replace=False) + 1), "list": "cwc-schedule-2",
        "entry": pl.Series(chance.integers(0, 500, some)).cast(pl.String), "title": "made up",
        "score": [EVIDENCE[one][0] for one in kinds],
        "kinds": [sorted(map(kind_of, EVIDENCE[one][1])) for one in kinds],
        "features": [list(EVIDENCE[one][1]) for one in kinds],
        "pattern": [pattern_of(EVIDENCE[one][1]) for one in kinds],
    }).select(pl.col(name).cast(kind) for name, kind in PAIRS.items())
    return lines, alerts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    lines, alerts = made_up(asked.rows)
    plan = read_plan_file(PLAN)
    draw(lines["id"].head(1), 1)  # compiled once, and kept on disk
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    clock, processor = time.perf_counter(), time.process_time()
    given = assign(lines, alerts, plan, 1, Yields({}))
    told = {
        "rows": asked.rows, "alerts": alerts.height, "seconds": round(time.perf_counter() - clock, 2),
        "processor_seconds": round(time.process_time() - processor, 2), "megabytes_with_the_lines": before // 1024,
        "megabytes_at_most": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "at_random": int(given.loads["random"].sum()), "turned_away": int(given.loads["overflow"].sum()),
    }
    print(json.dumps(told, indent=2))
    if asked.out:
        asked.out.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
