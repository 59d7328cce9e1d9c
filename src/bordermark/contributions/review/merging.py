"""Merging by field: two changes of one record, made from the same state of it, into one.

Pure: records as JSON holds them; None is a record that does not stand.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

Data = Mapping[str, Any]

WHOLE: Final = ""
"""The field of a conflict over the record as a whole: one changes it, the other withdraws it."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that both changed, each to another value."""

    field: str
    base: Any
    ours: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """The record with both changes; fields in conflict are left out of it. None is a record withdrawn."""

    data: Data | None
    conflicts: tuple[Conflict, ...] = ()


def merge(base: Data | None, ours: Data | None, theirs: Data | None) -> Merged:
    """Both changes of `base`: a field that one alone changed is as that one has it, a field that both changed
    alike is so, and a field that they changed differently is a conflict.

    It is symmetric, and merging with what was merged changes nothing more.
    """
    if ours == theirs or theirs == base:
        return Merged(ours)
    if ours == base:
        return Merged(theirs)
    if ours is None or theirs is None:
        return Merged(None, (Conflict(WHOLE, base, ours, theirs),))
    data: dict[str, Any] = {}
    conflicts: list[Conflict] = []
    start = base or {}
    for field in dict.fromkeys((*ours, *theirs)):
        was, own, other = (one.get(field) for one in (start, ours, theirs))
        if own == other or other == was:
            data[field] = own
        elif own == was:
            data[field] = other
        else:
            conflicts.append(Conflict(field, was, own, other))
    return Merged(data, tuple(conflicts))


def resolved(merged: Merged, theirs: frozenset[str]) -> Data | None:
    """The record with each conflict decided: `theirs` names the fields that are taken from the other side."""
    data = dict(merged.data) if merged.data is not None else {}
    for one in merged.conflicts:
        value = one.theirs if one.field in theirs else one.ours
        if one.field == WHOLE:
            return value  # type: ignore[no-any-return]
        data[one.field] = value
    return data if merged.data is not None or merged.conflicts else None


def touched(before: Data | None, after: Data | None) -> frozenset[str]:
    """The fields that a change touches; all of them where the record is new or withdrawn, and `WHOLE`."""
    if before is None or after is None:
        return frozenset((WHOLE, *(before or ()), *(after or ())))
    return frozenset(field for field in (*before, *after) if before.get(field) != after.get(field))
