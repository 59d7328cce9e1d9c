"""Asking real servers on this machine: redirects, refusals, silence, politeness."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

import pytest
from django.test import Client

from bordermark.contributions.links import store
from bordermark.contributions.links.checking import NoWayOut, check_links
from bordermark.contributions.links.judging import Standing
from bordermark.contributions.models import LinkCheck
from bordermark.contributions.revisions import Change, record_change

NOW = datetime(2026, 11, 24, tzinfo=UTC)

Asked = tuple[str, list[tuple[str, str, float]]]
"""The address of a site, and what it was asked: method, path, moment."""


class Site(BaseHTTPRequestHandler):
    """Answers by what its path says; keeps what it was asked, and when."""

    asked: list[tuple[str, str, float]]

    def _answer(self) -> None:
        self.asked.append((self.command, self.path, time.monotonic()))
        name = self.path.strip("/")
        if name == "no-head" and self.command == "HEAD":
            self._send(405)
        elif name in ("301", "302", "308"):
            self._send(int(name), Location="/found")
        elif name == "mixed":
            self._send(301, Location="/302")
        elif name == "loop":
            self._send(301, Location="/loop")
        elif name == "busy":
            self._send(503, **{"Retry-After": "120"})
        elif name == "slow":
            time.sleep(0.6)
            self._send(200)
        elif name == "inside":
            self._send(302, Location="ftp://example.org/")
        else:
            self._send(int(name) if name.isdigit() else 200)

    do_GET = do_HEAD = _answer  # noqa: N815

    def _send(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for header, value in headers.items():
            self.send_header(header, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def site() -> Iterator[Asked]:
    asked: list[tuple[str, str, float]] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Here", (Site,), {"asked": asked}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


pytestmark = pytest.mark.django_db


def check(*urls: str, at: datetime = NOW, delay: float = 0.0) -> dict[str, Standing]:
    return check_links(urls, delay=delay, private=True, timeout=0.3, now=lambda: at)


def test_each_answer_is_told_apart(site: Asked) -> None:
    base, _ = site
    paths = ("found", "no-head", "301", "302", "308", "mixed", "loop", "404", "410", "403", "500", "slow", "inside")
    found = check(*(f"{base}/{path}" for path in paths))
    told = {url.rpartition("/")[2]: (one.state, one.status, one.moved_to.removeprefix(base), one.error)
            for url, one in found.items()}
    assert told.pop("inside")[3].startswith("not an address that can be asked")
    assert told == {
        "found": ("good", 200, "", ""), "no-head": ("good", 200, "", ""), "302": ("good", 200, "", ""),
        "mixed": ("good", 200, "", ""),
        "301": ("moved", 200, "/found", ""), "308": ("moved", 200, "/found", ""),
        "404": ("failing", 404, "", ""), "410": ("failing", 410, "", ""), "500": ("failing", 500, "", ""),
        "403": ("withheld", 403, "", ""), "loop": ("failing", 0, "", "it leads on and on"),
        "slow": ("failing", 0, "", "no answer in time"),
    }
    assert LinkCheck.objects.count() == len(paths)


def test_a_site_is_asked_one_thing_at_a_time_with_a_pause(site: Asked) -> None:
    base, asked = site
    check(*(f"{base}/{name}" for name in "abc"), delay=0.1)
    times = [at for _, _, at in asked]
    assert [path for _, path, _ in asked] == ["/a", "/b", "/c"]
    assert all(later - sooner >= 0.1 for sooner, later in pairwise(times))


def test_a_site_that_asks_to_be_left_alone_is_asked_nothing_more(site: Asked) -> None:
    base, asked = site
    found = check(f"{base}/a", f"{base}/busy", f"{base}/b")
    assert [path for _, path, _ in asked] == ["/a", "/busy"]
    assert set(found) == {f"{base}/a", f"{base}/busy"}


def test_addresses_within_private_networks_are_not_asked(site: Asked) -> None:
    base, asked = site
    found = check_links([f"{base}/a"], delay=0, now=lambda: NOW)
    assert asked == []
    assert "not public" in found[f"{base}/a"].error


def test_when_no_site_answers_nothing_is_kept() -> None:
    with pytest.raises(NoWayOut, match="None of 3 sites answered"):
        check("http://a.invalid/", "http://b.invalid/", "http://c.invalid/")
    assert not LinkCheck.objects.exists()


def test_failures_over_days_make_a_link_broken_and_one_answer_mends_it(
    site: Asked
) -> None:
    base, _ = site
    for day in range(4):
        found = check(f"{base}/404", at=NOW + timedelta(days=day))
    assert found[f"{base}/404"].state == "broken"
    assert store.standings()[f"{base}/404"].since == NOW


def test_broken_links_of_records_are_shown_and_due_again(
    site: Asked, loaded: object, client: Client
) -> None:
    from bordermark.compendium.reading import Current

    base, _ = site
    record = Current().instruments(["cwc-1993"])["cwc-1993"].model_copy(update={"url": f"{base}/404"})
    record_change(Change({"instrument": [record]}), at=NOW, by="somebody", reason="a link")
    for day in range(4):
        check(f"{base}/404", at=NOW + timedelta(days=day))
    [link] = store.links(["broken"])
    assert [(one.type, one.key, one.field) for one in link.records] == [("instrument", "cwc-1993", "url")]
    assert Current().instruments(["cwc-1993"])["cwc-1993"] == record
    assert f"{base}/404" in client.get("/links").content.decode()
    assert [row["address"] for row in client.get("/links?state=broken&format=json").json()] == [f"{base}/404"]
    assert f"{base}/404" in client.get("/links?state=broken&format=csv").content.decode()
    assert client.get("/links?state=moved").content.decode().count(f"{base}/404") == 0
    shown = client.get("/organisations/opcw/quality?format=json").json()
    aspect = next(one for one in shown["aspects"] if one["name"] == "broken-link")
    assert [(one["id"], one["detail"]) for one in aspect["records"]] == [
        ("cwc-1993", f"{base}/404 (2026-11-24)")
    ]
    assert [row["state"] for row in client.get("/api/v1/links?state=broken").json()] == ["broken"]
    assert f"{base}/404" not in store.due(NOW + timedelta(days=4))
    assert f"{base}/404" in store.due(NOW + timedelta(days=11))
    store.forget_unnamed([])
    assert store.links() == []
