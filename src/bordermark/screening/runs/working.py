"""The worker: carries out the runs that wait, a piece of a file at a time.

A piece's alerts, its counts and the place in the file are written in one transaction; the file of rejects is written
before, and cut back to what that transaction knows of when a run that was broken off goes on. So whatever is killed
at whatever moment, each line is dealt with once.
"""

import csv
import logging
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import IO, Any, Final, cast

import pyarrow as pa
from django.db import DatabaseError, close_old_connections, transaction
from django.utils import timezone

from bordermark.accounts.notifications import notify
from bordermark.contributions.revisions import last_revision
from bordermark.errors import BordermarkError, Finding, RefusedInput
from bordermark.publishing.tables import guard
from bordermark.screening.automaton import compile_lists
from bordermark.screening.models import Alert, Run
from bordermark.screening.readers import Lines, read_lines
from bordermark.screening.readers.columns import COLUMNS
from bordermark.screening.running import Summary, screened
from bordermark.screening.runs import files
from bordermark.screening.runs.passing import beside, storable
from bordermark.screening.runs.store import lists_for, to_do
from bordermark.screening.standing import Ran
from bordermark.vocabulary.hs.codes import read_edition

log = logging.getLogger(__name__)

PIECE: Final = 10_000
"""Rows written at a time: few enough that nobody waits for the database meanwhile."""

MOST_ALERTS: Final = 1_000_000
"""Alerts of one run; more are no help to those who read them, and fill the database."""

MOST_BEGINNINGS: Final = 3
"""How often a run is begun at one place, before what stands there is taken to break the worker."""

_PATIENCE: Final = 5.0
"""Seconds after which the database is asked again, when it did not answer."""

Going = Callable[[], bool]
"""Whether the worker should go on."""


def work(going: Going = lambda: True, threads: int | None = None) -> int:
    """Carry out what waits until nothing does; returns the number of runs that were carried out.

    Does nothing where another worker is at work on the same data folder.
    """
    done = 0
    with _only_worker() as alone:
        while alone and going():
            try:
                run = to_do()
                if run is None:
                    break
                carry_out(run, going, threads)
                done += 1
            except DatabaseError as error:  # it is locked, or away: what is not written yet is done again
                log.warning("Screening waits for the database: %s", error)
                time.sleep(_PATIENCE)
                close_old_connections()
    return done


@contextmanager
def _only_worker() -> Iterator[bool]:
    """Whether this process is the only one to work here: by a lock that the system gives up with the process."""
    files.runs_folder().mkdir(mode=0o700, exist_ok=True)
    with (files.runs_folder() / ".worker").open("a+b") as file:
        yield _locked(file)


