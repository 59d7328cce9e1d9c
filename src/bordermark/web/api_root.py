"""The API's root: one NinjaAPI that gathers the rooms' routers, its reference page, and one shape for errors."""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from typing import Any, Final

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import BaseRenderer
from pydantic_core import to_json

from bordermark import __version__
from bordermark.accounts.api import router as accounts
from bordermark.accounts.errors import BadToken, Forbidden, Hidden, Refused
from bordermark.compendium.api import router as compendium
from bordermark.compendium.export_api import router as exports
from bordermark.compendium.search.errors import SearchIndexError
from bordermark.compendium.search_api import router as search
from bordermark.contributions.api import router as contributions
from bordermark.contributions.calls.api import router as calls
from bordermark.contributions.edition_api import router as editions
from bordermark.contributions.feeds.api import router as feeds
from bordermark.contributions.feeds.harvesting import HarvestRunning
from bordermark.contributions.quality.api import router as quality
from bordermark.contributions.review.api import router as change_sets
from bordermark.contributions.review.editing import Differs
from bordermark.contributions.review.life import NotNow
from bordermark.contributions.translations.api import router as translations
from bordermark.errors import BordermarkError, RefusedInput, UnknownRecord
from bordermark.framework.api import router as framework
from bordermark.framework.crosswalk_api import router as crosswalks
from bordermark.organisations.api import router as organisations
from bordermark.publishing import problems
from bordermark.publishing.addresses import API
from bordermark.publishing.problems import BadParameter, Problem, UnusableParameters
from bordermark.screening.api import router as screening
from bordermark.screening.runs.api import router as runs
from bordermark.screening.triage.api import router as alerts
from bordermark.structures.api import router as structures
from bordermark.vocabulary.api import router as vocabulary
from bordermark.vocabulary.hs_api import router as hs
from bordermark.web.api_reference import Reference

log = logging.getLogger(__name__)

DESCRIPTION: Final = """\
Every instrument, provision, act of participation, State, organisation and word that Bordermark holds.

Each object has a stable `id` and a `url`, which is its page and its identifier; codes come with their label in the
language asked for (`lang`, else Accept-Language), and `links` lead on, in both directions. Dates are EDTF, level 0:
a year, a month or a day; an empty string means that the date is not known. `as_at` asks what was true on a day,
`as_recorded` what had been recorded by a moment, `edition` what an edition froze. Lists are turned by cursor: follow
`next` until it is null. What cannot be answered comes as problem details (RFC 9457). Every answer has an ETag.
"""

PROBLEMS: Final = {
    400: "The request cannot be read", 401: "There is no API token or session, or one that is no good",
    403: "The policy refuses; the sentence says why", 404: "No record has this id; `near` holds ids that resemble it",
    409: "The change set is not in a state in which this can be done, or somebody else was faster",
    422: "A parameter cannot be used; `errors` names each with its value and what was expected",
    503: "The search index is being built",
}
"""What an operation may answer beside its own, in the same shape everywhere."""


class JSON(BaseRenderer):
    """Compact JSON in UTF-8."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return to_json(data)


class API1(NinjaAPI):
    """The API, version 1, with the problems of every operation in its schema."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._schemas: dict[str | None, OpenAPISchema] = {}

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        made = self._schemas.get(path_prefix)
        if made is None:
            made = self._schemas[path_prefix] = self._described(path_prefix, path_params)
        return made

    def _described(self, path_prefix: str | None, path_params: dict[str, Any] | None) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        schema["components"]["schemas"]["Problem"] = PROBLEM_SCHEMA
        for operations in schema["paths"].values():
            operations.pop("head", None)  # HEAD is GET without a body, and has no operation of its own
            for operation in operations.values():
                operation["responses"] |= {
                    status: _documented(text) for status, text in PROBLEMS.items()
                    if (status != 503 or operation["operationId"] in ("search", "suggest"))
                    and (status not in (401, 403) or "security" in operation)
                    and (status != 409 or "Change sets" in operation["tags"])
                }
        return schema


PROBLEM_SCHEMA: Final[Mapping[str, Any]] = {
    "title": "Problem", "description": "Problem details (RFC 9457)", "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"}, "title": {"type": "string"},
        "status": {"type": "integer"}, "detail": {"type": "string", "description": "A sentence for the reader"},
        "instance": {"type": "string", "format": "uri-reference"},
        "near": {"type": "array", "items": {"type": "string"}, "description": "Ids that resemble the one asked for"},
        "errors": {
            "type": "array",
            "items": {"type": "object", "required": ["parameter", "value", "expected"], "properties": {
                "parameter": {"type": "string"}, "value": {"type": "string"}, "expected": {"type": "string"},
            }},
        },
    },
}


def _documented(text: str) -> dict[str, Any]:
    return {"description": text, "content": {
        problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}
    }}


