"""``bordermark select``, ``simulate`` and ``learn``: which lines are looked at, from a terminal."""

import csv
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from bordermark.cli.goods import held_lists
from bordermark.cli.setup import DataOption, JsonOption, err, out, print_json, reporting, start_django
from bordermark.errors import BordermarkError

if TYPE_CHECKING:
    from bordermark.screening.selectivity.assigning import Assignment
    from bordermark.screening.selectivity.learning import Learned
    from bordermark.screening.selectivity.plan import Plan
    from bordermark.screening.selectivity.simulating import Comparison
    from bordermark.screening.selectivity.yields import Yields

Alerts = Annotated[Path, typer.Argument(metavar="ALERTS", help="Alerts, as bordermark screen writes them.")]
Lines = Annotated[Path, typer.Option("--lines", metavar="FILE", help="The declarations that were screened.")]
PlanFile = Annotated[Path, typer.Option("--plan", metavar="FILE", help="The plan: .toml, or .json.")]
Seed = Annotated[int, typer.Option(help="Start of the draw: the same lines with the same seed are drawn alike.")]
Mapping = Annotated[Path | None, typer.Option(metavar="FILE", help="Which column of the declarations is which: JSON, "
                                              "as bordermark screen keeps it.")]
LearnedFile = Annotated[Path | None, typer.Option("--learned", metavar="FILE", help="What bordermark learn wrote; "
                                                  "without it yields are the scores.")]


def select(
    alerts: Alerts, lines: Lines, plan: PlanFile, seed: Seed,
    to: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="Lanes: .parquet or .csv.")],
    mapping: Mapping = None, learned: LearnedFile = None, as_json: JsonOption = False,
) -> None:
    """Give every line of the declarations a lane, by a plan: some at random, then by rule, within capacity."""
    from bordermark.screening.selectivity.assigning import assign
    from bordermark.screening.selectivity.frames import read_alerts
    from bordermark.screening.selectivity.lane_files import ENDINGS, write_lanes
    from bordermark.screening.selectivity.plan import read_plan_file

    if to.suffix.lower() not in ENDINGS:
        raise typer.BadParameter(f"found {to.name!r}, expected a name that ends in {' or '.join(ENDINGS)}",
                                 param_hint="--out")
    with reporting(as_json):
        held = read_plan_file(plan)
        if to.resolve() in {one.resolve() for one in (alerts, lines, plan)}:
            raise BordermarkError("The lanes need a file of their own; give --out another name.")
        given = assign(_declarations(lines, mapping), read_alerts(alerts), held, seed, _yields(learned))
        write_lanes(to, given.lanes)
    if as_json:
        print_json({"lines": given.lanes.height, "loads": given.loads.to_dicts(), "short": given.short.to_dicts(),
                    "out": str(to)})
    else:
        _print_loads(given, held)
        out.print(f"{given.lanes.height:,} lines written to {to}", markup=False, soft_wrap=True)
    if given.short.height:
        err.print(f"The share at random is not held in {given.short.height} offices and periods, where capacity is "
                  "less than it.", soft_wrap=True)
        raise typer.Exit(1)


