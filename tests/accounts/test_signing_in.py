"""From an invitation to an account with a second factor; what signs in and what does not; what is kept of it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import LazySettings
from django.core import mail
from django.db import transaction
from django.test import Client
from django.utils import timezone

from bordermark.accounts import granting, inviting
from bordermark.accounts.errors import Refused
from bordermark.accounts.models import ApiToken, AuditEntry, Invitation, User
from bordermark.accounts.policy import Held, Role

from .conftest import PASSWORD, make_person, sign_in

REVIEWER = Held(Role.REVIEWER, "wco")


@pytest.fixture(autouse=True)
def _mail(settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.ACCOUNT_RATE_LIMITS = False


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("n").values_list("action", flat=True))


def test_an_invited_reviewer_is_led_to_a_second_factor_and_then_reviews(
    bodies: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transaction, "on_commit", lambda function: function())  # as it is without a test around it
    _, secret = inviting.invite("max", "Ben@Example.org", REVIEWER, timezone.now())
    client = Client(headers={"accept": "text/html"})
    page = client.get(f"/invitations/{secret}")
    assert "ben@example.org" in page.content.decode()
    refused = client.post(f"/invitations/{secret}", {"name": "Ben Okri", "password": "password"})
    assert "too short" in refused.content.decode() and not User.objects.exists()
    joined = client.post(f"/invitations/{secret}", {"name": "Ben Okri", "password": PASSWORD})
    assert joined["Location"] == "/account"
    led = client.get("/account")
    assert led["Location"] == "/account/second-factor/app?next=%2Faccount"
    form = client.get(led["Location"])
    shown = re.search(r'id="authenticator_secret"[^>]*value="([A-Z2-7]+)"', form.content.decode())
    assert shown
    done = client.post("/account/second-factor/app", {"code": code(shown[1])})
    assert done["Location"] == "/account/second-factor/codes"
    me = client.get("/account?format=json").json()
    assert me["id"] == "ben-okri" and [one["in_force"] for one in me["roles"]] == [True]
    assert client.get(f"/invitations/{secret}").status_code == 410
    assert actions() == ["invite", "accept_invitation", "sign_in", "second_factor_added", "second_factor_added"]


def test_signing_in_asks_for_the_second_factor(bodies: None) -> None:
    user = make_person("ben", REVIEWER, second_factor=True)
    client = Client(headers={"accept": "text/html"})
    asked = client.post("/sign-in", {"login": "BEN@example.org", "password": PASSWORD})
    assert asked["Location"].startswith("/sign-in/second-factor")
    assert client.get("/account").status_code == 302, "a password alone is not enough"
    from allauth.mfa.adapter import get_adapter

    secret = get_adapter().decrypt(user.authenticator_set.get().data["secret"])
    wrong = client.post("/sign-in/second-factor", {"code": "000000"})
    assert wrong.status_code == 200
    assert client.post("/sign-in/second-factor", {"code": code(secret)})["Location"] == "/account"
    assert client.get("/account").status_code == 200
    client.post("/sign-out")
    assert client.get("/account").status_code == 302
    assert actions() == ["second_factor_failed", "sign_in", "sign_out"]


def test_a_wrong_password_is_kept_without_what_was_typed(bodies: None) -> None:
    make_person("ada")
    client = Client()
    client.post("/sign-in", {"login": "ada@example.org", "password": "wrong"})
    client.post("/sign-in", {"login": "typed-by-mistake@example.org", "password": "wrong"})
    kept = list(AuditEntry.objects.values_list("action", "object"))
    assert kept == [("sign_in_failed", "ada"), ("sign_in_failed", "")]


def test_a_session_begun_before_the_second_factor_gains_nothing_from_it(bodies: None) -> None:
    user = make_person("ben", REVIEWER)
    old = sign_in(user, second_factor=False)
    assert old.get("/account")["Location"].startswith("/account/second-factor/app")
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(user, generate_totp_secret())
    assert old.get("/account")["Location"].startswith("/account/confirm/second-factor")
    assert sign_in(user).get("/account").status_code == 200


def test_a_contributor_needs_no_second_factor(bodies: None) -> None:
    client = sign_in(make_person("ada", Held(Role.CONTRIBUTOR, "icao")), second_factor=False)
    assert client.get("/account?format=json").json()["roles"][0]["in_force"] is True


def test_nobody_signs_up_by_themselves(db: None) -> None:
    assert "invited" in Client().get("/sign-up").content.decode()
    assert Client().post("/sign-up", {"email": "a@example.org", "password1": PASSWORD}).status_code == 405
    assert not User.objects.exists()


@pytest.mark.parametrize(("email", "held", "expected"), [
    ("nobody", REVIEWER, "expected an e-mail address"),
    ("a@example.org", Held(Role.REVIEWER), "expected reviewer for organisation or state"),
    ("a@example.org", Held(Role.EDITOR, "wco"), "expected editor for secretariat"),
    ("a@example.org", Held(Role.FOCAL_POINT, "wco"), "expected focal-point for state"),
    ("a@example.org", Held(Role.REVIEWER, "wko"), "expected the id of an organisation"),
    ("a@example.org", Held(Role.FOCAL_POINT, state="KNY"), "expected the code of a State"),
    ("a@example.org", Held(Role.REVIEWER, "wco", "KEN"), "not for both"),
    ("ada@example.org", REVIEWER, "is the address of a person already"),
])
def test_an_invitation_that_cannot_be_is_refused(bodies: None, email: str, held: Held, expected: str) -> None:
    make_person("ada")
    with pytest.raises(Refused, match=expected):
        inviting.invite("max", email, held, timezone.now())


def test_an_invitation_ends(bodies: None) -> None:
    now = timezone.now()
    first, old = inviting.invite("max", "a@example.org", REVIEWER, now)
    _second, new = inviting.invite("max", "a@example.org", REVIEWER, now)
    assert inviting.find(old, now) is None, "a new one replaces it"
    assert inviting.find(new, now) is not None
    assert inviting.find(new, now + timedelta(days=15)) is None
    first.refresh_from_db()
    assert [inviting.status(one, now) for one in Invitation.objects.all()] == ["open", "revoked"]
    assert old not in str(Invitation.objects.values_list())


def test_two_people_of_one_name_have_two_ids(bodies: None) -> None:
    now = timezone.now()
    names = []
    for email in ("a@example.org", "b@example.org", "c@example.org"):
        made, _ = inviting.invite("max", email, REVIEWER, now)
        names.append(inviting.accept(made, "Ana López", PASSWORD, "es", now).username)
    assert names == ["ana-lopez", "ana-lopez-2", "ana-lopez-3"]


def test_a_closed_account_ends_sessions_and_tokens(people: dict[str, User], signed_in: Callable[[str], Client]) -> None:
    from bordermark.accounts import tokens
    from bordermark.accounts.people import person
    from bordermark.accounts.policy import Scope

    user, now = people["contributor"], timezone.now()
    client = signed_in("contributor")
    _, secret = tokens.make(person(user, False), user, "x", [Scope.READ], now + timedelta(days=1), now)
    by_token = Client(headers={"authorization": f"Bearer {secret}"})
    assert client.get("/account").status_code == by_token.get("/api/v1/me").status_code == 200
    granting.set_active("max", user, False, now)
    assert client.get("/account").status_code == 302
    assert by_token.get("/api/v1/me").status_code == 401
    assert Client().post("/sign-in", {"login": user.email, "password": PASSWORD})["Location"] != "/account"


def test_the_last_administrator_stays(people: dict[str, User]) -> None:
    user, held, now = people["administrator"], Held(Role.ADMINISTRATOR), timezone.now()
    for undo in (lambda: granting.take("max", user, held, now), lambda: granting.set_active("max", user, False, now)):
        with pytest.raises(Refused, match="nobody would be an administrator"):
            undo()
    granting.grant("max", people["editor"], held, now)
    granting.take("max", user, held, now)
    assert not user.roles.exists()


def test_a_forgotten_password_is_set_anew_by_e_mail(bodies: None) -> None:
    make_person("ada")
    client = Client(headers={"accept": "text/html"})
    client.post("/account/password/forgotten", {"email": "ada@example.org"})
    client.post("/account/password/forgotten", {"email": "nobody@example.org"})
    assert len(mail.outbox) == 1 and mail.outbox[0].to == ["ada@example.org"]
    link = re.search(r"http://testserver(/account/password/new/\S+)", str(mail.outbox[0].body))
    assert link
    form = client.get(link[1])
    new = "another quiet harbour"
    changed = client.post(form["Location"], {"password1": new, "password2": new})
    assert changed["Location"] == "/account/password/changed"
    assert client.post("/sign-in", {"login": "ada@example.org", "password": new})["Location"] == "/account"
    assert "password_changed" in actions()


def test_the_administrator_invites_grants_and_forgets(
    people: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("administrator")
    page = client.post("/people", {"email": "new@example.org", "language": "fr", "role": "reviewer",
                                   "organisation": "wco"}).content.decode()
    assert re.search(r"http://testserver/fr/invitations/[\w-]{43}", page)
    assert mail.outbox[-1].to == ["new@example.org"]
    wrong = client.post("/people", {"email": "b@example.org", "language": "fr", "role": "editor",
                                    "organisation": "wco"}).content.decode()
    assert "expected editor for secretariat" in wrong
    address = "/people/contributor"
    client.post(address, {"do": "grant", "role": "reviewer", "state": "KEN"})
    client.post(address, {"do": "take", "role": "contributor", "organisation": "icao"})
    client.post(address, {"do": "forget-second-factor"})
    user = people["contributor"]
    assert [row.held for row in user.roles.all()] == [Held(Role.REVIEWER, state="KEN")]
    assert not user.authenticator_set.exists()
    assert "does not hold this role" in client.post(
        address, {"do": "take", "role": "editor"}).content.decode()
    assert not ApiToken.objects.exists()
