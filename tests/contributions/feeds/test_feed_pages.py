"""The pages of feeds: who sees them, the form, and a harvest begun there."""

from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from bordermark.accounts.policy import Held, Person, Role
from bordermark.contributions.feeds import views
from bordermark.contributions.feeds.harvesting import begin, run
from bordermark.contributions.feeds.models import Feed, Harvest
from bordermark.contributions.feeds.protocol import OAI

from ..review.signing import client_of

pytestmark = pytest.mark.usefixtures("loaded")

EDITOR = Person("edgar", "Edgar", frozenset({Held(Role.EDITOR)}))
ICAO = Person("ida", "Ida", frozenset({Held(Role.CONTRIBUTOR, "icao")}))
WCO = Person("will", "Will", frozenset({Held(Role.CONTRIBUTOR, "wco")}))
FORM = {"name": "ICAO's library", "kind": "oai-pmh", "address": "https://example.org/oai", "organisation": "icao",
        "part": "", "every": "24", "active": "1", "fixed": "binding: non-binding\nscope: global"}


@pytest.fixture
def feed() -> Feed:
    client_of(EDITOR).post("/feeds/new", FORM)
    return Feed.objects.get()


def test_an_editor_adds_a_feed_and_changes_it(feed: Feed) -> None:
    assert feed.fixed == {"binding": "non-binding", "scope": "global"} and feed.made_by == "edgar"
    editor = client_of(EDITOR)
    page = editor.get(f"/feeds/{feed.pk}/edit").content.decode()
    assert "binding: non-binding\nscope: global" in page
    changed = editor.post(f"/feeds/{feed.pk}/edit", {**FORM, "every": "6", "active": ""})
    assert changed.status_code == 302
    feed.refresh_from_db()
    assert feed.every == 6
    for path in ("/feeds", f"/feeds/{feed.pk}", f"/ar/feeds/{feed.pk}", f"/feeds/{feed.pk}?format=json",
                 f"/feeds/{feed.pk}?format=csv"):
        assert editor.get(path).status_code == 200, path


@pytest.mark.parametrize(("change", "why"), [
    ({"name": ""}, "a name of"), ({"address": "ftp://example.org"}, "expected one such as https"),
    ({"organisation": "nobody"}, "the id of an organisation"), ({"every": "often"}, "after how many hours"),
    ({"fixed": "binding"}, "binding a value"), ({"fixed": "binding: bindign"}, "did you mean binding"),
    ({"kind": ""}, "expected one of"),
])
def test_a_form_that_is_wrong_keeps_what_was_entered(change: dict[str, str], why: str) -> None:
    answer = client_of(EDITOR).post("/feeds/new", FORM | change)
    text = answer.content.decode()
    assert answer.status_code == 400 and why in text.partition("<form method")[0]
    assert "https://example.org/oai" in text or "address" in change
    assert not Feed.objects.exists()


def test_who_sees_what(feed: Feed, client: Client) -> None:
    assert client.get("/feeds").status_code == 302
    own, other = client_of(ICAO), client_of(WCO)
    assert b"library" in own.get("/feeds").content and own.get(f"/feeds/{feed.pk}").status_code == 200
    assert b"library" not in other.get("/feeds").content and other.get(f"/feeds/{feed.pk}").status_code == 404
    for client_ in (own, other):
        assert client_.get("/feeds/new").status_code == 403
        assert client_.post(f"/feeds/{feed.pk}/run").status_code in (403, 404)
    assert not Harvest.objects.exists()


def test_a_harvest_begun_on_the_page(feed: Feed, site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside, in a test, would be another connection, which sees nothing of this transaction: it runs at once."""
    monkeypatch.setattr(settings, "CONFIGURATION", replace(settings.CONFIGURATION, private_feeds=True))

    def at_once(one: Feed, *, by: str, at: Any) -> Harvest:
        return run(begin(one, by=by, at=at))

    monkeypatch.setattr(views, "harvest_beside", at_once)
    Feed.objects.update(address=site.address)
    bad = (f'<OAI-PMH xmlns="{OAI}"><ListRecords><record><header><identifier>&lt;b&gt;</identifier>'
           '<datestamp>2026-11-24T10:00:00Z</datestamp></header></record></ListRecords></OAI-PMH>').encode()
    formats = (f'<OAI-PMH xmlns="{OAI}"><ListMetadataFormats><metadataFormat><metadataPrefix>bordermark'
               '</metadataPrefix></metadataFormat></ListMetadataFormats></OAI-PMH>').encode()
    site.answers = [(200, {}, formats), (200, {}, bad)]
    editor = client_of(EDITOR)
    assert editor.post(f"/feeds/{feed.pk}/run").status_code == 302
    page = editor.get(f"/feeds/{feed.pk}").content.decode()
    assert "&lt;b&gt;" in page and "the source gives no metadata" in page
    told = editor.get(f"/feeds/{feed.pk}?format=json").json()
    assert told["skipped"] == [{"identifier": "<b>", "reason": "the source gives no metadata"}]
    assert told["last"]["status"] == "done" and told["last"]["skipped"] == 1
    assert "the source gives no metadata" in editor.get(f"/feeds/{feed.pk}?format=csv").content.decode()


def test_a_harvest_beside_is_told_of_while_it_runs(feed: Feed) -> None:
    begin(feed, by="edgar", at=timezone.now())
    page = client_of(EDITOR).get(f"/feeds/{feed.pk}").content.decode()
    assert "is being read" in page and "Read it now" not in page



def test_what_may_be_here_already_is_shown(feed: Feed) -> None:
    now = timezone.now()
    twin = {"type": "instrument", "id": "a-twin", "other": "cwc-1993", "reason": "a similar title"}
    Harvest.objects.create(feed=feed, run_by="x", started_at=now, alive_at=now, finished_at=now, duplicates=[twin])
    page = client_of(EDITOR).get(f"/feeds/{feed.pk}").content.decode()
    assert "a-twin" in page and "a similar title" in page
    assert client_of(EDITOR).get(f"/feeds/{feed.pk}?format=json").json()["duplicates"] == [twin]
