"""The API as a whole: one shape for errors, ETags everywhere, a schema that says what there is."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client
from pydantic import BaseModel

from bordermark.compendium import api as compendium_api
from bordermark.compendium import finding
from bordermark.compendium.search.errors import IndexMissing
from bordermark.contributions.editions import freeze
from bordermark.diagnosis.following.models import AdoptedOption
from bordermark.diagnosis.validation.models import Round
from bordermark.web.api_reference import EXAMPLES, groups, schema_entries
from bordermark.web.api_root import api

pytestmark = [pytest.mark.usefixtures("loaded")]


@pytest.fixture
def schema(client: Client) -> Any:
    return json.loads(client.get("/api/v1/openapi.json").content)


def operations(schema: Any) -> Iterator[tuple[str, str, Any]]:
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_the_schema_is_openapi_3_1_and_says_what_everything_means(schema: Any) -> None:
    assert schema["openapi"].startswith("3.1")
    for path, _, operation in operations(schema):
        assert operation["summary"] and operation["description"], path
        for parameter in operation["parameters"]:
            assert parameter["in"] == "path" or parameter["schema"].get("description"), (path, parameter["name"])
        for status in ("404", "422"):
            assert list(operation["responses"][status]["content"]) == ["application/problem+json"]


def test_every_schema_has_a_name_of_its_own(schema: Any) -> None:
    """The document tells schemas apart by name alone: of two that share one, it would describe only the last."""
    def below(kind: type[BaseModel]) -> Iterator[type[BaseModel]]:
        for one in kind.__subclasses__():
            yield one
            yield from below(one)

    held = Counter(one.__name__ for one in set(below(BaseModel)) if one.__module__.startswith("bordermark."))
    assert [name for name in schema["components"]["schemas"] if held[name] > 1] == []


def test_every_operation_answers_its_example_with_an_etag(client: Client, schema: Any) -> None:
    now = datetime(2026, 11, 24, 13, tzinfo=UTC)
    freeze("First", by="the test", at=now)
    closed = Round.objects.create(pk=1, year=2026, seed=1, draws=4, revision=1, deadline=now.date(), opened_by="test",
                                  opened_at=now, status="closed", closed_at=now, closed_by="test")
    closed.questions.create(finding="overlap-cash-2026", entity_id="icao", statement="x", pairs=[], activities=[])
    AdoptedOption.objects.create(
        id=EXAMPLES["option"], option="merge-x", kind="merge", bodies=["icao"], decided_by="x", decided="2026",
        owner_id="icao", due="2027", before_0=0, before_1=1, revision=1, source="x", status="adopted", updated=now)
    for path, method, operation in operations(schema):
        if method != "get" or "security" in operation:
            continue
        address = path.format(**EXAMPLES)
        response = client.get(address)
        assert response.status_code == 200, (address, response.content)
        again = client.get(address, headers={"If-None-Match": response["ETag"]})
        assert (again.status_code, again.content) == (304, b""), address
        assert "Accept-Language" in response["Vary"]


def test_head_is_get_without_a_body(client: Client) -> None:
    head, get = client.head("/api/v1/states/KEN"), client.get("/api/v1/states/KEN")
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Type"] == get["Content-Type"]


def test_an_address_that_is_not_there_is_a_problem(client: Client) -> None:
    for address in ("/api/v1/nothing", "/api/v2/instruments"):
        response = client.get(address)
        assert response.status_code == 404
        assert response["Content-Type"] == "application/problem+json"
        assert "/api/v1/docs" in json.loads(response.content)["detail"]
    assert client.get("/api/v1/")["Location"] == "/api/v1/docs"


def test_every_get_of_somebodys_has_an_etag_too(client: Client, schema: Any) -> None:
    from django.contrib.auth import get_user_model

    client.force_login(get_user_model().objects.create(username="ada", email="a@example.org", name="Ada",
                                                       date_joined="2026-11-24T12:00Z"))
    response = client.get("/api/v1/me")
    assert response.status_code == 200 and response["ETag"] and "private" in response["Cache-Control"]
    assert client.get("/api/v1/me", headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_writing_is_not_allowed(client: Client) -> None:
    response = client.post("/api/v1/states/KEN")
    assert response.status_code == 405 and "GET" in response["Allow"]


def test_a_mistake_of_ours_is_logged_and_tells_the_reader_nothing_of_it(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(request: HttpRequest, asked: object) -> None:
        raise RuntimeError("secret: 42")

    monkeypatch.setattr(compendium_api, "writer", broken)
    response = client.get("/api/v1/instruments")
    assert (response.status_code, response["Content-Type"]) == (500, "application/problem+json")
    assert b"42" not in response.content
    assert "secret: 42" in caplog.text


def test_without_an_index_the_reader_is_asked_to_come_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(request: object) -> None:
        raise IndexMissing("There is no search index.")

    monkeypatch.setattr(finding, "search", missing)
    response = client.get("/api/v1/search")
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert json.loads(response.content)["type"] == "search-unavailable"


class Links(HTMLParser):
    """Addresses that a page loads or leads to, and its ids."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.addresses.append(value)
            if name == "id" and value:
                self.ids.append(value)


def test_the_reference_names_every_operation_and_schema_and_asks_nobody_else(settings: Any) -> None:
    settings.TEMPLATES = [{
        "BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [], "OPTIONS": {"loaders": [
            ("django.template.loaders.locmem.Loader", {"web/base.html": "{% block main %}{% endblock %}"}),
            "django.template.loaders.app_directories.Loader",
        ]},
    }]
    made = api.get_openapi_schema()
    page = render_to_string("web/api.html", {
        "api": api, "paragraphs": [], "groups": groups(made), "schemas": list(schema_entries(made)), "schema_url": "/x",
    })
    links = Links(page)
    assert {one["operationId"] for _, _, one in operations(made)} <= set(links.ids)
    assert {f"schema-{name}" for name in made["components"]["schemas"]} <= set(links.ids)
    assert len(links.ids) == len(set(links.ids))
    assert not [one for one in links.addresses if "//" in one] and "<script" not in page
