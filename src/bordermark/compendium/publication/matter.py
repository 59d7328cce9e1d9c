"""What stands before and after the entries: how to read, the table of participation, sources and limits. Pure."""

from collections import Counter

from bordermark.compendium.participation import Participation
from bordermark.compendium.publication.entries import TONES, UNCHECKED
from bordermark.compendium.publication.indexes import order
from bordermark.compendium.publication.material import Material
from bordermark.edtf import earliest
from bordermark.publishing.document import (
    Cells,
    Definitions,
    Inline,
    Link,
    Paragraph,
    Runs,
    Section,
    Tag,
    Text,
)


def statements(material: Material) -> tuple[Runs, ...]:
    """What the cover says: scope, share translated, day."""
    say, records = material.say, material.instruments.values()
    years = sorted(day.year for one in records if (day := earliest(one.adopted)))
    provisions = sum(len(some) for some in material.provisions.values())
    first, last = (years[0], years[-1]) if years else ("", "")
    scope = say["scope" if years else "scope_undated"].format(
        instruments=len(records), provisions=provisions, first=first, last=last,
    )
    lines = [scope if material.whole else f"{say['selection']}. {scope}", translated_share(material), say["own_words"],
             say["made"].format(day=material.date(material.made.date().isoformat()))]
    return tuple((Text(line),) for line in lines if line)


def translated_share(material: Material) -> str:
    """How much of titles and abstracts is in the publication's language, and who translated it."""
    if material.language == "en":
        return material.say["original"]
    counts = Counter(one.status for key, one in material.translations.items() if key in material.instruments)
    share = {status: _per_cent(counts[status], len(material.instruments)) for status in ("machine", "official")}
    provisions = sum(len(some) for some in material.provisions.values())
    return material.say["translated"].format(
        share=_per_cent(counts.total(), len(material.instruments)),
        reviewed=_per_cent(counts["reviewed"] + counts["human"], len(material.instruments)),
        provisions=_per_cent(len(material.provision_translations), provisions), **share,
    )


def _per_cent(part: int, whole: int) -> int:
    return round(100 * part / (whole or 1))


def front(material: Material) -> tuple[Section, ...]:
    """About, and how to read."""
    say = material.say
    frames: list[Inline] = [Text(say["strength_text"] + " ")]
    for code, tone in TONES.items():
        frames += [Tag(say.strength(code), tone), Text("  ")]
    items: list[tuple[str, Runs]] = [(say[key], (Text(say[f"{key}_text"]),)) for key in ("order", "entry")]
    items.append((say["strength"], tuple(frames)))
    items.append((f"{UNCHECKED} {say['unchecked_term']}", (Text(say["unchecked_text"]),)))
    keys = ["participation", "dates"] + ([] if material.language == "en" else ["translation"])
    items += [(say[key], (Text(say[f"{key}_text"]),)) for key in keys]
    return (
        Section("about", say["about"], tuple(Paragraph((Text(line),)) for line in say.lines("about_text"))),
        Section("reading", say["reading"], (Definitions(tuple(items)),)),
    )


def back(material: Material) -> tuple[Section, ...]:
    """The table of participation, where one is held, and the sources."""
    say = material.say
    listed = [key for key in material.instruments if key in material.sources]
    listed.sort(key=lambda key: (order(material.short(key)[0], material.language), key))
    sections = []
    if listed:
        sections.append(Section("participation", say["table"], (
            Paragraph((Text(say["table_note"]),), "small"), _by_instrument(listed, material),
            _by_state(listed, material),
        )))
    return (*sections, _sources(listed, material))


def _row(number: int) -> str:
    return f"participation-{number}"


def _by_instrument(listed: list[str], material: Material) -> Cells:
    say = material.say
    rows = []
    for number, key in enumerate(listed, 1):
        counts = Counter(one.status for one in material.standings.get(key, {}).values())
        other = counts.total() - counts["party"] - counts["signatory"]
        rows.append((
            (Text(str(number)),), (material.refer(key),), (Text(str(counts["party"])),),
            (Text(str(counts["signatory"])),), (Text(str(other)),),
            (Text(material.date(material.sources[key].source_date)),),
        ))
    heads = ("number", "instrument", "parties", "signed", "other", "as_at")
    return Cells(say["by_instrument"], tuple(say[head] for head in heads), tuple(rows), (2, 24, 4, 4, 4, 7),
                 frozenset({0, 2, 3, 4}), tuple(_row(number) for number in range(1, len(listed) + 1)))


def _by_state(listed: list[str], material: Material) -> Cells:
    say = material.say
    found: dict[str, dict[str, list[Inline]]] = {}
    for number, key in enumerate(listed, 1):
        for party, one in material.standings.get(key, {}).items():
            if one.party_kind in ("state", "area") and one.status in ("party", "signatory", "provisional"):
                kind = "signatory" if one.status == "signatory" else "party"
                found.setdefault(party, {}).setdefault(kind, []).append(_treaty(number, one))
    names = sorted(found, key=lambda party: (order(material.words.state_name(party, material.language),
                                                   material.language), party))
    rows = tuple(
        ((Text(material.words.state_name(party, material.language)),), _listed(found[party].get("party", [])),
         _listed(found[party].get("signatory", []))) for party in names
    )
    return Cells(say["by_state"], (say["state"], say["party_to"], say["signed"]), rows, (7, 25, 6))


def _treaty(number: int, one: Participation) -> Text:
    return Text(f"{number}\u00a0({one.since[:4]})" if one.since else str(number))


def _listed(some: list[Inline]) -> Runs:
    runs: list[Inline] = []
    for at, one in enumerate(some):
        runs += [one, Text(", ")] if at + 1 < len(some) else [one]
    return tuple(runs)


def _sources(listed: list[str], material: Material) -> Section:
    say = material.say
    provisions = [one for some in material.provisions.values() for one in some]
    numbers = {
        "instruments": len(material.instruments), "provisions": len(provisions),
        "checked": sum(bool(one.checked) for one in material.instruments.values()),
        "provisions_checked": sum(bool(one.checked) for one in provisions),
    }
    blocks: list[Paragraph | Cells] = [Paragraph((Text(line.format(**numbers)),)) for line in say.lines("sources_text")]
    if listed:
        rows = tuple(_source_row(key, material) for key in listed)
        blocks.append(Cells(say["participation"], (say["instrument"], say["source"], say["as_at"]), rows, (14, 12, 6)))
    return Section("sources", say["sources"], tuple(blocks))


def _source_row(key: str, material: Material) -> tuple[Runs, ...]:
    source = material.sources[key]
    title, language = material.short(key)
    name = material.label("source", source.source)
    where: Runs = (Text(f"{name} {source.key_at_source}".strip()),)
    if source.url:
        where = (*where, Text(" "), Link(source.url, source.url))
    return (Text(title, language),), where, (Text(material.date(source.source_date)),)


