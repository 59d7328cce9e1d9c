"""``bordermark diagnose``: who works on the same thing, who coordinates it, and who is helped by nobody."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

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
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Diagnose the survey: fragmentation, overlap, duplication, coordination and gaps, beside chance and doubt."""
    with reporting(as_json):
        clocks = read_clocks({"as_at": as_of})
    start_django(data)
    from bordermark.diagnosis import store
    from bordermark.diagnosis.describing import described
    from bordermark.diagnosis.diagnosing import Asked
    from bordermark.diagnosis.diagnosing import diagnose as diagnosis_of
    from bordermark.diagnosis.gaps import supplies

    with reporting(as_json):
        require_database()
        asked = Asked(clocks.day(datetime.now(UTC).date()).year, region, flow, draws, draws, min(draws, 200), seed=seed)
        made = diagnosis_of(store.survey(), asked)
        inside = made.survey.states((region,)) if region else None
        needs = [one for one in store.needs(clocks)
                 if (inside is None or one.state in inside) and flow in ("", one.flow)]
        found = described(made, supplies(made.survey, needs))
    if as_json:
        print_json(found)
    else:
        _print(found, asked)


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
    err.print("A need is a capacity against a flow to which a State is bound. Everything behind the figures: --json.",
              soft_wrap=True)
