"""``bordermark obligations``: what binds a State, from a terminal."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bordermark.cli.finding import LanguageOption, require_language, writer_in
from bordermark.cli.setup import DataOption, JsonOption, err, out, print_json, reporting, require_database, start_django
from bordermark.clocks import Clocks, read_clocks

if TYPE_CHECKING:
    from bordermark.framework.describing import FrameworkWriter


def obligations(
    state: Annotated[str, typer.Argument(metavar="STATE", help="ISO 3166-1 alpha-3 code, such as KEN.")],
    as_of: Annotated[str, typer.Option("--as-of", "--as-at", help="The day: YYYY-MM-DD, YYYY-MM or YYYY.")] = "",
    since: Annotated[str, typer.Option(help="Only what became binding after this day.")] = "",
    measure: Annotated[str, typer.Option(help="Only this measure, with every chain.")] = "",
    as_recorded: Annotated[str, typer.Option(help="As it had been recorded by a day.")] = "",
    language: LanguageOption = "en",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """What binds a State: every measure of the Framework on a day, with the reason."""
    require_language(language)
    with reporting(as_json):
        clocks = read_clocks({"as_at": as_of, "as_recorded": as_recorded})
    start_django(data)
    from bordermark.framework.asking import state_of, writer

    with reporting(as_json):
        require_database()
        say = writer(writer_in(language), clocks)
        found = _answer(say, state_of(state, say.compendium), clocks, since, measure)
    if as_json:
        print_json(found)
    else:
        _print(found)


def _answer(say: "FrameworkWriter", state: str, clocks: Clocks, since: str, measure: str) -> dict[str, Any]:
    from bordermark.framework.asking import day_of, measure_of, since_day
    from bordermark.framework.obligations import Day
    from bordermark.framework.timeline import became_binding

    day = day_of(clocks)
    if since:
        start = since_day(since, day.day)
        changes = became_binding(Day(day.world, start), day, state)
        return say.changes(state, start, day.day, changes).model_dump(mode="json")
    if measure:
        return say.obligation(day.obligation(measure_of(measure, clocks).id, state)).model_dump(mode="json")
    return say.obligations(state, day.day, day.obligations(state)).model_dump(mode="json")


def _print(found: dict[str, Any]) -> None:
    """A line a measure; for one measure, a line a chain."""
    if "chains" in found:
        out.print(f"{found['status']}  {found['measure']['id']}  {found['measure']['title']}", markup=False)
        for one in found["chains"]:
            out.print(_chain(one), markup=False, soft_wrap=True)
        return
    for row in found["items"]:
        chains = row["chains"]
        status = row.get("status", "new" if row.get("newly") else "more")
        by = "; ".join(dict.fromkeys(
            f"{one['instrument']['short_title'] or one['instrument']['id']}, {one['provision']['ref']}"
            for one in chains if one["status"] == row.get("status", "binding")
        ))
        since = row.get("since") or next((one["since"] for one in chains if "newly" in row), "")
        if "newly" in row and not chains:
            continue
        out.print(f"{status:<12} {row['measure']['id']:<9} {since:<10}  {row['measure']['title']}: {by}".rstrip(": "),
                  markup=False, soft_wrap=True)
    held, total = found["data"]["with_data"], found["data"]["derivations"]
    err.print(f"{found['state']['name']} on {found['as_at']}. Data on who takes part: {held} of {total} derivations; "
              "where there are none, unknown, never \"not bound\".", markup=False)


def _chain(one: dict[str, Any]) -> str:
    since = f" since {one['since']} ({one['since_kind']})" if one["since"] else ""
    source = one["act"]["source"] if one["act"] else one["membership"]["source"] if one["membership"] else ""
    return (f"  {one['status']:<12} {one['instrument']['id']}, {one['provision']['ref']} ({one['strength']['code']}): "
            f"{one['because']}{since}{f'; source: {source}' if source else ''}")
