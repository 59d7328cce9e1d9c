"""What the commands print and return: text in UTF-8, JSON, sentences, and exit codes 0, 1 and 2."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from typer.testing import CliRunner, Result

from bordermark.cli.main import app
from bordermark.compendium.exports import FORMATS

COMMANDS = (("up",), ("load",), ("check",), ("search",), ("show",), ("export",), ("hs",), ("index",),
            ("index", "rebuild"))


@pytest.fixture
def ready(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The loaded test database as what the commands find in their data folder."""
    import dataclasses

    found = dataclasses.replace(settings.CONFIGURATION, database_url=settings.CONFIGURATION.database_url or "tests")
    monkeypatch.setattr(settings, "CONFIGURATION", found)
    yield


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def printed(*arguments: str, code: int = 0) -> Any:
    done = run(*arguments, "--json")
    assert done.exit_code == code, done.output
    return json.loads(done.stdout)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help(command: tuple[str, ...]) -> None:
    for option in ("--help", "-h"):
        done = run(*command, option)
        assert done.exit_code == 0
        assert f"bordermark {' '.join(command)}" in done.stdout.replace("root", "bordermark")


def test_the_help_names_every_command() -> None:
    said = run("--help").stdout
    assert all(command[0] in said for command in COMMANDS)


def test_the_version_is_that_of_the_package() -> None:
    from bordermark import __version__

    assert run("--version").stdout.strip() == __version__


