"""Lines screened at once over HTTP: for anybody one, for who has signed in some, and nothing is kept."""

from typing import Any

import pytest
from django.test import Client
from tests.accounts.conftest import NOW

from bordermark.accounts import tokens
from bordermark.accounts.policy import Scope
from bordermark.screening.models import Alert, Run
from bordermark.screening.runs.passing import read_date, read_number

from .run_setting import Office, folder, office

__all__ = ["folder", "office"]

LINE = "/api/v1/screening/line"
BATCH = "/api/v1/screening/batch"


def post(client: Client, path: str, body: Any) -> Any:
    return client.post(path, body, content_type="application/json")


@pytest.fixture
def token(office: Office) -> Client:
    _, secret = tokens.make(office.person, office.user, "x", [Scope.READ], NOW.replace(year=2027, day=1), NOW)
    return Client(headers={"authorization": f"Bearer {secret}"})


def test_anybody_screens_one_line(loaded: object) -> None:
    answer = post(Client(), LINE, {"goods_description": "Thiodiglycol", "hs_code": "2930.70"})
    told = answer.json()
    assert answer.status_code == 200 and told["counts"]["with_alerts"] == 1
    alert = next(one for one in told["alerts"] if one["list"] == "cwc-schedule-2")
    assert alert["evidence"][0]["matched"] == "Thiodiglycol" and alert["provision"]
    assert not Alert.objects.exists() and not Run.objects.exists()


def test_a_line_that_says_nothing_is_rejected_with_what_was_expected(loaded: object) -> None:
    told = post(Client(), LINE, {"goods_description": " ", "hs_code": "x"}).json()
    assert told["counts"]["rejected"] == 1 and "a description, or a code" in told["rejects"][0]["message"]


def test_some_lines_are_for_who_has_signed_in(token: Client) -> None:
    lines = [{"id": "a", "goods_description": "sarin"}, {"hs_code": "610910", "goods_description": "shirts"}]
    assert post(Client(), BATCH, {"lines": lines}).status_code == 401
    told = post(token, BATCH, {"lines": lines}).json()
    assert [told["counts"][name] for name in ("rows", "with_alerts", "clear")] == [2, 1, 1]
    assert {one["id"] for one in told["alerts"]} == {"a"}


@pytest.mark.parametrize("body", [
    {"lines": []}, {"lines": [{}] * 1001}, {"lines": [{"goods_description": "x" * 10_001}]}, {},
    {"lines": [{}], "hs_edition": "2023"},
])
def test_what_is_too_much_or_nothing_is_said(token: Client, body: Any) -> None:
    answer = post(token, BATCH, body)
    assert answer.status_code == 422 and answer.json()["errors"]


def test_the_lists_are_compiled_once(loaded: object) -> None:
    from bordermark.screening.runs import at_once

    first = at_once.automaton("2022", True)
    assert at_once.automaton("2022", True) is first


@pytest.mark.parametrize(("text", "number"), [
    ("1 250,5", 1250.5), ("1250.5", 1250.5), ("1,250", None), ("1,250,000", None), ("1,250.5", 1250.5), ("nan", None),
    ("1e400", None), ("kg", None), ("", None), ("-3", -3.0), ("1'250.0", 1250.0), ("1.250,00", None),
])
def test_a_number_that_might_be_two_is_none(text: str, number: float | None) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(("text", "day"), [
    ("2024-03-05 10:00", "2024-03-05"), ("20240305", "2024-03-05"), ("03/05/2024", "None"), ("5.3.2024", "None"),
    ("", "None"), ("2024-02-30", "None"),
])
def test_a_date_that_might_be_two_is_none(text: str, day: str) -> None:
    assert str(read_date(text)) == day
