"""What is said of a change set, of a record in it, or of one field."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bordermark.accounts.guards import require
from bordermark.accounts.policy import Action, Person
from bordermark.contributions.columns import columns_of
from bordermark.contributions.record_types import record_type
from bordermark.contributions.review.change_sets import locked, thing_of
from bordermark.contributions.review.life import NotNow
from bordermark.contributions.review.models import ChangeItem, ChangeSet, Comment
from bordermark.contributions.review.telling import tell_comment


def comment(
    change_set: ChangeSet, person: Person, text: str, item: ChangeItem | None = None, field: str = "",
    at: datetime | None = None,
) -> Comment:
    """Say something. Raises Forbidden, and NotNow for no text or a field that the record does not have."""
    if not text.strip() or "\0" in text:
        raise NotNow(f"comment: found {text.strip()[:80]!r}, expected some words.")
    if item and field:
        known = [column.name for column in columns_of(record_type(item.record_type).record)]
        if field not in known:
            raise NotNow(f"field: found {field!r}, expected one of {', '.join(known)}.")
    with transaction.atomic():
        held = locked(change_set.pk)
        require(person, Action.COMMENT, thing_of(held))
        made = Comment.objects.create(change_set=held, item=item, field=field if item else "", person=person.id,
                                      at=at or timezone.now(), text=text.strip())
        tell_comment(made, person)
    return made


def resolve(said: Comment, person: Person) -> None:
    """Say that what a comment asks is done. Raises Forbidden."""
    require(person, Action.COMMENT, thing_of(said.change_set))
    said.resolved = True
    said.save(update_fields=["resolved"])
