"""Whatever is asked, the API answers as its schema says, and never with a mistake of ours."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from bordermark.accounts import granting, tokens
from bordermark.accounts.models import User
from bordermark.accounts.policy import Held, Person, Role, Scope
from bordermark.contributions.editions import freeze
from bordermark.publishing.addresses import API
from bordermark.web.api_reference import EXAMPLES
from bordermark.web.api_root import api

pytestmark = [pytest.mark.fuzz]

load_all_checks()
HELD_TO: list[Any] = [CHECKS.get_one(name) for name in (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance",
)]
"""What every answer is held to."""

OPERATIONS = sorted(
    (path, method) for path, methods in api.get_openapi_schema(path_prefix=f"{API}/")["paths"].items()
    for method in methods
)

WITH_KNOWN_IDS = [
    (path, method, {name: value for name, value in EXAMPLES.items() if f"{{{name}}}" in path})
    for path, method in OPERATIONS
]
ASKED: list[tuple[str, str, dict[str, str]]] = [
    *((path, method, {}) for path, method in OPERATIONS), *(one for one in WITH_KNOWN_IDS if one[2])
]
"""Every operation with whatever ids, and again with ids that are held."""

bounded = settings(
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "8")), deadline=None, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck),
)
"""A few questions to each operation; FUZZ_EXAMPLES in the environment asks more."""


@pytest.fixture(scope="module")
def schema(loaded_once: Path, django_db_blocker: Any) -> Any:
    from bordermark.web.wsgi import application

    with django_db_blocker.unblock():
        return schemathesis.openapi.from_wsgi(f"{API}/openapi.json", application)


@pytest.fixture
def nothing_is_sent(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def token() -> str:
    """A token that may do whatever a token may: its person holds every role."""
    now = timezone.now()
    user = User.objects.create(username="ada", email="ada@example.org", name="Ada", date_joined=now)
    TOTP.activate(user, generate_totp_secret())
    for held in (Held(Role.CONTRIBUTOR, "icao"), Held(Role.REVIEWER, "wco"), Held(Role.EDITOR), Held(Role.TRANSLATOR),
                 Held(Role.FOCAL_POINT, state="KEN"), Held(Role.RISK_OFFICER, state="KEN"),
                 Held(Role.ADMINISTRATOR)):
        granting.grant("test", user, held, now)
    return tokens.make(Person("ada"), user, "fuzz", list(Scope), now + timedelta(days=1), now)[1]


def what_it_needs(operation: Mapping[str, Any]) -> dict[str, str]:
    """An edition, if one may be asked for; gives the headers of somebody, if only they may ask."""
    if any(one["name"] == "edition" for one in operation["parameters"]):
        freeze("First", by="the test", at=datetime(2026, 11, 24, 13, tzinfo=UTC))
    return {"Authorization": f"Bearer {token()}"} if "security" in operation else {}


@pytest.mark.usefixtures("loaded", "nothing_is_sent")
@pytest.mark.parametrize("mode", list(GenerationMode), ids=["as described", "not as described"])
@pytest.mark.parametrize(("path", "method", "known"), ASKED,
                         ids=lambda part: part if isinstance(part, str) else len(part))
def test_every_answer_is_as_the_schema_says(
    schema: Any, path: str, method: str, known: dict[str, str], mode: GenerationMode
) -> None:
    operation = schema[path][method.upper()]
    open_ids = operation.path_parameters and not known
    if mode is GenerationMode.NEGATIVE and not (open_ids or operation.query or operation.body):
        pytest.skip("nothing is left that could be asked wrongly")
    headers = {"Accept-Encoding": "identity", **what_it_needs(operation.definition.raw)}

    @bounded
    @given(operation.as_strategy(generation_mode=mode, **({"path_parameters": known} if known else {})))
    def ask(case: Any) -> None:
        case.call_and_validate(checks=HELD_TO, headers=headers)

    ask()
