"""The queries of the provider: which records there are, as they stood at a revision, in the order of recording."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Min, OuterRef, QuerySet

from bordermark.contributions.feeds.protocol import ALWAYS, Window
from bordermark.contributions.models import Revision
from bordermark.contributions.record_types import record_types


@dataclass(frozen=True, slots=True)
class Listing:
    """Which records: as they stood when `revision` was the newest, of a type (empty for all), in a window.

    Later changes do not reach it, so that whoever turns its pages misses none and has none twice.
    """

    revision: int
    type: str = ""
    window: Window = ALWAYS


def last_revisions(listing: Listing) -> "QuerySet[Revision]":
    """The last revision of each record that a listing wants, also of those withdrawn, oldest first."""
    later = Revision.objects.filter(record_type=OuterRef("record_type"), record_id=OuterRef("record_id"),
                                    pk__gt=OuterRef("pk"), pk__lte=listing.revision)
    names = [listing.type] if listing.type else [one.name for one in record_types()]
    rows = Revision.objects.filter(pk__lte=listing.revision, record_type__in=names)
    if listing.window.since:
        rows = rows.filter(recorded_at__gte=listing.window.since)
    if listing.window.before:
        rows = rows.filter(recorded_at__lt=listing.window.before)
    return rows.filter(~Exists(later)).order_by("pk")


def page(listing: Listing, after: int, limit: int, *, with_data: bool) -> list[Revision]:
    """Some of a listing, after the revision of that number."""
    rows = last_revisions(listing).filter(pk__gt=after)
    return list((rows if with_data else rows.defer("data"))[:limit])


def count(listing: Listing) -> int:
    """How many records a listing has."""
    return last_revisions(listing).count()


def last_revision_of(name: str, key: str) -> Revision | None:
    """The last revision of a record; none if there never was one."""
    return Revision.objects.filter(record_type=name, record_id=key).order_by("-pk").first()


def earliest() -> datetime | None:
    """The moment of the first recording; none while nothing is held."""
    found: datetime | None = Revision.objects.aggregate(first=Min("recorded_at"))["first"]
    return found
