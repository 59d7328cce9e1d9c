"""The vocabulary as SKOS."""

import json

import pytest
from django.test import Client
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS

from bordermark.publishing.addresses import Addresses
from bordermark.vocabulary import skos
from bordermark.vocabulary.store import vocabulary

pytestmark = [pytest.mark.usefixtures("loaded")]
HERE = Addresses("https://example.org")
THEME = URIRef("https://example.org/vocabulary/theme/theme-1")


def test_turtle_and_json_ld_say_the_same() -> None:
    words = vocabulary()
    turtle = Graph().parse(data=skos.turtle(words, HERE), format="turtle")
    linked = Graph().parse(data=json.dumps(skos.document(words, HERE)), format="json-ld")
    assert set(turtle) == set(linked) == set(skos.graph(words, HERE))


def test_every_concept_is_there_with_its_labels() -> None:
    words, graph = vocabulary(), skos.graph(vocabulary(), HERE)
    concepts = [one for one in words.concepts.values() if one.scheme not in skos.INTERNAL]
    assert set(graph.subjects(RDF.type, SKOS.Concept)) == {
        URIRef(HERE.of("concept", one.scheme, one.code)) for one in concepts}
    for one in concepts:
        node = URIRef(HERE.of("concept", one.scheme, one.code))
        labels = {label.language: str(label) for label in graph.objects(node, SKOS.prefLabel)
                  if isinstance(label, Literal)}
        assert labels == dict(one.labels)
        assert (node, SKOS.inScheme, URIRef(HERE.of("scheme", one.scheme))) in graph


def test_broader_and_narrower_are_each_others_inverse() -> None:
    graph = skos.graph(vocabulary(), HERE)
    broader = set(graph.subject_objects(SKOS.broader))
    assert broader == {(low, high) for high, low in graph.subject_objects(SKOS.narrower)}
    assert any(high == THEME for _, high in broader), "sub-themes stand under themes"


def test_every_scheme_has_top_concepts_that_know_it() -> None:
    graph = skos.graph(vocabulary(), HERE)
    for scheme in graph.subjects(RDF.type, SKOS.ConceptScheme):
        tops = set(graph.objects(scheme, SKOS.hasTopConcept))
        assert tops and all((top, SKOS.topConceptOf, scheme) in graph for top in tops)


def test_no_label_is_preferred_and_alternative_at_once() -> None:  # SKOS Reference, S13
    graph = skos.graph(vocabulary(), HERE)
    assert not set(graph.subject_objects(SKOS.prefLabel)) & set(graph.subject_objects(SKOS.altLabel))
    assert list(graph.subject_objects(SKOS.altLabel))


def test_one_scheme_alone(client: Client) -> None:
    response = client.get("/vocabulary/theme.ttl")
    assert response["Content-Type"] == "text/turtle; charset=utf-8"
    graph = Graph().parse(data=response.content, format="turtle")
    assert len(set(graph.subjects(RDF.type, SKOS.Concept))) == len(vocabulary().schemes["theme"])
    assert (URIRef("http://testserver/vocabulary/theme/theme-1"), SKOS.notation, Literal("1")) in graph
    everything = Graph().parse(data=client.get("/vocabulary.ttl").content, format="turtle")
    assert set(graph) < set(everything)


def test_a_scheme_that_there_is_not(client: Client) -> None:
    response = client.get("/vocabulary/themes.ttl")
    assert response.status_code == 404 and "theme" in json.loads(response.content)["near"]


def test_one_concept_as_a_document() -> None:
    concept = vocabulary().concepts["theme:theme-1"]
    graph = Graph().parse(data=json.dumps(skos.concept_document(concept, HERE)), format="json-ld")
    assert set(graph.subjects(RDF.type, SKOS.Concept)) == {THEME}
