"""From nothing to a running server: each step can be interrupted and is finished by the next start."""

import shutil
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils import timezone

from bordermark import __version__
from bordermark.compendium import indexing
from bordermark.errors import BordermarkError, DamagedStore
from bordermark.pack import Progress
from bordermark.web.configuration import Configuration
from bordermark.web.loading import load_bundled_pack

Announce = Callable[[str], None]


def prepare(announce: Announce, progress: Progress, at: datetime | None = None) -> None:
    """Make everything ready to serve: folder, database, bundled pack, search index, static files.

    Does only what is not done yet. Raises BordermarkError with what to do when something is damaged.
    """
    configuration: Configuration = settings.CONFIGURATION
    make_folder(configuration.data)
    check_database()
    announce("Database")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("clearsessions")
    announce("Data pack")
    load_bundled_pack(at or timezone.now(), progress)
    announce("Search index")
    indexing.follow(settings.INDEX_FOLDER, progress)
    announce("Static files")
    collect_static(Path(settings.STATIC_ROOT))


def make_folder(folder: Path) -> None:
    """Make the data folder. Raises BordermarkError when it cannot be made or written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise BordermarkError(f"The data folder {folder} cannot be written ({error.strerror}). Choose another with "
                              "--data or BORDERMARK_DATA.") from error


def check_database() -> None:
    """Raise DamagedStore, with what to do, when the database cannot be opened or is damaged."""
    if connection.vendor != "sqlite":
        try:
            connection.ensure_connection()
        except DatabaseError as error:
            raise DamagedStore(f"The database at DATABASE_URL does not answer: {str(error).strip()}. "
                               "Start it or correct the address.") from error
        return
    path = Path(connection.settings_dict["NAME"])
    remedy = (f"Restore {path.name} from a backup, or move it (with its -wal and -shm files) out of the data folder "
              "and start again: the bundled data is then loaded anew.")
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            answer = cursor.fetchone()
    except (DatabaseError, sqlite3.DatabaseError) as error:
        raise DamagedStore(f"The database {path} cannot be read ({error}). {remedy}") from error
    if answer != ("ok",):
        raise DamagedStore(f"The database {path} is damaged ({answer[0]}). {remedy}")


def collect_static(folder: Path) -> None:
    """Collect and compress the static files, once for each version; an interrupted collection is redone."""
    stamp = folder / ".collected"
    wanted = f"{__version__} {static_state()}"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    shutil.rmtree(folder, ignore_errors=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(wanted, encoding="utf-8")


def static_state() -> int:
    """A number that changes when a static file of any room changes: its newest modification, in ns."""
    rooms = Path(__file__).parent.parent
    files = (path for path in rooms.glob("*/static/**/*") if path.is_file())
    return max((path.stat().st_mtime_ns for path in files), default=0)
