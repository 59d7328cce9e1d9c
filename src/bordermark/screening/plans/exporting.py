"""The lanes of a run as a file to take away."""

import tempfile
from pathlib import Path
from typing import IO, Final

from bordermark.screening.selectivity.lane_files import read_lanes, write_lanes

FORMS: Final = {"parquet": "application/vnd.apache.parquet", "csv": "text/csv; charset=utf-8"}
"""The forms of a file of lanes, with their media types."""


def lanes_file(kept: Path, form: str) -> IO[bytes]:
    """The kept lanes in a form; the file that is given back is gone once it is closed."""
    if form == "parquet":
        return kept.open("rb")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"lanes.{form}"
        write_lanes(path, read_lanes(kept))
        return path.open("rb")  # stays readable where its name is gone
