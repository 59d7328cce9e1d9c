"""Feeds kept: added and changed, with an entry in the audit log. Whoever opens these doors has asked the policy."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction
from django.utils.translation import gettext as _

from bordermark.accounts import audit
from bordermark.accounts.policy import Action, Thing
from bordermark.contributions.columns import columns_of
from bordermark.contributions.feeds import dublin_core
from bordermark.contributions.feeds.fetching import require_web_address
from bordermark.contributions.feeds.harvesting import begin, run
from bordermark.contributions.feeds.models import KINDS, LONGEST_NAME, Feed, Harvest
from bordermark.contributions.record_types import record_type
from bordermark.contributions.store import lexicon
from bordermark.contributions.workbook_cells import BadCell, expected, understood, value_of
from bordermark.errors import BordermarkError
from bordermark.organisations.models import Organisation

MOST_HOURS: Final = 24 * 60


class BadFeed(BordermarkError):
    """A feed that cannot be kept so; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A feed as somebody wants it. `fixed` are columns, as a cell would hold them, for records in Dublin Core."""

    name: str
    kind: str
    address: str
    organisation: str
    part: str = ""
    every: int = 24
    active: bool = True
    fixed: Mapping[str, str] = field(default_factory=dict)


def thing_of(feed: Feed) -> Thing:
    """A feed as the policy sees it."""
    return Thing("feed", organisation=feed.organisation_id, id=str(feed.pk))


def keep(asked: Asked, *, by: str, at: datetime, feed: Feed | None = None) -> Feed:
    """Add a feed, or change one. Raises BadFeed, and FetchFailed for an address that is none.

    Whatever else than its name, its pace and its rest changes makes it another source: it is then read from its
    beginning.
    """
    name = " ".join(asked.name.split())
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise BadFeed(_("Give the feed a name of 1 to %(longest)s characters.") % {"longest": LONGEST_NAME})
    if asked.kind not in KINDS:
        raise BadFeed(_("Found the kind %(found)r, expected one of %(kinds)s.")
                      % {"found": asked.kind[:40], "kinds": ", ".join(KINDS)})
    require_web_address(asked.address)
    if len(asked.address) > 500 or len(asked.part) > 200:
        raise BadFeed(_("The address or the set is too long."))
    if not Organisation.objects.filter(pk=asked.organisation).exists():
        raise BadFeed(_("Found %(found)r, expected the id of an organisation, such as icao.")
                      % {"found": asked.organisation[:80]})
    if not 0 < asked.every <= MOST_HOURS:
        raise BadFeed(_("Say after how many hours it is read again, from 1 to %(most)s.") % {"most": MOST_HOURS})
    with transaction.atomic():
        if Feed.objects.filter(name=name).exclude(pk=feed.pk if feed else 0).exists():
            raise BadFeed(_("There is a feed named %(name)s already.") % {"name": name})
        one = feed or Feed(made_by=by, made_at=at)
        before = (one.kind, one.address, one.part)
        one.name, one.kind, one.address, one.part = name, asked.kind, asked.address, asked.part
        one.organisation_id, one.every, one.active, one.fixed = (asked.organisation, asked.every, asked.active,
                                                                 fixed_of(asked.fixed))
        if feed and before != (one.kind, one.address, one.part):
            one.prefix, one.cursor, one.marks, one.not_before = "", "", {}, None
            one.known.all().delete()
        one.save()
        audit.record(by, Action.EDIT, thing_of(one), {"name": name, "kind": one.kind, "address": one.address,
                                                      "part": one.part, "organisation": asked.organisation,
                                                      "active": one.active, "new": feed is None}, at=at)
    return one


def fixed_of(cells: Mapping[str, str]) -> dict[str, Any]:
    """The columns that hold for a whole feed, labels put as codes. Raises BadFeed for one that cannot."""
    name, _read = dublin_core.reader()
    columns = {one.name: one for one in columns_of(record_type(name).record) if one.name != "id"}
    words = lexicon() if cells else None
    found: dict[str, Any] = {}
    for column, cell in cells.items():
        if column not in columns or words is None:
            raise BadFeed(_("Found the column %(column)r, expected one of %(columns)s.")
                          % {"column": column[:40], "columns": ", ".join(columns)})
        if not cell:
            raise BadFeed(_("Give the column %(column)s a value, such as %(column)s: %(value)s.")
                          % {"column": column, "value": "..."})
        value, missed = understood(value_of(cell, columns[column]), columns[column], words)
        for heard, near in missed:
            raise BadFeed(f"{column}: {BadCell(heard, expected(near, columns[column]))}")
        found[column] = value
    return found


def harvest_beside(feed: Feed, *, by: str, at: datetime) -> Harvest:
    """Begin a harvest that goes on beside. Raises HarvestRunning."""
    one = begin(feed, by=by, at=at)
    threading.Thread(target=_alone, args=(one,), daemon=True).start()
    return one


def _alone(one: Harvest) -> None:
    try:
        run(one)
    finally:
        connection.close()
