"""The compendium over HTTP, on the bundled pack."""

import json
from typing import Any

import pytest
from django.test import Client

from bordermark.compendium.models import Instrument, Provision

pytestmark = [pytest.mark.usefixtures("loaded")]


def get(client: Client, path: str, status: int = 200, accept_language: str = "") -> Any:
    response = client.get(f"/api/v1{path}", headers={"Accept-Language": accept_language})
    assert response.status_code == status, response.content[:500]
    return json.loads(response.content)


def path_of(url: str) -> str:
    """The part of an API address that `get` takes."""
    return url.partition("/api/v1")[2]


def test_an_instrument_tells_everything_and_leads_on(client: Client) -> None:
    held = get(client, "/instruments/un-res-1540-2004")
    assert held["title_status"] == "original" and held["adopted"] == "2004-04-28"
    assert held["url"] == "http://testserver/instruments/un-res-1540-2004"
    assert held["kind"] == {"code": "resolution", "label": "Resolution",
                            "url": "http://testserver/vocabulary/kind/resolution"}
    assert len(held["provisions"]) == Provision.objects.filter(instrument="un-res-1540-2004").count() > 5
    assert {one["type"]["code"] for one in held["relations"] if one["inverse"]} & {"referenced-by", "implemented-by"}
    assert held["parties"]["members"] >= 193, "a resolution of the Security Council concerns all Members"
    assert held["provenance"]["source"]
    for link in held["links"].values():
        get(client, path_of(link))


def test_labels_and_titles_come_in_the_language_asked_for(client: Client) -> None:
    french = get(client, "/instruments/cwc-1993?lang=fr")
    assert french["title_language"] == "fr" and "armes chimiques" in french["title"]
    assert french["title_status"] in ("machine", "reviewed", "official")
    assert french == get(client, "/instruments/cwc-1993", accept_language="fr-CA, en;q=0.5")
    assert client.get("/api/v1/instruments/cwc-1993?lang=ar")["Content-Language"] == "ar"
    assert get(client, "/states/KEN?lang=ar")["name"] == "كينيا"


def test_relations_are_told_from_both_ends(client: Client) -> None:
    there = {(one["type"]["code"], one["instrument"]["id"])
             for one in get(client, "/instruments/eu-screening-regulation-2024")["relations"] if not one["inverse"]}
    assert there
    inverse = {"references": "referenced-by", "implements": "implemented-by", "supplements": "supplemented-by",
               "amends": "amended-by", "supersedes": "superseded-by"}
    for kind, other in there:
        back = {(one["type"]["code"], one["instrument"]["id"])
                for one in get(client, f"/instruments/{other}")["relations"] if one["inverse"]}
        assert (inverse[kind], "eu-screening-regulation-2024") in back


def test_a_provision_leads_to_its_instrument_and_neighbours(client: Client) -> None:
    first, second, *_ = get(client, "/instruments/un-res-1540-2004/provisions")["items"]
    held = get(client, f"/provisions/{first['id']}")
    assert held["instrument"]["id"] == "un-res-1540-2004"
    assert held["previous"] is None and held["following"]["id"] == second["id"]
    assert get(client, path_of(held["links"]["instrument"]))["id"] == "un-res-1540-2004"


def test_the_status_is_that_of_the_day_asked(client: Client) -> None:
    def on(day: str) -> str:
        return str(get(client, f"/instruments/cwc-1993?as_at={day}")["standing"]["status"]["code"])

    assert on("1992-01-01") == "not-yet-adopted"
    assert on("1996-01-01") == "adopted"
    assert on("2000-01-01") == "in-force"
    assert get(client, "/instruments/cwc-1993")["standing"] is None


def test_the_list_as_at_a_day_holds_no_later_instrument_and_tells_the_status(client: Client) -> None:
    page = get(client, "/instruments?as_at=2012-04-25&limit=200&order=newest")
    assert 0 < page["total"] < Instrument.objects.count()
    assert all(one["adopted"][:4] <= "2012" for one in page["items"])
    assert all(one["standing"]["as_at"] == "2012-04-25" for one in page["items"])


