"""Loading data packs: the bundled one at the first start, a user's own by ``bordermark load``."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import transaction

from bordermark.compendium import records as compendium
from bordermark.contributions import workbooks
from bordermark.contributions.applying import apply, rehearse
from bordermark.contributions.comparing import Proposal
from bordermark.contributions.models import PackLoad
from bordermark.contributions.proposing import propose
from bordermark.contributions.reading import Incoming
from bordermark.contributions.record_types import record_types
from bordermark.contributions.revisions import BUNDLED, Change, record_change, standing_authors
from bordermark.contributions.translations import records as translations
from bordermark.diagnosis.following import records as following
from bordermark.errors import Finding, RefusedInput
from bordermark.framework import records as framework
from bordermark.organisations import records as organisations
from bordermark.pack import Progress, Record, Row, Table, missing_references, read_rows
from bordermark.screening import records as screening
from bordermark.structures import records as structures
from bordermark.vocabulary import records as vocabulary

PACKED: Final = (vocabulary, organisations, compendium, structures, framework, screening)
"""The rooms with a part of the bundled pack, each with its folder DATA and its TABLES."""

ROOMS: Final = (vocabulary, organisations, translations, compendium, structures, framework, screening, following)
"""The rooms with tables that a user's files can fill, in the order in which they need one another."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What was read from a pack: rows by record type, and what is wrong with it."""

    rows: Mapping[str, list[Row[Record]]]
    findings: list[Finding] = field(default_factory=list)

    def records(self) -> dict[str, list[Record]]:
        return {name: [row.record for row in rows] for name, rows in self.rows.items()}


def bundled_files() -> list[tuple[Path, Table]]:
    """Every table of the bundled pack, with its file."""
    return [(room.DATA / table.file, table) for room in PACKED for table in room.TABLES if table.bundled]


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


def user_workbooks(path: Path) -> list[Path]:
    """The workbooks among a user's files: those in a folder, or the file itself when it is no table by its name."""
    if path.is_dir():
        return sorted(one for one in path.rglob("*.xlsx") if not one.name.startswith(("~$", ".")))
    return [path] if path.suffix.lower().startswith((".xl", ".ods")) and path.exists() else []


def read_user_files(path: Path, progress: Progress | None = None) -> Incoming:
    """Everything that a user's file or folder holds: tables known by their names, and workbooks.

    Raises RefusedInput when nothing there can be read, or a file cannot be read as a whole.
    """
    found = Incoming()
    books = user_workbooks(path)
    for book in books:
        found.add(workbooks.read(book, progress))
    known = {table.file for room in ROOMS for table in room.TABLES}
    if not books or (path.is_dir() and any(one.name in known for one in path.rglob("*"))):
        for file, table in user_files(path):
            if progress:
                progress(f"Reading {file.name}", 0, 1)
            rows, wrong = read_rows(file, table.record)
            found.add(Incoming({table.type: rows}, wrong))
    return found


def propose_user_files(path: Path, progress: Progress | None = None) -> Proposal:
    """What a user's file or folder would change. Nothing is written. Raises RefusedInput as `read_user_files` does."""
    return propose(read_user_files(path, progress), progress)


def rehearsed(proposal: Proposal, at: datetime, progress: Progress | None = None) -> Proposal:
    """The proposal, refused too where the tables would not take it; nothing is kept."""
    return replace(proposal, refused=(*proposal.refused, *rehearse(proposal, at, progress)))


def load_user_pack(
    path: Path, at: datetime, *, by: str, reason: str, good_rows: bool = False, progress: Progress | None = None
) -> tuple[int, list[Finding]]:
    """Load a user's files over what is held; returns the number of revisions made and what was left out.

    All or nothing, unless `good_rows`: then rows with findings are left out and the rest is loaded. Raises
    RefusedInput when something is wrong and everything was asked for.
    """
    proposal = propose_user_files(path, progress)
    if proposal.refused and not good_rows:
        raise RefusedInput(proposal.refused)
    made = apply(proposal, at, by=by, reason=reason, progress=progress)
    return made, list(proposal.refused)
