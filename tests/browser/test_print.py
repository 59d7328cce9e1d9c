"""Printed pages hold the text and leave the machinery out."""

import re


def test_an_instrument_is_printed_whole(visit):
    page = visit("/instruments/un-som-protocol-2000").page
    page.emulate_media(media="print")
    words = page.locator("body").inner_text()
    for one in ("Protocol against the Smuggling of Migrants", "Art.\u00a012", "travel and identity documents",
                "How sure we are", "Cite", "the official texts prevail"):
        assert one in words
    for one in (".masthead .find", ".languages", ".clock", ".formats"):
        assert not page.locator(one).first.is_visible(), one
    printed = page.pdf(format="A4", tagged=True)
    assert printed.startswith(b"%PDF") and len(re.findall(rb"/Type /Page\b", printed)) >= 2


def test_closed_details_are_open_on_paper(visit):
    page = visit("/vocabulary/theme/theme-6").page
    assert not page.locator(".by-decade table").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".by-decade table").evaluate("one => one.getBoundingClientRect().height") > 50


def test_paper_is_white_in_dark_mode(visit):
    page = visit("/states/VUT", scheme="dark").page
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
