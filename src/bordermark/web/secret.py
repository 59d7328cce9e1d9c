"""The key that signs sessions and forms: made once, kept in the data folder."""

import os
import secrets
from pathlib import Path

_LENGTH = 50


def secret_key(folder: Path) -> str:
    """The key kept in `folder`, made at the first call. Interrupted or concurrent first calls are harmless."""
    path = folder / "secret-key"
    kept = _read(path)
    if kept:
        return kept
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"secret-key.{os.getpid()}"
    fresh.touch(mode=0o600)
    fresh.write_text(secrets.token_urlsafe(_LENGTH), encoding="ascii")
    if path.exists() and not _read(path):
        path.unlink()
    try:
        os.link(fresh, path)  # fails when another process was first: then its key counts
    except FileExistsError:
        pass
    except OSError:  # a file system without hard links
        fresh.replace(path)
    fresh.unlink(missing_ok=True)
    return _read(path)


def _read(path: Path) -> str:
    try:
        text = path.read_text(encoding="ascii")
    except (FileNotFoundError, UnicodeDecodeError):
        return ""
    return text if len(text) >= _LENGTH else ""
