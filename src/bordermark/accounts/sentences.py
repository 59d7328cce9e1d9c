"""The words for what the policy knows by name: roles, scopes, and the reasons of a refusal."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bordermark.accounts.models import Delivery
from bordermark.accounts.policy import Because, Role, Scope, Verdict

ROLES: Final[Mapping[Role, Any]] = {
    Role.CONTRIBUTOR: gettext_lazy("contributor"),
    Role.REVIEWER: gettext_lazy("reviewer"),
    Role.EDITOR: gettext_lazy("editor"),
    Role.TRANSLATOR: gettext_lazy("translator"),
    Role.FOCAL_POINT: gettext_lazy("State focal point"),
    Role.RISK_OFFICER: gettext_lazy("risk officer"),
    Role.ADMINISTRATOR: gettext_lazy("administrator"),
}

SCOPES: Final[Mapping[Scope, Any]] = {
    Scope.READ: gettext_lazy("read what you may see"),
    Scope.PROPOSE: gettext_lazy("propose changes and answer calls"),
    Scope.REVIEW: gettext_lazy("review change sets"),
    Scope.PUBLISH: gettext_lazy("publish, freeze editions, run feeds and calls"),
    Scope.SCREEN: gettext_lazy("screen declarations and decide on alerts"),
    Scope.ADMIN: gettext_lazy("look after people and read the audit log"),
}

DELIVERIES: Final[Mapping[Delivery, Any]] = {
    Delivery.AT_ONCE: gettext_lazy("at once"),
    Delivery.DAILY: gettext_lazy("once a day"),
    Delivery.WEEKLY: gettext_lazy("once a week"),
    Delivery.NONE: gettext_lazy("not by e-mail"),
}


def sentence(verdict: Verdict) -> str:
    """Why the policy refuses, and what would help, in the language in force."""
    match verdict.because:
        case Because.ALLOWED:
            return _("This is allowed.")
        case Because.NO_RULE:
            return _("Nobody may do this.")
        case Because.NOT_SIGNED_IN:
            return _("Sign in first.")
        case Because.NO_ROLE if verdict.about:
            roles = ", ".join(str(ROLES[Role(one)]) for one in verdict.about)
            return _("This needs one of these roles: %(roles)s.") % {"roles": roles}
        case Because.NO_SCOPE if verdict.about:
            return _("This token does not have the scope “%(scope)s”.") % {"scope": verdict.about[0]}
        case Because.NO_SCOPE:
            return _("No token may do this: sign in instead.")
        case Because.OWN_BODY:
            return _("Nobody decides on what they have made themselves, or on what is of their own organisation, State "
                     "or secretariat. Somebody of another must.")
        case Because.STATUS:
            return _("This cannot be done while the status is “%(status)s”.") % {"status": verdict.about[0]}
        case _:
            return _("This belongs to others: your roles do not reach it.")