@pytest.mark.parametrize("arguments", [
    ("conquer",), ("show",), ("search", "--limit", "0"), ("search", "cash", "--filter", "theme"),
    ("search", "cash", "-f", "colour=blue"), ("search", "cash", "--language", "pt"), ("show", "KEN", "-l", "pt"),
    ("export", "--format", "scroll"), ("export", "-f", "colour=blue"), ("up", "--port", "0"), ("up", "--port", "x"),
    ("load",), ("index", "forget"), ("check", "--loudly"),
], ids=" ".join)
@pytest.mark.usefixtures("ready")
def test_wrong_usage_is_said_with_exit_code_2(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert done.stderr.strip() and not done.stdout


@pytest.mark.usefixtures("ready")
def test_search_prints_ids_and_how_many_there_are() -> None:
    done = run("search", "advance passenger information", "--limit", "5")
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == 5
    assert "found; looked in" in done.stderr
    found = printed("search", "advance passenger information", "--limit", "5")
    assert [line.split()[0] for line in done.stdout.splitlines()] == [one["id"] for one in found["items"]]
    assert f"{found['total']} found" in done.stderr


@pytest.mark.usefixtures("ready")
def test_search_narrows_by_filters_of_which_each_must_hold() -> None:
    wide = printed("search", "cash couriers")["total"]
    narrow = printed("search", "cash couriers", "-f", "party=KEN", "-f", "kind=convention")["total"]
    assert 0 < narrow < wide


@pytest.mark.usefixtures("ready")
def test_search_says_what_it_took_a_misspelt_word_for() -> None:
    assert "Shown for: passport" in run("search", "pasport").stderr


@pytest.mark.usefixtures("ready")
def test_nothing_found_is_an_answer() -> None:
    done = run("search", "zzzzqqqq", "-f", "party=KEN")
    assert done.exit_code == 0
    assert done.stdout == ""


@pytest.mark.usefixtures("ready")
def test_show_is_the_same_record_as_text_and_as_json() -> None:
    shown = printed("show", "un-som-protocol-2000")
    assert shown["id"] == "un-som-protocol-2000"
    text = run("show", "un-som-protocol-2000").stdout
    assert shown["title"] in text and shown["adopted"] in text
    assert all(one["ref"] in text for one in shown["provisions"])


@pytest.mark.usefixtures("ready")
def test_show_keeps_both_clocks() -> None:
    assert printed("show", "cwc-1993", "--as-at", "1995")["standing"]["status"]["code"] == "adopted"
    gone = printed("show", "cwc-1993", "--as-recorded", "2020", code=1)
    assert "cwc-1993" in gone["error"]


@pytest.mark.parametrize("arguments", [("show", "cwc-1994"), ("show", "KEN", "--as-at", "soon"),
                                       ("show", "KEN", "--as-recorded", "soon"), ("load", "/no/such/folder")])
@pytest.mark.usefixtures("ready")
def test_what_cannot_be_done_is_a_sentence_or_json_with_exit_code_1(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.exit_code == 1
    assert done.stdout == "" and "Traceback" not in done.stderr
    assert printed(*arguments, code=1)["error"] == done.stderr.strip()


@pytest.mark.usefixtures("ready")
def test_an_unknown_id_comes_with_near_ones() -> None:
    assert "cwc-1993" in printed("show", "cwc-1994", code=1)["near"]


@pytest.mark.usefixtures("ready")
def test_load_says_row_by_row_what_was_left_out(own_index: Path, tmp_path: Path) -> None:
    good = {"id": "test-ferries", "title": "A note on ferries", "kind": "guideline", "binding": "non-binding",
            "status": "in-force", "scope": "global", "themes": ["theme-6"], "source": "test"}
    file = tmp_path / "instruments.jsonl"
    file.write_text(json.dumps(good) + "\n" + json.dumps({**good, "id": "test-b", "kind": "boat"}) + "\n")
    refused = printed("load", str(file), code=1)
    assert [(one["row"], one["column"], one["value"]) for one in refused["findings"]] == [(2, "kind", "kind:boat")]
    loaded = printed("load", str(file), "--good-rows", "--by", "amina", "--reason", "Ferries", code=1)
    assert loaded["changed"] == 1 and len(loaded["left_out"]) == 1
    assert [one["id"] for one in printed("search", "ferries", "--limit", "1")["items"]] == ["test-ferries"]


@pytest.mark.usefixtures("ready")
def test_check_says_that_nothing_is_wrong_or_what_is(own_index: Path) -> None:
    from bordermark.compendium.models import Provision

    assert printed("check") == {"findings": []}
    assert run("check").stdout == "Nothing wrong was found.\n"
    Provision.objects.filter(pk="un-som-protocol-2000.art-12").delete()
    done = run("check")
    assert done.exit_code == 1 and "un-som-protocol-2000.art-12" in done.stdout
    assert {one["file"] for one in printed("check", code=1)["findings"]} == {"records of provision", "search index"}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.usefixtures("ready")
def test_export_writes_each_format_to_a_file(tmp_path: Path, form: str) -> None:
    target = tmp_path / f"passports.{FORMATS[form].extension}"
    said = printed("export", "--format", form, "--search", "machine readable passports", "-o", str(target))
    assert said == {"file": str(target), "format": form, "instruments": said["instruments"]}
    assert said["instruments"] > 0
    content = target.read_bytes()
    assert content.startswith(b"PK") if form == "xlsx" else content.decode()
    assert list(tmp_path.iterdir()) == [target], "no draft is left beside it"


@pytest.mark.usefixtures("ready")
def test_export_prints_what_it_would_write(tmp_path: Path) -> None:
    target = tmp_path / "conventions.csv"
    arguments = ("export", "-f", "kind=convention", "-f", "theme=theme-6")
    assert run(*arguments, "-o", str(target)).exit_code == 0
    out = run(*arguments)
    assert out.stdout_bytes == target.read_bytes()
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8"))))
    assert rows and {row["kind"] for row in rows} == {"convention"}


@pytest.mark.usefixtures("ready")
def test_export_of_everything_has_every_instrument(tmp_path: Path) -> None:
    from bordermark.compendium.models import Instrument

    assert printed("export", "--format", "jsonl", "-o", str(tmp_path / "all.jsonl"))["instruments"] == \
        Instrument.objects.count()


@pytest.mark.usefixtures("ready")
def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    done = run("export", "-o", str(tmp_path / "no" / "such" / "folder.csv"))
    assert done.exit_code == 1
    assert "cannot be written" in done.stderr


def test_output_is_utf_8_whatever_the_terminal_says(tmp_path: Path) -> None:
    """A terminal that knows ASCII alone gets the sentence with its Arabic word all the same."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "PYTHONUTF8")}
    done = subprocess.run(
        [sys.executable, "-m", "bordermark", "show", "x", "--as-at", "غدا"], capture_output=True, timeout=120,
        env={**environment, "BORDERMARK_DATA": str(tmp_path), "PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
    )
    assert done.returncode == 1
    assert "found 'غدا'" in done.stderr.decode("utf-8")


def test_a_usage_error_of_a_setting_names_the_variable(tmp_path: Path) -> None:
    environment = {**os.environ, "BORDERMARK_DATA": str(tmp_path), "DATABASE_URL": "mysql://host/name"}
    done = subprocess.run([sys.executable, "-m", "bordermark", "check"], capture_output=True, timeout=120,
                          text=True, env=environment)
    assert done.returncode == 2
    assert done.stderr.startswith("DATABASE_URL: ")
