"""``bordermark up``: from nothing to ready, interrupted, damaged, and in a place that cannot be used."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "BORDERMARK_DATA")}
    return {**kept, "BORDERMARK_DATA": str(folder)}


def bordermark(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "bordermark", *arguments], env=environment(folder), text=True,
                          capture_output=True, timeout=180, encoding="utf-8")


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that a first start has made ready."""
    folder = tmp_path_factory.mktemp("ready") / "data"
    done = bordermark(folder, "up", "--prepare-only")
    assert done.returncode == 0, done.stderr
    return folder


def test_a_first_start_makes_everything_and_a_second_changes_nothing(ready: Path) -> None:
    database = ready / "bordermark.sqlite3"
    before = (ready / "secret-key").read_text(), database.read_bytes()[:100], (ready / "index/CURRENT").read_text()
    assert bordermark(ready, "up", "--prepare-only").returncode == 0
    assert before == (
        (ready / "secret-key").read_text(), database.read_bytes()[:100], (ready / "index/CURRENT").read_text()
    )
    checked = bordermark(ready, "check")
    assert (checked.returncode, checked.stdout.strip()) == (0, "Nothing wrong was found.")


def test_a_first_start_killed_at_any_moment_is_finished_by_the_next(tmp_path: Path) -> None:
    rng = random.Random(os.environ.get("BORDERMARK_KILL_SEED", "kill"))
    for _ in range(int(os.environ.get("BORDERMARK_KILLS", "4"))):
        process = subprocess.Popen([sys.executable, "-m", "bordermark", "up", "--prepare-only"],
                                   env=environment(tmp_path / "data"), stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0.3, 6.0))
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=30)
    done = bordermark(tmp_path / "data", "up", "--prepare-only")
    assert done.returncode == 0, done.stderr
    checked = bordermark(tmp_path / "data", "check")
    assert checked.returncode == 0, checked.stdout
    found = bordermark(tmp_path / "data", "show", "un-res-1540-2004")
    assert found.returncode == 0


def test_a_damaged_database_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "bordermark.sqlite3").write_bytes(b"this is no database" * 500)
    done = bordermark(tmp_path, "up", "--prepare-only")
    assert done.returncode == 1
    assert "bordermark.sqlite3" in done.stderr and "backup" in done.stderr
    assert (tmp_path / "bordermark.sqlite3").read_bytes().startswith(b"this is no database")


def test_a_damaged_index_is_rebuilt(ready: Path) -> None:
    generation = ready / "index" / (ready / "index/CURRENT").read_text().strip()
    (generation / "meta.json").write_text("{")
    assert bordermark(ready, "check").returncode == 1
    assert bordermark(ready, "up", "--prepare-only").returncode == 0
    assert bordermark(ready, "check").returncode == 0
    assert "un-res-1540-2004" in bordermark(ready, "search", "S/RES/1540").stdout


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = bordermark(tmp_path / "file" / "data", "up", "--prepare-only")
    assert done.returncode == 1
    assert "cannot be" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_in_use_is_said(ready: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = bordermark(ready, "up", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "already in use" in done.stderr


def test_a_setting_that_is_none_is_a_usage_error(ready: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "bordermark", "check"], text=True, capture_output=True, timeout=60,
                          env={**environment(ready), "BORDERMARK_THREADS": "many"})
    assert done.returncode == 2
    assert "BORDERMARK_THREADS" in done.stderr and "'many'" in done.stderr
