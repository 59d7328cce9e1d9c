"""Change sets in several processes and threads: killed at any moment nothing is half done, and no change is lost."""

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

PROGRAM = Path(__file__).with_name("contributing.py")


def run(data: Path, *arguments: str, database_url: str = "") -> Any:
    """What the program says; it runs on SQLite in `data`, or at the address given."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"BORDERMARK_DATA": str(data), **({"DATABASE_URL": database_url} if database_url else {})}
    data.mkdir(exist_ok=True)
    done = subprocess.run([sys.executable, str(PROGRAM), *arguments], env=environment, capture_output=True, text=True,
                          timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def check_kills(found: Any, least_inside: int) -> None:
    assert found["broken"] == [] and found["sets"] > 2
    assert found["inside"] >= least_inside, "kills that met a publication"


def check_threads(found: Any) -> None:
    assert found["fields"] == {field: f"{field} 19" for field in found["fields"]}
    assert found["differs"] == ["definition"] * 3 and found["definition"].startswith("by label_")
    assert found["content"]


def test_killed_at_ten_random_moments_nothing_is_half_done(tmp_path: Path) -> None:
    check_kills(run(tmp_path / "data", "kills", "10"), 1)


def test_four_people_who_edit_one_record_lose_nothing(tmp_path: Path) -> None:
    check_threads(run(tmp_path / "data", "threads"))


def test_a_large_file_is_read_beside_and_one_that_died_is_begun_again(tmp_path: Path) -> None:
    found = run(tmp_path / "data", "uploads")
    assert not found["small"] and found["seen"] and found["statuses"] == ["read", "read"]
    assert found["not_yet"] == "running" and found["died"]
    assert found["items"] == [100, 100] and found["content"] == [0, 0]


@pytest.fixture
def own_database() -> Iterator[str]:
    """The address of an empty database of the PostgreSQL server, for other processes."""
    held = settings.DATABASES["default"]
    if held["ENGINE"] != "django.db.backends.postgresql":
        pytest.skip("DATABASE_URL names no PostgreSQL server")
    name = f"sets_{secrets.token_hex(4)}"
    server = {"host": held["HOST"], "port": held["PORT"], "user": held["USER"], "password": held["PASSWORD"]}
    with psycopg.connect(**server, dbname="postgres", autocommit=True) as made:
        made.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield f"postgresql://{held['USER']}:{held['PASSWORD']}@{held['HOST']}:{held['PORT']}/{name}"
    with psycopg.connect(**server, dbname="postgres", autocommit=True) as made:
        made.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.mark.postgresql
def test_killed_at_sixty_random_moments_on_postgresql(tmp_path: Path, own_database: str) -> None:
    check_kills(run(tmp_path / "data", "kills", "60", database_url=own_database), 10)


@pytest.mark.postgresql
def test_four_people_who_edit_one_record_on_postgresql(tmp_path: Path, own_database: str) -> None:
    check_threads(run(tmp_path / "data", "threads", database_url=own_database))
