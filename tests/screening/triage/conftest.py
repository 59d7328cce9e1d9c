"""Two officers of Kenya, and one of Uganda."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.accounts.conftest import make_person, sign_in

from bordermark.accounts.models import User
from bordermark.accounts.policy import Held, Person, Role

KENYA = Held(Role.RISK_OFFICER, state="KEN")
KIT = Person("kit", "Kit", frozenset({KENYA}))
LIZ = Person("liz", "Liz", frozenset({KENYA}))
UMA = Person("uma", "Uma", frozenset({Held(Role.RISK_OFFICER, state="UGA")}))


@pytest.fixture
def officers(loaded: object) -> dict[str, User]:
    """Their accounts, each with a second factor."""
    return {one.id: make_person(one.id, *one.roles, second_factor=True) for one in (KIT, LIZ, UMA)}


@pytest.fixture
def client_of(officers: dict[str, User]) -> Callable[[str], Client]:
    """A signed-in client by the id of an officer."""
    return lambda name: sign_in(officers[name])
