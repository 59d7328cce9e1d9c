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


def test_figures_lead_to_the_pairs_behind_them(client: Client) -> None:
    shown = page(client, "/diagnosis?as_at=2012&capacity=cash")
    assert "148 activities in 2012" in shown
    assert "capacity=legal#behind" in shown
    behind = shown.partition('id="behind"')[2]
    assert "/activities/act-" in behind and "/diagnosis/what-if?as_at=2012&amp;merge=" in behind
    assert "/diagnosis/gaps?as_at=2012&amp;capacity=cash" in behind


def test_the_page_and_its_json_say_the_same(client: Client) -> None:
    shown = page(client, "/diagnosis?as_at=2012&beside=2026")
    found = client.get("/diagnosis?as_at=2012&beside=2026&format=json").json()
    for part in found["global_weighted"]:
        assert f"<b>{part['overlap']['uncoordinated']}</b>" in shown
        assert f"of {part['overlap']['pairs']} overlapping pairs" in shown
    for one in found["findings"]:
        assert one["kind"] == "gap" or f'id="{one["id"]}"' in shown
    this, other = found["beside"][0]["years"]
    assert (this["year"], other["year"]) == (2012, 2026)
    assert f"{other['uncoordinated'][1]} / {other['pairs'][1]}" in shown


def test_who_is_bound_on_cash_couriers_and_who_helps(client: Client) -> None:
    address = "/diagnosis/gaps?as_at=2012&capacity=cash&reached=global"
    shown, found = page(client, address), client.get(f"{address}&format=json").json()
    assert f"{len(found['needs'])} needs" in shown
    assert all(one["because"] and one["worldwide"] and not one["named"] for one in found["needs"])
    assert "/obligations/cbm-9" in shown
    assert found["burdens"][0]["visits"]


def test_the_network_beside_chance(client: Client) -> None:
    shown = page(client, "/diagnosis/network?as_at=2012")
    found = client.get("/diagnosis/network?as_at=2012&format=json").json()["network"]
    assert found["brokers"][0]["core"]["percentile"] <= 100
    assert f"/organisations/{found['brokers'][0]['body']}" in shown


def test_options_are_chosen_within_what_must_stay(client: Client) -> None:
    shown = page(client, "/diagnosis/options?as_at=2012&most=2&keep=MLI:cargo")
    found = client.get("/diagnosis/options?as_at=2012&most=2&keep=MLI:cargo&format=json").json()
    assert len(found["portfolio"]["options"]) == 2
    assert found["together"]["uncoordinated"][1] < found["before"]["uncoordinated"][1]
    assert all(f'id="{one["id"]}"' in shown for one in found["portfolio"]["options"])


def test_what_if_shows_before_and_after(client: Client) -> None:
    address = "/diagnosis/what-if?as_at=2019&merge=act-unodc-ccp-air:act-unodc-ccp"
    assert "take out" in page(client, address)
    found = client.get(f"{address}&format=json").json()
    assert found["changes"] == [{"change": "Merge", "activity": "act-unodc-ccp-air", "into": "act-unodc-ccp"}]


def test_the_page_of_a_state_leads_to_its_needs(client: Client) -> None:
    shown = page(client, "/states/KEN?as_at=2012")
    found = client.get("/diagnosis/gaps?region=KEN&as_at=2012&format=json").json()["needs"]
    nobody = sum(one["reached"] == "nobody" for one in found)
    assert f"Of {len(found)} needs" in shown and f"and {nobody} nobody" in shown
    assert "/diagnosis/gaps?region=KEN" in shown


def test_a_programme_gets_the_same_from_the_api(client: Client) -> None:
    for address in ("/diagnosis/gaps?as_at=2012&region=015", "/diagnosis/network?as_at=2012&region=015",
                    "/diagnosis/options?as_at=2012&region=015", "/diagnosis?as_at=2012&region=015",
                    "/diagnosis/what-if?as_at=2012&share=assess:unodc,wco:cargo"):
        of_page = client.get(address, headers={"accept": "application/json"}).json()
        of_api = client.get(f"/api/v1{address}").json()
        assert of_api == of_page, address


@pytest.mark.parametrize(("address", "said"), [
    ("/diagnosis?flow=wildlife", "conflict-minerals"),
    ("/diagnosis?region=EUR", "expected an M49 region or a State"),
    ("/diagnosis?beside=20", "a year, such as 2012"),
    ("/diagnosis/gaps?reached=all", "one of nobody, global"),
    ("/diagnosis/options?most=many", "a number of options"),
    ("/diagnosis/options?kind=close", "one of merge"),
    ("/diagnosis/options?keep=KEN", "such as KEN:cargo"),
    ("/diagnosis?as_at=then", "expected a date"),
    ("/diagnosis/what-if?merge=act-unodc-ccp", "such as act-unodc-ccp-air:act-unodc-ccp"),
    ("/diagnosis/what-if?end=act-nothing", "act-nothing"),
    ("/diagnosis/what-if?share=unodc:cargo", "assess:unodc,wco:cargo,aviation"),
])
def test_wrong_input_is_answered_with_what_was_expected(client: Client, address: str, said: str) -> None:
    assert said in page(client, address, 400)
