"""What findings and the codes of effects, doubts, options, trade-offs and indicators are called, where people read."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bordermark.diagnosis.changing import Figures
from bordermark.diagnosis.comparing import Side
from bordermark.diagnosis.diagnosing import MORE_THAN_CHANCE
from bordermark.diagnosis.findings import Finding
from bordermark.diagnosis.options import Option

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
    "merge": _("Merge"), "hand-over": _("Hand over"), "sunset": _("End"),
    "name-a-lead": _("Name a lead"),
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
    "states-still-reached-by-two": _("the same States are still reached by two others"),
    "uncoordinated-pairs-in-the-capacity": _("fewer uncoordinated pairs in the capacity"),
    "visits-and-questionnaires-per-state": _("fewer visits and questionnaires for each State"),
    "joint-work-plan-and-states-reached-once": _("a joint work plan"),
    "calendar-shared-before-visits": _("a calendar shared before visits"),
    "reviewed-at-the-next-diagnosis": _("a second look at the next diagnosis"),
}

DOUBTS: Final[Mapping[str, "_StrPromise"]] = {
    "bootstrap": _("other activities might have been surveyed"),
    "unknown-starts": _("without activities whose start is not known"),
    "unknown-ends": _("without activities whose end is not known"),
    "unknown-years": _("their years may not meet"),
    "no-flow-named": _("they name no flow"),
}
"""What speaks against a finding. Any other doubt is the id of a body: without it."""


def doubt(code: str, names: Mapping[str, str]) -> str:
    """A doubt in words; `names` are those of bodies by id."""
    if code in DOUBTS:
        return str(DOUBTS[code])
    return gettext("without what {body} leads").format(body=names.get(code, code))


def statement(finding: Finding, label: Callable[[str, str], str], titles: Mapping[str, str]) -> str:
    """A finding in one sentence, in the language that is active.

    `label` gives the label of a concept by scheme and code, `titles` those of activities by id.
    """
    if finding.kind == "gap":
        return gettext("{capacity}, {flow}: {count} States are bound, and no surveyed activity reaches them.").format(
            capacity=label("capacity", finding.capacity), flow=label("flow", finding.flow), count=len(finding.states))
    if finding.kind == "duplication":
        one, other = finding.activities
        return gettext("“{one}” and “{other}” may be one service given twice to {count} States.").format(
            one=titles[one], other=titles[other], count=len(finding.states))
    subject = label("capacity", finding.capacity) if finding.capacity else gettext("All capacities")
    return gettext("{subject}: no mechanism covers {uncoordinated} of {pairs} overlapping pairs of activities; without "
                   "global activities {uncoordinated_named} of {pairs_named}.").format(
        subject=subject, uncoordinated=finding.uncoordinated[-1], pairs=finding.pairs[-1],
        uncoordinated_named=finding.uncoordinated[0], pairs_named=finding.pairs[0])


def option(one: Option, label: Callable[[str, str], str], names: Mapping[str, str], titles: Mapping[str, str]) -> str:
    """An option in a few words, in the language that is active; `names` are those of bodies, `titles` of activities."""
    kind = str(KINDS[one.kind])
    if one.capacity:
        return f"{kind}: {label('capacity', one.capacity)}"
    if one.left:
        return f"{kind}: {', '.join(titles[key] for key in one.left)}"
    return f"{kind}: {', '.join(names.get(body, body) for body in one.decide)}"


def worded(
    one: Option, label: Callable[[str, str], str], names: Mapping[str, str], titles: Mapping[str, str]
) -> dict[str, object]:
    """An option with everything that is said of it in words."""
    return {"option": one, "title": option(one, label, names, titles),
            "decide": [(body, names.get(body, body)) for body in one.decide],
            "trade_offs": [TRADE_OFFS[code] for code in one.trade_offs], "indicator": INDICATORS[one.indicator]}


FIGURES: Final[tuple[tuple["_StrPromise", Callable[[Figures], int]], ...]] = (
    (_("Overlapping pairs, global activities at weight 0"), lambda one: one.pairs[0]),
    (_("Overlapping pairs, global activities at weight 1"), lambda one: one.pairs[1]),
    (_("Uncoordinated, global activities at weight 0"), lambda one: one.uncoordinated[0]),
    (_("Uncoordinated, global activities at weight 1"), lambda one: one.uncoordinated[1]),
    (_("Cells of State, capacity and flow that somebody works in"), lambda one: one.reached),
    (_("Of these, with two bodies or more"), lambda one: one.doubly),
)
"""What is set side by side before and after."""

OF_A_SIDE: Final[tuple[tuple["_StrPromise", Callable[[Side], int]], ...]] = (
    (_("Needs with work that names the State or its region"), lambda one: one.needs["named"]),
    (_("Needs with work for the world only"), lambda one: one.needs["global"]),
    (_("Needs that nobody works on"), lambda one: one.needs["nobody"]),
    (_("Visits and questionnaires asked of States by name, all together"), lambda one: one.visits),
    (_("Visits and questionnaires asked of every State"), lambda one: one.visits_worldwide),
    (_("Focal points asked of States by name, all together"), lambda one: one.focal_points),
    (_("Focal points asked of every State"), lambda one: one.focal_points_worldwide),
)
"""What is set side by side beyond `FIGURES`."""

CHANGES: Final[Mapping[str, "_StrPromise"]] = {
    "end": _("Activities that end"), "hand_over": _("Activities that another body leads"),
    "merge": _("Activities that another takes up"), "agree": _("Bodies that agree to coordinate"),
    "share": _("What bodies do once for all, such as one needs assessment"),
}


def before_and_after(before: Figures, after: Figures) -> list[tuple[str, int, int]]:
    """Figures side by side, each with its label."""
    return [(str(label), read(before), read(after)) for label, read in FIGURES]


def sides(before: Side, after: Side) -> list[tuple[str, int, int]]:
    """All figures side by side, each with its label."""
    return [*before_and_after(before.figures, after.figures),
            *((str(label), read(before), read(after)) for label, read in OF_A_SIDE)]


def chance(percentile: float) -> str:
    """What a percentile of uncoordinated pairs says."""
    if percentile >= MORE_THAN_CHANCE:
        return gettext("more than chance")
    return gettext("less than chance") if percentile <= 100 - MORE_THAN_CHANCE else gettext("as chance has it")
