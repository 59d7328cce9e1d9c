"""``bordermark workbook template`` and ``export``: records as workbooks, which ``bordermark load`` reads back."""

from pathlib import Path
from typing import Annotated

import typer

from bordermark.cli.finding import FilterOption, LanguageOption, asked_for, require_language, write_file
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

TypeArgument = Annotated[str, typer.Argument(metavar="TYPE", help="Record type, such as instrument, provision or "
                                             "organisation.")]
ToOption = Annotated[Path, typer.Option("--to", "-o", metavar="FILE", help="Workbook to write (.xlsx).")]


def template(
    kind: TypeArgument,
    to: ToOption,
    language: LanguageOption = "en",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write an empty workbook for a record type, with drop-downs, notes and a page on how to fill it in."""
    require_language(language)
    start_django(data)
    from bordermark.contributions import workbooks

    with reporting(as_json):
        require_database()
        _require_type(kind)
        write_file(workbooks.template(kind, language), to)
    if as_json:
        print_json({"file": str(to), "type": kind, "records": 0})
    else:
        out.print(f"A template for {kind} written to {to}", markup=False, soft_wrap=True)


def export(
    kind: TypeArgument,
    to: ToOption,
    identifiers: Annotated[list[str] | None, typer.Option("--id", metavar="ID", help="Only the record with this id; "
                                                          "may be repeated.")] = None,
    text: Annotated[str, typer.Option("--search", help="Only instruments that this search finds, or records of "
                                      "them.")] = "",
    filters: FilterOption = None,
    language: LanguageOption = "en",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write records as they stand to a workbook, to be edited and loaded: all, those named, those a search finds."""
    start_django(data)
    question = asked_for(text, filters, language)
    from bordermark.compendium import finding
    from bordermark.contributions import workbooks
    from bordermark.contributions.store import standing_records

    with reporting(as_json):
        require_database()
        _require_type(kind)
        with progress_bar() as progress:
            keys = list(identifiers) if identifiers else None
            if text or filters:
                found = set(finding.all_instruments(question.request(language)))
                keys = [record.key for record in standing_records(kind, keys)
                        if (record.key if kind == "instrument" else getattr(record, "instrument", "")) in found]
            content = workbooks.export(kind, keys, language, progress=progress)
            count = len(standing_records(kind)) if keys is None else len(keys)
        write_file(content, to)
    if as_json:
        print_json({"file": str(to), "type": kind, "records": count})
    else:
        out.print(f"{count} records written to {to}", markup=False, soft_wrap=True)


def _require_type(kind: str) -> None:
    from bordermark.contributions.record_types import record_types

    names = [one.name for one in record_types()]
    if kind not in names:
        raise BordermarkError(f"Found {kind!r}, expected one of the record types {', '.join(names)}.")
