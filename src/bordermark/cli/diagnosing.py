"""``bordermark diagnose``: who works on the same thing, who coordinates it, and who is helped by nobody."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from bordermark.cli.finding import write_file
from bordermark.cli.setup import DataOption, JsonOption, err, out, print_json, reporting, require_database, start_django
from bordermark.clocks import read_clocks

if TYPE_CHECKING:
    from bordermark.diagnosis.diagnosing import Asked


OPTIONS_OF_REPORT: Final = 5
"""How many options a report proposes to take up together, where nobody says how many."""


def diagnose(
    as_of: Annotated[str, typer.Option("--as-of", "--as-at", help="The year, or a day in it; today if empty.")] = "",
    region: Annotated[str, typer.Option(help="Only this M49 region or State, such as 011 or KEN.")] = "",
    flow: Annotated[str, typer.Option(help="Only this illicit flow, such as drugs.")] = "",
    draws: Annotated[int, typer.Option(min=4, help="How often chance is tried.")] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="Seed of chance: the same seed gives the same figures.")] = 1,
    options: Annotated[int, typer.Option(min=0, help="Choose at most so many options to take up together.")] = 0,
    keep: Annotated[list[str] | None, typer.Option(
        metavar="STATE:CAPACITY", help="Where two bodies are wanted, so that one can fail. Repeatable.")] = None,
    report: Annotated[str, typer.Option(help="Write the diagnostic assessment: pdf or docx.")] = "",
    to: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="File of the report.")] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Diagnose the survey: fragmentation, overlap, duplication, coordination and gaps, beside chance and doubt."""
    with reporting(as_json):
        clocks = read_clocks({"as_at": as_of})
    wanted = [_pair(one, "--keep", "KEN:cargo") for one in keep or ()]
    if report not in ("", "pdf", "docx"):
        raise typer.BadParameter(f"found {report!r}, expected pdf or docx", param_hint="--report")
    if report and to is None:
        raise typer.BadParameter("expected the file to write the report to", param_hint="--out")
    start_django(data)
    from bordermark.diagnosis import store
    from bordermark.diagnosis.advising import advise
    from bordermark.diagnosis.describing import advised, described
    from bordermark.diagnosis.diagnosing import Asked
    from bordermark.diagnosis.diagnosing import diagnose as diagnosis_of
    from bordermark.diagnosis.gaps import supplies
    from bordermark.diagnosis.portfolio import Wanted

    with reporting(as_json):
        require_database()
        asked = Asked(clocks.day(datetime.now(UTC).date()).year, region, flow, draws, draws, min(draws, 200), seed=seed)
        made = diagnosis_of(store.survey(), asked)
        inside = made.survey.states((region,)) if region else None
        needs = [one for one in store.needs(clocks)
                 if (inside is None or one.state in inside) and flow in ("", one.flow)]
        supply = supplies(made.survey, needs)
        found = described(made, supply)
        if options or report:
            advice = advise(made, options or OPTIONS_OF_REPORT, [Wanted(*one) for one in wanted])
            found["advice"] = advised(advice)
        if report:
            from bordermark.diagnosis.documents import PUBLICATIONS, assessment

            write_file(PUBLICATIONS[report](assessment(store.material(made, supply, advice))), to)
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
        out.print(f"{'capacity':<14}{'pairs':>7}{'uncoordinated':>15}{'at least':>10}{'by chance':>15}"
                  f"{'percentile':>12}")
        for one in (part["overlap"], *part["overlap_by_capacity"]):
            chance = one["open_dealt"]
            between = f"{chance['low']:.0f} to {chance['high']:.0f}"
            out.print(f"{one['capacity'] or 'all':<14}{one['pairs']:>7}{one['uncoordinated']:>15}{one['at_least']:>10}"
                      f"{between:>15}{chance['percentile']:>12.1f}", markup=False)
        out.print(f"Possible duplication: {len(part['duplication'])} pairs")
        for one in part["duplication"]:
            out.print(f"  {one['a']}  {one['b']}  {', '.join(one['common'])}", markup=False, soft_wrap=True)
    out.print("\nFindings that survive doubt:" if found["findings"] else "\nNo finding survives doubt.")
    for one in found["findings"]:
        chance = "more than chance" if one["more_than_chance"] else "not more than chance"
        out.print(f"  {one['capacity']}: among the most uncoordinated overlap, {chance}", markup=False)
    for one in found["not_findings"]:
        out.print(f"  (not {one['capacity']}: it does not hold under {', '.join(one['does_not_hold_under'])})",
                  markup=False, soft_wrap=True)
    out.print(f"\n{'needs':<14}{'helped':>10}{'global only':>14}{'nobody':>10}{'not surveyed':>15}")
    for capacity, some in found["gaps"]["by_capacity"].items():
        out.print(f"{capacity:<14}{some.get('named', 0):>10}{some.get('global', 0):>14}{some.get('nobody', 0):>10}"
                  f"{some.get('not-surveyed', 0):>15}", markup=False)
    if "advice" in found:
        _print_advice(found["advice"])
    err.print("A need is a capacity against a flow to which a State is bound. Everything behind the figures: --json.",
              soft_wrap=True)


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
    end: Annotated[list[str] | None, typer.Option(
        metavar="ACTIVITY", help="An activity that ends. Repeatable.")] = None,
    hand_over: Annotated[list[str] | None, typer.Option(
        metavar="ACTIVITY:BODY", help="An activity that another body leads. Repeatable.")] = None,
    merge: Annotated[list[str] | None, typer.Option(
        metavar="ACTIVITY:INTO", help="An activity that another takes up. Repeatable.")] = None,
    agree: Annotated[list[str] | None, typer.Option(
        metavar="BODY,BODY:CAPACITY,CAPACITY", help="Bodies that agree to coordinate capacities. Repeatable.")] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """What would change: overlap, coordination, gaps and redundancy before and after."""
    handed = [_pair(one, "--hand-over", "act-unodc-ccp:wco") for one in hand_over or ()]
    merged = [_pair(one, "--merge", "act-unodc-ccp-air:act-unodc-ccp") for one in merge or ()]
    agreed = [_pair(one, "--agree", "unodc,wco:cargo,aviation") for one in agree or ()]
    with reporting(as_json):
        clocks = read_clocks({"as_at": as_of})
    start_django(data)
    from dataclasses import asdict

    from bordermark.diagnosis import store
    from bordermark.diagnosis.changing import Agree, Change, End, HandOver, Merge, agreement, changed, figures
    from bordermark.diagnosis.survey import in_year

    with reporting(as_json):
        require_database()
        survey = in_year(store.survey(), clocks.day(datetime.now(UTC).date()).year)
        changes: list[Change] = [*map(End, end or ()), *(HandOver(*one) for one in handed),
                                 *(Merge(*one) for one in merged)]
        changes += [Agree(agreement(survey, tuple(bodies.split(",")), tuple(capacities.split(","))))
                    for bodies, capacities in agreed]
        before, after = asdict(figures(survey)), asdict(figures(changed(survey, changes)))
    if as_json:
        print_json({"before": before, "after": after})
    else:
        print_before_and_after(before, after)
