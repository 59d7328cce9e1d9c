"""Run by tests as a program of its own, on a database of its own: freezes, is killed, and looks at what is left.

    python freezing.py kills ROUNDS     a child records and freezes over and over and is killed at a random moment
    python freezing.py waits            (PostgreSQL) a freeze meets a change that is not committed yet
    python freezing.py pack FILE        freezes the bundled pack and writes the manifest to FILE

Prints one JSON document.
"""

import json
import os
import random
import signal
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bordermark.web.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections, transaction  # noqa: E402

from bordermark.contributions.editions import editions, freeze, manifest, verify  # noqa: E402
from bordermark.contributions.models import Edition  # noqa: E402
from bordermark.contributions.revisions import Change, record_change  # noqa: E402
from bordermark.vocabulary.records import ConceptRecord  # noqa: E402
from bordermark.web.loading import bundled_files, load_bundled_pack, read_files  # noqa: E402

AT = datetime(2026, 11, 24, 13, tzinfo=UTC)
KINDS = ("concept", "state", "state-alias", "adjacency")


def some_records() -> None:
    records = read_files(bundled_files()).records()
    record_change(Change({name: records[name] for name in KINDS}), at=AT, by="the test", reason="to begin with")


def touch(number: int) -> None:
    concept = ConceptRecord(id="z-test", scheme="flow", label_en=f"Test {number}", source="a test")
    record_change(Change({"concept": [concept]}), at=AT, by="the test", reason="another label")


def freeze_for_ever(begin: int, log: int) -> None:
    number = begin
    while True:
        number += 1
        touch(number)
        os.write(log, b"(")
        freeze(f"Edition {number}", by="the test", at=AT)
        os.write(log, b")")


def kills(rounds: int) -> dict[str, Any]:
    chance, inside, broken = random.Random(os.environ.get("SEED", "1")), 0, []
    some_records()
    begun = time.monotonic()
    for number in (-2, -3):
        touch(number)
        freeze(f"Edition {number}", by="the test", at=AT)
    usual = (time.monotonic() - begun) / 2
    for turn in range(rounds):
        before = Edition.objects.count()
        connections.close_all()
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                freeze_for_ever(turn * 10_000, writing)
            finally:
                os._exit(1)
        os.close(writing)
        log = os.read(reading, 1)  # the first freeze of this child has begun
        time.sleep(chance.uniform(0, 2 * usual))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        log += os.read(reading, 65_536)
        os.close(reading)
        inside += log.endswith(b"(")
        time.sleep(0.05 if connection.vendor == "postgresql" else 0)
        held = editions()
        if [one.number for one in held] != list(range(len(held), 0, -1)):
            broken.append(f"numbers in round {turn}")
        if not log.count(b")") <= len(held) - before <= log.count(b"("):
            broken.append(f"{len(held) - before} editions in round {turn} after {log!r}")
        if held and manifest(held[0]).digest != held[0].digest:
            broken.append(f"digest in round {turn}")
    touch(-1)
    freeze("After it all", by="the test", at=AT)
    held = editions()
    broken += [str(one) for one in verify(*held)]
    return {"rounds": rounds, "inside": inside, "editions": len(held), "broken": broken}


def waits() -> dict[str, Any]:
    """A change takes its number and is committed only after the freeze has begun: the edition must hold it."""
    some_records()
    recorded, begun, made = threading.Event(), threading.Event(), []

    def change_slowly() -> None:
        with transaction.atomic():
            touch(1)
            recorded.set()
            begun.wait(10)
            time.sleep(0.5)
        connection.close()

    def freeze_meanwhile() -> None:
        recorded.wait(10)
        begun.set()
        made.append((freeze("Met", by="the test", at=AT), time.monotonic()))
        connection.close()

    started = time.monotonic()
    threads = [threading.Thread(target=one) for one in (change_slowly, freeze_meanwhile)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    edition, at = made[0]
    keys = [entry.key for entry in manifest(edition).entries if entry.type == "concept"]
    return {"waited": at - started, "holds": "flow:z-test" in keys, "findings": [str(one) for one in verify(edition)]}


def pack(to: str) -> dict[str, Any]:
    load_bundled_pack(AT)
    edition = freeze("The pack", by="the test", at=AT)
    Path(to).write_bytes(manifest(edition).content)
    return {"digest": edition.digest, "vendor": connection.vendor}


if __name__ == "__main__":
    call_command("migrate", verbosity=0, interactive=False)
    match sys.argv[1:]:
        case ["kills", rounds]:
            print(json.dumps(kills(int(rounds))))
        case ["waits"]:
            print(json.dumps(waits()))
        case ["pack", to]:
            print(json.dumps(pack(to)))
