"""Harvesting: what a feed gives anew becomes a change set, with where it came from; nothing is published.

A harvest that is killed has not moved the feed's cursor and has proposed nothing: the change set, what is remembered
and the cursor are written in one transaction at the end. Nobody who reads a feed twice proposes anything twice.
"""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from bordermark.accounts.notifications import notify
from bordermark.accounts.policy import Action, Held, Person, Role
from bordermark.accounts.store import holders
from bordermark.contributions.comparing import Proposal
from bordermark.contributions.feeds import reading_changes, reading_oai, store
from bordermark.contributions.feeds.fetching import Fetch, Fetcher, FetchFailed
from bordermark.contributions.feeds.models import LONGEST_IDENTIFIER, Feed, Harvest
from bordermark.contributions.feeds.sifting import Skipped, in_words, sift
from bordermark.contributions.feeds.sources import Beat, Gathered
from bordermark.contributions.proposing import propose
from bordermark.contributions.reading import Incoming
from bordermark.contributions.review.change_sets import draft_from, move
from bordermark.contributions.review.models import ChangeSet
from bordermark.errors import BordermarkError
from bordermark.publishing.addresses import page

MOST_TOLD: Final = 1_000
"""Records left out of which a harvest keeps the reason; the number of all is kept."""

_NAP: Final = 20.0
"""Seconds slept at a time."""

Clock = Callable[[], datetime]


class HarvestRunning(BordermarkError):
    """The feed is being read at this moment."""


class Superseded(BordermarkError):
    """What was read is not wanted any more."""


def voice_of(feed: Feed) -> Person:
    """Who speaks when a feed is read: the organisation whose feed it is, as one of its contributors."""
    return Person(f"feed:{feed.name}", feed.name, frozenset({Held(Role.CONTRIBUTOR, feed.organisation_id)}))


def harvest(feed: Feed, *, by: str, anew: bool = False, clock: Clock = timezone.now) -> Harvest:
    """Read a feed from where it was left, or `anew` from its beginning. Raises HarvestRunning.

    What goes wrong at the source is kept in the harvest that is returned (`error`), with everything as it was.
    """
    return run(begin(feed, by=by, at=clock()), anew=anew, clock=clock)


def begin(feed: Feed, *, by: str, at: datetime) -> Harvest:
    """Take note that a harvest begins; one that was interrupted is told to be. Raises HarvestRunning."""
    try:
        with transaction.atomic():
            silent = feed.harvests.filter(finished_at=None, alive_at__lt=at - store.SILENT)
            silent.update(finished_at=at, error="It was interrupted; nothing was proposed.")
            return Harvest.objects.create(feed=feed, run_by=by, started_at=at, alive_at=at)
    except IntegrityError as error:
        raise HarvestRunning(f"The feed {feed.name!r} is being read already.") from error


def run(one: Harvest, *, anew: bool = False, clock: Clock = timezone.now) -> Harvest:
    """Do what a harvest that has begun is there for, and finish it, whatever happens."""
    beat = _beat(one, clock)
    fetcher = Fetcher(private=settings.CONFIGURATION.private_feeds, sleep=_patience(beat, one))
    feed = one.feed
    if anew:
        feed.cursor, feed.marks = "", {}
    try:
        gathered = _gather(feed, fetcher, beat)
        if gathered.unchanged:
            _finish(one, clock())
        else:
            _keep(one, gathered, clock)
    except FetchFailed as error:
        if error.not_before:
            Feed.objects.filter(pk=feed.pk).update(not_before=error.not_before)
        _fail(one, clock(), str(error))
    except BordermarkError as error:
        _fail(one, clock(), str(error))
    except Exception:
        _fail(one, clock(), "Something went wrong here, not at the source. It has been written to the log.")
        raise
    finally:
        fetcher.close()
    return one


def _gather(feed: Feed, fetch: Fetch, beat: Beat) -> Gathered:
    if feed.kind == "bordermark":
        return reading_changes.read(fetch, feed.address, feed.cursor, feed.marks, beat)
    if not feed.prefix:
        feed.prefix = reading_oai.best_format(fetch, feed.address)
    return reading_oai.read(fetch, feed.address, feed.prefix, feed.part, feed.cursor, feed.marks, beat)


def _beat(one: Harvest, clock: Clock) -> Beat:
    def beat(read: int) -> None:
        one.read, one.alive_at = read, clock()
        one.save(update_fields=["read", "alive_at"])
    return beat


