"""Lines given to lanes: some by chance, then by rule, those likeliest to be found first, within capacity.

First of all the share at random is drawn in each office and period, from all lines, whatever is known of them: a
simple random sample without replacement, so that each line's chance of being drawn is known. Then each lane, strictest
first, takes the lines that ask for it in the order of their expected yield, as far as the office's capacity goes.
What does not fit asks for the lane's overflow, or goes where all others go, and says why.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Final

import polars as pl

from bordermark.errors import BordermarkError
from bordermark.screening.selectivity.drawing import draw
from bordermark.screening.selectivity.frames import Columns, with_periods
from bordermark.screening.selectivity.plan import Lane, Plan, When
from bordermark.screening.selectivity.yields import Group, Yields

CELL: Final = ("office", "period")

LANES: Final[Columns] = {
    "row": pl.Int64, "id": pl.String, "office": pl.Categorical, "period": pl.Categorical, "hs_code": pl.String,
    "lane": pl.Categorical, "chosen": pl.Categorical, "rule": pl.Categorical, "list": pl.Categorical,
    "entry": pl.Categorical,
    "score": pl.Float64, "expected": pl.Float64, "variance": pl.Float64, "rank": pl.UInt32,
    "probability": pl.Float64, "because": pl.String,
}
"""A line with its lane. `chosen` is random, rule, overflow, or none where no rule holds. `list`, `entry` and `score`
are of the alert that decided; `expected` is its rate of finds, of which `variance` says how unsure it is. `rank` is
the line's place among those that asked for the lane. `probability` is that of a line drawn at random to be drawn."""

LOADS: Final[Columns] = {"lane": pl.String, "office": pl.String, "period": pl.String, "capacity": pl.Int64,
                         "lines": pl.Int64, "random": pl.Int64, "overflow": pl.Int64}
"""Lines of a lane by office and period. `overflow` counts those that it could not take."""


@dataclass(frozen=True, eq=False)
class Assignment:
    """Every line with its lane, in the order of the rows; what each lane bears; the yields reckoned with.

    `short` are the cells (CELL, `wanted`, `drawn`) whose capacity is less than their share at random.
    """

    lanes: pl.DataFrame
    loads: pl.DataFrame
    short: pl.DataFrame


def assign(lines: pl.DataFrame, alerts: pl.DataFrame, plan: Plan, seed: int, yields: Yields) -> Assignment:
    """Give each line (LINES) a lane, by its alerts (PAIRS).

    Raises BordermarkError when an alert is of a row that is not among the lines, which no plan can cause.
    """
    lines = with_periods(lines, plan.period)
    _require_rows(lines, alerts)
    lines = lines.with_columns(draw(lines["id"], seed))
    drawn, short = _drawn(lines, plan)
    waiting = _asking(lines, alerts, plan, yields).join(drawn, on="row", how="anti")
    taken: list[pl.DataFrame] = []
    loads: list[pl.DataFrame] = []
    waiting = waiting.with_columns(pl.lit("").alias("passed"))
    for lane in plan.lanes:
        asking, waiting = waiting.filter(pl.col("lane") == lane.id), waiting.filter(pl.col("lane") != lane.id)
        fits, over = _fill(asking, lane, drawn if lane.id == plan.random.lane else drawn.clear())
        taken.append(fits)
        turned_away = over.group_by(CELL).agg(pl.len().alias("overflow"))
        loads.append(turned_away.with_columns(pl.lit(lane.id, pl.Categorical).alias("lane")))
        waiting = pl.concat([waiting, _passed_on(over, lane, plan)], how="diagonal_relaxed")
    given = pl.concat([_at_random(drawn, plan), *(_by_rule(one) for one in taken)], how="diagonal_relaxed")
    lanes = _all(lines, given, plan)
    return Assignment(lanes, _loads(lanes, pl.concat(loads), plan), short)


def _require_rows(lines: pl.DataFrame, alerts: pl.DataFrame) -> None:
    strange = alerts.join(lines, on="row", how="anti")["row"]
    if len(strange):
        raise BordermarkError(f"{len(strange)} alerts are of rows that the declarations do not have, such as row "
                              f"{strange[0]}; give the file that was screened.")


