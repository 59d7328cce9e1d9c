"""Queries on change sets, and on the records that they change."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import Q, QuerySet

from bordermark.accounts.policy import Action, Person, reach
from bordermark.accounts.store import where
from bordermark.contributions.models import Revision
from bordermark.contributions.review.life import OPEN
from bordermark.contributions.review.models import ChangeItem, ChangeSet

FIELDS: Final = {"organisation": "organisation_id", "state": "state_id", "status": "status",
                 "authors": "authors__person"}
"""Where a change set holds what the policy asks of it."""


def visible_sets(person: Person) -> "QuerySet[ChangeSet]":
    """The change sets that a person may see."""
    return _within(person, Action.VIEW)


def _within(person: Person, action: Action) -> "QuerySet[ChangeSet]":
    some = (Q(kind=kind) & where(reach(person, action, kind), FIELDS) for kind in ("change-set", "translation"))
    return ChangeSet.objects.filter(pk__in=ChangeSet.objects.filter(reduce(or_, some)).order_by().values("pk"))


def bodies(person: Person) -> list[tuple[str, str]]:
    """The organisations and States on whose behalf the sets are that a person may see: kind and key."""
    rows = visible_sets(person).order_by().values_list("organisation_id", "state_id").distinct()
    return sorted(("organisation", organisation) if organisation else ("state", state)
                  for organisation, state in rows if organisation or state)


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


def editable_sets(person: Person) -> list[ChangeSet]:
    """The sets to which a person may add, the newest first."""
    return list(_within(person, Action.EDIT).filter(status__in=("draft", "returned"))[:100])
