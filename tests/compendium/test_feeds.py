"""The feed of what is new, and the sitemap of what there is."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.test import Client

from bordermark.compendium import feeds
from bordermark.compendium.models import Instrument
from bordermark.compendium.reading import Current
from bordermark.contributions.revisions import Change, record_change
from bordermark.languages import LANGUAGES

pytestmark = [pytest.mark.usefixtures("loaded")]
ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def test_the_newest_revision_comes_first(client: Client) -> None:
    record = Current().instruments(["cwc-1993"])["cwc-1993"]
    change = Change({"instrument": [record.model_copy(update={"title": "A <new> title"})]},
                    {"instrument": ["afcfta-agreement-2018"]})
    record_change(change, at=datetime(2026, 11, 25, tzinfo=UTC), by="a test", reason="a test")
    feed = ElementTree.fromstring(client.get("/feed.atom").content)
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == feeds.NEWEST
    first = entries[0]
    assert first.findtext(f"{ATOM}title") == "A <new> title"
    assert str(first.findtext(f"{ATOM}id")).startswith("http://testserver/instruments/cwc-1993#revision-")
    assert first.findtext(f"{ATOM}updated") == feed.findtext(f"{ATOM}updated") == "2026-11-25T00:00:00+00:00"
    assert len({one.findtext(f"{ATOM}id") for one in entries}) == len(entries)
    assert "afcfta-agreement-2018" not in client.get("/feed.atom").content.decode()


def test_every_language_has_a_sitemap_of_every_page(client: Client) -> None:
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    places = [str(one.text) for one in index.iter(f"{SITE}loc")]
    assert places == [f"http://testserver/sitemap-{code}.xml" for code in LANGUAGES]
    for place in (places[0], places[1]):
        pages = ElementTree.fromstring(client.get(place.removeprefix("http://testserver")).content)
        urls = pages.findall(f"{SITE}url")
        locations = {str(one.findtext(f"{SITE}loc")) for one in urls}
        assert len(locations) == len(urls) < 50_000
        prefix = "http://testserver/ar" if "ar" in place else "http://testserver"
        assert {f"{prefix}/instruments/{key}" for key in Instrument.objects.values_list("pk", flat=True)} <= locations
        assert {f"{prefix}/{one}" for one in (
            "activities", "activities/act-unodc-ccp", "mechanisms/co-bmwg", "measures/cbm-4.3", "framework/cbm-4",
            "lists/cwc-schedule-2", "entries/cwc-2b-13",
        )} <= locations
        for one in urls:
            links = {link.get("hreflang"): link.get("href") for link in one.iter(f"{XHTML}link")}
            assert set(links) == {*LANGUAGES, "x-default"}
            assert one.findtext(f"{SITE}loc") in links.values()


def test_robots_are_told_where_the_sitemap_is(client: Client) -> None:
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode().splitlines()


def test_there_is_no_sitemap_in_another_language(client: Client) -> None:
    assert client.get("/sitemap-de.xml").status_code == 404