def _drawn(lines: pl.DataFrame, plan: Plan) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Lines at random, and the cells where capacity is less than the share."""
    lane = plan.lane(plan.random.lane)
    cells = lines.group_by(CELL).agg(pl.len().cast(pl.Int64).alias("lines"))
    wanted = [ceil(round(plan.random.share * count, 9)) for count in cells["lines"].to_list()]
    room = [lane.capacity_at(office) for office in cells["office"].to_list()]
    quota = [count if most is None else min(count, most) for count, most in zip(wanted, room, strict=True)]
    cells = cells.with_columns(pl.Series("wanted", wanted, pl.Int64), pl.Series("quota", quota, pl.Int64))
    drawn = _smallest(lines, cells).with_columns((pl.col("quota") / pl.col("lines")).alias("probability"))
    short = cells.filter(pl.col("quota") < pl.col("wanted")).sort(CELL)
    return drawn, short.select(*CELL, "wanted", pl.col("quota").alias("drawn"))


def _smallest(lines: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """The lines with the smallest numbers in each cell, as many as its quota, with their `rank`.

    Only lines below a bound that most cells' quota fits under are put in order; a cell in which too few are below it
    is put in order as a whole.
    """
    share = pl.col("quota") / pl.col("lines")
    margin = (pl.col("quota").sqrt() * 6 + 10) / pl.col("lines")
    most = 2.0**64 * (1 - 2.0**-50)
    cells = cells.with_columns((pl.min_horizontal(share + margin, 1.0) * most).cast(pl.UInt64).alias("bound"))
    bounds = cells.lazy().filter(pl.col("quota") > 0).select(*CELL, "bound")
    some = lines.lazy().select("row", *CELL, "number").join(bounds, on=CELL)
    below = some.filter(pl.col("number") <= pl.col("bound")).collect()
    enough = below.group_by(CELL).len().join(cells, on=CELL).filter(pl.col("len") >= pl.col("quota"))
    rest = some.join(enough.lazy(), on=CELL, how="anti").collect()
    ordered = pl.concat([below.join(enough.select(CELL), on=CELL, how="semi"), rest]).sort("number", "row")
    ranked = ordered.join(cells.drop("bound"), on=CELL, maintain_order="left").with_columns(
        pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over(CELL).alias("rank"))
    return ranked.filter(pl.col("rank") <= pl.col("quota"))


def _asking(lines: pl.DataFrame, alerts: pl.DataFrame, plan: Plan, yields: Yields) -> pl.DataFrame:
    """The lines that a rule sends somewhere, each with the rule and the alert that decide."""
    alerted = alerts.join(lines, on="row", how="left")
    alerted = alerted.with_columns(_first_rule(plan, True).alias("place")).drop_nulls("place")
    alerted = alerted.join(_expected(alerted, yields), on=["list", "entry", "pattern"], how="left")
    bare = lines.with_columns(_first_rule(plan, False).alias("place")).drop_nulls("place")
    bare = bare.join(alerted, on="row", how="anti")
    rules = pl.DataFrame({
        "place": list(range(len(plan.rules))), "lane": [rule.lane for rule in plan.rules],
        "rule": [rule.id for rule in plan.rules], "why": [rule.why for rule in plan.rules],
        "reckoned": [rule.expected for rule in plan.rules],
    }, schema={"place": pl.Int32, "lane": pl.String, "rule": pl.String, "why": pl.String, "reckoned": pl.Float64})
    asking = pl.concat([alerted, bare], how="diagonal_relaxed").join(rules, on="place")
    asking = asking.with_columns(
        pl.coalesce("expected", "reckoned").alias("expected"), pl.col("says").fill_null("as the rule reckons"),
    )
    return asking.sort("row", "place", pl.col("expected").fill_null(0), "list", "entry",
                       descending=[False, False, True, False, False]).unique("row", keep="first", maintain_order=True)


def _first_rule(plan: Plan, of_alerts: bool) -> pl.Expr:
    """The place of the first rule that holds; of those for lines without an alert alone, if wished."""
    places = [pl.when(_holds(rule.when)).then(pl.lit(place, pl.Int32)) for place, rule in enumerate(plan.rules)
              if of_alerts or not rule.when.of_alerts]
    return pl.coalesce(places) if places else pl.lit(None, pl.Int32)


def _holds(when: When) -> pl.Expr:
    """All conditions of a rule, each by one of its values."""
    conditions = [pl.col(name).is_in(getattr(when, name))
                  for name in ("list", "entry", "office", "origin", "destination") if getattr(when, name)]
    if when.kind:
        conditions.append(pl.any_horizontal(pl.col("kinds").list.contains(one) for one in when.kind))
    if when.feature:
        conditions.append(pl.any_horizontal(pl.col("features").list.contains(one) for one in when.feature))
    if when.min_score is not None:
        conditions.append(pl.col("score") >= when.min_score)
    if when.hs:
        conditions.append(pl.any_horizontal(pl.col("hs_code").str.starts_with(one) for one in when.hs))
    return pl.all_horizontal(conditions) if conditions else pl.lit(True)


def _expected(alerted: pl.DataFrame, yields: Yields) -> pl.DataFrame:
    """The yield of each group of alerts."""
    groups = alerted.select("list", "entry", "pattern").unique()
    rates = [yields.of(Group(*group)) for group in groups.iter_rows()]
    return groups.with_columns(
        pl.Series("expected", [one.rate.mean for one in rates], pl.Float64),
        pl.Series("variance", [one.rate.variance for one in rates], pl.Float64),
        pl.Series("says", [one.says for one in rates], pl.String),
    )


def _capacity(frame: pl.DataFrame, lane: Lane) -> pl.DataFrame:
    """With the column `capacity`: that of the lane in each line's office, null where it has no bound."""
    return frame.with_columns(
        pl.col("office").replace_strict(lane.offices, default=lane.capacity, return_dtype=pl.Int64).alias("capacity")
        if lane.offices else pl.lit(lane.capacity, pl.Int64).alias("capacity"))


