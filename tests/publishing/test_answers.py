"""One address answers as a page, JSON, JSON-LD and CSV."""

import json
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from bordermark.publishing.answers import Answer, respond
from bordermark.publishing.tables import Table

TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {
        "thing.html": "<h1>{{ name }}</h1>{% for one in alternates %}<a href='{{ one.url }}'>{{ one.label }}</a>"
                      "{% endfor %}",
    })]},
}]


@pytest.fixture(autouse=True)
def _templates(settings: Any) -> None:
    settings.TEMPLATES = TEMPLATES


def answer(**others: Any) -> Answer:
    made = {"table": lambda: Table(("name",), [("Kenya",)]), "graph": lambda: {"@id": "x"}, **others}
    return Answer("thing.html", {"name": "Kenya"}, lambda: {"name": "Kenya"}, **made)


def get(path: str = "/states/KEN", accept: str = "*/*", **others: Any) -> HttpResponse:
    request: HttpRequest = RequestFactory().get(path, headers={"Accept": accept})
    return respond(request, answer(**others))


@pytest.mark.parametrize(("path", "accept", "media_type", "body"), [
    ("/states/KEN", "text/html", "text/html", "<h1>Kenya</h1>"),
    ("/states/KEN", "application/json", "application/json", '{"name":"Kenya"}'),
    ("/states/KEN", "application/ld+json", "application/ld+json", '{"@id":"x"}'),
    ("/states/KEN", "text/csv", "text/csv", "name\r\nKenya\r\n"),
    ("/states/KEN?format=csv", "text/html", "text/csv", "name\r\nKenya\r\n"),
    ("/states/KEN?format=csv&bom=1", "text/html", "text/csv", "\ufeffname\r\nKenya\r\n"),
    ("/states/KEN?format=html", "application/json", "text/html", "<h1>Kenya</h1>"),
])
def test_each_format(path: str, accept: str, media_type: str, body: str) -> None:
    response = get(path, accept)
    assert response.status_code == 200
    assert response["Content-Type"] == f"{media_type}; charset=utf-8"
    assert response.content.decode().startswith(body)


def test_only_what_is_asked_for_is_computed() -> None:
    def never() -> Any:
        raise AssertionError("computed in vain")

    assert get(accept="application/json", table=never, graph=never).status_code == 200


def test_a_cache_can_tell_the_formats_apart() -> None:
    response = get(accept="application/json")
    assert {"Accept", "Accept-Language"} <= {name.strip() for name in response["Vary"].split(",")}
    assert response["ETag"].startswith('W/"')
    assert response["ETag"] == get(accept="application/json")["ETag"] != get(accept="text/csv")["ETag"]


def test_the_other_formats_are_linked_and_keep_the_question() -> None:
    response = get("/states/KEN?as_at=2012", "text/html")
    assert '</states/KEN?as_at=2012&format=csv>; rel="alternate"; type="text/csv"' in response["Link"]
    assert "format=html" not in response["Link"]
    assert "href='/states/KEN?as_at=2012&amp;format=jsonld'>JSON-LD<" in response.content.decode()


def test_a_name_that_is_no_format_is_refused_with_those_that_are() -> None:
    response = get("/states/KEN?format=pdf")
    problem = json.loads(response.content)
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert problem["errors"] == [
        {"parameter": "format", "value": "pdf", "expected": "one of html, json, jsonld, csv"}
    ]


@pytest.mark.parametrize(("path", "accept"), [("/states/KEN?format=csv", "*/*"), ("/states/KEN", "text/csv")])
def test_a_format_that_this_address_has_not_is_not_acceptable(path: str, accept: str) -> None:
    response = get(path, accept, table=None)
    assert response.status_code == 406
    assert json.loads(response.content)["available"] == ["html", "json", "jsonld"]
    assert "Accept" in response["Vary"]