def test_what_replaced_an_instrument_is_known_in_lists_too(client: Client) -> None:
    page = get(client, "/instruments?status=superseded&as_at=2026-11-24&limit=200")
    replaced = {one["id"]: one["standing"]["successor"] for one in page["items"] if one["standing"]["successor"]}
    assert replaced
    for key, successor in replaced.items():
        alone = get(client, f"/instruments/{key}?as_at=2026-11-24")["standing"]
        assert alone["successor"] == successor


def test_nothing_was_recorded_before_the_pack(client: Client) -> None:
    problem = get(client, "/instruments/cwc-1993?as_recorded=2020-01-01", 404)
    assert "cwc-1993" not in problem["near"]
    assert get(client, "/instruments/cwc-1993?as_recorded=2026-11-24")["id"] == "cwc-1993"
    assert get(client, "/instruments/cwc-1993?as_recorded=2026-11-24T13:00:00%2B02:00", 404)["status"] == 404


def test_as_recorded_today_is_what_stands(client: Client) -> None:
    for path in ("/instruments/cwc-1993", "/instruments/cwc-1993/acts", "/provisions/un-res-1540-2004.op-3-a",
                 "/states/KEN/participation", "/instruments?theme=theme-5&order=newest"):
        mark = "&" if "?" in path else "?"
        then, now = get(client, f"{path}{mark}as_recorded=2026-11-25"), get(client, path)
        for document in (then, now):
            document.pop("links", None)
            document.pop("next", None)
        assert then == now, path


def test_pages_are_turned_by_cursor(client: Client) -> None:
    seen: list[str] = []
    path: str | None = "/instruments?party=KEN&limit=30"
    while path:
        page = get(client, path)
        seen += [one["id"] for one in page["items"]]
        path = path_of(page["links"]["next"]) if page["next"] else None
    assert len(seen) == len(set(seen)) == page["total"] > 100
    assert seen == sorted(seen)


def test_an_instrument_added_meanwhile_moves_no_other(client: Client) -> None:
    first = get(client, "/instruments?limit=5")
    early = Instrument.objects.get(pk=first["items"][0]["id"])
    early.pk = "a-first-of-all"
    early.save(force_insert=True)
    second = get(client, path_of(first["links"]["next"]))
    ids = [one["id"] for one in first["items"] + second["items"]]
    assert ids == list(Instrument.objects.exclude(pk="a-first-of-all").order_by("pk").values_list("pk", flat=True))[
        : len(ids)]


def test_a_party_that_is_not_held_is_not_called_a_stranger(client: Client) -> None:
    acts = get(client, "/instruments/cwc-1993/acts")
    assert acts["source_date"]
    assert {one["status"] for one in acts["parties"]} <= {"party", "signatory", "named", "provisional", "withdrawn"}
    text = json.dumps(get(client, "/states/KEN/participation")).lower()
    assert "not a party" not in text and "not-a-party" not in text


def test_a_states_part_is_told_with_source_and_date(client: Client) -> None:
    items = {one["instrument"]["id"]: one for one in get(client, "/states/KEN/participation")["items"]}
    by_status: dict[str, list[dict[str, Any]]] = {}
    for one in items.values():
        by_status.setdefault(one["status"], []).append(one)
    assert {"party", "member", "unknown"} <= set(by_status)
    assert all(one["source_date"] and one["acts"] for one in by_status["party"])
    assert all(one["source"] and one["source_date"] and not one["acts"] for one in by_status["unknown"])
    assert all(one["through"] and one["source"] for one in by_status["member"])
    convention = items["cwc-1993"]
    assert convention["acts"][0]["instrument"] == "cwc-1993"
    assert not any(one["instrument"]["id"] == "cwc-1993" for one in
                   get(client, "/states/KEN/participation?as_at=1992-01-01")["items"])