def _fill(asking: pl.DataFrame, lane: Lane, drawn: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The lines that a lane takes beside those drawn for it, and those for which it has no room."""
    used = drawn.group_by(CELL).agg(pl.len().cast(pl.Int64).alias("used"))
    ranked = _capacity(asking, lane).join(used, on=CELL, how="left")
    ranked = ranked.sort(pl.col("expected").fill_null(0), "number", "row", descending=[True, False, False])
    ranked = ranked.with_columns(
        pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).over(CELL).alias("rank"),
        (pl.col("capacity") - pl.col("used").fill_null(0)).alias("room"),
    )
    fits = pl.col("room").is_null() | (pl.col("rank") <= pl.col("room"))
    return ranked.filter(fits), ranked.filter(~fits)


def _passed_on(over: pl.DataFrame, lane: Lane, plan: Plan) -> pl.DataFrame:
    """Lines that did not fit ask for the next lane, or for none."""
    said = pl.format("{}" + lane.id + " has room for {} and this is number {}; ", "passed", "room", "rank")
    return over.with_columns(said.alias("passed"), pl.lit(lane.overflow or plan.otherwise).alias("lane")).drop(
        "rank", "room", "capacity", "used")


def _at_random(drawn: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    said = pl.format("chosen at random, one of {} of the {} lines of this office and period", "quota", "lines")
    return drawn.select("row", pl.lit(plan.random.lane).alias("lane"), pl.lit("random").alias("chosen"),
                        pl.col("rank").cast(pl.UInt32), "probability", said.alias("because"))


def _by_rule(fits: pl.DataFrame) -> pl.DataFrame:
    """Lines that a lane took, with why."""
    left = pl.when(pl.col("room").is_null()).then(pl.lit("")).otherwise(
        pl.format(" of {} places", "room"))
    rate = pl.when(pl.col("expected").is_null()).then(pl.lit("")).otherwise(
        pl.format(", expected yield {} ({})", pl.col("expected").round(3), "says"))
    said = pl.concat_str(pl.lit("rule "), "rule", pl.lit(": "), "why", rate, pl.lit("; "), "passed",
                         pl.lit("number "), pl.col("rank").cast(pl.String), left)
    chosen = pl.when(pl.col("passed") == "").then(pl.lit("rule")).otherwise(pl.lit("overflow"))
    return fits.select("row", "lane", chosen.alias("chosen"), "rule", "list", "entry", "score", "expected",
                       "variance", "rank", said.alias("because"))


def _all(lines: pl.DataFrame, given: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """Every line once, in the order of the rows. Raises BordermarkError when lines do not add up."""
    lanes = lines.select("row", "id", *CELL, "hs_code").join(given, on="row", how="left", maintain_order="left")
    lanes = lanes.with_columns(
        pl.col("lane").fill_null(plan.otherwise), pl.col("chosen").fill_null("none"),
        *(pl.col(name).fill_null("") for name in ("rule", "list", "entry")),
        pl.col("because").fill_null("no rule holds"),
    ).select(pl.col(name).cast(kind) for name, kind in LANES.items())
    if lanes.height != lines.height or given.height != given["row"].n_unique():
        raise BordermarkError(f"{lines.height} lines were given {lanes.height} lanes, {given.height} of them chosen.")
    return lanes


def _loads(lanes: pl.DataFrame, over: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    counted = lanes.group_by("lane", *CELL).agg(
        pl.len().cast(pl.Int64).alias("lines"),
        (pl.col("chosen") == "random").sum().cast(pl.Int64).alias("random"))
    counted = counted.join(over, on=["lane", *CELL], how="full", coalesce=True).with_columns(
        pl.col("lines", "random", "overflow").fill_null(0))
    parts = [_capacity(counted.filter(pl.col("lane") == lane.id), lane) for lane in plan.lanes]
    return pl.concat(parts).select(pl.col(name).cast(kind) for name, kind in LOADS.items()).sort(
        pl.col("lane").cast(pl.Enum([lane.id for lane in plan.lanes])), *CELL)


def crowded(loads: pl.DataFrame) -> Iterator[dict[str, object]]:
    """The loads that turned lines away, worst first."""
    yield from loads.filter(pl.col("overflow") > 0).sort("overflow", descending=True).iter_rows(named=True)
