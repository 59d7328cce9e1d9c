"""Fetching over real connections: waiting as asked, giving up in time, and going nowhere it should not."""

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bordermark.contributions.feeds import fetching, waiting
from bordermark.contributions.feeds.fetching import Fetcher, FetchFailed, is_public


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def fetch(waits: list[float]) -> Iterator[Fetcher]:
    made = Fetcher(private=True, sleep=waits.append)
    yield made
    made.close()


def test_it_waits_as_long_as_it_is_asked_to(site: Any, fetch: Fetcher, waits: list[float]) -> None:
    in_a_minute = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    site.answers = [(503, {"Retry-After": "7"}, b""), (429, {"Retry-After": in_a_minute}, b""), (200, {}, b"here")]
    assert fetch(f"{site.address}/a", {"b": "c d"}).content == b"here"
    assert waits[0] == 7 and 57 <= waits[1] <= 60
    assert [path for path, _ in site.asked] == ["/a?b=c+d"] * 3
    assert site.asked[0][1]["User-Agent"].startswith("Bordermark/")


def test_it_really_sleeps(site: Any) -> None:
    site.answers = [(503, {"Retry-After": "1"}, b""), (200, {}, b"here")]
    began = datetime.now(UTC)
    Fetcher(private=True)(site.address, {})
    assert datetime.now(UTC) - began >= timedelta(seconds=1)


def test_it_backs_off_ever_longer_and_gives_up(site: Any, fetch: Fetcher, waits: list[float]) -> None:
    site.answers = [(503, {}, b"")]
    with pytest.raises(FetchFailed, match="after 5 attempts"):
        fetch(site.address, {})
    assert len(site.asked) == waiting.ATTEMPTS and len(waits) == 4
    assert all(wait <= 2**power for power, wait in enumerate(waits))


@given(attempt=st.integers(1, 100), chance=st.floats(0, 1))
def test_no_wait_is_beyond_the_bound(attempt: int, chance: float) -> None:
    assert 0 <= waiting.back_off(attempt, chance) <= waiting.LONGEST


@given(st.text())
def test_whatever_the_server_says_is_a_wait_or_nothing(header: str) -> None:
    asked = waiting.asked_for(header, datetime(2026, 11, 24, tzinfo=UTC))
    assert asked is None or asked >= 0


def test_who_wants_to_be_left_alone_for_long_is_left_alone(site: Any, fetch: Fetcher, waits: list[float]) -> None:
    site.answers = [(503, {"Retry-After": "7200"}, b"")]
    with pytest.raises(FetchFailed, match="7200 seconds") as failure:
        fetch(site.address, {})
    assert waits == [] and len(site.asked) == 1
    assert failure.value.not_before and failure.value.not_before > datetime.now(UTC) + timedelta(hours=1)


def test_what_is_not_there_is_not_asked_for_again(site: Any, fetch: Fetcher, waits: list[float]) -> None:
    site.answers = [(404, {}, b"")]
    with pytest.raises(FetchFailed, match="status 404"):
        fetch(site.address, {})
    assert len(site.asked) == 1 and waits == []


def test_it_asks_whether_anything_has_changed(site: Any, fetch: Fetcher) -> None:
    site.answers = [(200, {"ETag": '"1"', "Last-Modified": "Tue, 24 Nov 2026 00:00:00 GMT"}, b"here"), (304, {}, b"")]
    first = fetch(site.address, {})
    assert not first.unchanged and first.marks["If-None-Match"] == '"1"'
    second = fetch(site.address, {}, first.marks)
    assert second.unchanged and second.marks == first.marks
    assert site.asked[1][1]["If-None-Match"] == '"1"' and "If-Modified-Since" in site.asked[1][1]


def test_an_answer_too_large_is_not_read_to_its_end(
    site: Any, fetch: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "LARGEST", 100_000)
    site.answers = [(200, {"Content-Encoding": "gzip"}, gzip.compress(b"0" * 10_000_000))]
    with pytest.raises(FetchFailed, match="more than"):
        fetch(site.address, {})


def test_an_answer_that_trickles_is_not_waited_for(
    site: Any, fetch: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "LONGEST", -1.0)
    site.answers = [(200, {}, b"here")]
    with pytest.raises(FetchFailed, match="takes longer"):
        fetch(site.address, {})


@pytest.mark.parametrize(("location", "why"), [
    ("/again", "leads on more than 3 times"), ("file:///etc/passwd", "neither http nor https"),
    ("ftp://example.org/", "neither http nor https"),
])
def test_it_does_not_follow_wherever_it_is_led(
    site: Any, fetch: Fetcher, waits: list[float], location: str, why: str
) -> None:
    site.answers = [(302, {"Location": location}, b"")]
    with pytest.raises(FetchFailed, match=why):
        fetch(site.address, {})


@pytest.mark.parametrize("address", [
    "file:///etc/passwd", "ftp://example.org/", "gopher://example.org", "example.org/oai", "http://", "//example.org",
    "https://user:secret@example.org/oai", "http://exa mple.org/", "javascript:alert(1)", "", "http://[::1", "http://a:b/",
])
def test_addresses_that_are_none_of_the_web(fetch: Fetcher, address: str) -> None:
    with pytest.raises(FetchFailed, match="expected one such as https"):
        fetch(address, {})


def test_this_machine_and_private_networks_are_closed_unless_allowed(site: Any) -> None:
    site.answers = [(200, {}, b"secret")]
    careful = Fetcher(private=False)
    port = site.server.server_port
    for host in ("127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "127.1"):
        with pytest.raises(FetchFailed, match=r"BORDERMARK_PRIVATE_FEEDS|does not answer"):
            Fetcher(private=False, sleep=lambda _: None)(f"http://{host}:{port}/", {})
    assert site.asked == []
    careful.close()


@pytest.mark.parametrize("address", [
    "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "2002:7f00:1::", "::",
])
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


def test_a_name_leads_to_the_server_of_that_name(site: Any, fetch: Fetcher, waits: list[float]) -> None:
    site.answers = [(200, {}, b"here")]
    name = site.address.replace("127.0.0.1", "localhost")
    assert fetch(name, {}).content == b"here"
    assert site.asked[0][1]["Host"] == name.removeprefix("http://")