def _locked(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def carry_out(run: Run, going: Going, threads: int | None = None) -> None:
    """Screen a run's file from where it was left, until it ends, fails, is stopped, or the worker should not go on.

    Raises DatabaseError, with all as it was after the last piece.
    """
    if not _begin(run):
        return
    try:
        for piece, alerts in _pieces(run, threads):
            if not going() or not _write(run, piece, alerts):
                return
        _end(run, Ran.FINISHED)
    except DatabaseError:
        raise
    except RefusedInput as error:
        _end(run, Ran.FAILED, _told(error, run.name))
    except BordermarkError as error:
        _end(run, Ran.FAILED, [{"message": str(error)}])
    except Exception as error:
        log.error("Run %s", run.pk, exc_info=error)
        _end(run, Ran.FAILED, [{"message": "Something went wrong here, not with the file. It has been written to the "
                                "log."}])


def _told(error: RefusedInput, name: str) -> list[dict[str, Any]]:
    """The findings on a file under the name that its sender knows."""
    return [{"message": str(one), **one.as_dict()} for one in files.called(error, name).findings[:100]]


def _begin(run: Run) -> bool:
    """Take a run up; one that has broken the worker again and again fails instead."""
    run.begun += 1
    if run.begun > MOST_BEGINNINGS:
        _end(run, Ran.FAILED, [{"message": f"The run was broken off {MOST_BEGINNINGS} times after row {run.rows:,} of "
                                "its file. Leave out what stands there, or screen it with the command, which says more."
                                }])
        return False
    run.started = run.started or timezone.now()
    run.revision = last_revision() if run.revision is None else run.revision
    changed = Run.objects.filter(pk=run.pk, status__in=(Ran.WAITING, Ran.RUNNING)).update(
        status=Ran.RUNNING, begun=run.begun, started=run.started, revision=run.revision)
    run.status = Ran.RUNNING
    return bool(changed)


def _pieces(run: Run, threads: int | None) -> Iterator[tuple[Lines, pa.Table]]:
    """The pieces of a run's file that are still to be done, with their alerts."""
    automaton = compile_lists(lists_for(run), read_edition(run.hs_edition), run.lists, run.misspellings)
    batches = read_lines(files.folder_of(run.pk) / run.file, run.mapping, also=COLUMNS)
    return screened(_after(pieces(batches), run.rows), automaton, threads or max(1, (os.cpu_count() or 1) - 1))


def pieces(batches: Iterator[Lines], rows: int = PIECE) -> Iterator[Lines]:
    """Batches cut into pieces of at most so many rows that can be screened; the last one has a batch's rejects."""
    before = 0.0
    for lines in batches:
        count = int(lines.table.num_rows)
        starts = range(0, max(count, 1), rows)
        for start in starts:
            last = start == starts[-1]
            share = lines.done if last else before + (lines.done - before) * (start + rows) / count
            yield Lines(lines.table.slice(start, rows), lines.rejects if last else (), share)
        before = lines.done


def _after(some: Iterator[Lines], rows: int) -> Iterator[Lines]:
    """The pieces after those that hold the first `rows` rows. Raises BordermarkError when none ends there."""
    passed = 0
    for piece in some:
        if passed >= rows:
            yield piece
            continue
        passed += piece.rows
        if passed > rows:
            raise BordermarkError("The file is not read as it was when the run began. Run it again.")


def _write(run: Run, piece: Lines, alerts: pa.Table) -> bool:
    """Write what a piece has come to, all of it or nothing; False when the run has been stopped meanwhile."""
    summary = Summary.of(run.summary)
    summary.count(piece, alerts)
    if run.alerts_made + alerts.num_rows > MOST_ALERTS:
        raise BordermarkError(f"The run has more than {MOST_ALERTS:,} alerts. Choose fewer lists, or screen the file "
                              "with the command, which writes them to a file.")
    rows = list(_rows(run, piece, alerts))
    rejects_bytes = _keep_rejects(run, piece.rejects)
    with transaction.atomic():
        if not Run.objects.select_for_update().filter(pk=run.pk, status=Ran.RUNNING).exists():
            return False
        Alert.objects.bulk_create(rows, batch_size=500)
        run.rows, run.alerts_made, run.rejects_bytes = summary.rows, run.alerts_made + len(rows), rejects_bytes
        run.done, run.summary, run.begun = piece.done, summary.as_dict(), 0
        run.save(update_fields=["rows", "alerts_made", "rejects_bytes", "done", "summary", "begun"])
    return True


def _rows(run: Run, piece: Lines, alerts: pa.Table) -> Iterator[Alert]:
    said = beside(piece.table, alerts.column("row"))
    for number, (alert, line) in enumerate(zip(alerts.to_pylist(), said, strict=True), run.alerts_made + 1):
        text = {name: storable(alert[name] or "") for name in ("id", "because", "hs_code", "goods_description")}
        yield Alert(
            run=run, number=number, state_id=run.state_id, row=alert["row"], line=text["id"][:200],
            office=line.office, date=line.day, month=line.month, origin=line.origin, destination=line.destination,
            net_kg=line.net_kg, value=line.value, list=alert["list"], entry=alert["entry"], title=alert["title"],
            instrument=alert["instrument"], provision=alert["provision"], score=alert["score"],
            evidence=_storable(alert["evidence"]), because=text["because"], hs_code=text["hs_code"][:40],
            goods_description=text["goods_description"],
        )


def _storable(evidence: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: storable(value) if isinstance(value, str) else value for name, value in one.items()}
            for one in evidence]


def _keep_rejects(run: Run, rejects: Sequence[Finding]) -> int:
    """Write rejected rows after those that are known of; returns the bytes that are then whole."""
    if not rejects:
        return run.rejects_bytes
    text = StringIO(newline="")
    writer = csv.writer(text)
    if not run.rejects_bytes:
        writer.writerow(["row", "column", "value", "expected"])
    writer.writerows([one.row, guard(one.column), guard(one.value), one.expected] for one in rejects)
    with _cut(files.folder_of(run.pk) / files.REJECTS, run.rejects_bytes) as file:
        file.write(text.getvalue().encode(errors="replace"))
        file.flush()
        os.fsync(file.fileno())
        return file.tell()


def _cut(path: Path, size: int) -> IO[bytes]:
    """A file opened to be written on after its first bytes; what stands behind them goes."""
    file = path.open("r+b" if path.exists() else "x+b")
    file.truncate(size)
    file.seek(size)
    return cast(IO[bytes], file)


def _end(run: Run, status: Ran, errors: Sequence[dict[str, Any]] = ()) -> None:
    now = timezone.now()
    done = 1.0 if status is Ran.FINISHED else run.done
    with transaction.atomic():
        going = Run.objects.filter(pk=run.pk, status__in=(Ran.WAITING, Ran.RUNNING))
        if going.update(status=status, finished=now, errors=list(errors), done=done):
            kind = "run-finished" if status is Ran.FINISHED else "run-failed"
            counts = {"name": run.name, "rows": run.rows, "alerts": run.alerts_made}
            notify([run.by], kind, counts, f"/screening/runs/{run.pk}", at=now)
