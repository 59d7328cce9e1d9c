"""The Framework in OSCAL and SKOS, by the rules of those who keep them."""

import gzip
import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SKOS

from bordermark.framework.bundled import bundled_framework
from bordermark.framework.crosswalks import crosswalk
from bordermark.framework.oscal import OscalWriter, token
from bordermark.framework.skos import graph
from bordermark.publishing.addresses import Addresses

from .test_coverage import grounds

SCHEMA = Path(__file__).parent / "oscal_complete_schema.json.gz"
HERE = Addresses("https://example.org")
FRAMEWORK = bundled_framework()
CROSSWALKS = [crosswalk(FRAMEWORK, key) for key in FRAMEWORK.schemes]


@cache
def documents() -> dict[str, dict[str, Any]]:
    return OscalWriter(grounds(), datetime(2026, 11, 24, 12, tzinfo=UTC), HERE).documents(CROSSWALKS)


@cache
def validator() -> Any:
    return jsonschema_rs.validator_for(json.loads(gzip.decompress(SCHEMA.read_bytes())))


@pytest.mark.parametrize("path", documents())
def test_every_document_is_valid_by_the_schema_of_oscal(path: str) -> None:
    assert [str(one) for one in validator().iter_errors(documents()[path])] == []


def test_the_schema_refuses_what_is_wrong() -> None:
    broken = json.loads(json.dumps(documents()["catalogs/cbm-framework/catalog.json"]))
    broken["catalog"]["groups"][0]["controls"][0]["id"] = "not a token:"
    assert list(validator().iter_errors(broken))


def controls(path: str) -> set[str]:
    catalogue = documents()[path]["catalog"]
    groups = catalogue.get("groups", [catalogue])
    return {one["id"] for group in groups for one in group["controls"]}


def test_every_id_is_used_once() -> None:
    for path, document in documents().items():
        found = list(_values(document, "uuid"))
        assert len(found) == len(set(found)), path
    ids = list(_values(documents()["catalogs/cbm-framework/catalog.json"], "id"))
    assert len(ids) == len(set(ids))


def _values(node: Any, name: str) -> Any:
    if isinstance(node, dict):
        if isinstance(node.get(name), str):
            yield node[name]
        for one in node.values():
            yield from _values(one, name)
    elif isinstance(node, list):
        for one in node:
            yield from _values(one, name)


def test_every_mapping_leads_to_controls_and_nothing_is_left_unsaid() -> None:
    path = "mapping-collections/cbm-framework/mapping-collection.json"
    measures = controls("catalogs/cbm-framework/catalog.json")
    assert measures == set(FRAMEWORK.measures)
    for one, held in zip(documents()[path]["mapping-collection"]["mappings"], CROSSWALKS, strict=True):
        elements = controls(one["target-resource"]["href"].removeprefix("../../"))
        sources = {each["id-ref"] for row in one["maps"] for each in row["sources"]}
        targets = {each["id-ref"] for row in one["maps"] for each in row["targets"]}
        assert sources | set(one["source-gap-summary"]["unmapped-controls"][0]["with-ids"]) == measures
        left = one.get("target-gap-summary", {"unmapped-controls": [{"with-ids": []}]})["unmapped-controls"][0]
        assert targets | set(left["with-ids"]) == elements == {token(each.id) for each in held.elements}


def test_the_same_records_give_the_same_documents() -> None:
    again = OscalWriter(grounds(), datetime(2026, 11, 24, 12, tzinfo=UTC), HERE).documents(CROSSWALKS)
    assert again == documents()


@cache
def skos() -> Graph:
    return graph(FRAMEWORK, CROSSWALKS, HERE)


def test_skos_holds_every_measure_domain_and_element() -> None:
    concepts = set(skos().subjects(RDF.type, SKOS.Concept))
    assert len(concepts) == len(FRAMEWORK.measures) + len(FRAMEWORK.domains) + len(FRAMEWORK.elements)
    for concept in concepts:
        assert len(list(skos().objects(concept, SKOS.prefLabel))) == 1
        assert len(list(skos().objects(concept, SKOS.inScheme))) == 1


def test_skos_mappings_keep_the_rules_of_skos() -> None:
    """SKOS Reference: S46, exactMatch with neither broadMatch nor relatedMatch; S27, related with no broader."""
    def pairs(predicate: URIRef) -> set[tuple[Any, Any]]:
        return set(skos().subject_objects(predicate))

    exact, related = pairs(SKOS.exactMatch), pairs(SKOS.relatedMatch)
    hierarchy = pairs(SKOS.broadMatch) | {(two, one) for one, two in pairs(SKOS.narrowMatch)}
    assert not exact & (hierarchy | related)
    assert not related & (hierarchy | {(two, one) for one, two in hierarchy})
    mapped = sum(len(pairs(one)) for one in (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch,
                                            SKOS.relatedMatch))
    assert mapped == sum(bool(one.measure) for one in FRAMEWORK.mappings)


def test_turtle_is_read_again() -> None:
    assert len(Graph().parse(data=skos().serialize(format="turtle"), format="turtle")) == len(skos())
