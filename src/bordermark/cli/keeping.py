"""``bordermark load``, ``check`` and ``index rebuild``: the data and the index kept in order."""

import getpass
from pathlib import Path
from typing import Annotated

import typer

from bordermark.cli.setup import (
    DataOption,
    JsonOption,
    err,
    out,
    print_json,
    progress_bar,
    reporting,
    require_database,
    start_django,
)


def load(
    path: Annotated[Path, typer.Argument(help="A workbook, a table of a data pack, or a folder with some.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, a field at a time, and keep "
                                          "nothing.")] = False,
    good_rows: Annotated[bool, typer.Option("--good-rows", help="Leave out bad rows and load the rest; without it a "
                                            "bad row stops everything.")] = False,
    reason: Annotated[str, typer.Option(help="Why, kept with every change.")] = "Loaded from a file",
    by: Annotated[str, typer.Option(help="Who, kept with every change.", show_default="the user's name")] = "",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Load records of your own over what is held. Bad cells are reported by file, sheet, row, column and value."""
    start_django(data)
    from django.conf import settings
    from django.utils import timezone

    from bordermark.compendium import indexing
    from bordermark.contributions.applying import apply
    from bordermark.contributions.proposal_describing import document, lines, summary
    from bordermark.errors import RefusedInput
    from bordermark.web.loading import propose_user_files, rehearsed

    made = 0
    with reporting(as_json):
        require_database()
        with progress_bar() as progress:
            proposal = propose_user_files(path, progress)
            if dry_run:
                proposal = rehearsed(proposal, timezone.now(), progress)
            elif proposal.refused and not good_rows:
                raise RefusedInput(proposal.refused)
            else:
                made = apply(proposal, timezone.now(), by=by or getpass.getuser(), reason=reason, progress=progress)
        if not dry_run:
            indexing.follow(settings.INDEX_FOLDER)
    findings = proposal.refused
    if as_json:
        print_json(document(proposal) if dry_run
                   else {"changed": made, "left_out": [finding.as_dict() for finding in findings]})
    else:
        for line in lines(proposal) if dry_run else ():
            out.print(line, markup=False, soft_wrap=True)
        for finding in findings:
            err.print(f"Left out: {finding}", markup=False, soft_wrap=True)
        out.print(summary(proposal) if dry_run else f"{made} records changed, {len(findings)} findings.")
    if findings:
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
