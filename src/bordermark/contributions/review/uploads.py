"""Files that people send: their dry run, told while it runs, and kept until it becomes a change set.

A dry run that the server does not survive is begun again by whoever looks at it: the file is kept until it was read.
"""

import hashlib
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from time import monotonic
from typing import Any, Final

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from bordermark.accounts.policy import Person
from bordermark.contributions import workbooks
from bordermark.contributions.applying import rehearse
from bordermark.contributions.comparing import FieldChange, Proposal, Proposed, Withdrawal
from bordermark.contributions.duplicates import Duplicate
from bordermark.contributions.proposing import propose
from bordermark.contributions.reading import Incoming
from bordermark.contributions.record_types import record_type, record_types
from bordermark.contributions.review.models import Upload
from bordermark.contributions.translations.exchange import read_po_file
from bordermark.contributions.workbook_guard import LARGEST_FILE
from bordermark.errors import Finding, RefusedInput
from bordermark.pack import Progress, Row, read_rows

TABLES: Final = (".csv", ".jsonl")
"""Suffixes of files whose record type the sender must name."""

PO: Final = ".po"
"""Suffix of files with translations, which say of which records they are."""

SMALL: Final = 150_000
"""Bytes up to which a file is read while its sender waits."""

_SILENCE: Final = timedelta(seconds=60)
"""After this long without news a dry run is taken to have died."""

_KEPT: Final = timedelta(days=14)
"""After this long a file of which nobody has made a change set is forgotten."""

_EVERY: Final = 0.5
"""Seconds between two news of a dry run."""

_one_at_a_time = threading.Lock()
_begun: set[int] = set()


def receive(name: str, content: bytes, kind: str, person: Person, at: datetime | None = None) -> Upload:
    """Keep a file that was sent. `kind` is the record type of a table; a workbook names its own.

    Raises RefusedInput for a file that is too large, or of a form or type that is not known.
    """
    name = checked_name(name, content, kind)
    at = at or timezone.now()
    Upload.objects.filter(made_at__lt=at - _KEPT).delete()
    return Upload.objects.create(
        name=name, record_type=kind if Path(name).suffix.lower() in TABLES else "", content=content,
        made_by=person.id, made_at=at, digest=hashlib.sha256(content).hexdigest(), alive_at=at,
    )


def checked_name(name: str, content: bytes, kind: str) -> str:
    """The name of a file without any folder. Raises RefusedInput for what `receive` refuses."""
    name = PurePosixPath(name.replace("\\", "/").replace("\0", "")).name[-200:] or "file"
    suffix = Path(name).suffix.lower()
    types = [one.name for one in record_types()]
    if len(content) > LARGEST_FILE:
        raise RefusedInput([Finding(name, 0, "", "a larger file", f"at most {LARGEST_FILE:,} bytes")])
    if suffix not in (".xlsx", PO, *TABLES):
        raise RefusedInput([Finding(name, 0, "", suffix or "no suffix", "a file named .xlsx, .csv, .jsonl or .po")])
    if suffix in TABLES and kind not in types:
        raise RefusedInput([Finding(name, 0, "type", kind, f"the type of its records: {', '.join(types)}")])
    return name


def source_of(name: str) -> str:
    """What the provenance of a change set says of a file: workbook, csv, jsonl or translation."""
    suffix = Path(name).suffix.lower()
    return "translation" if suffix == PO else suffix[1:] if suffix in TABLES else "workbook"


def kind_of_file(name: str) -> str:
    """What a set made of a file is to the policy: a PO file changes translations alone; else its records tell."""
    return "translation" if Path(name).suffix.lower() == PO else ""


def rehearsed(proposal: Proposal, at: datetime) -> Proposal:
    """The proposal, refused too where the tables would not take it; asked only if nothing else is wrong."""
    return proposal if proposal.refused else replace(proposal, refused=tuple(rehearse(proposal, at)))


def read_file(
    name: str, content: bytes, kind: str, progress: Progress | None = None, *, by: str, at: datetime
) -> Incoming:
    """The records of a file, which `by` has sent. Raises RefusedInput for one that cannot be read as a whole."""
    if Path(name).suffix.lower() == PO:
        return read_po_file(content, name, by=by, at=at)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        if path.suffix.lower() not in TABLES:
            return workbooks.read(path, progress)
        rows, findings = read_rows(path, record_type(kind).record)
        return Incoming({kind: rows}, findings)


