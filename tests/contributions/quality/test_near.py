"""Near-duplicates while somebody writes, among what is held, and over HTTP."""

import json

import pytest
from django.test import Client

from bordermark.contributions.quality.near import near_record, sketch, twins

pytestmark = pytest.mark.usefixtures("loaded")


def test_a_form_that_is_half_filled_in_is_looked_at_as_far_as_it_can_be_read() -> None:
    given = {"title": ["Something else", "Title of a change set"], "reference": ["S/RES/1540(2004)"],
             "adopted": ["next year"], "binding": [""], "aliases": ["One\r\nTwo"], "themes": ["theme-1", "theme-2"]}
    assert [one.key for one in near_record(sketch("instrument", given), "instrument")] == ["un-res-1540-2004"]
    assert near_record(sketch("instrument", {}), "instrument") == []


def test_pairs_among_what_is_held_come_with_their_reason() -> None:
    found = {(one.key, one.other): one.because for one in twins("instrument")}
    assert found["nsg-guidelines-part-2", "nsg-guidelines-part-1"] == "symbol"
    assert found["un-refugee-protocol-1967", "un-refugee-convention-1951"] == "title"


def test_the_form_gets_a_fragment_and_others_a_page_or_data(client: Client) -> None:
    path = "/contributions/near?type=instrument&reference=S/RES/1540(2004)"
    fragment = client.get(path, headers={"HX-Request": "true"}).content.decode()
    assert "/instruments/un-res-1540-2004" in fragment and "<html" not in fragment
    assert "<html" in client.get(path).content.decode()
    assert json.loads(client.get(f"{path}&format=json").content)[0]["because"] == "symbol"
    assert client.get("/contributions/near?type=act").status_code == 400


def test_the_page_looks_for_what_is_asked_or_shows_the_pairs(client: Client) -> None:
    shown = client.get("/ar/duplicates?symbol=S/RES/1540(2004)").content.decode()
    assert "/ar/instruments/un-res-1540-2004" in shown
    assert "nsg-guidelines-part-2" in client.get("/duplicates").content.decode()
    assert client.get("/duplicates?date=soon&title=x").status_code == 400


def test_the_api_gives_both(client: Client) -> None:
    found = client.get("/api/v1/duplicates", {"symbol": "S/RES/1540(2004)"}).json()
    assert [one["id"] for one in found["near"]] == ["un-res-1540-2004"] and found["held"] == []
    assert client.get("/api/v1/duplicates", {"type": "organisation"}).json()["held"]
    assert client.get("/api/v1/duplicates", {"type": "act"}).status_code == 422
