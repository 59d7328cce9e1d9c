"""The two clocks: recording changes, and reading the records as they stood at a moment of recording."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet

from bordermark.contributions.digests import digest as digest
from bordermark.contributions.models import Revision
from bordermark.contributions.record_types import record_type, record_types
from bordermark.pack import Record


@dataclass(frozen=True, slots=True)
class Change:
    """What to record: new or changed records and withdrawn keys, by type, in one transaction."""

    records: Mapping[str, Sequence[Record]]
    withdrawn: Mapping[str, Sequence[str]] = field(default_factory=dict)


def record_change(
    change: Change,
    *,
    at: datetime,
    by: str,
    reason: str,
    progress: Callable[[str, int, int], None] | None = None,
) -> int:
    """Make a change: the tables follow the records, and each record that differs becomes a revision.

    This is the only way in which records change. All or nothing: it runs in one transaction. Returns the
    number of revisions made; records that stand already, to the letter, make none.
    """
    made = 0
    order = [one.name for one in record_types()]
    unknown = (set(change.records) | set(change.withdrawn)) - set(order)
    if unknown:
        raise KeyError(f"no such record type: {', '.join(sorted(unknown))}")
    total = sum(len(records) for records in change.records.values())
    done = 0
    with transaction.atomic():
        for name in reversed(order):
            keys = list(change.withdrawn.get(name, ()))
            if keys:
                record_type(name).remove(keys)
                made += _record(name, dict.fromkeys(keys), at, by, reason)
        for name in order:
            records = change.records.get(name, ())
            standing = standing_digests(name)
            data = {record.key: record.model_dump(mode="json") for record in records}
            differing = {key: value for key, value in data.items() if standing.get(key) != digest(value)}
            record_type(name).save([record for record in records if record.key in differing])
            made += _record(name, differing, at, by, reason)
            done += len(records)
            if progress and records:
                progress(name, done, total)
    return made


def _record(name: str, data: Mapping[str, Any], at: datetime, by: str, reason: str) -> int:
    rows = [
        Revision(record_type=name, record_id=key, recorded_at=at, recorded_by=by, reason=reason, data=value,
                 digest=digest(value) if value is not None else "")
        for key, value in data.items()
    ]
    Revision.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def standing_digests(name: str) -> dict[str, str]:
    """Digest of the record as it stands now, by key; withdrawn records are left out."""
    latest = (Revision.objects.filter(record_type=name).values("record_id").annotate(last=Max("id"))
              .values_list("last", flat=True))
    rows = Revision.objects.filter(pk__in=latest).exclude(digest="")
    return dict(rows.values_list("record_id", "digest"))


def standing_authors(name: str) -> dict[str, str]:
    """Who made the last revision, by key, of each record that is not withdrawn."""
    latest = (Revision.objects.filter(record_type=name).values("record_id").annotate(last=Max("id"))
              .values_list("last", flat=True))
    return dict(Revision.objects.filter(pk__in=latest).exclude(digest="").values_list("record_id", "recorded_by"))


def last_revision() -> int:
    """The number of the newest revision; 0 when there is none. Every change of the records raises it."""
    return Revision.objects.aggregate(last=Max("id"))["last"] or 0


def last_revision_at(moment: datetime) -> int:
    """The number of the newest revision that had been recorded by `moment`; 0 when there was none."""
    return Revision.objects.filter(recorded_at__lte=moment).aggregate(last=Max("id"))["last"] or 0


def standing_at(revision: int) -> "QuerySet[Revision]":
    """The revision of each record that stood when this was the newest revision; withdrawn records are left out."""
    latest = (Revision.objects.filter(pk__lte=revision).values("record_type", "record_id")
              .annotate(last=Max("id")).values_list("last", flat=True))
    return Revision.objects.filter(pk__in=latest).exclude(digest="").order_by("pk")


def changed_since(revision: int) -> Iterable[tuple[str, str]]:
    """Type and key of the records changed after a revision, oldest change first; a record may come twice."""
    return Revision.objects.filter(pk__gt=revision).order_by("pk").values_list("record_type", "record_id")


def history(name: str, key: str) -> list[Revision]:
    """All revisions of one record, newest first."""
    return list(Revision.objects.filter(record_type=name, record_id=key).order_by("-pk"))


@dataclass(frozen=True)
class Recorded:
    """The records as they stood at a revision, by type and key."""

    revision: int
    records: Mapping[str, Mapping[str, Record]]


def as_recorded(moment: datetime) -> Recorded:
    """All records as they had been recorded by `moment`."""
    return recorded_at(last_revision_at(moment))


@lru_cache(maxsize=2)
def recorded_at(revision: int) -> Recorded:
    """All records as they stood when this was the newest revision."""
    found: dict[str, dict[str, Record]] = {one.name: {} for one in record_types()}
    for name, key, data in standing_at(revision).values_list("record_type", "record_id", "data"):
        found[name][key] = record_type(name).record.model_validate(data)
    return Recorded(revision, found)
