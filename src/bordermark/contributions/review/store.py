"""Queries on change sets, and on the records that they change."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from bordermark.accounts.policy import Person, visible
from bordermark.accounts.store import where
from bordermark.contributions.models import Revision
from bordermark.contributions.review.life import OPEN
from bordermark.contributions.review.models import ChangeItem, ChangeSet


def visible_sets(person: Person) -> "QuerySet[ChangeSet]":
    """The change sets that a person may see."""
    return ChangeSet.objects.filter(where(visible(person, "change-set"), {
        "organisation": "organisation_id", "state": "state_id", "status": "status", "authors": "made_by",
    }))


def recorded(name: str, key: str, digest: str) -> dict[str, Any] | None:
    """A record as it was recorded with this digest; None for no digest."""
    if not digest:
        return None
    found = Revision.objects.filter(record_type=name, record_id=key, digest=digest).order_by("-pk").first()
    return found.data if found else None


def recorded_before(items: Iterable[ChangeItem]) -> dict[int, dict[str, Any] | None]:
    """The record with which each item was compared, by the item's number; None where there was none."""
    some = list(items)
    rows = Revision.objects.filter(record_id__in={one.record_id for one in some}, digest__in={
        one.before_digest for one in some if one.before_digest}).order_by("pk")
    held = {(row.record_type, row.record_id, row.digest): row.data for row in rows}
    return {one.pk: held.get((one.record_type, one.record_id, one.before_digest)) for one in some}


def others_touching(items: Iterable[ChangeItem], person: Person) -> list[ChangeItem]:
    """Items of other open sets that the person may see, which change the same records."""
    some = list(items)
    if not some:
        return []
    keys = {(item.record_type, item.record_id) for item in some}
    found = (ChangeItem.objects.filter(record_id__in=[key for _, key in keys], change_set__status__in=OPEN,
                                       change_set__in=visible_sets(person))
             .exclude(change_set__in={item.change_set_id for item in some}).select_related("change_set"))
    return [item for item in found if (item.record_type, item.record_id) in keys]
