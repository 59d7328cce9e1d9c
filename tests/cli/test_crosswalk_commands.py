"""Crosswalks and the Framework from a terminal: files out and in, findings, exit codes."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from typer.testing import CliRunner, Result

from bordermark.cli.main import app


@pytest.fixture(autouse=True)
def ready(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The loaded test database as what the commands find in their data folder."""
    import dataclasses

    found = dataclasses.replace(settings.CONFIGURATION, database_url=settings.CONFIGURATION.database_url or "tests")
    monkeypatch.setattr(settings, "CONFIGURATION", found)
    yield


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "fatf.sssom.tsv"
    assert run("crosswalk", "export", "fatf", "--to", found).exit_code == 0
    return found


def test_what_is_exported_is_found_good_and_changes_nothing(file: Path) -> None:
    done = run("crosswalk", "check", file)
    assert done.exit_code == 0
    assert "52 rows read, 0 findings" in done.stdout and "0 added, 0 changed, 0 removed" in done.stdout
    assert run("crosswalk", "export", "fatf").stdout == file.read_text()


def test_a_bad_cell_is_named_and_nothing_is_loaded(file: Path) -> None:
    file.write_text(file.read_text().replace("\t0.85\t", "\tmuch\t", 1))
    done = run("crosswalk", "check", file)
    assert done.exit_code == 1
    assert "fatf.sssom.tsv, row 13, column confidence: found 'much', expected a number from 0 to 1" in done.output
    assert run("crosswalk", "load", file).exit_code == 1
    assert json.loads(run("crosswalk", "check", file, "--json").stdout)["findings"][0]["row"] == 13


def test_a_contradiction_is_named(file: Path) -> None:
    """cbm-9.6 is a part of fatf:6 and of fatf:7: were it equal to both, they would be equal; then a part is none."""
    text = file.read_text()
    rows = [line for line in text.splitlines() if "bordermark:cbm-9.6\t" in line]
    assert len(rows) == 2
    equal = [line.replace("skos:broadMatch", "skos:exactMatch") for line in rows]
    part = [line.replace("bordermark:cbm-9.6", "bordermark:cbm-9.7") for line in (equal[0], rows[1])]
    held = "\n".join(line for line in text.splitlines() if line not in rows)
    file.write_text("\n".join([held, *equal, *part]) + "\n")
    done = run("crosswalk", "check", file)
    assert done.exit_code == 1
    assert "cannot stand as all of these say" in done.output


def test_rows_are_loaded(file: Path) -> None:
    file.write_text(file.read_text().replace("\t0.85\t", "\t0.55\t", 1))
    done = json.loads(run("crosswalk", "load", file, "--by", "a test", "--json").stdout)
    assert len(done["changed"]) == 1 and done["revisions"] == 1


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    assert "Did you mean fatf" in run("crosswalk", "export", "fatff").output
    done = run("crosswalk", "check", tmp_path / "none.tsv")
    assert done.exit_code == 1 and "readable file" in done.output


@pytest.mark.parametrize(("form", "begins"), [("xlsx", b"PK"), ("skos", b"@prefix"), ("oscal", b"PK"), ("docx", b"PK")])
def test_the_framework_is_published(tmp_path: Path, form: str, begins: bytes) -> None:
    to = tmp_path / f"framework.{form}"
    done = run("publish", "framework", "--format", form, "--language", "fr", "--out", to, "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["bytes"] == to.stat().st_size
    assert to.read_bytes().startswith(begins)


def test_a_form_or_language_that_is_none_is_wrong_usage(tmp_path: Path) -> None:
    to = tmp_path / "framework"
    assert run("publish", "framework", "--format", "odt", "--to", to).exit_code == 2
    assert run("publish", "framework", "--language", "xx", "--to", to).exit_code == 2
    assert not to.exists()
