"""What people are told of calls and feeds, by kind."""

from django.utils.translation import gettext_lazy as _

from bordermark.accounts.notifications import register_kind


def register_kinds() -> None:
    """Make the kinds of notification known."""
    register_kind("call-opened", _("Calls for input"),
                  _("You are asked for input by %(deadline)s: “%(title)s”."), "at-once")
    register_kind("call-reminder", _("Reminders of calls"),
                  _("Your answer to “%(title)s” is awaited; the deadline is %(deadline)s."), "at-once")
    register_kind("call-answered", _("Answers to your calls"), _("%(body)s has answered “%(title)s”."))
    register_kind("feed-harvested", _("Harvests of your organisation's feeds"),
                  _("The feed %(feed)s proposes %(proposed)s records; %(skipped)s were left out."))
    register_kind("feed-failed", _("Feeds that cannot be read"), _("The feed %(feed)s could not be read: %(error)s"))
