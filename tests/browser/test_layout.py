"""Nothing is wider than the window: on a phone, and at twice the size."""

import pytest

WIDER = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('body *')].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width && (box.right > width + 1 || box.left < -1);
  }).slice(0, 5).map((one) => one.outerHTML.slice(0, 120)).concat('page ' + document.documentElement.scrollWidth);
}"""


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_phone_need_not_scroll_sideways(visit, address, kind, language):
    page = visit(address(kind, language), width=360, height=740).page
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate(WIDER) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_twice_the_size_need_not_scroll_sideways(visit, address, kind, language):
    """A window of 1280 pixels at 200 % is 640 wide."""
    assert visit(address(kind, language), width=640, height=450, scale=2).page.evaluate(WIDER) == []


@pytest.mark.parametrize("path", ["/api/v1/docs"])
@pytest.mark.parametrize("width", [360, 640])
def test_the_api_reference_need_not_scroll_sideways(visit, path, width):
    assert visit(path, width=width).page.evaluate(WIDER) == []


def test_arabic_runs_from_right_to_left(visit):
    page = visit("/ar/instruments/un-som-protocol-2000").page
    assert page.evaluate("document.documentElement.dir") == "rtl"
    main, aside = (page.locator(one).bounding_box() for one in (".columns > div", ".columns > aside"))
    assert main["x"] > aside["x"], "the side column stands on the left"
    words = page.locator(".provision .words").first
    assert words.evaluate("one => getComputedStyle(one).direction") == "ltr", "English text keeps its direction"
    label = page.locator("svg.timeline text").nth(3)
    assert label.evaluate("one => getComputedStyle(one).direction") == "ltr", "drawings keep theirs"


def test_the_head_of_a_long_table_stays_in_sight(visit):
    page = visit("/instruments/un-som-protocol-2000/parties").page
    page.locator("tbody tr").nth(60).scroll_into_view_if_needed()
    assert 0 <= page.locator("thead th").first.bounding_box()["y"] < 5


def test_on_a_phone_the_filters_are_a_link_away(visit):
    page = visit("/search?q=cash+couriers", width=360, height=740).page
    page.get_by_role("link", name="Filters").click()
    assert page.locator(".facets").evaluate("one => one.getBoundingClientRect().top") < 100
    assert not visit("/search?q=cash+couriers").page.get_by_role("link", name="Filters").is_visible()
