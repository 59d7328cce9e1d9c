"""Feeds and harvests as data, under the addresses by which a reader knows the site."""

from datetime import datetime
from typing import Final, Literal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bordermark.contributions.feeds import schemas
from bordermark.contributions.feeds.models import Feed, Harvest
from bordermark.contributions.feeds.store import SILENT
from bordermark.publishing.addresses import Addresses
from bordermark.publishing.tables import Table

Status = Literal["running", "interrupted", "failed", "done"]

STATUSES: Final = {"running": _("running"), "interrupted": _("interrupted"), "failed": _("failed"), "done": _("done")}
KIND_LABELS: Final = {"oai-pmh": "OAI-PMH 2.0", "bordermark": _("Another Bordermark")}

SHOWN: Final = 30
"""Harvests told of, the newest first."""


def status_of(one: Harvest, now: datetime | None = None) -> Status:
    """How a harvest stands."""
    if one.finished_at is None:
        return "running" if one.alive_at > (now or timezone.now()) - SILENT else "interrupted"
    return "failed" if one.error else "done"


def harvest_row(one: Harvest) -> schemas.HarvestRow:
    """A harvest as data."""
    return schemas.HarvestRow(
        id=one.pk, status=status_of(one), run_by=one.run_by, started_at=one.started_at.isoformat(),
        finished_at=one.finished_at.isoformat() if one.finished_at else "", read=one.read, proposed=one.proposed,
        unchanged=one.unchanged, skipped=one.skipped, change_set=one.change_set_id, error=one.error, digest=one.digest,
    )


def summary(feed: Feed, last: Harvest | None, addresses: Addresses) -> schemas.FeedSummary:
    """A feed in a list."""
    return schemas.FeedSummary(
        id=feed.pk, url=addresses.of("feed-harvests", str(feed.pk)), name=feed.name, kind=feed.kind,
        address=feed.address, organisation=feed.organisation_id, active=feed.active, every=feed.every,
        last=harvest_row(last) if last else None, links={"self": addresses.api("feeds", str(feed.pk))},
    )


def detail(feed: Feed, addresses: Addresses) -> schemas.FeedDetail:
    """A feed with its harvests."""
    harvests = list(feed.harvests.all()[:SHOWN])
    last = harvests[0] if harvests else None
    return schemas.FeedDetail(
        **summary(feed, last, addresses).model_dump(), part=feed.part, format=feed.prefix, fixed=feed.fixed,
        cursor=feed.cursor, not_before=feed.not_before.isoformat() if feed.not_before else "",
        harvests=[harvest_row(one) for one in harvests],
        duplicates=[schemas.DuplicateRow(**one) for one in last.duplicates] if last else [],
        skipped=[schemas.SkippedRow(**one) for one in last.report] if last else [],
    )


def skipped_table(feed: Feed) -> Table:
    """What the last harvest of a feed left out, and why."""
    last = feed.harvests.first()
    return Table(("identifier", "reason"), [(one["identifier"], one["reason"]) for one in last.report] if last else [],
                 feed.name)
