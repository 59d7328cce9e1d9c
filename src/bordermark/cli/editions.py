"""``bordermark edition``: freezing what is published, and looking at what was frozen."""

import getpass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bordermark.cli.setup import DataOption, JsonOption, out, print_json, reporting, require_database, start_django

if TYPE_CHECKING:
    from bordermark.contributions.edition_describing import EditionWriter
    from bordermark.contributions.models import Edition

NumberArgument = Annotated[int, typer.Argument(metavar="NUMBER", min=1, help="Number of the edition.")]


def _writer() -> "EditionWriter":
    from django.conf import settings

    from bordermark.contributions.edition_describing import EditionWriter
    from bordermark.publishing.addresses import Addresses
    from bordermark.web.serving import address

    configuration = settings.CONFIGURATION
    base = configuration.base_url or address(configuration.host, configuration.port).rstrip("/")
    return EditionWriter(Addresses(base))


def _say(line: str) -> None:
    out.print(line, markup=False, soft_wrap=True)


def _line(one: "Edition") -> str:
    return f"Edition {one.number}, “{one.title}”, frozen on {one.frozen_at.date()} by {one.frozen_by}"


def freeze(
    title: Annotated[str, typer.Option(help="What the edition is called.")],
    by: Annotated[str, typer.Option(help="Who freezes it.", show_default="the user's name")] = "",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Freeze what is published now as the next edition."""
    start_django(data)
    from django.utils import timezone

    from bordermark.contributions import editions

    with reporting(as_json):
        require_database()
        made = editions.freeze(title, by=by or getpass.getuser(), at=timezone.now())
    if as_json:
        print_json(_writer().summary(made).model_dump(mode="json"))
    else:
        _say(_line(made))
        _say(f"SHA-256 {made.digest}")


def list_editions(data: DataOption = None, as_json: JsonOption = False) -> None:
    """List all editions, the newest first."""
    start_django(data)
    from bordermark.contributions import editions

    with reporting(as_json):
        require_database()
        held = editions.editions()
    if as_json:
        print_json([_writer().summary(one).model_dump(mode="json") for one in held])
    for one in held if not as_json else ():
        _say(_line(one))
    if not held and not as_json:
        _say("No edition has been frozen yet.")


def show(number: NumberArgument, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Show what an edition holds, its digest, and how to cite it."""
    start_django(data)
    from bordermark.contributions import editions

    with reporting(as_json):
        require_database()
        found = editions.edition(number)
        told = _writer().detail(found, editions.manifest(found))
    if as_json:
        print_json(told.model_dump(mode="json"))
        return
    _say(_line(found))
    _say(f"SHA-256 {found.digest}, revision {found.revision}")
    for count in told.counts:
        _say(f"{count.records:>8} {count.type}")
    _say(f"Cite: {told.citation}")


def verify(number: NumberArgument, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Rebuild an edition from the revisions and compare it with its digest. Exit code 1 with findings."""
    start_django(data)
    from bordermark.contributions import editions

    with reporting(as_json):
        require_database()
        findings = editions.verify(editions.edition(number))
    if as_json:
        print_json({"edition": number, "findings": [one.as_dict() for one in findings]})
    else:
        for one in findings:
            _say(str(one))
        if not findings:
            _say(f"Edition {number} is as it was frozen.")
    if findings:
        raise typer.Exit(1)


def changes(
    number: NumberArgument,
    since: Annotated[int | None, typer.Option(min=0, help="Number of the earlier edition; 0 for none.",
                                              show_default="the edition just before")] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what changed in an edition since an earlier one, field by field."""
    start_django(data)
    from bordermark.contributions import editions
    from bordermark.contributions.edition_api import earlier
    from bordermark.contributions.edition_changes import described, differing

    with reporting(as_json):
        require_database()
        until = editions.edition(number)
        before = earlier(until, since)
        found = differing(before, until)
        told = _writer().changes(before, until, found, described(found, before, until)).model_dump(mode="json")
    if as_json:
        print_json(told)
        return
    _say(f"{told['total']} records differ between edition {told['since']} and edition {number}.")
    for one in told["items"]:
        _print_change(one)


def _print_change(one: dict[str, Any]) -> None:
    from bordermark.contributions.edition_changes import plain

    _say(f"{one['kind']} {one['type']} {one['id']}" + (f": {one['title']}" if one["title"] else ""))
    for field in one["fields"]:
        _say(f"    {field['field']}")
        _say(f"      - {plain(field['before'])}")
        _say(f"      + {plain(field['after'])}")
