"""Every address is asked by everybody, and everybody gets what `expectations` say: the matrix has no surprise."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.screening.planning import PLAN

from bordermark.accounts import inviting, notifications, tokens
from bordermark.accounts.models import User
from bordermark.accounts.people import person as as_person
from bordermark.accounts.policy import Held, Person, Role, Scope
from bordermark.contributions.calls.models import Call
from bordermark.contributions.comparing import Proposal
from bordermark.contributions.editions import freeze
from bordermark.contributions.feeds import api as feeds_api
from bordermark.contributions.feeds import views as feed_views
from bordermark.contributions.feeds.harvesting import begin
from bordermark.contributions.feeds.keeping import Asked as FeedAsked
from bordermark.contributions.feeds.keeping import keep
from bordermark.contributions.review import uploads
from bordermark.contributions.review.change_sets import draft_from
from bordermark.contributions.review.commenting import comment
from bordermark.contributions.review.editing import save_item
from bordermark.contributions.revisions import history
from bordermark.contributions.store import standing_records
from bordermark.screening.models import Run, SelectivityPlan
from bordermark.screening.runs import keeping, working
from bordermark.screening.runs.keeping import Asked
from bordermark.screening.standing import Ran

from .conftest import HOLDERS, NOW, make_person, sign_in
from .expectations import API, FORBIDDEN, HIDDEN, OK, PAGES, SIGN_IN, VISITOR, Row


@pytest.fixture
def everybody(loaded: object, people: dict[str, User], settings: LazySettings,
              monkeypatch: pytest.MonkeyPatch) -> dict[str, Client]:
    """A client for each persona."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.ACCOUNT_RATE_LIMITS = False
    for door in (feeds_api, feed_views):  # nothing is to be read from anywhere here
        monkeypatch.setattr(door, "harvest_beside", begin)
    clients = {VISITOR: Client()} | {name: sign_in(people[name]) for name in HOLDERS}
    all_roles = {held for some in HOLDERS.values() for held in some}
    holder = make_person("holder", *all_roles, second_factor=True)
    for scope in Scope:
        _, secret = tokens.make(as_person(holder, True), holder, scope, [scope], NOW.replace(year=2027, day=1), NOW)
        clients[f"token:{scope}"] = Client(headers={"authorization": f"Bearer {secret}"})
    return clients


@pytest.fixture
def places(people: dict[str, User], tmp_path: Path, settings: LazySettings) -> dict[str, str]:
    """What fills the places of paths: things of the contributor's, and an invitation."""
    settings.CONFIGURATION = replace(settings.CONFIGURATION, data=tmp_path)
    user = people["contributor"]
    token, _ = tokens.make(as_person(user, True), user, "mine", [Scope.READ], NOW.replace(year=2027, day=1), NOW)
    invitation, secret = inviting.invite("test", "zoe@example.org", Held(Role.CONTRIBUTOR, "icao"), NOW)
    return {"token": str(token.pk), "person": user.username, "invitation": str(invitation.pk),
            "invitation_secret": secret, "stop": notifications.stop_token(user), "soon": "2027-01-01T00:00:00Z",
            **contributed(as_person(user, True)), **asked_for(), **screened(as_person(people["risk-officer"], True)),
            **planned()}


def contributed(person: Person) -> dict[str, str]:
    """An edition, a draft of the person's with a record and a comment, and a file that they have sent."""
    freeze("The pack", by="the test", at=NOW)
    annex = standing_records("instrument", ["icao-annex-9"])[0].model_dump(mode="json")
    held = draft_from(Proposal(), by=person, title="A draft", reason="x", organisation="icao", provenance={})
    item = save_item(held, "instrument", "icao-annex-9", {**annex, "short_title": "Another"}, annex, person)
    said = comment(held, person, "x")
    sent = uploads.receive("a.jsonl", b"", "instrument", person)
    first = history("instrument", "cwc-1993")[-1]
    return {"set": str(held.pk), "item": str(item.pk if item else ""), "comment": str(said.pk),
            "upload": str(sent.pk), "revision": str(first.pk), "version": first.digest}


def asked_for() -> dict[str, str]:
    """A feed of the contributor's organisation, and a call to it."""
    feed = keep(FeedAsked("a feed", "oai-pmh", "https://example.org/oai", "icao"), by="test", at=NOW)
    call = Call.objects.create(title="A call", text="What is new?", record_types=["organisation"], opened_by="test",
                               deadline=NOW.date(), opened_at=NOW)
    call.addressees.create(organisation_id="icao")
    return {"feed": str(feed.pk), "call": str(call.pk)}


