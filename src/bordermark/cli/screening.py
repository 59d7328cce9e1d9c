"""``bordermark screen``: declarations against the control lists, from a terminal."""

import json
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from bordermark.cli.finding import require_language
from bordermark.cli.goods import held_lists
from bordermark.cli.setup import DataOption, JsonOption, err, out, print_json, reporting, start_django
from bordermark.clocks import read_clocks
from bordermark.errors import BordermarkError, UnknownRecord
from bordermark.languages import LANGUAGES


def screen(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="Declarations: .parquet, .csv, .jsonl, .xlsx, or .xml "
                                           "of ASYCUDA World.")],
    to: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="Alerts: a name that ends in .parquet, .csv "
                                     "or .jsonl.")],
    lists: Annotated[list[str] | None, typer.Option("--list", metavar="ID", help="Only this list; may be "
                                                    "repeated.")] = None,
    as_at: Annotated[str, typer.Option("--as-at", "--as-of", metavar="DATE", help="Lists as they stood on a day: "
                                       "YYYY-MM-DD, YYYY-MM or YYYY.")] = "",
    edition: Annotated[str, typer.Option(help="Edition of the Harmonized System of the codes, by year.")] = "2022",
    mapping: Annotated[Path | None, typer.Option(metavar="FILE", help="Which column is which: JSON; read when it is "
                                                 "there, written with --map.")] = None,
    mapped: Annotated[list[str] | None, typer.Option("--map", metavar="OURS=THEIRS", help="A column, such as "
                                                     "hs_code=Tariff; may be repeated.")] = None,
    rejects: Annotated[Path | None, typer.Option(metavar="FILE", help="Rows that cannot be screened, as CSV; beside "
                                                 "the alerts without it.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Threads; as many as processors without it.")] = None,
    misspellings: Annotated[bool, typer.Option("--misspellings/--no-misspellings", help="Find misspelt names.")] = True,
    language: Annotated[str, typer.Option("--language", "-l", help="Add a column, told: why, in this language "
                                          f"({', '.join(LANGUAGES)}).")] = "",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Screen declarations against the control lists, and write the alerts."""
    named = read_columns(mapped or [])
    if language:
        require_language(language)
    with reporting(as_json):
        clocks = read_clocks({"as_at": as_at})
    start_django(data)
    from bordermark.screening.automaton import compile_lists
    from bordermark.screening.readers.columns import read_mapping
    from bordermark.screening.running import run
    from bordermark.screening.telling import told_alerts
    from bordermark.screening.writing import WRITERS
    from bordermark.vocabulary.hs.codes import EDITIONS

    if edition not in EDITIONS:
        raise typer.BadParameter(f"found {edition!r}, expected one of {', '.join(EDITIONS)}", param_hint="--edition")
    if to.suffix.lower() not in WRITERS:
        raise typer.BadParameter(f"found {to.name!r}, expected a name that ends in {', '.join(WRITERS)}",
                                 param_hint="--out")
    with reporting(as_json):
        known = held_lists(clocks)
        for key in lists or ():
            if key not in known.lists:
                raise UnknownRecord("list", key, [one for one in known.lists if key in one] or list(known.lists))
        if mapping and (mapping.exists() or not named):
            named = {**read_mapping(mapping), **named}
        aside = rejects or to.with_name(f"{to.stem}.rejects.csv")
        if len({one.resolve() for one in (source, to, aside)}) < 3:
            raise BordermarkError("The declarations, the alerts and the rejects are three files; give each its name.")
        automaton = compile_lists(known, edition, lists or (), misspellings)
        columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn()
        with Progress(*columns, console=err, disable=as_json or not err.is_terminal) as bar:
            task = bar.add_task("", total=1.0)
            summary = run(source, to, automaton, rejects=aside, mapping=named, workers=workers,
                          progress=lambda rows, done: bar.update(task, completed=done, description=f"{rows:,} rows"),
                          tell=partial(told_alerts, language=language) if language else None)
        if mapping and mapped:
            mapping.write_text(json.dumps(named, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if as_json:
        print_json({**summary.as_dict(), "out": str(to), "rejects": str(aside) if summary.rejected else ""})
    else:
        out.print(f"{summary.rows:,} rows: {summary.with_alerts:,} with alerts, {summary.clear:,} clear, "
                  f"{summary.rejected:,} rejected", soft_wrap=True)
        for key, count in summary.by_list.most_common():
            out.print(f"  {count:>9,}  {known.lists[key].short_title}", markup=False, soft_wrap=True)
        out.print(f"{summary.alerts:,} alerts written to {to}", markup=False, soft_wrap=True)
        if summary.codes_repaired or summary.codes_unreadable:
            out.print(f"Codes: {summary.codes_repaired:,} repaired, {summary.codes_unreadable:,} that cannot be read")
        if summary.rejected:
            err.print(f"Rejected rows: {summary.rejected:,}, see {aside}", markup=False, soft_wrap=True)
    if summary.rejected:
        raise typer.Exit(1)


def read_columns(mapped: list[str]) -> dict[str, str]:
    """What ``--map`` says, by column of ours. Exits with code 2 for what is no pair."""
    found = {}
    for one in mapped:
        ours, equals, theirs = one.partition("=")
        if not equals:
            raise typer.BadParameter(f"found {one!r}, expected OURS=THEIRS, such as hs_code=Tariff", param_hint="--map")
        found[ours] = theirs
    return found
