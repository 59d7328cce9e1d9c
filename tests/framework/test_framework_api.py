"""The framework over HTTP."""

from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def client(loaded: object) -> Client:
    return Client()


def get(client: Client, path: str, status: int = 200) -> Any:
    response = client.get(f"/api/v1{path}")
    assert response.status_code == status, response.content[:500]
    return response.json()


def test_domains_lead_to_their_measures(client: Client) -> None:
    domains = get(client, "/domains")
    assert len(domains) == 12
    measures = get(client, domains[3]["links"]["measures"].partition("/api/v1")[2])
    assert measures["total"] == domains[3]["measures"] == len(measures["items"])


def test_measures_are_chosen_by_what_they_carry(client: Client) -> None:
    found = get(client, "/measures?flow=terrorists&agency=immigration&level=advanced")
    assert 0 < found["total"] < 30
    for one in found["items"]:
        assert one["level"] == "advanced" and "terrorists" in {flow["code"] for flow in one["flows"]}
    [error] = get(client, "/measures?agency=pirates", 422)["errors"]
    assert error["parameter"] == "agency" and error["value"] == "pirates"


def test_a_measure_comes_with_provisions_texts_and_the_force_of_words(client: Client) -> None:
    found = get(client, "/measures/cbm-4.3?lang=fr")
    row = next(one for one in found["derived_from"] if one["provision"]["id"] == "un-res-2396-2017.op-11")
    assert row["strength"]["code"] == "shall" and row["binds"] == "un-membership-chapter-vii"
    assert row["chapter_vii"] == "yes" and row["passage"]["paragraphs"][0].startswith("11. Decides")
    assert len(found["maturity"]) == 5 and found["questions"]


def test_whom_a_measure_binds(client: Client) -> None:
    found = get(client, "/measures/cbm-4.3/states?as_at=2018")
    assert len(found["items"]) == 195 == sum(found["counts"].values())
    assert next(one for one in found["items"] if one["state"]["id"] == "KEN")["status"] == "binding"


def test_what_binds_a_state_is_walked_to_a_source_line(client: Client) -> None:
    found = get(client, "/states/KEN/obligations?as_at=2012-04-25")
    assert found["as_at"] == "2012-04-25" and len(found["items"]) == 145
    assert found["data"]["with_data"] < found["data"]["derivations"]
    for row in found["items"]:
        for chain in row["chains"]:
            if chain["status"] in ("binding", "committed"):
                assert chain["act"] or chain["membership"], chain["derivation"]
                assert (chain["act"] or chain["membership"])["source"]


def test_what_became_binding(client: Client) -> None:
    found = get(client, "/states/KEN/obligations/new?since=2017-01-01&as_at=2018-01-01")
    assert "cbm-4.3" in {one["measure"]["id"] for one in found["items"]}
    [error] = get(client, "/states/KEN/obligations/new?since=soon", 422)["errors"]
    assert error["parameter"] == "since"


def test_states_and_regions_beside_one_another(client: Client) -> None:
    found = get(client, "/obligations/compare?state=KEN&state=UGA&region=014&differences=true")
    assert [one["id"] for one in found["states"]] == ["KEN", "UGA"]
    assert all(one["states"]["KEN"] != one["states"]["UGA"] for one in found["items"])
    assert get(client, "/obligations/compare?state=XXX", 422)["errors"][0]["parameter"] == "state"


def test_models_and_advice(client: Client) -> None:
    assert len(get(client, "/models")) == 12
    assert get(client, "/models/model-osbp-juxtaposed")["prerequisites"]
    advice = get(client, "/models/advice?border=air&traffic=high")
    assert advice["items"][0]["model"]["id"] == "model-port-air-units" and advice["items"][0]["reasons"]
    get(client, "/models/model-none", 404)


@pytest.mark.parametrize(("path", "near"), [("/measures/cbm-4.33", "cbm-4.3"), ("/states/KEM/obligations", "KEN")])
def test_an_unknown_id_is_answered_with_near_ones(client: Client, path: str, near: str) -> None:
    assert near in get(client, path, 404)["near"]
