"""What is shown to one person is kept for no other; who only reads pays nothing for those who sign in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bordermark.accounts.models import User

PAGES = ("/", "/instruments/cwc-1993", "/states", "/search?q=passport", "/about")


@pytest.mark.parametrize("address", PAGES)
def test_a_visitor_gets_no_cookie_and_asks_nothing_of_people(loaded: object, address: str) -> None:
    client = Client(headers={"accept": "text/html"})
    client.get(address)
    with CaptureQueriesContext(connection, ) as asked:
        response = client.get(address)
    assert not response.cookies
    assert not [one["sql"] for one in asked if "accounts_" in one["sql"] or "django_session" in one["sql"]]
    assert "Cookie" in response["Vary"] and "private" not in response.get("Cache-Control", "")


def test_a_page_for_somebody_is_private(loaded: object, people: dict[str, User],
                                        signed_in: Callable[[str], Client]) -> None:
    response = signed_in("editor").get("/states")
    assert "Editor" in response.content.decode()
    assert "private" in response["Cache-Control"]
    assert {"Cookie", "Authorization"} <= {one.strip() for one in response["Vary"].split(",")}


def test_a_cached_page_of_a_visitor_is_not_answered_to_somebody(
    loaded: object, people: dict[str, User], signed_in: Callable[[str], Client]
) -> None:
    visitor = Client(headers={"accept": "text/html"}).get("/states")
    again = {"if-none-match": visitor["ETag"]}
    assert Client(headers={"accept": "text/html", **again}).get("/states").status_code == 304
    assert signed_in("editor").get("/states", headers=again).status_code == 200


@pytest.mark.parametrize("address", ["/states?format=json", "/feed.atom", "/sitemap.xml", "/api/v1/states?limit=1"])
def test_what_is_the_same_for_all_is_cached_for_all(
    loaded: object, people: dict[str, User], signed_in: Callable[[str], Client], address: str
) -> None:
    visitor, somebody = Client().get(address), signed_in("editor").get(address)
    assert visitor.content == somebody.content
    assert "private" not in somebody.get("Cache-Control", "")


def test_a_person_costs_few_queries(
    loaded: object, people: dict[str, User], signed_in: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    client, visitor = signed_in("editor"), Client(headers={"accept": "text/html"})
    visitor.get("/states")
    with CaptureQueriesContext(connection) as asked:
        visitor.get("/states")
    with django_assert_max_num_queries(len(asked) + 5):
        client.get("/states")


def test_pages_of_an_account_are_not_kept_at_all(people: dict[str, User], signed_in: Callable[[str], Client]) -> None:
    for address in ("/account/tokens", "/people"):
        assert "no-store" in signed_in("administrator").get(address)["Cache-Control"]
