"""What stands before and after the measures: how to read, coverage, crosswalks, instruments, sources. Pure."""

from collections import Counter

from bordermark.compendium.publication.entries import TONES, UNCHECKED
from bordermark.compendium.publication.indexes import order
from bordermark.framework.coverage import FOUNDATIONS, by_domain
from bordermark.framework.crosswalks import Crosswalk
from bordermark.framework.publication.material import Material, number
from bordermark.publishing.document import (
    Block,
    Cells,
    Definitions,
    Inline,
    Paragraph,
    Runs,
    Section,
    Tag,
    Text,
)


def statements(material: Material) -> tuple[Runs, ...]:
    """What the cover says: scope, language, day."""
    say = material.say
    lines = [say["scope"].format(**numbers(material)), say["english_only"],
             say["made"].format(day=material.compendium.date(material.compendium.made.date().isoformat()))]
    return tuple((Text(line),) for line in lines if line)


def numbers(material: Material) -> dict[str, int]:
    """How many there are of everything."""
    framework, derivations = material.framework, material.framework.derivations
    return {
        "domains": len(framework.domains), "measures": len(framework.measures), "derivations": len(derivations),
        "provisions": len({one.provision for one in derivations}),
        "instruments": len({material.grounds.instrument(one).id for one in derivations}),
        "checked": sum(bool(one.checked) for one in derivations),
        "questions": sum(len(one.questions) for one in framework.measures.values()),
    }


def front(material: Material) -> tuple[Section, ...]:
    """About, and how to read."""
    say = material.say
    frames: list[Inline] = [Text(say["strength_text"] + " ")]
    for code, tone in TONES.items():
        frames += [Tag(say.strength(code), tone), Text("  ")]
    items: list[tuple[str, Runs]] = [(say[key], (Text(say[f"{key}_text"]),)) for key in ("level", "rests_on")]
    items.append((say["strength"], tuple(frames)))
    items += [(say[key], (Text(say[f"{key}_text"]),)) for key in ("relation", "maturity")]
    items.append((f"{UNCHECKED} {say['unchecked']}", (Text(say["unchecked_text"]),)))
    return (
        Section("about", say["about"], tuple(Paragraph((Text(line),)) for line in say.lines("about_text"))),
        Section("reading", say["reading"], (Definitions(tuple(items)),)),
    )


def back(material: Material) -> tuple[Section, ...]:
    """Coverage, crosswalks, instruments, sources."""
    say = material.say
    return (
        Section("coverage", say["coverage"], (Paragraph((Text(say["coverage_text"]),), "small"), _coverage(material))),
        *(_crosswalk(one, material) for one in material.crosswalks),
        Section("instruments", say["instruments"], (_instruments(material),)),
        Section("sources", say["sources"], tuple(
            Paragraph((Text(line.format(**numbers(material))),)) for line in say.lines("sources_text"))),
    )


def _coverage(material: Material) -> Cells:
    say, framework = material.say, material.framework
    rows = [
        ((Text(f"{number(one.domain)} {framework.domains[one.domain].title}", material.english),),
         *((Text(str(count)),) for count in (*one.counts, one.total)))
        for one in by_domain(material.grounds, material.resting.values())
    ]
    heads = (say["domain"], *(say[f"foundation_{one}"] for one in FOUNDATIONS), say["total"])
    return Cells(say["coverage"], heads, tuple(rows), (12, 7, 7, 8, 6, 5, 4),
                 frozenset(range(1, len(heads))))


def _crosswalk(crosswalk: Crosswalk, material: Material) -> Section:
    say = material.say
    rows = []
    for element in crosswalk.elements:
        mapped: list[Inline] = []
        for one in crosswalk.by_element[element.id]:
            mapped += [Text("; ")] if mapped else []
            mapped += [material.refer(one.measure), Text(f" ({say[one.predicate.partition(':')[2]]})")]
        none = crosswalk.none_found.get(element.id)
        if none:
            mapped = [Text(say["none_found"]), *([Text(f": {none.comment}", material.english)] if none.comment else [])]
        rows.append(((Text(element.id.partition(":")[2]),), (Text(element.label, material.english),),
                     tuple(mapped) or (Text(say["not_looked_at"]),)))
    blocks: list[Block] = [
        Paragraph((Text(say["crosswalk_text"].format(
            elements=len(crosswalk.elements), none=len(crosswalk.none_found),
            measures=len(crosswalk.measures) - len(crosswalk.unmapped_measures))),), "small"),
        Cells(crosswalk.scheme.title, (say["number"], say["element"], say["measures"]), tuple(rows), (5, 12, 20)),
    ]
    if crosswalk.scheme.comment:
        blocks.insert(1, Paragraph((Text(crosswalk.scheme.comment),), "small", material.english))
    return Section(f"crosswalk-{crosswalk.scheme.id}", f"{say['crosswalk']}: {crosswalk.scheme.title}", tuple(blocks))


def _instruments(material: Material) -> Cells:
    say, compendium = material.say, material.compendium
    counts = Counter(key for key in (
        material.grounds.instrument(one).id for one in material.framework.derivations))
    rows = []
    for key in sorted(counts, key=lambda one: (order(compendium.short(one)[0], material.language), one)):
        binding = material.framework.bindings.get(key)
        basis = say[f"basis_{binding.basis}"] if binding else ""
        rows.append(((Text(*compendium.short(key)),), (Text(basis),), (Text(str(counts[key])),)))
    return Cells(say["instruments"], (say["instrument"], say["basis"], say["derivations"]), tuple(rows), (20, 14, 5),
                 frozenset({2}))
