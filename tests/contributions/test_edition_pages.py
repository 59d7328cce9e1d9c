"""The pages of editions, and any page as an edition holds it."""

import csv
import io
import json
from collections.abc import Callable

import pytest
from django.test import Client

from bordermark.contributions.models import Edition
from bordermark.languages import LANGUAGES

pytestmark = [pytest.mark.usefixtures("loaded")]

Two = tuple[Edition, Edition]
PREFIXES = ["" if code == "en" else f"/{code}" for code in LANGUAGES]


def get(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, (path, response.status_code)
    return response.content.decode()


def test_without_editions_the_page_says_so_and_is_linked_from_every_page(client: Client) -> None:
    assert "No edition has been frozen yet" in get(client, "/editions")
    assert '<a href="/editions">Editions</a>' in get(client, "/about")
    assert "No record has the id <code>1</code>" in get(client, "/editions/1", 404)
    get(client, "/instruments/cwc-1993?edition=1", 404)


def test_every_page_in_every_language(client: Client, two: Two) -> None:
    for path in ("/editions", "/editions/1", "/editions/2", "/editions/2/changes?since=1",
                 "/instruments/cwc-1993?edition=1"):
        for prefix in PREFIXES:
            page = get(client, prefix + path)
            assert "<h1" in page and "None" not in page.partition("<main")[2].partition("</main>")[0], prefix + path


def test_an_edition_says_what_it_holds_and_how_to_cite_it(client: Client, two: Two) -> None:
    page = get(client, "/editions/1")
    assert two[0].digest in page and "/api/v1/editions/1/manifest" in page
    assert f"Bordermark, edition 1, “The pack”, 24 November 2026, SHA-256 {two[0].digest}, " \
           "http://testserver/editions/1" in page
    assert "/editions/2/changes?since=1" in page and "/instruments/cwc-1993?edition=1" in page
    held = json.loads(get(client, "/editions/1?format=json"))
    assert held["digest"] == two[0].digest and "cwc-1993" in held["instruments"]["instruments"]
    assert held["records"] == sum(one["records"] for one in held["counts"])


def test_changes_are_shown_field_by_field(client: Client, two: Two) -> None:
    page = get(client, "/editions/2/changes?since=1")
    assert "<ins>Arms</ins>" in page and "<del>" in page and 'id="act-withdrawn"' in page
    assert "/vocabulary/flow/z-test?edition=2" in page
    assert get(client, "/editions/2/changes").count("<ins>") == page.count("<ins>"), "the edition before by default"
    told = json.loads(get(client, "/editions/2/changes?since=1&format=json"))
    assert [one["kind"] for one in told["items"]] == ["added", "changed", "withdrawn"] and told["total"] == 3
    assert {one["field"] for one in told["items"][1]["fields"]} == {"title", "aliases"}


def test_changes_as_a_table_are_safe_to_open(client: Client, two: Two) -> None:
    rows = list(csv.DictReader(io.StringIO(get(client, "/editions/2/changes?since=1&format=csv"), newline="")))
    assert [(one["type"], one["change"], one["field"]) for one in rows] == [
        ("concept", "added", ""), ("instrument", "changed", "title"), ("instrument", "changed", "aliases"),
        ("act", "withdrawn", ""),
    ]
    assert rows[2]["after"] == "CWC; =1+1"


def test_a_page_with_very_many_changes_leaves_the_rest_to_the_table(client: Client, two: Two) -> None:
    page = get(client, "/editions/1/changes")
    assert "more, which the CSV of this page names" in page and len(page) < 500_000
    table = get(client, "/editions/1/changes?format=csv")
    assert table.count("\r\n") > 20_000


def test_an_edition_is_compared_with_an_earlier_one_only(client: Client, two: Two) -> None:
    for since in ("2", "3", "x", "-1", "99999999999"):
        assert "since" in get(client, f"/editions/2/changes?since={since}", 400)


def test_every_page_says_which_edition_it_shows_and_stays_in_it(client: Client, two: Two) -> None:
    for path in ("/instruments/cwc-1993", "/instruments/cwc-1993/parties", "/states/KEN", "/organisations/opcw",
                 "/vocabulary/theme/theme-1", "/provisions/un-res-1540-2004.op-3-a"):
        page = get(client, f"{path}?edition=1")
        assert "Edition 1, “The pack”, as it was frozen on 24 November 2026." in page
        assert "?edition=1" in page and "Edition 1, “The pack”" not in get(client, path)
        get(client, f"{path}?edition=3", 404)
        assert "one of the two" in get(client, f"{path}?edition=1&as_recorded=2026-11-24", 400)
        assert "number of an edition" in get(client, f"{path}?edition=one", 400)


def test_old_editions_stay_as_they_were(client: Client, two: Two, correct: Callable[..., None]) -> None:
    correct(title="A third title", themes=("theme-9",))
    shown = [json.loads(get(client, f"/instruments/cwc-1993?format=json{query}"))["title"]
             for query in ("&edition=1", "&edition=2", "")]
    assert "Prohibition" in shown[0] and shown[1:] == ["Convention on Chemical Arms", "A third title"]
    for number, status in ((1, "party"), (2, "signatory")):
        held = json.loads(get(client, f"/instruments/cwc-1993/parties?format=json&edition={number}"))
        assert [one["status"] for one in held["parties"] if one["party"]["id"] == "KEN"] == [status]
    then = json.loads(get(client, "/vocabulary/theme/theme-9?format=json&edition=2"))["instruments"]
    now = json.loads(get(client, "/vocabulary/theme/theme-9?format=json"))["instruments"]
    assert "cwc-1993" in now["instruments"] and "cwc-1993" not in then["instruments"]
