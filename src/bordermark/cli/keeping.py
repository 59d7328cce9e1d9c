"""``bordermark load``, ``check`` and ``index rebuild``: the data and the index kept in order."""

import getpass
from pathlib import Path
from typing import Annotated

import typer

from bordermark.cli.setup import DataOption, JsonOption, err, out, print_json, reporting, require_database, start_django


def load(
    path: Annotated[Path, typer.Argument(help="A table of a data pack, or a folder with some.")],
    good_rows: Annotated[bool, typer.Option("--good-rows", help="Leave out bad rows and load the rest; without it a "
                                            "bad row stops everything.")] = False,
    reason: Annotated[str, typer.Option(help="Why, kept with every change.")] = "Loaded from a file",
    by: Annotated[str, typer.Option(help="Who, kept with every change.", show_default="the user's name")] = "",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Load tables of your own over what is held. Bad rows are reported by file, row, column and value."""
    start_django(data)
    from django.conf import settings
    from django.utils import timezone

    from bordermark.compendium import indexing
    from bordermark.web.loading import load_user_pack

    with reporting(as_json):
        require_database()
        made, left_out = load_user_pack(path, timezone.now(), by=by or getpass.getuser(), reason=reason,
                                        good_rows=good_rows)
        indexing.follow(settings.INDEX_FOLDER)
    if as_json:
        print_json({"changed": made, "left_out": [finding.as_dict() for finding in left_out]})
    else:
        for finding in left_out:
            err.print(f"Left out: {finding}", markup=False, soft_wrap=True)
        out.print(f"{made} records changed, {len(left_out)} findings.")
    if left_out:
        raise typer.Exit(1)


def check(data: DataOption = None, as_json: JsonOption = False) -> None:
    """Verify the bundled pack, the database, its references, every edition and the index. Exit code 1 with findings."""
    start_django(data)
    from bordermark.web.checking import check_everything

    with reporting(as_json):
        require_database()
        findings = check_everything()
    if as_json:
        print_json({"findings": [finding.as_dict() for finding in findings]})
    elif findings:
        for finding in findings:
            out.print(str(finding), markup=False, soft_wrap=True)
    else:
        out.print("Nothing wrong was found.")
    if findings:
        raise typer.Exit(1)


def rebuild(data: DataOption = None, as_json: JsonOption = False) -> None:
    """Build the search index anew from the database and put it in the old one's place."""
    start_django(data)
    from django.conf import settings

    from bordermark.compendium import indexing

    with reporting(as_json):
        require_database()
        written = indexing.rebuild(settings.INDEX_FOLDER)
    if as_json:
        print_json({"instruments": written})
    else:
        out.print(f"{written} instruments indexed.")
