"""Editions over HTTP."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from bordermark.contributions.models import Edition

pytestmark = [pytest.mark.usefixtures("loaded")]

Two = tuple[Edition, Edition]


def get(client: Client, path: str, status: int = 200) -> Any:
    response = client.get(f"/api/v1{path}")
    assert response.status_code == status, response.content[:500]
    return json.loads(response.content)


def test_editions_lead_to_all_that_is_known_of_them(client: Client, two: Two) -> None:
    held = get(client, "/editions")
    assert [(one["number"], one["digest"]) for one in held] == [(2, two[1].digest), (1, two[0].digest)]
    for one in held:
        for name, link in one["links"].items():
            assert client.get(link).status_code == 200, name
    assert {one["label"] for one in get(client, "/editions/1?lang=en")["counts"]} >= {"Instruments", "Land borders"}


def test_the_hash_of_the_manifest_is_the_digest(client: Client, two: Two) -> None:
    response = client.get("/api/v1/editions/1/manifest")
    assert response["Content-Type"] == "application/jsonl"
    assert hashlib.sha256(response.content).hexdigest() == two[0].digest


def test_changes_are_turned_page_by_page(client: Client, two: Two) -> None:
    whole = get(client, "/editions/2/changes?since=1")
    assert whole["total"] == 3 and whole["next"] is None
    seen, link = [], "/editions/2/changes?since=1&limit=1"
    while link:
        page = get(client, link)
        seen += page["items"]
        link = page["links"].get("next", "").partition("/api/v1")[2]
    assert seen == whole["items"]
    only = get(client, "/editions/2/changes?type=instrument&type=act&kind=changed")
    assert [one["id"] for one in only["items"]] == ["cwc-1993"]
    assert only["items"][0]["url"] == "http://testserver/instruments/cwc-1993?edition=2"
    assert get(client, "/editions/2/changes?since=0&limit=1")["total"] > 20_000


def test_what_cannot_be_answered_is_a_problem(client: Client, two: Two) -> None:
    for path, status in {
        "/editions/3": 404, "/editions/0": 422, "/editions/x": 422, "/editions/2/changes?since=2": 422,
        "/editions/2/changes?type=ship": 422, "/editions/2/changes?cursor=x": 422, "/editions/9/manifest": 404,
        "/instruments/cwc-1993?edition=0": 422, "/instruments/cwc-1993?edition=3": 404,
        "/instruments/cwc-1993?edition=1&as_recorded=2026-11-24": 422,
    }.items():
        assert get(client, path, status)["status"] == status


def test_every_record_and_list_can_be_had_as_an_edition_holds_it(
    client: Client, two: Two, correct: Callable[..., None]
) -> None:
    correct(title="A third title")
    assert "Prohibition" in get(client, "/instruments/cwc-1993?edition=1")["title"]
    assert get(client, "/instruments/cwc-1993?edition=2")["title"] == "Convention on Chemical Arms"
    acts = [{act["id"] for one in get(client, f"/instruments/cwc-1993/acts?edition={n}")["parties"]
             for act in one["acts"]} for n in (1, 2)]
    assert acts[0] - acts[1] == {"cwc-1993--KEN--ratification"}
    assert get(client, "/instruments?edition=1&limit=1")["total"] == 790
    assert get(client, "/provisions?edition=1&limit=1")["total"] == get(client, "/provisions?limit=1")["total"]
    for path in ("/provisions/un-res-1540-2004.op-3-a", "/states/KEN/participation",
                 "/instruments/un-res-1540-2004/provisions"):
        assert get(client, f"{path}?edition=2")


def test_an_export_of_an_edition_is_the_same_file_for_ever(
    client: Client, two: Two, correct: Callable[..., None]
) -> None:
    paths = [f"/api/v1/exports/{form}?edition=1&theme=theme-6" for form in ("csv", "xlsx", "jsonl")]
    before = [client.get(path).content for path in paths]
    correct(title="A third title", themes=("theme-6",))
    assert [client.get(path).content for path in paths] == before
