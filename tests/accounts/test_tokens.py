"""API tokens: shown once, kept as a hash, within their scopes and their time; sessions need their CSRF token."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bordermark.accounts import tokens
from bordermark.accounts.errors import BadToken, Refused
from bordermark.accounts.models import ApiToken, AuditEntry, User
from bordermark.accounts.people import person
from bordermark.accounts.policy import Scope

from .conftest import NOW, sign_in


def test_a_token_is_shown_once_and_kept_as_a_hash(
    people: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("contributor")
    page = client.post("/account/tokens", {"name": "harvester", "scopes": ["read"], "days": "30"})
    secret = page.content.decode().partition("bdm_")[2].partition("<")[0]
    assert len(secret) == 43
    assert f"bdm_{secret}" not in client.get("/account/tokens").content.decode()
    assert secret not in str(ApiToken.objects.values_list()) + str(AuditEntry.objects.values_list())
    by_token = Client(headers={"authorization": f"Bearer bdm_{secret}"})
    assert by_token.get("/api/v1/me").json()["scopes"] == ["read"]
    key = ApiToken.objects.get().pk
    client.post(f"/account/tokens/{key}/revoke")
    refused = by_token.get("/api/v1/me")
    assert refused.status_code == 401 and "revoked" in refused.json()["detail"]
    assert refused["WWW-Authenticate"].startswith("Bearer")
    assert list(AuditEntry.objects.values_list("action", flat=True)) == ["sign_in", "issue", "revoke"]


@pytest.mark.parametrize("header", ["Basic YTpi", "Bearer nonsense", "Bearer bdm_nonsense", "bdm_nonsense"])
def test_what_is_no_token_is_said_not_ignored(people: dict[str, User], header: str) -> None:
    client = Client(headers={"authorization": header, "accept": "application/json"})
    assert client.get("/api/v1/me").status_code == 401
    assert client.get("/account").status_code == 401


def test_a_token_ends(people: dict[str, User]) -> None:
    user = people["contributor"]
    token, secret = tokens.make(person(user, True), user, "x", [Scope.READ], NOW + timedelta(days=1), NOW)
    assert tokens.find(secret, NOW) == token
    token.refresh_from_db()
    assert token.last_used_at == NOW
    with pytest.raises(BadToken, match="expired on 2026-11-25"):
        tokens.find(secret, NOW + timedelta(days=2))


@pytest.mark.parametrize(("name", "scopes", "days", "expected"), [
    ("", [Scope.READ], 1, "name: found"), ("x" * 81, [Scope.READ], 1, "name: found"),
    ("x", [], 1, "scopes: found none"), ("x", [Scope.READ], 366, "within a year"),
    ("x", [Scope.READ], 0, "within a year"),
])
def test_a_token_that_cannot_be_is_refused(
    people: dict[str, User], name: str, scopes: list[Scope], days: int, expected: str
) -> None:
    user = people["contributor"]
    with pytest.raises(Refused, match=expected):
        tokens.make(person(user, True), user, name, scopes, NOW + timedelta(days=days), NOW)


def test_a_session_that_changes_something_needs_its_csrf_token(people: dict[str, User]) -> None:
    client = sign_in(people["contributor"])
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    body = {"name": "x", "scopes": ["read"], "expires_at": (timezone.now() + timedelta(days=1)).isoformat()}
    refused = strict.post("/api/v1/tokens", body, content_type="application/json")
    assert refused.status_code == 401 and "CSRF" in refused.json()["detail"]
    strict.get("/account/tokens")
    made = strict.post("/api/v1/tokens", body, content_type="application/json",
                       headers={"x-csrftoken": strict.cookies["csrftoken"].value})
    assert made.status_code == 201 and made.json()["token"].startswith("bdm_")


def test_the_policy_says_why_a_token_may_not(people: dict[str, User]) -> None:
    user = people["administrator"]
    _, secret = tokens.make(person(user, True), user, "x", [Scope.READ], timezone.now() + timedelta(days=1),
                            timezone.now())
    answer = Client(headers={"authorization": f"Bearer {secret}"}).get("/api/v1/people")
    assert answer.status_code == 403
    assert answer.json()["because"] == "no-scope" and "“admin”" in answer.json()["detail"]


def test_a_bad_value_in_what_is_sent_is_named(people: dict[str, User]) -> None:
    client = sign_in(people["administrator"])
    answer = client.post("/api/v1/invitations", {"email": "a@example.org", "role": "king"},
                         content_type="application/json")
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["parameter"], error["value"]) == ("role", "king") and "'reviewer'" in error["expected"]
