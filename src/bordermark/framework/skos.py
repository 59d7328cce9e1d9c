"""The Framework and its crosswalks as SKOS (Simple Knowledge Organization System Reference, W3C 2009). Pure."""

from collections.abc import Sequence
from typing import Final

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, SKOS

from bordermark.framework.content import Framework
from bordermark.framework.crosswalks import Crosswalk
from bordermark.framework.records import MeasureRecord
from bordermark.publishing.addresses import Addresses

ENGLISH: Final = "en"


def graph(framework: Framework, crosswalks: Sequence[Crosswalk], addresses: Addresses) -> Graph:
    """Domains and measures as one concept scheme, every list mapped to as another, and the mappings between them."""
    found = Graph()
    for prefix, namespace in (("skos", SKOS), ("dcterms", DCTERMS), ("prov", PROV)):
        found.bind(prefix, namespace)
    scheme = URIRef(addresses.of("framework"))
    found.add((scheme, RDF.type, SKOS.ConceptScheme))
    found.add((scheme, DCTERMS.title, Literal("The CBM Framework", lang=ENGLISH)))
    for domain in framework.domains.values():
        node = URIRef(addresses.of("domain", domain.id))
        _concept(found, node, scheme, domain.id, domain.title)
        found.add((node, SKOS.definition, Literal(domain.purpose, lang=ENGLISH)))
        found.add((node, SKOS.topConceptOf, scheme))
        found.add((scheme, SKOS.hasTopConcept, node))
        for measure in framework.measures_of.get(domain.id, ()):
            below = _measure(found, measure, scheme, framework, addresses)
            found.add((below, SKOS.broader, node))
            found.add((node, SKOS.narrower, below))
    for crosswalk in crosswalks:
        _list(found, crosswalk, addresses)
    return found


def _concept(found: Graph, node: URIRef, scheme: URIRef, notation: str, label: str) -> None:
    found.add((node, RDF.type, SKOS.Concept))
    found.add((node, SKOS.inScheme, scheme))
    found.add((node, DCTERMS.identifier, Literal(notation)))
    found.add((node, SKOS.notation, Literal(notation)))
    found.add((node, SKOS.prefLabel, Literal(label, lang=ENGLISH)))


def _measure(
    found: Graph, measure: MeasureRecord, scheme: URIRef, framework: Framework, addresses: Addresses
) -> URIRef:
    node = URIRef(addresses.of("measure", measure.id))
    _concept(found, node, scheme, measure.id, measure.title)
    found.add((node, SKOS.definition, Literal(measure.statement, lang=ENGLISH)))
    found.add((node, SKOS.scopeNote, Literal(measure.rationale, lang=ENGLISH)))
    found.add((node, DCTERMS.source, Literal(measure.source)))
    for name, field in (("agency", measure.agencies), ("capacity", measure.capacities), ("theme", measure.themes),
                        ("flow", measure.flows)):
        for code in field:
            found.add((node, DCTERMS.subject, URIRef(addresses.of("concept", name, code))))
    for one in framework.derivations_of.get(measure.id, ()):
        found.add((node, PROV.wasDerivedFrom, URIRef(addresses.of("provision", one.provision))))
    return node


def _list(found: Graph, crosswalk: Crosswalk, addresses: Addresses) -> None:
    scheme = URIRef(addresses.of("crosswalk", crosswalk.scheme.id))
    found.add((scheme, RDF.type, SKOS.ConceptScheme))
    found.add((scheme, DCTERMS.title, Literal(crosswalk.scheme.title, lang=ENGLISH)))
    if crosswalk.scheme.edition:
        found.add((scheme, DCTERMS.description, Literal(crosswalk.scheme.edition, lang=ENGLISH)))
    for element in crosswalk.elements:
        node = URIRef(f"{scheme}#{element.id.partition(':')[2]}")
        _concept(found, node, scheme, element.id, element.label)
        found.add((node, SKOS.topConceptOf, scheme))
        found.add((scheme, SKOS.hasTopConcept, node))
        for one in crosswalk.by_element[element.id]:
            measure = URIRef(addresses.of("measure", one.measure))
            found.add((measure, SKOS[one.predicate.partition(":")[2]], node))
