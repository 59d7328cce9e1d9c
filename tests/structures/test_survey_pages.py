"""The survey on pages and over HTTP, walked in both directions, kept as records, and seen by the clocks."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from bordermark.clocks import Clocks
from bordermark.contributions import revisions
from bordermark.contributions.record_types import record_type
from bordermark.contributions.revisions import Change, record_change
from bordermark.errors import RefusedInput
from bordermark.structures.store import survey
from bordermark.structures.survey import load_survey
from bordermark.web.loading import load_user_pack

from .conftest import activity

pytestmark = [pytest.mark.usefixtures("loaded")]

LATER = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.fixture
def fresh() -> Iterator[None]:
    revisions.recorded_at.cache_clear()
    yield
    revisions.recorded_at.cache_clear()


def get(client: Client, path: str) -> Any:
    response = client.get(f"/api/v1{path}")
    assert response.status_code == 200, response.content[:500]
    return json.loads(response.content)


def page(client: Client, path: str) -> str:
    response = client.get(path, headers={"accept": "text/html"})
    assert response.status_code == 200
    return response.content.decode()


def test_what_the_database_holds_is_what_the_files_say() -> None:
    assert survey() == load_survey()


@pytest.mark.parametrize("name", ["entity", "mandate", "activity", "mechanism", "response"])
def test_records_come_back_from_the_tables_as_they_were_kept(name: str) -> None:
    kind = record_type(name)
    assert kind.read is not None
    standing = revisions.standing_digests(name)
    assert {one.key: revisions.digest(one.model_dump(mode="json")) for one in kind.read()} == standing


def test_from_an_instrument_to_the_activity_to_its_entity_and_back(client: Client) -> None:
    assert "/activities/act-wco-stce" in page(client, "/instruments/un-res-1540-2004")
    told = page(client, "/activities/act-wco-stce")
    for link in ("/instruments/un-res-1540-2004", "/organisations/wco", "/vocabulary/capacity/stc",
                 "/mechanisms/co-cosmo", "/records/activity/act-wco-stce/history"):
        assert link in told, link
    assert "/activities?entity=wco" in page(client, "/organisations/wco")
    assert "/activities/act-imo-dcoc" in page(client, "/states/DJI")
    assert "/activities?capacity=stc" in page(client, "/vocabulary/capacity/stc")
    assert "/activities/act-wco-cosmo" in page(client, "/mechanisms/co-cosmo")


def test_mandates_are_told_from_both_sides(client: Client) -> None:
    by_instrument = {one["entity"]["id"] for one in get(client, "/mandates?instrument=un-res-1540-2004")}
    assert {"c1540", "unoda", "unodc"} <= by_instrument
    assert all(one["entity"]["id"] == "c1540" for one in get(client, "/mandates?entity=c1540"))
    assert client.get("/instruments/un-res-1540-2004?format=json").json()["activities"]["mandates"]


def test_a_state_is_reached_directly_by_its_region_and_by_the_world(client: Client) -> None:
    rows = get(client, "/activities?place=KEN&capacity=maritime")["items"]
    assert {one["reach"] for one in rows} >= {"direct", "region"}
    assert {one["id"] for one in rows} >= {"act-imo-dcoc", "act-unodc-gmcp"}


def test_a_day_and_what_is_not_certain_then(client: Client) -> None:
    then = get(client, "/activities?since=2012&until=2012")
    certain = get(client, "/activities?since=2012&until=2012&certain=true")
    assert (then["total"], {one["standing"] for one in then["items"]}) == (148, {"known", "open", "undated"})
    assert {one["standing"] for one in certain["items"]} == {"known"}
    assert "may be over" in page(client, "/activities?as_at=2012-04-25")
    assert "act-unoct-cttravel" not in page(client, "/organisations/unoct?as_at=2012-04-25")


def test_an_entity_finds_the_workbook_of_what_it_leads(client: Client) -> None:
    address = "/contributions/files/activity/records.xlsx?id="
    for told in (page(client, "/organisations/fatf"), page(client, "/activities?entity=fatf")):
        assert f"{address}act-fatf-r32" in told and "/contributions/upload" in told
    assert address not in page(client, "/activities") and address not in page(client, "/organisations/eac")


def test_many_activities_stand_on_several_pages_and_in_one_file(client: Client) -> None:
    first, last = page(client, "/activities"), page(client, "/activities?page=5")
    assert first.count("<tr>") < 100 and "page=2" in first and "page=2" not in last
    assert get(client, "/activities")["total"] == 207
    beyond = client.get("/activities?page=6", headers={"accept": "text/html"})
    assert beyond.status_code == 400 and "a page from 1 to 5" in beyond.content.decode()


def test_counts_open_into_the_activities_behind_them(client: Client) -> None:
    told = get(client, "/activities-table?rows=flow&columns=function&place=ecowas&since=2012&until=2012")
    columns = [one["code"] for one in told["codes"]]
    for row in told["items"][:3]:
        for column, n in zip(columns, row["counts"], strict=True):
            query = f"flow={row['code']}&function={column}&place=ecowas&since=2012&until=2012"
            assert get(client, f"/activities?{query}")["total"] == n
    shown = page(client, "/activities/table?rows=flow&columns=function&place=ecowas")
    assert "/activities?place=ecowas&amp;flow=drugs&amp;function=" in shown
    by_region = page(client, "/activities/table?rows=region&columns=flow")
    assert "/activities?place=202&amp;flow=drugs" in by_region and "place=001" not in by_region
    assert client.get("/api/v1/activities-table?rows=flow&columns=flow").status_code == 422
    assert client.get("/activities/table?rows=colour", headers={"accept": "text/html"}).status_code == 400


def test_mandates_are_found_by_entity_and_words(client: Client) -> None:
    told = page(client, "/mandates?entity=un-ohrlls&text=landlocked")
    assert "Landlocked" in told and "/organisations/un-ohrlls" in told and "/organisations/unodc\"" not in told
    rows = client.get("/mandates?entity=unodc&text=1540&format=json").json()
    assert [one["instrument"] for one in rows] == ["un-res-1540-2004"]


def test_the_programme_budget_is_joined_to_entities(client: Client) -> None:
    """31 of the 56 entities that cite decisions are organisations here; the others administer the Secretariat."""
    citing = {one.entity for one in survey().mandates.values() if one.basis == "programme-budget"}
    assert len(citing) == 31 and {"unodc", "unoct", "un-women", "itc", "eca"} <= citing and "who" not in citing
    assert "24,996,200" in page(client, "/organisations/unodc")


def test_a_flow_that_was_not_surveyed_is_no_gap(client: Client) -> None:
    assert get(client, "/activities?flow=wildlife") == {"total": 0, "not_surveyed": ["wildlife"], "items": []}
    assert "was not surveyed" in page(client, "/activities?flow=wildlife")
    assert "was not surveyed" in page(client, "/vocabulary/flow/wildlife")


def test_what_is_not_known_of_a_mechanism_is_said(client: Client) -> None:
    told = page(client, "/mechanisms/co-wco-europol")
    assert told.count("not known") >= 2 and "nothing seen says what it covers" in told


def test_the_check_of_a_draft_on_its_page_and_over_http(client: Client) -> None:
    query = "text=cash+couriers+as+S/RES/2462(2019)+asks&function=train&capacity=cash&flow=terrorist-funds&place=KHM"
    told = get(client, f"/drafting?{query}")
    assert told["activities"][0]["activity"]["id"] == "act-unodc-gpml-mekong" and told["activities"][0]["same"]
    assert told["decisions"][0]["symbol"] == "S/RES/2462 (2019)" and told["decisions"][0]["named"]
    assert {"unodc", "worldbank"} <= {one["entity"]["id"] for one in told["ask"]}
    assert [one["place"] for one in told["cells"][0]["named"]] == ["state:KHM"]
    shown = page(client, f"/drafting?{query}")
    assert "the same for the same place" in shown and "/mechanisms/co-gpml-wb" in shown
    rows = list(csv.DictReader(io.StringIO(client.get(f"/drafting?{query}&format=csv").content.decode())))
    assert rows[0]["id"] == "act-unodc-gpml-mekong"
    assert "Who should be asked" not in page(client, "/drafting")


@pytest.mark.parametrize(("query", "parameter"), [
    ("capacity=money", "capacity"), ("place=Kenya", "place"), ("since=soon", "since"),
    ("since=2020&until=2019", "until"),
])
def test_a_question_that_cannot_be_read_says_so(client: Client, query: str, parameter: str) -> None:
    for path in ("activities", "mechanisms", "drafting"):
        problem = client.get(f"/api/v1/{path}?{query}")
        assert problem.status_code == 422 and problem.json()["errors"][0]["parameter"] == parameter
        shown = client.get(f"/{path}?{query}", headers={"accept": "text/html"})
        assert shown.status_code == 400 and f"{parameter}: found" in shown.content.decode()


def test_an_unknown_id_is_answered_with_near_ones(client: Client) -> None:
    problem = client.get("/api/v1/activities/act-unodc-cpc")
    assert problem.status_code == 404 and "act-unodc-ccp" in problem.json()["near"]


def test_words_of_the_draft_are_not_markup(client: Client) -> None:
    assert "<script>alert" not in client.get("/drafting?text=<script>alert(1)</script>cash").content.decode()


def test_an_entity_keeps_its_activities_current(client: Client, tmp_path: Path, fresh: None) -> None:
    new = activity("act-test-cash", entity="wco", partners=["iom"], title="Cash dogs at land borders")
    row = json.dumps(new.model_dump(mode="json"))
    (tmp_path / "activities.jsonl").write_text(row + "\n", encoding="utf-8")
    assert load_user_pack(tmp_path, LATER, by="amina", reason="Ours") == (1, [])
    assert "Cash dogs" in page(client, "/activities?entity=iom") and "Cash dogs" in page(client, "/organisations/wco")
    assert get(client, "/drafting?text=dogs+cash&capacity=cash&place=KEN")["activities"][0]["activity"]["id"] == new.id
    assert new.id not in survey(Clocks(as_recorded=datetime(2026, 11, 30, tzinfo=UTC))).activities
    record_change(Change({}, {"activity": [new.id]}), at=LATER, by="amina", reason="It never was")
    assert new.id not in survey().activities


def test_a_finding_is_put_to_an_entity_and_its_words_stand_beside_it(
    client: Client, tmp_path: Path, fresh: None
) -> None:
    asked = {"finding": "overlap-cash-2026", "entity": "unodc", "statement": "Two bodies train on cash couriers.",
             "activities": "act-unodc-gpml-mekong", "stance": "", "words": "", "source": "test"}

    def load(**columns: str) -> None:
        row = asked | columns
        (tmp_path / "responses.csv").write_text(f"{','.join(row)}\n{','.join(row.values())}\n", encoding="utf-8")
        load_user_pack(tmp_path, LATER, by="amina", reason="Validation")

    load()
    assert "No answer yet" in page(client, "/activities/act-unodc-gpml-mekong")
    with pytest.raises(RefusedInput, match=r"column words.*which fact is wrong"):
        load(stance="corrects")
    load(stance="explains", words="Donors asked for both.")
    assert "Donors asked for both." in page(client, "/activities/act-unodc-gpml-mekong")
    assert "Donors asked for both." in page(client, "/organisations/unodc")
    (told,) = get(client, "/responses?finding=overlap-cash-2026")
    assert (told["entity"]["id"], told["stance"]) == ("unodc", "explains")
    assert survey().responses_to["overlap-cash-2026"][0].words == "Donors asked for both."


def test_an_activity_of_nobody_is_refused_with_its_place(tmp_path: Path, fresh: None) -> None:
    row = activity("act-test", entity="nobody").model_dump(mode="json")
    (tmp_path / "activities.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    with pytest.raises(RefusedInput, match=r"activities\.jsonl, row 1, column entity.*nobody"):
        load_user_pack(tmp_path, LATER, by="amina", reason="Ours")
