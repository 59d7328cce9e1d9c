"""What can be set from outside: every setting is an environment variable, read once, here."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting: its variable, its default as text, and what it does."""

    variable: str
    default: str
    meaning: str


SETTINGS = (
    Setting("BORDERMARK_DATA", "a folder of the user's own", "Folder of the database, the search index, the "
            "secret key and the collected static files"),
    Setting("DATABASE_URL", "SQLite in the data folder", "Database address, such as "
            "postgresql://user:password@host/name"),
    Setting("BORDERMARK_HOST", "127.0.0.1", "Address on which the server listens"),
    Setting("BORDERMARK_PORT", "8321", "Port on which the server listens"),
    Setting("BORDERMARK_THREADS", "4", "Requests served at the same time"),
    Setting("BORDERMARK_LARGEST_UPLOAD", "1024", "Size in MiB of the largest file of declarations that can be sent"),
    Setting("BORDERMARK_ALLOWED_HOSTS", "localhost, 127.0.0.1 and [::1]", "Host names under which the site is "
            "reached, separated by commas"),
    Setting("BORDERMARK_BASE_URL", "the address of the request", "Public address of the site, used in "
            "identifiers, feeds and citations"),
    Setting("BORDERMARK_EMAIL_URL", "files in the folder mail of the data folder", "Mail server for invitations and "
            "notifications, such as smtp+tls://user:password@mail.example.org:587 (smtps:// for TLS from the start)"),
    Setting("BORDERMARK_EMAIL_FROM", "bordermark@localhost", "Address from which the site writes"),
    Setting("BORDERMARK_SECRET_KEY", "made at the first start, kept in the data folder", "Key that signs "
            "sessions and forms"),
    Setting("BORDERMARK_PRIVATE_FEEDS", "0", "1 lets feeds be read from this machine and from private networks"),
    Setting("BORDERMARK_DEBUG", "0", "1 shows errors in the browser; never on a public address"),
)


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings in force."""

    data: Path
    database_url: str
    host: str
    port: int
    threads: int
    largest_upload: int
    allowed_hosts: tuple[str, ...]
    base_url: str
    email_url: str
    email_from: str
    secret_key: str
    private_feeds: bool
    debug: bool

    @property
    def database_file(self) -> Path:
        """The embedded database, used when no other is configured."""
        return self.data / "bordermark.sqlite3"

    @property
    def index_folder(self) -> Path:
        """The folder of the search index."""
        return self.data / "index"


def default_data_folder(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """The usual place for a program's data: XDG on Linux, Application Support on macOS, LOCALAPPDATA."""
    home = Path(environment.get("HOME") or environment.get("USERPROFILE") or Path.home())
    if platform == "darwin":
        return home / "Library" / "Application Support" / "bordermark"
    if platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local") / "bordermark"
    return Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share") / "bordermark"


def read(environment: Mapping[str, str] = os.environ) -> Configuration:
    """The configuration that an environment gives. Raises ValueError, naming the variable, for a bad value."""
    data = Path(environment.get("BORDERMARK_DATA") or default_data_folder(environment)).expanduser()
    hosts = environment.get("BORDERMARK_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
    return Configuration(
        data=data,
        database_url=_database(environment),
        host=environment.get("BORDERMARK_HOST", "127.0.0.1"),
        port=_whole(environment, "BORDERMARK_PORT", 8321, 65535),
        threads=_whole(environment, "BORDERMARK_THREADS", 4, 256),
        largest_upload=_whole(environment, "BORDERMARK_LARGEST_UPLOAD", 1024, 1 << 20),
        allowed_hosts=tuple(host.strip() for host in hosts.split(",") if host.strip()),
        base_url=environment.get("BORDERMARK_BASE_URL", "").rstrip("/"),
        email_url=_email(environment),
        email_from=environment.get("BORDERMARK_EMAIL_FROM") or "bordermark@localhost",
        secret_key=environment.get("BORDERMARK_SECRET_KEY", ""),
        private_feeds=_switch(environment, "BORDERMARK_PRIVATE_FEEDS"),
        debug=_switch(environment, "BORDERMARK_DEBUG"),
    )


def _database(environment: Mapping[str, str]) -> str:
    text = environment.get("DATABASE_URL", "")
    scheme = text.partition("://")[0]
    if text and scheme not in ("postgresql", "postgres", "sqlite"):
        raise ValueError(f"DATABASE_URL: found an address that begins with {scheme!r}, expected one such as "
                         "postgresql://user:password@host/name")
    return text


def _email(environment: Mapping[str, str]) -> str:
    text = environment.get("BORDERMARK_EMAIL_URL", "")
    if text:
        try:
            mail_server(text)
        except ValueError as error:
            raise ValueError(f"BORDERMARK_EMAIL_URL: {error}") from error
    return text


def mail_server(address: str) -> dict[str, Any]:
    """Django's settings for the mail server at an address. Raises ValueError for one that cannot be used.

    >>> mail_server("smtp://mail.example.org")["EMAIL_PORT"]
    25
    """
    parts = urlsplit(address)
    usual = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
    port = parts.netloc.rpartition("@")[2].rpartition(":")[2] if ":" in parts.netloc.rpartition("@")[2] else ""
    if parts.scheme not in usual or not parts.hostname or (port and not port.isdecimal()):
        raise ValueError("found an address that cannot be used, expected one such as "
                         "smtp+tls://user:password@mail.example.org:587")
    return {
        "EMAIL_HOST": parts.hostname, "EMAIL_PORT": int(port or usual[parts.scheme]),
        "EMAIL_HOST_USER": unquote(parts.username or ""), "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls", "EMAIL_USE_SSL": parts.scheme == "smtps", "EMAIL_TIMEOUT": 20,
    }


def _switch(environment: Mapping[str, str], variable: str) -> bool:
    text = environment.get(variable) or "0"
    if text not in ("0", "1"):
        raise ValueError(f"{variable}: found {text!r}, expected 0 or 1")
    return text == "1"


def _whole(environment: Mapping[str, str], variable: str, default: int, largest: int) -> int:
    text = environment.get(variable, str(default))
    if not text.isdecimal() or not 0 < int(text) <= largest:
        raise ValueError(f"{variable}: found {text!r}, expected a whole number from 1 to {largest}")
    return int(text)
