"""The administrator's pages: people, their roles and invitations, and the audit log."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bordermark.accounts import api, audit, granting, inviting, sending
from bordermark.accounts.describing import audit_row
from bordermark.accounts.errors import Refused
from bordermark.accounts.forms import InvitationForm, RoleForm
from bordermark.accounts.guards import require, signed_in
from bordermark.accounts.models import AuditEntry, Invitation, User
from bordermark.accounts.people import held_by, person_of, user_called
from bordermark.accounts.policy import Action, Held, Role, Thing
from bordermark.accounts.views import describer
from bordermark.errors import UnknownRecord
from bordermark.publishing.addresses import addresses_for, language_of
from bordermark.publishing.answers import Answer, respond

_SHOWN = 100
_ROLES = frozenset(one.value for one in Role)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, the invitations, and the form to invite somebody; its link is shown once."""
    person, link, refusal = person_of(request), "", ""
    require(person, Action.MANAGE_PEOPLE, Thing("person"))
    language = language_of(request)
    form = InvitationForm(request.POST or None, language=language, initial={"language": language})
    if request.method == "POST" and form.is_valid():
        require(person, Action.INVITE, Thing("invitation"))
        try:
            made, secret = inviting.invite(person, form.cleaned_data["email"], form.held, timezone.now(),
                                           form.cleaned_data["language"])
        except Refused as error:
            refusal = str(error)
        else:
            link = sending.invitation_link(addresses_for(request).base, made, secret)
            if not sending.send_invitation(made, link):
                messages.warning(request, _("The mail server did not take the invitation: pass on the link."))
            form = InvitationForm(language=language, initial={"language": language})
    writer = describer(request)
    rows = [writer.person(row) for row in User.objects.prefetch_related("roles")]
    invitations = [writer.invitation(row) for row in Invitation.objects.filter(accepted_by=None)[:_SHOWN]]
    context = {"people": rows, "invitations": invitations, "form": form, "link": link, "refusal": refusal}
    return respond(request, Answer("accounts/people.html", context, data=lambda: rows))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, key: str) -> HttpResponse:
    """A person: roles to give and to take, the account to close and to open, a lost second factor to forget."""
    asker = person_of(request)
    require(asker, Action.MANAGE_PEOPLE, Thing("person"))
    user, refusal = user_called(key), ""
    form = RoleForm(request.POST if request.POST.get("do") == "grant" else None, language=language_of(request))
    if request.method == "POST":
        try:
            if request.POST.get("do") != "grant" or form.is_valid():
                _change(request, user, form)
                return HttpResponseRedirect(reverse("person", args=[key]))
        except Refused as error:
            refusal = str(error)
    shown = describer(request).person(user)
    context = {"one": shown, "form": form, "refusal": refusal, "roles": [
        (shown_role, held) for shown_role, held in zip(shown.roles, sorted(
            held_by(user), key=lambda one: (one.role, one.organisation, one.state)), strict=True)]}
    return respond(request, Answer("accounts/person.html", context, data=lambda: shown))


def _change(request: HttpRequest, user: User, form: RoleForm) -> None:
    """What a button of the page asks for. Raises Refused."""
    asker, now, posted = person_of(request), timezone.now(), request.POST
    match posted.get("do"):
        case "grant":
            granting.grant(asker, user, form.held, now)
        case "take" if posted.get("role") in _ROLES:
            held = Held(Role(posted["role"]), posted.get("organisation", ""), posted.get("state", ""))
            granting.take(asker, user, held, now)
        case "close":
            granting.set_active(asker, user, False, now)
        case "open":
            granting.set_active(asker, user, True, now)
        case "forget-second-factor":
            granting.forget_second_factor(asker, user, now)
        case other:
            raise Refused(f"do: found {other!r}, expected grant, take, close, open or forget-second-factor.")
    messages.success(request, _("Done."))


@signed_in
@require_POST
def invitation_revoke(request: HttpRequest, key: int) -> HttpResponse:
    """Withdraw an invitation."""
    require(person_of(request), Action.REVOKE, Thing("invitation"))
    made = Invitation.objects.filter(pk=key).first()
    if made is None:
        raise UnknownRecord("invitation", str(key))
    inviting.revoke(person_of(request), made, timezone.now())
    messages.success(request, _("The invitation has been withdrawn."))
    return HttpResponseRedirect(reverse("people"))


@signed_in
@require_safe
def audit_log(request: HttpRequest) -> HttpResponse:
    """The audit log, newest first, a page at a time."""
    require(person_of(request), Action.READ_AUDIT, api.AUDIT)
    before = request.GET.get("before", "")
    entries = AuditEntry.objects.order_by("-n")
    if before.isdecimal() and len(before) < 19:
        entries = entries.filter(n__lt=int(before))
    rows = [audit_row(row) for row in entries[:_SHOWN]]
    context = {"rows": rows, "head": audit.head(), "older": rows[-1].n if rows and rows[-1].n > 1 else None}
    return respond(request, Answer("accounts/audit.html", context, data=lambda: rows))


@signed_in
@require_safe
def audit_verification(request: HttpRequest) -> HttpResponse:
    """Whether the audit log is whole, also against a head that was kept elsewhere."""
    require(person_of(request), Action.READ_AUDIT, api.AUDIT)
    kept = request.GET.get("head", "").strip()
    answer = api.verification(kept)
    context = {"answer": answer, "kept": kept}
    return respond(request, Answer("accounts/audit_verification.html", context, data=lambda: answer))


@signed_in
@require_safe
def audit_export(request: HttpRequest) -> HttpResponse:
    """The audit log as JSON Lines."""
    require(person_of(request), Action.READ_AUDIT, api.AUDIT)
    return api.exported()
