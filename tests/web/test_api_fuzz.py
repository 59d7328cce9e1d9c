"""Whatever is asked, the API answers as its schema says, and never with a mistake of ours."""

from datetime import UTC, datetime
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from bordermark.publishing.addresses import API
from bordermark.web.api_reference import EXAMPLES
from bordermark.web.api_root import api

pytestmark = [pytest.mark.fuzz]

load_all_checks()
HELD_TO: list[Any] = [CHECKS.get_one(name) for name in (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance",
)]
"""What every answer is held to."""

PATHS = sorted(api.get_openapi_schema(path_prefix=f"{API}/")["paths"])

WITH_KNOWN_IDS = [(path, {name: value for name, value in EXAMPLES.items() if f"{{{name}}}" in path}) for path in PATHS]
ASKED: list[tuple[str, dict[str, str]]] = [
    *((path, {}) for path in PATHS), *(pair for pair in WITH_KNOWN_IDS if pair[1])
]
"""Every address with whatever ids, and again with ids that are held."""

bounded = settings(
    max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture
def schema(loaded: object) -> Any:
    from bordermark.contributions.editions import freeze
    from bordermark.web.wsgi import application

    freeze("First", by="the test", at=datetime(2026, 11, 24, 13, tzinfo=UTC))
    return schemathesis.openapi.from_wsgi(f"{API}/openapi.json", application)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=["as described", "not as described"])
@pytest.mark.parametrize(("path", "known"), ASKED, ids=lambda part: part if isinstance(part, str) else len(part))
def test_every_answer_is_as_the_schema_says(
    schema: Any, path: str, known: dict[str, str], mode: GenerationMode
) -> None:
    operation = schema[path]["GET"]
    if known and mode is GenerationMode.NEGATIVE and not operation.query:
        pytest.skip("with its ids given, nothing is left that could be asked wrongly")

    @bounded
    @given(operation.as_strategy(generation_mode=mode, **({"path_parameters": known} if known else {})))
    def ask(case: Any) -> None:
        case.call_and_validate(checks=HELD_TO, headers={"Accept-Encoding": "identity"})

    ask()
