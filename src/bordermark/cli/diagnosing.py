"""``bordermark diagnose``: who works on the same thing, who coordinates it, and who is helped by nobody."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bordermark.cli.finding import LanguageOption, require_language, write_file
from bordermark.cli.setup import DataOption, JsonOption, err, out, print_json, reporting, require_database, start_django
from bordermark.clocks import read_clocks

if TYPE_CHECKING:
    from bordermark.diagnosis.diagnosing import Asked



def diagnose(
    as_of: Annotated[str, typer.Option("--as-of", "--as-at", help="The year, or a day in it; today if empty.")] = "",
    region: Annotated[str, typer.Option(help="Only this M49 region or State, such as 011 or KEN.")] = "",
    flow: Annotated[str, typer.Option(help="Only this illicit flow, such as drugs.")] = "",
    draws: Annotated[int, typer.Option(min=4, help="How often chance is tried.")] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="Seed of chance: the same seed gives the same figures.")] = 1,
    options: Annotated[int, typer.Option(min=0, help="Choose at most so many options to take up together.")] = 0,
    keep: Annotated[list[str] | None, typer.Option(
        metavar="STATE:CAPACITY", help="Where two bodies are wanted, so that one can fail. Repeatable.")] = None,
    beside: Annotated[int, typer.Option(min=0, max=9999, help="Another year to set beside; 0 for none.")] = 0,
    report: Annotated[str, typer.Option(help="Write the diagnostic assessment: pdf or docx.")] = "",
    language: LanguageOption = "en",
    to: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="File of the report.")] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Diagnose the survey: fragmentation, overlap, duplication, coordination and gaps, beside chance and doubt."""
    require_language(language)
    with reporting(as_json):
        clocks = read_clocks({"as_at": as_of})
    wanted = [_pair(one, "--keep", "KEN:cargo") for one in keep or ()]
    if report not in ("", "pdf", "docx"):
        raise typer.BadParameter(f"found {report!r}, expected pdf or docx", param_hint="--report")
    if report and to is None:
        raise typer.BadParameter("expected the file to write the report to", param_hint="--out")
    start_django(data)
    from bordermark.diagnosis import asking, store
    from bordermark.diagnosis.describing import advised, described
    from bordermark.diagnosis.describing import beside as side_by_side
    from bordermark.diagnosis.diagnosing import Asked
    from bordermark.diagnosis.portfolio import Wanted
    from bordermark.framework.asking import today

    with reporting(as_json):
        require_database()
        clocks = asking.at_day(clocks)
        asked = Asked(clocks.day(today()).year, region, flow, draws, draws, min(draws, 200), seed=seed)
        answer = asking.answered(asked, clocks)
        found = described(answer.diagnosis, answer.supply)
        other = asking.in_another_year(answer, beside).diagnosis if beside else None
        if other:
            found["beside"] = side_by_side(answer.diagnosis, other)
        if options or report:
            advice = asking.advised_on(answer, options or asking.MOST, tuple(Wanted(*one) for one in wanted))
            found["advice"] = advised(advice)
        if report:
            from bordermark.diagnosis.documents import PUBLICATIONS, assessment

            write_file(PUBLICATIONS[report](assessment(store.material(answer, advice, language, other))), to)
    if as_json:
        print_json(found)
    else:
        _print(found, asked)


def _pair(text: str, option: str, example: str) -> tuple[str, str]:
    """The two sides of an option. Exits with code 2 for what has not two."""
    one, colon, other = text.partition(":")
    if not (one and colon and other):
        raise typer.BadParameter(f"found {text!r}, expected two names such as {example}", param_hint=option)
    return one, other


def _print(found: dict[str, Any], asked: "Asked") -> None:
    counts = found["survey"]
    out.print(f"{asked.year}: {counts['activities']} activities, {counts['mechanisms']} mechanisms "
              f"({counts['of_unknown_scope']} of unknown scope). Start unknown: {counts['unknown_start']}, "
              f"end unknown: {counts['unknown_end']}.", soft_wrap=True)
    for part in found["global_weighted"]:
        out.print(f"\nGlobal activities at weight {part['weight']}: {part['activities']} activities")
        out.print(f"{'capacity':<14}{'pairs':>7}{'uncoordinated':>15}{'at least':>10}{'dealt anew':>15}"
                  f"{'percentile':>12}{'bodies':>8}{'drawn anew':>15}{'percentile':>12}")
        for one in (part["overlap"], *part["overlap_by_capacity"]):
            dealt, drawn = one["open_dealt"], one["open_bodies"]
            out.print(f"{one['capacity'] or 'all':<14}{one['pairs']:>7}{one['uncoordinated']:>15}{one['at_least']:>10}"
                      f"{_between(dealt):>15}{dealt['percentile']:>12.1f}"
                      f"{drawn['observed']:>8.0f}{_between(drawn):>15}{drawn['percentile']:>12.1f}",
                      markup=False, soft_wrap=True)
        out.print(f"Possible duplication: {len(part['duplication'])} pairs")
        for one in part["duplication"]:
            out.print(f"  {one['a']}  {one['b']}  {', '.join(one['common'])}", markup=False, soft_wrap=True)
    out.print("\nFindings that survive doubt:" if found["findings"] else "\nNo finding survives doubt.")
    for one in found["findings"]:
        out.print(f"  {one['id']}: {_said(one)}", markup=False, soft_wrap=True)
    for one in found["not_findings"]:
        out.print(f"  (not {one['id']}: it does not hold under {', '.join(one['does_not_hold_under'])})",
                  markup=False, soft_wrap=True)
    for one in found.get("beside", ()):
        years = "".join(f"{year['year']:>7}: {year['uncoordinated'][1]:>4} of {year['pairs'][1]:<4}"
                        for year in one["years"])
        out.print(f"{one['capacity'] or 'uncoordinated':<14}{years}", markup=False, soft_wrap=True)
    out.print(f"\n{'needs':<14}{'helped':>10}{'global only':>14}{'nobody':>10}{'not surveyed':>15}")
    for capacity, some in found["gaps"]["by_capacity"].items():
        out.print(f"{capacity:<14}{some.get('named', 0):>10}{some.get('global', 0):>14}{some.get('nobody', 0):>10}"
                  f"{some.get('not-surveyed', 0):>15}", markup=False)
    if "advice" in found:
        _print_advice(found["advice"])
    err.print("A need is a capacity against a flow to which a State is bound. Everything behind the figures: --json.",
              soft_wrap=True)


