"""Changes over HTTP."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from bordermark.compendium.reading import Current
from bordermark.contributions.models import Revision
from bordermark.contributions.revisions import Change, last_revision, record_change

pytestmark = [pytest.mark.usefixtures("loaded")]


def get(client: Client, path: str) -> Any:
    response = client.get(f"/api/v1{path}")
    assert response.status_code == 200, response.content[:500]
    return json.loads(response.content)


def test_a_copy_elsewhere_can_be_kept_up_to_date(client: Client) -> None:
    since, seen = 0, 0
    while True:
        page = get(client, f"/changes?since={since}&limit=1000")
        seen += len(page["items"])
        since = page["last"]
        if not page["more"]:
            break
    assert seen == Revision.objects.count() and since == last_revision()
    assert get(client, f"/changes?since={since}")["items"] == []

    record = Current().instruments(["cwc-1993"])["cwc-1993"].model_copy(update={"title": "Another title"})
    change = Change({"instrument": [record]}, {"act": ["cwc-1993--KEN--ratification"]})
    record_change(change, at=datetime(2026, 11, 25, tzinfo=UTC), by="somebody", reason="a correction")
    withdrawn, changed = get(client, f"/changes?since={since}&full=true")["items"]
    assert withdrawn["withdrawn"] and withdrawn["data"] is None and withdrawn["type"] == "act"
    assert changed["data"]["title"] == "Another title" and changed["url"].endswith("/instruments/cwc-1993")
    assert (changed["recorded_by"], changed["reason"]) == ("somebody", "a correction")


def test_changes_of_one_record(client: Client) -> None:
    page = get(client, "/changes?type=instrument&id=cwc-1993")
    assert [one["id"] for one in page["items"]] == ["cwc-1993"] and page["items"][0]["data"] is None
    assert client.get("/api/v1/changes?type=instrumnt").status_code == 422


def test_a_concept_has_the_address_of_its_page(client: Client) -> None:
    [change] = get(client, "/changes?type=concept&id=theme:theme-1")["items"]
    assert change["url"] == "http://testserver/vocabulary/theme/theme-1"
