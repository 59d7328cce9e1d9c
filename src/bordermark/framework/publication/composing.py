"""The Framework composed from its material. Pure."""

from bordermark.compendium.publication.indexes import initial, order
from bordermark.framework.publication import matter
from bordermark.framework.publication.entries import entry
from bordermark.framework.publication.material import Material, anchor, number
from bordermark.publishing.document import Document, Index, IndexTerm, Paragraph, Part, Section, Text


def framework_document(material: Material) -> Document:
    """The document of this material. The same material gives the same document."""
    say = material.say
    return Document(
        title=say["title"], language=material.language, words=say.press(), made=material.compendium.made,
        author=say["author"], description=" ".join(say.lines("about_text")), statements=matter.statements(material),
        imprint=tuple((Text(line),) for line in say.lines("imprint")), front=matter.front(material),
        parts=_parts(material), back=matter.back(material), indexes=_indexes(material),
    )


def _parts(material: Material) -> tuple[Part, ...]:
    english = material.english
    return tuple(
        Part(one.id, one.title, number(one.id), (Paragraph((Text(one.purpose),), "lead", english),), (
            Section(f"measures-{one.id}", material.say["measures"], entries=tuple(
                entry(measure, material) for measure in material.framework.measures_of.get(one.id, ()))),
        )) for one in material.framework.domains.values()
    )


def _indexes(material: Material) -> tuple[Index, ...]:
    say, compendium = material.say, material.compendium
    instruments: dict[str, list[str]] = {}
    flows: dict[str, list[str]] = {}
    agencies: dict[str, list[str]] = {}
    for key, measure in material.framework.measures.items():
        for one in material.framework.derivations_of.get(key, ()):
            instruments.setdefault(compendium.short(material.grounds.instrument(one).id)[0], []).append(key)
        for code in (one for one in measure.flows if one != "general"):
            flows.setdefault(compendium.label("flow", code), []).append(key)
        for code in measure.agencies:
            agencies.setdefault(compendium.label("agency", code), []).append(key)
    return (
        _index("index-instruments", say["index_instruments"], instruments, material),
        _index("index-flows", say["index_flows"], flows, material),
        _index("index-agencies", say["index_agencies"], agencies, material),
    )


def _index(key: str, title: str, found: dict[str, list[str]], material: Material) -> Index:
    language = material.language
    return Index(key, title, tuple(
        IndexTerm(term, tuple(anchor(one) for one in dict.fromkeys(found[term])), group=initial(term, language))
        for term in sorted(found, key=lambda one: (order(one, language), one))
    ))
