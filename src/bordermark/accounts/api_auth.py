"""Who may use an operation of the API: by an API token, or by a session with its CSRF token."""

from typing import Any

from django.http import HttpRequest
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from bordermark.accounts.errors import BadToken, Forbidden
from bordermark.accounts.people import person_of
from bordermark.accounts.policy import Because, Person, Verdict

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Identified(AuthBase):
    """Lets in whoever has signed in; what they may do is asked of the policy. `request.person` is set.

    A request that changes something in a session needs the session's CSRF token (header ``X-CSRFToken``).
    """

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> Person:
        person = person_of(request)
        if not person.signed_in:
            raise Forbidden(Verdict(False, Because.NOT_SIGNED_IN))
        if person.scopes is None and request.method not in _SAFE and check_csrf(request) is not None:
            raise BadToken("This session's CSRF token is missing or wrong. Send it as X-CSRFToken, or use an API "
                           "token.")
        request.person = person  # type: ignore[attr-defined]
        return person


identified: Any = Identified()
"""The `auth` of every operation that is not everyone's."""
