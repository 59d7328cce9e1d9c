"""Signing in and out as the audit log has to know it, and the second factor that a session was begun with."""

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from bordermark.accounts import audit
from bordermark.accounts.granting import thing_of
from bordermark.accounts.models import User
from bordermark.accounts.policy import Thing


def listen() -> None:
    """Have Django and allauth call the functions below."""
    user_logged_in.connect(_signed_in)
    user_logged_out.connect(_signed_out)
    user_login_failed.connect(_failed)
    account.password_changed.connect(_password)
    account.password_reset.connect(_password)
    mfa.authentication_failed.connect(_second_factor_failed)
    mfa.authenticator_added.connect(_second_factor_added)
    mfa.authenticator_removed.connect(_second_factor_removed)


def _signed_in(sender: Any, user: User, **rest: Any) -> None:
    audit.record(user.username, "sign_in", thing_of(user))


def _signed_out(sender: Any, user: User | None, **rest: Any) -> None:
    if user is not None:
        audit.record(user.username, "sign_out", thing_of(user))


def _failed(sender: Any, credentials: dict[str, Any], **rest: Any) -> None:
    """A wrong password; the name tried is kept, and only when it is a person's: people type passwords into it."""
    tried = str(credentials.get("email") or credentials.get("username") or "").lower()
    user = User.objects.filter(email=tried).first() or User.objects.filter(username=tried).first()
    audit.record("", "sign_in_failed", thing_of(user) if user else Thing("person"))


def _password(sender: Any, user: User, **rest: Any) -> None:
    audit.record(user.username, "password_changed", thing_of(user))


def _second_factor_failed(sender: Any, user: User, **rest: Any) -> None:
    audit.record("", "second_factor_failed", thing_of(user))


def _second_factor_added(sender: Any, request: HttpRequest, user: User, authenticator: Authenticator,
                         **rest: Any) -> None:
    """Who has just proved to have a second factor goes on as one who signed in with it."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, method="mfa", id=authenticator.pk, type=authenticator.type)
    audit.record(user.username, "second_factor_added", thing_of(user), {"type": str(authenticator.type)})


def _second_factor_removed(sender: Any, user: User, authenticator: Authenticator, **rest: Any) -> None:
    audit.record(user.username, "second_factor_removed", thing_of(user), {"type": str(authenticator.type)})
