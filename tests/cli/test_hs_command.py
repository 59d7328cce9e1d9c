"""``bordermark hs``: a code with its tree, its history and what is controlled under it."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bordermark.cli.main import app

pytestmark = [pytest.mark.django_db]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["hs", *arguments])


def printed(*arguments: str, code: int = 0) -> Any:
    done = run(*arguments, "--json")
    assert done.exit_code == code, done.output
    return json.loads(done.stdout)


def test_a_code_is_shown_with_all_that_is_known() -> None:
    told = printed("2930.70")
    assert [one["code"] for one in told["ancestors"]] == ["29", "2930"]
    assert {row["entry"]["id"] for row in told["controlled"]} == {"ag-01", "cwc-2b-13"}
    assert len(told["history"]) == 7


def test_one_edition_may_be_asked_for() -> None:
    (step,) = printed("2930.90", "--edition", "2012", "--to", "2017")["history"]
    assert step["kind"] == "partial" and len(step["candidates"]) == 4


def test_it_is_told_in_lines() -> None:
    said = run("2904.99", "--to", "2012").stdout
    assert "2904  Sulphonated" in said and "all of it, in a wider code" in said and "2904.90" in said
    assert "No list that is held here names goods of this code" in said


def test_words_find_codes() -> None:
    assert printed("thiodiglycol")["codes"][0]["code"] == "293070"
    assert "0307.81" in run("abalone").stdout


def test_a_code_that_is_not_there_is_met_with_where_it_is() -> None:
    assert printed("2904.90", code=1)["near"] == [f"{year}:290490" for year in (1992, 1996, 2002, 2007, 2012)]
    assert "Editions that have it: 1992" in run("2904.90").stderr


@pytest.mark.parametrize("arguments", [
    ("29", "--edition", "2023"), ("29", "--to", "2000"), ("290",), ("29", "-l", "de"),
])
def test_wrong_usage_is_said(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2