def _between(chance: dict[str, Any]) -> str:
    return f"{chance['low']:.0f} to {chance['high']:.0f}"


def _said(finding: dict[str, Any]) -> str:
    if finding["kind"] == "gap":
        return f"{len(finding['states'])} States are bound and nobody works on it"
    if finding["kind"] == "duplication":
        return f"may be one service given twice to {len(finding['states'])} States"
    pairs, uncoordinated = finding["pairs"], finding["uncoordinated"]
    chance = "more than chance" if finding["more_than_chance"] else "not more than chance"
    return (f"{uncoordinated[1]} of {pairs[1]} overlapping pairs uncoordinated, without global activities "
            f"{uncoordinated[0]} of {pairs[0]}; {chance}")


def _print_advice(advice: dict[str, Any]) -> None:
    portfolio = advice["portfolio"]
    out.print(f"\n{len(advice['options'])} options; taken up together, these answer {portfolio['answered']} pairs "
              f"(proven gap {portfolio['proven_gap']:.1%}):", soft_wrap=True)
    for one in portfolio["options"]:
        out.print(f"  {one['id']}: {len(one['pairs'])} pairs; to be decided by {', '.join(one['who_must_decide'])}",
                  markup=False, soft_wrap=True)
    print_before_and_after(advice["before"], advice["together"])


def print_before_and_after(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Figures side by side; those of pairs with global activities at weight 0 and at 1."""
    out.print(f"\n{'':<34}{'before':>14}{'after':>14}")
    for key, label in (("pairs", "overlapping pairs, weight 0 and 1"),
                       ("uncoordinated", "uncoordinated, weight 0 and 1"),
                       ("reached", "cells that somebody works in"), ("doubly", "of these, two bodies or more")):
        one, other = (" and ".join(map(str, side[key])) if isinstance(side[key], (list, tuple)) else str(side[key])
                      for side in (before, after))
        out.print(f"{label:<34}{one:>14}{other:>14}")


def what_if(
    as_of: Annotated[str, typer.Option("--as-of", "--as-at", help="The year, or a day in it; today if empty.")] = "",
    region: Annotated[str, typer.Option(help="Only this M49 region or State, such as 011 or KEN.")] = "",
    flow: Annotated[str, typer.Option(help="Only this illicit flow, such as drugs.")] = "",
    end: Annotated[list[str] | None, typer.Option(
        metavar="ACTIVITY", help="An activity that ends. Repeatable.")] = None,
    hand_over: Annotated[list[str] | None, typer.Option(
        metavar="ACTIVITY:BODY", help="An activity that another body leads. Repeatable.")] = None,
    merge: Annotated[list[str] | None, typer.Option(
        metavar="ACTIVITY:INTO", help="An activity that another takes up. Repeatable.")] = None,
    agree: Annotated[list[str] | None, typer.Option(
        metavar="BODY,BODY:CAPACITY,CAPACITY", help="Bodies that agree to coordinate capacities. Repeatable.")] = None,
    share: Annotated[list[str] | None, typer.Option(
        metavar="FUNCTION:BODY,BODY:CAPACITY,CAPACITY", help="Bodies that do a function, such as assess, once for all; "
                                                             "the first leads it. Repeatable.")] = None,
    keep: Annotated[list[str] | None, typer.Option(
        metavar="STATE:CAPACITY", help="Where two bodies are wanted, so that one can fail. Repeatable.")] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """What would change: overlap, coordination, gaps, redundancy and what is asked of States, before and after."""
    with reporting(as_json):
        clocks = read_clocks({"as_at": as_of})
    start_django(data)
    from bordermark.diagnosis import asking, labels
    from bordermark.diagnosis.describing import compared

    with reporting(as_json):
        require_database()
        day = asking.at_day(clocks)
        given = {"end": end, "hand_over": hand_over, "merge": merge, "agree": agree, "share": share}
        _, found = asking.compared(asking.read_asked(region, flow, day), day,
                                   {name: some or [] for name, some in given.items()}, keep or [])
    if as_json:
        print_json(compared(found))
        return
    out.print(f"{'':<66}{'before':>9}{'after':>9}")
    for label, before, after in labels.sides(found.before, found.after):
        out.print(f"{label:<66}{before:>9}{after:>9}", markup=False, soft_wrap=True)
    for one in found.lost:
        out.print(f"Lost: two bodies or more for {one.capacity} in {one.state}.", markup=False)
