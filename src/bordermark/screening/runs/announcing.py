"""What officers are told of their runs, by kind."""

from django.utils.translation import gettext_lazy as _

from bordermark.accounts.notifications import register_kind


def register_kinds() -> None:
    """Make the kinds of notification known."""
    register_kind("run-finished", _("Your runs of screening that are done"),
                  _("“%(name)s” is screened: %(alerts)s alerts in %(rows)s lines."))
    register_kind("run-failed", _("Your runs of screening that failed"),
                  _("“%(name)s” could not be screened after %(rows)s lines."))
