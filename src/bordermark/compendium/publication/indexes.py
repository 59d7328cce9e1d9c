"""Indexes: by title, body, symbol, region and flow. A term with many places is divided. Pure."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from bordermark.compendium.publication.arranging import by_date
from bordermark.compendium.publication.material import Material, anchor
from bordermark.compendium.records import InstrumentRecord
from bordermark.publishing.document import Index, IndexTerm

MANY: Final = 9
"""More places than this under one term send the reader on a chase: they are divided."""

Records = Sequence[InstrumentRecord]


def indexes(material: Material) -> tuple[Index, ...]:
    """All indexes that hold a term."""
    say = material.say
    made = (
        Index("index-titles", say["index_titles"], _titles(material)),
        Index("index-bodies", say["index_bodies"], _divided(_by_body(material), material)),
        Index("index-symbols", say["index_symbols"], _symbols(material), columns=3),
        Index("index-regions", say["index_regions"], _divided(_by_region(material), material)),
        Index("index-flows", say["index_flows"], _divided(_by_flow(material), material)),
    )
    return tuple(one for one in made if one.terms)


def order(text: str, language: str) -> tuple[object, ...]:
    """The place of a text in an index: letters without accents, numbers by value.

    Chinese is ordered by its GB 18030 code, which goes by pinyin for the characters in common use; in Arabic the
    article counts for nothing.
    """
    if language == "zh":
        return (text.encode("gb18030"),)
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign)).removeprefix("ال").lstrip("\"'“”«»() ")
    parts = re.split(r"(\d+)", plain)
    return tuple((1, int(part), "") if part.isdecimal() else (0, 0, part) for part in parts)


def initial(text: str, language: str) -> str:
    """The letter under which a term stands; none in Chinese, where terms go by sound."""
    if language == "zh":
        return ""
    plain = unicodedata.normalize("NFKD", text.removeprefix("ال").lstrip("\"'“”«»() "))
    letter = plain[:1].upper()
    return letter if letter.isalpha() else "0–9"


def _titles(material: Material) -> tuple[IndexTerm, ...]:
    language = material.language
    terms = [(material.title(key)[0], key) for key in material.instruments]
    terms.sort(key=lambda pair: (order(pair[0], language), pair[1]))
    return tuple(IndexTerm(title, (anchor(key),), group=initial(title, language)) for title, key in terms)


def _symbols(material: Material) -> tuple[IndexTerm, ...]:
    found: dict[str, list[str]] = {}
    for record in material.instruments.values():
        for symbol in dict.fromkeys((record.reference, *record.aliases)):
            if symbol:
                found.setdefault(symbol, []).append(anchor(record.id))
    return tuple(IndexTerm(symbol, tuple(found[symbol]), group=initial(symbol, "en"), symbol=True)
                 for symbol in sorted(found, key=lambda one: (order(one, "en"), one)))


def _by_body(material: Material) -> Mapping[str, Records]:
    found: dict[str, list[InstrumentRecord]] = {}
    for record in material.instruments.values():
        names = []
        for one in record.adopters:
            body = material.bodies.bodies.get(one.organisation)
            names.append(body.name(material.language) if body
                         else material.words.state_name(one.state, material.language))
        for name in dict.fromkeys(name for name in names or [record.body] if name):
            found.setdefault(name, []).append(record)
    return found


def _by_region(material: Material) -> Mapping[str, Records]:
    return _grouped(material, lambda one: (one.region,) if one.region else (), "region")


def _by_flow(material: Material) -> Mapping[str, Records]:
    return _grouped(material, lambda one: [code for code in one.flows if code != "general"], "flow")


def _grouped(
    material: Material, codes: Callable[[InstrumentRecord], Iterable[str]], scheme: str
) -> Mapping[str, Records]:
    found: dict[str, list[InstrumentRecord]] = {}
    for record in material.instruments.values():
        for code in codes(record):
            found.setdefault(material.label(scheme, code), []).append(record)
    return found


def _divided(found: Mapping[str, Records], material: Material) -> tuple[IndexTerm, ...]:
    terms: list[IndexTerm] = []
    language = material.language
    for name in sorted(found, key=lambda one: (order(one, language), one)):
        records, group = by_date(found[name]), initial(name, language)
        if len(records) <= MANY:
            terms.append(IndexTerm(name, tuple(anchor(one.id) for one in records), group=group))
            continue
        terms.append(IndexTerm(name, group=group))
        under: dict[str, list[str]] = {}
        for record in records:
            part = material.label("subtheme", record.subthemes[0]) if record.subthemes else material.say["other_theme"]
            under.setdefault(part, []).append(anchor(record.id))
        terms += [IndexTerm(part, tuple(under[part]), 1, group)
                  for part in sorted(under, key=lambda one: (order(one, language), one))]
    return tuple(terms)
