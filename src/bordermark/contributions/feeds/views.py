"""The pages of feeds: which there are, what each harvest found and what it left out, and the form of one."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from bordermark.accounts.guards import require, signed_in
from bordermark.accounts.people import person_of
from bordermark.accounts.policy import Action, Thing, may
from bordermark.contributions.columns import cell_of
from bordermark.contributions.feeds.describing import (
    KIND_LABELS,
    SHOWN,
    STATUSES,
    detail,
    skipped_table,
    status_of,
    summary,
)
from bordermark.contributions.feeds.harvesting import HarvestRunning
from bordermark.contributions.feeds.keeping import Asked, harvest_beside, keep, thing_of
from bordermark.contributions.feeds.models import Feed, Harvest
from bordermark.contributions.feeds.store import feed_numbered, feeds, within_reach
from bordermark.errors import BordermarkError
from bordermark.organisations.store import organisations
from bordermark.publishing.addresses import addresses_for, language_of
from bordermark.publishing.answers import Answer, respond

_ENTRIES = ("name", "kind", "address", "organisation", "part", "every", "fixed")


@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """The feeds that the person may see, each with its last harvest."""
    person = person_of(request)
    found = feeds(within_reach(person))
    return respond(request, Answer(
        "contributions/feeds.html", lambda: {
            "rows": [(one.feed, KIND_LABELS[one.feed.kind], one.last, *_status(one.last)) for one in found],
            "may_edit": may(person, Action.EDIT, Thing("feed")), "here": addresses_for(request).base,
            "section": "feeds",
        },
        data=lambda: [summary(one.feed, one.last, addresses_for(request)) for one in found],
    ))


def _status(last: Harvest | None) -> tuple[str, str]:
    """How a harvest stands, as a word for programs and one for people."""
    code = status_of(last) if last else ""
    return code, str(STATUSES.get(code, ""))


@signed_in
def feed(request: HttpRequest, number: int) -> HttpResponse:
    """One feed: how far it has been read, its harvests, and what the last one left out and why."""
    person = person_of(request)
    one = feed_numbered(number, person)

    def context() -> dict[str, Any]:
        harvests = [(each, *_status(each)) for each in one.harvests.all()[:SHOWN]]
        return {
            "feed": one, "kind": KIND_LABELS[one.kind], "harvests": harvests,
            "running": any(status == "running" for _, status, _ in harvests[:1]),
            "last": harvests[0][0] if harvests else None, "fixed": fixed_text(one), "section": "feeds",
            "may_edit": may(person, Action.EDIT, thing_of(one)), "may_run": may(person, Action.HARVEST, thing_of(one)),
        }

    return respond(request, Answer("contributions/feed.html", context, data=lambda: detail(one, addresses_for(request)),
                                   table=lambda: skipped_table(one)))


@signed_in
def edit(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """The form of a feed: a new one without a number."""
    person = person_of(request)
    one = feed_numbered(number, person) if number else None
    require(person, Action.EDIT, thing_of(one) if one else Thing("feed"))
    given: Mapping[str, Any] = _given(one)
    error = ""
    if request.method == "POST":
        given = {name: request.POST.get(name, "").strip() for name in _ENTRIES} | {"active": "active" in request.POST}
        try:
            return redirect("feed-harvests", keep(_asked(given), by=person.id, at=timezone.now(), feed=one).pk)
        except BordermarkError as problem:
            error = str(problem)
    return render(request, "contributions/feed_form.html", {
        "feed": one, "given": given, "error": error, "section": "feeds", "kinds": KIND_LABELS.items(),
        "organisations": sorted((body.id, body.name(language_of(request))) for body in
                                organisations().bodies.values()),
    }, status=400 if error else 200)


def _given(one: Feed | None) -> dict[str, Any]:
    if one is None:
        return {"kind": "oai-pmh", "every": 24, "active": True}
    return {"name": one.name, "kind": one.kind, "address": one.address, "organisation": one.organisation_id,
            "part": one.part, "every": one.every, "active": one.active, "fixed": fixed_text(one)}


def fixed_text(one: Feed) -> str:
    """The columns that hold for a whole feed, a line each, in one order whatever the database keeps."""
    return "\n".join(f"{column}: {cell_of(tuple(value) if isinstance(value, list) else value)}"
                     for column, value in sorted(one.fixed.items()))


def fixed_cells(text: str) -> dict[str, str]:
    """The columns in such lines. A line without a colon is a column without a value, which nothing takes."""
    pairs = (line.partition(":") for line in text.splitlines() if line.strip())
    return {column.strip(): value.strip() for column, _, value in pairs}


def _asked(given: Mapping[str, Any]) -> Asked:
    hours = str(given["every"])
    return Asked(
        given["name"], given["kind"], given["address"], given["organisation"], given["part"],
        int(hours) if hours.isascii() and hours.isdigit() and len(hours) < 6 else 0, given["active"],
        fixed_cells(given["fixed"]),
    )


@require_POST
@signed_in
def run(request: HttpRequest, number: int) -> HttpResponse:
    """Begin to read a feed; its page tells how that goes."""
    person = person_of(request)
    one = feed_numbered(number, person)
    require(person, Action.HARVEST, thing_of(one))
    with suppress(HarvestRunning):  # the page shows the one that runs
        harvest_beside(one, by=person.id, at=timezone.now())
    return redirect("feed-harvests", one.pk)
