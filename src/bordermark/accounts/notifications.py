"""Notifications: told on the pages at once, and by e-mail as each recipient has chosen."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.core import signing
from django.db import transaction
from django.utils import timezone

from bordermark.accounts.kinds import Kind, kind, kinds
from bordermark.accounts.kinds import register_kind as register_kind
from bordermark.accounts.models import Delivery, Notification, Preference, User
from bordermark.accounts.policy import Thing

_STOP: Final = "bordermark.accounts.stop"
_HOUR: Final = 6
"""Hour (UTC) at which digests fall due; the weekly one on Mondays."""


def notify(
    people: Iterable[str], kind_name: str, params: Mapping[str, Any] | None = None, url: str = "", *,
    at: datetime | None = None,
) -> int:
    """Tell people (ids) something, within the caller's transaction; returns how many were told.

    `params` fill the words of the kind; `url` is a path of this site without a language, such as ``/contributions/7``.
    Raises KeyError for a kind that no room has registered, or words whose places `params` do not fill.
    """
    at, known = at or timezone.now(), kind(kind_name)
    values = dict(params or {})
    known.sentence(values)
    users = User.objects.filter(username__in=set(people), is_active=True)
    chosen = dict(Preference.objects.filter(kind=kind_name, user__in=users).values_list("user_id", "delivery"))
    rows = [
        Notification(user=user, kind=kind_name, params=values, url=url, at=at,
                     mail_due=due(Delivery(chosen.get(user.pk, known.delivery)), at))
        for user in users
    ]
    Notification.objects.bulk_create(rows)
    return len(rows)


def due(delivery: Delivery, at: datetime) -> datetime | None:
    """When something of moment `at` goes by e-mail; None for never.

    >>> due(Delivery.DAILY, datetime(2026, 11, 24, 12)).isoformat()
    '2026-11-25T06:00:00'
    """
    if delivery is Delivery.NONE:
        return None
    if delivery is Delivery.AT_ONCE:
        return at
    morning = at.replace(hour=_HOUR, minute=0, second=0, microsecond=0)
    if morning <= at:
        morning += timedelta(days=1)
    if delivery is Delivery.WEEKLY:
        morning += timedelta(days=-morning.weekday() % 7)
    return morning


def thing_of(row: Notification) -> Thing:
    """A notification as the policy sees it."""
    return Thing("notification", authors=frozenset({row.user.username}), id=str(row.pk))


def unread(user: User) -> int:
    """How many notifications a person has not read."""
    return Notification.objects.filter(user=user, read_at=None).count()


def mark_read(user: User, ids: Iterable[int] | None, now: datetime) -> int:
    """Mark some of a person's notifications as read, or all; returns how many were not."""
    rows = Notification.objects.filter(user=user, read_at=None)
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    return rows.update(read_at=now)


def sentence(row: Notification) -> str:
    """What a notification says, in the language in force; its bare kind where the room that had it is gone."""
    try:
        return kind(row.kind).sentence(row.params)
    except KeyError:
        return row.kind


def preferences(user: User) -> list[tuple[Kind, Delivery]]:
    """How a person wants each kind."""
    chosen = dict(Preference.objects.filter(user=user).values_list("kind", "delivery"))
    return [(one, Delivery(chosen.get(one.name, one.delivery))) for one in kinds()]


def prefer(user: User, wanted: Mapping[str, Delivery]) -> None:
    """Keep how a person wants some kinds; what waits to be mailed of them follows."""
    with transaction.atomic():
        for name, delivery in wanted.items():
            kind(name)
            Preference.objects.update_or_create(user=user, kind=name, defaults={"delivery": delivery})
            waiting = Notification.objects.filter(user=user, kind=name, mailed_at=None, mail_begun=None,
                                                  mail_due__isnull=False)
            for row in waiting:
                row.mail_due = due(delivery, row.at)
            Notification.objects.bulk_update(waiting, ["mail_due"], batch_size=500)


def stop_token(user: User, kind_name: str = "") -> str:
    """What lets its bearer stop e-mails of a kind, or of all kinds, without signing in; it can do nothing else."""
    return signing.dumps([user.pk, kind_name], salt=_STOP)


def read_stop_token(token: str) -> tuple[User, str]:
    """Whose e-mails, and of which kind, a token stops. Raises BadSignature or User.DoesNotExist."""
    pk, name = signing.loads(token, salt=_STOP)
    return User.objects.get(pk=pk), name


def stop(user: User, kind_name: str = "") -> None:
    """Send a person no more e-mails of a kind, or of any kind."""
    known = [one.name for one in kinds()]
    prefer(user, {name: Delivery.NONE for name in known if kind_name in ("", name)})