api = API1(
    title="Bordermark", version=__version__, description=DESCRIPTION, urls_namespace="api", docs=Reference(),
    renderer=JSON(), openapi_extra={"info": {"license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}}},
)
for _router in (
    compendium, search, exports,
    vocabulary, hs, organisations,
    accounts, contributions, editions, change_sets, feeds, calls, quality, translations,
    structures, framework, crosswalks, screening, runs, alerts,
):
    api.add_router("", _router)


@api.exception_handler(UnknownRecord)
def unknown_record(request: HttpRequest, error: UnknownRecord) -> HttpResponse:
    """404, with ids that resemble the one asked for."""
    return problems.respond(Problem(404, str(error), "unknown-record", f"No such {error.kind}", request.path,
                                    extensions={"near": list(error.near)}))


@api.exception_handler(RefusedInput)
def refused_input(request: HttpRequest, error: RefusedInput) -> HttpResponse:
    """422, with each finding: file, row, column, value and what was expected."""
    return problems.respond(Problem(422, str(error), "refused-input", "The records are refused", request.path,
                                    extensions={"findings": [one.as_dict() for one in error.findings]}))


@api.exception_handler(NotNow)
def not_now(request: HttpRequest, error: NotNow) -> HttpResponse:
    """409: the change set is not in a state in which this can be done."""
    return problems.respond(Problem(409, str(error), "not-now", instance=request.path))


@api.exception_handler(Differs)
def differs(request: HttpRequest, error: Differs) -> HttpResponse:
    """409: somebody else changed the same fields; with both values of each."""
    fields = [{"field": one.field, "base": one.base, "ours": one.ours, "theirs": one.theirs}
              for one in error.conflicts]
    return problems.respond(Problem(409, str(error), "differs", instance=request.path,
                                    extensions={"current": error.current, "conflicts": fields}))


@api.exception_handler(UnusableParameters)
def unusable_parameters(request: HttpRequest, error: UnusableParameters) -> HttpResponse:
    """422, naming each parameter with its value and what was expected."""
    return problems.respond(problems.bad_parameters(error.errors, request.path))


@api.exception_handler(ValidationError)
def invalid_parameters(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """422, naming each parameter with its value and what was expected."""
    return problems.respond(problems.bad_parameters(list(_bad_parameters(request, error.errors)), request.path))


def _bad_parameters(request: HttpRequest, errors: Sequence[Mapping[str, Any]]) -> Iterator[BadParameter]:
    for error in errors:
        place = [part for part in error["loc"][1:] if part != "asked"]
        names = [str(part) for part in place if not isinstance(part, int)]
        name = names[-1] if names else "request"
        values = request.GET.getlist(name)
        index = next((part for part in place if isinstance(part, int)), 0)
        asked = values[index] if index < len(values) else ""
        value = _sent(request, error["loc"][2:]) if error["loc"][0] == "body" else asked
        message = str(error["msg"]).removeprefix("Value error, ").removeprefix("Input should be ")
        yield BadParameter(name, value, message)


@api.exception_handler(Forbidden)
def forbidden(request: HttpRequest, error: Forbidden) -> HttpResponse:
    """403 with the policy's reason; 401 when nobody has signed in."""
    return unidentified(request, error) if error.status == 401 else problems.respond(
        Problem(403, str(error), "forbidden", instance=request.path, extensions={"because": error.verdict.because}))


@api.exception_handler(BadToken)
def unidentified(request: HttpRequest, error: BadToken | Forbidden) -> HttpResponse:
    """401: there is no API token or session, or one that is no good."""
    response = problems.respond(Problem(401, str(error), "unidentified", instance=request.path))
    response["WWW-Authenticate"] = 'Bearer realm="Bordermark"'
    return response


@api.exception_handler(Hidden)
def hidden(request: HttpRequest, error: Hidden) -> HttpResponse:
    """404: what may not be seen is answered as if it were not there."""
    return problems.respond(Problem(404, str(error), instance=request.path))


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """422: what is asked for cannot be done; the sentence says why."""
    return problems.respond(Problem(422, str(error), "refused", instance=request.path))


@api.exception_handler(HarvestRunning)
def harvest_running(request: HttpRequest, error: HarvestRunning) -> HttpResponse:
    """409: the feed is being read already."""
    return problems.respond(Problem(409, str(error), "not-now", instance=request.path))


@api.exception_handler(BordermarkError)
def unfit(request: HttpRequest, error: BordermarkError) -> HttpResponse:
    """422: what is asked for cannot be done; the sentence says why."""
    return problems.respond(Problem(422, str(error), "refused", instance=request.path))


def _sent(request: HttpRequest, place: Sequence[str | int]) -> str:
    """What stands at a place of the JSON that was sent; empty for nothing."""
    try:
        found = reduce(lambda inner, part: inner[part], place, json.loads(request.body))
    except (ValueError, LookupError, TypeError):
        return ""
    return found if isinstance(found, str) else json.dumps(found)


@api.exception_handler(SearchIndexError)
def no_index(request: HttpRequest, error: SearchIndexError) -> HttpResponse:
    """503: there is no index to search, or another process is building it."""
    response = problems.respond(Problem(503, str(error), "search-unavailable", instance=request.path))
    response["Retry-After"] = "5"
    return response


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    """404 for an address that the API does not have."""
    detail = f"The API has no address {request.path}. What it has is described at {API}/docs."
    return problems.respond(Problem(404, detail, instance=request.path))


@api.exception_handler(SuspiciousOperation)
def unreadable(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
    """400 for what Django does not read, such as too many parameters."""
    detail = "The request cannot be read: it has too many parameters, or is too large, or not well formed."
    return problems.respond(Problem(400, detail, instance=request.path))


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Whatever status django-ninja gives."""
    return problems.respond(Problem(error.status_code, str(error), instance=request.path))


@api.exception_handler(Exception)
def server_error(request: HttpRequest, error: Exception) -> HttpResponse:
    """500: a mistake of ours. It is written to the log; the reader is told no more than that."""
    log.error("%s %s", request.method, request.path, exc_info=error)
    detail = "Something went wrong here, not with the request. It has been written to the log."
    return problems.respond(Problem(500, detail, instance=request.path))
