"""Fragmentation: more than one body in the same broad area (GAO-15-49SP, Step 1, from page 8). Pure.

Fragmentation is a state of things and no fault: effects may be good or bad (`effects`).
"""

import polars as pl

from bordermark.diagnosis.cube import Cube


def fragmentation(cube: Cube, *area: str) -> pl.DataFrame:
    """For every broad area, who leads in it and how evenly.

    `area` names columns of `Cube.services` or `Cube.cells`: ``capacity``; ``capacity, flow``; with ``state`` only
    what names a State. Columns: those, leads (ids), activities (ids), effective_leads. The last is the inverse of
    the sum of the squared shares of leads in the activities: 1 for a single body, n for n that have as much each.
    Areas with most effective leads come first.
    """
    rows = cube.cells if "state" in area else cube.services
    held = rows.select(*area, "lead", "activity").unique()
    shares = held.group_by(*area, "lead").len("count").group_by(*area).agg(
        (pl.col("count").sum() ** 2 / (pl.col("count") ** 2).sum()).alias("effective_leads"))
    found = held.group_by(*area).agg(
        pl.col("lead").cast(pl.String).unique().sort().alias("leads"),
        pl.col("activity").unique().sort().cast(pl.String).alias("activities"))
    return found.join(shares, on=list(area)).with_columns(pl.col(*area).cast(pl.String)).sort(
        "effective_leads", *area, descending=[True, *[False] * len(area)])
