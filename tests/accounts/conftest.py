"""People of every role, and the organisations and States for which they hold them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password
from django.test import Client

from bordermark.accounts.models import RoleHeld, User
from bordermark.accounts.policy import Held, Role
from bordermark.organisations.models import Organisation
from bordermark.vocabulary.models import State

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SOON = NOW + timedelta(days=1)
PASSWORD = "quiet harbour at noon"
_HASHED = make_password(PASSWORD)

HOLDERS = {
    "reader": (), "contributor": (Held(Role.CONTRIBUTOR, "icao"),), "reviewer": (Held(Role.REVIEWER, "wco"),),
    "editor": (Held(Role.EDITOR),), "translator": (Held(Role.TRANSLATOR),),
    "focal-point": (Held(Role.FOCAL_POINT, state="KEN"),), "risk-officer": (Held(Role.RISK_OFFICER, state="KEN"),),
    "administrator": (Held(Role.ADMINISTRATOR),),
}
"""A person for every role, by id; the first holds none."""


@pytest.fixture
def bodies(db: None) -> None:
    """Two organisations and two States, where the pack is not loaded."""
    for key in ("icao", "wco"):
        Organisation.objects.get_or_create(id=key, defaults={"names": {"en": key.upper()}, "kind": "un-agency",
                                                             "acronym": key.upper(), "source": "test"})
    for key, iso2 in (("KEN", "KE"), ("UGA", "UG")):
        State.objects.get_or_create(id=key, defaults={"iso2": iso2, "kind": "member", "names": {"en": key},
                                                      "source": "test"})


def make_person(name: str, *roles: Held, second_factor: bool = False) -> User:
    """A person who can sign in with PASSWORD."""
    user = User.objects.create(username=name, email=f"{name}@example.org", name=name.title(), date_joined=NOW,
                               password=_HASHED)
    for held in roles:
        RoleHeld.objects.create(user=user, role=held.role.value, organisation_id=held.organisation or None,
                                state_id=held.state or None, granted_by="test", granted_at=NOW)
    if second_factor:
        TOTP.activate(user, generate_totp_secret())
    return user


@pytest.fixture
def people(bodies: None) -> dict[str, User]:
    """Everybody of HOLDERS, each with a second factor."""
    return {name: make_person(name, *roles, second_factor=True) for name, roles in HOLDERS.items()}


def sign_in(user: User, second_factor: bool = True) -> Client:
    """A client whose session was begun by this person, with a second factor or without."""
    client = Client(headers={"accept": "text/html"})
    client.force_login(user)
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [{"method": "mfa" if second_factor else "password", "at": 0}]
    session.save()
    return client


@pytest.fixture
def signed_in(people: dict[str, User]) -> Callable[[str], Client]:
    """A client by the id of a person."""
    return lambda name: sign_in(people[name])
