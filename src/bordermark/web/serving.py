"""Serving with waitress: threads in one process, so that one search index and one SQLite file are enough."""

import errno
import logging
import subprocess
import sys
import time
from collections.abc import Callable
from threading import Event, Thread
from typing import Final

from waitress.server import create_server

from bordermark.errors import BordermarkError
from bordermark.web.configuration import Configuration

log = logging.getLogger(__name__)

FORM: Final = 1 << 20
"""Bytes of a request beside the file that it sends."""

WAIT_FOR_RUNS: Final = 2.0
"""Seconds between two looks for runs that wait."""


def serve(configuration: Configuration, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; `ready` is called with the address once requests are taken.

    Raises BordermarkError when the address is taken or cannot be used.
    """
    from bordermark.web.wsgi import application

    try:
        server = create_server(
            application, host=configuration.host, port=configuration.port, threads=configuration.threads,
            ident="Bordermark", channel_timeout=60, max_request_body_size=(configuration.largest_upload << 20) + FORM,
        )
    except OSError as error:
        place = f"{configuration.host}:{configuration.port}"
        if error.errno == errno.EADDRINUSE:
            raise BordermarkError(f"{place} is already in use, perhaps by Bordermark itself. Open it in a browser, "
                                  "or choose another port with --port.") from error
        raise BordermarkError(f"{place} cannot be used ({error.strerror}). Choose another with --host and "
                              "--port.") from error
    _Sender(configuration).start()
    screener = _Screener()
    screener.start()
    ready(address(configuration.host, configuration.port))
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        screener.end()
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


class _Screener(Thread):
    """Sees that there is a worker process as long as runs of screening wait, and none when none does.

    A process of its own, so that requests never wait for it, and so that a file which breaks it breaks nothing else. It
    ends with this one, whose end of its standard input the system closes.
    """

    def __init__(self) -> None:
        super().__init__(name="screener", daemon=True)
        self._process: subprocess.Popen[bytes] | None = None
        self._over = Event()

    def run(self) -> None:
        from django.db import DatabaseError, close_old_connections

        from bordermark.screening.runs.store import to_do

        while not self._over.wait(WAIT_FOR_RUNS):
            close_old_connections()
            try:
                if (self._process is None or self._process.poll() is not None) and to_do():
                    command = [sys.executable, "-m", "bordermark", "work", "--beside"]
                    self._process = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)
            except (DatabaseError, OSError) as error:
                log.warning("Screening: %s", error)

    def end(self) -> None:
        """Have the worker end after the piece that it is at."""
        self._over.set()
        if self._process and self._process.stdin:
            self._process.stdin.close()


def address(host: str, port: int) -> str:
    """The address at which a browser on this machine finds the server.

    >>> address("0.0.0.0", 8321)
    'http://127.0.0.1:8321/'
    """
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}/"
