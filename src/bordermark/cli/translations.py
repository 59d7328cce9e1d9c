"""``bordermark translation``: how far records are translated, and PO files out and in."""

import getpass
from pathlib import Path
from typing import Annotated

import typer

from bordermark.cli.finding import write_file
from bordermark.cli.keeping import print_outcome
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
from bordermark.errors import BordermarkError, Finding, RefusedInput

LanguageOption = Annotated[str, typer.Option("--language", "-l", help="Language of the translations: ar, es, fr, ru or "
                                             "zh.")]
TypeOption = Annotated[list[str] | None, typer.Option("--type", help="Only records of this type, such as instrument or "
                                                      "provision; may be repeated.", show_default="all")]


def status(data: DataOption = None, as_json: JsonOption = False) -> None:
    """Say how far every type of record is translated into every language, and by whom."""
    start_django(data)
    from bordermark.contributions.translations.describing import share_row
    from bordermark.contributions.translations.exchange import shares

    with reporting(as_json):
        require_database()
        found = shares()
    if as_json:
        print_json([share_row(one).model_dump(mode="json") for one in found])
    for one in found if not as_json else ():
        counts = ", ".join(f"{number} {state}" for state, number in one.counts.items() if number)
        stale = f", {one.stale} stale" if one.stale else ""
        out.print(f"{one.language} {one.type}: {counts}{stale}", markup=False, soft_wrap=True)


def export(
    language: LanguageOption,
    to: Annotated[Path | None, typer.Option("--to", "--out", "-o", metavar="FILE", help="File to write; standard "
                                            "output without it.")] = None,
    kinds: TypeOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the texts of records with their translations into a language as a PO file."""
    start_django(data)
    from django.utils import timezone

    from bordermark.contributions.translations.exchange import po_file

    with reporting(as_json):
        require_database()
        _require(language, kinds or [])
        content = po_file(language, timezone.now(), kinds or [])
        write_file(content.encode(), to)
    texts = content.count("\nmsgctxt ")
    if as_json and to:
        print_json({"file": str(to), "language": language, "texts": texts})
    elif to:
        out.print(f"{texts} texts written to {to}", markup=False, soft_wrap=True)


def _require(language: str, kinds: list[str]) -> None:
    from bordermark.contributions.translations.exchange import INTO
    from bordermark.contributions.translations.register import translatables

    if language not in INTO:
        raise BordermarkError(f"Found {language!r}, expected one of the languages {', '.join(INTO)}.")
    names = [one.type for one in translatables()]
    for kind in kinds:
        if kind not in names:
            raise BordermarkError(f"Found {kind!r}, expected one of the record types {', '.join(names)}.")


def load(
    path: Annotated[Path, typer.Argument(help="A PO file that was exported and edited.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, a field at a time, and keep "
                                          "nothing.")] = False,
    good_rows: Annotated[bool, typer.Option("--good-rows", help="Leave out bad entries and take the rest; without it "
                                            "a bad entry stops everything.")] = False,
    reason: Annotated[str, typer.Option(help="Why, kept with every change.")] = "Translations",
    by: Annotated[str, typer.Option(help="Who signs, if the file does not say.", show_default="the user's name")] = "",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take translations back from a PO file. Entries whose English has changed meanwhile are told and left out."""
    start_django(data)
    from django.conf import settings
    from django.utils import timezone

    from bordermark.compendium import indexing
    from bordermark.contributions.applying import apply
    from bordermark.contributions.translations.exchange import propose_po
    from bordermark.web.loading import rehearsed

    made, now, who = 0, timezone.now(), by or getpass.getuser()
    with reporting(as_json):
        require_database()
        try:
            content = path.read_bytes()
        except OSError as error:
            raise RefusedInput([Finding(path.name, 0, "", error.strerror or "", "a readable file")]) from error
        proposal = propose_po(content, path.name, by=who, at=now)
        with progress_bar() as progress:
            if dry_run:
                proposal = rehearsed(proposal, now, progress)
            elif proposal.refused and not good_rows:
                raise RefusedInput(proposal.refused)
            else:
                made = apply(proposal, now, by=who, reason=reason, progress=progress)
        if not dry_run:
            indexing.follow(settings.INDEX_FOLDER)
    print_outcome(proposal, made, dry_run, as_json)
