"""Organisations and their members over HTTP."""

import json
from typing import Any

import pytest
from django.test import Client

from bordermark.organisations.store import organisations

pytestmark = [pytest.mark.usefixtures("loaded")]


def get(client: Client, path: str) -> Any:
    response = client.get(f"/api/v1{path}")
    assert response.status_code == 200, response.content[:500]
    return json.loads(response.content)


def test_an_organ_acts_for_the_members_of_its_organisation(client: Client) -> None:
    council = get(client, "/organisations/un-security-council")
    assert council["membership_of"]["id"] == "un" and council["members"] >= 193
    rows = get(client, "/organisations/un-security-council/members")
    assert {row["organisation"]["id"] for row in rows} == {"un"}
    assert all(row["source"] for row in rows)


def test_members_come_with_dates_and_may_be_asked_for_a_day(client: Client) -> None:
    now = {row["state"]["id"]: row for row in get(client, "/organisations/eu/members")}
    assert now["FRA"]["since"] and now["GBR"]["until"]
    early = {row["state"]["id"] for row in get(client, "/organisations/eu/members?as_at=1990")}
    assert "FRA" in early and "HRV" not in early


def test_filters_of_organisations_narrow_each_other(client: Client) -> None:
    of_kenya = {one["id"] for one in get(client, "/organisations?member=KEN")}
    assert {"au", "eac", "un"} <= of_kenya and "eu" not in of_kenya
    regional = get(client, "/organisations?member=KEN&kind=regional-organisation")
    assert {"au", "eac"} <= {one["id"] for one in regional} < of_kenya
    assert {one["kind"]["code"] for one in regional} == {"regional-organisation"}


def test_every_link_of_an_organisation_leads_on(client: Client) -> None:
    body = get(client, "/organisations/imo?lang=fr")
    for link in body["links"].values():
        get(client, link.partition("/api/v1")[2])
    assert get(client, body["links"]["adopted"].partition("/api/v1")[2])["total"] > 10


def test_the_list_holds_every_organisation(client: Client) -> None:
    assert [one["id"] for one in get(client, "/organisations")] == list(organisations().bodies)
