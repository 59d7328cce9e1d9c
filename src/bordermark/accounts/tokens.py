"""API tokens: made once, shown once, kept as a hash."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from bordermark.accounts import audit
from bordermark.accounts.errors import BadToken, Refused
from bordermark.accounts.models import ApiToken, User
from bordermark.accounts.policy import Action, Person, Scope, Thing

PREFIX: Final = "bdm_"
LONGEST: Final = timedelta(days=365)
_KNOWN: Final = timedelta(minutes=10)
"""How old the note of the last use may grow before it is written again."""


def hashed(secret: str) -> str:
    """SHA-256 of a secret of 256 random bits: no salt is needed, for it cannot be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def thing_of(token: ApiToken) -> Thing:
    """A token as the policy sees it."""
    return Thing("token", authors=frozenset({token.user.username}), id=str(token.pk))


def make(
    person: Person, user: User, name: str, scopes: Collection[Scope], expires_at: datetime, now: datetime
) -> tuple[ApiToken, str]:
    """A token and its secret, which is never shown again. Raises Refused for what cannot be used."""
    name = " ".join(name.split())
    if not 0 < len(name) <= 80:
        raise Refused(f"name: found {name[:80]!r}, expected 1 to 80 characters.")
    if not scopes:
        raise Refused("scopes: found none, expected at least one.")
    if not now < expires_at <= now + LONGEST:
        raise Refused(f"expires_at: found {expires_at:%Y-%m-%d %H:%M}, expected a moment within a year from now.")
    secret = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        token = ApiToken.objects.create(
            user=user, name=name, begins=secret[:10], token_hash=hashed(secret), scopes=sorted(set(scopes)),
            made_at=now, expires_at=expires_at,
        )
        audit.record(person, Action.ISSUE, thing_of(token), {"scopes": token.scopes, "until": expires_at}, at=now)
    return token, secret


def revoke(person: Person, token: ApiToken, now: datetime) -> None:
    """End a token now; to end it again is no error."""
    with transaction.atomic():
        if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
            audit.record(person, Action.REVOKE, thing_of(token), {"name": token.name}, at=now)


def find(secret: str, now: datetime) -> ApiToken:
    """The token of a secret. Raises BadToken, without saying more than the holder may know."""
    token = ApiToken.objects.select_related("user").filter(token_hash=hashed(secret)).first()
    if token is None or not token.user.is_active:
        raise BadToken("This API token is not known.")
    if token.revoked_at is not None:
        raise BadToken("This API token has been revoked.")
    if token.expires_at <= now:
        raise BadToken(f"This API token expired on {token.expires_at:%Y-%m-%d}.")
    if token.last_used_at is None or token.last_used_at < now - _KNOWN:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token
