"""The queries of feeds and harvests."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from django.db.models import Max, QuerySet

from bordermark.accounts.errors import Forbidden
from bordermark.accounts.policy import Action, Person, Reach, Thing, may, reach
from bordermark.accounts.store import where
from bordermark.contributions.feeds import dublin_core
from bordermark.contributions.feeds.models import Feed, Harvest, KnownItem
from bordermark.contributions.feeds.sifting import Held, Known
from bordermark.contributions.feeds.sources import Columns, Item
from bordermark.contributions.models import Revision
from bordermark.contributions.record_types import record_types
from bordermark.contributions.revisions import standing_digests
from bordermark.contributions.store import lexicon
from bordermark.errors import UnknownRecord

SILENT: Final = timedelta(minutes=4)
"""After so long without a sign of life a harvest is taken for interrupted; no answer is waited for as long."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A feed and its last harvest."""

    feed: Feed
    last: Harvest | None


def within_reach(person: Person, *actions: Action) -> "QuerySet[Feed]":
    """The feeds that a person may see, or do one of these things to. Raises Forbidden for whom there can be none."""
    parts = {part for action in (Action.VIEW, *actions) for part in reach(person, action, "feed").parts}
    if not parts:
        raise Forbidden(may(person, Action.VIEW, Thing("feed")))
    return Feed.objects.filter(where(Reach(tuple(parts)), {"organisation": "organisation_id"}))


def feeds(some: "QuerySet[Feed] | None" = None) -> list[Seen]:
    """These feeds, or all, by name."""
    found = (Feed.objects.all() if some is None else some).select_related("organisation")
    newest = Harvest.objects.values("feed").annotate(last=Max("pk")).values_list("last", flat=True)
    last = {one.feed_id: one for one in Harvest.objects.filter(pk__in=newest).defer("report")}
    return [Seen(feed, last.get(feed.pk)) for feed in found]


def feed_named(name: str) -> Feed:
    """The feed of this name. Raises UnknownRecord with the names there are."""
    found = Feed.objects.select_related("organisation").filter(name=name).first()
    if found is None:
        raise UnknownRecord("feed", name, list(Feed.objects.values_list("name", flat=True)[:5]))
    return found


def feed_numbered(number: int, person: Person, *actions: Action) -> Feed:
    """The feed of this number, if it is within a person's reach. Raises Forbidden and UnknownRecord."""
    found = within_reach(person, *actions).select_related("organisation")
    one = found.filter(pk=number).first() if number < 2**63 else None
    if one is None:
        raise UnknownRecord("feed", str(number))
    return one


def due(at: datetime) -> list[Feed]:
    """The active feeds whose hours have passed since their last harvest began, and that may be asked again."""
    return [one.feed for one in feeds() if one.feed.active and not (one.feed.not_before and one.feed.not_before > at)
            and (one.last is None or one.last.started_at + timedelta(hours=one.feed.every) <= at)]


def held_for(feed: Feed) -> Held:
    """What sifting must know of what is held here."""
    words = cache(lexicon)
    stands = cache(standing_digests)

    def then(name: str, key: str, digest: str) -> Mapping[str, Any] | None:
        if not digest:
            return None
        found: Mapping[str, Any] | None = Revision.objects.filter(
            record_type=name, record_id=key, digest=digest).values_list("data", flat=True).last()
        return found

    def translate(item: Item) -> tuple[str, Columns]:
        name, read = dublin_core.reader()
        reading = dublin_core.Reading(item.identifier, feed.name, feed.organisation_id, words(), feed.fixed)
        return name, read(item.elements or {}, reading)

    known = {one.identifier: Known(one.record_type, one.record_id, one.digest) for one in feed.known.all()}
    return Held({one.name: one.record for one in record_types()}, known,
                lambda name, key: stands(name).get(key, ""), then, translate)


def remember(feed: Feed, known: Mapping[str, Known], left_out: Iterable[str]) -> None:
    """Keep what the feed has said last, but for what was left out: that is looked at again when it comes again."""
    skipped = set(left_out)
    rows = [KnownItem(feed=feed, identifier=identifier, record_type=one.type, record_id=one.key, digest=one.digest)
            for identifier, one in known.items() if identifier not in skipped]
    KnownItem.objects.bulk_create(rows, batch_size=500, update_conflicts=True, unique_fields=["feed", "identifier"],
                                  update_fields=["record_type", "record_id", "digest"])
