"""A change tried on past declarations before it is used: the same lines before and after, side by side."""

from dataclasses import dataclass
from math import sqrt
from typing import Any, Final

import polars as pl

from bordermark.errors import BordermarkError
from bordermark.screening.selectivity.assigning import Assignment
from bordermark.screening.selectivity.plan import Plan
from bordermark.screening.selectivity.results import labelled

EXAMPLES: Final = 10

_NORMAL: Final = 1.6448536269514722


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two: its alerts (PAIRS), its plan, and the lanes that these give."""

    alerts: pl.DataFrame
    plan: Plan
    assignment: Assignment


Row = dict[str, Any]


@dataclass(frozen=True)
class Comparison:
    """What a change would do. Rows are plain values by column name; every count is of the same lines.

    `lanes`: lane, control, lines before and after, those at random, those turned away, the share expected.
    `moved`: lines by lane before and lane after, where these differ. `offices`: for each lane with a capacity and
    office, its fullest period before and after. `gained` and `lost` are alerts, with as many examples as EXAMPLES.
    `expected` finds among inspected lines that an alert sent there. `finds`: of the lines in which something was
    found, how many are still inspected; None without results.
    """

    lines: int
    alerts_before: int
    alerts_after: int
    gained: int
    lost: int
    gained_examples: tuple[Row, ...]
    lost_examples: tuple[Row, ...]
    lanes: tuple[Row, ...]
    moved: tuple[Row, ...]
    offices: tuple[Row, ...]
    entries: tuple[Row, ...]
    expected_before: "Expected"
    expected_after: "Expected"
    finds: "Finds | None"

    @property
    def nothing(self) -> bool:
        """Whether nothing would change."""
        return not (self.gained or self.lost or self.moved)


@dataclass(frozen=True)
class Expected:
    """Finds to expect among the lines that are inspected because of an alert, and where nine tenths lie."""

    inspected: int
    found: float
    low: float
    high: float


@dataclass(frozen=True)
class Finds:
    """Among inspected lines only: those with a find that would be inspected before and after, and those lost.

    What was never inspected is not counted, on neither side: it is unknown, not clean.
    """

    inspected: int
    found: int
    before: int
    after: int
    lost: int
    unalerted: int
    lost_examples: tuple[Row, ...]


def compare(before: Side, after: Side, inspected: pl.DataFrame | None = None) -> Comparison:
    """What becomes of the same lines on either side, with results of inspections (INSPECTED) where there are some.

    Raises BordermarkError when the sides are not of the same lines.
    """
    old, new = before.assignment.lanes, after.assignment.lanes
    if not old["row"].equals(new["row"]):
        raise BordermarkError(f"The two sides are of {old.height} and {new.height} lines; both must be of the same.")
    gained = after.alerts.join(before.alerts, on=["row", "entry"], how="anti")
    lost = before.alerts.join(after.alerts, on=["row", "entry"], how="anti")
    if after.alerts.height - before.alerts.height != gained.height - lost.height:
        raise BordermarkError("Alerts gained and lost do not add up: an entry is alerted twice for one row.")
    return Comparison(
        lines=old.height, alerts_before=before.alerts.height, alerts_after=after.alerts.height, gained=gained.height,
        lost=lost.height, gained_examples=_examples(gained, new), lost_examples=_examples(lost, old),
        lanes=_lanes(before, after), moved=_moved(old, new), offices=_offices(before, after),
        entries=_entries(gained, lost), expected_before=expected(before), expected_after=expected(after),
        finds=None if inspected is None else _finds(before, after, inspected),
    )


def _examples(alerts: pl.DataFrame, lanes: pl.DataFrame) -> tuple[Row, ...]:
    ordered = alerts.sort("score", "row", descending=[True, False])
    turn = pl.int_range(pl.len()).over("entry").alias("turn")  # an entry has its second turn after the first of all
    best = ordered.with_columns(turn).sort("turn", "score", "row", descending=[False, True, False]).head(EXAMPLES)
    told = best.join(lanes.select("row", "id", "office", "lane"), on="row", how="left", maintain_order="left")
    return tuple(told.select("row", "id", pl.col("office").cast(pl.String), "list", "entry", "title", "score",
                             pl.col("lane").cast(pl.String)).iter_rows(named=True))


def _lanes(before: Side, after: Side) -> tuple[Row, ...]:
    """Every lane of either plan, with what it bears; the lines of each side add up to all."""
    known = {lane.id: lane for plan in (after.plan, before.plan) for lane in plan.lanes}
    loads = [side.assignment.loads.group_by("lane").agg(pl.col("lines", "random", "overflow").sum())
             for side in (before, after)]
    counts = [{row["lane"]: row for row in one.iter_rows(named=True)} for one in loads]
    none = {"lines": 0, "random": 0, "overflow": 0}
    return tuple(
        {"lane": key, "title": lane.title, "control": lane.control, "expected_share": lane.expected_share,
         **{f"{name}_{when}": counts[place].get(key, none)[name]
            for name in none for place, when in enumerate(("before", "after"))}}
        for key, lane in known.items())


def _moved(old: pl.DataFrame, new: pl.DataFrame) -> tuple[Row, ...]:
    both = pl.DataFrame({"before": old["lane"].cast(pl.String), "after": new["lane"].cast(pl.String)})
    moved = both.filter(pl.col("before") != pl.col("after")).group_by("before", "after").agg(pl.len().alias("lines"))
    return tuple(moved.sort("lines", "before", "after", descending=[True, False, False]).iter_rows(named=True))


def _offices(before: Side, after: Side) -> tuple[Row, ...]:
    """The fullest period of each lane and office that has a capacity, and all that was turned away."""
    sides = []
    for side, when in ((before, "before"), (after, "after")):
        bounded = side.assignment.loads.drop_nulls("capacity")
        sides.append(bounded.group_by("lane", "office").agg(
            pl.col("capacity").max().alias(f"capacity_{when}"), pl.col("lines").max().alias(f"fullest_{when}"),
            pl.col("overflow").sum().alias(f"overflow_{when}")))
    both = sides[0].join(sides[1], on=["lane", "office"], how="full", coalesce=True)
    return tuple(both.sort("lane", "office").iter_rows(named=True))


def _entries(gained: pl.DataFrame, lost: pl.DataFrame) -> tuple[Row, ...]:
    """Alerts gained and lost by entry, those most affected first."""
    sides = [one.group_by("list", "entry", "title").agg(pl.len().alias(name))
             for one, name in ((gained, "gained"), (lost, "lost"))]
    both = sides[0].join(sides[1], on=["list", "entry", "title"], how="full", coalesce=True).fill_null(0)
    return tuple(both.sort(pl.col("gained") + pl.col("lost"), "list", "entry", descending=[True, False, False])
                 .iter_rows(named=True))


def _looking(side: Side) -> list[str]:
    return [lane.id for lane in side.plan.lanes if lane.control == "inspection"]


def expected(side: Side) -> Expected:
    """The sum of the yields. Its interval counts both chance and how unsure each rate is.

    The lines of one entry share one rate, so that an error in it is common to them all: its variance grows with the
    square of their number.
    """
    chosen = side.assignment.lanes.filter(pl.col("lane").cast(pl.String).is_in(_looking(side))).drop_nulls("expected")
    groups = chosen.group_by("rule", "list", "entry", "expected").agg(pl.len().alias("n"), pl.col("variance").first())
    groups = groups.sort("rule", "list", "entry", "expected")  # sums of fractions are the same in one order only
    told = groups.select(
        (pl.col("n") * pl.col("expected")).sum().alias("found"),
        (pl.col("n") * pl.col("expected") * (1 - pl.col("expected"))
         + pl.col("n") * (pl.col("n") - 1) * pl.col("variance").fill_null(0)).sum().alias("variance"))
    found, variance = told.row(0)
    reach = _NORMAL * sqrt(variance)
    return Expected(chosen.height, round(found, 2), round(max(0.0, found - reach), 2),
                    round(min(float(chosen.height), found + reach), 2))


def _finds(before: Side, after: Side, inspected: pl.DataFrame) -> Finds:
    found = inspected.filter("found")
    rows = [set(side.assignment.lanes.filter(pl.col("lane").cast(pl.String).is_in(_looking(side)))
                .join(found, on="row", how="semi")["row"].to_list()) for side in (before, after)]
    right = [set(labelled(side.alerts, found).filter("right")["row"].to_list()) for side in (before, after)]
    lost = sorted(rows[0] - rows[1])
    told = after.assignment.lanes.filter(pl.col("row").is_in(lost[:EXAMPLES]))
    examples = told.select("row", "id", pl.col("office", "lane").cast(pl.String), "because")
    return Finds(inspected.height, found.height, len(rows[0]), len(rows[1]), len(lost), len(right[0] - right[1]),
                 tuple(examples.iter_rows(named=True)))
