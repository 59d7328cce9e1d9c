"""Calls for input over HTTP."""

from typing import Any

import pytest

from bordermark.accounts.policy import Held, Person, Role

from ..review.signing import client_of

pytestmark = pytest.mark.usefixtures("loaded")

EDITOR = Person("edgar", "Edgar", frozenset({Held(Role.EDITOR)}))
ICAO = Person("ida", "Ida", frozenset({Held(Role.CONTRIBUTOR, "icao")}))
CALL = {"title": "What is new?", "text": "Tell us.", "deadline": "2099-01-31", "bodies": ["ICAO", "Kenya"],
        "record_types": ["instrument"], "theme": "theme-1"}


def post(person: Person, path: str, body: Any) -> Any:
    return client_of(person, "application/json").post(f"/api/v1{path}", body, content_type="application/json")


def test_a_call_is_opened_answered_and_closed() -> None:
    opened = post(EDITOR, "/calls", CALL)
    assert opened.status_code == 201, opened.content
    made = opened.json()
    assert made["theme"] == "theme:theme-1" and made["asked"] == 2 and made["answered"] == 0
    number = made["id"]
    refused = post(ICAO, f"/calls/{number}/answers", {"body": "state:KEN", "answer": "nothing"})
    assert refused.status_code == 422 and refused.json()["errors"][0]["parameter"] == "body"
    silent = post(ICAO, f"/calls/{number}/answers", {"body": "organisation:icao", "answer": "declined"})
    assert silent.status_code == 422 and "why you decline" in silent.json()["detail"]
    done = post(ICAO, f"/calls/{number}/answers", {"body": "organisation:icao", "answer": "nothing"})
    assert done.json()["addressees"][0]["answer"] == "nothing" and len(done.json()["addressees"]) == 1
    assert post(EDITOR, f"/calls/{number}/reminders", {}).json() == {"reminded": 1}
    french = client_of(EDITOR).get(f"/api/v1/calls/{number}?lang=fr").json()
    assert {one["name"] for one in french["addressees"]} >= {"Kenya"} and french["answered"] == 1
    assert post(EDITOR, f"/calls/{number}/closing", {}).json()["status"] == "closed"
    assert post(EDITOR, f"/calls/{number}/closing", {}).status_code == 403


@pytest.mark.parametrize(("change", "parameter"), [
    ({"bodies": ["ICAO", "Nobody at all"]}, "bodies"), ({"record_types": ["starship"]}, "record_types"),
    ({"region": "atlantis"}, "theme or region"), ({"deadline": "soon"}, "deadline"),
])
def test_what_is_wrong_with_a_call_is_named(change: dict[str, Any], parameter: str) -> None:
    answer = post(EDITOR, "/calls", CALL | change)
    assert answer.status_code == 422 and answer.json()["errors"][0]["parameter"] == parameter
