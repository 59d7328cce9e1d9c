"""Editions on a PostgreSQL server: the same bytes as on SQLite, and no half of one either."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from psycopg import sql

from bordermark.contributions.editions import freeze, manifest, verify

from .conftest import AT
from .test_edition_kills import ROUNDS, run

pytestmark = [pytest.mark.postgresql]


@pytest.fixture(autouse=True)
def _on_postgresql() -> None:
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
        pytest.skip("DATABASE_URL names no PostgreSQL server")


@pytest.fixture
def own_database() -> Iterator[str]:
    """The address of an empty database of the server, for other processes."""
    held = settings.DATABASES["default"]
    name = f"editions_{secrets.token_hex(4)}"
    server = {"host": held["HOST"], "port": held["PORT"], "user": held["USER"], "password": held["PASSWORD"]}
    with psycopg.connect(**server, dbname="postgres", autocommit=True) as made:
        made.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield f"postgresql://{held['USER']}:{held['PASSWORD']}@{held['HOST']}:{held['PORT']}/{name}"
    with psycopg.connect(**server, dbname="postgres", autocommit=True) as made:
        made.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.mark.usefixtures("loaded")
def test_the_manifest_is_the_same_to_the_byte_as_on_sqlite(tmp_path: Path) -> None:
    assert connection.vendor == "postgresql"
    made = freeze("The pack", by="the test", at=AT)
    other = run(tmp_path / "data", "pack", str(tmp_path / "manifest"))
    assert other == {"digest": made.digest, "vendor": "sqlite"}
    assert (tmp_path / "manifest").read_bytes() == manifest(made).content
    assert verify(made) == []


def test_killed_at_sixty_random_moments_nothing_is_half_done(tmp_path: Path, own_database: str) -> None:
    found = run(tmp_path / "data", "kills", str(ROUNDS), database_url=own_database)
    assert found["broken"] == [] and found["editions"] > 10
    assert found["inside"] > 10, "kills that met a freeze"


def test_a_freeze_waits_for_a_change_that_has_its_number_already(tmp_path: Path, own_database: str) -> None:
    found = run(tmp_path / "data", "waits", database_url=own_database)
    assert found["waited"] >= 0.5 and found["holds"] and found["findings"] == []
