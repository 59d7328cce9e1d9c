"""Serving with waitress: threads in one process, so that one search index and one SQLite file are enough."""

import errno
import logging
import time
from collections.abc import Callable
from threading import Thread
from typing import Final

from waitress.server import create_server

from bordermark.errors import BordermarkError
from bordermark.web.configuration import Configuration

log = logging.getLogger(__name__)

LARGEST_REQUEST: Final = 64 * 1024 * 1024
"""Bytes; a file that is sent may have half as many, which the page that takes it says."""


def serve(configuration: Configuration, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; `ready` is called with the address once requests are taken.

    Raises BordermarkError when the address is taken or cannot be used.
    """
    from bordermark.web.wsgi import application

    try:
        server = create_server(
            application, host=configuration.host, port=configuration.port, threads=configuration.threads,
            ident="Bordermark", channel_timeout=60, max_request_body_size=LARGEST_REQUEST,
        )
    except OSError as error:
        place = f"{configuration.host}:{configuration.port}"
        if error.errno == errno.EADDRINUSE:
            raise BordermarkError(f"{place} is already in use, perhaps by Bordermark itself. Open it in a browser, "
                                  "or choose another port with --port.") from error
        raise BordermarkError(f"{place} cannot be used ({error.strerror}). Choose another with --host and "
                              "--port.") from error
    _Sender(configuration).start()
    ready(address(configuration.host, configuration.port))
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()


class _Sender(Thread):
    """Sends the e-mails that are due, every minute, as long as the server runs."""

    def __init__(self, configuration: Configuration) -> None:
        super().__init__(name="sender", daemon=True)
        self.base = configuration.base_url or address(configuration.host, configuration.port).rstrip("/")

    def run(self) -> None:
        from django.db import DatabaseError, close_old_connections
        from django.utils import timezone

        from bordermark.accounts.sending import send_due

        while True:
            time.sleep(60)
            close_old_connections()
            try:
                send_due(timezone.now(), self.base)
            except (BordermarkError, DatabaseError) as error:
                log.warning("Sending e-mails: %s", error)


def address(host: str, port: int) -> str:
    """The address at which a browser on this machine finds the server.

    >>> address("0.0.0.0", 8321)
    'http://127.0.0.1:8321/'
    """
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}/"
