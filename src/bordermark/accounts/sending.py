"""Sending what is due from the outbox: one message a person for all of it, which a killed sender loses never.

A row is first marked as begun, then its message is sent, then it is marked as sent. A sender that dies between leaves
rows begun; after ten minutes the next one sends them again, under the same Message-ID, by which mail programs know a
second copy. Nothing is locked while a mail server is waited for.
"""

import hashlib
import logging
import smtplib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import translation

from bordermark.accounts.kinds import kinds
from bordermark.accounts.models import Invitation, Notification, User
from bordermark.accounts.notifications import sentence, stop_token
from bordermark.accounts.policy import Role
from bordermark.accounts.sentences import ROLES
from bordermark.errors import BordermarkError
from bordermark.publishing.addresses import in_language

log = logging.getLogger(__name__)

_AGAIN: Final = timedelta(minutes=10)
_MOST: Final = 200
"""Notifications in one message; what is over comes in the next."""


def invitation_link(base: str, one: Invitation, secret: str) -> str:
    """The link by which an invitation is accepted."""
    return base + in_language(f"/invitations/{secret}", one.language)


def send_invitation(one: Invitation, link: str) -> bool:
    """Send an invitation; whether the mail server took it. When not, the link has to be passed on in another way."""
    with translation.override(one.language):
        context = {"link": link, "expires": one.expires_at, "role": ROLES[Role(one.role)]}
        subject = render_to_string("accounts/mail/invitation_subject.txt", context)
        body = render_to_string("accounts/mail/invitation_message.txt", context)
    try:
        EmailMessage(" ".join(subject.split()), body, to=[one.email]).send()
    except (OSError, smtplib.SMTPException) as error:
        log.warning("The invitation of %s was not sent: %s", one.email, error)
        return False
    return True


def send_due(now: datetime, base: str) -> int:
    """Send what is due; `base` is the public address of the site, for links. Returns how many messages were sent.

    Raises BordermarkError when the mail server cannot be reached; what was not sent stays due.
    """
    sent = 0
    for user in User.objects.filter(notifications__in=_due(now)).distinct():
        rows = _claim(user, now)
        if rows:
            _send(_message(user, rows, base))
            Notification.objects.filter(pk__in=[row.pk for row in rows]).update(mailed_at=now)
            sent += 1
    return sent


def _due(now: datetime) -> "QuerySet[Notification]":
    free = Q(mail_begun=None) | Q(mail_begun__lt=now - _AGAIN)
    return Notification.objects.filter(free, mail_due__lte=now, mailed_at=None, user__is_active=True)


def _claim(user: User, now: datetime) -> list[Notification]:
    """The rows to send to a person, marked as begun: no other sender takes them for a while.

    What a sender that died has begun comes first and alone, so that its message is the same again.
    """
    with transaction.atomic():
        oldest = F("mail_begun").asc(nulls_last=True)
        rows = list(_due(now).filter(user=user).select_for_update(of=("self",)).order_by(oldest, "pk")[:_MOST])
        begun = next((row.mail_begun for row in rows if row.mail_begun), None)
        rows = [row for row in rows if row.mail_begun == begun]
        Notification.objects.filter(pk__in=[row.pk for row in rows]).update(mail_begun=now)
    return sorted(rows, key=lambda row: row.pk)


def _message(user: User, rows: Sequence[Notification], base: str) -> EmailMessage:
    names = {row.kind for row in rows}
    only = names.pop() if len(names) == 1 else ""
    with translation.override(user.language):
        stop = base + in_language(f"/notifications/stop/{stop_token(user, only)}", user.language)
        context = {
            "user": user, "only": next((one.label for one in kinds() if one.name == only), ""), "stop": stop,
            "settings": base + in_language("/notifications/settings", user.language),
            "lines": [(sentence(row), base + in_language(row.url, user.language) if row.url else "") for row in rows],
        }
        subject = render_to_string("accounts/mail/notifications_subject.txt", context)
        body = render_to_string("accounts/mail/notifications_message.txt", context)
    digest = hashlib.sha256(",".join(str(row.pk) for row in rows).encode()).hexdigest()[:32]
    return EmailMessage(" ".join(subject.split()), body, to=[user.email], headers={
        "Message-ID": f"<notifications.{digest}@{settings.MAIL_DOMAIN}>", "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    })


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as error:
        raise BordermarkError(f"The mail server did not take a message ({error}). What is due stays due. See "
                              "BORDERMARK_EMAIL_URL.") from error
