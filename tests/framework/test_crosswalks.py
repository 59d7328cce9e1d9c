"""The bundled crosswalks: complete on both sides, without contradiction, and the same after a turn through SSSOM."""

from dataclasses import replace

import pytest

from bordermark.framework.bundled import bundled_framework
from bordermark.framework.chains import contradictions, derive
from bordermark.framework.crosswalks import PREDICATES, Crosswalk, crosswalk, links
from bordermark.framework.exchange import difference, from_sssom, to_sssom
from bordermark.framework.records import MappingRecord
from bordermark.framework.relations import NOT_LOOKED_AT, Relation
from bordermark.framework.sssom import BUILT_IN, NO_TERM_FOUND, read, write
from bordermark.publishing.addresses import Addresses

FRAMEWORK = bundled_framework()
HERE = Addresses("https://example.org")
EVERY = pytest.mark.parametrize("scheme", FRAMEWORK.schemes)


def written(scheme: str) -> str:
    return write(to_sssom(crosswalk(FRAMEWORK, scheme), HERE))


@EVERY
def test_a_crosswalk_comes_back_from_sssom_as_it_was(scheme: str) -> None:
    found = crosswalk(FRAMEWORK, scheme)
    made, wrong = read(written(scheme), "set.tsv")
    again = from_sssom(made, "set.tsv", FRAMEWORK)
    assert not wrong and not again.findings and not again.elements
    assert again.scheme == scheme
    assert {one.key: one for one in again.mappings} == {one.key: one for one in found.mappings}
    assert write(made) == written(scheme)


@EVERY
def test_every_element_is_mapped_or_somebody_looked(scheme: str) -> None:
    found = crosswalk(FRAMEWORK, scheme)
    assert not found.not_looked_at
    assert all(bool(found.by_element[one.id]) != (one.id in found.none_found) for one in found.elements)
    assert {one.measure for one in found.mappings if one.measure}.isdisjoint(found.unmapped_measures)


@EVERY
def test_every_prefix_of_a_file_is_declared(scheme: str) -> None:
    made = to_sssom(crosswalk(FRAMEWORK, scheme), HERE)
    for line in made.lines:
        for slot in ("subject_id", "predicate_id", "object_id", "mapping_justification"):
            assert line[slot].partition(":")[0] in {**made.about["curie_map"], **BUILT_IN}


def test_the_framework_does_not_contradict_itself() -> None:
    assert contradictions(links(FRAMEWORK)) == []


def test_every_set_relation_has_its_predicate() -> None:
    alone = {one for possible in PREDICATES.values() if len(possible) == 1 for one in possible}
    assert alone == set(Relation) - {Relation.NONE}, "none is said of an element as a whole: NoTermFound"


def test_looked_at_and_not_looked_at_are_told_apart() -> None:
    found = crosswalk(FRAMEWORK, "fatf")
    assert found.possible("cbm-9.1", "fatf:10") == {Relation.NONE}
    assert found.possible("cbm-9.1", "fatf:1") == NOT_LOOKED_AT
    assert found.possible("cbm-9.6", "fatf:6") == {Relation.SUBSET}


def test_measures_together_may_ask_all_of_an_element() -> None:
    found = crosswalk(FRAMEWORK, "wto-tfa")
    assert found.together("wto-tfa:7.4") == {Relation.SUPERSET}, "one asks the same, another more"
    assert found.together("wto-tfa:9") == {Relation.INTERSECTS}
    assert found.together("wto-tfa:6.3") == {Relation.SUPERSET, Relation.INTERSECTS}
    assert found.together("wto-tfa:3") == {Relation.NONE}


def test_lists_are_joined_over_measures() -> None:
    found = derive(links(FRAMEWORK), "wto-tfa:7.4")
    assert found["wco-safe:p1-s4"].possible == {Relation.EQUAL}, "both ask what cbm-3.2 asks"
    assert [step.element for step in found["wco-safe:p1-s4"].chains[0].steps] == ["cbm-3.2", "wco-safe:p1-s4"]


