"""Making a proposal true, in one transaction; or rehearsing it, to see whether the tables would take it."""

from collections.abc import Iterator
from datetime import datetime

from django.db import DataError, IntegrityError, connection, transaction

from bordermark.contributions.comparing import Proposal
from bordermark.contributions.models import Revision
from bordermark.contributions.revisions import Change, record_change, standing_digests
from bordermark.errors import Finding, RefusedInput
from bordermark.pack import Progress, Record


def apply(
    proposal: Proposal, at: datetime, *, by: str, reason: str, progress: Progress | None = None,
    rehearsal: bool = False,
) -> int:
    """Record what is proposed; returns the number of revisions made. What was refused is left out.

    All or nothing: one transaction, which no other writer comes between. Raises RefusedInput when something was
    changed after it was compared, or when the tables do not take it. A rehearsal is undone at its end.
    """
    records: dict[str, list[Record]] = {}
    withdrawn: dict[str, list[str]] = {}
    for one in (*proposal.new, *proposal.changed):
        records.setdefault(one.type, []).append(one.row.record)
    for gone in proposal.withdrawn:
        withdrawn.setdefault(gone.type, []).append(gone.key)
    try:
        with transaction.atomic():
            _keep_others_out()
            if stale := list(_changed_since(proposal)):
                raise RefusedInput(stale)
            made = record_change(Change(records, withdrawn), at=at, by=by, reason=reason, progress=progress)
            if rehearsal:
                connection.check_constraints()
                transaction.set_rollback(True)
    except (IntegrityError, DataError) as error:
        place = next((one.row.file for one in (*proposal.new, *proposal.changed)), "")
        raise RefusedInput([Finding(place, 0, "", str(error).strip(), "records that fit together")]) from error
    return made


def rehearse(proposal: Proposal, at: datetime, progress: Progress | None = None) -> list[Finding]:
    """What the tables have against a proposal that nothing else is wrong with; nothing is kept."""
    try:
        apply(proposal, at, by="a rehearsal", reason="", progress=progress, rehearsal=True)
    except RefusedInput as error:
        return list(error.findings)
    return []


def _keep_others_out() -> None:
    """No other writer until the transaction ends. SQLite's transactions begin so (IMMEDIATE); readers go on."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {connection.ops.quote_name(Revision._meta.db_table)} "
                           "IN SHARE ROW EXCLUSIVE MODE")


def _changed_since(proposal: Proposal) -> Iterator[Finding]:
    """Records that are not any more as they were when the proposal was made."""
    rows = {(one.type, one.key): one.row for one in (*proposal.new, *proposal.changed)}
    now = {name: standing_digests(name) for name in {name for name, _ in proposal.compared_with}}
    for (name, key), then in proposal.compared_with.items():
        if now[name].get(key, "") != then:
            row = rows.get((name, key))
            yield Finding(row.file if row else name, row.number if row else 0, "id", key,
                          "the record as it was compared; somebody has just changed it: load again")
