"""Overlap: similar goals, activities or beneficiaries (GAO-15-49SP, Step 1, from page 8). Pure.

Two activities overlap when different bodies lead them and they have a cell in common: the same function for the same
capacity against the same flow in a common place, at the time. Nothing follows from it alone: what matters is whether
anybody coordinates it (`coordination`), and whether it is more than chance (`null_model`).
"""

import numpy as np
import polars as pl

from bordermark.diagnosis.cube import Cube

SERVICE = ["function", "capacity", "flow"]


def common_services(cube: Cube) -> pl.DataFrame:
    """Columns a, b, lead_a, lead_b, function, capacity, flow: every service that two activities have in common.

    `a` stands before `b` in the order of the survey. Only pairs that meet in a place, whoever leads them.
    """
    one = cube.services.rename({"activity": "a", "lead": "lead_a"})
    other = cube.services.rename({"activity": "b", "lead": "lead_b"})
    rows = one.lazy().join(other.lazy(), on=SERVICE).filter(
        pl.col("a").to_physical() < pl.col("b").to_physical()).collect()
    pairs = rows.select("a", "b").unique()
    return rows.join(pairs.filter(_meet(cube, pairs)), on=["a", "b"], how="semi").select(
        "a", "b", "lead_a", "lead_b", *SERVICE)


def shared_services(cube: Cube) -> pl.DataFrame:
    """The common services of activities that different bodies lead: what overlaps, in the order of the survey."""
    return common_services(cube).filter(pl.col("lead_a") != pl.col("lead_b")).sort(
        pl.col("a").to_physical(), pl.col("b").to_physical(), *(pl.col(one).cast(pl.String) for one in SERVICE))


def _meet(cube: Cube, pairs: pl.DataFrame) -> pl.Series:
    """Whether each pair has a place in common."""
    one = cube.reach[pairs["a"].to_physical().to_numpy()]
    one &= cube.reach[pairs["b"].to_physical().to_numpy()]
    return pl.Series(np.any(one, axis=1))