def rows(*lines: str) -> str:
    head = written("fatf").partition("subject_id")[0]
    columns = "subject_id\tpredicate_id\tobject_id\tobject_label\tmapping_justification\tconfidence\n"
    return head + columns + "".join(f"{line}\n" for line in lines)


GOOD = ("bordermark:cbm-9.1\tskos:closeMatch\tfatf:32\tRecommendation 32: Cash couriers\t"
        "semapv:ManualMappingCuration\t0.9")


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        (GOOD.replace("cbm-9.1", "cbm-99.1"), "subject_id", "the id of a measure"),
        (GOOD.replace("closeMatch", "mappingRelation"), "predicate_id", "one of skos:exactMatch"),
        (GOOD.replace("fatf:32", "skos:Concept"), "object_id", "an element of fatf"),
        (GOOD.replace("\t0.9", "\t"), "confidence", "a number from 0 to 1"),
        (GOOD.replace("Recommendation 32: Cash couriers", ""), "object_label", "the label of the element"),
        (GOOD.replace("bordermark:cbm-9.1", NO_TERM_FOUND), "predicate_id", "sssom:NoTermFound, because"),
        (GOOD, "object_id", "each pair once (this one stands in row 13)"),
        (GOOD.replace("cbm-9.1", "cbm-9.2").replace("Cash", "Other"), "object_label",
         "'Recommendation 32: Cash couriers', as before"),
        (f"{NO_TERM_FOUND}\t{NO_TERM_FOUND}\tfatf:32\tRecommendation 32: Cash couriers\tsemapv:X\t0.9", "object_id",
         "no measure, because row 14 says that none was found"),
    ],
)
def test_a_bad_row_is_named(row: str, column: str, expected: str) -> None:
    made, wrong = read(rows(GOOD, row), "set.tsv")
    again = from_sssom(made, "set.tsv", FRAMEWORK)
    (finding,) = [*wrong, *again.findings]
    assert finding.column == column
    assert finding.expected.startswith(expected)
    assert finding.row in (13, 14)


def test_a_new_element_comes_last_and_a_measure_needs_no_prefix() -> None:
    line = GOOD.replace("fatf:32", "fatf:41").replace("bordermark:", "")
    made, _ = read(rows(line), "set.tsv")
    again = from_sssom(made, "set.tsv", FRAMEWORK)
    assert [(one.id, one.position) for one in again.elements] == [("fatf:41", 40)]
    assert [one.measure for one in again.mappings] == ["cbm-9.1"]


def test_what_a_file_would_change_is_said() -> None:
    held = list(crosswalk(FRAMEWORK, "fatf").mappings)
    first = held[0]
    other = MappingRecord.model_validate({**first.model_dump(), "confidence": 0.11})
    new = MappingRecord.model_validate({**first.model_dump(), "element": "fatf:40"})
    found = difference(held, [other, new, *held[2:]])
    assert (found.added, found.changed, found.removed) == ((new.key,), (first.key,), (held[1].key,))


def test_a_link_that_cannot_be_is_found() -> None:
    """cbm-3.2 asks what both wto-tfa:7.4 and wco-safe:p1-s4 ask, so that it cannot be a part of either."""
    said = MappingRecord(measure="cbm-3.5", predicate="skos:exactMatch", element="wto-tfa:7.4", confidence=1,
                         justification="semapv:ManualMappingCuration")
    part = said.model_copy(update={"predicate": "skos:broadMatch", "element": "wco-safe:p1-s4"})
    mixed = replace(FRAMEWORK, mappings=(*FRAMEWORK.mappings, said, part))
    found = {frozenset((one.start, one.end)) for one in contradictions(links(mixed))}
    assert frozenset(("cbm-3.2", "cbm-3.5")) in found


def test_a_crosswalk_that_is_not_held_is_no_crosswalk() -> None:
    with pytest.raises(KeyError):
        crosswalk(FRAMEWORK, "nothing")
    assert isinstance(crosswalk(FRAMEWORK, "icao"), Crosswalk)
