"""The audit log: entries are added within the transaction of what they tell of, and never changed."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from bordermark.accounts import chain
from bordermark.accounts.models import AuditEntry, AuditHead
from bordermark.accounts.policy import Action, Person, Thing


def record(
    person: Person | str, action: Action | str, thing: Thing, details: Mapping[str, Any] | None = None, *,
    at: datetime | None = None,
) -> chain.Entry:
    """Add an entry; it stands or falls with the caller's transaction.

    Writers wait for one another on the head's row until their transactions end (on SQLite, which has one writer at a
    time, from its beginning), so call it late in a long transaction. `details` are for JSON; never put a secret there.
    """
    with transaction.atomic():
        AuditHead.objects.get_or_create(id=1, defaults={"n": 0, "hash": chain.START})
        head = AuditHead.objects.select_for_update().get(id=1)
        who = person.id if isinstance(person, Person) else person
        entry = chain.link(chain.Head(head.n, head.hash), at or timezone.now(), who, str(action), thing.kind,
                           thing.id, _plain(details or {}))
        AuditEntry.objects.create(
            n=entry.n, at=datetime.fromisoformat(entry.at), person=who, action=entry.action, kind=entry.kind,
            object=entry.object, details=entry.details, previous=entry.previous, hash=entry.hash,
        )
        head.n, head.hash = entry.n, entry.hash
        head.save(update_fields=["n", "hash"])
    return entry


def _plain(details: Mapping[str, Any]) -> Any:
    """Details as any database gives them back, to the letter: numbers with a fraction become text."""
    return json.loads(json.dumps(details, default=str), parse_float=str)


def entries(after: int = 0) -> Iterator[chain.Entry]:
    """The entries after one, oldest first, without holding them all."""
    for row in AuditEntry.objects.filter(n__gt=after).order_by("n").iterator(chunk_size=1000):
        yield as_entry(row)


def as_entry(row: AuditEntry) -> chain.Entry:
    """A row as the chain knows it."""
    return chain.Entry(row.n, chain.moment(row.at), row.person, row.action, row.kind, row.object, row.details,
                       row.previous, row.hash)


def head() -> chain.Head:
    """The end of the log as the database says."""
    row = AuditHead.objects.filter(id=1).first()
    return chain.Head(row.n, row.hash) if row else chain.EMPTY


def flaws(kept: chain.Head | None = None) -> list[chain.Flaw]:
    """What does not hold in the log, against the database's own head and one that was kept elsewhere; at most 100."""
    with transaction.atomic():
        return list(islice(chain.verify(entries(), head(), kept), 100))
