"""The entry of a measure: statement, reasons, what it is derived from, how it is assessed and put in place. Pure."""

import re

from bordermark.compendium.publication.entries import TONES, UNCHECKED
from bordermark.framework.publication.material import Material, anchor, number
from bordermark.framework.records import DerivationRecord, MeasureRecord
from bordermark.publishing.document import (
    Block,
    Clause,
    Clauses,
    Definitions,
    Emphasis,
    Entry,
    Footnote,
    Inline,
    Link,
    Paragraph,
    Runs,
    Tag,
    Text,
)


def entry(measure: MeasureRecord, material: Material) -> Entry:
    """The entry of one measure."""
    return Entry(
        anchor(measure.id), f"{number(measure.id)} {measure.title}", number(measure.id),
        title_language=material.english, facts=tuple(_facts(measure, material)),
        blocks=tuple(_blocks(measure, material)),
    )


def _facts(measure: MeasureRecord, material: Material) -> list[tuple[str, Runs]]:
    say, label = material.say, material.compendium.label
    facts: list[tuple[str, Runs]] = [
        (say["level"], (Text(say[f"level_{measure.level}"]),)),
        (say["rests_on"], (Text(say[f"foundation_{material.resting[measure.id].foundation}"]),)),
    ]
    for name, scheme, codes in (("agencies", "agency", measure.agencies), ("flows", "flow", measure.flows)):
        shown = [label(scheme, code) for code in codes if code != "general"]
        if shown:
            facts.append((say[name], (Text(", ".join(shown)),)))
    return facts


def _blocks(measure: MeasureRecord, material: Material) -> list[Block]:
    say, english = material.say, material.english
    blocks: list[Block] = [
        Paragraph((Text(measure.statement),), "lead", english), Paragraph((Text(measure.rationale),), language=english),
    ]
    if derivations := material.framework.derivations_of.get(measure.id):
        blocks.append(Clauses(tuple(_clause(one, material) for one in derivations), say["derived_from"]))
    blocks.append(_heading(say["questions"]))
    blocks += [Paragraph((Text(one.question), Text(" "), Emphasis(one.evidence)), language=english)
               for one in measure.questions]
    levels = say.lines("maturity_levels")
    blocks.append(_heading(say["maturity"]))
    blocks.append(Definitions(tuple(
        (f"{at} {word}", (Text(text, english),))
        for at, (word, text) in enumerate(zip(levels, measure.maturity, strict=True))
    )))
    blocks.append(_heading(say["guidance"]))
    blocks += [Paragraph((Text(f"{at}. "), *_step(step, material)), language=english)
               for at, step in enumerate(measure.guidance, 1)]
    if elsewhere := _elsewhere(measure, material):
        blocks.append(Paragraph(elsewhere, "small"))
    return blocks


def _heading(text: str) -> Paragraph:
    return Paragraph((Emphasis(text, strong=True),))


def _clause(one: DerivationRecord, material: Material) -> Clause:
    provision, say = material.grounds.provisions[one.provision], material.say
    label = provision.ref if one.checked else f"{provision.ref}\u00a0{UNCHECKED}"
    relation = f" · {say[f'relation_{one.relation}']}: "
    runs: list[Inline] = [material.instrument(one), Text(relation, material.language), Text(one.rationale)]
    if one.checked.startswith("http"):
        runs.append(Footnote((Link(one.checked, one.checked),)))
    return Clause(label, Tag(say.strength(one.strength), TONES[one.strength]), tuple(runs), material.english)


def _step(text: str, material: Material) -> Runs:
    """A step of guidance, with instruments by their short names where it has their ids."""
    parts = re.split(r"([a-z0-9]+(?:-[a-z0-9]+)+)", text)
    return tuple(Text(*material.compendium.short(part)) if part in material.compendium.held else Text(part)
                 for part in parts if part)


def _elsewhere(measure: MeasureRecord, material: Material) -> Runs:
    """The elements of other lists that the measure is mapped to."""
    runs: list[Inline] = []
    for one in material.crosswalks:
        elements = [row.element.partition(":")[2] for row in one.mappings if row.measure == measure.id]
        if elements:
            runs += [Emphasis(f"{' ' if runs else ''}{one.scheme.title}", strong=True, language=material.english),
                     Text(f" {', '.join(elements)}.")]
    return tuple(runs)
