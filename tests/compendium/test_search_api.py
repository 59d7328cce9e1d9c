"""Search over HTTP."""

import json
from typing import Any

import pytest
from django.test import Client

from bordermark.compendium.search.documents import FACETS
from bordermark.compendium.search_api import NARROWING, SearchAsked

pytestmark = [pytest.mark.usefixtures("loaded")]


def get(client: Client, path: str) -> Any:
    response = client.get(f"/api/v1{path}")
    assert response.status_code == 200, response.content[:500]
    return json.loads(response.content)


def test_every_facet_narrows_by_a_parameter_of_its_name() -> None:
    assert set(FACETS) - {"record"} == set(NARROWING) <= set(SearchAsked.model_fields)


def test_a_hit_shows_why_it_was_found_and_leads_on(client: Client) -> None:
    found = get(client, "/search?q=advance+passenger+information&record=instrument")
    assert found["total"] > 10
    top = found["items"][0]
    assert any(piece["is_match"] for snippet in top["snippets"] for piece in snippet["pieces"])
    assert "".join(piece["text"] for piece in top["title_pieces"]) == top["title"]
    assert get(client, top["links"]["self"].partition("/api/v1")[2])["id"] == top["id"]


def test_the_palermo_protocol_on_travel_documents(client: Client) -> None:
    found = get(client, "/search?q=smuggling+protocol+travel+documents&record=provision&limit=5")
    assert "un-som-protocol-2000.art-12" in [one["id"] for one in found["items"]]


def test_facets_come_with_labels_in_the_language_asked_for(client: Client) -> None:
    facets = get(client, "/search?q=cash&lang=ar")["facets"]
    assert set(facets) == set(FACETS)
    kenya = next(one for one in facets["party"] if one["value"] == "KEN")
    assert kenya["label"] == "كينيا" and kenya["count"] > 0


def test_a_filter_narrows_and_its_facet_shows_it(client: Client) -> None:
    everything, kenya = get(client, "/search?q=cash"), get(client, "/search?q=cash&party=KEN")
    assert 0 < kenya["total"] < everything["total"]
    assert next(one for one in kenya["facets"]["party"] if one["value"] == "KEN")["selected"]


def test_next_leads_through_all_results(client: Client) -> None:
    path, seen = "/search?q=cash+couriers&limit=50", []
    while path:
        page = get(client, path)
        seen += [one["id"] for one in page["items"]]
        path = page["links"].get("next", "").partition("/api/v1")[2]
    assert len(seen) == len(set(seen)) == page["total"]


def test_a_misspelt_word_is_taken_for_one_that_exists(client: Client) -> None:
    found = get(client, "/search?q=smugling+of+migrants&limit=3")
    assert found["corrections"][0]["word"] == "smugling"
    assert found["total"] > 0


@pytest.mark.parametrize(("typed", "kind", "identifier"), [
    ("Ken", "state", "KEN"), ("كين", "state", "KEN"), ("World Cust", "organisation", "wco"), ("WCO", "organisation",
    "wco"), ("1540", "instrument", "un-res-1540-2004"),
])
def test_suggestions_of_every_kind(client: Client, typed: str, kind: str, identifier: str) -> None:
    items = get(client, f"/suggest?q={typed}")["items"]
    assert (kind, identifier) in {(one["kind"], one["id"]) for one in items}
    assert all("".join(piece["text"] for piece in one["pieces"]) == one["text"] for one in items)
    assert all(one["url"].startswith("http://testserver/") for one in items)


def test_nothing_typed_suggests_nothing(client: Client) -> None:
    assert get(client, "/suggest")["items"] == []
