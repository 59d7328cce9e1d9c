"""How rooms ask the policy: before they act, and before they show a page."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bordermark.accounts.errors import Forbidden, Hidden
from bordermark.accounts.people import person_of, waits_for_second_factor
from bordermark.accounts.policy import Action, Person, Thing, may

P = ParamSpec("P")


def require(person: Person, action: Action, thing: Thing) -> None:
    """Go on only when the policy allows it.

    Raises Forbidden with the reason; Hidden for what may not be seen, so that nobody learns that it is there.
    """
    verdict = may(person, action, thing)
    if verdict:
        return
    raise Hidden(_("There is nothing here.")) if action is Action.VIEW else Forbidden(verdict)


def signed_in(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse]
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page for people who have signed in; others are led there, and back.

    Who holds a role that asks for a second factor is led to set one up, or to sign in with it, first.
    """
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not person_of(request).signed_in:
            return to_sign_in(request)
        if waits_for_second_factor(request):
            return to_second_factor(request)
        return view(request, *args, **kwargs)

    return guarded


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The way to the sign-in page, and back."""
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")


def to_second_factor(request: HttpRequest) -> HttpResponse:
    """The way to set up a second factor, or to use the one that there is."""
    messages.info(request, _("Your role asks for a second factor: set one up, then go on."))
    has_one = Authenticator.objects.filter(user_id=request.user.pk).exists()
    way = reverse("mfa_reauthenticate" if has_one else "mfa_activate_totp")
    return HttpResponseRedirect(f"{way}?{urlencode({'next': request.get_full_path()})}")
