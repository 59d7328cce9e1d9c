"""The little that JavaScript adds."""


def test_a_slash_goes_to_the_search_box_but_not_while_typing(visit):
    page = visit("/instruments/un-som-protocol-2000").page
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("a/b")
    assert page.locator("#q").input_value() == "a/b"


def test_suggestions_appear_and_the_arrows_walk_them(visit):
    page = visit("/").page
    page.locator("#q").press_sequentially("smuggl")
    page.wait_for_selector("#suggestions a")
    assert page.locator("#suggestions h2").count() > 1, "grouped by kind"
    links = page.locator("#suggestions a")
    page.keyboard.press("ArrowDown")
    assert links.nth(0).evaluate("one => one === document.activeElement")
    page.keyboard.press("ArrowDown")
    assert links.nth(1).evaluate("one => one === document.activeElement")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("ArrowDown")
    target = links.nth(0).evaluate("one => one.href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)


def test_escape_and_the_focus_elsewhere_close_the_suggestions(visit):
    page = visit("/").page
    page.locator("#q").press_sequentially("smuggl")
    page.wait_for_selector("#suggestions a")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.locator("#suggestions a").count() == 0
    assert page.evaluate("document.activeElement.id") == "q"
    page.locator("#q").press_sequentially("i")
    page.wait_for_selector("#suggestions a")
    page.locator(".try a").first.focus()
    assert page.locator("#suggestions a").count() == 0


def test_the_map_comes_when_it_is_scrolled_to_and_the_table_stays_linked(visit):
    opened = visit("/instruments/un-som-protocol-2000")
    page = opened.page
    assert page.locator("svg.map").count() == 0
    assert not any(one.endswith("/parties") for one in opened.requests)
    page.locator("#parties").scroll_into_view_if_needed()
    page.mouse.wheel(0, 400)
    page.wait_for_selector("svg.map path.party")
    assert page.get_by_role("link", name="Map and table of the parties").is_visible()
    assert opened.complaints == []


def test_the_map_shows_the_day_that_was_asked(visit):
    def parties(path):
        page = visit(path).page
        page.locator("#parties").scroll_into_view_if_needed()
        page.mouse.wheel(0, 400)
        page.wait_for_selector("svg.map path.party")
        return page.locator("svg.map .party").count()

    assert parties("/instruments/un-som-protocol-2000?as_at=2003-01-01") < parties("/instruments/un-som-protocol-2000")
