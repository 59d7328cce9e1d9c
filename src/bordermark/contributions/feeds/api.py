"""Feeds over HTTP, for those who keep them and for those whose they are."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from bordermark.accounts.api_auth import identified
from bordermark.accounts.guards import require
from bordermark.accounts.people import person_of
from bordermark.accounts.policy import Action, Thing
from bordermark.contributions.feeds import schemas
from bordermark.contributions.feeds.describing import detail, harvest_row, summary
from bordermark.contributions.feeds.keeping import Asked, harvest_beside, keep, thing_of
from bordermark.contributions.feeds.store import feed_numbered, feeds, within_reach
from bordermark.contributions.review.api import Number
from bordermark.publishing.addresses import addresses_for
from bordermark.publishing.parameters import reading

router = Router(tags=["Feeds"], auth=identified)


@reading(router, "/feeds", list[schemas.FeedSummary], summary="Feeds", operation_id="list_feeds")
def list_feeds(request: HttpRequest) -> list[schemas.FeedSummary]:
    """The feeds that you may see, by name, each with its last harvest."""
    found = feeds(within_reach(person_of(request)))
    return [summary(one.feed, one.last, addresses_for(request)) for one in found]


@router.post("/feeds", response={201: schemas.FeedDetail}, summary="Add a feed", operation_id="add_feed")
def add_feed(request: HttpRequest, asked: schemas.NewFeed) -> tuple[int, schemas.FeedDetail]:
    """Add a feed; it is read when it is due, or when it is run."""
    person = person_of(request)
    require(person, Action.EDIT, Thing("feed", organisation=asked.organisation))
    made = keep(Asked(**asked.model_dump()), by=person.id, at=timezone.now())
    return 201, detail(made, addresses_for(request))


@reading(router, "/feeds/{number}", schemas.FeedDetail, summary="A feed", operation_id="get_feed")
def get_feed(request: HttpRequest, number: Number) -> schemas.FeedDetail:
    """A feed with its harvests, and what the last one left out."""
    return detail(feed_numbered(number, person_of(request)), addresses_for(request))


@router.put("/feeds/{number}", response=schemas.FeedDetail, summary="Change a feed", operation_id="change_feed")
def change_feed(request: HttpRequest, number: Number, asked: schemas.NewFeed) -> schemas.FeedDetail:
    """Change a feed. Another address, kind or set makes it another source, which is read from its beginning."""
    person = person_of(request)
    feed = feed_numbered(number, person, Action.EDIT)
    require(person, Action.EDIT, thing_of(feed))
    require(person, Action.EDIT, Thing("feed", organisation=asked.organisation))
    return detail(keep(Asked(**asked.model_dump()), by=person.id, at=timezone.now(), feed=feed), addresses_for(request))


@router.post("/feeds/{number}/harvests", response={202: schemas.HarvestRow}, summary="Read a feed",
             operation_id="run_feed")
def run_feed(request: HttpRequest, number: Number) -> tuple[int, schemas.HarvestRow]:
    """Begin to read a feed now. The feed tells how the harvest goes."""
    person = person_of(request)
    feed = feed_numbered(number, person, Action.HARVEST)
    require(person, Action.HARVEST, thing_of(feed))
    return 202, harvest_row(harvest_beside(feed, by=person.id, at=timezone.now()))