def _patience(beat: Beat, one: Harvest) -> Callable[[float], None]:
    """Sleeping with a sign of life now and then."""
    def sleep(seconds: float) -> None:
        while seconds > 0:
            time.sleep(min(seconds, _NAP))
            seconds -= _NAP
            beat(one.read)
    return sleep


def _keep(one: Harvest, gathered: Gathered, clock: Clock) -> None:
    """Propose what was gathered, and move the cursor: all in one transaction."""
    feed = one.feed
    long = [Skipped(name[:LONGEST_IDENTIFIER], "the identifier is too long") for name in gathered.items
            if len(name) > LONGEST_IDENTIFIER]
    sifted = sift((item for name, item in gathered.items.items() if len(name) <= LONGEST_IDENTIFIER),
                  store.held_for(feed))
    proposal = propose(Incoming(sifted.rows, withdrawals=sifted.withdrawals))
    skipped = [*long, *sifted.skipped, *_refused(proposal)]
    one.read, one.skipped, one.digest = len(gathered.items), len({each.identifier for each in skipped}), gathered.digest
    one.unchanged = sifted.unchanged + proposal.unchanged
    one.proposed = len(proposal.new) + len(proposal.changed) + len(proposal.withdrawn)
    one.report = [{"identifier": each.identifier, "reason": each.reason} for each in skipped[:MOST_TOLD]]
    one.duplicates = [{"type": each.type, "id": each.key, "other": each.other, "reason": each.reason}
                      for each in proposal.duplicates[:MOST_TOLD]]
    at = clock()
    with transaction.atomic():
        _require_still_wanted(one)
        if one.proposed:
            one.change_set = _submit(one, proposal, at)
        store.remember(feed, sifted.known, (each.identifier for each in skipped))
        feed.cursor, feed.marks, feed.not_before = gathered.cursor, dict(gathered.marks), None
        feed.save(update_fields=["prefix", "cursor", "marks", "not_before"])
        _finish(one, at)


def _require_still_wanted(one: Harvest) -> None:
    """Raise Superseded when the feed has become another meanwhile, or the harvest was taken for interrupted."""
    now = Feed.objects.select_for_update().get(pk=one.feed_id)
    same = (now.kind, now.address, now.part) == (one.feed.kind, one.feed.address, one.feed.part)
    if not same or not Harvest.objects.filter(pk=one.pk, finished_at=None).exists():
        raise Superseded("The feed was changed, or read by somebody else, meanwhile; nothing was proposed.")


def _refused(proposal: Proposal) -> list[Skipped]:
    """What the room would not take, under the identifier that stands as the file of each finding."""
    return [Skipped(one.file, in_words(one)) for one in proposal.refused]


def _submit(one: Harvest, proposal: Proposal, at: datetime) -> ChangeSet:
    """The change set, on its way to review: on behalf of the organisation, whose word it is. One that does not fit
    what stands stays a draft, and the harvest says why."""
    feed, voice = one.feed, voice_of(one.feed)
    made = draft_from(
        proposal, by=voice, title=f"Harvest of {feed.name}, {at:%Y-%m-%d %H:%M} UTC",
        reason=f"Read from the feed {feed.name} at {feed.address}.", organisation=feed.organisation_id, at=at,
        provenance={"source": "harvest", "name": feed.name, "address": feed.address, "kind": feed.kind,
                    "harvest": one.pk, "at": at.isoformat(), "digest": one.digest},
    )
    try:
        return move(made, Action.SUBMIT, voice, at=at)
    except BordermarkError as error:
        one.error = f"The change set {made.pk} stays a draft: {error}"
        return made


def _tell(one: Harvest, at: datetime) -> None:
    """Tell the organisation what its feed proposes, or the editors that a feed cannot be read."""
    if one.error:
        notify(holders(Role.EDITOR), "feed-failed", {"feed": one.feed.name, "error": one.error[:300]},
               page("feed-harvests", str(one.feed_id)), at=at)
    elif one.change_set:
        notify(holders(Role.CONTRIBUTOR, one.feed.organisation_id), "feed-harvested",
               {"feed": one.feed.name, "proposed": one.proposed, "skipped": one.skipped},
               page("contribution", str(one.change_set_id)), at=at)


def _fail(one: Harvest, at: datetime, error: str) -> None:
    one.change_set, one.proposed, one.duplicates, one.error = None, 0, [], error
    _finish(one, at)


def _finish(one: Harvest, at: datetime) -> None:
    one.finished_at = one.alive_at = at
    with transaction.atomic():
        one.save()
        _tell(one, at)
