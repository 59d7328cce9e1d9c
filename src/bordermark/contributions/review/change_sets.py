"""Change sets as a whole: made from a proposal, added to, moved on from status to status.

Every function that changes something asks the policy first and works in one transaction, in which nobody else changes
the same set.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from bordermark.accounts import audit
from bordermark.accounts.guards import require
from bordermark.accounts.policy import Action, Person, Thing
from bordermark.contributions.comparing import Proposal, Standing
from bordermark.contributions.digests import digest
from bordermark.contributions.record_types import record_type
from bordermark.contributions.review import life
from bordermark.contributions.review.life import Course, NotNow, Status
from bordermark.contributions.review.models import LONGEST_TITLE, Approval, Author, ChangeItem, ChangeSet, Step
from bordermark.contributions.review.publication import publish, require_fit
from bordermark.contributions.review.telling import tell
from bordermark.errors import Finding, RefusedInput


def thing_of(change_set: ChangeSet) -> Thing:
    """A change set as the policy sees it; whoever changed a record in it is one of its authors."""
    authors = frozenset(change_set.authors.values_list("person", flat=True))
    return Thing(change_set.kind, organisation=change_set.organisation_id or "", state=change_set.state_id or "",
                 status=change_set.status, authors=authors, id=str(change_set.pk))


def kind_of(types: Iterable[str]) -> str:
    """What kind of thing a set of records of these types is to the policy: a translation, or a change set."""
    some = set(types)
    return "translation" if some and all(record_type(name).translates for name in some) else "change-set"


def draft_from(
    proposal: Proposal, *, by: Person, title: str, reason: str, organisation: str = "", state: str = "",
    provenance: Mapping[str, Any], at: datetime | None = None, kind: str = "",
) -> ChangeSet:
    """A draft of what is proposed, on behalf of an organisation, a State, or (neither) the secretariat.

    What the proposal refused is not in it. `provenance` says at least its ``source``: form, workbook, csv, jsonl, api,
    harvest, translation or revert. `kind` is needed of a set that is empty yet. Raises Forbidden, and NotNow for a
    title or a reason that cannot be used.
    """
    kind = kind or kind_of(one.type for some in (proposal.new, proposal.changed, proposal.withdrawn) for one in some)
    require(by, Action.PROPOSE, Thing(kind, organisation=organisation, state=state))
    title, reason = " ".join(title.split()), reason.strip()
    if not 0 < len(title) <= LONGEST_TITLE or "\0" in title:
        raise NotNow(f"title: found {title[:80]!r}, expected 1 to {LONGEST_TITLE} characters.")
    if not reason or "\0" in reason:
        raise NotNow(f"reason: found {reason[:80]!r}, expected why this should be changed.")
    at = at or timezone.now()
    with transaction.atomic():
        made = ChangeSet.objects.create(
            title=title, reason=reason, kind=kind, organisation_id=organisation or None, state_id=state or None,
            made_by=by.id, made_at=at, changed_at=at, provenance=dict(provenance), content=content_of(()),
        )
        Author.objects.create(change_set=made, person=by.id)
        ChangeItem.objects.bulk_create(_items(made, proposal), batch_size=500)
        made.content = content_digest(made)
        made.save(update_fields=["content"])
        Step.objects.create(change_set=made, action="draft", before="", after=Status.DRAFT, person=by.id, at=at,
                            reason=reason, content=made.content)
    return made


def _items(made: ChangeSet, proposal: Proposal) -> Iterable[ChangeItem]:
    before = proposal.compared_with
    rows = [(one.type, one.key, one.row.record.model_dump(mode="json")) for one in (*proposal.new, *proposal.changed)]
    gone = [(one.type, one.key, None) for one in proposal.withdrawn]
    for position, (name, key, data) in enumerate((*rows, *gone), 1):
        item = ChangeItem(change_set=made, record_type=name, record_id=key, position=position)
        settle(item, data, before[name, key])
        yield item


def settle(item: ChangeItem, data: Mapping[str, Any] | None, before_digest: str) -> None:
    """Have an item say what becomes of its record; None withdraws it. Raises RefusedInput for what cannot be kept."""
    if data is not None and "\\u0000" in json.dumps(data):
        raise RefusedInput([Finding(item.record_type, item.position or 0, "", item.record_id,
                                    "texts without the character NUL")])
    item.data = dict(data) if data is not None else None
    item.digest = digest(data) if data is not None else ""
    item.before_digest = before_digest
    item.kind = "withdrawn" if data is None else "changed" if before_digest else "new"


def before_of(now: Standing | None) -> str:
    """The digest with which an item is compared."""
    return now.digest if now else ""


def content_of(items: Iterable[tuple[str, str, str, str]]) -> str:
    """SHA-256 of a set's content, from type, key, digest and digest before of its items, in any order."""
    return hashlib.sha256(json.dumps(sorted(items), ensure_ascii=False).encode()).hexdigest()


def content_digest(change_set: ChangeSet) -> str:
    """SHA-256 of what the set holds now: what is accepted is accepted under this digest."""
    return content_of(change_set.items.order_by().values_list("record_type", "record_id", "digest", "before_digest"))


def course_of(change_set: ChangeSet) -> Course:
    """The set as its life sees it."""
    return Course(Status(change_set.status), change_set.content, change_set.accepted)


def locked(pk: int) -> ChangeSet:
    """The set, which nobody else changes before the transaction ends. Raises ChangeSet.DoesNotExist."""
    return ChangeSet.objects.select_for_update().get(pk=pk)


def content_changed(change_set: ChangeSet, at: datetime) -> None:
    """Take note, in the transaction, that the items of a locked set were changed: an acceptance may lapse."""
    before = change_set.status
    course = life.changed(course_of(change_set), content_digest(change_set))
    change_set.content, change_set.status, change_set.changed_at = course.content, course.status, at
    types = list(change_set.items.order_by().values_list("record_type", flat=True).distinct())
    change_set.kind = kind_of(types) if types else change_set.kind
    change_set.save(update_fields=["content", "status", "changed_at", "kind"])
    if course.status != before:
        Step.objects.create(change_set=change_set, action="lapse", before=before, after=course.status, at=at,
                            content=course.content)


def move(
    change_set: ChangeSet, action: Action, person: Person, reason: str = "", at: datetime | None = None,
    read: str | None = None,
) -> ChangeSet:
    """Take a step of the life: submit, take up, return, accept, publish or withdraw; returns the set as it is then.

    `read` is the digest of the content that the person has read. All or nothing, with its entry in the audit log and
    the notifications. Raises Forbidden, NotNow, and RefusedInput when the records do not fit what stands.
    """
    at = at or timezone.now()
    with transaction.atomic():
        held = locked(change_set.pk)
        thing, before = thing_of(held), held.status
        require(person, action, thing)
        course = life.after(course_of(held), action.value, reason, read)
        if action in (Action.SUBMIT, Action.ACCEPT):
            require_fit(held)
        held.status, held.accepted, held.changed_at = course.status, course.accepted, at
        if action is Action.ACCEPT:
            Approval.objects.create(change_set=held, person=person.id, at=at, content=course.content)
        if action is Action.PUBLISH:
            publish(held, person, at)
        held.save()
        Step.objects.create(change_set=held, action=action.value, before=before, after=held.status, person=person.id,
                            at=at, reason=reason.strip(), content=course.content)
        audit.record(person, action, thing, {"content": course.content, "reason": reason.strip()})
        tell(held, action, person, reason.strip())
    return held