def simulate(
    alerts: Alerts, lines: Lines, plan: PlanFile, seed: Seed,
    new_plan: Annotated[Path | None, typer.Option(metavar="FILE", help="Another plan, to be compared.")] = None,
    new_alerts: Annotated[Path | None, typer.Option(metavar="FILE", help="Alerts of the same declarations by other "
                                                    "lists, or at another date.")] = None,
    without_rule: Annotated[list[str] | None, typer.Option(metavar="ID", help="Drop this rule; may be "
                                                           "repeated.")] = None,
    without_list: Annotated[list[str] | None, typer.Option(metavar="ID", help="Drop the alerts of this list; may be "
                                                           "repeated.")] = None,
    without_entry: Annotated[list[str] | None, typer.Option(metavar="ID", help="Drop the alerts of this entry; may be "
                                                            "repeated.")] = None,
    min_score: Annotated[float, typer.Option(min=0, max=1, help="Drop alerts with a lower score.")] = 0.0,
    results: Annotated[Path | None, typer.Option(metavar="FILE", help="Results of inspections of these lines: CSV with "
                                                 "id, outcome, entry.")] = None,
    mapping: Mapping = None, learned: LearnedFile = None, as_json: JsonOption = False,
) -> None:
    """Try a change of plan, rules or lists on past declarations before it is used."""
    from bordermark.screening.selectivity.assigning import assign
    from bordermark.screening.selectivity.changing import Change, changed_alerts, changed_plan
    from bordermark.screening.selectivity.frames import read_alerts
    from bordermark.screening.selectivity.plan import read_plan_file
    from bordermark.screening.selectivity.results import read_results
    from bordermark.screening.selectivity.simulating import Side, compare

    change = Change(tuple(without_rule or ()), tuple(without_list or ()), tuple(without_entry or ()), min_score)
    with reporting(as_json):
        plans = read_plan_file(plan), changed_plan(read_plan_file(new_plan or plan), change)
        old = read_alerts(alerts)
        found = old, changed_alerts(read_alerts(new_alerts) if new_alerts else old, change)
        rows, yields = _declarations(lines, mapping), _yields(learned)
        before, after = (Side(some, one, assign(rows, some, one, seed, yields))
                         for some, one in zip(found, plans, strict=True))
        inspected = read_results(results, before.assignment.lanes) if results else None
        told = compare(before, after, inspected)
    if as_json:
        print_json(asdict(told))
    else:
        _print_comparison(told)


def learn(
    results: Annotated[Path, typer.Argument(metavar="RESULTS", help="Results of inspections: CSV with id, outcome "
                                            "(found or nothing-found), entry.")],
    alerts: Annotated[Path, typer.Option("--alerts", metavar="FILE", help="Alerts of the lines inspected.")],
    lanes: Annotated[Path, typer.Option("--lanes", metavar="FILE", help="Their lanes, as bordermark select wrote "
                                        "them.")],
    to: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="Folder for learned.json, weights.csv and, "
                                     "where links would change, hs_links.csv.")],
    edition: Annotated[str, typer.Option(help="Edition of the Harmonized System of the codes, by year.")] = "2022",
    data: DataOption = None, as_json: JsonOption = False,
) -> None:
    """Learn from results of inspections: yields, weights of evidence, what codes tell. Proposes, changes nothing."""
    from bordermark.vocabulary.hs.codes import BadCode, read_edition

    try:
        year = read_edition(edition)
    except BadCode as error:
        raise typer.BadParameter(str(error).partition(": ")[2], param_hint="--edition") from error
    start_django(data)
    from bordermark.pack import write_rows
    from bordermark.screening.selectivity.frames import read_alerts
    from bordermark.screening.selectivity.lane_files import read_lanes
    from bordermark.screening.selectivity.learning import learn as learn_from
    from bordermark.screening.selectivity.learning import proposed_links
    from bordermark.screening.selectivity.results import read_results

    with reporting(as_json):
        lists = held_lists()
        told = learn_from(read_alerts(alerts), read_results(results, read_lanes(lanes)), lists, year)
        links = proposed_links(told, lists)
        try:
            to.mkdir(parents=True, exist_ok=True)
            (to / "learned.json").write_text(told.model_dump_json(indent=2) + "\n", encoding="utf-8")
            _write_weights(to / "weights.csv", told)
            (to / "hs_links.csv").unlink(missing_ok=True)
            if links:
                write_rows(to / "hs_links.csv", links)
        except OSError as error:
            raise BordermarkError(f"{error.filename} cannot be written ({error.strerror}).") from error
    if as_json:
        print_json({**told.model_dump(mode="json"), "links_proposed": len(links), "out": str(to)})
        return
    _print_learned(told)
    out.print(f"{len(links)} links to the Harmonized System would change. Written to {to}", markup=False,
              soft_wrap=True)


