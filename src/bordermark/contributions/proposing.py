"""From what was read to a proposal: checked against what is held, compared with it, and looked through for twins."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bordermark.contributions.comparing import Origin, Proposal, Standing, Withdrawal, compare
from bordermark.contributions.duplicates import Duplicate, near_duplicates
from bordermark.contributions.reading import Incoming
from bordermark.contributions.record_types import record_type, record_types
from bordermark.contributions.revisions import standing_digests
from bordermark.contributions.store import ever_stood, standing, standing_records
from bordermark.errors import Finding
from bordermark.pack import Progress, Record, Row, missing_references


def propose(incoming: Incoming, progress: Progress | None = None) -> Proposal:
    """What the rows would do to what stands. Nothing is written."""
    held: dict[str, set[str]] = {one.name: set(standing_digests(one.name)) for one in record_types()}
    for asked in incoming.withdrawals:
        held[asked.type].discard(asked.key)
    rows, findings = _with_references(incoming, held)
    total = sum(len(some) for some in rows.values())
    if progress:
        progress("Comparing", 0, total)
    wanted = {name: {row.record.key for row in some} for name, some in rows.items()}
    for asked in incoming.withdrawals:
        wanted.setdefault(asked.type, set()).add(asked.key)
    stand = {name: standing(name, keys) for name, keys in wanted.items()}
    found = compare(rows, stand, _own_origins(incoming, rows, stand), incoming.withdrawals)
    needed = _still_needed(found) if found.withdrawn else []
    kept = {finding.value for finding in needed}
    if progress:
        progress("Comparing", total, total)
    return replace(
        found, refused=(*incoming.findings, *findings, *found.refused, *needed),
        withdrawn=tuple(one for one in found.withdrawn if one.key not in kept),
        duplicates=tuple(_duplicates(found)), passed_over=tuple(incoming.passed_over),
    )


def _own_origins(
    incoming: Incoming, rows: Mapping[str, Sequence[Row[Record]]], stand: Mapping[str, Mapping[str, Standing]]
) -> dict[tuple[str, int], Origin]:
    """The origins of rows that were exported here; a row from another Bordermark is compared as if it had none."""
    places = {(one.file, one.number): one.type for one in incoming.withdrawals}
    places |= {(row.file, row.number): name for name, some in rows.items() for row in some}
    older: dict[str, set[tuple[str, str]]] = {}
    for place, name in places.items():
        origin = incoming.origins.get(place)
        now = stand.get(name, {}).get(origin.key) if origin else None
        if origin and (now is None or now.digest != origin.digest):
            older.setdefault(name, set()).add((origin.key, origin.digest))
    foreign = {(name, pair) for name, pairs in older.items() for pair in pairs - ever_stood(name, pairs)}
    return {place: origin for place, origin in incoming.origins.items()
            if place in places and (places[place], (origin.key, origin.digest)) not in foreign}


def _with_references(
    incoming: Incoming, held: Mapping[str, set[str]]
) -> tuple[dict[str, list[Row[Record]]], list[Finding]]:
    """The rows that name only what is held or among them, and the findings of the others."""
    rows = {name: list(some) for name, some in incoming.rows.items()}
    findings: dict[Finding, None] = dict.fromkeys(_misheard(incoming))
    while missing := missing_references(rows, held):
        findings |= dict.fromkeys(incoming.better(finding) for finding in missing)
        bad = {(finding.file, finding.row) for finding in missing}
        rows = {name: [row for row in some if (row.file, row.number) not in bad] for name, some in rows.items()}
    return rows, list(findings)


def _misheard(incoming: Incoming) -> Iterator[Finding]:
    """Names that stand for nothing in rows that were refused for another reason, and so are not looked at again."""
    kept = {(row.file, row.number) for some in incoming.rows.values() for row in some}
    keys = {part for some in incoming.rows.values() for row in some
            for part in (row.record.key, row.record.key.partition(":")[2])}
    told = set(incoming.findings)
    for (file, number, _), finding in incoming.misheard.items():
        if (file, number) not in kept and finding not in told and finding.value not in keys:
            yield finding


def _still_needed(proposal: Proposal) -> list[Finding]:
    """Withdrawals of records that others, which would stand, refer to."""
    gone = {(one.type, one.key): one for one in proposal.withdrawn}
    again = {(one.type, one.key) for one in (*proposal.changed, *proposal.new)}
    findings: dict[Withdrawal, Finding] = {}
    for one in record_types():
        for record in standing_records(one.name):
            if (one.name, record.key) in gone or (one.name, record.key) in again:
                continue
            for reference in record.references():
                asked = gone.get((reference.type, reference.key))
                if asked and asked not in findings:
                    findings[asked] = Finding(asked.file, asked.number, "id", asked.key, "a record that no other "
                                              f"refers to; the {one.name} {record.key} does")
    return list(findings.values())


def _duplicates(proposal: Proposal) -> list[Duplicate]:
    found: list[Duplicate] = []
    by_type: dict[str, list[Record]] = {}
    for one in proposal.new:
        by_type.setdefault(one.type, []).append(one.row.record)
    for name, records in by_type.items():
        found += duplicates_of(name, records)
    return found


def duplicates_of(name: str, records: Sequence[Record]) -> list[Duplicate]:
    """Near-duplicates of new records of a type among those held; none for a type of which nobody says what is like."""
    likeness = record_type(name).likeness
    if likeness is None or not records:
        return []
    return near_duplicates(name, [likeness(one) for one in records], (likeness(one) for one in standing_records(name)))
