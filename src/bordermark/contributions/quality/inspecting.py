"""Inspecting what is held: made once for all readers, and anew when a record or a link has changed."""

from datetime import date
from functools import lru_cache

from django.db.models import Max

from bordermark.contributions.models import LinkCheck
from bordermark.contributions.quality.aspects import Inspected, inspections, joined
from bordermark.contributions.revisions import last_revision


def inspected(today: date) -> Inspected:
    """Everything that is wanting on a day, as the records and links stand."""
    return _inspected(last_revision(), str(LinkCheck.objects.aggregate(last=Max("checked_at"))["last"]), today)


@lru_cache(maxsize=1)
def _inspected(revision: int, last_check: str, today: date) -> Inspected:
    return joined(one.inspect(today) for one in inspections())
