"""The queue of alerts by keys, and without any script."""

QUEUE = "/screening/alerts?status=open"


def ticked(page):
    return page.locator("#queue input[type=checkbox]:checked").count()


def test_a_few_keys_dismiss_several_with_a_reason(visit_as):
    opened = visit_as("kit", QUEUE)
    page, press = opened.page, opened.page.keyboard.press
    before = page.locator("#queue .alerts > li").count()
    for key in "jxjx":
        press(key)
    assert ticked(page) == 2 and page.locator("#ticked").inner_text() == "Ticked: 2"
    press("d")
    assert page.evaluate("document.activeElement.id") == "reason"
    press("1")
    page.wait_for_selector(".notice[role=status]")
    assert page.locator(".notice[role=status]").inner_text() == "2 alerts: dismissed."
    assert page.locator("#queue .alerts > li").count() == before - 2
    assert page.evaluate("document.activeElement.id").startswith("a-"), "one goes on where one was"
    assert opened.complaints == []


def test_words_are_asked_for_where_the_reason_is_none_of_the_list(visit_as):
    page = visit_as("kit", QUEUE).page
    for key in "jd5":
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.id") == "words"
    page.keyboard.press("Enter")
    assert "this step needs a few words" in page.locator("[role=alert]").inner_text()
    assert ticked(page) == 1 and page.locator("#reason").input_value() == "other"


def test_keys_are_told_and_can_be_turned_off(visit_as):
    page = visit_as("kit", QUEUE).page
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    page.get_by_label("Use these keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert ticked(page) == 0
    page.reload()
    page.keyboard.press("*")
    assert ticked(page) == 0


def test_keys_mean_nothing_while_one_types(visit_as):
    page = visit_as("kit", QUEUE).page
    page.locator("#words").press_sequentially("adjxro?")
    assert page.locator("#words").input_value() == "adjxro?" and ticked(page) == 0


def test_without_script_alerts_are_ticked_and_referred(visit_as):
    page = visit_as("kit", QUEUE, script=False).page
    assert not page.locator("#keys-shown").is_visible()
    page.locator("#queue input[type=checkbox]").first.check()
    page.get_by_role("button", name="Refer for inspection").click()
    assert page.locator(".notice[role=status]").inner_text() == "1 alert: referred for inspection."


def test_a_second_officer_confirms_on_the_page_of_the_alert(visit_as):
    page = visit_as("kit", "/screening/alerts/{proposed}", script=False).page
    page.get_by_role("button", name="Confirm the dismissal").click()
    assert "Dismissal confirmed" in page.locator(".life").inner_text()
