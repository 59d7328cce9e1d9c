"""A set of instruments as a file: for spreadsheets, reference managers, and machines."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from rdflib import Graph

from bordermark.clocks import NOW, Clocks
from bordermark.compendium import citations, linked_data
from bordermark.compendium.describing import CompendiumWriter
from bordermark.compendium.gathering import titled
from bordermark.compendium.reading import reader
from bordermark.compendium.records import InstrumentRecord, ProvisionRecord, TranslationRecord
from bordermark.compendium.tabulating import instrument_table
from bordermark.languages import RIGHT_TO_LEFT
from bordermark.publishing.tables import csv_text, xlsx_bytes


@dataclass(frozen=True, slots=True)
class Contents:
    """What is exported: instruments in order, with titles in the writer's language and their provisions, by id."""

    records: Sequence[InstrumentRecord]
    writer: CompendiumWriter
    translations: Mapping[str, TranslationRecord] = field(default_factory=dict)
    provisions: Mapping[str, Sequence[ProvisionRecord]] = field(default_factory=dict)
    created: datetime | None = None
    """Moment written into files that hold one; None leaves it to the library."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of export. `write` gives the file's bytes."""

    name: str
    label: str
    media_type: str
    extension: str
    write: Callable[[Contents], bytes]


def gather_contents(
    ids: Sequence[str], writer: CompendiumWriter, clocks: Clocks = NOW, created: datetime | None = None
) -> Contents:
    """What these instruments hold, in their order, in a fixed number of queries; ids not held are left out."""
    held = reader(clocks)
    found = titled(held, ids, writer.words.language)
    provisions: dict[str, list[ProvisionRecord]] = {}
    for one in held.provisions(ids):
        provisions.setdefault(one.instrument, []).append(one)
    return Contents(list(found.records.values()), writer, found.translations, provisions, created)


def _xlsx(contents: Contents) -> bytes:
    table = instrument_table(contents.records, contents.writer, contents.translations)
    rtl = contents.writer.words.language in RIGHT_TO_LEFT
    return xlsx_bytes(table, right_to_left=rtl, created=contents.created)


def _csv(contents: Contents) -> bytes:
    return csv_text(instrument_table(contents.records, contents.writer, contents.translations)).encode()


def _cited(contents: Contents) -> list[citations.Cited]:
    bodies, addresses = contents.writer.organisations.bodies, contents.writer.addresses
    return [citations.cited(one, bodies, addresses.of("instrument", one.id)) for one in contents.records]


def _bibtex(contents: Contents) -> bytes:
    return "\n".join(citations.bibtex(one) for one in _cited(contents)).encode()


def _ris(contents: Contents) -> bytes:
    return "\r\n".join(citations.ris(one) for one in _cited(contents)).encode()


def _csl(contents: Contents) -> bytes:
    return json.dumps([citations.csl(one) for one in _cited(contents)], ensure_ascii=False, indent=1).encode()


def _jsonl(contents: Contents) -> bytes:
    return "".join(
        json.dumps(one.model_dump(mode="json"), ensure_ascii=False) + "\n" for one in contents.records
    ).encode()


def _jsonld(contents: Contents) -> bytes:
    bodies, addresses = contents.writer.organisations.bodies, contents.writer.addresses
    nodes = [linked_data.node(one, contents.provisions.get(one.id, ()), bodies, addresses) for one in contents.records]
    return json.dumps({"@context": dict(linked_data.CONTEXT), "@graph": nodes}, ensure_ascii=False).encode()


def _turtle(contents: Contents) -> bytes:
    graph = Graph()
    for prefix in ("dcterms", "eli", "skos"):
        graph.bind(prefix, linked_data.CONTEXT[prefix])
    graph.bind("schema", linked_data.CONTEXT["@vocab"], override=True)
    graph.parse(data=_jsonld(contents), format="json-ld")
    return graph.serialize(format="turtle").encode()


FORMATS: Final[Mapping[str, Format]] = {one.name: one for one in (
    Format("xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", _xlsx),
    Format("csv", "CSV", "text/csv; charset=utf-8", "csv", _csv),
    Format("bibtex", "BibTeX", "application/x-bibtex; charset=utf-8", "bib", _bibtex),
    Format("ris", "RIS", "application/x-research-info-systems; charset=utf-8", "ris", _ris),
    Format("csl", "CSL-JSON", "application/vnd.citationstyles.csl+json", "json", _csl),
    Format("jsonl", "JSON Lines", "application/jsonl; charset=utf-8", "jsonl", _jsonl),
    Format("jsonld", "JSON-LD", "application/ld+json", "jsonld", _jsonld),
    Format("turtle", "Turtle", "text/turtle; charset=utf-8", "ttl", _turtle),
)}
"""Every format of export, by name."""
