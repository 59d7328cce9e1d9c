"""Errors as pages for people and as problem documents for programs: what was asked, and what to try instead."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.core.exceptions import DisallowedHost, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from bordermark.accounts.errors import BadToken, Forbidden, Hidden
from bordermark.accounts.guards import to_sign_in
from bordermark.compendium.search.errors import SearchIndexError
from bordermark.errors import BordermarkError, UnknownRecord
from bordermark.publishing import problems
from bordermark.publishing.addresses import language_of, page
from bordermark.publishing.negotiation import accepted
from bordermark.publishing.problems import Problem

_PAGE_OF: Final = {"instrument": "instrument", "provision": "provision", "State": "state",
                   "organisation": "organisation", "concept scheme": "scheme", "edition": "edition", "domain": "domain",
                   "measure": "measure", "model": "model", "crosswalk": "crosswalk", "control list": "control-list",
                   "list entry": "control-entry", "activity": "activity", "coordination mechanism": "mechanism"}
"""Name of the address of each kind of record that an error can name."""


_TEMPLATE: Final = {401: "forbidden", 403: "forbidden", 404: "not_found"}
"""Template of the page of a status, where it has one of its own."""


class ErrorPages:
    """Middleware: an error that was made to be read becomes a page, with the right status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page of an error of ours; None leaves every other to Django."""
        if isinstance(error, UnknownRecord):
            near = [(one, _link(request, error.kind, one)) for one in error.near]
            return _answer(request, 404, str(error), {"near": near, "kind": error.kind, "asked": error.identifier},
                           {"near": list(error.near)})
        if isinstance(error, SearchIndexError):
            return _answer(request, 503, str(error), {}, {})
        if isinstance(error, Forbidden) and error.status == 401 and not _for_program(request):
            return to_sign_in(request)
        if isinstance(error, (Forbidden, BadToken)):
            status = error.status if isinstance(error, Forbidden) else 401
            return _answer(request, status, str(error), {}, {})
        if isinstance(error, Hidden):
            return _answer(request, 404, str(error), {"asked": request.path, "near": []}, {})
        if isinstance(error, BordermarkError):
            return _answer(request, 400, str(error), {}, {})
        return None


def _link(request: HttpRequest, kind: str, key: str) -> str:
    """The path of the page of a record; empty where its kind has none."""
    language = language_of(request)
    if kind in ("concept", "HS code"):
        return page({"HS code": "hs-code"}.get(kind, kind), *key.split(":", 1), language=language)
    return page(_PAGE_OF[kind], key, language=language) if kind in _PAGE_OF else ""


def _answer(
    request: HttpRequest, status: int, sentence: str, context: dict[str, object], extensions: dict[str, object]
) -> HttpResponse:
    if _for_program(request):
        return problems.respond(Problem(status, sentence, instance=request.path, extensions=extensions))
    return render(request, f"web/{_TEMPLATE.get(status, 'problem')}.html",
                  {**context, "sentence": sentence, "status": status}, status=status)


def _for_program(request: HttpRequest) -> bool:
    """Whether an error should be data, not a page."""
    wanted = request.GET.get("format") or accepted(request.headers.get("Accept", ""), ["html", "json", "jsonld"])
    return wanted not in ("html", None)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """The page for a form that does not come from this site, or was left open for too long."""
    sentence = _("This form was open for too long, or does not come from this site. Go back, load the page again, and "
                 "send it again.")
    return _answer(request, 403, sentence, {}, {})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for a request that cannot be read: too many parameters, too large a form, a host that is not ours."""
    if isinstance(exception, TooManyFieldsSent):
        request.GET = QueryDict()  # what cannot be read must not be read again by the page that says so
        sentence = _("This address has too many parameters: more than {n}. Leave some out.").format(
            n=settings.DATA_UPLOAD_MAX_NUMBER_FIELDS)
    else:
        sentence = _("This request cannot be read. Go back, load the page again, and send it again.")
    if isinstance(exception, DisallowedHost):
        return HttpResponse(sentence, status=400, content_type="text/plain; charset=utf-8")
    return _answer(request, 400, sentence, {}, {})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for an address that leads nowhere."""
    return render(request, "web/not_found.html", {"asked": request.path, "near": []}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours; plain, so that it can be shown whatever else is broken."""
    return render(request, "web/server_error.html", status=500)
