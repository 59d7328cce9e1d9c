"""A small Bordermark of its own, run as a program by tests: served, changed and looked at.

    python instance.py serve PORT      makes the data folder ready, loads a small pack, prints "ready", serves
    python instance.py change          records a change of one instrument, a new one and a withdrawal
    python instance.py forget          makes as if nothing had been heard of unfinished harvests for long
    python instance.py look            prints its change sets with their items, and its harvests, as JSON
"""

import json
import sys
from datetime import UTC, datetime, timedelta

import django

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
INSTRUMENTS = 12


def serve(port: int) -> None:
    from django.core.management import call_command
    from waitress.server import create_server

    from bordermark.web.wsgi import application

    call_command("migrate", verbosity=0, interactive=False)
    load()
    server = create_server(application, host="127.0.0.1", port=port, threads=4)
    print("ready", flush=True)
    server.run()


def load() -> None:
    """Concepts, States, organisations and a few instruments with their provisions."""
    from bordermark.contributions.models import PackLoad
    from bordermark.contributions.revisions import Change, record_change
    from bordermark.web.loading import bundled_files, read_files

    wanted = ("concepts.csv", "states.csv", "organisations.csv", "instruments.jsonl", "provisions.jsonl")
    records = read_files(pair for pair in bundled_files() if pair[0].name in wanted).records()
    some = [one for one in records["instrument"] if not one.relations][:INSTRUMENTS]
    ids = {one.key for one in some}
    records |= {"instrument": some, "provision": [one for one in records["provision"] if one.instrument in ids]}
    record_change(Change(records), at=AT, by="the small pack", reason="Loaded")
    PackLoad.objects.create(digest="small", loaded_at=AT)


def change() -> None:
    from bordermark.compendium.records import ProvisionRecord
    from bordermark.contributions.revisions import Change, record_change
    from bordermark.contributions.store import standing_records

    instruments = standing_records("instrument")
    first = instruments[0].model_copy(update={"short_title": "Changed at the source"})
    new = instruments[1].model_copy(update={"id": "made-at-the-source", "title": "Made at the source"})
    parts = [one.key for one in standing_records("provision")
             if isinstance(one, ProvisionRecord) and one.instrument == instruments[2].key]
    record_change(Change({"instrument": [first, new]}, {"provision": parts, "instrument": [instruments[2].key]}),
                  at=AT + timedelta(minutes=5), by="the source", reason="Changed")
    print(json.dumps({"changed": first.key, "new": new.key, "withdrawn": sorted([instruments[2].key, *parts])}))


def look() -> None:
    from bordermark.contributions.feeds.models import Harvest
    from bordermark.contributions.review.models import ChangeSet

    print(json.dumps({
        "sets": [{"status": one.status, "organisation": one.organisation_id, "provenance": one.provenance,
                  "by": one.made_by, "items": sorted([item.kind, item.record_type, item.record_id]
                                                     for item in one.items.all())}
                 for one in ChangeSet.objects.order_by("pk")],
        "harvests": [[one.read, one.proposed, one.unchanged, one.skipped, one.error]
                     for one in Harvest.objects.order_by("pk")],
    }))


def forget() -> None:
    from bordermark.contributions.feeds.models import Harvest

    print(Harvest.objects.filter(finished_at=None).update(alive_at=AT - timedelta(hours=1)))


if __name__ == "__main__":
    django.setup()
    match sys.argv[1:]:
        case ["serve", port]:
            serve(int(port))
        case ["change"]:
            change()
        case ["forget"]:
            forget()
        case _:
            look()
