"""``bordermark duplicates``, ``links`` and ``quality``: how the records that are held stand."""

from typing import TYPE_CHECKING, Annotated

import typer

from bordermark.cli.setup import (
    DataOption,
    JsonOption,
    out,
    print_json,
    progress_bar,
    reporting,
    require_database,
    start_django,
)
from bordermark.errors import BordermarkError

if TYPE_CHECKING:
    from bordermark.contributions.links.store import Link
    from bordermark.contributions.quality.describing import QualityWriter


def _writer() -> "QualityWriter":
    from bordermark.cli.finding import writer_in
    from bordermark.contributions.quality.describing import QualityWriter

    say = writer_in("en")
    return QualityWriter(say.addresses, say.organisations.bodies, "en")


def _say(line: str) -> None:
    out.print(line, markup=False, soft_wrap=True)


def duplicates(
    kind: Annotated[str, typer.Option("--type", help="Type of record: instrument or organisation; all without "
                                      "it.")] = "",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """List pairs of records that may be one, each with the reason. Exit code 1 when there are some."""
    start_django(data)
    from bordermark.contributions.quality.near import twins, types_with_likeness

    with reporting(as_json):
        require_database()
        names = [one.name for one in types_with_likeness()]
        if kind and kind not in names:
            raise BordermarkError(f"Found {kind!r}, expected one of the record types {', '.join(names)}.")
        found = twins(*([kind] if kind else []))
    if as_json:
        print_json([row.model_dump(mode="json") for row in _writer().twins(found)])
    for one in found if not as_json else ():
        _say(f"{one.type} {one.key} may be {one.other}: {one.reason}")
    if not found and not as_json:
        _say("No near-duplicate was found.")
    if found:
        raise typer.Exit(1)


def check_links(
    due: Annotated[bool, typer.Option("--due", help="Only links that have not been asked lately.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Links asked at most.", show_default="all")] = None,
    delay: Annotated[float, typer.Option(min=0, help="Seconds between two questions to one site.")] = 1.0,
    private: Annotated[bool, typer.Option("--private", help="Ask addresses within private networks too.")] = False,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask the addresses that records name whether they still lead somewhere. Exit code 1 when some are broken or moved.

    No record is changed. Safe to interrupt: what has answered is kept.
    """
    start_django(data)
    from django.utils import timezone

    from bordermark.contributions.links import store
    from bordermark.contributions.links.checking import check_links as ask_all

    with reporting(as_json):
        require_database()
        store.forget_unnamed(store.named())
        urls = (store.due(timezone.now()) if due else list(store.named()))[:limit]
        with progress_bar() as progress:
            asked = ask_all(urls, delay=delay, private=private, progress=progress)
        found = [one for one in store.links() if one.url in asked]
    _print_links(found, as_json)
    if not as_json:
        _say(f"{len(asked)} of {len(urls)} links asked.")
    if any(one.standing.state in ("broken", "moved") for one in found):
        raise typer.Exit(1)


def list_links(
    states: Annotated[list[str] | None, typer.Option("--state", help="broken, moved, failing, withheld or good; may be "
                                                     "repeated.", show_default="all but good")] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what is known of the addresses that records name."""
    start_django(data)
    from bordermark.contributions.links import store
    from bordermark.contributions.links.judging import STATES

    with reporting(as_json):
        require_database()
        if unknown := set(states or ()) - set(STATES):
            raise BordermarkError(f"Found {sorted(unknown)[0]!r}, expected one of the states {', '.join(STATES)}.")
        found = store.links([one for one in STATES if one in states] if states else STATES[:-1])
    _print_links(found, as_json)


def _print_links(found: "list[Link]", as_json: bool) -> None:
    if as_json:
        print_json([row.model_dump(mode="json") for row in _writer().links(found)])
        return
    for one in found:
        told = one.standing
        what = told.moved_to or told.error or str(told.status)
        _say(f"{told.state} since {told.since.date()}: {one.url} ({what})")
        for record in one.records:
            _say(f"    {record.type} {record.key}")


def quality(
    organisation: Annotated[str, typer.Argument(metavar="ORGANISATION", help="Id of an organisation; all without "
                                                "one.")] = "",
    aspect: Annotated[str, typer.Option(help="Only what is wanting in this way, such as unchecked.")] = "",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what the records want that an organisation keeps, or, in numbers, those of every organisation."""
    start_django(data)
    from django.utils import timezone

    from bordermark.contributions.quality.aspects import aspects, report
    from bordermark.contributions.quality.inspecting import inspected
    from bordermark.organisations.api import find_organisation

    with reporting(as_json):
        require_database()
        names = [one.name for one in aspects()]
        if aspect and aspect not in names:
            raise BordermarkError(f"Found {aspect!r}, expected one of {', '.join(names)}.")
        say, found = _writer(), inspected(timezone.now().date())
        keepers = None
        if organisation:
            keepers = say.bodies.with_parts(find_organisation(organisation, say.bodies).id)
        told = say.detail(organisation, report(found, keepers))
    if as_json:
        print_json(told.model_dump(mode="json") if organisation or aspect
                   else [row.model_dump(mode="json") for row in say.summaries(found)])
        return
    _say(f"{told.wanting} of {told.records} records want something.")
    for one in told.aspects:
        if aspect in ("", one.name) and one.count:
            _say(f"{one.count:>6} {one.name}")
            for want in one.records if organisation or aspect else ():
                _say(f"         {want.id}" + (f" ({want.detail})" if want.detail else ""))
