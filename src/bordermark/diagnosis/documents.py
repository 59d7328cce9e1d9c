"""What the diagnosis publishes: the diagnostic assessment, from the same data to the same numbers."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import polars as pl
from django.utils.translation import gettext as _

from bordermark.compendium.publication.wording import wording
from bordermark.diagnosis import labels
from bordermark.diagnosis.advising import Advice
from bordermark.diagnosis.changing import Figures
from bordermark.diagnosis.diagnosing import Diagnosis, Weighted
from bordermark.diagnosis.drawing import gap_map, heat_map, network_drawing
from bordermark.diagnosis.effects import GOOD
from bordermark.diagnosis.gaps import Supply
from bordermark.diagnosis.options import Option
from bordermark.diagnosis.survey import Activity
from bordermark.publishing.document import Block, Cells, Document, Figure, Paragraph, Part, Runs, Section, Text
from bordermark.publishing.docx import docx_bytes
from bordermark.publishing.pdf import pdf_bytes
from bordermark.vocabulary.words import Vocabulary

PUBLICATIONS: Final[Mapping[str, Callable[[Document], bytes]]] = {"pdf": pdf_bytes, "docx": docx_bytes}
"""What the assessment is published as, by name."""

BEHIND: Final = 200
"""How many uncoordinated pairs the annex lists; the rest are counted, and all are in the JSON."""


@dataclass(frozen=True)
class Material:
    """All that the assessment is composed of; `made` is when the records were read."""

    diagnosis: Diagnosis
    supply: Sequence[Supply]
    advice: Advice
    words: Vocabulary
    language: str
    made: datetime

    def label(self, scheme: str, code: str) -> str:
        return self.words.label(scheme, code, self.language)

    def codes(self, scheme: str, used: Iterable[str]) -> list[tuple[str, str]]:
        """Codes in use with their labels, in the order of the scheme."""
        held = set(used)
        return [(one.code, one.label(self.language)) for one in self.words.schemes[scheme] if one.code in held]


def assessment(material: Material) -> Document:
    """The diagnostic assessment. The same material gives the same document."""
    asked = material.diagnosis.asked
    scope = [str(asked.year)]
    if asked.region:
        scope.append(_region(material))
    if asked.flow:
        scope.append(material.label("flow", asked.flow))
    return Document(
        title=_("Diagnostic assessment of structures that help States secure their borders"),
        language=material.language, words=wording(material.language).press(), made=material.made,
        subtitle=", ".join(scope), author="Bordermark",
        statements=(_text(_("As at {year}. Seed {seed}, {draws} draws.").format(
            year=asked.year, seed=asked.seed, draws=asked.draws)),),
        parts=(
            Part("method", _("Method"), "1", _method()),
            Part("survey", _("Who does what"), "2", _survey(material)),
            Part("overlap", _("Overlap and coordination"), "3", _findings(material), tuple(
                _overlap(material, one) for one in material.diagnosis.weighted)),
            Part("network", _("The network of what is documented"), "4", _network(material)),
            Part("gaps", _("Gaps"), "5", _gaps(material)),
            Part("options", _("Options"), "6", _options(material)),
            Part("evidence", _("Annex: evidence and sensitivity"), "A", _sensitivity(material), (
                _evidence(material),)),
        ),
    )


def _text(words: object) -> Runs:
    return (Text(str(words)),)


def _paragraph(words: str) -> Paragraph:
    return Paragraph(_text(words))


def _table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[object]], words: int = 1) -> Cells:
    """A table whose first columns, as many as `words`, hold words and the rest numbers."""
    return Cells(caption, tuple(columns), tuple(tuple(_text(cell) for cell in row) for row in rows),
                 widths=tuple(3 if at < words else 1 for at in range(len(columns))),
                 numeric=frozenset(range(words, len(columns))))


def _region(material: Material) -> str:
    code = material.diagnosis.asked.region
    if code in material.words.states:
        return material.words.state_name(code, material.language)
    return material.label("m49", code)


def _method() -> tuple[Block, ...]:
    return tuple(_paragraph(one) for one in (
        _("The assessment follows the four steps for analysts of GAO-15-49SP: identify fragmentation, overlap and "
          "duplication; their potential effects, good and bad; validate them; find options."),
        _("Two activities of different leads overlap when they have the same function, capacity and illicit flow and a "
          "common place in the year. A regional activity reaches the States of its region. A global one is weighted: "
          "figures are given with it at weight 0, where it reaches nobody in particular, and at 1, where it meets "
          "every other, once for a pair."),
        _("A pair is coordinated where both leads are members of a documented mechanism in force whose scope holds "
          "what they share, or carry out an activity together in it."),
        _("Each figure stands beside those of chance: the same activities dealt anew among the same bodies, each of "
          "which leads as many as it does. A percentile is the share of draws below the figure."),
        _("Nothing here has been validated by the entities concerned. Only they can say whether an overlap is a "
          "duplication."),
    ))


def _survey(material: Material) -> tuple[Block, ...]:
    survey = material.diagnosis.survey
    fragmentation = material.diagnosis.weighted[-1].fragmentation
    capacities = material.codes("capacity", fragmentation["capacity"])
    counts: Counter[tuple[str, str]] = Counter()
    for one in survey.activities:
        counts.update((capacity, flow) for capacity in one.capacities for flow in one.flows)
    flows = material.codes("flow", {flow for _capacity, flow in counts})
    unknown = sum(one.end is None for one in survey.activities), sum(one.start is None for one in survey.activities)
    return (
        _paragraph(_("{activities} activities and {mechanisms} mechanisms. The end of {ends} activities and the start "
                     "of {starts} are not known: these count as running.").format(
            activities=len(survey.activities), mechanisms=len(survey.mechanisms), ends=unknown[0], starts=unknown[1])),
        Figure(heat_map(capacities, flows, counts), _("Number of activities by capacity and flow, as in the text."),
               _("Activities by capacity and flow")),
        _table(_("Fragmentation: who leads in each capacity"),
               (_("Capacity"), _("Leads"), _("Effective leads"), _("Activities")),
               ((material.label("capacity", one["capacity"]), len(one["leads"]), f"{one['effective_leads']:.1f}",
                 len(one["activities"])) for one in fragmentation.iter_rows(named=True))),
    )


def _findings(material: Material) -> tuple[Block, ...]:
    survive = [one for one in material.diagnosis.findings if one.survives]
    if not survive:
        return (_paragraph(_("No capacity is surely among those with most uncoordinated overlap: none survives the "
                             "doubts of the annex.")),)
    return tuple(_paragraph((
        _("{capacity}: among the capacities with most uncoordinated overlap, and more than chance. To be asked: {bad}. "
          "What it may be good for: {good}.")
        if one.more_than_chance else
        _("{capacity}: among the capacities with most uncoordinated overlap, and not more than chance. To be asked: "
          "{bad}. What it may be good for: {good}.")
    ).format(capacity=material.label("capacity", one.capacity),
             bad=_listed(labels.EFFECTS[each] for each in one.effects if each not in GOOD),
             good=_listed(labels.EFFECTS[each] for each in one.effects if each in GOOD))) for one in survive)


def _listed(words: Iterable[object]) -> str:
    return ", ".join(map(str, words))


def _overlap(material: Material, found: Weighted) -> Section:
    rows = []
    for one in (found.overall, *found.by_capacity):
        chance = one.open_dealt
        beside = (f"{chance.low:.0f}–{chance.high:.0f}", f"{chance.percentile:.1f}") if chance else ("", "")
        rows.append((material.label("capacity", one.capacity) if one.capacity else _("All"), one.pairs,
                     one.uncoordinated, one.at_least, *beside))
    title = _("With global activities at weight {weight}").format(weight=found.weight)
    return Section(f"overlap-{found.weight}", title, (
        _table(title, (_("Capacity"), _("Overlapping pairs"), _("Uncoordinated"), _("At least"), _("By chance"),
                       _("Percentile")), rows),
        *_duplicates(found),
    ))


def _duplicates(found: Weighted) -> tuple[Block, ...]:
    if not found.duplicates:
        return (_paragraph(_("No pair of activities is so much alike that it may be a duplication.")),)
    return (_table(_("Possible duplication"), (_("Activity"), _("Activity"), _("States")),
                   ((one.a, one.b, ", ".join(one.common)) for one in found.duplicates), words=3),)


def _network(material: Material) -> tuple[Block, ...]:
    network = material.diagnosis.network
    if network is None:
        return (_paragraph(_("Nothing documented joins any two bodies.")),)
    names = {one.id: one.name for one in material.diagnosis.survey.entities}
    return (
        Figure(network_drawing(material.diagnosis.survey, network.communities),
               _("Bodies joined by mechanisms and joint activities; the brokers are in the table."),
               _("Who is joined with whom; bodies of a community stand together, named by their ids")),
        _table(_("Brokers: the ten through which most shortest ways lead"),
               (_("Body"), _("Neighbours"), _("Betweenness"), _("Percentile"), _("Core")),
               ((names.get(one.body, one.body), one.neighbours, f"{one.betweenness.observed:.3f}",
                 f"{one.betweenness.percentile:.1f}", one.core) for one in network.brokers[:10])),
        _paragraph(_("{count} communities; their modularity is {modularity:.2f}, percentile {percentile:.1f}. Their "
                     "agreement with the official groupings is {agreement:.2f} of 1, percentile {other:.1f}.").format(
            count=len(network.communities), modularity=network.modularity.observed,
            percentile=network.modularity.percentile, agreement=network.agreement.observed,
            other=network.agreement.percentile)),
    )


def _gaps(material: Material) -> tuple[Block, ...]:
    counts: dict[str, Counter[str]] = {}
    for one in material.supply:
        counts.setdefault(one.need.capacity, Counter())[one.reached] += 1
    blocks: list[Block] = [
        _paragraph(_("A need is a capacity against a flow to which a State is bound. A flow that was not surveyed is "
                     "no gap.")),
        _table(_("Needs by who works on them"),
               (_("Capacity"), _("Named or in a region"), _("Global only"), _("Nobody"), _("Not surveyed")),
               ((label, *(counts[code][reached] for reached in ("named", "global", "nobody", "not-surveyed")))
                for code, label in material.codes("capacity", counts))),
    ]
    for code, label in material.codes("capacity", (one for one in counts if counts[one]["nobody"])):
        states = frozenset(one.need.state for one in material.supply
                           if one.need.capacity == code and one.reached == "nobody")
        blocks.append(Figure(gap_map(states), _("{count} States are marked.").format(count=len(states)),
                             _("{capacity}: States that are bound and that nobody helps").format(capacity=label)))
    return tuple(blocks)


def _options(material: Material) -> tuple[Block, ...]:
    advice = material.advice
    return (
        _paragraph(_("{count} options follow by rule. The {chosen} below, taken up together, answer {answered} "
                     "uncoordinated pairs; no other choice of as many answers more than {gap:.1%} better. Costs and "
                     "savings are not known: the survey holds almost no budgets.").format(
            count=len(advice.options), chosen=len(advice.portfolio.options), answered=advice.portfolio.answered,
            gap=advice.portfolio.gap)),
        _table(_("Options to take up together"),
               (_("Option"), _("Who must decide"), _("What it may cost"), _("What would show that it worked"),
                _("Pairs")),
               ((_option(material, one), ", ".join(one.decide),
                 _listed(labels.TRADE_OFFS[each] for each in one.trade_offs), labels.INDICATORS[one.indicator],
                 len(one.pairs)) for one in advice.portfolio.options), words=4),
        _table(_("Before and after"), (_("Figure"), _("Before"), _("After")), _before_and_after(advice)),
    )


def _option(material: Material, option: Option) -> str:
    kind = str(labels.KINDS[option.kind])
    if option.capacity:
        return f"{kind}: {material.label('capacity', option.capacity)}"
    return f"{kind}: {', '.join(option.decide)}"


def _before_and_after(advice: Advice) -> Iterable[tuple[str, str, str]]:
    read: tuple[tuple[str, Callable[[Figures], int]], ...] = (
        (_("Overlapping pairs, global at 0"), lambda one: one.pairs[0]),
        (_("Overlapping pairs, global at 1"), lambda one: one.pairs[1]),
        (_("Uncoordinated, global at 0"), lambda one: one.uncoordinated[0]),
        (_("Uncoordinated, global at 1"), lambda one: one.uncoordinated[1]),
        (_("Cells that somebody works in"), lambda one: one.reached),
        (_("Of these, two bodies or more"), lambda one: one.doubly),
    )
    for label, value in read:
        yield label, str(value(advice.before)), str(value(advice.together))


def _sensitivity(material: Material) -> tuple[Block, ...]:
    found = material.diagnosis.weighted[-1]
    rows = ((material.label("capacity", one.capacity), one.uncoordinated, f"{one.spread.low:.0f}–{one.spread.high:.0f}",
             f"{one.spread.first:.0%}") for one in found.by_capacity if one.spread)
    failed = tuple(_paragraph(_("{capacity} is no finding: it does not hold under {doubts}.").format(
        capacity=material.label("capacity", one.capacity), doubts=", ".join(one.fails)))
        for one in material.diagnosis.findings if not one.survives)
    return (*failed, _table(
        _("Uncoordinated pairs when activities are drawn with replacement (global at 1)"),
        (_("Capacity"), _("Uncoordinated"), _("Middle 95 %"), _("At the top in")), rows))


def _evidence(material: Material) -> Section:
    found = material.diagnosis.weighted[-1]
    activities: dict[str, Activity] = {one.id: one for one in material.diagnosis.survey.activities}
    pairs = found.pairs.filter(pl.col("covered") == 0).with_columns(pl.col("a", "b").cast(pl.String)).sort(
        "services", "a", "b", descending=[True, False, False])
    rows = [(activities[one["a"]].title, activities[one["b"]].title, one["services"])
            for one in pairs.head(BEHIND).iter_rows(named=True)]
    return Section("pairs", _("Uncoordinated pairs of activities, those that share most first"), (
        _paragraph(_("{shown} of {all} pairs.").format(shown=len(rows), all=pairs.height)),
        _table(_("Uncoordinated pairs"), (_("Activity"), _("Activity"), _("Shared")), rows, words=2),
    ))
