"""Asking many addresses, politely: one at a time at each site, several sites at once, each kept as it answers."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

import httpx

from bordermark.contributions.links.asking import TIMEOUT, ask, client
from bordermark.contributions.links.judging import Reply, Standing, judge
from bordermark.contributions.links.store import keep, standings
from bordermark.errors import BordermarkError
from bordermark.pack import Progress

SITES_AT_ONCE: Final = 8
DELAY: Final = 1.0
"""Seconds between two questions to one site."""

SEVERAL: Final = 3
"""As many silent sites are no chance."""


class NoWayOut(BordermarkError):
    """Of all the sites that were asked none answered: it is our own network, and nothing was kept."""


def check_links(
    urls: Sequence[str], *, delay: float = DELAY, private: bool = False, timeout: float = TIMEOUT,
    now: Callable[[], datetime] = lambda: datetime.now(UTC), progress: Progress | None = None,
) -> dict[str, Standing]:
    """Ask these addresses and keep what each answers; gives what each is called now.

    A site that asks to be left alone (Retry-After) is asked nothing more in this run. Safe to interrupt: what has
    answered is kept. Silence is kept only once some site has answered; raises NoWayOut when of several none has.
    """
    before, found = standings(), dict[str, Standing]()
    waiting: list[tuple[str, Reply]] = []
    sites, answered = _by_site(urls), False

    def settle() -> None:
        for url, reply in waiting:
            found[url] = judge(before.get(url), reply, now())
            keep(url, found[url])
        waiting.clear()

    for url, reply in _replies(sites, delay, private, timeout):
        waiting.append((url, reply))
        answered = answered or bool(reply.status)
        if answered:
            settle()
        if progress:
            progress("Asking", len(found) + len(waiting), len(urls))
    if waiting and len(sites) >= SEVERAL:
        raise NoWayOut(f"None of {len(sites)} sites answered ({waiting[0][1].error}): look whether this machine can "
                       "reach the Internet. Nothing was kept.")
    settle()
    return found


def _replies(
    sites: Sequence[Sequence[str]], delay: float, private: bool, timeout: float
) -> Iterator[tuple[str, Reply]]:
    """What the addresses answer, as they do."""
    with client(private, timeout) as one, ThreadPoolExecutor(SITES_AT_ONCE) as pool:
        running: dict[Future[tuple[str, Reply] | None], Iterator[tuple[str, Reply]]] = {}
        for site in (_questions(one, some, delay) for some in sites):
            running[pool.submit(next, site, None)] = site
        while running:
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                site = running.pop(future)
                if answered := future.result():
                    running[pool.submit(next, site, None)] = site
                    yield answered


def _by_site(urls: Sequence[str]) -> list[list[str]]:
    sites: dict[str, list[str]] = {}
    for url in urls:
        sites.setdefault(_site(url), []).append(url)
    return list(sites.values())


def _site(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def _questions(one: httpx.Client, urls: Sequence[str], delay: float) -> Iterator[tuple[str, Reply]]:
    """The addresses of one site, asked in turn, until it asks to be left alone."""
    for at, url in enumerate(urls):
        if at:
            time.sleep(delay)
        reply = ask(one, url)
        yield url, reply
        if reply.wait:
            return
