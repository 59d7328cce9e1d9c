"""Changing what a change set holds: one record, a whole proposal, or what has moved since.

Whoever changes something says what they had read: if somebody else changed it meanwhile, the two changes are merged by
field, and where both changed the same field nothing is written until it is decided. So no change is lost.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from pydantic import ValidationError

from bordermark.accounts.guards import require
from bordermark.accounts.policy import Action, Person
from bordermark.contributions.comparing import Proposal, shown
from bordermark.contributions.record_types import record_type
from bordermark.contributions.review import life
from bordermark.contributions.review.change_sets import before_of, content_changed, course_of, locked, settle, thing_of
from bordermark.contributions.review.merging import Conflict, Data, merge, resolved
from bordermark.contributions.review.models import ChangeItem, ChangeSet
from bordermark.contributions.review.publication import place, stale
from bordermark.contributions.review.store import recorded
from bordermark.contributions.revisions import standing_digests
from bordermark.contributions.store import standing
from bordermark.errors import BordermarkError, Finding, RefusedInput
from bordermark.pack import Record, Row, findings_of, missing_references


class Differs(BordermarkError):
    """Two changes of one record differ in some fields; nothing was written.

    Both began from `read`; the one is `ours`, the other is what there is now, `current`.
    """

    def __init__(
        self, name: str, key: str, read: Data | None, ours: Data | None, current: Data | None,
        conflicts: tuple[Conflict, ...],
    ) -> None:
        self.name, self.key, self.conflicts = name, key, conflicts
        self.read, self.ours, self.current = read, ours, current
        fields = ", ".join(one.field or "the record as a whole" for one in conflicts)
        super().__init__(f"Somebody else has changed {name} {key} meanwhile, in the same fields: {fields}. "
                         "Choose field by field.")


def save_item(
    change_set: ChangeSet, name: str, key: str, ours: Data | None, read: Data | None, person: Person,
    at: datetime | None = None,
) -> ChangeItem | None:
    """Have the set make `ours` of a record; None withdraws it. Gives None when nothing is left to change.

    `read` is the record as the person saw it before the change (None if there was none). Raises Differs when somebody
    else has changed the same fields since, RefusedInput for what is no record of the type, NotNow, Forbidden.
    """
    with transaction.atomic():
        held = _open(change_set, person)
        item = held.items.filter(record_type=name, record_id=key).first()
        now = standing(name, [key]).get(key)
        current = item.data if item else (now.data if now else None)
        merged = merge(read, ours, current)
        if merged.conflicts:
            raise Differs(name, key, read, ours, current, merged.conflicts)
        before = item.before_digest if item else before_of(now)
        made = _put(held, item, name, key, _valid(held, name, merged.data), before)
        _close(held, person, at)
    return made


def remove_item(change_set: ChangeSet, item: int, person: Person, at: datetime | None = None) -> None:
    """Take a record out of the set; it stays as it stands."""
    with transaction.atomic():
        held = _open(change_set, person)
        held.items.filter(pk=item).delete()
        _close(held, person, at)


def add(change_set: ChangeSet, proposal: Proposal, person: Person, at: datetime | None = None) -> None:
    """Add what is proposed to a set. Raises RefusedInput where the set changes the same field otherwise already."""
    rows = [(one.type, one.key, one.row.record.model_dump(mode="json")) for one in (*proposal.new, *proposal.changed)]
    gone = [(one.type, one.key, None) for one in proposal.withdrawn]
    with transaction.atomic():
        held = _open(change_set, person)
        own = {(item.record_type, item.record_id): item for item in held.items.all()}
        findings: list[Finding] = []
        for name, key, proposed in (*rows, *gone):
            data: Data | None = proposed
            item, before = own.get((name, key)), proposal.compared_with[name, key]
            if item:
                merged = merge(recorded(name, key, before), data, item.data)
                findings += [Finding(place(held), item.position, one.field, shown(one.ours),
                                     f"{shown(one.theirs)!r}, as the set has it, or the record left out of one of the "
                                     "two") for one in merged.conflicts]
                data, before = merged.data, item.before_digest
            if not findings:
                _put(held, item, name, key, _valid(held, name, data), before)
        if findings:
            raise RefusedInput(findings)
        _close(held, person, at)


def rebase(
    change_set: ChangeSet, person: Person, theirs: Mapping[int, frozenset[str]] | None = None,
    at: datetime | None = None,
) -> dict[int, tuple[Conflict, ...]]:
    """Bring a set up to what stands now, by field; gives the conflicts that are left, by item.

    `theirs` decides: for an item named there, which fields are taken as they stand; its others stay as the set has
    them. Items without a conflict need no decision.
    """
    left: dict[int, tuple[Conflict, ...]] = {}
    with transaction.atomic():
        held = _open(change_set, person, Action.MERGE)
        for item in stale(held):
            now = standing(item.record_type, [item.record_id]).get(item.record_id)
            base = recorded(item.record_type, item.record_id, item.before_digest)
            merged = merge(base, item.data, now.data if now else None)
            if merged.conflicts and (theirs is None or item.pk not in theirs):
                left[item.pk] = merged.conflicts
                continue
            data = resolved(merged, (theirs or {}).get(item.pk, frozenset()))
            _put(held, item, item.record_type, item.record_id, _valid(held, item.record_type, data), before_of(now))
        _close(held, person, at)
    return left


def unknown_references(change_set: ChangeSet, record: Record, name: str) -> list[Finding]:
    """What a record names that neither stands nor is in the set."""
    own = list(change_set.items.exclude(kind="withdrawn").values_list("record_type", "record_id"))
    types = {one.type for one in record.references()}
    held = {one: {*standing_digests(one), *(key for other, key in own if other == one)} for one in types}
    return missing_references({name: [Row("form", 0, record)]}, held)


def conflicts(change_set: ChangeSet) -> list[tuple[ChangeItem, tuple[Conflict, ...]]]:
    """The items that cannot be brought up to what stands without a decision, each with the fields to decide."""
    found = []
    for item in stale(change_set):
        now = standing(item.record_type, [item.record_id]).get(item.record_id)
        base = recorded(item.record_type, item.record_id, item.before_digest)
        if some := merge(base, item.data, now.data if now else None).conflicts:
            found.append((item, some))
    return found


def _open(change_set: ChangeSet, person: Person, action: Action = Action.EDIT) -> ChangeSet:
    held = locked(change_set.pk)
    require(person, action, thing_of(held))
    life.changed(course_of(held), held.content)
    return held


def _close(held: ChangeSet, person: Person, at: datetime | None) -> None:
    """Take note of what was changed; what a translator changes must be a translation still."""
    kind = held.kind
    held.authors.get_or_create(person=person.id)
    content_changed(held, at or timezone.now())
    if held.kind != kind:
        require(person, Action.PROPOSE, thing_of(held))


def _put(
    held: ChangeSet, item: ChangeItem | None, name: str, key: str, data: Data | None, before: str
) -> ChangeItem | None:
    """Write one item of a locked set; an item that would change nothing goes."""
    made = item or ChangeItem(change_set=held, record_type=name, record_id=key)
    settle(made, data, before)
    if made.digest == made.before_digest:
        if item:
            item.delete()
        return None
    if item is None:
        made.position = (held.items.aggregate(last=Max("position"))["last"] or 0) + 1
    made.save()
    return made


def _valid(held: ChangeSet, name: str, data: Data | None) -> dict[str, Any] | None:
    """The record as JSON holds it. Raises RefusedInput when it is none of its type."""
    if data is None:
        return None
    try:
        return record_type(name).record.model_validate(data).model_dump(mode="json")
    except ValidationError as error:
        raise RefusedInput(list(findings_of(place(held), 0, error))) from error
