"""Who asks: the person of a request, from its session or its API token."""

from typing import Final

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils import timezone

from bordermark.accounts import tokens
from bordermark.accounts.errors import BadToken
from bordermark.accounts.models import User
from bordermark.accounts.policy import ANYONE, SECOND_FACTOR, Held, Person, Scope
from bordermark.errors import UnknownRecord

_BEARER: Final = "bearer "


def person_of(request: HttpRequest) -> Person:
    """Who makes this request, with the roles in force; read once a request. ANYONE for a visitor.

    A role that asks for a second factor is in force in a session that was begun with one, and for a token whose owner
    has one. Raises BadToken for an API token that is no good. A visitor without a session costs no query.
    """
    known = known_person(request)
    if known is None:
        request._person = ANYONE  # type: ignore[attr-defined]  # should reading fail: its error page asks again
        known = request._person = _read(request)  # type: ignore[attr-defined]
    return known


def known_person(request: HttpRequest) -> Person | None:
    """The person of a request when somebody has asked for it, else None."""
    known: Person | None = getattr(request, "_person", None)
    return known


def _read(request: HttpRequest) -> Person:
    secret = bearer(request)
    if secret:
        token = tokens.find(secret, timezone.now())
        return person(token.user, _has_second_factor(token.user), frozenset(map(Scope, token.scopes)))
    user = user_of(request)
    return person(user, with_second_factor(request, user)) if user else ANYONE


def bearer(request: HttpRequest) -> str:
    """The API token of a request; empty without one. Raises BadToken for an Authorization header of another kind."""
    header = request.headers.get("Authorization", "")
    if not header:
        return ""
    if not header.casefold().startswith(_BEARER):
        raise BadToken("The Authorization header was not understood, expected: Bearer bdm_...")
    return header[len(_BEARER):].strip()


def user_of(request: HttpRequest) -> User | None:
    """The user of a request's session."""
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def user_called(name: str) -> User:
    """The user with this id. Raises UnknownRecord when there is none."""
    found = User.objects.filter(username=name).first()
    if found is None:
        raise UnknownRecord("person", name)
    return found


def with_second_factor(request: HttpRequest, user: User) -> bool:
    """Whether this session was begun, or gone on with, with a second factor that the user still has."""
    records = get_authentication_records(request, user)
    return any(one.get("method") == "mfa" for one in records) and _has_second_factor(user)


def _has_second_factor(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def person(user: User, second_factor: bool, scopes: frozenset[Scope] | None = None) -> Person:
    """A user as the policy sees one: without the roles that ask for a second factor, when there is none."""
    roles = frozenset(one for one in held_by(user) if second_factor or one.role not in SECOND_FACTOR)
    return Person(user.username, user.name, roles, scopes)


def held_by(user: User) -> frozenset[Held]:
    """The roles that a user has been given, whether in force or not."""
    return frozenset(row.held for row in user.roles.all())


def waits_for_second_factor(request: HttpRequest) -> bool:
    """Whether this session's user holds a role that a second factor would put in force."""
    user = user_of(request)
    if user is None or person_of(request).scopes is not None:
        return False
    return bool(held_by(user) - person_of(request).roles)
