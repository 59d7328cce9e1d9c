"""The API's reference page, made on the server from its schema: no script, and nothing from any other site."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

Spans = tuple[tuple[str, bool], ...]
"""Stretches of a text, and whether each is code."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an operation, in words."""

    name: str
    place: str
    type: str
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class OperationEntry:
    """An operation as the page shows it."""

    id: str
    method: str
    path: tuple[str, ...]
    """The parts of its path, between which a narrow page may break it."""
    summary: str
    description: Spans
    parameters: tuple[Parameter, ...]
    body: str
    answer: str
    example: str
    """An address that the reader can try; empty where it would change something, or asks who they are."""


@dataclass(frozen=True, slots=True)
class SchemaEntry:
    """A schema as the page shows it: its members, each with its type in words."""

    name: str
    description: str
    members: tuple[Parameter, ...]


def spans(text: str) -> Spans:
    """A text cut at its grave accents, between which code stands.

    >>> spans("follow `next` until it is null")
    (('follow ', False), ('next', True), (' until it is null', False))
    """
    return tuple((part, at % 2 == 1) for at, part in enumerate(text.split("`")) if part)


class Reference(DocsBase):
    """The page at ``/api/v1/docs``."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        schema = api.get_openapi_schema()
        return render(request, "web/api.html", {
            "api": api, "paragraphs": [spans(text) for text in api.description.strip().split("\n\n")],
            "groups": groups(schema), "schemas": list(schema_entries(schema)), "section": "api",
            "schema_url": self.get_openapi_url(api, {}),
        })


EXAMPLES = {
    "instrument": "un-res-1540-2004", "provision": "un-res-1540-2004.op-3-a", "state": "KEN", "organisation": "wco",
    "scheme": "theme", "code": "theme-1", "format": "csv", "crosswalk": "fatf", "element": "fatf:32", "form": "skos",
    "measure": "cbm-9.1", "model": "model-lead-agency", "edition": "1", "hs_edition": "2022", "hs_code": "290499",
    "control_list": "cwc-schedule-2", "control_entry": "cwc-2b-13", "key": "1", "type": "instrument",
    "record": "un-res-1540-2004", "number": "1", "language": "fr", "activity": "act-unodc-ccp", "mechanism": "co-bmwg",
    "alert": "5f0c1e2d3a4b-1", "run": "0a1b2c3d4e5f",
}
"""A value for every path parameter, for the address that the reader can try."""


def groups(schema: Mapping[str, Any]) -> dict[str, list[OperationEntry]]:
    """Operations by their first tag, in the order of the schema."""
    found: dict[str, list[OperationEntry]] = {}
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            entry = _operation(path, method, operation)
            found.setdefault(operation.get("tags", ["Other"])[-1], []).append(entry)
    return found


def _operation(path: str, method: str, operation: Mapping[str, Any]) -> OperationEntry:
    parameters = tuple(
        Parameter(one["name"], one["in"], type_of(one["schema"]), one["required"],
                  one["schema"].get("description", "")) for one in operation["parameters"]
    )
    made = next(one for status, one in operation["responses"].items() if str(status).startswith("2"))
    tried = method == "get" and "security" not in operation
    return OperationEntry(
        operation["operationId"], method.upper(), tuple(path.strip("/").split("/")), operation["summary"],
        spans(operation.get("description", "")), parameters, _content(operation.get("requestBody", {})), _content(made),
        path.format(**EXAMPLES) if tried else "",
    )


def _content(described: Mapping[str, Any]) -> str:
    """The type of what is sent or answered, in words; empty for nothing."""
    return next((type_of(one["schema"]) for one in described.get("content", {}).values()), "")


def schema_entries(schema: Mapping[str, Any]) -> Iterator[SchemaEntry]:
    """Every object that answers are made of, by name."""
    for name, one in sorted(schema["components"]["schemas"].items()):
        required = set(one.get("required", ()))
        members = tuple(
            Parameter(member, "", type_of(kind), member in required, kind.get("description", ""))
            for member, kind in one.get("properties", {}).items()
        )
        yield SchemaEntry(name, one.get("description", ""), members)


def type_of(schema: Mapping[str, Any]) -> str:
    """A JSON Schema type in words.

    >>> type_of({"type": "array", "items": {"$ref": "#/components/schemas/Word"}})
    'list of Word'
    """
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(type_of(one) for one in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(str(one) for one in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {type_of(schema.get('items', {}))}"
    if schema.get("type") == "object" and isinstance(schema.get("additionalProperties"), Mapping):
        return f"object of {type_of(schema['additionalProperties'])}"
    return str(schema.get("type", "anything"))
