"""The queue: which change sets wait for whom, and since when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count

from bordermark.accounts.policy import Person
from bordermark.contributions.review.life import Status
from bordermark.contributions.review.models import ChangeSet
from bordermark.contributions.review.store import visible_sets
from bordermark.publishing.problems import BadParameter, UnusableParameters
from bordermark.publishing.tables import Table

VIEWS: Final = ("mine", "queue", "all")
"""One's own; those that wait for a review or for publication; all that one may see."""

WAITING: Final = (Status.SUBMITTED, Status.IN_REVIEW, Status.ACCEPTED)

MOST: Final = 500
"""Sets in a list; the filters find the others."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which change sets are wanted."""

    view: str = "mine"
    status: str = ""
    behalf: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Asked":
        """From a query. Raises UnusableParameters."""
        asked = cls(query.get("view") or "mine", query.get("status", ""), query.get("behalf", ""))
        wrong = []
        if asked.view not in VIEWS:
            wrong.append(BadParameter("view", asked.view, f"one of {', '.join(VIEWS)}"))
        if asked.status and asked.status not in list(Status):
            wrong.append(BadParameter("status", asked.status, f"one of {', '.join(Status)}"))
        if wrong:
            raise UnusableParameters(wrong)
        return asked


@dataclass(frozen=True, slots=True)
class Waiting:
    """A change set in a list: how many records it would change, and for how many days it has stood as it stands."""

    change_set: ChangeSet
    records: int
    days: int


def queue(person: Person, asked: Asked, now: datetime) -> list[Waiting]:
    """The sets asked for, of those that the person may see; what waits longest comes first in the queue."""
    found = visible_sets(person)
    if asked.view == "mine":
        found = found.filter(authors__person=person.id)
    elif asked.view == "queue":
        found = found.filter(status__in=WAITING)
    if asked.status:
        found = found.filter(status=asked.status)
    kind, _, key = asked.behalf.partition(":")
    if kind in ("organisation", "state"):
        found = found.filter(**{kind: key})
    sets = list(found.order_by("changed_at" if asked.view == "queue" else "-changed_at", "id")[:MOST])
    numbers = dict(ChangeSet.objects.filter(pk__in=[one.pk for one in sets]).order_by()
                   .annotate(number=Count("items")).values_list("pk", "number"))
    return [Waiting(one, numbers[one.pk], max(0, (now - one.changed_at).days)) for one in sets]


def queue_table(found: Sequence[Waiting]) -> Table:
    """The list as a table."""
    return Table(("id", "title", "status", "organisation", "state", "made_by", "records", "changed_at", "days"), (
        (one.change_set.pk, one.change_set.title, one.change_set.status, one.change_set.organisation_id or "",
         one.change_set.state_id or "", one.change_set.made_by, one.records, one.change_set.changed_at.isoformat(),
         one.days) for one in found
    ), "Change sets")
