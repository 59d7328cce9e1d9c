"""What is shown to somebody who has signed in is theirs: no cache on the way may keep it for others."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers

from bordermark.accounts.people import known_person


class PrivatePages:
    """Middleware: a response for which it was asked who is there says that it depends on that.

    Such a response varies with the cookie and with the API token; where somebody was there, it is private. A response
    for which nobody asked is the same for all, and stays as it is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        person = known_person(request)
        if person is not None:
            patch_vary_headers(response, ("Cookie", "Authorization"))
            if person.signed_in:
                patch_cache_control(response, private=True, no_cache=True)
        return response
