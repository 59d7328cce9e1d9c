"""Comparing typed records with what stands, a field at a time: what a contribution proposes.

Pure: records and what stands come in, a proposal goes out; nothing is read, written or asked here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from bordermark.contributions.digests import digest
from bordermark.contributions.duplicates import Duplicate
from bordermark.errors import Finding
from bordermark.pack import Record, Row, findings_of


@dataclass(frozen=True, slots=True)
class Standing:
    """A record as it stands, with its digest."""

    data: Mapping[str, Any]
    digest: str


@dataclass(frozen=True, slots=True)
class Origin:
    """The record from which a row was exported, by key and by the digest it had then."""

    key: str
    digest: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before and after, as JSON holds it."""

    column: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Proposed:
    """A row that proposes something: the record as it would stand, and, of one that stands, what differs."""

    type: str
    row: Row[Record]
    fields: tuple[FieldChange, ...] = ()

    @property
    def key(self) -> str:
        return self.row.record.key


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A record that is to be withdrawn, and the row that asks for it."""

    type: str
    key: str
    file: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a contribution would do. `compared_with` holds the digests that its rows were compared with."""

    new: tuple[Proposed, ...] = ()
    changed: tuple[Proposed, ...] = ()
    withdrawn: tuple[Withdrawal, ...] = ()
    unchanged: int = 0
    refused: tuple[Finding, ...] = ()
    compared_with: Mapping[tuple[str, str], str] = field(default_factory=dict)
    duplicates: tuple[Duplicate, ...] = ()
    passed_over: tuple[str, ...] = ()

    @property
    def fields_changed(self) -> int:
        """How many fields of records that stand would change."""
        return sum(len(one.fields) for one in self.changed)


def compare(
    rows: Mapping[str, Sequence[Row[Record]]],
    standing: Mapping[str, Mapping[str, Standing]],
    origins: Mapping[tuple[str, int], Origin] | None = None,
    withdraw: Iterable[Withdrawal] = (),
) -> Proposal:
    """What these rows, by type, propose against what stands, by type and key.

    A column that a row does not have stays as it stands. `origins` says, by file and row number, from which state of
    which record a row was exported: a row that was edited since, of a record that somebody else has changed or
    withdrawn since, is a conflict and refused; one that was not edited proposes nothing. Nothing is withdrawn that is
    not asked for.
    """
    new: list[Proposed] = []
    changed: list[Proposed] = []
    findings: list[Finding] = []
    compared: dict[tuple[str, str], str] = {}
    unchanged = 0
    seen: dict[tuple[str, str], Row[Record]] = {}
    for name, some in rows.items():
        held = standing.get(name, {})
        for row in some:
            key = row.record.key
            before = seen.setdefault((name, key), row)
            if before is not row:
                findings.append(_twice(row, before))
                continue
            now = held.get(key)
            origin = (origins or {}).get((row.file, row.number))
            try:
                row = _completed(row, now)
            except ValidationError as error:
                findings += findings_of(row.file, row.number, error)
                continue
            data = row.record.model_dump(mode="json")
            is_now = digest(data)
            if (now and is_now == now.digest) or (origin and origin.key == key and is_now == origin.digest):
                unchanged += 1
            elif origin and origin.key == key and origin.digest != (now.digest if now else ""):
                findings += _conflict(row, data, now)
            else:
                compared[name, key] = now.digest if now else ""
                one = Proposed(name, row, tuple(differences(now.data, data)) if now else ())
                (changed if now else new).append(one)
    gone = []
    for asked in withdraw:
        stands = standing.get(asked.type, {}).get(asked.key)
        if stands is None:
            findings.append(Finding(asked.file, asked.number, "id", asked.key, f"the id of a known {asked.type}"))
            continue
        origin = (origins or {}).get((asked.file, asked.number))
        if origin and origin.key == asked.key and origin.digest != stands.digest:
            findings.append(Finding(asked.file, asked.number, "id", asked.key, "the record as it was exported; "
                                    "somebody has changed it since: export it again"))
            continue
        compared[asked.type, asked.key] = stands.digest
        gone.append(asked)
    return Proposal(tuple(new), tuple(changed), tuple(gone), unchanged, tuple(findings), compared)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[FieldChange]:
    """The fields that differ, in the order of the record."""
    for column, value in after.items():
        if column not in before or before[column] != value:
            yield FieldChange(column, before.get(column), value)


def _completed(row: Row[Record], now: Standing | None) -> Row[Record]:
    """The row with the columns it does not have as they stand."""
    record = row.record
    given = record.model_fields_set
    if now is None or len(given) == len(type(record).model_fields):
        return row
    own = record.model_dump(mode="json", include=set(given))
    return Row(row.file, row.number, type(record).model_validate({**now.data, **own}))


def _twice(row: Row[Record], before: Row[Record]) -> Finding:
    if before.file != row.file:
        place = f"{before.file}, row {before.number}"
    else:
        place = f"row {before.number}" if before.number != row.number else "another file of this name"
    return Finding(row.file, row.number, "id", row.record.key, f"an id not used before (it stands in {place})")


def _conflict(row: Row[Record], data: Mapping[str, Any], now: Standing | None) -> Iterator[Finding]:
    if now is None:
        yield Finding(row.file, row.number, "id", row.record.key, "a record that still stands; it was withdrawn "
                      "after this row was exported")
        return
    for change in differences(now.data, data):
        yield Finding(row.file, row.number, change.column, shown(change.after),
                      f"{shown(change.before)!r}, which stands now; somebody changed the record after this row was "
                      "exported: export it again and edit that")


def shown(value: Any) -> str:
    """A field's value in a line of text."""
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values() if part)
    if isinstance(value, list):
        return "; ".join(shown(part) for part in value)
    return "" if value is None else str(value)
