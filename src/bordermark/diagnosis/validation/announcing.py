"""What people are told of validation rounds, by kind."""

from django.utils.translation import gettext_lazy as _

from bordermark.accounts.notifications import register_kind


def register_kinds() -> None:
    """Make the kinds of notification known."""
    register_kind("round-opened", _("Findings put to your organisation"), _(
        "What do you say to %(findings)s findings of the diagnosis of %(year)s? Please answer by %(deadline)s."),
        "at-once")
    register_kind("round-reminder", _("Reminders of findings put to your organisation"), _(
        "Your answer to %(findings)s findings of the diagnosis of %(year)s is awaited; the deadline is %(deadline)s."),
        "at-once")
    register_kind("round-answered", _("Answers to findings that you put"),
                  _("%(body)s has answered to a finding of the diagnosis of %(year)s."))
