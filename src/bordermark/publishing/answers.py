"""One address, several formats: the page for a person, JSON, JSON-LD and CSV for a program, a workbook for a desk."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from pydantic_core import to_json

from bordermark.publishing import problems
from bordermark.publishing.negotiation import FORMATS, accepted
from bordermark.publishing.problems import BadParameter, Problem
from bordermark.publishing.tables import Table, csv_text, xlsx_bytes

Context = Mapping[str, Any]

MADE: Final = datetime(2000, 1, 1)
"""The day that is written into workbooks, so that the same table gives the same bytes and the same ETag."""

_LABELS: Final = {"html": "HTML", "json": "JSON", "jsonld": "JSON-LD", "csv": "CSV", "xlsx": "XLSX"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address has to say. Only the format that is asked for is computed.

    `context` is the template's, as a mapping or a function that makes it; `data` gives anything Pydantic can write
    as JSON; `table` and `graph` (a JSON-LD document) are left out where the address has no such form. With `workbook`
    the table can be had as an Excel workbook too.
    """

    template: str
    context: Context | Callable[[], Context]
    data: Callable[[], Any]
    table: Callable[[], Table] | None = None
    graph: Callable[[], Mapping[str, Any]] | None = None
    workbook: bool = False

    @property
    def formats(self) -> tuple[str, ...]:
        """Names of the formats it has, the preferred one first."""
        absent = {"jsonld": self.graph is None, "csv": self.table is None, "xlsx": not (self.workbook and self.table)}
        return tuple(name for name in FORMATS if not absent.get(name))


@dataclass(frozen=True, slots=True)
class Alternate:
    """Another format of the same address."""

    format: str
    label: str
    media_type: str
    url: str


def respond(request: HttpRequest, answer: Answer, status: int = 200) -> HttpResponse:
    """The answer in the format that ``?format=`` names, else that the Accept header prefers.

    A name that is no format is a 400 problem; a format that this address does not have is a 406 problem.
    """
    chosen = _choose(request, answer)
    if isinstance(chosen, Problem):
        response = problems.respond(chosen)
    else:
        content = _WRITERS[chosen](request, answer)
        charset = "" if chosen == "xlsx" else "; charset=utf-8"
        response = HttpResponse(content, status=status, content_type=f"{FORMATS[chosen]}{charset}")
        response["ETag"] = f'W/"{blake2b(response.content, digest_size=16).hexdigest()}"'
        response["Link"] = ", ".join(
            f'<{one.url}>; rel="alternate"; type="{one.media_type}"' for one in alternates(request, answer)
            if one.format != chosen
        )
    patch_vary_headers(response, ("Accept", "Accept-Language"))
    return response


def alternates(request: HttpRequest, answer: Answer) -> list[Alternate]:
    """Every format of the address, with where to get it."""
    found = []
    for name in answer.formats:
        query = request.GET.copy()
        query["format"] = name
        found.append(Alternate(name, _LABELS[name], FORMATS[name], f"{request.path}?{query.urlencode()}"))
    return found


def _choose(request: HttpRequest, answer: Answer) -> str | Problem:
    available = answer.formats
    named = request.GET.get("format", "")
    if named in available:
        return named
    if named and named not in FORMATS:
        return problems.bad_parameters(
            [BadParameter("format", named, f"one of {', '.join(available)}")], request.path, status=400
        )
    asked = named or request.headers.get("Accept", "")
    chosen = None if named else accepted(asked, available)
    if chosen:
        return chosen
    offered = ", ".join(f"{name} ({FORMATS[name]})" for name in available)
    return Problem(406, f"This address does not answer in {asked}. It answers in {offered}.", "not-acceptable",
                   instance=request.path, extensions={"available": list(available)})


def _html(request: HttpRequest, answer: Answer) -> str:
    context = answer.context() if callable(answer.context) else answer.context
    return render_to_string(answer.template, {**context, "alternates": alternates(request, answer)}, request)


def _json(request: HttpRequest, answer: Answer) -> bytes:
    return to_json(answer.data())


def _jsonld(request: HttpRequest, answer: Answer) -> bytes:
    assert answer.graph is not None, "chosen among the formats that the answer has"
    return to_json(answer.graph())


def _csv(request: HttpRequest, answer: Answer) -> str:
    assert answer.table is not None, "chosen among the formats that the answer has"
    return csv_text(answer.table(), bom=request.GET.get("bom") == "1")


def _xlsx(request: HttpRequest, answer: Answer) -> bytes:
    assert answer.table is not None, "chosen among the formats that the answer has"
    return xlsx_bytes(answer.table(), created=MADE)


_WRITERS: Final[Mapping[str, Callable[[HttpRequest, Answer], str | bytes]]] = {
    "html": _html, "json": _json, "jsonld": _jsonld, "csv": _csv, "xlsx": _xlsx,
}
