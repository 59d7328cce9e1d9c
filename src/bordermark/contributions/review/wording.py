"""What statuses, steps and kinds of change are called on a page."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STATUSES: Final = {
    "draft": _("Draft"), "submitted": _("Submitted"), "in-review": _("In review"), "returned": _("Returned"),
    "accepted": _("Accepted"), "published": _("Published"), "withdrawn": _("Withdrawn"),
}

BUTTONS: Final = {
    "submit": _("Submit for review"), "take_up": _("Take up the review"), "return_": _("Return to the authors"),
    "accept": _("Accept"), "publish": _("Publish"), "withdraw": _("Withdraw the change set"),
}
"""The verb on the button of each step."""

STEPS: Final = {
    "draft": _("Drafted"), "submit": _("Submitted"), "take_up": _("Review taken up"), "return_": _("Returned"),
    "accept": _("Accepted"), "publish": _("Published"), "withdraw": _("Withdrawn"),
    "lapse": _("The acceptance lapsed: the content was changed"),
}
"""What each step was, said afterwards."""

KINDS: Final = {
    "new": pgettext_lazy("a record", "new"), "changed": pgettext_lazy("a record", "changed"),
    "withdrawn": pgettext_lazy("a record", "withdrawn"),
}

SOURCES: Final = {
    "form": _("entered by form"), "workbook": _("a workbook"), "csv": _("a CSV table"), "jsonl": _("a JSON Lines file"),
    "harvest": _("a harvest"), "api": _("the API"), "revert": _("an earlier state of a record"),
    "translation": _("a translation"),
}
"""Where a change set comes from."""

STAGES: Final = {
    "Reading": _("Reading the file"), "Comparing": _("Comparing with what stands"),
    "Checking": _("Trying whether the tables would take it"),
}
"""How far a dry run is, by the first word of its stage."""
