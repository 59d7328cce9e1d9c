"""Loading in a process of its own: how much memory it takes, and what is left of it when it is killed."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bordermark.compendium.records import InstrumentRecord
from bordermark.contributions.naming import Lexicon
from bordermark.contributions.workbook_writing import workbook_bytes

ROWS = 5_000
KILLS = 6


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder of its own, made ready."""
    made = tmp_path_factory.mktemp("loading")
    run(made, "up", "--prepare-only").check_returncode()
    yield made


def command(data: Path, *words: str) -> tuple[list[str], dict[str, str]]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return [sys.executable, "-m", "bordermark", *words], {**kept, "BORDERMARK_DATA": str(data)}


def run(data: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    called, environment = command(data, *words)
    return subprocess.run(called, env=environment, capture_output=True, text=True, check=False)


MEASURED = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(code)
"""
"""Runs a command and says its peak of memory in KiB. In a process of its own, for a child's peak counts what its
parent took when it was started, and the process of the tests is large."""


def peak(data: Path, *words: str) -> "tuple[subprocess.CompletedProcess[str], int]":
    """What a command answered, and the most memory it took, in bytes."""
    called, environment = command(data, *words)
    answer = subprocess.run([sys.executable, "-c", MEASURED, *called], env=environment, capture_output=True, text=True,
                            check=False)
    return answer, int(answer.stderr.splitlines()[-1]) * 1024


def book(path: Path, how_many: int) -> Path:
    """New instruments, each with a title of its own."""
    draw = random.Random(3)
    words = [f"word{number}" for number in range(3_000)]
    records = [InstrumentRecord(
        id=f"made-up-{number}", title=" ".join(draw.choices(words, k=9)), kind="convention", binding="binding",
        status="in-force", scope="global", themes=("theme-1", "theme-4"), abstract=" ".join(draw.choices(words, k=60)),
        reference=f"X/{number}", source="Made up for a test",
    ) for number in range(how_many)]
    path.write_bytes(workbook_bytes("instrument", InstrumentRecord, records, Lexicon({})))
    return path


def revisions(data: Path) -> int:
    with sqlite3.connect(data / "bordermark.sqlite3") as database:
        held = database.execute("SELECT COUNT(*) FROM contributions_revision WHERE record_id LIKE 'made-up-%'")
        rows = database.execute("SELECT COUNT(*) FROM compendium_instrument WHERE id LIKE 'made-up-%'")
        found = {int(held.fetchone()[0]), int(rows.fetchone()[0])}
    assert len(found) == 1, "the tables and the revisions say the same"
    return found.pop()


def test_a_dry_run_of_5000_rows_stays_under_a_gibibyte(folder: Path, tmp_path: Path) -> None:
    path = book(tmp_path / "large.xlsx", ROWS)
    answer, memory = peak(folder, "load", str(path), "--dry-run")
    assert answer.returncode == 0 and f"{ROWS} new, 0 changed" in answer.stdout, answer.stderr[-500:]
    assert memory < 1024**3
    assert revisions(folder) == 0


def test_killed_at_any_moment_nothing_is_half_done(folder: Path, tmp_path: Path) -> None:
    path = book(tmp_path / "some.xlsx", 400)
    started = time.monotonic()
    assert run(folder, "load", str(path), "--dry-run").returncode == 0
    usual = time.monotonic() - started
    called, environment = command(folder, "load", str(path))
    draw = random.Random(7)
    for _ in range(KILLS):
        process = subprocess.Popen(called, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(usual * draw.uniform(0.4, 1.0))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert revisions(folder) in (0, 400)
    answer = run(folder, "load", str(path))
    assert answer.returncode == 0 and revisions(folder) == 400
    checked = run(folder, "check")
    assert checked.returncode == 0, checked.stdout


def test_good_rows_alone_are_loaded_when_asked(folder: Path, tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "organisation.xlsx"
    assert run(folder, "workbook", "template", "organisation", "--language", "ar", "--to", str(path)).returncode == 0
    filled = openpyxl.load_workbook(path)
    sheet = filled["organisation"]
    columns = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[1]}
    for row, (key, kind) in enumerate((("good-one", "un-principal-organ"), ("bad-one", "no such kind")), 3):
        for column, value in (("id", key), ("name_en", key), ("kind", kind), ("source", "me")):
            sheet.cell(row, columns[column]).value = value
    filled.save(path)
    refused = run(folder, "load", str(path))
    assert refused.returncode == 1 and "row 4, column kind: found 'no such kind'" in refused.stderr
    loaded = run(folder, "load", str(path), "--good-rows")
    assert loaded.returncode == 1 and "1 records changed, 1 findings." in loaded.stdout
    assert "2 records" not in run(folder, "load", str(path), "--dry-run").stdout
