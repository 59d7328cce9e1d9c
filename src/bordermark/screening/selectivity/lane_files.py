"""Lanes written to a file and read again."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import polars as pl

from bordermark.errors import BordermarkError, Finding, RefusedInput
from bordermark.publishing.tables import guard, unguard
from bordermark.screening.selectivity.assigning import LANES

ENDINGS: Final = (".parquet", ".csv")
"""Of the names of files of lanes."""

_WRITTEN: Final = ("id", "office", "hs_code", "list", "entry", "because")
"""Columns that hold what somebody wrote, and that a spreadsheet must not take for formulas."""


def write_lanes(path: Path, lanes: pl.DataFrame) -> None:
    """Write LANES as Parquet or CSV, in full or not at all."""
    draft = path.with_name(f".{path.name}.part")
    try:
        if path.suffix.lower() == ".csv":
            _plainly(lanes, guard).write_csv(draft)
        else:
            lanes.write_parquet(draft, compression="zstd")
        draft.replace(path)
    except OSError as error:
        raise BordermarkError(f"{path} cannot be written ({error.strerror or error}).") from error
    finally:
        draft.unlink(missing_ok=True)


def read_lanes(path: Path) -> pl.DataFrame:
    """The lanes in a file that ``bordermark select`` wrote, as LANES. Raises RefusedInput when it is no such file."""
    try:
        lanes = (_plainly(pl.read_csv(path, infer_schema=False), unguard) if path.suffix.lower() == ".csv"
                 else pl.read_parquet(path))
        return lanes.select(pl.col(name).cast(kind) for name, kind in LANES.items())
    except (pl.exceptions.PolarsError, OSError) as error:
        raise RefusedInput([Finding(path.name, 0, "", str(error).splitlines()[0],
                                    "lanes as bordermark select writes them")]) from error


def _plainly(lanes: pl.DataFrame, mark: Callable[[str], str]) -> pl.DataFrame:
    """With a mark put before, or taken from, what a spreadsheet may take for a formula."""
    return lanes.with_columns(
        pl.when(pl.col(name).cast(pl.String).str.contains(r"^'*\s*[=+\-@＝＋－＠]"))
        .then(pl.col(name).cast(pl.String).map_elements(mark, return_dtype=pl.String))
        .otherwise(pl.col(name).cast(pl.String)).alias(name)
        for name in _WRITTEN if name in lanes.columns)
