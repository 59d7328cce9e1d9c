"""Run by tests as a program of its own, on a database of its own: contributes, is killed, and looks at what is left.

    python contributing.py kills ROUNDS    a child drafts, accepts and publishes over and over, and is killed
    python contributing.py threads         four people change one record of a draft at the same time
    python contributing.py uploads         a large file is read beside, one that died is begun again

Prints one JSON document.
"""

import json
import os
import random
import signal
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bordermark.web.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from bordermark.accounts import audit  # noqa: E402
from bordermark.accounts.models import AuditEntry, Notification, User  # noqa: E402
from bordermark.accounts.policy import Action, Held, Person, Role  # noqa: E402
from bordermark.contributions.comparing import Proposal  # noqa: E402
from bordermark.contributions.models import ChangeSet, Revision, Upload  # noqa: E402
from bordermark.contributions.proposing import propose  # noqa: E402
from bordermark.contributions.reading import Incoming  # noqa: E402
from bordermark.contributions.review import uploads  # noqa: E402
from bordermark.contributions.review.change_sets import content_digest, draft_from, move  # noqa: E402
from bordermark.contributions.review.editing import Differs, save_item  # noqa: E402
from bordermark.contributions.revisions import Change, record_change, standing_digests  # noqa: E402
from bordermark.pack import Row  # noqa: E402
from bordermark.vocabulary.records import ConceptRecord  # noqa: E402
from bordermark.web.loading import bundled_files, read_files  # noqa: E402

AT = datetime(2026, 11, 24, 13, tzinfo=UTC)
RECORDS = 40
AUTHOR = Person("ida", roles=frozenset({Held(Role.CONTRIBUTOR, "icao")}))
REVIEWER = Person("rita", roles=frozenset({Held(Role.REVIEWER, "wco")}))
EDITOR = Person("edgar", roles=frozenset({Held(Role.EDITOR)}))


def begin() -> None:
    records = read_files(bundled_files()).records()
    some = {name: records[name] for name in ("concept", "state", "organisation")}
    record_change(Change(some), at=AT, by="the test", reason="to begin with")
    for person in (AUTHOR, REVIEWER, EDITOR):
        User.objects.create(username=person.id, email=f"{person.id}@example.org", name=person.id, date_joined=AT)


def proposal(number: int) -> Proposal:
    records = [ConceptRecord(id=f"z-{at}", scheme="flow", label_en=f"Flow {number}.{at}", source="a test")
               for at in range(RECORDS)]
    return propose(Incoming({"concept": [Row("a file", at, one) for at, one in enumerate(records, 1)]}))


def contribute(number: int, log: int | None = None) -> None:
    held = draft_from(proposal(number), by=AUTHOR, title=f"Set {number}", reason="again", organisation="icao",
                      provenance={"source": "api"})
    for action, person in ((Action.SUBMIT, AUTHOR), (Action.TAKE_UP, REVIEWER), (Action.ACCEPT, REVIEWER)):
        move(held, action, person)
    if log is not None:
        os.write(log, b"(")
    move(held, Action.PUBLISH, EDITOR)
    if log is not None:
        os.write(log, b")")


def contribute_for_ever(begin_at: int, log: int) -> None:
    number = begin_at
    while True:
        number += 1
        contribute(number, log)


def flaws() -> list[str]:
    """What is half done."""
    found = []
    seen = Revision.objects.exclude(recorded_by="the test").count()
    for held in ChangeSet.objects.all():
        made = Revision.objects.filter(reason__contains=f"(change set {held.pk})")
        wanted = {(one.record_id, one.digest) for one in held.items.all()} if held.status == "published" else set()
        if set(made.values_list("record_id", "digest")) != wanted:
            found.append(f"revisions of {held}")
        if held.status == "published" and not all(
            (held.first_revision or 0) <= pk <= (held.last_revision or 0) for pk in made.values_list("pk", flat=True)
        ):
            found.append(f"numbers of the revisions of {held}")
        told = Notification.objects.filter(kind="set-publish", url=f"/contributions/{held.pk}").count()
        steps = held.steps.filter(action="publish").count()
        entries = AuditEntry.objects.filter(action="publish", object=str(held.pk)).count()
        if {told, steps, entries} != {int(held.status == "published")}:
            found.append(f"step, entry and notification of {held}")
        if held.content != content_digest(held) or held.items.count() != RECORDS:
            found.append(f"content of {held}")
        seen -= made.count()
    if seen:
        found.append(f"{seen} revisions of no set")
    last = ChangeSet.objects.filter(status="published").first()
    if last:
        standing = standing_digests("concept")
        found += [str(one) for one in last.items.all() if standing.get(one.record_id) != one.digest]
    return [*found, *(str(one) for one in audit.flaws())]


