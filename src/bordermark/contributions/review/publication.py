"""From the items of a change set to what stands: whether they fit it, and recording them."""

from collections.abc import Iterator
from datetime import datetime

from pydantic import ValidationError

from bordermark.accounts.policy import Person
from bordermark.contributions.applying import apply
from bordermark.contributions.comparing import Proposal, Withdrawal
from bordermark.contributions.proposing import propose
from bordermark.contributions.reading import Incoming
from bordermark.contributions.record_types import record_type
from bordermark.contributions.review.models import ChangeItem, ChangeSet
from bordermark.contributions.revisions import last_revision, standing_digests
from bordermark.errors import Finding, RefusedInput
from bordermark.pack import Row, findings_of


def place(change_set: ChangeSet) -> str:
    """What findings call the set."""
    return f"change set {change_set.pk}"


def incoming(change_set: ChangeSet) -> Incoming:
    """The items of a set as if they had been read from a file, each in the row of its position."""
    found, file = Incoming(), place(change_set)
    for item in change_set.items.all():
        if item.data is None:
            found.withdrawals.append(Withdrawal(item.record_type, item.record_id, file, item.position))
            continue
        try:
            record = record_type(item.record_type).record.model_validate(item.data)
        except ValidationError as error:
            found.findings += findings_of(file, item.position, error)
            continue
        found.rows.setdefault(item.record_type, []).append(Row(file, item.position, record))
    return found


def stale(change_set: ChangeSet) -> list[ChangeItem]:
    """The items whose record does not stand any more as it did when they were compared with it."""
    items = list(change_set.items.all())
    now = {name: standing_digests(name) for name in {item.record_type for item in items}}
    return [item for item in items if now[item.record_type].get(item.record_id, "") != item.before_digest]


def problems(change_set: ChangeSet) -> list[Finding]:
    """Why the set could not be published now: what has moved since, what does not fit what stands."""
    return [*_moved(change_set), *propose(incoming(change_set)).refused]


def _moved(change_set: ChangeSet) -> Iterator[Finding]:
    for item in stale(change_set):
        yield Finding(place(change_set), item.position, "id", item.record_id,
                      "the record as it was compared; it has been changed since: merge the two changes first")


def require_fit(change_set: ChangeSet) -> Proposal:
    """What the set proposes. Raises RefusedInput when it is empty or could not be published now."""
    moved, proposal = list(_moved(change_set)), propose(incoming(change_set))
    if moved or proposal.refused:
        raise RefusedInput([*moved, *proposal.refused])
    if not (proposal.new or proposal.changed or proposal.withdrawn):
        raise RefusedInput([Finding(place(change_set), 0, "", "no change", "at least one record that would change")])
    return proposal


def publish(change_set: ChangeSet, person: Person, at: datetime) -> None:
    """Record what the set proposes, in the caller's transaction; the set keeps the numbers of its revisions.

    Raises RefusedInput when it does not fit what stands.
    """
    proposal, before = require_fit(change_set), last_revision()
    apply(proposal, at, by=person.id, reason=f"{change_set.title} (change set {change_set.pk}): {change_set.reason}")
    change_set.first_revision, change_set.last_revision = before + 1, last_revision()
    change_set.published_at = at