def start(upload: Upload) -> None:
    """See that the dry run is under way: a small file's is done at the return, a large one's goes on beside."""
    if len(upload.content) <= SMALL:
        run(upload.pk)
    elif upload.pk not in _begun:
        _begun.add(upload.pk)
        threading.Thread(target=_alone, args=(upload.pk,), daemon=True).start()


def waiting(upload: Upload, now: datetime) -> bool:
    """Whether nobody works on it: it has not been begun, or nothing was heard of it for long."""
    return upload.status == "waiting" or (upload.status == "running" and upload.alive_at < now - _SILENCE)


def _alone(pk: int) -> None:
    try:
        with _one_at_a_time:
            run(pk)
    finally:
        _begun.discard(pk)
        connection.close()


def run(pk: int) -> None:
    """The dry run: read the file, compare it with what stands, and try whether the tables would take it."""
    now = timezone.now()
    free = Q(status="waiting") | Q(status="running", alive_at__lt=now - _SILENCE)
    if not Upload.objects.filter(free, pk=pk).update(status="running", alive_at=now):
        return
    upload = Upload.objects.get(pk=pk)
    try:
        progress = _News(pk)
        incoming = read_file(upload.name, bytes(upload.content), upload.record_type, progress, by=upload.made_by,
                             at=now)
        proposal = propose(incoming, progress)
        progress("Checking", 0, 0)
        upload.proposal, upload.status = document(rehearsed(proposal, now)), "read"
    except RefusedInput as error:
        upload.proposal, upload.status = document(Proposal(refused=error.findings)), "refused"
    upload.content, upload.stage, upload.alive_at = b"", "", timezone.now()
    upload.save(update_fields=["proposal", "status", "content", "stage", "alive_at"])


class _News:
    """Writes down how far a dry run is, now and then."""

    def __init__(self, pk: int) -> None:
        self._pk, self._next = pk, 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        if monotonic() >= self._next:
            self._next = monotonic() + _EVERY
            Upload.objects.filter(pk=self._pk).update(stage=stage, done=done, total=total, alive_at=timezone.now())


def document(proposal: Proposal) -> dict[str, Any]:
    """A proposal as it is kept with its file, so that nothing need be read again to make a change set of it."""
    def items() -> Iterator[dict[str, Any]]:
        for kind, some in (("new", proposal.new), ("changed", proposal.changed)):
            for one in some:
                fields = [[each.column, each.before, each.after] for each in one.fields]
                yield {"type": one.type, "id": one.key, "kind": kind, "file": one.row.file, "row": one.row.number,
                       "data": one.row.record.model_dump(mode="json"), "fields": fields}
        for gone in proposal.withdrawn:
            yield {"type": gone.type, "id": gone.key, "kind": "withdrawn", "file": gone.file, "row": gone.number}

    return {
        "items": [{**one, "before": proposal.compared_with[one["type"], one["id"]]} for one in items()],
        "unchanged": proposal.unchanged, "findings": [one.as_dict() for one in proposal.refused],
        "duplicates": [[one.type, one.key, one.other, one.reason] for one in proposal.duplicates],
        "passed_over": list(proposal.passed_over),
    }


def proposal_of(kept: dict[str, Any]) -> Proposal:
    """The proposal that was kept."""
    def proposed(kind: str) -> Iterator[Proposed]:
        for one in kept["items"]:
            if one["kind"] == kind:
                record = record_type(one["type"]).record.model_validate(one["data"])
                yield Proposed(one["type"], Row(one["file"], one["row"], record),
                               tuple(FieldChange(*each) for each in one["fields"]))

    return Proposal(
        tuple(proposed("new")), tuple(proposed("changed")),
        tuple(Withdrawal(one["type"], one["id"], one["file"], one["row"]) for one in kept["items"]
              if one["kind"] == "withdrawn"),
        kept["unchanged"], tuple(Finding(**one) for one in kept["findings"]),
        {(one["type"], one["id"]): one["before"] for one in kept["items"]},
        tuple(Duplicate(*one) for one in kept["duplicates"]), tuple(kept["passed_over"]),
    )
