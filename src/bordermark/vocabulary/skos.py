"""The vocabulary as SKOS (Simple Knowledge Organization System Reference, W3C 2009), in Turtle and JSON-LD. Pure."""

import json
from collections.abc import Iterable
from typing import Any, Final

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS

from bordermark.publishing.addresses import Addresses
from bordermark.vocabulary.words import Concept, Vocabulary

CONTEXT: Final = {"skos": str(SKOS), "dcterms": str(DCTERMS)}

INTERNAL: Final = frozenset({"scheme"})
"""Schemes that only label others; the schemes themselves come as ``skos:ConceptScheme``."""


def graph(words: Vocabulary, addresses: Addresses, scheme: str | None = None) -> Graph:
    """All schemes, or one, as a graph. A scheme that is not held gives an empty one."""
    found = Graph()
    found.bind("skos", SKOS)
    found.bind("dcterms", DCTERMS)
    for code, members in words.schemes.items():
        if code not in INTERNAL and scheme in (None, code):
            _add_scheme(found, code, members, words, addresses)
    return found


def _add_scheme(
    found: Graph, code: str, members: Iterable[Concept], words: Vocabulary, addresses: Addresses
) -> None:
    scheme = URIRef(addresses.of("scheme", code))
    found.add((scheme, RDF.type, SKOS.ConceptScheme))
    titles = words.concepts.get(f"scheme:{code}")
    for language, label in (titles.labels if titles else {"en": code}).items():
        found.add((scheme, DCTERMS.title, Literal(label, lang=language)))
    for concept in members:
        node = _add_concept(found, concept, addresses)
        for key in words.narrower.get(concept.key, ()):
            found.add((node, SKOS.narrower, _address(key, addresses)))
        if not any(key.partition(":")[0] == code for key in concept.broader):
            found.add((scheme, SKOS.hasTopConcept, node))
            found.add((node, SKOS.topConceptOf, scheme))


def _add_concept(found: Graph, concept: Concept, addresses: Addresses) -> URIRef:
    node = _address(concept.key, addresses)
    found.add((node, RDF.type, SKOS.Concept))
    found.add((node, SKOS.inScheme, URIRef(addresses.of("scheme", concept.scheme))))
    found.add((node, DCTERMS.identifier, Literal(concept.key)))
    found.add((node, SKOS.notation, Literal(concept.notation or concept.code)))
    for language, label in concept.labels.items():
        found.add((node, SKOS.prefLabel, Literal(label, lang=language)))
    for language, others in concept.synonyms.items():
        for other in others:
            if other != concept.labels.get(language):  # no label is both (SKOS Reference, S13)
                found.add((node, SKOS.altLabel, Literal(other, lang=language)))
    if concept.definition:
        found.add((node, SKOS.definition, Literal(concept.definition, lang="en")))
    for key in concept.broader:
        found.add((node, SKOS.broader, _address(key, addresses)))
    found.add((node, DCTERMS.source, Literal(concept.source)))
    return node


def _address(key: str, addresses: Addresses) -> URIRef:
    scheme, _, code = key.partition(":")
    return URIRef(addresses.of("concept", scheme, code))


def turtle(words: Vocabulary, addresses: Addresses, scheme: str | None = None) -> str:
    """All schemes, or one, in Turtle."""
    return graph(words, addresses, scheme).serialize(format="turtle")


def document(words: Vocabulary, addresses: Addresses, scheme: str | None = None) -> dict[str, Any]:
    """All schemes, or one, as a JSON-LD document."""
    return _document(graph(words, addresses, scheme))


def concept_document(concept: Concept, addresses: Addresses) -> dict[str, Any]:
    """One concept as a JSON-LD document."""
    found = Graph()
    _add_concept(found, concept, addresses)
    return _document(found)


def _document(found: Graph) -> dict[str, Any]:
    made = json.loads(found.serialize(format="json-ld", context=CONTEXT, auto_compact=True))
    return made if isinstance(made, dict) else {"@context": CONTEXT, "@graph": made}
