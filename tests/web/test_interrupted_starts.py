"""A start may be killed at any moment, and what is damaged is mended or refused with what to do."""

import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from bordermark.errors import BordermarkError
from bordermark.web import serving, starting
from bordermark.web.configuration import read

DOOMED = """
import os, signal, sys, threading, time

def watch(limit):
    while time.process_time() < limit:
        time.sleep(0.005)
    os.kill(os.getpid(), signal.SIGKILL)

threading.Thread(target=watch, args=(float(sys.argv.pop(1)),), daemon=True).start()
from bordermark.cli.main import app
app()
"""
"""The command, killed once it has worked for so many seconds of processor time, however busy the machine is."""

BANDS = ((0.3, 3), (3, 6), (6, 9), (0.8, 2.5), (2.5, 5))
"""Seconds of work: in the load of the pack, at its end, and in the building of the index of a pack that is loaded."""

KILLS = int(os.environ.get("BORDERMARK_KILLS", "5"))
"""How many starts are killed; 25 for a night."""


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, "BORDERMARK_DATA": str(folder)}


def bordermark(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "bordermark", *arguments], env=environment(folder), text=True,
                          capture_output=True, timeout=300, encoding="utf-8")


@pytest.fixture(scope="module")
def survivor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which start after start was killed, and the last one left to finish."""
    folder = tmp_path_factory.mktemp("survivor") / "data"
    seed = os.environ.get("BORDERMARK_KILL_SEED", "borders")
    rng, ends = random.Random(seed), []
    for number in range(KILLS):
        limit = rng.uniform(*BANDS[number % len(BANDS)])
        done = subprocess.run([sys.executable, "-c", DOOMED, str(limit), "up", "--prepare-only"], text=True,
                              env=environment(folder), capture_output=True, timeout=300)
        assert done.returncode in (0, -signal.SIGKILL), f"seed {seed}, kill {number}: {done.stderr}"
        ends.append(done.returncode)
    assert -signal.SIGKILL in ends[:2], "the load of the pack was interrupted"
    last = bordermark(folder, "up", "--prepare-only")
    assert last.returncode == 0, f"seed {seed}: {last.stderr}"
    return folder


def test_after_all_the_kills_everything_is_ready_and_nothing_is_wrong(survivor: Path) -> None:
    checked = bordermark(survivor, "check")
    assert (checked.returncode, checked.stdout) == (0, "Nothing wrong was found.\n")


def test_nothing_was_loaded_twice(survivor: Path) -> None:
    with sqlite3.connect(survivor / "bordermark.sqlite3") as database:
        loads = database.execute("SELECT COUNT(*) FROM contributions_packload").fetchone()
        revisions, records = database.execute(
            "SELECT COUNT(*), COUNT(DISTINCT record_type || ' ' || record_id) FROM contributions_revision").fetchone()
    assert loads == (1,)
    assert revisions == records > 10_000


def test_no_draft_of_anything_is_left(survivor: Path) -> None:
    names = {path.name for path in survivor.iterdir()} - {"bordermark.sqlite3-wal", "bordermark.sqlite3-shm"}
    assert {one for one in names if not one.startswith("secret-key.")} == {
        "bordermark.sqlite3", "index", "secret-key", "static"}


def test_a_start_after_that_does_nothing(survivor: Path) -> None:
    def state() -> dict[str, int]:
        kept = [survivor / "secret-key", survivor / "static" / ".collected", *(survivor / "index").rglob("*")]
        return {str(path): path.stat().st_mtime_ns for path in kept if path.is_file() and "lock" not in path.name}

    before = state()
    assert bordermark(survivor, "up", "--prepare-only").returncode == 0
    assert state() == before


def test_an_index_cut_off_is_found_and_the_next_start_rebuilds_it(survivor: Path) -> None:
    generation = survivor / "index" / (survivor / "index" / "CURRENT").read_text().strip()
    largest = max(generation.iterdir(), key=lambda path: path.stat().st_size)
    os.truncate(largest, largest.stat().st_size // 2)
    checked = bordermark(survivor, "check")
    assert checked.returncode == 1 and "bordermark index rebuild" in checked.stdout
    assert bordermark(survivor, "up", "--prepare-only").returncode == 0
    assert bordermark(survivor, "check").returncode == 0
    assert bordermark(survivor, "search", "S/RES/1540").stdout.startswith("un-res-1540-2004 ")


@pytest.mark.parametrize("damage", ["no database at all", "cut off", "overwritten"])
def test_a_damaged_database_is_refused_with_what_to_do(survivor: Path, tmp_path: Path, damage: str) -> None:
    database = tmp_path / "bordermark.sqlite3"
    if damage == "no database at all":
        database.write_bytes(b"this is no database" * 500)
    else:
        shutil.copy(survivor / "bordermark.sqlite3", database)
        with sqlite3.connect(database) as whole:
            whole.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = database.stat().st_size
        if damage == "cut off":
            os.truncate(database, size // 2)
        else:
            with database.open("r+b") as file:
                for place in range(size // 10, size, size // 10):
                    file.seek(place)
                    file.write(os.urandom(8192))
    content = database.read_bytes()
    done = bordermark(tmp_path, "up", "--prepare-only")
    assert done.returncode == 1
    assert str(database) in done.stderr and "from a backup" in done.stderr
    assert "Traceback" not in done.stderr
    assert database.read_bytes() == content, "nothing is thrown away"


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BordermarkError) as refusal:
        starting.make_folder(tmp_path / "file" / "data")
    assert str(refusal.value).startswith(f"The data folder {tmp_path}/file/data cannot be written (")
    assert "--data or BORDERMARK_DATA" in str(refusal.value)
    done = bordermark(tmp_path / "file" / "data", "up", "--prepare-only")
    assert done.returncode == 1
    assert "--data or BORDERMARK_DATA" in done.stderr and "Traceback" not in done.stderr


def test_a_port_in_use_is_said_with_what_to_do() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(BordermarkError) as refusal:
            serving.serve(read({"HOME": "/home/amina", "BORDERMARK_PORT": str(port)}), lambda _: None)
    assert f"127.0.0.1:{port} is already in use" in str(refusal.value)
    assert "--port" in str(refusal.value)


def test_an_address_that_this_machine_has_not_is_said() -> None:
    with pytest.raises(BordermarkError, match=r"192\.0\.2\.1:8321 cannot be used"):
        serving.serve(read({"HOME": "/home/amina", "BORDERMARK_HOST": "192.0.2.1"}), lambda _: None)


def test_static_files_are_collected_once_and_again_after_an_interruption(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, calls = tmp_path / "static", []

    def collect(*_: object, **__: object) -> None:
        calls.append(folder.exists())
        folder.mkdir()

    monkeypatch.setattr(starting, "call_command", collect)
    starting.collect_static(folder)
    starting.collect_static(folder)
    assert calls == [False]
    (folder / ".collected").unlink()
    starting.collect_static(folder)
    assert calls == [False, False], "what an interrupted collection left is thrown away"
    monkeypatch.setattr(starting, "static_state", lambda: 0)
    starting.collect_static(folder)
    assert len(calls) == 3, "another version brings other files"


@pytest.mark.parametrize(("host", "shown"), [
    ("127.0.0.1", "http://127.0.0.1:8321/"), ("0.0.0.0", "http://127.0.0.1:8321/"), ("::", "http://[::1]:8321/"),
    ("::1", "http://[::1]:8321/"), ("borders.example", "http://borders.example:8321/"),
])
def test_the_address_shown_is_one_that_a_browser_here_can_open(host: str, shown: str) -> None:
    assert serving.address(host, 8321) == shown


def test_the_settings_follow_the_configuration() -> None:
    assert settings.INDEX_FOLDER.name == "index"
    assert settings.CONFIGURATION.data in settings.CONFIGURATION.index_folder.parents
