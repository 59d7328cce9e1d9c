"""Fetching from other sites with manners and with care: patient, bounded, and nowhere it should not go.

A request waits as it is asked to and is tried again a few times; an answer is bounded in size and in time; only
http and https are spoken, only a few redirections followed, and each connection goes to an address that was looked
at before: none on this machine or in a private network, unless the operator allows it.
"""

import ipaddress
import random
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

import httpx

from bordermark import __version__
from bordermark.contributions.feeds import waiting
from bordermark.errors import BordermarkError

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of one answer, after it is unpacked."""
LONGEST: Final = 120.0
"""Seconds in which one answer must have come, however it trickles."""
REDIRECTIONS: Final = 3
_SILENCE: Final = 30.0


class FetchFailed(BordermarkError):
    """Something could not be fetched; the sentence says from where and why. `not_before`: when to try again, if the
    server said so."""

    def __init__(self, sentence: str, not_before: datetime | None = None) -> None:
        self.not_before = not_before
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: its content (empty when nothing has changed), and the marks by which to ask whether it has."""

    content: bytes
    unchanged: bool = False
    marks: Mapping[str, str] = field(default_factory=dict)


class Fetch(Protocol):
    """Gets an address, unless it is as it was when it had these marks."""

    def __call__(self, address: str, query: Mapping[str, str], marks: Mapping[str, str] | None = None) -> Fetched: ...


def require_web_address(address: str) -> None:
    """Raise FetchFailed unless it is an http or https address with a host and without a password."""
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and parts.hostname and not parts.password and parts.port != 0
    except ValueError:
        usable = False
    if not usable or not address.isprintable() or " " in address:
        raise FetchFailed(f"Found the address {address[:200]!r}, expected one such as https://example.org/oai.")


class _Guarded(httpx.HTTPTransport):
    """A transport that looks at the address behind a name, and connects to that address and no other."""

    def __init__(self, private: bool) -> None:
        # a connection belongs to a name: it is never used again for another name at the same address
        super().__init__(limits=httpx.Limits(max_keepalive_connections=0))
        self._private = private

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        if request.url.scheme not in ("http", "https"):  # where a redirection may lead
            raise httpx.UnsupportedProtocol(request.url.scheme)
        extensions = {**request.extensions, "sni_hostname": host}
        *others, last = self._addresses(host)
        for address in others:
            try:
                return super().handle_request(_at(address, request, extensions))
            except httpx.ConnectError:
                continue
        return super().handle_request(_at(last, request, extensions))

    def _addresses(self, host: str) -> list[str]:
        try:
            found = [str(one[4][0]) for one in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError(f"no such host: {host}") from error
        if not self._private and (inside := [one for one in found if not is_public(one)]):
            raise FetchFailed(f"{host} is at {inside[0]}, on this machine or in a private network. Feeds are read "
                              "from there only when BORDERMARK_PRIVATE_FEEDS is 1.")
        return list(dict.fromkeys(found))


def _at(address: str, request: httpx.Request, extensions: dict[str, Any]) -> httpx.Request:
    """The request, to be sent to a numeric address; it names its host as before, in its headers and under TLS."""
    return httpx.Request(request.method, request.url.copy_with(host=address), headers=request.headers,
                         stream=request.stream, extensions=extensions)


def is_public(address: str) -> bool:
    """Whether an IP address can be anywhere but on this machine or in a private network.

    >>> [is_public(one) for one in ("8.8.8.8", "127.0.0.1", "10.1.2.3", "169.254.169.254", "::ffff:10.0.0.1")]
    [True, False, False, False, False]
    """
    one = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(one, ipaddress.IPv6Address):
        one = one.ipv4_mapped or one.sixtofour or one
    return one.is_global and not one.is_multicast


class Fetcher:
    """Fetches until closed. `private` allows private addresses; `sleep` waits, and is told how many seconds."""

    def __init__(self, *, private: bool, sleep: Callable[[float], None] = time.sleep) -> None:
        self._sleep = sleep
        self._client = httpx.Client(
            transport=_Guarded(private), timeout=_SILENCE, follow_redirects=True, max_redirects=REDIRECTIONS,
            headers={"User-Agent": f"Bordermark/{__version__}", "Accept": "*/*"}, trust_env=False,
        )

    def __call__(self, address: str, query: Mapping[str, str], marks: Mapping[str, str] | None = None) -> Fetched:
        """Get an address. Raises FetchFailed when it cannot be had after some attempts."""
        require_web_address(address)
        headers = {name: value for name, value in (marks or {}).items() if name in _CONDITIONS}
        for attempt in range(1, waiting.ATTEMPTS + 1):
            try:
                url = httpx.URL(address).copy_merge_params(dict(query))
                with self._client.stream("GET", url, headers=headers) as response:
                    if response.status_code == 304 and headers:
                        return Fetched(b"", True, marks or {})
                    if response.status_code == 200:
                        return Fetched(_content(response), marks=_marks(response))
                    why, asked = self._refused(response)
            except httpx.InvalidURL as error:
                raise FetchFailed(f"{address}: {error}") from error
            except httpx.UnsupportedProtocol as error:
                raise FetchFailed(f"{address} leads to an address that is neither http nor https.") from error
            except httpx.TooManyRedirects as error:
                raise FetchFailed(f"{address} leads on more than {REDIRECTIONS} times.") from error
            except httpx.HTTPError as error:
                why, asked = f"{type(error).__name__}: {error}", None
            if attempt < waiting.ATTEMPTS:
                self._sleep(waiting.back_off(attempt, random.random()) if asked is None else asked)
        raise FetchFailed(f"{address} does not answer after {waiting.ATTEMPTS} attempts ({why}).")

    def _refused(self, response: httpx.Response) -> tuple[str, float | None]:
        """Why, and the seconds the server asks to wait. Raises FetchFailed where trying again cannot help."""
        why = f"status {response.status_code}"
        if response.status_code not in waiting.AGAIN:
            raise FetchFailed(f"{response.request.url} answers with {why}.")
        now = datetime.now(UTC)
        asked = waiting.asked_for(response.headers.get("Retry-After", ""), now)
        if asked is not None and asked > waiting.LONGEST:
            until = now + timedelta(seconds=min(asked, 7 * 86_400))
            raise FetchFailed(f"{response.request.url} answers with {why} and asks to come back in {asked:.0f} "
                              "seconds.", until)
        return why, asked

    def close(self) -> None:
        """Let go of all connections."""
        self._client.close()


_CONDITIONS: Final[Mapping[str, str]] = {"If-None-Match": "ETag", "If-Modified-Since": "Last-Modified"}
"""The header of a request that asks whether something has changed, and that of the answer it is taken from."""


def _marks(response: httpx.Response) -> dict[str, str]:
    return {ask: response.headers[told] for ask, told in _CONDITIONS.items() if told in response.headers}


def _content(response: httpx.Response) -> bytes:
    """The content of an answer. Raises FetchFailed for one too large or too slow."""
    parts, size, end = [], 0, time.monotonic() + LONGEST
    for part in response.iter_bytes():
        size += len(part)
        parts.append(part)
        if size > LARGEST:
            raise FetchFailed(f"{response.request.url} answers with more than {LARGEST // 1024 ** 2} MiB.")
        if time.monotonic() > end:
            raise FetchFailed(f"{response.request.url} takes longer than {LONGEST:.0f} seconds to answer.")
    return b"".join(parts)
