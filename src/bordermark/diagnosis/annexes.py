"""The annexes of the assessment: what the figures rest on, and how far they bear."""

from typing import Final

import polars as pl
from django.utils.translation import gettext as _

from bordermark.diagnosis import labels
from bordermark.diagnosis.material import Material, paragraph, table
from bordermark.publishing.document import Block, Section

BEHIND: Final = 200
"""How many uncoordinated pairs are listed; the rest are counted, and all are in the JSON."""


def sensitivity(material: Material) -> tuple[Block, ...]:
    """Figures with and without, the bootstrap, and what does not survive."""
    made = material.diagnosis
    found = made.weighted[-1]
    failed = tuple(paragraph(_("{finding} No finding: it does not hold {doubts}.").format(
        finding=labels.statement(one, material.label, material.titles),
        doubts="; ".join(labels.doubt(code, material.names) for code in one.fails)))
        for one in made.findings if not one.survives)
    without = ((labels.doubt(code, material.names), f"{one.uncoordinated[0]} / {one.pairs[0]}",
                f"{one.uncoordinated[1]} / {one.pairs[1]}") for code, one in made.without.items())
    rows = ((material.label("capacity", one.capacity), one.uncoordinated, f"{one.spread.low:.0f}–{one.spread.high:.0f}",
             f"{one.spread.first:.0%}", f"{one.spread.mostly:.0%}") for one in found.by_capacity if one.spread)
    return (
        table(_("Uncoordinated of overlapping pairs if less were known"),
              (_("Survey"), _("Global at 0"), _("Global at 1")),
              [(_("As it is"), *(f"{one.overall.uncoordinated} / {one.overall.pairs}" for one in made.weighted)),
               *without]),
        paragraph(_("Overlap is a finding only where more than half of five pairs or more is uncoordinated at both "
                    "weights, in nine of ten worlds of activities drawn with replacement, without activities of "
                    "unknown start, and without each of the three bodies that lead most. Nearly no activity has a "
                    "known end, so that figures without unknown ends decide nothing.")),
        *failed,
        table(_("Uncoordinated pairs when activities are drawn with replacement (global at 1)"),
              (_("Capacity"), _("Uncoordinated"), _("Middle 95 %"), _("At the top in"), _("Mostly uncoordinated in")),
              rows),
    )


def pairs(material: Material) -> Section:
    """The uncoordinated pairs."""
    found = material.diagnosis.weighted[-1]
    every = found.pairs.filter(pl.col("covered") == 0).with_columns(pl.col("a", "b").cast(pl.String)).sort(
        "services", "a", "b", descending=[True, False, False])
    rows = [(material.titles[one["a"]], material.titles[one["b"]], one["services"])
            for one in every.head(BEHIND).iter_rows(named=True)]
    return Section("pairs", _("Uncoordinated pairs of activities, those that share most first"), (
        paragraph(_("{shown} of {all} pairs.").format(shown=len(rows), all=every.height)),
        table(_("Uncoordinated pairs"), (_("Activity"), _("Activity"), _("Shared")), rows, words=2),
    ))


def activities(material: Material) -> Section:
    """The activities that were surveyed."""
    def years(start: int | None, end: int | None) -> str:
        return f"{start or '?'}–{end or '?'}"

    rows = ((one.id, one.title, material.names.get(one.entity, one.entity), years(one.start, one.end))
            for one in sorted(material.diagnosis.survey.activities, key=lambda one: one.id))
    return Section("activities", _("The activities of the year"), (
        paragraph(_("Each has a page with its sources under its id. A year that is not known is a question mark.")),
        table(_("Activities"), (_("Id"), _("Title"), _("Lead"), _("Years")), rows, words=3)))
