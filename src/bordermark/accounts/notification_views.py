"""One's notifications: read them, choose what comes by e-mail, and stop that from an e-mail without signing in."""

from django.contrib import messages
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from bordermark.accounts import kinds
from bordermark.accounts import notifications as store
from bordermark.accounts.guards import require, signed_in
from bordermark.accounts.models import Delivery, Notification, User
from bordermark.accounts.people import person_of, user_called
from bordermark.accounts.policy import Action
from bordermark.accounts.sentences import DELIVERIES
from bordermark.accounts.views import describer, own
from bordermark.publishing.answers import Answer, respond

_SHOWN = 100


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def notifications(request: HttpRequest) -> HttpResponse:
    """One's last notifications; POST marks one (``id``) or all as read."""
    person = person_of(request)
    require(person, Action.EDIT if request.method == "POST" else Action.VIEW, own(request, "notification"))
    if request.method == "POST":
        key = request.POST.get("id", "")
        store.mark_read(user_called(person.id), [int(key)] if key.isdecimal() and len(key) < 19 else None,
                        timezone.now())
        return HttpResponseRedirect(reverse("notifications"))
    rows = Notification.objects.filter(user__username=person.id)
    shown = [describer(request).notification(row) for row in rows[:_SHOWN]]
    return respond(request, Answer("accounts/notifications.html", {"rows": shown, "most": _SHOWN},
                                   data=lambda: shown))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """How each kind of notification comes by e-mail."""
    person = person_of(request)
    require(person, Action.EDIT if request.method == "POST" else Action.VIEW, own(request, "notification"))
    user = user_called(person.id)
    if request.method == "POST":
        known = {one.name for one in kinds.kinds()}
        store.prefer(user, {name: Delivery(value) for name, value in request.POST.items()
                            if name in known and value in Delivery.values})
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("notification-settings"))
    rows = store.preferences(user)
    return respond(request, Answer(
        "accounts/notification_settings.html", {"rows": rows, "deliveries": DELIVERIES.items()},
        data=lambda: [{"kind": one.name, "label": str(one.label), "delivery": chosen.value} for one, chosen in rows],
    ))


@csrf_exempt  # RFC 8058: the recipient's mail program posts it, without any cookie
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop e-mails, by the link in one of them; without signing in, and with nothing else that it could do."""
    try:
        user, kind = store.read_stop_token(token)
    except (BadSignature, ValueError, TypeError, User.DoesNotExist):
        return render(request, "accounts/stop.html", {"bad": True}, status=404)
    if request.method == "POST":
        store.stop(user, kind)
    label = next((one.label for one in kinds.kinds() if one.name == kind), "")
    return render(request, "accounts/stop.html", {"label": label, "stopped": request.method == "POST"})
