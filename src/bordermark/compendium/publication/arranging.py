"""Where entries stand: themes, sub-themes, entries by date; each once, referred to from elsewhere. Pure."""

from collections.abc import Sequence

from bordermark.compendium.publication.entries import entry
from bordermark.compendium.publication.material import Material
from bordermark.compendium.records import InstrumentRecord
from bordermark.publishing.document import Paragraph, Part, Reference, Section, Text


def parts(material: Material) -> tuple[Part, ...]:
    """The themes that hold something, in order."""
    homes, visits = _places(material)
    found = []
    for theme in material.words.schemes.get("theme", ()):
        under = [one for one in material.words.schemes.get("subtheme", ()) if one.broader[:1] == (theme.key,)]
        sections = [
            section for one in under
            if (section := _section(one.code, one.label(material.language), homes.get(one.code, []),
                                    visits.get(one.code, []), material, one.definition))
        ]
        rest = homes.get(theme.key, [])
        if rest:
            made = _section(f"other-{theme.code}", material.say["other_theme"], rest, [], material, "")
            sections += [made] if made else []
        if sections:
            intro = (Paragraph((Text(theme.definition),), "lead", "" if material.language == "en" else "en"),)
            found.append(Part(theme.code, theme.label(material.language), theme.notation or theme.code,
                              intro if theme.definition else (), tuple(sections)))
    return tuple(found)


def _places(material: Material) -> tuple[dict[str, list[InstrumentRecord]], dict[str, list[InstrumentRecord]]]:
    """Instruments that stand under each sub-theme (or theme's key), and those that are referred to from it."""
    homes: dict[str, list[InstrumentRecord]] = {}
    visits: dict[str, list[InstrumentRecord]] = {}
    known = {one.code for one in material.words.schemes.get("subtheme", ()) if one.broader}
    first = next(iter(material.words.schemes.get("theme", ())), None)
    for record in material.instruments.values():
        own = [code for code in record.subthemes if code in known]
        theme = f"theme:{record.themes[0]}" if record.themes else (first.key if first else "")
        homes.setdefault(own[0] if own else theme, []).append(record)
        for code in own[1:]:
            visits.setdefault(code, []).append(record)
    return homes, visits


def by_date(records: Sequence[InstrumentRecord]) -> list[InstrumentRecord]:
    """Records by date of adoption; undated ones last."""
    return sorted(records, key=lambda one: (one.adopted or "9999", one.id))


def _section(
    code: str, title: str, homes: Sequence[InstrumentRecord], visits: Sequence[InstrumentRecord],
    material: Material, definition: str,
) -> Section | None:
    if not homes and not visits:
        return None
    see = tuple(found for one in by_date(visits) if isinstance(found := material.refer(one.id), Reference))
    language = "" if material.language == "en" else "en"
    intro = (Paragraph((Text(definition),), "small", language),) if definition else ()
    return Section(f"subtheme-{code}", title, intro, tuple(entry(one, material) for one in by_date(homes)), see)
