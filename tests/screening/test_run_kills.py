"""Workers and servers that are killed: the next worker goes on, and no line is dealt with twice or not at all."""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

PROGRAM = Path(__file__).with_name("breaking_off.py")
LINES = 40_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A data folder to copy, and the two runs of the same file that wait there."""
    folder = tmp_path_factory.mktemp("made")
    return folder, say(of_folder(folder), "set-up", str(LINES))


@pytest.fixture
def environment(made: tuple[Path, list[str]], tmp_path: Path) -> dict[str, str]:
    """A copy of that folder."""
    shutil.copytree(made[0], tmp_path / "data")
    return of_folder(tmp_path / "data")


def of_folder(folder: Path) -> dict[str, str]:
    """The environment of processes that work there, on SQLite."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    root = str(Path(__file__).parents[2])
    return {**kept, "BORDERMARK_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "bordermark.web.settings",
            "PYTHONPATH": os.pathsep.join((root, kept.get("PYTHONPATH", "")))}


def say(environment: dict[str, str], *arguments: str) -> Any:
    done = subprocess.run([sys.executable, str(PROGRAM), *arguments], env=environment, capture_output=True, text=True,
                          timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def worker(environment: dict[str, str]) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-m", "bordermark", "work", "--json"], env=environment,
                            stdout=subprocess.PIPE, text=True)


def rows_of(environment: dict[str, str], key: str) -> int:
    """Rows done, asked of the database file itself, as quickly as it answers."""
    import sqlite3

    with sqlite3.connect(Path(environment["BORDERMARK_DATA"]) / "bordermark.sqlite3", timeout=20) as held:
        return int(held.execute("SELECT rows FROM screening_run WHERE id = ?", (key,)).fetchone()[0])


def test_workers_that_are_killed_at_random_moments_lose_and_repeat_nothing(
    made: tuple[Path, list[str]], environment: dict[str, str],
) -> None:
    alone, broken = made[1]
    chance, kills = random.Random(1), 0
    seen: set[int] = set()
    while (rows := rows_of(environment, broken)) < LINES and kills < 4:
        process = worker(environment)
        if rows_of(environment, alone) < LINES:  # the first is left alone: it says what is right
            while rows_of(environment, alone) < LINES or rows_of(environment, broken) == 0:
                time.sleep(0.02)
        else:
            while rows_of(environment, broken) <= rows and process.poll() is None:
                time.sleep(0.01)
        time.sleep(chance.random() * 0.15)
        process.kill()
        process.wait()
        seen.add(rows_of(environment, broken))
        kills += 1
    process = worker(environment)
    process.communicate(timeout=120)
    right, told = say(environment, "tell", alone), say(environment, "tell", broken)
    assert told["status"] == right["status"] == "finished"
    assert told == right and right["summary"]["rejected"] == LINES // 100
    assert [one[0] for one in told["alerts"]] == list(range(1, len(told["alerts"]) + 1))
    assert len(seen - {0, LINES}) >= 2, f"kills that met the run: {seen}"


def test_two_workers_do_not_share_a_run(environment: dict[str, str]) -> None:
    both = [worker(environment), worker(environment)]
    done = sorted(json.loads(one.communicate(timeout=120)[0])["runs"] for one in both)
    assert done == [0, 2]


def test_a_worker_ends_with_the_server_that_began_it(
    made: tuple[Path, list[str]], environment: dict[str, str],
) -> None:
    process = subprocess.Popen([sys.executable, "-m", "bordermark", "work", "--beside"], env=environment,
                               stdin=subprocess.PIPE)
    assert process.stdin
    process.stdin.close()
    assert process.wait(60) == 0 and rows_of(environment, made[1][1]) < LINES
