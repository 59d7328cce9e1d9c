"""``python -m benchmarks.obligations [--out results.json] [--pages 40]``: see README.md beside this file."""

import argparse
import gc
import json
import os
import platform
import random
import statistics
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import django

from bordermark.framework.bundled import bundled_world
from bordermark.framework.obligations import Day
from bordermark.framework.timeline import timeline
from bordermark.framework.world import World

DAYS = (date(1990, 1, 1), date(2012, 4, 25), date(2026, 11, 24))
RECORDED = date(2026, 11, 24)


def timed(run: Callable[..., object], *given: object) -> tuple[float, float]:
    """Wall-clock and processor milliseconds of one run."""
    wall, processor = time.perf_counter(), time.process_time()
    run(*given)
    return (time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000


def spread(times: Iterable[tuple[float, float]]) -> dict[str, float]:
    """Median and 95th percentile, wall clock; median of processor time: milliseconds."""
    pairs = list(times)
    wall = sorted(one for one, _ in pairs)
    return {"runs": len(wall), "p50_ms": round(statistics.median(wall), 1),
            "p95_ms": round(wall[min(len(wall) - 1, int(len(wall) * 0.95))], 1),
            "cpu_p50_ms": round(statistics.median(one for _, one in pairs), 1)}


def every_state(world: World, day: date) -> int:
    """All States, all measures, one day; from nothing."""
    found = Day(world, day)
    return sum(len(found.obligations(state)) for state in world.states)


def one_state(world: World, state: str) -> int:
    """One State, all measures, one day; from nothing."""
    return len(Day(world, RECORDED).obligations(state))


def pages(most: int) -> dict[str, Any]:
    """Pages of what binds a State, as the server makes them: each State once, so that nothing of it is kept."""
    django.setup()
    from django.conf import settings
    from django.test import Client

    from bordermark.framework.reading import world

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client(headers={"accept": "text/html"})
    client.get("/states/KEN/obligations")
    states = random.Random(1540).sample(world().states, most)
    measures = random.Random(1540).sample(list(world().framework.measures), most)
    return {
        "page: what binds a State": spread(timed(client.get, f"/states/{one}/obligations") for one in states),
        "page: one measure for a State": spread(
            timed(client.get, f"/states/{one}/obligations/{measure}")
            for one, measure in zip(states, measures, strict=True)),
        "page: a measure with its map": spread(timed(client.get, f"/measures/{one}") for one in measures),
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path)
    parser.add_argument("--pages", type=int, default=40)
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bordermark.web.settings")
    world = bundled_world(RECORDED)
    every_state(world, RECORDED)
    gc.collect()
    gc.freeze()
    results: dict[str, Any] = {
        "all States, all measures, one day": spread(timed(every_state, world, day) for day in DAYS),
        "one State, all measures, one day": spread(
            timed(one_state, world, state) for state in world.states[:60]),
        "one State, all measures, all days": spread(timed(timeline, world, state) for state in world.states),
    }
    results |= pages(asked.pages)
    report = {
        "states": len(world.states), "measures": len(world.framework.measures),
        "derivations": len(world.framework.derivations), "python": platform.python_version(),
        "processors": os.cpu_count(), "results": results,
    }
    text = json.dumps(report, indent=2)
    print(text)
    if asked.out:
        asked.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
