"""Asking one address whether it is there: HEAD, and GET where HEAD is not understood. What it says is not read."""

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import httpx

from bordermark import __version__
from bordermark.contributions.links.judging import IMPOSSIBLE, Reply

TIMEOUT: Final = 20.0
"""Seconds for each of connecting and answering."""

LONGEST_WAIT: Final = 7 * 24 * 3600.0
"""Seconds for which a site is left alone at most, whatever it asks."""

FOR_GOOD: Final = frozenset({301, 308})
"""Redirects that say an address has moved for good (RFC 9110, sections 15.4.2 and 15.4.9)."""

_NOT_FOR_HEAD: Final = frozenset({400, 403, 404, 405, 406, 500, 501, 503})
"""Statuses that some servers give to HEAD alone."""


class NotPublic(httpx.RequestError):
    """An address within somebody's own network, which a record must not have us ask."""


@contextmanager
def client(private: bool = False, timeout: float = TIMEOUT) -> Iterator[httpx.Client]:
    """What asks; addresses that are not public, at any step of a redirect, are asked only with `private`."""
    hooks = {} if private else {"request": [_refuse_private]}
    agent = f"Bordermark/{__version__} (link check; reads no content)"
    with httpx.Client(
        follow_redirects=True, max_redirects=5, timeout=timeout, event_hooks=hooks,
        headers={"User-Agent": agent, "Accept": "*/*"},
    ) as one:
        yield one


def _refuse_private(request: httpx.Request) -> None:
    try:
        found = socket.getaddrinfo(request.url.host, None)
    except OSError as error:
        raise httpx.ConnectError("the name of the site is not found", request=request) from error
    if not all(ipaddress.ip_address(str(one[4][0]).partition("%")[0]).is_global for one in found):
        raise NotPublic("it leads into a network that is not public", request=request)


def ask(one: httpx.Client, url: str) -> Reply:
    """What an address answers."""
    try:
        reply = _reply(one, "HEAD", url)
        return _reply(one, "GET", url) if reply.status in _NOT_FOR_HEAD and not reply.wait else reply
    except NotPublic as error:
        return Reply(0, f"{IMPOSSIBLE}: {error}")
    except (httpx.UnsupportedProtocol, httpx.InvalidURL, UnicodeError, ValueError) as error:
        return Reply(0, f"{IMPOSSIBLE}: {error}")
    except httpx.TooManyRedirects:
        return Reply(0, "it leads on and on")
    except httpx.TimeoutException:
        return Reply(0, "no answer in time")
    except httpx.HTTPError as error:
        return Reply(0, str(error) or type(error).__name__)


def _reply(one: httpx.Client, method: str, url: str) -> Reply:
    with one.stream(method, url) as response:
        steps = [step.status_code for step in response.history]
        moved = str(response.url) if steps and FOR_GOOD.issuperset(steps) else ""
        wait = _seconds(response.headers.get("Retry-After", "")) if response.status_code in (429, 503) else 0.0
        return Reply(response.status_code, "", moved if response.is_success else "", wait)


def _seconds(text: str) -> float:
    """What Retry-After asks for (RFC 9110, section 10.2.3): a number of seconds or a date; 0 if it is neither."""
    try:
        asked = float(text) if text.isdigit() else (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return 0.0
    return min(max(asked, 0.0), LONGEST_WAIT)
