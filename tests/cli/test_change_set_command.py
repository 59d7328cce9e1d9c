"""``bordermark change-set``: what the operator sees and does for the people of the compendium."""

import json

import pytest
from tests.contributions.review.conftest import EDITOR, ICAO, REVIEWER
from tests.contributions.review.signing import user_of
from typer.testing import CliRunner, Result

from bordermark.cli.main import app
from bordermark.contributions.models import ChangeSet
from bordermark.contributions.proposing import propose
from bordermark.contributions.reading import Incoming
from bordermark.contributions.review.change_sets import draft_from
from bordermark.contributions.store import standing_records
from bordermark.pack import Row

pytestmark = pytest.mark.usefixtures("own_index")


@pytest.fixture(autouse=True)
def on_the_test_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command asks whether the data folder has a database; here it is elsewhere."""
    monkeypatch.setattr("bordermark.cli.change_sets.require_database", lambda: None)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["change-set", *arguments])


@pytest.fixture
def draft(own_index: object) -> ChangeSet:
    for person in (ICAO, REVIEWER, EDITOR):
        user_of(person)
    annex = standing_records("instrument", ["icao-annex-9"])[0].model_copy(update={"short_title": "Annex nine"})
    return draft_from(propose(Incoming({"instrument": [Row("a file", 1, annex)]})), by=ICAO, title="Names",
                      reason="It was renamed", organisation="icao", provenance={"source": "api"})


def test_from_draft_to_publication(draft: ChangeSet) -> None:
    number = str(draft.pk)
    assert json.loads(run("list", "--as", "rita", "--json").stdout) == []
    assert "short_title: 'ICAO Annex 9' -> 'Annex nine'" in run("show", number, "--as", "ida").stdout
    assert run("show", number, "--as", "rita").exit_code == 1
    assert run("submit", number, "--as", "ida").exit_code == 0
    assert f"{number}  submitted  0 days  icao  1 records  Names" in run("list", "--as", "rita").stdout
    assert run("take-up", number, "--as", "rita").exit_code == 0
    assert run("return", number, "--as", "rita").exit_code == 1
    assert run("accept", number, "--as", "ida").exit_code == 1
    assert run("accept", number, "--as", "rita").exit_code == 0
    assert json.loads(run("publish", number, "--as", "edgar", "--json").stdout)["status"] == "published"
    assert json.loads(run("show", number, "--as", "edgar", "--json").stdout)["steps"][-1]["person"] == "edgar"


def test_a_person_who_is_not_there(draft: ChangeSet) -> None:
    answer = run("list", "--as", "nobody")
    assert answer.exit_code == 1 and "ida" in answer.stderr
