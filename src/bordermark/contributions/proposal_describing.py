"""A proposal as a person reads it, and as data."""

from collections.abc import Iterator
from typing import Any

from bordermark.contributions.comparing import Proposal, shown


def lines(proposal: Proposal) -> Iterator[str]:
    """The difference, a field a line, and what may be there already."""
    for one in proposal.new:
        yield f"new {one.type} {one.key} (row {one.row.number})"
        for other in proposal.duplicates:
            if (other.type, other.key) == (one.type, one.key):
                yield f"  perhaps {other.other}: {other.reason}"
    for one in proposal.changed:
        yield f"changed {one.type} {one.key} (row {one.row.number})"
        for change in one.fields:
            yield f"  {change.column}: {shown(change.before)!r} -> {shown(change.after)!r}"
    for gone in proposal.withdrawn:
        yield f"withdrawn {gone.type} {gone.key}"
    for place in proposal.passed_over:
        yield f"passed over: {place}"


def summary(proposal: Proposal) -> str:
    """What a proposal comes to, in a line."""
    return (f"{len(proposal.new)} new, {len(proposal.changed)} changed in {proposal.fields_changed} fields, "
            f"{len(proposal.withdrawn)} withdrawn, {proposal.unchanged} unchanged, {len(proposal.refused)} findings.")


def document(proposal: Proposal) -> dict[str, Any]:
    """A proposal as data."""
    return {
        "new": [{"type": one.type, "id": one.key, "file": one.row.file, "row": one.row.number,
                 "data": one.row.record.model_dump(mode="json")} for one in proposal.new],
        "changed": [{"type": one.type, "id": one.key, "file": one.row.file, "row": one.row.number, "fields": [
            {"column": change.column, "before": change.before, "after": change.after} for change in one.fields
        ]} for one in proposal.changed],
        "withdrawn": [{"type": one.type, "id": one.key} for one in proposal.withdrawn],
        "unchanged": proposal.unchanged,
        "findings": [finding.as_dict() for finding in proposal.refused],
        "duplicates": [{"type": one.type, "id": one.key, "other": one.other, "reason": one.reason}
                       for one in proposal.duplicates],
        "passed_over": list(proposal.passed_over),
    }
