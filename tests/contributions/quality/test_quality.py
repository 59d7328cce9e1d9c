"""What records can be found wanting in, by organisation."""

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from bordermark.compendium.bundled import bundled_sources
from bordermark.compendium.inspecting import ASPECTS
from bordermark.compendium.quality import Looked, inspect, wants
from bordermark.compendium.reading import Current
from bordermark.compendium.records import InstrumentRecord
from bordermark.contributions.links.judging import Standing
from bordermark.contributions.quality.aspects import lines, report
from bordermark.contributions.quality.inspecting import inspected
from bordermark.contributions.revisions import Change, record_change
from bordermark.languages import LANGUAGES

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture(scope="module")
def whole() -> Looked:
    """A bundled record that wants nothing but what a machine cannot give."""
    source = next(one for one in bundled_sources() if one.instrument.id == "cwc-1993")
    human = [one.model_copy(update={"status": "human"}) for one in source.translations]
    provisions = [one.model_copy(update={"checked": "https://example.org"}) for one in source.provisions]
    record = source.instrument.model_copy(update={"checked": "https://example.org", "checked_on": "2026-11",
                                                  "url": "https://example.org/text"})
    return Looked(record, provisions, human)


def changed(one: Looked, **fields: Any) -> Looked:
    record: InstrumentRecord = one.record.model_copy(update=fields)
    return Looked(record, one.provisions, one.translations, one.link)


def test_a_record_that_has_everything_wants_nothing(whole: Looked) -> None:
    assert list(wants(whole, TODAY)) == []


def test_each_aspect_is_found(whole: Looked) -> None:
    one = whole.translations[0]
    cases = {
        "unchecked": changed(whole, checked="", checked_on=""),
        "old-check": changed(whole, checked_on="2023-11-23"),
        "undated": changed(whole, adopted=""),
        "no-provisions": Looked(whole.record, (), whole.translations),
        "unchecked-provisions": Looked(whole.record, [whole.provisions[0].model_copy(update={"checked": ""})],
                                       whole.translations),
        "missing-languages": Looked(whole.record, whole.provisions, [one]),
        "machine-only": Looked(whole.record, whole.provisions, [
            each.model_copy(update={"status": "machine"}) for each in whole.translations]),
        "no-link": changed(whole, url=""),
        "broken-link": Looked(whole.record, whole.provisions, whole.translations,
                              Standing("broken", NOW, NOW, NOW, 4, NOW, 404)),
        "moved-link": Looked(whole.record, whole.provisions, whole.translations,
                             Standing("moved", NOW, NOW, NOW, moved_to="https://example.org/new")),
    }
    for aspect, looked in cases.items():
        assert [name for name, _ in wants(looked, TODAY)] == [aspect], aspect
    assert dict(wants(changed(whole, title="Another title"), TODAY)) == {
        "stale-translations": " ".join(code for code in LANGUAGES if code != "en")
    }
    assert set(cases) | {"stale-translations"} == {one.name for one in ASPECTS}


def test_a_check_is_old_after_three_years_to_the_day(whole: Looked) -> None:
    assert list(wants(changed(whole, checked_on="2023-11-24"), TODAY)) == []
    assert list(wants(changed(whole, checked_on="2023-11"), TODAY)) == []
    assert list(wants(changed(whole, checked_on="2020"), TODAY)) == [("old-check", "2020")]


def test_a_report_counts_a_record_once_however_much_it_wants(whole: Looked) -> None:
    found = inspect([changed(whole, checked="", adopted=""), changed(whole, id="x-1", contributor="icao")], TODAY)
    assert (report(found).records, report(found).wanting) == (2, 1)
    assert report(found, {"icao"}).wanting == 0
    assert [(one.keeper, one.records, one.wanting) for one in lines(found)] == [
        (one, 1, int(one != "icao")) for one in sorted({"icao", whole.record.contributor})
    ]


@pytest.mark.usefixtures("loaded")
class TestHeld:
    """On the bundled records."""

    def test_the_parts_of_an_organisation_count_for_it(self, client: Client) -> None:
        one = client.get("/api/v1/organisations/un/quality").json()
        assert one["records"] > client.get("/api/v1/organisations/un-security-council/quality").json()["records"] > 0
        assert client.get("/api/v1/organisations/nobody/quality").status_code == 404

    def test_the_numbers_are_those_of_the_lists(self, client: Client) -> None:
        summaries = {one["organisation"]: one for one in client.get("/quality?format=json").json()}
        detail = client.get("/organisations/icao/quality?format=json").json()
        assert {one["name"]: one["count"] for one in detail["aspects"]} == summaries["icao"]["counts"]
        assert all(one["count"] == len(one["records"]) for one in detail["aspects"])
        rows = list(csv.DictReader(io.StringIO(client.get("/organisations/icao/quality?format=csv").content.decode())))
        assert len(rows) == sum(one["count"] for one in detail["aspects"])

    def test_pages_in_every_language_and_the_panel(self, client: Client) -> None:
        for prefix in ["" if code == "en" else f"/{code}" for code in LANGUAGES]:
            for path in ("/quality", "/organisations/icao/quality", "/links", "/duplicates"):
                assert client.get(prefix + path).status_code == 200
        shown = client.get("/organisations/icao").content.decode()
        assert 'href="/organisations/icao/quality#unchecked"' in shown
        assert "Quality of its records" not in client.get("/organisations/icao?as_recorded=2026-12-01").content.decode()

    def test_a_change_of_a_record_is_seen_at_once(self) -> None:
        before = report(inspected(TODAY)).count("stale-translations")
        record = Current().instruments(["cwc-1993"])["cwc-1993"].model_copy(update={"title": "Another"})
        record_change(Change({"instrument": [record]}), at=NOW, by="somebody", reason="a title")
        assert report(inspected(TODAY)).count("stale-translations") == before + 1
