"""Alerts and rejects written to files: in full, or not at all."""

import csv
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol, TextIO

import pyarrow as pa
import pyarrow.parquet as pq

from bordermark.errors import BordermarkError, Finding
from bordermark.publishing.tables import guard
from bordermark.screening.engine import ALERTS


class Writer(Protocol):
    """Takes tables of alerts, one after the other."""

    def write(self, alerts: pa.Table) -> None: ...

    def close(self) -> None: ...


class _Parquet:
    def __init__(self, path: Path, schema: pa.Schema = ALERTS) -> None:
        self._writer = pq.ParquetWriter(path, schema, compression="zstd")

    def write(self, alerts: pa.Table) -> None:
        self._writer.write_table(alerts)

    def close(self) -> None:
        self._writer.close()


class _Csv:
    """Evidence is JSON within its cell; no cell is taken for a formula by a spreadsheet."""

    def __init__(self, path: Path, schema: pa.Schema = ALERTS) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file, lineterminator="\r\n")
        self._writer.writerow(schema.names)

    def write(self, alerts: pa.Table) -> None:
        for alert in alerts.to_pylist():
            self._writer.writerow([
                json.dumps(cell, ensure_ascii=False) if isinstance(cell, list)
                else guard(cell) if isinstance(cell, str) else cell for cell in alert.values()])

    def close(self) -> None:
        self._file.close()


class _JsonLines:
    def __init__(self, path: Path, schema: pa.Schema = ALERTS) -> None:
        self._file = path.open("w", encoding="utf-8")

    def write(self, alerts: pa.Table) -> None:
        self._file.writelines(json.dumps(alert, ensure_ascii=False, default=str) + "\n" for alert in alerts.to_pylist())

    def close(self) -> None:
        self._file.close()


class _Opens(Protocol):
    """Opens a writer on a file; the tables that it takes have `schema`, else that of the engine's alerts."""

    def __call__(self, path: Path, schema: pa.Schema = ALERTS) -> Writer: ...


WRITERS: Final[dict[str, _Opens]] = {".parquet": _Parquet, ".csv": _Csv, ".jsonl": _JsonLines}
"""The writer for each ending of a file's name."""


class Rejects:
    """The file of rejected rows: CSV with file, row, column, value, expected; there only when a row was rejected."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: TextIO | None = None

    def write(self, rejects: Sequence[Finding]) -> None:
        if rejects and self._file is None:
            self._file = self._path.open("w", encoding="utf-8", newline="")
            csv.writer(self._file).writerow(["file", "row", "column", "value", "expected"])
        if self._file is not None:
            writer = csv.writer(self._file)
            writer.writerows([guard(one.file), one.row, guard(one.column), guard(one.value), one.expected]
                             for one in rejects)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


@contextmanager
def outputs(out: Path, rejects: Path) -> Iterator[tuple[Writer, Rejects]]:
    """A writer of alerts and one of rejects.

    Both write beside their files and are put in place, rejects first, when all is done: a run that is stopped leaves
    what stood there before. A file of rejects of an earlier run goes when there are none now.
    """
    drafts = {path: path.with_name(f".{path.name}.part") for path in (rejects, out)}
    writer: Writer | None = None
    refused = Rejects(drafts[rejects])
    try:
        writer = WRITERS[out.suffix.lower()](drafts[out])
        yield writer, refused
        writer.close()
        refused.close()
        if drafts[rejects].exists():
            drafts[rejects].replace(rejects)
        else:
            rejects.unlink(missing_ok=True)
        drafts[out].replace(out)
    except OSError as error:
        raise BordermarkError(f"{error.filename or out} cannot be written ({error.strerror}).") from error
    finally:
        if writer is not None:
            writer.close()
        refused.close()
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
