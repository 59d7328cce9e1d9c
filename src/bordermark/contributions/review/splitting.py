"""Returning some records of a change set while the rest goes on."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bordermark.accounts import audit
from bordermark.accounts.guards import require
from bordermark.accounts.policy import Action, Person
from bordermark.contributions.review.change_sets import content_changed, content_digest, course_of, locked, thing_of
from bordermark.contributions.review.life import NotNow, Status, after
from bordermark.contributions.review.models import Author, ChangeSet, Step
from bordermark.contributions.review.telling import tell


def return_some(
    change_set: ChangeSet, items: Collection[int], person: Person, reason: str, at: datetime | None = None,
    read: str | None = None,
) -> ChangeSet:
    """Give some of a set's items back to its author, in a set of their own, with what was said of them.

    Gives that new set, which is returned; the old one keeps the rest and its status. Raises Forbidden, and NotNow when
    the set is not in review, the reason is missing, or nothing or everything would be returned.
    """
    at = at or timezone.now()
    with transaction.atomic():
        held = locked(change_set.pk)
        thing = thing_of(held)
        require(person, Action.RETURN, thing)
        after(course_of(held), Action.RETURN.value, reason, read)
        chosen = held.items.filter(pk__in=items)
        if not 0 < chosen.count() < held.items.count():
            raise NotNow("Choose some of the records, and not all of them: to return all, return the change set.")
        made = ChangeSet.objects.create(
            title=held.title, reason=held.reason, kind=held.kind, status=Status.RETURNED,
            organisation=held.organisation, state=held.state, made_by=held.made_by, made_at=at, changed_at=at,
            provenance={**held.provenance, "split_from": held.pk}, content=held.content,
        )
        Author.objects.bulk_create(Author(change_set=made, person=one.person) for one in held.authors.all())
        held.comments.filter(item__in=chosen).update(change_set=made)
        chosen.update(change_set=made)
        made.content = content_digest(made)
        made.save(update_fields=["content"])
        Step.objects.create(change_set=made, action=Action.RETURN.value, before=held.status, after=made.status,
                            person=person.id, at=at, reason=reason.strip(), content=made.content)
        content_changed(held, at)
        audit.record(person, Action.RETURN, thing, {"returned_in": made.pk, "reason": reason.strip()})
        tell(made, Action.RETURN, person, reason.strip())
    return made
