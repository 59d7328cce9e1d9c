"""Schemes, concepts and States over HTTP."""

import json
from typing import Any

import pytest
from django.test import Client

from bordermark.vocabulary.store import vocabulary

pytestmark = [pytest.mark.usefixtures("loaded")]


def get(client: Client, path: str) -> Any:
    response = client.get(f"/api/v1{path}")
    assert response.status_code == 200, response.content[:500]
    return json.loads(response.content)


def test_from_the_schemes_to_every_concept(client: Client) -> None:
    schemes = {one["id"]: one for one in get(client, "/schemes")}
    assert set(schemes) == set(vocabulary().schemes)
    theme = get(client, schemes["theme"]["links"]["self"].partition("/api/v1")[2])
    assert len(theme["items"]) == theme["concepts"] == 9
    concept = get(client, "/schemes/theme/concepts/theme-1?lang=zh")
    assert concept["narrower"] and concept["labels"]["en"] == "Mobility and processing of people"
    below = get(client, f"/schemes/subtheme/concepts/{concept['narrower'][0]['code']}")
    assert [one["id"] for one in below["broader"]] == ["theme:theme-1"]
    assert get(client, concept["links"]["instruments"].partition("/api/v1")[2])["total"] > 0


def test_a_region_names_its_states(client: Client) -> None:
    region = get(client, "/schemes/region/concepts/africa")
    codes = {one["id"] for one in region["states"]}
    assert "KEN" in codes and "FRA" not in codes
    assert codes == {one["id"] for one in get(client, "/states?region=africa")}


def test_filters_of_states_narrow_each_other(client: Client) -> None:
    members = get(client, "/states?kind=member")
    assert len(members) == 193
    landlocked = get(client, "/states?kind=member&region=002&group=lldc")
    assert {"RWA", "UGA"} <= {one["id"] for one in landlocked} and "KEN" not in {one["id"] for one in landlocked}
    assert all("lldc" in one["groups"] for one in landlocked)


def test_a_state_leads_to_its_neighbours_and_its_part(client: Client) -> None:
    kenya = get(client, "/states/KEN")
    assert "UGA" in {one["id"] for one in kenya["neighbours"]}
    assert set(kenya["names"]) == {"ar", "en", "es", "fr", "ru", "zh"}
    for link in kenya["links"].values():
        get(client, link.partition("/api/v1")[2])
