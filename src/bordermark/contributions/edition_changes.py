"""What changed between two editions, record by record and field by field."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from bordermark.contributions.editions import manifest
from bordermark.contributions.manifests import NOTHING, Differing, Kind, difference
from bordermark.contributions.models import Edition, Revision
from bordermark.contributions.record_types import record_types
from bordermark.contributions.revisions import standing_at

Pieces = tuple[tuple[str, bool], ...]
"""Stretches of a text, and whether each stands in the other text too."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field whose value differs; None where the record, or its schema of that time, did not have the field."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What became of one record; `fields` are told of changed records only. `title` may be empty."""

    type: str
    key: str
    kind: Kind
    title: str = ""
    fields: tuple[FieldChange, ...] = ()


def differing(since: Edition | None, until: Edition) -> tuple[Differing, ...]:
    """The records that differ between two editions, by type in order of the register, then by key.

    Without `since`, all that `until` holds was added.
    """
    order = {one.name: at for at, one in enumerate(record_types())}
    found = difference(manifest(since) if since else NOTHING, manifest(until))
    return tuple(sorted(found, key=lambda one: (order.get(one.type, len(order)), one.type, one.key)))


def changes(since: Edition | None, until: Edition) -> list[RecordChange]:
    """What changed between two editions, in the order of `differing`."""
    return described(differing(since, until), since, until)


def described(some: Iterable[Differing], since: Edition | None, until: Edition) -> list[RecordChange]:
    """These differences with the titles of the records and what changed in each field."""
    some = tuple(some)
    old = _data(since, [one for one in some if one.before]) if since else {}
    new = _data(until, [one for one in some if one.after])
    titles = {one.name: one.title for one in record_types()}
    found = []
    for one in some:
        before, after = old.get((one.type, one.key), {}), new.get((one.type, one.key), {})
        title = str((after or before).get(titles.get(one.type, ""), ""))
        fields = field_changes(before, after) if one.kind == "changed" else ()
        found.append(RecordChange(one.type, one.key, one.kind, title, tuple(fields)))
    return found


_BATCH: Final = 500


def _data(one: Edition, wanted: Iterable[Differing]) -> dict[tuple[str, str], Mapping[str, Any]]:
    """The records of these types and keys as the edition holds them."""
    rows = standing_at(one.revision).order_by().values_list("record_type", "record_id", "pk")
    numbers = {(name, key): number for name, key, number in rows.iterator()}
    asked = sorted(numbers[entry.type, entry.key] for entry in wanted)
    held: dict[tuple[str, str], Mapping[str, Any]] = {}
    for start in range(0, len(asked), _BATCH):
        some = Revision.objects.filter(pk__in=asked[start : start + _BATCH])
        held.update(((row.record_type, row.record_id), row.data or {}) for row in some)
    return held


def field_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[FieldChange]:
    """The fields whose values differ, those of `after` first, in their order."""
    for field in (*after, *(one for one in before if one not in after)):
        if before.get(field) != after.get(field):
            yield FieldChange(field, before.get(field), after.get(field))


def plain(value: Any) -> str:
    """A field's value as text for a reader: words of a list are joined by semicolons, what is nested is JSON.

    >>> plain(["theme-1", "theme-2"]), plain([{"type": "amends"}]), plain(None)
    ('theme-1; theme-2', '{"type": "amends"}', '')
    """
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "; ".join(plain(one) for one in value)
    return json.dumps(value, ensure_ascii=False)


_TOKEN: Final = re.compile(r"[\u2e80-\u9fff]|[^\W\u2e80-\u9fff]+|\s+|[^\w\s]")
"""A Chinese character, a word, a space or a sign."""

_LONGEST: Final = 3000
"""Words beyond which two texts are not compared word by word."""


def compared(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Two texts in pieces: what they have in common, and what is of one alone.

    >>> compared("in force", "not in force")
    ((('in force', True),), (('not ', False), ('in force', True)))
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > _LONGEST:
        return ((before, False),), ((after, False),)
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left += [("".join(old[a:b]), kind == "equal")] if b > a else []
        right += [("".join(new[c:d]), kind == "equal")] if d > c else []
    return tuple(left), tuple(right)
