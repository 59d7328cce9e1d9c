"""``bordermark feed`` and ``bordermark call``."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner

from bordermark.accounts.policy import Held, Person, Role
from bordermark.cli.main import app
from bordermark.contributions.calls.calling import Asked, open_call

pytestmark = [pytest.mark.usefixtures("loaded")]

Command = Callable[..., tuple[int, str]]


@pytest.fixture
def bordermark(monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command on the test database; gives its exit code and what it printed."""
    import django

    monkeypatch.setattr(django, "setup", lambda: None)
    for name in ("feeds", "calls", "reminding"):
        monkeypatch.setattr(f"bordermark.cli.{name}.require_database", lambda: None)

    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, arguments)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.output

    return run


def test_feeds_are_added_listed_and_run(bordermark: Command) -> None:
    assert bordermark("feed", "list") == (0, "There are no feeds yet.\n")
    add = ("feed", "add", "A library", "--address", "http://127.0.0.1:9/oai", "--organisation", "icao")
    assert bordermark(*add, "--fixed", "binding=Non-binding", "--by", "me") == (0, "Feed A library added.\n")
    code, printed = bordermark(*add)
    assert code == 1 and "There is a feed named A library already" in printed
    (told,) = json.loads(bordermark("feed", "list", "--json")[1])
    assert told["name"] == "A library" and told["last"] is None
    assert bordermark("feed", "list")[1].endswith("    not read yet\n")
    code, printed = bordermark("feed", "run", "--due")
    assert code == 1 and "failed, 0 read" in printed and "BORDERMARK_PRIVATE_FEEDS" in printed
    assert bordermark("feed", "run", "--due") == (0, ""), "it is not due again so soon"
    assert bordermark("feed", "run")[0] == 2 == bordermark("feed", "run", "A library", "--due")[0]
    code, printed = bordermark("feed", "run", "Nobody's", "--json")
    assert code == 1 and json.loads(printed)["near"] == ["A library"]


@pytest.mark.parametrize(("change", "why"), [
    (("--organisation", "nobody"), "the id of an organisation"), (("--address", "file:///x"), "such as https"),
    (("--fixed", "binding"), "a value"), (("--kind", "telex"), "oai-pmh, bordermark"), (("--every", "0"), "hours"),
])
def test_a_feed_that_cannot_be_kept_is_refused(bordermark: Command, change: tuple[str, ...], why: str) -> None:
    code, printed = bordermark("feed", "add", "x", "--address", "https://a.example", "--organisation", "icao", *change)
    assert code == 1 and why in printed


def test_calls_are_listed_and_reminded_of(bordermark: Command) -> None:
    assert bordermark("call", "list") == (0, "There are no calls yet.\n")
    now = datetime.now(UTC)
    asked = Asked("What is new?", "Tell us.", (now + timedelta(days=7)).date(), [("state", "KEN")])
    open_call(asked, by=Person("edgar", "", frozenset({Held(Role.EDITOR)})), at=now - timedelta(days=1))
    assert "0 of 1 have answered\n    state:KEN: no answer yet\n" in bordermark("call", "list")[1]
    assert json.loads(bordermark("call", "list", "--json")[1])[0]["addressees"][0]["name"] == "Kenya"
    assert bordermark("call", "remind", "--due") == (0, "1 reminded.\n")
    assert json.loads(bordermark("call", "remind", "--due", "--json")[1]) == {"reminded": 0}
    assert bordermark("call", "remind")[0] == 2
