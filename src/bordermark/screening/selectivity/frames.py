"""Declarations and alerts as Polars frames, with the columns by which lanes are chosen."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from polars.datatypes import DataTypeClass

from bordermark.errors import Finding, RefusedInput
from bordermark.screening.engine import ALERTS
from bordermark.screening.evidence import WEIGHTS
from bordermark.screening.readers import read_lines
from bordermark.screening.readers.columns import columns_of
from bordermark.screening.readers.lines import Mapped

LINE: Final = ("id", "hs_code", "office", "date", "origin", "destination")
Columns = dict[str, pl.DataType | DataTypeClass]

LINES: Final[Columns] = {"row": pl.Int64, "id": pl.String, "hs_code": pl.String,
                         **dict.fromkeys(("office", "date", "origin", "destination"), pl.Categorical)}
"""A line of a declaration; what a file does not have is empty. A code has digits only."""

PAIRS: Final[Columns] = {
    "row": pl.Int64, "list": pl.String, "entry": pl.String, "title": pl.String, "score": pl.Float64,
    "kinds": pl.List(pl.String), "features": pl.List(pl.String), "pattern": pl.String,
}
"""An alert: `kinds` and `features` of its evidence; `pattern`, the features that its score counts, by ` + `."""


def read_declarations(path: Path, mapping: Mapped | None = None) -> pl.DataFrame:
    """The lines of a file of declarations as LINES, by the rows that screening counts.

    Raises RefusedInput when it cannot be read. Rows that screening rejects are lines too where they can be read.
    """
    if path.suffix.lower() == ".parquet":
        return _parquet(path, mapping or {})
    batches = [pl.DataFrame(pl.from_arrow(pa.Table.from_batches([one.table.select(
        [name for name in ("row", *LINE) if name in one.table.schema.names])]))) for one in read_lines(path, mapping)]
    return lines_frame(pl.concat(batches, how="diagonal_relaxed") if batches else pl.DataFrame(schema=LINES))


def _parquet(path: Path, mapping: Mapped) -> pl.DataFrame:
    """Polars reads a Parquet file of any width at once, only the columns that count."""
    try:
        header = pq.read_schema(path).names
        found = columns_of(path.name, header, mapping)
        frame = pl.scan_parquet(path).select(
            [pl.col(theirs).alias(ours) for ours, theirs in found.items() if ours in LINE]).collect()
    except (pa.ArrowInvalid, pl.exceptions.PolarsError, OSError) as error:
        said = str(error).splitlines()[0]
        raise RefusedInput([Finding(path.name, 0, "", said, "a readable Parquet file")]) from error
    return lines_frame(frame.with_row_index("row", offset=1))


def lines_frame(frame: pl.DataFrame) -> pl.DataFrame:
    """A table of lines as LINES: a line without an id has its row's number."""
    frame = frame.select("row", *(_text(frame, name).alias(name) for name in LINE)).with_columns(
        pl.when(pl.col("id") == "").then(pl.col("row").cast(pl.String)).otherwise(pl.col("id")).alias("id"),
        pl.col("hs_code").str.replace_all(r"\D", ""),
    )
    return frame.select(pl.col(name).cast(kind) for name, kind in LINES.items())


def _text(frame: pl.DataFrame, name: str) -> pl.Expr:
    if name not in frame.columns:
        return pl.lit("")
    column = pl.col(name)
    if frame.schema[name] == pl.Binary:
        column = column.cast(pl.String, strict=False)
    return column.cast(pl.String).fill_null("").str.strip_chars()


def read_alerts(path: Path) -> pl.DataFrame:
    """The alerts of a file that ``bordermark screen`` wrote, as PAIRS. Raises RefusedInput when it is no such file."""
    readers = {".parquet": pl.read_parquet, ".jsonl": pl.read_ndjson, ".csv": pl.read_csv}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise RefusedInput([Finding(path.name, 0, "", path.suffix, f"a name that ends in {', '.join(readers)}")])
    try:
        frame: pl.DataFrame = reader(path)  # type: ignore[operator]
        if frame.is_empty() and not frame.columns:
            return pl.DataFrame(schema=PAIRS)
        missing = {"row", "list", "entry", "evidence", "score"} - set(frame.columns)
        if missing:
            raise RefusedInput([Finding(path.name, 1, name, "", "this column, as bordermark screen writes it")
                                for name in sorted(missing)])
        if frame.schema["evidence"] == pl.String:
            frame = frame.with_columns(pl.col("evidence").map_elements(json.loads, return_dtype=_EVIDENCE))
        return alerts_frame(frame)
    except (pl.exceptions.PolarsError, ValueError, OSError) as error:
        raise RefusedInput([Finding(path.name, 0, "", str(error).splitlines()[0],
                                    "alerts as bordermark screen writes them")]) from error


_EVIDENCE: Final = pl.DataFrame(pl.from_arrow(ALERTS.empty_table())).schema["evidence"]


def alerts_frame(frame: pl.DataFrame | Iterable[Mapping[str, object]]) -> pl.DataFrame:
    """Alerts, as the engine gives them, as PAIRS."""
    if not isinstance(frame, pl.DataFrame):
        frame = pl.DataFrame(list(frame), schema_overrides={"evidence": _EVIDENCE}, infer_schema_length=None)
    if frame.is_empty():
        return pl.DataFrame(schema=PAIRS)
    evidence = pl.col("evidence").list
    pairs = frame.select(
        pl.col("row").cast(pl.Int64), "list", "entry",
        (pl.col("title") if "title" in frame.columns else pl.col("entry")).alias("title"),
        pl.col("score").cast(pl.Float64),
        evidence.eval(pl.element().struct.field("kind")).list.unique().list.sort().alias("kinds"),
        evidence.eval(pl.element().struct.field("feature")).list.unique().list.sort().alias("features"),
    )
    known = pairs.select("features").unique()
    patterns = known.with_columns(pl.Series("pattern", [pattern_of(one) for one in known["features"].to_list()],
                                            pl.String))
    return pairs.join(patterns, on="features", how="left").select(list(PAIRS))


def kind_of(feature: str) -> str:
    """The kind of evidence of which a feature is one."""
    return "name" if feature.endswith("name") else feature.partition(" ")[0]


def pattern_of(features: Iterable[str]) -> str:
    """The features that a score counts, the heaviest of each kind, in one order."""
    heaviest: dict[str, str] = {}
    for feature in sorted(features):
        kind = kind_of(feature)
        if kind not in heaviest or WEIGHTS.get(feature, 0.0) > WEIGHTS.get(heaviest[kind], 0.0):
            heaviest[kind] = feature
    return " + ".join(heaviest[kind] for kind in sorted(heaviest))


def with_periods(lines: pl.DataFrame, period: str) -> pl.DataFrame:
    """Lines with the column `period`: 2026-03-18 or 2026-W12 by their date, empty where that cannot be read."""
    days = lines.select("date").unique().with_columns(
        pl.col("date").cast(pl.String).str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False).alias("day"))
    days = days.select("date", pl.col("day").dt.strftime("%G-W%V" if period == "week" else "%Y-%m-%d")
                       .fill_null("").cast(pl.Categorical).alias("period"))
    return lines.join(days, on="date", how="left", maintain_order="left")
