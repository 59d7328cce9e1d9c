"""No serious or critical violation of WCAG 2.2 AA, on any kind of page, by axe."""

from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
         "resultTypes": ["violations"]}


def serious(page):
    """What axe finds of serious or critical impact, each with where and why."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for one in found if one["impact"] in ("serious", "critical") for node in one["nodes"][:4]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_serious_violation(visit, address, kind, language, scheme):
    page = visit(address(kind, language), scheme=scheme).page
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    if page.locator("[hx-trigger=revealed]").count():
        page.locator("#parties").scroll_into_view_if_needed()
        page.mouse.wheel(0, 300)
        page.wait_for_selector("svg.map")
    assert serious(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_violation_in_the_api_reference(visit, scheme):
    assert serious(visit("/api/v1/docs", scheme=scheme).page) == []


def test_no_serious_violation_while_suggestions_are_open(visit):
    page = visit("/").page
    page.locator("#q").press_sequentially("smuggl")
    page.wait_for_selector("#suggestions a")
    assert serious(page) == []


def test_axe_would_say_so(visit):
    """The check itself can fail: pale text on white and a nameless box are found."""
    page = visit("/about").page
    page.evaluate("document.querySelector('#main h1').style.color = '#ddd';"
                  "document.querySelector('#main .frame').append(document.createElement('input'))")
    found = " ".join(serious(page))
    assert "color-contrast" in found and "label" in found


def test_headings_go_down_a_step_at_a_time(visit, address, kind):
    levels = visit(address(kind, "en")).page.eval_on_selector_all(
        "h1, h2, h3, h4", "all => all.map((one) => Number(one.tagName[1]))")
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
