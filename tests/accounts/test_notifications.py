"""Notifications: in the recipient's language, as each has chosen, once, also when a sender is killed in the middle."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail
from django.test import Client
from django.utils.translation import gettext_lazy

from bordermark.accounts import kinds, notifications, sending
from bordermark.accounts.models import Delivery, Notification, User
from bordermark.accounts.notifications import notify
from bordermark.errors import BordermarkError

from .conftest import NOW

BASE = "https://example.org"


@pytest.fixture(autouse=True)
def returned(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two kinds of notification."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    monkeypatch.setattr(kinds, "_kinds", {})
    kinds.register_kind("returned", gettext_lazy("Sets returned to you"), gettext_lazy("“%(title)s” was returned."),
                        "at-once")
    kinds.register_kind("call", gettext_lazy("Calls"), gettext_lazy("A call: %(title)s"), "weekly")
    yield


def test_those_named_are_told_and_nobody_else(people: dict[str, User], signed_in: Callable[[str], Client]) -> None:
    people["editor"].is_active = False
    people["editor"].save()
    told = notify(["contributor", "reviewer", "contributor", "editor", "nobody"], "returned", {"title": "Visas <b>"},
                  "/contributions/7", at=NOW)
    assert told == 2
    page = signed_in("contributor").get("/ar/notifications").content.decode()
    assert "“Visas &lt;b&gt;” was returned." in page and "http://testserver/ar/contributions/7" in page
    assert "1 notification" in signed_in("contributor").get("/account").content.decode()
    assert not signed_in("translator").get("/notifications?format=json").json()


def test_a_kind_or_a_place_that_nobody_knows_is_a_mistake_of_the_caller(people: dict[str, User]) -> None:
    with pytest.raises(KeyError):
        notify(["contributor"], "unheard-of")
    with pytest.raises(KeyError):
        notify(["contributor"], "returned", {"name": "x"})


def test_what_was_read_is_no_longer_counted(people: dict[str, User], signed_in: Callable[[str], Client]) -> None:
    for title in "ab":
        notify(["contributor", "reviewer"], "returned", {"title": title}, at=NOW)
    client = signed_in("contributor")
    others = Notification.objects.filter(user=people["reviewer"]).first()
    assert others
    client.post("/notifications", {"id": str(others.pk)})
    assert notifications.unread(people["reviewer"]) == 2, "another's stays unread"
    mine = client.get("/api/v1/notifications").json()["items"][0]["id"]
    assert client.post("/api/v1/notifications/read", {"ids": [mine]},
                       content_type="application/json").json() == {"marked": 1}
    assert client.get("/api/v1/notifications?unread=true").json()["unread"] == 1
    client.post("/notifications")
    assert notifications.unread(people["contributor"]) == 0


@pytest.mark.parametrize(("delivery", "expected"), [
    (Delivery.AT_ONCE, "2026-11-24T12:00:00+00:00"), (Delivery.DAILY, "2026-11-25T06:00:00+00:00"),
    (Delivery.WEEKLY, "2026-11-30T06:00:00+00:00"), (Delivery.NONE, None),
])
def test_when_mail_is_due(delivery: Delivery, expected: str | None) -> None:
    due = notifications.due(delivery, NOW)
    assert (due.isoformat() if due else None) == expected


def test_what_is_due_is_sent_once_in_the_recipients_language(people: dict[str, User]) -> None:
    User.objects.filter(username="contributor").update(language="fr")
    for title in ("Visas", "Cargo"):
        notify(["contributor"], "returned", {"title": title}, "/contributions/7", at=NOW)
    notify(["contributor"], "call", {"title": "Air"}, at=NOW)
    assert sending.send_due(NOW, BASE) == 1
    assert sending.send_due(NOW, BASE) == 0
    message = mail.outbox[0]
    assert message.to == ["contributor@example.org"]
    assert f"{BASE}/fr/contributions/7" in message.body
    assert "Visas" in message.body and "Cargo" in message.body and "A call" not in message.body
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sending.send_due(NOW + timedelta(days=7), BASE) == 1


def test_one_click_in_a_mail_stops_that_kind_without_signing_in(people: dict[str, User]) -> None:
    notify(["contributor"], "returned", {"title": "Visas"}, at=NOW)
    sending.send_due(NOW, BASE)
    link = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>").removeprefix(BASE)
    client = Client(enforce_csrf_checks=True)
    assert "Sets returned to you" in client.get(link).content.decode()
    before = {one.name: kind for one, kind in notifications.preferences(people["contributor"])}
    assert before["returned"] == Delivery.AT_ONCE, "looking at the page stops nothing: mail scanners follow links"
    assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    chosen = {one.name: kind for one, kind in notifications.preferences(people["contributor"])}
    assert chosen == {"returned": Delivery.NONE, "call": Delivery.WEEKLY}
    notify(["contributor"], "returned", {"title": "Cargo"}, at=NOW)
    assert sending.send_due(NOW, BASE) == 0
    assert client.post(link + "x").status_code == 404


def test_a_choice_counts_for_what_waits_already(people: dict[str, User], signed_in: Callable[[str], Client]) -> None:
    notify(["contributor"], "call", {"title": "Air"}, at=NOW)
    signed_in("contributor").post("/notifications/settings", {"call": "at-once", "returned": "nonsense"})
    assert sending.send_due(NOW, BASE) == 1


def test_a_sender_that_died_loses_nothing_and_its_message_is_known_again(
    people: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    notify(["contributor", "reviewer"], "returned", {"title": "Visas"}, at=NOW)
    sent: list[Any] = []

    def dies_after_sending(message: Any) -> None:
        sent.append(message)
        raise KeyboardInterrupt

    monkeypatch.setattr(sending, "_send", dies_after_sending)
    with pytest.raises(KeyboardInterrupt):
        sending.send_due(NOW, BASE)
    notify(["contributor", "reviewer"], "returned", {"title": "Cargo"}, at=NOW)
    monkeypatch.setattr(sending, "_send", sent.append)
    assert sending.send_due(NOW, BASE) == 2, "what is new goes; what was begun is left for a while"
    later = NOW + timedelta(minutes=11)
    assert sending.send_due(later, BASE) == 1
    first, again = sent[0], sent[-1]
    assert first.extra_headers["Message-ID"] == again.extra_headers["Message-ID"] and first.body == again.body
    assert sending.send_due(later + timedelta(days=1), BASE) == 0
    assert len({one.extra_headers["Message-ID"] for one in sent}) == 3


def test_a_mail_server_that_does_not_answer_is_said_and_what_is_due_stays(
    people: dict[str, User], settings: LazySettings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 2
    notify(["contributor"], "returned", {"title": "Visas"}, at=NOW)
    with pytest.raises(BordermarkError, match="BORDERMARK_EMAIL_URL"):
        sending.send_due(NOW, BASE)
    assert Notification.objects.filter(mailed_at=None).count() == 1


def test_without_a_mail_server_messages_are_files(
    people: dict[str, User], settings: LazySettings, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND = "bordermark.accounts.mail_files.EmailBackend"
    settings.CONFIGURATION = SimpleNamespace(data=tmp_path)
    notify(["contributor"], "returned", {"title": "Visas"}, at=NOW)
    sending.send_due(NOW, BASE)
    (written,) = (tmp_path / "mail").iterdir()
    assert b"contributor@example.org" in written.read_bytes()
