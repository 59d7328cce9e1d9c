"""The diagnosis and what-if from a terminal: text, JSON, a report, bad questions."""

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


def test_the_figures_as_at_2012_with_what_is_behind_them() -> None:
    done = run("diagnose", "--as-of", "2012", "--draws", "8", "--options", "3", "--keep", "MLI:cargo", "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["asked"]["year"] == 2012
    assert found["survey"]["activities"] == 148
    for part in found["global_weighted"]:
        assert part["overlap"]["pairs"] == len(part["pairs"])
    assert len(found["advice"]["portfolio"]["options"]) <= 3
    cash = [one for one in found["gaps"]["needs"] if one["capacity"] == "cash"]
    assert cash and all(one["because"] for one in cash)


def test_in_words_for_a_region() -> None:
    done = run("diagnose", "--as-of", "2012", "--draws", "8", "--region", "011")
    assert done.exit_code == 0, done.output
    assert "Global activities at weight 0" in done.output and "Global activities at weight 1" in done.output


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_the_report_is_the_same_from_the_same_records(form: str, begins: bytes, tmp_path: Path) -> None:
    asked = ("diagnose", "--as-of", "2012", "--draws", "8", "--report", form, "--out")
    assert run(*asked, tmp_path / "one").exit_code == run(*asked, tmp_path / "other").exit_code == 0
    one = (tmp_path / "one").read_bytes()
    assert one.startswith(begins)
    assert one == (tmp_path / "other").read_bytes()


def test_what_would_change_if_two_programmes_became_one() -> None:
    done = run("what-if", "--as-of", "2019", "--merge", "act-unodc-ccp-air:act-unodc-ccp", "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["before"] != found["after"]
    done = run("what-if", "--as-of", "2019", "--agree", "iom,unodc:legal", "--json")
    found = json.loads(done.stdout)
    before, after = found["before"]["figures"], found["after"]["figures"]
    assert after["pairs"] == before["pairs"]
    assert after["uncoordinated"][1] < before["uncoordinated"][1]


def test_what_would_change_if_needs_were_assessed_once() -> None:
    done = run("what-if", "--as-of", "2012", "--share", "assess:unodc,wco:cargo", "--keep", "MLI:cargo")
    assert done.exit_code == 0, done.output
    asked = [line.split()[-2:] for line in done.output.splitlines() if line.startswith("Visits")]
    assert any(int(after) < int(before) for before, after in asked)


@pytest.mark.parametrize(("arguments", "code", "said"), [
    (("diagnose", "--flow", "drug"), 1, "Did you mean drugs?"),
    (("diagnose", "--as-of", "yesterday"), 1, "'yesterday'"),
    (("diagnose", "--keep", "KEN"), 2, "KEN:cargo"),
    (("diagnose", "--report", "odt"), 2, "pdf or docx"),
    (("diagnose", "--report", "pdf"), 2, "--out"),
    (("what-if", "--end", "act-unodc-cpp"), 1, "act-unodc-ccp"),
    (("what-if", "--agree", "unodc"), 1, "unodc,wco,icao:cargo,aviation"),
    (("what-if", "--keep", "KEN"), 1, "KEN:cargo"),
    (("diagnose", "--language", "de"), 2, "expected one of"),
])
def test_bad_questions_are_answered_with_what_was_expected(arguments: tuple[str, ...], code: int, said: str) -> None:
    done = run(*arguments)
    assert done.exit_code == code
    assert said in " ".join(done.output.split())
