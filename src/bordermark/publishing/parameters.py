"""What every endpoint has: its methods, its query parameters, and the way they are read."""

from collections.abc import Callable, Collection, Iterable
from difflib import get_close_matches
from typing import Annotated, Any, Literal, TypeVar

from django.http import HttpRequest
from django.utils import translation
from ninja import Router, Schema
from pydantic import Field, StringConstraints

from bordermark.clocks import LAST_EDITION, BadMoment, Clocks, read_clocks
from bordermark.publishing.addresses import asked_language
from bordermark.publishing.problems import BadParameter, UnusableParameters

View = TypeVar("View", bound=Callable[..., Any])

LanguageCode = Literal["ar", "en", "es", "fr", "ru", "zh"]

Code = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")]
"""An id or code asked for; that nobody has it is no error of form."""

Codes = Annotated[list[Code], Field(max_length=50)]
"""Several of them: the parameter may be repeated, and any of its values will do."""


class InLanguage(Schema):
    """The language of labels, names and titles."""

    lang: LanguageCode | None = Field(
        None, description="Language of labels, names and titles; else the one preferred by Accept-Language"
    )


class AtMoment(InLanguage):
    """The language, and the clocks."""

    as_at: str = Field("", max_length=40, description="What was true on a day: YYYY-MM-DD, YYYY-MM or YYYY")
    as_recorded: str = Field(
        "", max_length=40, description="What had been recorded by a day (YYYY-MM-DD) or moment (2026-11-24T10:00:00Z)"
    )
    edition: int | None = Field(
        None, ge=1, le=LAST_EDITION, description="What had been recorded when the edition of this number was frozen"
    )


class Paged(Schema):
    """Which page."""

    limit: int = Field(50, ge=1, le=200, description="Records on a page")
    cursor: str = Field("", max_length=1000, description="`next` of the page before; empty for the first page")


def reading(router: Router, path: str, response: Any, **options: Any) -> Callable[[View], View]:
    """Register a view for GET and HEAD."""
    return router.api_operation(["GET", "HEAD"], path, response=response, **options)


def language_for(request: HttpRequest, asked: InLanguage) -> str:
    """The language of an answer; it becomes that of the response (its Content-Language) too."""
    language = asked_language(request, asked.lang or "")
    translation.activate(language)
    return language


def clocks_of(asked: AtMoment) -> Clocks:
    """The clocks of a question. Raises UnusableParameters, naming each that cannot be read."""
    # in an address a plus sign is a space, which then stands where the time zone begins
    query = {"as_at": asked.as_at.strip(), "as_recorded": asked.as_recorded.strip().replace(" ", "+")}
    errors = []
    for name, value in query.items():
        try:
            read_clocks({name: value})
        except BadMoment as error:
            errors.append(BadParameter(name, value, str(error).partition(", expected ")[2]))
    if asked.edition and query["as_recorded"]:
        errors.append(BadParameter("edition", str(asked.edition), "either an edition or as_recorded, not both"))
    if errors:
        raise UnusableParameters(errors)
    return read_clocks({**query, "edition": str(asked.edition or "")})


def unknown_codes(parameter: str, asked: Iterable[str], known: Collection[str], what: str) -> list[BadParameter]:
    """What is wrong with codes that nobody has; the expectation names near ones, or a few."""
    errors = []
    for code in asked:
        if code not in known:
            near = get_close_matches(code, known, n=5, cutoff=0.5) or sorted(known)[:5]
            errors.append(BadParameter(parameter, code, f"{what}, such as {', '.join(near)}"))
    return errors
