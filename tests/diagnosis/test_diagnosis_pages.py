"""The pages of the diagnosis: what they say, what is behind it, and what they answer to wrong input."""

import pytest
from django.test import Client


@pytest.fixture
def client(loaded: object) -> Client:
    return Client(headers={"accept": "text/html"})


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content[:300]
    return response.content.decode()


def test_figures_lead_to_the_pairs_and_states_behind_them(client: Client) -> None:
    shown = page(client, "/diagnosis?as_at=2012&capacity=cash")
    assert "148 activities in 2012" in shown
    assert "capacity=legal#behind" in shown
    assert "/obligations" in shown.partition('id="behind"')[2]


def test_the_page_and_its_json_say_the_same(client: Client) -> None:
    shown = page(client, "/diagnosis?as_at=2012")
    for part in client.get("/diagnosis?as_at=2012&format=json").json()["global_weighted"]:
        assert f"<b>{part['overlap']['uncoordinated']}</b>" in shown
        assert f"of {part['overlap']['pairs']} overlapping pairs" in shown


def test_what_if_shows_before_and_after(client: Client) -> None:
    shown = page(client, "/diagnosis/what-if?as_at=2019&merge=act-unodc-ccp-air:act-unodc-ccp")
    assert "Figures of 2019 before and after" in shown


@pytest.mark.parametrize(("address", "said"), [
    ("/diagnosis?flow=wildlife", "conflict-minerals"),
    ("/diagnosis?region=EUR", "expected one of"),
    ("/diagnosis?as_at=then", "expected a date"),
    ("/diagnosis/what-if?merge=act-unodc-ccp", "such as act-unodc-ccp-air:act-unodc-ccp"),
    ("/diagnosis/what-if?end=act-nothing", "act-nothing"),
])
def test_wrong_input_is_answered_with_what_was_expected(client: Client, address: str, said: str) -> None:
    assert said in page(client, address, 400)
