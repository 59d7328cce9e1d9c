"""The search of the whole house: what other rooms hold is found beside instruments and provisions."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from bordermark.compendium import finding
from bordermark.compendium.indexing import affected
from bordermark.contributions.revisions import Change, record_change
from bordermark.publishing.addresses import PAGES
from bordermark.publishing.offering import labels, offered, pointers
from bordermark.screening.lists import load_lists
from bordermark.screening.records import NameRecord

pytestmark = [pytest.mark.usefixtures("loaded")]

LATER = datetime(2026, 12, 1, 12, tzinfo=UTC)


def also(client: Client, text: str, language: str = "en") -> dict[str, list[str]]:
    """Ids by kind, as the API says."""
    response = client.get("/api/v1/search", {"q": text, "lang": language})
    assert response.status_code == 200, response.content[:300]
    return {one["kind"]: [row["id"] for row in one["items"]] for one in json.loads(response.content)["also"]}


@pytest.mark.parametrize(("text", "kind", "key"), [
    ("thiodiglycol", "control-entry", "cwc-2b-13"), ("111-48-8", "control-entry", "cwc-2b-13"),
    ("沙林", "control-entry", "cwc-1a-01-a"), ("cbm-4.2", "measure", "cbm-4.2"),
    ("detect cash couriers", "measure", "cbm-9.4"), ("container control programme", "activity", "act-unodc-ccp"),
    ("UNODC container", "activity", "act-unodc-ccp"), ("container control", "mechanism", "co-ccp"),
    ("schedule 1", "control-list", "cwc-schedule-1"), ("Kenya", "state", "KEN"),
])
def test_every_kind_is_found_by_its_words_and_numbers(client: Client, text: str, kind: str, key: str) -> None:
    assert key in also(client, text)[kind]


def test_all_that_is_offered_has_a_page_and_is_found_by_its_label(client: Client) -> None:
    for kind in labels():
        some = [one for one in offered() if one.kind == kind]
        assert kind in PAGES and some
        one = some[len(some) // 2]
        assert one.id in {each.id for group in finding.beside(one.labels["en"], limit=50) for each in group.best}
        assert client.get(PAGES[kind].format(one.id)).status_code == 200


def test_the_page_shows_them_in_a_section_of_their_own_with_links_in_its_language(client: Client) -> None:
    page = client.get("/fr/search?q=thiodiglycol", headers={"accept": "text/html"}).content.decode()
    assert 'href="/fr/entries/cwc-2b-13"' in page and 'id="also-control-entry"' in page
    second = client.get("/search?q=cash&page=2", headers={"accept": "text/html"}).content.decode()
    assert 'id="also"' not in second


def test_facets_and_totals_stay_those_of_instruments_and_provisions(client: Client) -> None:
    found = json.loads(client.get("/api/v1/search?q=thiodiglycol").content)
    assert found["total"] == len(found["items"]) and {one["kind"] for one in found["items"]} <= {"instrument",
                                                                                               "provision"}


def test_a_number_leads_to_the_look_up(client: Client) -> None:
    def led(text: str) -> list[str]:
        return [one.query["q"] for one in pointers(text)]

    assert led("111-48-8") == ["111-48-8"] and led("111–48–8 ") == ["111-48-8"] and led("111-48-7") == ["111-48-7"]
    assert led("2930.70") == ["293070"] and led("293070") == ["293070"]
    assert led("cash") == led("S/RES/1540 (2004)") == led("1540") == led("2004") == led("") == []
    page = client.get("/ar/search?q=111-48-8", headers={"accept": "text/html"}).content.decode()
    assert 'href="/ar/controlled?q=111-48-8"' in page
    assert client.get("/ar/controlled?q=111-48-8").status_code == 200


def test_what_is_published_is_found_by_the_next_search() -> None:
    word = "kromfaxolin"
    assert finding.beside(word) == []
    name = NameRecord(entry="cwc-2b-13", language="en", name=word, kind="trade", source="test")
    record_change(Change({"control-name": [name]}), at=LATER, by="amina", reason="Ours")
    assert [one.best[0].id for one in finding.beside(word)] in (["ag-01"], ["cwc-2b-13"])
    record_change(Change({}, {"control-name": [name.key]}), at=LATER, by="amina", reason="Gone")
    assert finding.beside(word) == []


def test_a_change_of_what_is_offered_touches_no_document() -> None:
    assert affected([("control-name", "x"), ("measure", "cbm-4.2"), ("activity", "act-unodc-ccp")]) == []
    assert affected([("concept", "theme:theme-1")]) is None


def test_suggestions_while_typing_have_them_too(client: Client) -> None:
    rows: list[Any] = json.loads(client.get("/api/v1/suggest?q=thiodigl").content)["items"]
    assert {"ag-01", "cwc-2b-13"} <= {one["id"] for one in rows if one["kind"] == "control-entry"}
    assert all(one["note"] for one in rows if one["kind"] == "control-entry")


@pytest.mark.parametrize("text", ["", " ", "-", "\x00", "a", "«»", "x" * 500, "1" * 30])
def test_no_text_makes_it_stumble(client: Client, text: str) -> None:
    assert len(load_lists().entries) > 900
    finding.beside(text)
    pointers(text)
    assert client.get("/search", {"q": text}, headers={"accept": "text/html"}).status_code == 200