def _declarations(lines: Path, mapping: Path | None):  # type: ignore[no-untyped-def]  # a Polars frame, imported late
    from bordermark.screening.readers.columns import read_mapping
    from bordermark.screening.selectivity.frames import read_declarations

    return read_declarations(lines, read_mapping(mapping) if mapping else None)


def _yields(learned: Path | None) -> "Yields":
    from bordermark.screening.selectivity.learning import read_learned
    from bordermark.screening.selectivity.yields import Yields

    return read_learned(learned).yields() if learned else Yields({})


def _write_weights(path: Path, told: "Learned") -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(type(told.weights[0]).model_fields))
        writer.writeheader()
        writer.writerows(one.model_dump() for one in told.weights)


def _print_loads(given: "Assignment", plan: "Plan") -> None:
    total = max(1, given.lanes.height)
    table = Table("Lane", "Lines", "Share", "Expected", "At random", "Turned away")
    for lane in plan.lanes:
        some = given.loads.filter(given.loads["lane"] == lane.id)
        lines = int(some["lines"].sum())
        reckoned = "" if lane.expected_share is None else f"{lane.expected_share:.2%}"
        table.add_row(lane.title or lane.id, f"{lines:,}", f"{lines / total:.2%}", reckoned,
                      f"{some['random'].sum():,}", f"{some['overflow'].sum():,}")
    out.print(table)


def _print_comparison(told: "Comparison") -> None:
    def line(text: str) -> None:
        out.print(text, markup=False, soft_wrap=True)

    line(f"{told.lines:,} lines. Alerts: {told.alerts_before:,} before, {told.alerts_after:,} after; "
         f"{told.gained:,} gained, {told.lost:,} lost.")
    table = Table("Lane", "Lines before", "after", "Turned away before", "after")
    for row in told.lanes:
        table.add_row(row["title"] or row["lane"], *(f"{row[name]:,}" for name in (
            "lines_before", "lines_after", "overflow_before", "overflow_after")))
    out.print(table)
    for row in told.moved:
        line(f"{row['lines']:,} lines move from {row['before']} to {row['after']}")
    for word, one in (("before", told.expected_before), ("after", told.expected_after)):
        line(f"Expected {word}: {one.found:,.1f} finds ({one.low:,.1f} to {one.high:,.1f}) in {one.inspected:,} lines "
             "inspected because of an alert or a rule")
    if told.finds:
        line(f"Among inspected lines only ({told.finds.inspected:,}): {told.finds.found:,} finds, of which "
             f"{told.finds.before:,} would be inspected before and {told.finds.after:,} after; {told.finds.lost:,} "
             f"lost, {told.finds.unalerted:,} no longer alerted")
    for word, some in (("Gained", told.gained_examples), ("Lost", told.lost_examples)):
        for row in some:
            line(f"{word}: row {row['row']} ({row['id']}), {row['title']} [{row['entry']}], score {row['score']:.2f}")
    for row in told.entries[:10]:
        line(f"{row['title']} [{row['entry']}]: {row['gained']:,} gained, {row['lost']:,} lost")
    if told.nothing:
        line("Nothing changes.")


def _print_learned(told: "Learned") -> None:
    def line(text: str) -> None:
        out.print(text, markup=False, soft_wrap=True)

    line(f"{told.inspected:,} lines inspected, {told.found:,} with finds; {told.alerts:,} alerts")
    if told.base.inspected:
        line(f"Of lines at random {told.base.found:,} of {told.base.inspected:,} held controlled goods: "
             f"{told.base.rate:.3%} ({told.base.low:.3%} to {told.base.high:.3%}) of {told.base.lines:,.0f} lines")
    else:
        line("No line was inspected at random: nothing is known of those without an alert.")
    table = Table("Feature", "Shipped", "Right", "Of", "Proposed", "From", "To")
    for one in told.weights:
        if one.inspected:
            table.add_row(one.feature, f"{one.shipped:.2f}", f"{one.right:,}", f"{one.inspected:,}",
                          f"{one.proposed:.3f}", f"{one.low:.3f}", f"{one.high:.3f}")
    out.print(table)
