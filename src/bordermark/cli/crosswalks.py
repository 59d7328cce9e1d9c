"""``bordermark crosswalk``: crosswalks in SSSOM, out of what is held and into it."""

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bordermark.cli.finding import write_file, writer_in
from bordermark.cli.setup import DataOption, JsonOption, err, out, print_json, reporting, require_database, start_django

if TYPE_CHECKING:
    from bordermark.framework.importing import Checked

FileArgument = Annotated[Path, typer.Argument(help="A crosswalk in SSSOM TSV.")]


def check(file: FileArgument, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Check a crosswalk against what is held, and say what it would change. Exit code 1 with findings."""
    start_django(data)
    from bordermark.framework.importing import check_crosswalk

    with reporting(as_json):
        require_database()
        checked = check_crosswalk(file)
    if as_json:
        print_json(_document(checked))
    else:
        for finding in checked.imported.findings:
            err.print(str(finding), markup=False, soft_wrap=True)
        _say(checked)
    if checked.imported.findings or checked.contradictions:
        raise typer.Exit(1)


def _say(checked: "Checked") -> None:
    imported, difference = checked.imported, checked.difference
    out.print(f"{len(imported.mappings)} rows read, {len(imported.findings)} findings. Against what is held: "
              f"{len(difference.added)} added, {len(difference.changed)} changed, {len(difference.removed)} removed; "
              f"{len(imported.elements)} elements new or named anew.", markup=False, soft_wrap=True)
    for one in checked.contradictions:
        ways = ["; ".join([one.start, *(f"{step.element} ({step.source})" for step in chain.steps)])
                for chain in one.chains]
        err.print(f"{one.start} and {one.end} cannot stand as all of these say: {' | '.join(ways)}", markup=False,
                  soft_wrap=True)


def _document(checked: "Checked") -> dict[str, Any]:
    imported, difference = checked.imported, checked.difference
    return {
        "scheme": imported.scheme, "rows": len(imported.mappings),
        "findings": [one.as_dict() for one in imported.findings], "added": list(difference.added),
        "changed": list(difference.changed), "removed": list(difference.removed),
        "elements": [one.id for one in imported.elements],
        "contradictions": [[one.start, one.end] for one in checked.contradictions],
    }


def load(
    file: FileArgument,
    reason: Annotated[str, typer.Option(help="Why, kept with every change.")] = "Crosswalk loaded from a file",
    by: Annotated[str, typer.Option(help="Who, kept with every change.", show_default="the user's name")] = "",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put the rows of a crosswalk in place of those held for its list. With findings nothing is changed."""
    start_django(data)
    from django.utils import timezone

    from bordermark.framework.importing import load_crosswalk

    with reporting(as_json):
        require_database()
        checked, made = load_crosswalk(file, timezone.now(), by=by or getpass.getuser(), reason=reason)
    if as_json:
        print_json({**_document(checked), "revisions": made})
    else:
        _say(checked)
        out.print(f"{made} revisions made.", markup=False)


def export(
    scheme: Annotated[str, typer.Argument(help="Id of the list, such as fatf or wto-tfa.")],
    to: Annotated[Path | None, typer.Option("--to", "-o", metavar="FILE", help="File to write; standard output without "
                                            "it.")] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a crosswalk as SSSOM TSV."""
    start_django(data)
    from bordermark.framework.crosswalk_api import find_crosswalk
    from bordermark.framework.exchange import to_sssom
    from bordermark.framework.sssom import write

    with reporting(as_json):
        require_database()
        found = find_crosswalk(scheme)
        write_file(write(to_sssom(found, writer_in("en").addresses)).encode(), to)
    if as_json and to:
        print_json({"file": str(to), "scheme": scheme, "rows": len(found.mappings)})
    elif to:
        out.print(f"{len(found.mappings)} rows written to {to}", markup=False, soft_wrap=True)