def kills(rounds: int) -> dict[str, Any]:
    chance, inside, broken = random.Random(os.environ.get("SEED", "1")), 0, []
    begun = time.monotonic()
    for number in (1, 2):
        contribute(number)
    usual = (time.monotonic() - begun) / 2
    for turn in range(rounds):
        connections.close_all()
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                contribute_for_ever((turn + 1) * 10_000, writing)
            finally:
                os._exit(1)
        os.close(writing)
        log = os.read(reading, 1) if turn % 2 else b""  # every other child has begun to publish
        time.sleep(chance.uniform(0, usual))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        log += os.read(reading, 65_536)
        os.close(reading)
        inside += log.endswith(b"(")
        time.sleep(0.05 if connection.vendor == "postgresql" else 0)
        broken += flaws()
    contribute(-1)
    return {"rounds": rounds, "inside": inside, "sets": ChangeSet.objects.count(), "broken": broken + flaws()}


def threads() -> dict[str, Any]:
    """Four people change each their own field of one record, twenty times; and all of them one field besides."""
    held = draft_from(proposal(1), by=AUTHOR, title="Together", reason="at once", organisation="icao",
                      provenance={"source": "form"})
    differs: list[str] = []

    def work(field: str) -> None:
        for number in range(20):
            read = held.items.get(record_id="flow:z-0").data
            assert read is not None
            save_item(held, "concept", "flow:z-0", {**read, field: f"{field} {number}"}, read, AUTHOR)
        read = held.items.get(record_id="flow:z-0").data
        assert read is not None
        together.wait(60)
        try:
            save_item(held, "concept", "flow:z-0", {**read, "definition": f"by {field}"}, read, AUTHOR)
        except Differs as error:
            differs.append(error.conflicts[0].field)
        connection.close()

    fields = ("label_ar", "label_es", "label_fr", "label_ru")
    together = threading.Barrier(len(fields))
    some = [threading.Thread(target=work, args=(field,)) for field in fields]
    for one in some:
        one.start()
    for one in some:
        one.join(120)
    data = held.items.get(record_id="flow:z-0").data or {}
    held.refresh_from_db()
    return {"fields": {field: data[field] for field in fields}, "differs": differs,
            "definition": data["definition"], "content": held.content == content_digest(held)}


def uploaded() -> dict[str, Any]:
    """A file that is too large to wait for; and one whose dry run was begun by a server that is gone."""
    line = {"scheme": "flow", "label_en": "x" * 2000, "source": "a test"}
    content = "\n".join(json.dumps({"id": f"z-{at}", **line}) for at in range(100)).encode()
    large, orphan = (uploads.receive("a.jsonl", content, "concept", AUTHOR) for _ in range(2))
    started = time.monotonic()
    uploads.start(large)
    returned = time.monotonic() - started
    seen = set()
    while large.status in ("waiting", "running") and time.monotonic() < started + 60:
        seen.add(large.status)
        time.sleep(0.02)
        large.refresh_from_db()
    Upload.objects.filter(pk=orphan.pk).update(status="running")
    uploads.run(orphan.pk)
    orphan.refresh_from_db()
    not_yet = orphan.status
    Upload.objects.filter(pk=orphan.pk).update(alive_at=AT - timedelta(days=1))
    orphan.refresh_from_db()
    died = uploads.waiting(orphan, timezone.now())
    uploads.run(orphan.pk)
    orphan.refresh_from_db()
    kept = [len((one.proposal or {})["items"]) for one in (large, orphan)]
    return {"small": len(content) <= uploads.SMALL, "returned": returned, "seen": sorted(seen), "items": kept,
            "not_yet": not_yet, "died": died, "statuses": [large.status, orphan.status],
            "content": [len(Upload.objects.get(pk=one.pk).content) for one in (large, orphan)]}


if __name__ == "__main__":
    call_command("migrate", verbosity=0, interactive=False)
    begin()
    match sys.argv[1:]:
        case ["kills", rounds]:
            print(json.dumps(kills(int(rounds))))
        case ["threads"]:
            print(json.dumps(threads()))
        case ["uploads"]:
            print(json.dumps(uploaded()))
