"""``bordermark opportunities``: controlled goods in residual subheadings, and the trade that shares their code."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bordermark.cli.finding import LanguageOption, require_language, write_file
from bordermark.cli.goods import held_lists
from bordermark.cli.screening import read_columns
from bordermark.cli.setup import DataOption, JsonOption, err, out, print_json, reporting, require_database, start_django
from bordermark.clocks import read_clocks

if TYPE_CHECKING:
    from bordermark.screening.lists import Lists
    from bordermark.screening.schemas import OpportunityRow
    from bordermark.screening.trade import Trade


def opportunities(
    declarations: Annotated[Path | None, typer.Option(metavar="FILE", help="Declarations in which to count the trade "
                                                      "that shares a code: any file that can be screened.")] = None,
    to: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Report: a name that ends in .pdf, "
                                            ".docx, .xlsx or .csv.")] = None,
    mapping: Annotated[Path | None, typer.Option(metavar="FILE", help="Which column is which: JSON.")] = None,
    mapped: Annotated[list[str] | None, typer.Option("--map", metavar="OURS=THEIRS", help="A column, such as "
                                                     "hs_code=Tariff; may be repeated.")] = None,
    as_at: Annotated[str, typer.Option("--as-at", "--as-of", metavar="DATE", help="Lists as they stood on a day: "
                                       "YYYY-MM-DD, YYYY-MM or YYYY.")] = "",
    language: LanguageOption = "en",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Report which controlled chemicals hide in residual subheadings, and how much trade shares the code with them."""
    named = read_columns(mapped or [])
    require_language(language)
    with reporting(as_json):
        clocks = read_clocks({"as_at": as_at})
    start_django(data)
    from bordermark.cli.feeds import addresses
    from bordermark.publishing.tables import csv_text
    from bordermark.screening.documents import PUBLICATIONS
    from bordermark.screening.readers.columns import read_mapping
    from bordermark.screening.schemas import ListWriter, opportunity_table
    from bordermark.screening.views import opportunity_material, opportunity_rows
    from bordermark.vocabulary.hs_schemas import HsWriter

    form = to.suffix.lower().lstrip(".") if to else ""
    if to and form not in (*PUBLICATIONS, "csv"):
        raise typer.BadParameter(f"found {to.name!r}, expected a name that ends in .pdf, .docx, .xlsx or .csv",
                                 param_hint="--out")
    with reporting(as_json):
        require_database()
        say = ListWriter(held_lists(clocks), HsWriter(language, addresses()))
        named = {**(read_mapping(mapping) if mapping else {}), **named}
        trade = _counted(say.lists, declarations, named) if declarations else None
        rows = opportunity_rows(say, clocks, trade)
        if to and form == "csv":
            write_file(csv_text(opportunity_table(rows)).encode(), to)
        elif to:
            material = opportunity_material(say, rows, language, declarations.name if declarations else "",
                                            trade.lines if trade else 0)
            write_file(PUBLICATIONS[form].write(material), to)
    if as_json:
        print_json([row.model_dump(mode="json") for row in rows])
    else:
        _print(rows)
    if trade:
        err.print(f"{trade.lines:,} lines; {trade.coded:,} with a code of six digits, read as codes of HS "
                  f"{rows[0].code.edition if rows else ''}; {trade.rejected:,} rejected.", soft_wrap=True)
    if to:
        err.print(f"Report written to {to}", markup=False, soft_wrap=True)


def _counted(lists: "Lists", declarations: Path, mapping: dict[str, str]) -> "Trade":
    from bordermark.screening.automaton import compile_lists
    from bordermark.screening.counting_trade import count_trade
    from bordermark.screening.opportunities import opportunities as found
    from bordermark.screening.readers import read_lines
    from bordermark.screening.trade import AMOUNTS
    from bordermark.vocabulary.hs.codes import LATEST

    automaton = compile_lists(lists, LATEST, (), misspellings=False)
    return count_trade(read_lines(declarations, mapping, AMOUNTS), found(lists), automaton)


def _print(rows: list["OpportunityRow"]) -> None:
    out.print(f"{'code':<9}{'hidden':>7}{'lines':>12}{'naming':>9}{'net kg':>16}{'value':>18}")
    for row in rows:
        trade = row.trade
        shared = f"{'not given':>12}"
        if trade:
            shared = (f"{trade.lines:>12,}{trade.naming:>9,}{_amount(trade.net_kg, trade.weighed):>16}"
                      f"{_amount(trade.value, trade.valued):>18}")
        out.print(f"{row.code.shown:<9}{len(row.hidden):>7}{shared}", markup=False, soft_wrap=True)
        for one in row.hidden[:3]:
            mark = "" if one.verified else "  (own reading)"
            out.print(f"    {one.title} [{one.cas}]: lists {one.lists}, States {one.states}{mark}", markup=False,
                      soft_wrap=True)
        if len(row.hidden) > 3:
            out.print(f"    and {len(row.hidden) - 3} more", markup=False)


def _amount(total: float, lines: int) -> str:
    return f"{total:,.0f}" if lines else "not given"