def test_a_question_later_than_the_source_is_said_to_outrun_it(client: Client) -> None:
    assert get(client, "/instruments/cwc-1993/acts?as_at=2026-01-01")["outruns_source"] is True
    assert get(client, "/instruments/cwc-1993/acts?as_at=2001-01-01")["outruns_source"] is False


def test_an_unknown_id_is_answered_with_near_ones(client: Client) -> None:
    assert "cwc-1993" in get(client, "/instruments/cwc-1994", 404)["near"]
    assert "un-res-1540-2004" in get(client, "/instruments/S-RES-1540-(2004)", 404)["near"]
    assert "un-res-1540-2004.op-3-a" in get(client, "/provisions/un-res-1540-2004.op-3", 404)["near"]
    assert get(client, "/states/Kenya", 404)["near"][0] == "KEN"
    assert "wco" in get(client, "/organisations/WCO", 404)["near"]
    assert get(client, "/instruments/%20", 404)["near"] == []


def test_what_no_database_can_look_for_is_refused(client: Client) -> None:
    assert get(client, "/instruments/%00", 422)["errors"][0]["parameter"] == "instrument"


@pytest.mark.parametrize(("path", "parameter", "value", "expected"), [
    ("/instruments?limit=0", "limit", "0", "greater than or equal to 1"),
    ("/instruments?adopted_from=2012-13", "adopted_from", "2012-13", "a date YYYY, YYYY-MM or YYYY-MM-DD"),
    ("/instruments?as_at=yesterday", "as_at", "yesterday", "a date such as 2012-04-25"),
    ("/instruments?as_recorded=0001-01-01T00:00:00%2B14:00", "as_recorded", "0001-01-01T00:00:00+14:00",
     "a date such as 2026-11-24 or 2026-11-24T10:00:00Z"),
    ("/instruments?theme=theme-1&theme=theme-99", "theme", "theme-99", "a concept of the scheme theme"),
    ("/instruments?kind=convntion", "kind", "convntion", "convention"),
    ("/instruments?body=wcoo", "body", "wcoo", "wco"),
    ("/instruments?cursor=abc", "cursor", "abc", "`next`"),
    ("/instruments?lang=de", "lang", "de", "'ar', 'en'"),
    ("/provisions?strength=must", "strength", "must", "'shall'"),
    ("/search?limit=1000", "limit", "1000", "less than or equal to 100"),
])
def test_a_bad_parameter_is_named_with_its_value_and_what_was_expected(
    client: Client, path: str, parameter: str, value: str, expected: str
) -> None:
    problem = get(client, path, 422)
    assert problem["type"] == "bad-parameter"
    [error] = problem["errors"]
    assert (error["parameter"], error["value"]) == (parameter, value)
    assert expected in error["expected"]


def test_all_bad_codes_are_named_at_once(client: Client) -> None:
    problem = get(client, "/instruments?theme=x&flow=y&party=ZZZ", 422)
    assert [one["parameter"] for one in problem["errors"]] == ["theme", "flow", "party"]


@pytest.mark.parametrize(("path", "most"), [
    ("/instruments?limit=200&as_at=2012&lang=fr", 14), ("/instruments?limit=1&as_at=2012&lang=fr", 14),
    ("/provisions?limit=200&lang=fr", 14), ("/instruments/cwc-1993?lang=fr", 26),
    ("/instruments/cwc-1993/acts", 12), ("/states/KEN/participation?lang=fr", 16), ("/search?q=cash&limit=100", 6),
    ("/changes?limit=1000", 1),
])
def test_the_number_of_queries_does_not_grow_with_the_answer(
    client: Client, path: str, most: int, django_assert_max_num_queries: Any
) -> None:
    get(client, path)
    with django_assert_max_num_queries(most):
        get(client, path)
