"""The words of plans, in the languages of the pages."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LANE_NAMES: Final[dict[str, Any]] = {
    "red": pgettext_lazy("a lane", "Red"), "yellow": pgettext_lazy("a lane", "Yellow"),
    "blue": pgettext_lazy("a lane", "Blue"), "green": pgettext_lazy("a lane", "Green"),
}
"""The lanes by their colours."""

CONTROLS: Final[dict[str, Any]] = {
    "inspection": _("inspection of the goods"), "documents": _("check of documents"),
    "audit": _("audit after clearance"), "none": _("release"),
}
"""What is done with goods in a lane."""

CHANGES: Final[dict[str, Any]] = {
    "new": pgettext_lazy("a part of a plan", "new"), "changed": pgettext_lazy("a part of a plan", "changed"),
    "gone": pgettext_lazy("a part of a plan", "gone"),
}
"""What becomes of a lane or a rule when a plan takes the place of another."""

PERIODS: Final[dict[str, Any]] = {"day": _("of an office and day"), "week": _("of an office and week")}
"""Of what a lane's capacity is."""
