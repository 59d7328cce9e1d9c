"""What statuses, steps, reasons and features are called on a page, and why a step cannot be taken."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from bordermark.screening.standing import Alerted
from bordermark.screening.triage.life import PROPOSE, NotPossible, Reason, Step, Why

STATUSES: Final[Mapping[str, Any]] = {
    Alerted.OPEN: pgettext_lazy("an alert", "open"), Alerted.ASSIGNED: pgettext_lazy("an alert", "assigned"),
    Alerted.DISMISSAL_PROPOSED: pgettext_lazy("an alert", "dismissal proposed"),
    Alerted.DISMISSED: pgettext_lazy("an alert", "dismissed"),
    Alerted.REFERRED: pgettext_lazy("an alert", "referred for inspection"),
    Alerted.INSPECTED: pgettext_lazy("an alert", "inspected"),
}

BUTTONS: Final[Mapping[str, Any]] = {
    Step.DISMISS: gettext_lazy("Dismiss"), Step.CONFIRM: gettext_lazy("Confirm the dismissal"),
    Step.SEND_BACK: gettext_lazy("Send back"), Step.FOUND: gettext_lazy("Inspected: found"),
    Step.NOTHING_FOUND: gettext_lazy("Inspected: nothing found"), Step.REFER: gettext_lazy("Refer for inspection"),
    Step.TAKE: gettext_lazy("Assign to me"), Step.ASSIGN: gettext_lazy("Assign"),
    Step.RELEASE: gettext_lazy("Give back to the queue"), Step.REOPEN: gettext_lazy("Open again"),
    Step.NOTE: gettext_lazy("Add a note"),
}
"""The verb on the button of each step, in the order of the buttons."""

STEPS: Final[Mapping[str, Any]] = {
    Step.TAKE: gettext_lazy("Taken"), Step.ASSIGN: gettext_lazy("Assigned"),
    Step.RELEASE: gettext_lazy("Given back to the queue"), Step.DISMISS: gettext_lazy("Dismissed"),
    PROPOSE: gettext_lazy("Dismissal proposed"),
    Step.CONFIRM: gettext_lazy("Dismissal confirmed"), Step.SEND_BACK: gettext_lazy("Sent back"),
    Step.REFER: gettext_lazy("Referred for inspection"), Step.FOUND: gettext_lazy("Inspected: found"),
    Step.NOTHING_FOUND: gettext_lazy("Inspected: nothing found"), Step.REOPEN: gettext_lazy("Opened again"),
    Step.NOTE: gettext_lazy("Note"),
}
"""What each step was, said afterwards."""

REASONS: Final[Mapping[str, Any]] = {
    Reason.LOOK_ALIKE: gettext_lazy("a look-alike: other goods of a similar name"),
    Reason.LICENSED: gettext_lazy("licensed: the authorisation was seen"),
    Reason.BELOW_THRESHOLD: gettext_lazy("below the threshold of quantity or concentration"),
    Reason.WRONG_MATCH: gettext_lazy("a wrong match: the text or the code means something else"),
    Reason.OTHER: gettext_lazy("other, in words"),
}

OUTCOMES: Final[Mapping[str, Any]] = {
    "found": gettext_lazy("found"), "nothing-found": gettext_lazy("nothing found"),
}

KINDS: Final[Mapping[str, Any]] = {
    "hs": gettext_lazy("code"), "cas": gettext_lazy("CAS number"), "name": gettext_lazy("name"),
    "fuzzy": gettext_lazy("misspelt name"), "mismatch": gettext_lazy("text and code disagree"),
    "vague": gettext_lazy("text too vague"),
}
"""Kinds of evidence."""

FEATURES: Final[Mapping[str, Any]] = {
    "cas": gettext_lazy("a number with a proved check digit, written as a CAS number"),
    "name": gettext_lazy("a name of the entry, word for word"),
    "trade name": gettext_lazy("a trade name, which may be used for other goods"),
    "weak name": gettext_lazy("a name with other meanings, under a chapter of the entry"),
    "fuzzy": gettext_lazy("a name misspelt"),
    "hs whole": gettext_lazy("the subheading holds the entry's goods only"),
    "hs part": gettext_lazy("the subheading names the goods beside others"),
    "hs residual": gettext_lazy("the goods belong in this “other” subheading"),
    "hs derived": gettext_lazy("the link to the subheading is a reading of ours"),
    "mismatch": gettext_lazy("text and code contradict each other"),
    "vague": gettext_lazy("the text says nothing about the goods"),
}
"""What each feature of a score means."""

LANE_NAMES: Final[Mapping[str, Any]] = {
    "red": gettext_lazy("red: examined"), "yellow": gettext_lazy("yellow: documents checked"),
    "blue": gettext_lazy("blue: audited after clearance"), "green": gettext_lazy("green: released"),
}

DIMENSION_NAMES: Final[Mapping[str, Any]] = {
    "list": gettext_lazy("List"), "office": gettext_lazy("Office"), "lane": gettext_lazy("Lane"),
    "month": gettext_lazy("Month"),
}


def sentence(error: NotPossible) -> str:
    """Why a step cannot be taken, in the language in force."""
    match error.why:
        case Why.STATUS:
            return _("it is %(status)s") % {"status": STATUSES[error.status]}
        case Why.NO_REASON:
            return _("say why it is dismissed")
        case Why.NO_WORDS:
            return _("this step needs a few words")
        case Why.WORDS:
            return _("the words are too long or hold a character that cannot be kept")
        case Why.NOBODY:
            return _("name an officer of this State to whom it is assigned")
        case Why.SAME_OFFICER:
            return _("you proposed the dismissal: another officer must decide on it")
        case Why.CHANGED:
            return _("another officer was faster: it is %(status)s now") % {"status": STATUSES[error.status]}
