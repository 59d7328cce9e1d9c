"""The alerts of a run as a file, and its rejects."""

import shutil
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final

import pyarrow as pa

from bordermark.screening.engine import ALERTS
from bordermark.screening.models import Alert
from bordermark.screening.writing import WRITERS

FORMS: Final = {
    "parquet": "application/vnd.apache.parquet", "csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl",
}
"""The forms of the file, each with its media type."""

LABELS: Final = {"parquet": "Parquet", "csv": "CSV", "jsonl": "JSON Lines"}

SCHEMA: Final = pa.schema([
    *ALERTS, *((name, pa.string()) for name in ("office",)), ("date", pa.date32()),
    *((name, pa.string()) for name in ("origin", "destination")), ("net_kg", pa.float64()), ("value", pa.float64()),
    ("run", pa.string()), ("number", pa.int64()),
    *((name, pa.string()) for name in ("lane", "status", "assignee", "outcome", "reason")),
])
"""An alert as the command writes it, what the declaration says beside, and what has become of it."""

_ELSEWHERE: Final = {"id": "line", "run": "run_id"}

_CHUNK: Final = 5_000


def alerts_file(alerts: Iterator[Alert], form: str) -> IO[bytes]:
    """A temporary file with alerts, to be read from its beginning; it goes when it is closed. Few are held at a time.

    Raises KeyError for a form that is none.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115  whoever reads it closes it
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"alerts.{form}"
        writer = WRITERS[path.suffix](path, SCHEMA)
        try:
            while some := list(islice(alerts, _CHUNK)):
                writer.write(pa.Table.from_pylist([_row(one) for one in some], SCHEMA))
        finally:
            writer.close()
        with path.open("rb") as source:
            shutil.copyfileobj(source, file)
    file.seek(0)
    return file


def _row(alert: Alert) -> dict[str, Any]:
    return {name: getattr(alert, _ELSEWHERE.get(name, name)) for name in SCHEMA.names}
