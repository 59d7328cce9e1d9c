"""One's own account: accepting an invitation, name and language, API tokens."""

from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bordermark.accounts import inviting, tokens
from bordermark.accounts.describing import Describer
from bordermark.accounts.forms import JoinForm, ProfileForm, TokenForm
from bordermark.accounts.guards import require, signed_in
from bordermark.accounts.models import ApiToken, User
from bordermark.accounts.people import person_of, user_called
from bordermark.accounts.policy import Action, Scope, Thing
from bordermark.errors import UnknownRecord
from bordermark.publishing.addresses import addresses_for, language_of
from bordermark.publishing.answers import Answer, respond


def describer(request: HttpRequest) -> Describer:
    """The describer of a page."""
    return Describer(addresses_for(request), language_of(request), timezone.now())


def own(request: HttpRequest, kind: str) -> Thing:
    """Something of a kind that is the person's own."""
    return Thing(kind, authors=frozenset({person_of(request).id}))


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Accept an invitation: choose a name and a password, and be signed in."""
    now = timezone.now()
    invitation = inviting.find(secret, now)
    if invitation is None:
        return render(request, "accounts/join_closed.html", status=410)
    form = JoinForm(request.POST or None, email=invitation.email)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        user = inviting.accept(invitation, values["name"], values["password"], language_of(request), now)
        login(request, user, "allauth.account.auth_backends.AuthenticationBackend")
        record_authentication(request, user, method="password", reauthenticated=True)
        return HttpResponseRedirect(reverse("account"))
    role = describer(request).role(invitation.held)
    return render(request, "accounts/join.html", {"form": form, "email": invitation.email, "role": role})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Who one is here: name, language, roles; and the ways to password, second factor, tokens and notifications."""
    person = person_of(request)
    require(person, Action.EDIT if request.method == "POST" else Action.VIEW, own(request, "person"))
    user = user_called(person.id)
    form = ProfileForm(request.POST or None, initial={"name": user.name, "language": user.language})
    if request.method == "POST" and form.is_valid():
        User.objects.filter(pk=user.pk).update(**form.cleaned_data)
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("account"))
    me = describer(request).me(person, user)
    return respond(request, Answer("accounts/account.html", {"me": me, "form": form}, data=lambda: me))


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def account_tokens(request: HttpRequest) -> HttpResponse:
    """One's API tokens; making one shows its secret, once."""
    person, form, secret = person_of(request), TokenForm(request.POST or None), ""
    require(person, Action.ISSUE if request.method == "POST" else Action.VIEW, own(request, "token"))
    user = user_called(person.id)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        scopes = [Scope(one) for one in form.cleaned_data["scopes"]]
        _token, secret = tokens.make(person, user, form.cleaned_data["name"], scopes, now + form.lasts, now)
        form = TokenForm()
    rows = [describer(request).token(row) for row in ApiToken.objects.filter(user=user)]
    context = {"tokens": rows, "form": form, "secret": secret}
    return respond(request, Answer("accounts/tokens.html", context, data=lambda: rows))


@signed_in
@require_POST
def token_revoke(request: HttpRequest, key: int) -> HttpResponse:
    """End one of one's tokens now."""
    token = ApiToken.objects.select_related("user").filter(pk=key).first()
    thing = tokens.thing_of(token) if token else Thing("token")
    require(person_of(request), Action.VIEW, thing)
    require(person_of(request), Action.REVOKE, thing)
    if token is None:
        raise UnknownRecord("token", str(key))
    tokens.revoke(person_of(request), token, timezone.now())
    messages.success(request, _("The token has been revoked."))
    return HttpResponseRedirect(reverse("account-tokens"))


@require_safe
def sign_up(request: HttpRequest) -> HttpResponse:
    """That nobody signs up by themselves, and how one comes to an account."""
    return render(request, "accounts/sign_up.html")
