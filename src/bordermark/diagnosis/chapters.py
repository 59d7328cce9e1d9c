"""The chapters of the assessment, each from the same figures as the pages."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

import polars as pl
from django.utils.translation import gettext as _

from bordermark.diagnosis import describing, labels
from bordermark.diagnosis.diagnosing import Diagnosis, Weighted
from bordermark.diagnosis.drawing import gap_map, heat_map, network_drawing
from bordermark.diagnosis.effects import GOOD
from bordermark.diagnosis.findings import Finding
from bordermark.diagnosis.material import Material, listed, paragraph, table
from bordermark.diagnosis.validation.documents import words_beside
from bordermark.publishing.document import Block, Figure, Section

BURDENED: Final = 25
"""How many of the most burdened States are listed; all are on the page and in its CSV."""


def method() -> tuple[Block, ...]:
    """How the figures are made."""
    return tuple(paragraph(one) for one in (
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
        _("Only the entities concerned can say whether a finding is so. What they have said in a validation round "
          "stands beside it, in their words; where nothing stands, it has not been validated."),
    ))


def survey(material: Material) -> tuple[Block, ...]:
    """Who does what: by flow, by function, and who leads."""
    held = material.diagnosis.survey
    fragmentation = material.diagnosis.weighted[-1].fragmentation
    capacities = material.codes("capacity", fragmentation["capacity"])
    by_flow: Counter[tuple[str, str]] = Counter()
    by_function: Counter[tuple[str, str]] = Counter()
    for one in held.activities:
        by_flow.update((capacity, flow) for capacity in one.capacities for flow in one.flows)
        by_function.update((capacity, function) for capacity in one.capacities for function in one.functions)
    unknown = sum(one.end is None for one in held.activities), sum(one.start is None for one in held.activities)
    led = Counter(one.entity for one in held.activities)
    return (
        paragraph(_("{activities} activities and {mechanisms} mechanisms. The end of {ends} activities and the start "
                    "of {starts} are not known: these count as running.").format(
            activities=len(held.activities), mechanisms=len(held.mechanisms), ends=unknown[0], starts=unknown[1])),
        Figure(heat_map(capacities, material.codes("flow", {flow for _capacity, flow in by_flow}), by_flow),
               _("Number of activities by capacity and flow, as in the text."), _("Activities by capacity and flow")),
        Figure(heat_map(capacities, material.codes("function", {function for _capacity, function in by_function}),
                        by_function),
               _("Number of activities by capacity and function."), _("Activities by capacity and function")),
        table(_("Fragmentation: who leads in each capacity"),
              (_("Capacity"), _("Leads"), _("Effective leads"), _("Activities")),
              ((material.label("capacity", one["capacity"]), len(one["leads"]), f"{one['effective_leads']:.1f}",
                len(one["activities"])) for one in fragmentation.iter_rows(named=True))),
        table(_("The bodies that lead most"), (_("Body"), _("Activities")),
              ((material.names.get(body, body), led[body])
               for body in sorted(led, key=lambda body: (-led[body], body))[:BURDENED])),
    )


def findings(material: Material) -> tuple[Block, ...]:
    """What survives doubt, in sentences."""
    survive = [one for one in describing.found_of(material.diagnosis, material.answered.supply)
               if one.survives and one.kind != "gap"]
    if not survive:
        return (paragraph(_("No overlap is put forward: none survives the doubts of annex A.")),)
    return tuple(block for one in survive for block in _finding(material, one))


def _finding(material: Material, found: Finding) -> tuple[Block, ...]:
    said = paragraph(f"{labels.statement(found, material.label, material.titles)} ({found.id})")
    words = words_beside(material.said.get(found.id, ()), material.names)
    if not found.effects:
        return (said, *words)
    return (said, paragraph(
        (_("That is more than chance. To be asked: {bad}. What it may be good for: {good}.") if found.more_than_chance
         else _("That is not more than chance. To be asked: {bad}. What it may be good for: {good}.")).format(
            bad=listed(labels.EFFECTS[each] for each in found.effects if each not in GOOD),
            good=listed(labels.EFFECTS[each] for each in found.effects if each in GOOD))), *words)


def overlap(material: Material, found: Weighted) -> Section:
    """Overlapping pairs by capacity, beside both kinds of chance."""
    rows = []
    for one in found.rows:
        chance, drawn = one.open_dealt, one.open_bodies
        beside = (f"{chance.low:.0f}–{chance.high:.0f}", f"{chance.percentile:.1f}") if chance else ("", "")
        rows.append((material.label("capacity", one.capacity) if one.capacity else _("All"), one.pairs,
                     one.uncoordinated, one.at_least, *beside, f"{drawn.observed:.0f}",
                     f"{drawn.low:.0f}–{drawn.high:.0f}", f"{drawn.percentile:.1f}"))
    title = _("With global activities at weight {weight}").format(weight=found.weight)
    return Section(f"overlap-{found.weight}", title, (table(title, (
        _("Capacity"), _("Pairs"), _("Uncoordinated"), _("At least"), _("Dealt anew"), _("Percentile"),
        _("Pairs of bodies"), _("Drawn anew"), _("Percentile")), rows),))


def duplication(material: Material) -> Section:
    """Pairs that may be one service."""
    found = material.diagnosis.weighted[-1].duplicates
    blocks: tuple[Block, ...] = (paragraph(_(
        "No pair of activities is so much alike that it may be a duplication: none has half or more of its services "
        "and of its States in common with one of another lead, as far as the codes of the survey tell.")),)
    if found:
        blocks = (table(_("Possible duplication"), (_("Activity"), _("Activity"), _("States")), (
            (material.titles[one.a], material.titles[one.b],
             listed(material.region(state) for state in one.common)) for one in found), words=3),)
    return Section("duplication", _("Duplication"), blocks)


def mechanisms(material: Material) -> Section:
    """Which mechanisms cover most overlapping pairs."""
    part = material.diagnosis.weighted[-1]
    names = {**{one.id: one.name for one in material.diagnosis.survey.mechanisms}, **material.titles}
    unscoped = {one.id for one in material.diagnosis.survey.mechanisms if not one.scoped}
    counts = Counter(part.pairs["mechanisms"].explode().drop_nulls().to_list())
    covered = part.pairs.filter(pl.col("covered") > 0).height
    rows = ((names[key], _("not known") if key in unscoped else _("known"), counts[key])
            for key in sorted(counts, key=lambda key: (-counts[key], key)))
    return Section("mechanisms", _("What coordinates"), (
        paragraph(_("{covered} of {all} overlapping pairs are covered by what is documented, with global activities at "
                    "weight 1.").format(covered=covered, all=part.pairs.height)),
        table(_("Mechanisms and joint activities by the overlapping pairs that they cover, or may cover"),
              (_("Mechanism or joint activity"), _("Scope"), _("Pairs")), rows, words=2)))


def network(material: Material) -> tuple[Block, ...]:
    """Brokers, communities and core."""
    found = material.diagnosis.network
    if found is None:
        return (paragraph(_("Nothing documented joins any two bodies.")),)
    return (
        Figure(network_drawing(material.diagnosis.survey, found.communities),
               _("Bodies joined by mechanisms and joint activities; the brokers are in the table."),
               _("Who is joined with whom; bodies of a community stand together, named by their ids")),
        table(_("Brokers: the ten through which most shortest ways lead"),
               (_("Body"), _("Neighbours"), _("Betweenness"), _("Percentile"), _("Core"), _("Percentile")),
               ((material.names.get(one.body, one.body), one.neighbours, f"{one.betweenness.observed:.3f}",
                 f"{one.betweenness.percentile:.1f}", f"{one.core.observed:.0f}",
                 f"{one.core.percentile:.1f}") for one in found.brokers[:10])),
        paragraph(_("{count} communities; their modularity is {modularity:.2f}, percentile {percentile:.1f}. Their "
                     "agreement with the official groupings is {agreement:.2f} of 1, percentile {other:.1f}.").format(
            count=len(found.communities), modularity=found.modularity.observed,
            percentile=found.modularity.percentile, agreement=found.agreement.observed,
            other=found.agreement.percentile)),
    )


def gaps(material: Material) -> tuple[Block, ...]:
    """What binds States and who works on it; maps of where nobody does."""
    supply, survey = material.answered.supply, material.diagnosis.survey
    subregions = survey.subregions
    blocks: list[Block] = [
        paragraph(_("A need is a capacity against a flow to which a measure binds a State. A flow that was not "
                    "surveyed is no gap. No assessment has been released and no State's own account of help is held: "
                    "obligations alone are set against supply.")),
        _needs(material, _("Needs by capacity"), _("Capacity"), "capacity",
               describing.counted(supply, lambda one: one.need.capacity)),
        _needs(material, _("Needs by illicit flow"), _("Illicit flow"), "flow",
               describing.counted(supply, lambda one: one.need.flow)),
        _needs(material, _("Needs by region"), _("Region"), "m49",
               describing.counted((one for one in supply if one.need.state in subregions),
                                  lambda one: subregions[one.need.state])),
    ]
    found = [one for one in describing.found_of(material.diagnosis, supply) if one.kind == "gap"]
    blocks += [block for one in found for block in _finding(material, one)]
    for code, label in material.codes("capacity", {one.capacity for one in found}):
        states = frozenset(state for one in found if one.capacity == code for state in one.states)
        blocks.append(Figure(gap_map(states), _("{count} States are marked.").format(count=len(states)),
                             _("{capacity}: States that are bound and that nobody helps").format(capacity=label)))
    return tuple(blocks)


def _needs(
    material: Material, caption: str, column: str, scheme: str, counts: Mapping[str, Mapping[str, int]]
) -> Block:
    return table(caption, (column, _("Nobody"), _("Global only"), _("Named or in a region"), _("Not surveyed")),
                 ((label, *(counts[code].get(reached, 0) for reached in ("nobody", "global", "named", "not-surveyed")))
                  for code, label in material.codes(scheme, counts)))


def burden(material: Material) -> Section:
    """What is asked of States in the year."""
    found = material.answered.burdens
    return Section("burden", _("What is asked of States"), (
        paragraph(_("The survey counts no visits. An activity that assesses or monitors asks for a visit or a "
                    "questionnaire, one that exchanges information or coordinates for a focal point: the figures say "
                    "how many would be asked for if each asked once in the year. Work for the world asks {visits} "
                    "visits or questionnaires and {points} focal points of every State; the table adds what names the "
                    "State or its region.").format(
            visits=len(found.worldwide.visits), points=len(found.worldwide.focal_points))),
        table(_("The States of which most is asked"), (_("State"), _("Visits or questionnaires"), _("Focal points")),
              ((material.region(one.state), len(one.visits), len(one.focal_points))
               for one in found.states[:BURDENED] if one.visits or one.focal_points))))


def options(material: Material) -> tuple[Block, ...]:
    """What could be done, and what to take up together."""
    advice = material.advice
    kinds: Counter[str] = Counter(one.kind for one in advice.options)
    return (
        paragraph(_("{count} options follow by rule. The {chosen} below, taken up together, answer {answered} "
                    "uncoordinated pairs; no other choice of as many answers more than {gap:.1%} better. None opens a "
                    "gap or drops a redundancy that was marked as wanted.").format(
            count=len(advice.options), chosen=len(advice.portfolio.options), answered=advice.portfolio.answered,
            gap=advice.portfolio.gap)),
        table(_("Options by kind"), (_("Kind"), _("Options")),
              ((labels.KINDS[kind], kinds[kind]) for kind in labels.KINDS)),
        table(_("Options to take up together"),
              (_("Option"), _("Who must decide"), _("What it may cost"), _("What would show that it worked"),
               _("It may save (USD)"), _("Pairs")),
              ((labels.option(one.option, material.label, material.names, material.titles),
                listed(one.option.decide), listed(labels.TRADE_OFFS[each] for each in one.option.trade_offs),
                labels.INDICATORS[one.option.indicator],
                f"{one.saves[0]}–{one.saves[1]}" if one.saves else _("not known"), len(one.option.pairs))
               for one in advice.alone), words=5),
        table(_("Before and after, all together"), (_("Figure"), _("Before"), _("After")),
              labels.before_and_after(advice.before, advice.together)),
        *(table(_("Before and after: {option}").format(
            option=labels.option(one.option, material.label, material.names, material.titles)),
            (_("Figure"), _("Before"), _("After")), labels.before_and_after(advice.before, one.after))
          for one in advice.alone),
    )


def beside(material: Material, other: Diagnosis) -> tuple[Block, ...]:
    """Uncoordinated of overlapping pairs in two years."""
    rows = [(material.label("capacity", one["capacity"]) if one["capacity"] else _("All"), *(
        f"{year['uncoordinated'][weight]} / {year['pairs'][weight]}" for year in one["years"] for weight in (0, 1)))
        for one in describing.beside(material.diagnosis, other)]
    columns = [f"{made.asked.year}, {weight}" for made in (material.diagnosis, other) for weight in (0, 1)]
    return (table(_("Uncoordinated of overlapping pairs, by year and weight of global activities"),
                  (_("Capacity"), *columns), rows),)
