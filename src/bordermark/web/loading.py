"""Loading data packs: the bundled one at the first start, a user's own by ``bordermark load``."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import DataError, IntegrityError, transaction

from bordermark.compendium import records as compendium
from bordermark.contributions.models import PackLoad
from bordermark.contributions.record_types import record_types
from bordermark.contributions.revisions import Change, record_change, standing_authors
from bordermark.errors import Finding, RefusedInput
from bordermark.organisations import records as organisations
from bordermark.pack import Progress, Record, Row, Table, missing_references, read_rows
from bordermark.screening import records as screening
from bordermark.vocabulary import records as vocabulary

ROOMS: Final = (vocabulary, organisations, compendium, screening)
"""The rooms with a part of the pack, each with its folder DATA and its TABLES."""

BUNDLED: Final = "the bundled data pack"
"""Author of the revisions that the bundled pack makes."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What was read from a pack: rows by record type, and what is wrong with it."""

    rows: Mapping[str, list[Row[Record]]]
    findings: list[Finding] = field(default_factory=list)

    def records(self) -> dict[str, list[Record]]:
        return {name: [row.record for row in rows] for name, rows in self.rows.items()}


def bundled_files() -> list[tuple[Path, Table]]:
    """Every table of the bundled pack, with its file."""
    return [(room.DATA / table.file, table) for room in ROOMS for table in room.TABLES]


def bundled_digest() -> str:
    """SHA-256 over the bundled tables: another digest means another pack."""
    total = hashlib.sha256()
    for path, _ in bundled_files():
        total.update(path.read_bytes())
    return total.hexdigest()


def read_files(files: Iterable[tuple[Path, Table]]) -> Contents:
    """Read tables; rows with findings are left out and reported."""
    rows: dict[str, list[Row[Record]]] = {}
    findings: list[Finding] = []
    for path, table in files:
        some, wrong = read_rows(path, table.record)
        before = {row.record.key for row in rows.setdefault(table.type, [])}
        findings += wrong
        findings += [Finding(row.file, row.number, "id", row.record.key, "an id that no other file has")
                     for row in some if row.record.key in before]
        rows[table.type] += [row for row in some if row.record.key not in before]
    return Contents(rows, findings)


def check(contents: Contents, held: Mapping[str, Iterable[str]]) -> Contents:
    """The contents with the rows whose references lead nowhere taken out and reported, until none is left."""
    rows = {name: list(some) for name, some in contents.rows.items()}
    findings = list(contents.findings)
    known = {name: frozenset(keys) for name, keys in held.items()}
    while missing := missing_references(rows, known):
        findings += missing
        bad = {(finding.file, finding.row) for finding in missing}
        rows = {name: [row for row in some if (row.file, row.number) not in bad] for name, some in rows.items()}
    return Contents(rows, findings)


def load_bundled_pack(at: datetime, progress: Progress | None = None) -> int:
    """Load the bundled pack if it is not loaded yet; returns the number of revisions made.

    A newer pack changes and withdraws only records that a pack made last: what people have changed since is
    theirs. One transaction: a load that is interrupted has not happened. Raises RefusedInput for a damaged pack.
    """
    digest = bundled_digest()
    last = PackLoad.objects.order_by("-pk").first()
    if last and last.digest == digest:
        return 0
    contents = check(read_files(bundled_files()), {})
    if contents.findings:
        raise RefusedInput(contents.findings)
    change = _ours(contents.records())
    with transaction.atomic():
        made = record_change(change, at=at, by=BUNDLED, reason="Bundled data pack", progress=progress)
        PackLoad.objects.create(digest=digest, loaded_at=at)
    return made


def _ours(records: Mapping[str, Sequence[Record]]) -> Change:
    kept: dict[str, list[Record]] = {}
    withdrawn: dict[str, list[str]] = {}
    for one in record_types():
        authors = standing_authors(one.name)
        incoming = records.get(one.name, ())
        kept[one.name] = [record for record in incoming if authors.get(record.key, BUNDLED) == BUNDLED]
        gone = set(authors) - {record.key for record in incoming}
        withdrawn[one.name] = sorted(key for key in gone if authors[key] == BUNDLED)
    return Change(kept, withdrawn)


def user_files(path: Path) -> list[tuple[Path, Table]]:
    """The tables in a user's folder, or the one table that is the user's file, known by their file names.

    Raises RefusedInput when nothing there is a table of a pack.
    """
    tables = {table.file: table for room in ROOMS for table in room.TABLES}
    candidates = sorted(path.rglob("*")) if path.is_dir() else [path]
    files = [(candidate, tables[candidate.name]) for candidate in candidates if candidate.name in tables]
    if not files:
        expected = f"a file or a folder with files named {', '.join(sorted(tables))}"
        raise RefusedInput([Finding(path.name, 0, "", "" if path.exists() else "nothing", expected)])
    order = [table.file for room in ROOMS for table in room.TABLES]
    return sorted(files, key=lambda pair: order.index(pair[1].file))


def load_user_pack(
    path: Path, at: datetime, *, by: str, reason: str, good_rows: bool = False, progress: Progress | None = None
) -> tuple[int, list[Finding]]:
    """Load a user's tables over what is held; returns the number of revisions made and what was left out.

    All or nothing, unless `good_rows`: then rows with findings are left out and the rest is loaded. Raises
    RefusedInput when something is wrong and everything was asked for.
    """
    held = {one.name: standing_authors(one.name) for one in record_types()}
    contents = check(read_files(user_files(path)), held)
    if contents.findings and not good_rows:
        raise RefusedInput(contents.findings)
    try:
        made = record_change(Change(contents.records()), at=at, by=by, reason=reason, progress=progress)
    except (IntegrityError, DataError) as error:
        expected = "rows that agree with one another and with what is held"
        raise RefusedInput([Finding(path.name, 0, "", str(error).strip(), expected)]) from error
    return made, contents.findings
