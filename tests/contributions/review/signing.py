"""Clients in whose session one of the people of these tests has signed in, with a second factor."""

from datetime import UTC, datetime

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from bordermark.accounts.models import RoleHeld, User
from bordermark.accounts.policy import Person

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def user_of(person: Person) -> User:
    """The user who is this person, made if there is none yet."""
    found = User.objects.filter(username=person.id).first()
    if found is None:
        found = User.objects.create(username=person.id, email=f"{person.id}@example.org", name=person.name,
                                    date_joined=NOW)
        for held in person.roles:
            RoleHeld.objects.create(user=found, role=held.role.value, organisation_id=held.organisation or None,
                                    state_id=held.state or None, granted_by="the test", granted_at=NOW)
        TOTP.activate(found, generate_totp_secret())
    return found


def client_of(person: Person, accept: str = "text/html") -> Client:
    """A client whose session this person began."""
    user, client = user_of(person), Client(headers={"accept": accept})
    client.force_login(user)
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0}]
    session.save()
    return client
