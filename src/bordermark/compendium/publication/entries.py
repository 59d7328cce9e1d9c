"""The entry of an instrument: title, facts, abstract, provisions, links, participation. Pure."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from bordermark.compendium.instrument_page import INVERSE
from bordermark.compendium.participation import TREATIES
from bordermark.compendium.publication.material import Material, anchor
from bordermark.compendium.records import (
    InstrumentRecord,
    ProvisionRecord,
    ProvisionTranslationRecord,
    TranslationRecord,
)
from bordermark.publishing.document import (
    Block,
    Clause,
    Clauses,
    Emphasis,
    Entry,
    Footnote,
    Inline,
    Link,
    Paragraph,
    Runs,
    Symbol,
    Tag,
    Text,
    Tone,
)

TONES: Final[Mapping[str, Tone]] = {"shall": "solid", "should": "outline", "may": "dotted", "information": "plain"}
"""The weight of a provision's frame by the strength of its words."""

UNCHECKED: Final = "◊"
"""The mark of what nobody has checked."""


def entry(record: InstrumentRecord, material: Material) -> Entry:
    """The entry of one instrument."""
    title, language = material.title(record.id)
    running, running_language = material.short(record.id)
    symbol = record.reference and record.reference not in title
    return Entry(
        anchor(record.id), title, record.reference or running, running_language if not record.reference else "en",
        title_language=language, subtitle=(Symbol(_unbroken(record.reference)),) if symbol else (),
        facts=tuple(_facts(record, material)), blocks=tuple(_blocks(record, material)),
    )


def _unbroken(symbol: str) -> str:
    return symbol.replace(" (", "\u00a0(")


def _facts(record: InstrumentRecord, material: Material) -> list[tuple[str, Runs]]:
    say, label, date = material.say, material.label, material.date
    force = label("force", record.binding)
    facts: list[tuple[str, Runs]] = [
        (say["kind"], (Text(label("kind", record.kind)),)),
        (say["force"], (Text(f"{force} · {label('status', record.status)}"),)),
    ]
    if record.adopted:
        facts.append((say["adopted"], (Text(date(record.adopted)),)))
    if record.in_force and record.in_force != record.adopted:
        facts.append((say["in_force"], (Text(date(record.in_force)),)))
    if adopters := adopter_names(record, material):
        facts.append((say["adopted_by"], (Text("; ".join(adopters)),)))
    if record.region:
        facts.append((say["scope_fact"], (Text(label("region", record.region)),)))
    flows = [label("flow", code) for code in record.flows if code != "general"]
    if flows:
        facts.append((say["flows"], (Text(", ".join(flows)),)))
    if not record.checked:
        facts.append((say["record"], (Text(f"{UNCHECKED}\u00a0{say['not_checked']}"),)))
    own = material.translations.get(record.id)
    if own and (own.status != "machine" or own.is_stale(record)):
        facts.append((say["translation"], (Text(_status(own, own.is_stale(record), material)),)))
    return facts


def _status(own: TranslationRecord | ProvisionTranslationRecord, is_stale: bool, material: Material) -> str:
    status = material.label("translation-status", own.status)
    return f"{status} · {material.say['stale']}" if is_stale else status


def adopter_names(record: InstrumentRecord, material: Material) -> list[str]:
    """Who adopted an instrument, by name; as the source has it where no body is known."""
    names = []
    for one in record.adopters:
        body = material.bodies.bodies.get(one.organisation)
        name = body.name(material.language) if body else material.words.state_name(one.state, material.language)
        names.append(name if one.role == "adopted" else f"{material.say['with']} {name}")
    return [name for name in names if name] or ([record.body] if record.body else [])


def _blocks(record: InstrumentRecord, material: Material) -> list[Block]:
    own = material.translations.get(record.id)
    has_abstract = bool(own and own.abstract)
    abstract = own.abstract if own and has_abstract else record.abstract
    language = "" if has_abstract or material.language == "en" else "en"
    blocks: list[Block] = [Paragraph((Text(abstract), _source(record, material)), language=language)]
    if provisions := material.provisions.get(record.id):
        translated = any(one.id in material.provision_translations for one in provisions)
        title = material.say["provisions" if translated or material.language == "en" else "provisions_english"]
        blocks.append(Clauses(tuple(_clause(one, material) for one in provisions), title))
    if links := _links(record, material):
        blocks.append(Paragraph(links, "small"))
    if parties := participation_line(record, material):
        blocks.append(Paragraph((Text(parties),), "small"))
    return blocks


def _source(record: InstrumentRecord, material: Material) -> Footnote:
    say = material.say
    runs: list[Inline] = [Text(f"{record.source}.", "en"), Text(" ")]
    if record.checked:
        before, _, after = say["checked_note"].partition("{page}")
        if not after:
            before, after = say["checked_note"], ""
        day = material.date(record.checked_on)
        page = Link(record.checked, record.checked) if record.checked.startswith("http") else Text(record.checked, "en")
        runs += [Text(before.replace("{day}", day)), page, Text(after.replace("{day}", day))]
    else:
        runs.append(Text(f"{say['not_checked']}."))
    if record.url and record.url != record.checked:
        runs += [Text(f" {say['text']}: "), Link(record.url, record.url), Text(".")]
    return Footnote(tuple(runs))


def _clause(one: ProvisionRecord, material: Material) -> Clause:
    tag = Tag(material.say.strength(one.strength), TONES[one.strength])
    label = one.ref if one.checked else f"{one.ref}\u00a0{UNCHECKED}"
    own = material.provision_translations.get(one.id)
    if own is None:
        return Clause(label, tag, (Text(one.text),), "" if material.language == "en" else "en")
    is_stale = own.is_stale(one)
    note = f" ({_status(own, is_stale, material)})" if is_stale or own.status == "machine" else ""
    return Clause(label, tag, (Text(f"{own.text}{note}"),))


def _links(record: InstrumentRecord, material: Material) -> Runs:
    ways: list[tuple[str, str]] = [(one.type, one.target) for one in record.relations]
    ways += [(INVERSE[kind], key) for kind, key in material.inverse.get(record.id, ())]
    grouped: dict[str, list[str]] = {}
    for kind, key in ways:
        if key in material.held:
            grouped.setdefault(kind, []).append(key)
    runs: list[Inline] = []
    for kind, keys in grouped.items():
        word = material.label("relation", kind)
        runs.append(Emphasis((" " if runs else "") + word[:1].upper() + word[1:] + " ", strong=True))
        for at, key in enumerate(keys):
            runs += [material.refer(key), Text("; " if at + 1 < len(keys) else ".")]
    return tuple(runs)


def participation_line(record: InstrumentRecord, material: Material) -> str:
    """Who takes part, in numbers, with the source and its date; what is not known is said."""
    say, source = material.say, material.sources.get(record.id)
    if source:
        counts = Counter(one.status for one in material.standings.get(record.id, {}).values())
        shown = ", ".join(f"{say[status]} {number}" for status, number in counts.most_common())
        name = material.label("source", source.source)
        return say["parties_note"].format(counts=shown, source=name, day=material.date(source.source_date))
    if record.kind in TREATIES:
        return say["no_parties"]
    adopters = (one.organisation for one in record.adopters if one.organisation and one.role == "adopted")
    members = frozenset[str]().union(*(material.bodies.members(body) for body in adopters))
    return say["members_note"].format(number=len(members)) if members else ""
