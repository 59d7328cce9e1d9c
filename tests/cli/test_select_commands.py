"""``bordermark select``, ``simulate`` and ``learn``: from declarations to lanes, to results, and back."""

import csv
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.screening.planning import PLAN
from typer.testing import CliRunner, Result

from bordermark.cli.main import app

pytestmark = [pytest.mark.django_db]


class Place:
    """A folder with declarations that were screened, and a plan."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        goods = [("2930.70", "Thiodiglycol, CAS 111-48-8")] * 6 + [("6109.10", "Cotton T-shirts")] * 54
        with (folder / "lines.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("id", "hs_code", "goods_description", "office", "date"), *(
                (f"D{n}", *one, "A", "2026-03-02") for n, one in enumerate(goods))])
        (folder / "plan.json").write_text(json.dumps(PLAN), encoding="utf-8")
        assert self.run("screen", "lines.csv", "--out", "alerts.parquet").exit_code == 0

    def run(self, *arguments: str) -> Result:
        named = [str(self.folder / one) if "." in one and not one.startswith("0") else one for one in arguments]
        return CliRunner().invoke(app, named)

    def printed(self, *arguments: str, code: int = 0) -> Any:
        done = self.run(*arguments, "--json")
        assert done.exit_code == code, done.output
        return json.loads(done.stdout)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


GIVEN = ("alerts.parquet", "--lines", "lines.csv", "--plan", "plan.json", "--seed", "3")


def test_lines_are_given_lanes_results_teach_and_the_next_lanes_know(place: Place) -> None:
    told = place.printed("select", *GIVEN, "--out", "lanes.parquet", code=1)
    assert told["lines"] == sum(one["lines"] for one in told["loads"]) == 60
    assert told["short"] == [{"office": "A", "period": "2026-03-02", "wanted": 6, "drawn": 5}]
    lanes = pl.read_parquet(place.folder / "lanes.parquet")
    drawn = lanes.filter(pl.col("chosen").cast(pl.String) == "random")["id"].to_list()
    with (place.folder / "results.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "outcome"), *((one, "nothing-found") for one in drawn)])
    learned = place.printed("learn", "results.csv", "--alerts", "alerts.parquet", "--lanes", "lanes.parquet", "--out",
                            str(place.folder / "learned"))
    assert learned["base"]["inspected"] == 5 and learned["base"]["lines"] == 60
    rows = list(csv.DictReader((place.folder / "learned" / "weights.csv").open(encoding="utf-8")))
    assert {"feature", "shipped", "proposed", "low", "high"} <= rows[0].keys()
    again = place.run("select", *GIVEN, "--out", "next.csv", "--learned", "learned/learned.json")
    assert again.exit_code == 1 and "At random" in again.stdout
    assert (place.folder / "next.csv").read_text(encoding="utf-8").count("\n") == 61


def test_a_change_is_tried(place: Place) -> None:
    assert place.printed("simulate", *GIVEN)["moved"] == []
    told = place.printed("simulate", *GIVEN, "--without-list", "cwc-schedule-2")
    assert told["lost"] == 6 and told["alerts_after"] < told["alerts_before"]
    assert {one["entry"] for one in told["entries"]} == {"cwc-2b-13"}
    assert "Lost: row 2 (D0)" in place.run("simulate", *GIVEN, "--without-list", "cwc-schedule-2").stdout
    assert "Nothing changes." in place.run("simulate", *GIVEN).stdout


def test_what_is_wrong_is_told(place: Place) -> None:
    assert place.run("select", *GIVEN, "--out", "lanes.xlsx").exit_code == 2
    assert "one of the rules exact, any, arms" in place.run("simulate", *GIVEN, "--without-rule", "no").stderr
    wrong = place.run("select", "lines.csv", *GIVEN[1:], "--out", "lanes.parquet")
    assert "lines.csv, row 1, column entry" in wrong.stderr
    (place.folder / "plan.json").write_text("{}", encoding="utf-8")
    done = place.run("select", *GIVEN, "--out", "lanes.parquet")
    assert done.exit_code == 1 and "plan.json, column lanes: found ''" in done.stderr
    assert not (place.folder / "lanes.parquet").exists()
