"""A first load is under 150 KB compressed, with fonts and scripts, and asks nobody but this site."""

from urllib.parse import urlsplit

import pytest

LIMIT = 150 * 1024
"""Bytes as they come over the line, without the heads of the answers."""


@pytest.mark.parametrize("language", ["en", "ar", "ru"])
def test_a_first_load_is_light_and_asks_only_this_site(visit, server, address, status, kind, language):
    weights: dict[str, int] = {}
    names: dict[str, str] = {}

    def weigh(page):
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.on("Network.responseReceived",
                lambda event: names.update({event["requestId"]: event["response"]["url"]}))
        line.on("Network.dataReceived", lambda event: weights.update(
            {event["requestId"]: weights.get(event["requestId"], 0) + event["encodedDataLength"]}))

    opened = visit(address(kind, language), prepare=weigh)
    opened.page.evaluate("document.fonts.ready.then(() => true)")
    opened.page.wait_for_timeout(100)
    others = {one for one in opened.requests
              if not one.startswith("data:") and urlsplit(one).netloc != urlsplit(server).netloc}
    assert others == set()
    by_name = {names.get(key, key).rpartition("/")[2]: weight for key, weight in weights.items()}
    assert sum(weights.values()) > 20_000, "the scale works"
    assert sum(weights.values()) < LIMIT, by_name
    own = [one for one in opened.complaints if not (status(kind) >= 400 and f"status of {status(kind)}" in one)]
    assert own == [], "the console has nothing to say"


def test_kinds_answer_with_their_status(visit, server, address, status, kind):
    page = visit("/about").page
    assert page.request.get(server + address(kind, "en"), headers={"Accept": "text/html"}).status == status(kind)
