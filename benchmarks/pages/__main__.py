"""``python -m benchmarks.pages [--out results.json] [--each 200]``: see README.md beside this file."""

import argparse
import gc
import json
import logging
import os
import platform
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django

LANGUAGES = ("en", "ar", "es", "fr", "ru", "zh")
TARGET = 100
"""Milliseconds of server time at the 95th percentile."""


def addresses(rng: random.Random, each: int) -> Iterator[tuple[str, str]]:
    """(kind of page, address): up to `each` of every kind, over real ids, in the six languages in turn."""
    from bordermark.compendium.models import Act, Instrument, ParticipationSource, Provision
    from bordermark.organisations.store import organisations
    from bordermark.screening.store import control_lists
    from bordermark.vocabulary.hs.codes import EDITIONS
    from bordermark.vocabulary.hs.nomenclature import tree
    from bordermark.vocabulary.store import vocabulary

    words, bodies = vocabulary(), organisations()
    instruments = list(Instrument.objects.values_list("pk", flat=True))
    parties = list(ParticipationSource.objects.values_list("pk", flat=True))
    acting = list(Act.objects.exclude(state=None).values_list("state", flat=True).distinct())
    titles = list(Instrument.objects.values_list("title", flat=True))
    themes = [one.code for one in words.schemes["theme"]]
    kinds = {
        "home": ["/"], "about": ["/about"], "browse": ["/browse"], "states": ["/states"],
        "organisations": ["/organisations"], "vocabulary": ["/vocabulary"],
        "scheme": [f"/vocabulary/{one}" for one in words.schemes],
        "concept": [f"/vocabulary/{one.scheme}/{one.code}" for one in words.concepts.values()],
        "state": [f"/states/{one}" for one in words.states],
        "organisation": [f"/organisations/{one}" for one in bodies.bodies],
        "instrument": [f"/instruments/{one}" for one in instruments],
        "instrument as at": [f"/instruments/{one}?as_at={rng.randint(1990, 2026)}" for one in instruments],
        "instrument as recorded": [f"/instruments/{one}?as_recorded=2030" for one in instruments],
        "instrument, JSON": [f"/instruments/{one}?format=json" for one in instruments],
        "parties": [f"/instruments/{one}/parties" for one in parties],
        "provision": [f"/provisions/{one}" for one in Provision.objects.values_list("pk", flat=True)],
        "code": [f"/hs/{edition}/{one}" for edition in EDITIONS for one in tree(edition).codes],
        "control list": [f"/lists/{one}" for one in control_lists().lists],
        "entry": [f"/entries/{one}" for one in control_lists().entries],
        "look-up": ["/controlled?" + urlencode({"q": one.title[:40]}) for one in control_lists().entries.values()],
        "search, words": ["/search?" + urlencode({"q": " ".join(rng.sample(one.split(), min(2, len(one.split()))))})
                          for one in titles],
        "search, everything": ["/search?" + urlencode({"page": page}) for page in range(1, 30)],
        "search, filters": ["/search?" + urlencode({"party": rng.choice(acting), "theme": rng.choice(themes)})
                            for _ in range(each)],
        "suggestions": ["/suggest?" + urlencode({"q": one[: rng.randint(2, 8)]}) for one in titles],
        "not found": [f"/instruments/{one[:-3]}" for one in instruments],
    }
    for kind, all_of_them in kinds.items():
        chosen = rng.sample(all_of_them, each) if len(all_of_them) > each else all_of_them * (-(-each // (
            len(all_of_them) * 3)))
        for at, address in enumerate(chosen):
            language = LANGUAGES[at % len(LANGUAGES)]
            yield kind, address if language == "en" else f"/{language}{address}"


def quantile(values: list[float], share: float) -> float:
    """The value below which this share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def measure(each: int) -> dict[str, dict[str, Any]]:
    """Server time of every kind of page, all middleware and compression included, in ms.

    Kinds are mixed, as readers mix them; every kind is warmed by one page first.
    """
    from django.test import Client

    rng = random.Random("borders")
    asked = list(addresses(rng, each))
    client = Client(headers={"accept": "text/html", "accept-encoding": "gzip"})
    for address in dict(asked).values():
        client.get(address)
    rng.shuffle(asked)
    gc.collect()
    gc.freeze()
    taken: dict[str, list[float]] = {}
    processor: dict[str, list[float]] = {}
    sizes: dict[str, list[float]] = {}
    for kind, address in asked:
        start, worked = time.perf_counter(), time.process_time()
        response = client.get(address)
        taken.setdefault(kind, []).append((time.perf_counter() - start) * 1e3)
        processor.setdefault(kind, []).append((time.process_time() - worked) * 1e3)
        sizes.setdefault(kind, []).append(len(response.content) / 1e3)
        expected = 404 if kind == "not found" else 200
        assert response.status_code == expected, (address, response.status_code)
    everything = [value for values in taken.values() for value in values]
    all_work = [value for values in processor.values() for value in values]
    all_sizes = [value for values in sizes.values() for value in values]
    return {
        kind: {"n": len(values), **{f"p{share:g}": round(quantile(values, share / 100), 1) for share in (50, 95, 99)},
               "cpu_p95": round(quantile(work, 0.95), 1), "kb_p95": round(quantile(size, 0.95), 1)}
        for kind, values, work, size in [
            ("all", everything, all_work, all_sizes),
            *((kind, values, processor[kind], sizes[kind]) for kind, values in sorted(taken.items())),
        ]
    }


def table(measured: dict[str, dict[str, Any]]) -> str:
    """The figures as a table in Markdown."""
    head = "| page | n | p50 | p95 | p99 | CPU p95 | KB p95 |\n|---|--:|--:|--:|--:|--:|--:|\n"
    return head + "\n".join(
        f"| {kind} | {one['n']} | {one['p50']} | {one['p95']} | {one['p99']} | {one['cpu_p95']} | {one['kb_p95']} |"
        for kind, one in measured.items()
    )


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=200, help="pages of each kind")
    parser.add_argument("--out", type=Path, help="file for the figures as JSON")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bordermark.web.settings")
    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from bordermark.web import starting

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    starting.prepare(lambda stage: None, lambda *_: None, timezone.now())
    logging.disable()  # every page that is not found would be a line
    before = os.getloadavg()
    measured = measure(options.each)
    print(table(measured))
    slow = [kind for kind, one in measured.items() if one["p95"] > TARGET]
    print(f"\n{'Slower than' if slow else 'All within'} {TARGET} ms at p95{': ' + ', '.join(slow) if slow else ''}.")
    if options.out:
        options.out.write_text(json.dumps({
            "python": platform.python_version(), "django": django.get_version(), "cores": os.cpu_count(),
            "load_before": before, "load_after": os.getloadavg(), "milliseconds": measured,
        }, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
