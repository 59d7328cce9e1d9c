"""An instrument as linked data: schema.org ``Legislation`` with Dublin Core, and the meta tags of its page. Pure.

schema.org's legislation terms follow the European Legislation Identifier (ELI); ``eli:`` terms are used where
schema.org has none, and ``bm:`` only for what neither has.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from bordermark.compendium.records import (
    InstrumentRecord,
    ProvisionRecord,
    ProvisionTranslationRecord,
    TranslationRecord,
)
from bordermark.organisations.bodies import Organisations
from bordermark.publishing.addresses import Addresses

CONTEXT: Final[Mapping[str, Any]] = {
    "@vocab": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "url": {"@type": "@id"},
    "sameAs": {"@type": "@id"},
    "dcterms:subject": {"@type": "@id"},
    "dcterms:type": {"@type": "@id"},
    "dcterms:references": {"@type": "@id"},
    "eli:related_to": {"@type": "@id"},
    "legislationChanges": {"@type": "@id"},
    "legislationApplies": {"@type": "@id"},
    "legislationConsolidates": {"@type": "@id"},
    "eli:amends": {"@type": "@id"},
    "eli:repeals": {"@type": "@id"},
}
"""The JSON-LD context, given in full so that no reader must fetch one."""

_RELATIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "amends": ("legislationChanges", "eli:amends"),
    "supersedes": ("legislationChanges", "eli:repeals"),
    "implements": ("legislationApplies",),
    "supplements": ("eli:related_to",),
    "references": ("dcterms:references",),
}
"""Properties that say each type of relation (schema.org 29, ELI ontology 1.4)."""

_FORCE: Final = {"in-force": "https://schema.org/InForce", "not-in-force": "https://schema.org/NotInForce",
                 "superseded": "https://schema.org/NotInForce"}
"""schema.org ``LegalForceStatus`` by status; nothing is said where the status is not known."""


def document(
    record: InstrumentRecord,
    provisions: Sequence[ProvisionRecord],
    bodies: Organisations,
    addresses: Addresses,
    translations: Iterable[TranslationRecord] = (),
) -> dict[str, Any]:
    """The instrument as one JSON-LD document, with its provisions as parts."""
    return {"@context": dict(CONTEXT), **node(record, provisions, bodies, addresses, translations)}


def collection(
    records: Iterable[InstrumentRecord], bodies: Organisations, addresses: Addresses
) -> dict[str, Any]:
    """Several instruments as one JSON-LD document, without their provisions."""
    return {"@context": dict(CONTEXT), "@graph": [node(one, (), bodies, addresses) for one in records]}


def node(
    record: InstrumentRecord,
    provisions: Sequence[ProvisionRecord],
    bodies: Organisations,
    addresses: Addresses,
    translations: Iterable[TranslationRecord] = (),
) -> dict[str, Any]:
    """The instrument as a node, without a context."""
    names = [(record.title, "en"), *((one.title, one.language) for one in translations)]
    subjects = [("theme", record.themes), ("subtheme", record.subthemes), ("flow", record.flows)]
    found: dict[str, Any] = {
        "@id": addresses.of("instrument", record.id),
        "@type": "Legislation",
        "identifier": record.id,
        "legislationIdentifier": record.reference,
        "name": [{"@value": text, "@language": language} for text, language in names],
        "alternateName": list(dict.fromkeys(name for name in (record.short_title, *record.aliases) if name)),
        "description": {"@value": record.abstract, "@language": "en"} if record.abstract else "",
        "legislationType": record.kind,
        "dcterms:type": addresses.of("concept", "kind", record.kind),
        "legislationDate": _date(record.adopted),
        "dcterms:issued": _date(record.adopted),
        "dcterms:valid": _date(record.in_force),
        "legislationLegalForce": {"@id": _FORCE[record.status]} if record.status in _FORCE else "",
        "legislationPassedBy": [
            _organisation(one.organisation, bodies, addresses) for one in record.adopters if one.organisation
        ],
        "publisher": _organisation(record.contributor, bodies, addresses) if record.contributor else "",
        "inLanguage": list(record.languages),
        "dcterms:subject": [addresses.of("concept", scheme, code) for scheme, codes in subjects for code in codes],
        "sameAs": record.url,
        "dcterms:source": record.source,
        "dcterms:provenance": record.checked,
        "hasPart": [part(one, addresses) for one in provisions],
    }
    for relation in record.relations:
        for term in _RELATIONS[relation.type]:
            found.setdefault(term, []).append(addresses.of("instrument", relation.target))
    return {term: value for term, value in found.items() if value}


def part(
    record: ProvisionRecord, addresses: Addresses, translations: Iterable[ProvisionTranslationRecord] = ()
) -> dict[str, Any]:
    """A provision as a node; its words are ours, not those of the instrument."""
    said = [(record.text, "en"), *((one.text, one.language) for one in translations)]
    subjects = [("theme", record.themes), ("subtheme", record.subthemes), ("flow", record.flows)]
    return {
        "@id": addresses.of("provision", record.id),
        "@type": "Legislation",
        "legislationIdentifier": record.ref,
        "position": record.position,
        "description": [{"@value": text, "@language": language} for text, language in said],
        "dcterms:subject": [addresses.of("concept", scheme, code) for scheme, codes in subjects for code in codes],
        "isPartOf": {"@id": addresses.of("instrument", record.instrument)},
    }


def provision_document(
    record: ProvisionRecord, addresses: Addresses, translations: Iterable[ProvisionTranslationRecord] = ()
) -> dict[str, Any]:
    """A provision as one JSON-LD document."""
    return {"@context": dict(CONTEXT), **part(record, addresses, translations)}


def _organisation(organisation: str, bodies: Organisations, addresses: Addresses) -> dict[str, Any]:
    body = bodies.bodies.get(organisation)
    return {"@id": addresses.of("organisation", organisation), "@type": "Organization",
            "name": body.name("en") if body else organisation}


_XSD: Final = {4: "gYear", 7: "gYearMonth", 10: "date"}


def _date(edtf: str) -> dict[str, str] | str:
    if not edtf:
        return ""
    return {"@type": f"http://www.w3.org/2001/XMLSchema#{_XSD[len(edtf)]}", "@value": edtf}


def metas(record: InstrumentRecord, bodies: Organisations, address: str = "") -> list[tuple[str, str]]:
    """(name, content) of the Dublin Core meta tags of a page (DCMI, "Expressing Dublin Core in HTML", 2008)."""
    adopters = [bodies.bodies[one.organisation].name("en") for one in record.adopters
                if one.organisation in bodies.bodies]
    tags = [
        ("DC.title", record.title), ("DC.identifier", address or record.id), ("DC.type", record.kind),
        *(("DC.creator", name) for name in adopters), ("DC.date", record.adopted),
        ("DCTERMS.issued", record.adopted), ("DCTERMS.valid", record.in_force), ("DC.description", record.abstract),
        *(("DC.language", code) for code in record.languages), ("DC.source", record.url),
        ("DCTERMS.bibliographicCitation", record.reference),
    ]
    return [(name, content) for name, content in tags if content]
