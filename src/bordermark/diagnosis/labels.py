"""What codes of effects, options, trade-offs and indicators are called on pages and in the report."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

EFFECTS: Final[Mapping[str, "_StrPromise"]] = {
    "burden-on-states": _("visits and questions twice for the same State"),
    "conflicting-guidance": _("guidance that does not agree"),
    "cost": _("paid for twice"),
    "incompatible-equipment": _("equipment or systems that do not fit one another"),
    "unclear-lead": _("nobody knows who leads"),
    "cover-if-one-fails": _("cover if one fails"),
    "distinct-expertise": _("different expertise"),
    "independent-check": _("an independent check"),
    "wider-reach": _("a wider reach"),
}

KINDS: Final[Mapping[str, "_StrPromise"]] = {
    "merge": _("Merge"), "hand-over": _("Hand over"), "name-a-lead": _("Name a lead"),
    "shared-service": _("Share a service"), "joint-programme": _("Carry out a joint programme"),
    "share-information": _("Share information"), "leave-as-it-is": _("Leave as it is"),
}

TRADE_OFFS: Final[Mapping[str, "_StrPromise"]] = {
    "loses-distinct-access": _("loses the access that one of them has"),
    "one-off-cost": _("costs once"),
    "loses-cover-if-one-fails": _("no cover if one fails"),
    "needs-mandate": _("needs a mandate"),
    "cost-of-coordinating": _("costs time to coordinate"),
    "loses-independent-check": _("no second, independent look"),
    "slower-decisions": _("decisions take longer"),
    "confidentiality": _("what is confidential must stay so"),
    "overlap-remains": _("the overlap remains"),
}

INDICATORS: Final[Mapping[str, "_StrPromise"]] = {
    "one-budget-and-one-report": _("one budget and one report"),
    "lead-changed-and-states-still-reached": _("the lead has changed and the same States are reached"),
    "uncoordinated-pairs-in-the-capacity": _("fewer uncoordinated pairs in the capacity"),
    "visits-and-questionnaires-per-state": _("fewer visits and questionnaires for each State"),
    "joint-work-plan-and-states-reached-once": _("a joint work plan"),
    "calendar-shared-before-visits": _("a calendar shared before visits"),
    "reviewed-at-the-next-diagnosis": _("a second look at the next diagnosis"),
}
