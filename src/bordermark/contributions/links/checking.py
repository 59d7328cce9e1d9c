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
from bordermark.pack import Progress

SITES_AT_ONCE: Final = 8
DELAY: Final = 1.0
"""Seconds between two questions to one site."""


def check_links(
    urls: Sequence[str], *, delay: float = DELAY, private: bool = False, timeout: float = TIMEOUT,
    now: Callable[[], datetime] = lambda: datetime.now(UTC), progress: Progress | None = None,
) -> dict[str, Standing]:
    """Ask these addresses and keep what each answers; gives what each is called now.

    A site that asks to be left alone (Retry-After) is asked nothing more in this run. Safe to interrupt: what has
    answered is kept.
    """
    before, found = standings(), dict[str, Standing]()
    with client(private, timeout) as one, ThreadPoolExecutor(SITES_AT_ONCE) as pool:
        sites = [iter(_questions(one, some, delay)) for some in _by_site(urls)]
        running: dict[Future[tuple[str, Reply] | None], Iterator[tuple[str, Reply]]] = {
            pool.submit(next, site, None): site for site in sites
        }
        while running:
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                site = running.pop(future)
                if (answered := future.result()) is None:
                    continue
                running[pool.submit(next, site, None)] = site
                url, reply = answered
                found[url] = judge(before.get(url), reply, now())
                keep(url, found[url])
                if progress:
                    progress("Asking", len(found), len(urls))
    return found


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
