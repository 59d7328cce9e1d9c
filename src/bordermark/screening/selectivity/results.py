"""Results of inspections: read from a file, and put beside the lanes and the alerts of the lines."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final, Literal

import polars as pl
from pydantic import Field

from bordermark.errors import Finding, RefusedInput
from bordermark.pack import Names, Record, Words, read_rows
from bordermark.screening.selectivity.frames import Columns
from bordermark.screening.selectivity.yields import Count, Group

INSPECTED: Final[Columns] = {
    "row": pl.Int64, "id": pl.String, "hs_code": pl.String, "chosen": pl.String, "probability": pl.Float64,
    "found": pl.Boolean, "entries": pl.List(pl.String),
}
"""A line that was inspected, how it had been chosen, and what came of it. No `entries`: those of all its alerts."""


class ResultRecord(Record):
    """What the inspection of a line came to. Where it names entries, only these were found."""

    id: str = Field(min_length=1, description="Id of the line")
    outcome: Literal["found", "nothing-found"] = Field(description="Whether controlled goods were found")
    entry: Annotated[Words, Names(("control-entry",))] = Field((), description="Ids of the entries that were found")


def read_results(path: Path, lanes: pl.DataFrame) -> pl.DataFrame:
    """The lines of LANES that a CSV or JSON Lines file of results is about, as INSPECTED.

    Raises RefusedInput with every row that is wrong: not as ResultRecord says, or of no line, or of several.
    """
    rows, findings = read_rows(path, ResultRecord)
    numbers = {row.record.key: row.number for row in rows}
    told = pl.DataFrame(
        [{"id": row.record.key, **row.record.model_dump(include={"outcome", "entry"})} for row in rows],
        schema={"id": pl.String, "outcome": pl.String, "entry": pl.List(pl.String)})
    held = told.join(lanes, on="id", how="left", maintain_order="left")
    missing = held.filter(pl.col("row").is_null())["id"].to_list()
    several = held.group_by("id", maintain_order=True).len().filter(pl.col("len") > 1)["id"].to_list()
    findings += [Finding(path.name, numbers[one], "id", one, "the id of a line that has a lane") for one in missing]
    findings += [Finding(path.name, numbers[one], "id", one, "an id that one line alone has") for one in several]
    if findings:
        raise RefusedInput(sorted(findings, key=lambda one: one.row))
    return held.with_columns((pl.col("outcome") == "found").alias("found"), pl.col("entry").alias("entries")).select(
        pl.col(name).cast(kind) for name, kind in INSPECTED.items()) if rows else pl.DataFrame(schema=INSPECTED)


def labelled(alerts: pl.DataFrame, inspected: pl.DataFrame) -> pl.DataFrame:
    """The alerts (PAIRS) of inspected lines, with `right`: whether what they say was found."""
    about = inspected.select("row", "found", "entries")
    right = pl.col("found") & ((pl.col("entries").list.len() == 0) | pl.col("entries").list.contains(pl.col("entry")))
    return alerts.join(about, on="row").with_columns(right.alias("right"))


def counted(labels: pl.DataFrame) -> Mapping[Group, Count]:
    """Results by group, for the yields."""
    groups = labels.group_by("list", "entry", "pattern").agg(pl.col("right").sum(), pl.len()).sort(
        "list", "entry", "pattern")
    return {Group(one, entry, pattern): Count(right, inspected)
            for one, entry, pattern, right, inspected in groups.iter_rows()}


def weighted(found: Sequence[float], probabilities: Sequence[float]) -> tuple[Count, float]:
    """Finds and inspections as if all lines had been drawn alike, and the number of lines that they stand for.

    Each line drawn with probability p stands for 1/p (Horvitz and Thompson, *Journal of the American Statistical
    Association* 1952); the rate is the weighted one (Hájek), and the count of inspections the one that would be as
    sure with equal weights (Kish).
    """
    weights = [1 / one for one in probabilities]
    total = sum(weights)
    if not total:
        return Count(), 0.0
    rate = sum(weight * one for weight, one in zip(weights, found, strict=True)) / total
    alike = total**2 / sum(weight**2 for weight in weights)
    return Count(rate * alike, alike), total
