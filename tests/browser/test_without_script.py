"""Everything that matters works with JavaScript off."""

import pytest


@pytest.fixture
def plain(visit):
    """Open a page with JavaScript off."""
    return lambda path: visit(path, script=False).page


def test_the_search_form_finds(plain):
    page = plain("/")
    page.locator("#q").fill("S/RES/1540")
    page.get_by_role("button", name="Search").click()
    assert page.locator(".lines a").first.get_attribute("href") == "/instruments/un-res-1540-2004"
    assert "q=S%2FRES%2F1540" in page.url


def test_a_facet_narrows_and_its_chip_widens_again(plain):
    page = plain("/search?q=cash")
    before = page.locator("[role=status] b").inner_text()
    link = page.locator(".facets details[open] li", has_text="Convention").first
    count = link.locator(".count").inner_text()
    link.locator("a").click()
    assert page.locator("[role=status] b").inner_text() == count
    assert int(count) < int(before)
    page.get_by_role("link", name="Remove the filter Convention").click()
    assert page.locator("[role=status] b").inner_text() == before


def test_a_closed_facet_opens(plain):
    page = plain("/search?q=cash")
    facet = page.locator(".facets details", has=page.locator("summary", has_text="Decade"))
    assert not facet.locator("li a").first.is_visible()
    facet.locator("summary").click()
    assert facet.locator("li a").first.is_visible()


def test_results_have_pages(plain):
    page = plain("/search?q=border")
    first = page.locator(".lines a").first.inner_text()
    page.get_by_role("link", name="Next").click()
    assert page.locator(".lines a").first.inner_text() != first
    page.get_by_role("link", name="Previous").click()
    assert page.locator(".lines a").first.inner_text() == first


def test_order_and_years_are_a_form(plain):
    page = plain("/search?q=border")
    page.get_by_label("Order").select_option("oldest")
    page.get_by_label("Adopted from").fill("1990")
    page.get_by_label("until").fill("1999")
    page.get_by_role("button", name="Apply").click()
    dates = page.locator(".lines time").all_inner_texts()
    assert dates and all(" 199" in f" {one[-4:]}" for one in dates)
    assert [one[-4:] for one in dates] == sorted(one[-4:] for one in dates)


def test_the_language_is_switched_in_place(plain):
    page = plain("/search?q=cash&kind=convention")
    page.locator(".languages a[lang=ar]").click()
    assert page.url.endswith("/ar/search?q=cash&kind=convention")
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.locator(".languages a[lang=en]").click()
    assert page.url.endswith(":" + page.url.split(":")[2].split("/")[0] + "/search?q=cash&kind=convention")


def test_the_clocks_take_a_day(plain):
    page = plain("/instruments/un-som-protocol-2000")
    now = page.locator("#parties ~ p b").first.inner_text()
    page.get_by_label("As at", exact=True).fill("2003-01-01")
    page.get_by_role("button", name="Show").click()
    assert "as_at=2003-01-01" in page.url
    assert int(page.locator("#parties ~ p b").first.inner_text()) < int(now)
    page.get_by_role("link", name="Back to today").first.click()
    assert page.locator("#parties ~ p b").first.inner_text() == now


def test_the_parties_are_a_map_and_a_table_to_order_and_save(plain):
    page = plain("/instruments/un-som-protocol-2000")
    page.get_by_role("link", name="Map and table of the parties").click()
    assert page.locator("svg.map path.party").count() > 80
    names = page.locator("tbody th").all_inner_texts()
    assert names == sorted(names)
    page.get_by_role("link", name="Party").click()
    assert page.locator("tbody th").all_inner_texts() == names[::-1]
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("Party")
    saved = page.request.get(page.get_by_role("link", name="This table as CSV").evaluate("one => one.href"))
    assert saved.headers["content-type"].startswith("text/csv")
    assert "un-som-protocol-2000,ALB,Albania" in saved.text()


def test_a_states_table_is_ordered_and_saved(plain):
    page = plain("/states/KEN")
    page.get_by_role("link", name="Since", exact=True).click()
    since = page.locator("#participation ~ .scroll td.since").all_inner_texts()
    years = [one[-4:] for one in since if one[-4:].isdigit()]
    assert len(years) > 20 and years == sorted(years)
    saved = page.request.get(page.get_by_role("link", name="This table as CSV").evaluate("one => one.href"))
    assert "un-uncac-2003" in saved.text() and saved.headers["content-type"].startswith("text/csv")


def test_the_data_behind_a_chart_is_shown(plain):
    page = plain("/vocabulary/theme/theme-6")
    page.get_by_text("Show data").click()
    assert page.locator(".by-decade table").is_visible()
    numbers = [int(one) for one in page.locator(".by-decade td").all_inner_texts()]
    bars = [int(one) for one in page.locator(".by-decade .value").all_text_contents()]
    assert [one for one in numbers if one] == bars and sum(bars) > 50
