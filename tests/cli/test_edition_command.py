"""``bordermark edition``."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import CliRunner

from bordermark.cli.main import app
from bordermark.contributions.models import Revision

pytestmark = [pytest.mark.usefixtures("loaded")]


@pytest.fixture
def bordermark(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str]]:
    """Runs a command on the test database; gives its exit code and what it printed."""
    import django

    monkeypatch.setattr(django, "setup", lambda: None)
    for name in ("editions", "finding", "keeping"):
        monkeypatch.setattr(f"bordermark.cli.{name}.require_database", lambda: None)

    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, arguments)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.output

    return run


def test_freeze_list_show_verify_and_changes(bordermark: Callable[..., tuple[int, str]]) -> None:
    assert bordermark("edition", "list") == (0, "No edition has been frozen yet.\n")
    code, printed = bordermark("edition", "freeze", "--title", "The pack", "--by", "Secretariat", "--json")
    made: Any = json.loads(printed)
    assert code == 0 and made["number"] == 1 and made["frozen_by"] == "Secretariat"
    assert f"{made['digest']}" in bordermark("edition", "show", "1")[1]
    assert "Edition 1, “The pack”" in bordermark("edition", "list")[1]
    assert json.loads(bordermark("edition", "list", "--json")[1])[0]["digest"] == made["digest"]
    assert json.loads(bordermark("edition", "show", "1", "--json")[1])["counts"][0]["type"] == "concept"
    assert bordermark("edition", "verify", "1") == (0, "Edition 1 is as it was frozen.\n")
    assert json.loads(bordermark("edition", "changes", "1", "--json")[1])["since"] == 0
    code, printed = bordermark("edition", "freeze", "--title", "Again")
    assert code == 1 and "the records are those of edition 1" in printed
    code, printed = bordermark("edition", "show", "7", "--json")
    assert code == 1 and json.loads(printed)["near"] == ["1"]
    code, printed = bordermark("edition", "changes", "1", "--since", "1")
    assert code == 1 and "expected a number below 1" in printed
    assert "cwc-1993" in bordermark("show", "cwc-1993", "--edition", "1")[1]
    assert bordermark("show", "cwc-1993", "--edition", "2")[0] == 1


def test_an_altered_edition_ends_with_one(bordermark: Callable[..., tuple[int, str]]) -> None:
    bordermark("edition", "freeze", "--title", "The pack")
    row = Revision.objects.filter(record_type="instrument").earliest("pk")
    Revision.objects.filter(pk=row.pk).update(data={**row.data, "title": "Forged"})
    code, printed = bordermark("edition", "verify", "1", "--json")
    assert code == 1 and json.loads(printed)["findings"][0]["value"] == f"instrument {row.record_id}"
    assert bordermark("edition", "verify", "1")[0] == 1


def test_changes_are_printed_field_by_field(
    bordermark: Callable[..., tuple[int, str]]
) -> None:
    from bordermark.compendium.reading import Current
    from bordermark.contributions.revisions import Change, record_change

    bordermark("edition", "freeze", "--title", "One")
    record = Current().instruments(["cwc-1993"])["cwc-1993"].model_copy(update={"title": "Another"})
    at = Revision.objects.latest("pk").recorded_at
    record_change(Change({"instrument": [record]}), at=at, by="x", reason="y")
    bordermark("edition", "freeze", "--title", "Two")
    code, printed = bordermark("edition", "changes", "2", "--since", "1")
    assert code == 0 and "changed instrument cwc-1993: Another" in printed and "      + Another" in printed