def screened(person: Person) -> dict[str, str]:
    """A run of the risk officer's, with an alert and a row that was rejected."""
    run = keeping.send(person, Asked(), "a.csv", [b"hs_code,goods_description\n293070,Thiodiglycol\n,\n"], at=NOW)
    working.carry_out(run, lambda: True, 1)
    Run.objects.filter(pk=run.pk).update(status="waiting")  # so that it can be stopped
    return {"run": run.pk}


def planned() -> dict[str, str]:
    """A finished run of Kenya's and a version of its plan."""
    run = Run.objects.create(state_id="KEN", by="risk-officer", name="March", file="march.csv", hs_edition="2022",
                             status=Ran.FINISHED, created=NOW)
    SelectivityPlan.objects.create(state_id="KEN", version=1, title="Ports", name="plan.json", content=json.dumps(PLAN),
                                   by="risk-officer", at=NOW)
    return {"finished_run": run.pk}


def outcome(response: HttpResponse) -> str:
    location = response.headers.get("Location", "")
    if response.status_code == 401 or urlsplit(location).path == "/sign-in":
        return SIGN_IN
    assert response.status_code < 500, response.content[:500]
    return {403: FORBIDDEN, 404: HIDDEN}.get(response.status_code, OK)


def filled(value: Any, places: dict[str, str]) -> Any:
    text = json.dumps(value)
    for name, filling in places.items():
        text = text.replace("{" + name + "}", filling)
    return json.loads(text)


def surprises(row: Row, everybody: dict[str, Client], ask: Callable[[Client], HttpResponse]) -> dict[str, str]:
    """Who got something else than expected, and what; whatever one of them changes is undone before the next."""
    found = {}
    for name, expected in row.expected.items():
        client = everybody[name]
        cookies = deepcopy(client.cookies)
        with transaction.atomic():
            got = outcome(ask(client))
            transaction.set_rollback(True)
        client.cookies = cookies
        if got != expected:
            found[name] = f"{got}, expected {expected}"
    return found


def test_every_page_for_everybody(everybody: dict[str, Client], places: dict[str, str]) -> None:
    found = {}
    for (name, method), row in PAGES.items():
        path, body = filled(row.path, places), filled(row.body or {}, places)
        ask = partial(_page, method=method, path=path, body=body)
        if wrong := surprises(row, everybody, ask):
            found[f"{method} {name}"] = wrong
    assert found == {}


def _page(client: Client, method: str, path: str, body: Any) -> Any:
    return client.get(path) if method == "GET" else client.post(path, body)


def test_every_operation_of_the_api_for_everybody(everybody: dict[str, Client], places: dict[str, str]) -> None:
    found = {}
    for operation, row in API.items():
        method = operation.partition(" ")[0]
        path, body = "/api/v1" + filled(row.path, places), json.dumps(filled(row.body or {}, places))
        ask = partial(_operation, method=method, path=path, body=body)
        if wrong := surprises(row, everybody, ask):
            found[operation] = wrong
    assert found == {}


def _operation(client: Client, method: str, path: str, body: str) -> Any:
    if method == "GET":
        return client.get(path)
    return client.generic(method, path, body, content_type="application/json")


def test_every_page_has_a_row() -> None:
    assert {name for name, _ in PAGES} == set(names(get_resolver()))


def names(resolver: URLResolver) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name
        elif isinstance(pattern, URLResolver) and pattern.namespace != "api":
            yield from names(pattern)


def test_every_operation_has_a_row() -> None:
    from bordermark.web.api_root import api

    paths = api.get_openapi_schema(path_prefix="/api/v1")["paths"]
    offered = {f"{method.upper()} {path.removeprefix('/api/v1')}" for path, some in paths.items() for method in some}
    assert set(API) == offered


def test_every_operation_that_is_not_everyones_says_so(everybody: dict[str, Client]) -> None:
    from bordermark.web.api_root import api

    paths = api.get_openapi_schema(path_prefix="/api/v1")["paths"]
    for operation, row in API.items():
        method, _, path = operation.partition(" ")
        described = paths["/api/v1" + path][method.lower()]
        assert ("security" in described) == (row.expected[VISITOR] == SIGN_IN), operation
