"""``bordermark feed``: feeds added, listed and read by whoever runs the machine."""

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from bordermark.cli.setup import (
    DataOption,
    JsonOption,
    err,
    out,
    print_json,
    reporting,
    require_database,
    start_django,
)
from bordermark.errors import BordermarkError

if TYPE_CHECKING:
    from bordermark.contributions.feeds.models import Feed, Harvest
    from bordermark.publishing.addresses import Addresses


def addresses() -> "Addresses":
    """The addresses of this site, as far as its settings tell."""
    from django.conf import settings

    from bordermark.publishing.addresses import Addresses
    from bordermark.web.serving import address

    configuration = settings.CONFIGURATION
    return Addresses(configuration.base_url or address(configuration.host, configuration.port).rstrip("/"))


def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the feed is called.")],
    address: Annotated[str, typer.Option(help="Base URL of a provider of OAI-PMH, or address of a Bordermark.")],
    organisation: Annotated[str, typer.Option(help="Id of the organisation whose feed it is.")],
    kind: Annotated[str, typer.Option(help="oai-pmh, or bordermark.")] = "oai-pmh",
    part: Annotated[str, typer.Option("--set", help="Set of OAI-PMH to read; all without it.")] = "",
    every: Annotated[int, typer.Option(help="Hours between two harvests.")] = 24,
    fixed: Annotated[list[str] | None, typer.Option("--fixed", metavar="COLUMN=VALUE", help="A column that holds for "
                                                    "every record in Dublin Core; may be repeated.")] = None,
    by: Annotated[str, typer.Option(help="Who adds it.", show_default="the user's name")] = "",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a feed; it is read when it is run."""
    start_django(data)
    from django.utils import timezone

    from bordermark.contributions.feeds.describing import detail
    from bordermark.contributions.feeds.keeping import Asked, keep

    with reporting(as_json):
        require_database()
        cells = {column: value for column, _, value in (one.partition("=") for one in fixed or ())}
        made = keep(Asked(name, kind, address, organisation, part, every, fixed=cells), by=by or getpass.getuser(),
                    at=timezone.now())
    if as_json:
        print_json(detail(made, addresses()).model_dump(mode="json"))
    else:
        out.print(f"Feed {made.name} added.", markup=False, soft_wrap=True)


def list_feeds(data: DataOption = None, as_json: JsonOption = False) -> None:
    """List all feeds, each with its last harvest."""
    start_django(data)
    from bordermark.contributions.feeds import store
    from bordermark.contributions.feeds.describing import summary

    with reporting(as_json):
        require_database()
        found = store.feeds()
    if as_json:
        print_json([summary(one.feed, one.last, addresses()).model_dump(mode="json") for one in found])
    for one in found if not as_json else ():
        rest = "" if one.feed.active else ", at rest"
        out.print(f"{one.feed.name}: {one.feed.kind} at {one.feed.address}, every {one.feed.every} h{rest}",
                  markup=False, soft_wrap=True)
        out.print(f"    {_line(one.last)}" if one.last else "    not read yet", markup=False, soft_wrap=True)
    if not found and not as_json:
        out.print("There are no feeds yet.")


def run(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The feed to read.", show_default=False)] = "",
    due: Annotated[bool, typer.Option("--due", help="Read all active feeds whose time has come.")] = False,
    anew: Annotated[bool, typer.Option("--anew", help="Read it from its beginning.")] = False,
    by: Annotated[str, typer.Option(help="Who reads it.", show_default="the user's name")] = "",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read a feed, or all that are due; what is new becomes a change set. Exit code 1 when one could not be read."""
    if bool(name) == due:
        err.print("Name a feed, or give --due.")
        raise typer.Exit(2)
    start_django(data)
    from django.utils import timezone

    from bordermark.contributions.feeds import store
    from bordermark.contributions.feeds.describing import harvest_row

    done = []
    with reporting(as_json):
        require_database()
        for feed in store.due(timezone.now()) if due else [store.feed_named(name)]:
            done.append(_run(feed, by or getpass.getuser(), anew, due))
    if as_json:
        print_json([{"feed": one.feed.name, **harvest_row(one).model_dump(mode="json"), "report": one.report}
                    for one in done])
    for one in done if not as_json else ():
        for left_out in one.report:
            err.print(f"Left out: {left_out['identifier']}: {left_out['reason']}", markup=False, soft_wrap=True)
        for twin in one.duplicates:
            err.print(f"{twin['id']} is perhaps {twin['other']}: {twin['reason']}", markup=False, soft_wrap=True)
        out.print(f"{one.feed.name}: {_line(one)}", markup=False, soft_wrap=True)
    if any(one.error for one in done):
        raise typer.Exit(1)


def _run(feed: "Feed", by: str, anew: bool, due: bool) -> "Harvest":
    """A harvest. Of several that are due, one that somebody else runs meanwhile stops no other."""
    from bordermark.contributions.feeds.harvesting import HarvestRunning, harvest
    from bordermark.contributions.feeds.models import Harvest

    try:
        return harvest(feed, by=by, anew=anew)
    except HarvestRunning as error:
        if not due:
            raise BordermarkError(str(error)) from error
        return Harvest.objects.filter(feed=feed).latest("pk")


def _line(one: "Harvest") -> str:
    from bordermark.contributions.feeds.describing import status_of

    line = (f"{status_of(one)}, {one.read} read, {one.proposed} proposed, {one.unchanged} unchanged, "
            f"{one.skipped} left out")
    if one.change_set_id:
        line += f"; change set {one.change_set_id}"
    return f"{line}. {one.error}".strip() if one.error else line
