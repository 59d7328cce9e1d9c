"""Instruments as linked data: schema.org Legislation, Dublin Core, and as Turtle."""

import json

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF, XSD

from bordermark.compendium import exports, linked_data
from bordermark.compendium.describing import writer_for
from bordermark.compendium.gathering import gather
from bordermark.compendium.models import Instrument, Provision
from bordermark.compendium.reading import Current
from bordermark.organisations.store import organisations
from bordermark.publishing.addresses import Addresses
from bordermark.vocabulary.store import vocabulary

pytestmark = pytest.mark.usefixtures("loaded")
SCHEMA = Namespace("https://schema.org/")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
HERE = Addresses("https://example.org")


def graph_of(key: str) -> Graph:
    held = gather(Current(), key, "en")
    assert held is not None
    document = linked_data.document(held.record, held.provisions, organisations(), HERE, held.translations.values())
    return Graph().parse(data=json.dumps(document), format="json-ld")


def test_an_instrument_is_legislation_with_its_facts() -> None:
    graph, node = graph_of("un-res-1540-2004"), URIRef("https://example.org/instruments/un-res-1540-2004")
    assert (node, RDF.type, SCHEMA.Legislation) in graph
    assert (node, SCHEMA.legislationDate, Literal("2004-04-28", datatype=XSD.date)) in graph
    assert (node, SCHEMA.legislationLegalForce, SCHEMA.InForce) in graph
    assert (node, DCTERMS.type, URIRef("https://example.org/vocabulary/kind/resolution")) in graph
    [body] = graph.objects(node, SCHEMA.legislationPassedBy)
    assert body == URIRef("https://example.org/organisations/un-security-council")
    names = [name for name in graph.objects(node, SCHEMA.name) if isinstance(name, Literal)]
    assert {name.language for name in names} >= {"ar", "en", "fr", "zh"}
    parts = set(graph.objects(node, SCHEMA.hasPart))
    assert len(parts) == Provision.objects.filter(instrument="un-res-1540-2004").count()
    assert all((part, SCHEMA.isPartOf, node) in graph for part in parts)


def test_every_relation_of_the_pack_is_said() -> None:
    terms = {"amends": ELI.amends, "supersedes": ELI.repeals, "implements": SCHEMA.legislationApplies,
             "supplements": ELI.related_to, "references": DCTERMS.references}
    for kind, term in terms.items():
        one = Instrument.objects.filter(relations__type=kind).order_by("pk").first()
        assert one is not None
        target = one.relations.filter(type=kind).first()
        assert target is not None
        graph = graph_of(one.pk)
        assert (URIRef(f"https://example.org/instruments/{one.pk}"), term,
                URIRef(f"https://example.org/instruments/{target.target_id}")) in graph
        if kind in ("amends", "supersedes"):
            assert list(graph.objects(None, SCHEMA.legislationChanges))


def test_the_whole_pack_parses_as_turtle_and_as_json_ld() -> None:
    ids = list(Instrument.objects.order_by("pk").values_list("pk", flat=True))
    contents = exports.gather_contents(ids, writer_for(vocabulary(), organisations(), "en", HERE))
    graphs = [
        Graph().parse(data=exports.FORMATS[name].write(contents), format=syntax)
        for name, syntax in (("turtle", "turtle"), ("jsonld", "json-ld"))
    ]
    assert len(graphs[0]) == len(graphs[1])
    addresses = {str(node) for node in graphs[0].subjects(RDF.type, SCHEMA.Legislation)}
    provisions = Provision.objects.values_list("pk", flat=True)
    assert addresses == {HERE.of("instrument", one) for one in ids} | {HERE.of("provision", one) for one in provisions}
    for coarse, kind in (("1997", XSD.gYear), ("2012-07", XSD.gYearMonth)):
        assert Literal(coarse, datatype=kind) in set(graphs[0].objects(None, SCHEMA.legislationDate)), coarse


def test_the_head_of_a_page_carries_dublin_core() -> None:
    record = Current().instruments(["un-res-1540-2004"])["un-res-1540-2004"]
    tags = linked_data.metas(record, organisations(), HERE.of("instrument", record.id))
    assert ("DC.title", record.title) in tags
    assert ("DC.identifier", "https://example.org/instruments/un-res-1540-2004") in tags
    assert ("DC.creator", "United Nations Security Council") in tags
    assert all(name.startswith(("DC.", "DCTERMS.")) and content for name, content in tags)
