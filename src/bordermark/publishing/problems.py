"""What went wrong, as RFC 9457 problem details: one shape for every error a program may meet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote

from django.http import HttpResponse
from pydantic_core import to_json

from bordermark.errors import BordermarkError

MEDIA_TYPE: Final = "application/problem+json"


@dataclass(frozen=True, slots=True)
class BadParameter:
    """A parameter that cannot be used: its name, the value found, and what was expected."""

    parameter: str
    value: str
    expected: str

    def __str__(self) -> str:
        shown = self.value if len(self.value) <= 80 else self.value[:77] + "..."
        return f"{self.parameter}: found {shown!r}, expected {self.expected}"


class UnusableParameters(BordermarkError):
    """Some parameters of a request cannot be used; `errors` names each."""

    def __init__(self, errors: Sequence[BadParameter]) -> None:
        self.errors = tuple(errors)
        super().__init__("; ".join(str(error) for error in self.errors) + ".")


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem (RFC 9457, section 3.1). `detail` is a sentence for the person who can act on it.

    `type` is a word for the kind of problem, made a relative reference; ``about:blank`` says no more than the
    status does. `instance` is a path, not yet quoted. `errors` names each bad parameter; `extensions` are further
    members.
    """

    status: int
    detail: str
    type: str = "about:blank"
    title: str = ""
    instance: str = ""
    errors: Sequence[BadParameter] = ()
    extensions: Mapping[str, Any] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """The problem as RFC 9457 wants it; members without a value are left out."""
        document: dict[str, Any] = {
            "type": self.type, "title": self.title or HTTPStatus(self.status).phrase, "status": self.status,
            "detail": self.detail,
        }
        if self.instance:
            document["instance"] = quote(self.instance, safe="/:@!$&'()*+,;=~")
        if self.errors:
            document["errors"] = [
                {"parameter": one.parameter, "value": one.value, "expected": one.expected} for one in self.errors
            ]
        return document | dict(self.extensions)


def bad_parameters(errors: Sequence[BadParameter], instance: str = "", status: int = 422) -> Problem:
    """The problem that some parameters of a request cannot be used."""
    detail = "; ".join(str(error) for error in errors) + "."
    return Problem(status, detail, "bad-parameter", "A parameter cannot be used", instance, errors)


def respond(problem: Problem) -> HttpResponse:
    """The response that carries a problem."""
    return HttpResponse(to_json(problem.document(), inf_nan_mode="strings"), status=problem.status,
                        content_type=MEDIA_TYPE)
