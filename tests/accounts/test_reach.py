"""What the policy says of one thing, and what a query finds, are the same."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from bordermark.accounts.models import Invitation, User
from bordermark.accounts.policy import Action, Person, Thing, reach
from bordermark.accounts.store import where

from .conftest import NOW
from .strategies import IDS, KINDS, ORGANISATIONS, STATES, STATUSES, actions, people

FIELDS = {"organisation": "organisation_id", "state": "state_id", "status": "language", "authors": "made_by"}
"""An invitation is stored with all that a thing can have; its language stands for a status here."""

SHORT = {status: f"{n:02}" if status else "" for n, status in enumerate(STATUSES)}
"""Two letters for each status, as many as a language has."""


@pytest.fixture
def things(bodies: None) -> dict[int, Thing]:
    """One row for every body, status and author."""
    found = {}
    n = 0
    for organisation, state in [("", ""), *((one, "") for one in ORGANISATIONS), *(("", one) for one in STATES)]:
        for status in STATUSES:
            for author in IDS:
                n += 1
                role = "translator" if not state else "focal-point"
                row = Invitation(
                    email="a@example.org", role=role, organisation_id=organisation or None, state_id=state or None,
                    language=SHORT[status], token_hash=str(n), made_by=author, made_at=NOW,
                    expires_at=NOW + timedelta(1),
                )
                row.save()
                found[row.pk] = Thing("", organisation, state, status, frozenset({author}))
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(people, actions)
def test_a_query_finds_what_the_policy_reaches(things: dict[int, Thing], who: Person, action: Action) -> None:
    for kind in KINDS:
        extent = reach(who, action, kind)
        parts = tuple(_shortened(part) for part in extent.parts)
        found = set(Invitation.objects.filter(where(type(extent)(parts), FIELDS)).values_list("pk", flat=True))
        assert found == {pk for pk, thing in things.items() if extent.covers(thing)}


def _shortened(part):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    return part if part.statuses is None else replace(part, statuses=frozenset(SHORT[one] for one in part.statuses))


def test_what_a_model_does_not_keep_is_nobodys(people: dict[str, User]) -> None:
    own = reach(Person("reader"), Action.VIEW, "person")
    assert User.objects.filter(where(own, {"authors": "username"})).count() == 1
    assert not User.objects.filter(where(own, {})).exists()
