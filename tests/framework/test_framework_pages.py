"""The framework's pages: what they say, what they lead to, what they answer to wrong input."""

from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def client(loaded: object) -> Client:
    return Client(headers={"accept": "text/html"})


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content[:300]
    return response.content.decode()


def test_the_thread_is_walked_from_a_provision_to_a_states_act_and_back(client: Client) -> None:
    assert "/measures/cbm-4.3" in page(client, "/provisions/un-res-2396-2017.op-11")
    assert "/measures/cbm-4.3" in page(client, "/instruments/un-res-2396-2017")
    measure = page(client, "/measures/cbm-4.3")
    assert "/provisions/un-res-2396-2017.op-11" in measure and "/states/KEN/obligations/cbm-4.3" in measure
    obligation = page(client, "/states/KEN/obligations/cbm-4.3")
    assert "/provisions/un-res-2396-2017.op-11" in obligation and "/measures/cbm-4.3" in obligation
    assert "/states/KEN/obligations" in page(client, "/states/KEN")


def test_a_page_shows_the_official_text_and_whether_the_council_acts_under_chapter_vii(client: Client) -> None:
    found = page(client, "/provisions/un-res-2396-2017.op-11")
    assert "Decides that, in furtherance of paragraph 9 of resolution 2178" in found
    assert "acts under Chapter VII" in page(client, "/instruments/un-res-2396-2017")
    assert "does not invoke Chapter VII" in page(client, "/instruments/un-res-2482-2019")


def test_an_obligation_names_act_source_and_since_when(client: Client) -> None:
    found = page(client, "/states/KEN/obligations/cbm-5.1")
    assert "Art. 17(2)" in found or "Art. 22(2)" in found
    assert "United Nations Treaty Collection" in found and "Whether it made a reservation is not known here." in found


@pytest.mark.parametrize("address", [
    "/states/KEN/obligations", "/states/KEN/obligations/cbm-4.3", "/states/KEN/obligations/new", "/states/KEN",
    "/measures/cbm-4.3", "/measures/cbm-4.3/states", "/framework", "/obligations/compare?state=KEN",
])
def test_every_page_says_which_share_of_the_derivations_has_data(client: Client, address: str) -> None:
    from bordermark.framework.reading import world

    held, total = world().share_with_data
    assert f"held for {held} of the {total} derivations" in page(client, address)


def test_another_day_shows_other_obligations_and_is_kept_in_the_links(client: Client) -> None:
    before, after = (client.get(f"/states/KEN/obligations?as_at={day}&format=json").json() for day in (1970, 2026))
    assert before["counts"]["binding"] < after["counts"]["binding"]
    that_day = page(client, "/states/KEN/obligations?as_at=2012-04-25")
    assert "/states/KEN/obligations/cbm-4.3?as_at=2012-04-25" in that_day


def test_one_status_can_be_shown_alone(client: Client) -> None:
    found = page(client, "/states/KEN/obligations?status=recommended")
    numbers = client.get("/states/KEN/obligations?format=json").json()["counts"]
    assert found.count('class="since"') == numbers["recommended"]


def test_what_differs_between_neighbours_can_be_shown_alone(client: Client) -> None:
    everything = client.get("/obligations/compare?state=KEN&state=SOM&format=json").json()["items"]
    different = client.get("/obligations/compare?state=KEN&state=SOM&differences=1&format=json").json()["items"]
    assert 0 < len(different) < len(everything)
    assert all(len(set(one["states"].values())) == 2 for one in different)


def test_a_region_is_compared_by_the_number_of_its_states_that_a_measure_binds(client: Client) -> None:
    found = client.get("/obligations/compare?state=KEN&region=014&format=json").json()
    row = next(one for one in found["items"] if one["measure"]["id"] == "cbm-4.3")
    assert row["regions"]["014"] == found["sizes"]["014"] > 10


@pytest.mark.parametrize(("address", "sentence"), [
    ("/states/KEN/obligations?status=firm", "status: found "),
    ("/states/KEN/obligations/new?since=soon", "since: found "),
    ("/models/choose?border=moon", "border: found "), ("/obligations/compare?region=999", "region: found "),
    ("/states/KEN/obligations?as_at=2012-13", "as_at: found "),
])
def test_wrong_input_gets_one_clear_sentence(client: Client, address: str, sentence: str) -> None:
    assert sentence in page(client, address, 400)


@pytest.mark.parametrize("address", ["/states/HKG/obligations", "/states/XXX/obligations", "/measures/cbm-99.1"])
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    page(client, address, 404)


def test_the_chooser_explains_its_advice(client: Client) -> None:
    found = page(client, "/models/choose?border=land&traffic=high&neighbour=close&means=ample")
    first = found.index("/models/model-osbp-juxtaposed")
    assert first < found.index("/models/model-liaison-network")
    assert "It is made for land crossings." in found


def test_as_recorded_before_the_pack_there_was_no_framework(client: Client) -> None:
    found = client.get("/states/KEN/obligations?as_recorded=2020-01-01&format=json").json()
    assert found["items"] == [] and sum(found["counts"].values()) == 0


@pytest.mark.parametrize(("address", "most"), [("/states/UGA/obligations", 30), ("/measures/cbm-6.5", 30)])
def test_a_page_asks_few_queries(client: Client, address: str, most: int, django_assert_max_num_queries: Any) -> None:
    client.get(address)
    with django_assert_max_num_queries(most):
        client.get(address)
