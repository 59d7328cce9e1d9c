"""The bundled framework: complete, consistent with the compendium, and read back as it was written."""

import pytest
from tests.conftest import LOADED_AT

from bordermark.clocks import Clocks
from bordermark.compendium import records as compendium
from bordermark.compendium.bundled import read
from bordermark.framework.bundled import bundled_framework
from bordermark.framework.content import natural
from bordermark.framework.records import MeasureRecord


@pytest.fixture(scope="module")
def provisions() -> dict[str, compendium.ProvisionRecord]:
    return {one.id: one for one in read(compendium.DATA / "provisions.jsonl", compendium.ProvisionRecord)}


def test_every_derivation_refers_to_a_provision_of_the_compendium(
    provisions: dict[str, compendium.ProvisionRecord],
) -> None:
    missing = [one.id for one in bundled_framework().derivations if one.provision not in provisions]
    assert not missing


def test_the_force_of_a_derivation_is_that_of_its_provision(
    provisions: dict[str, compendium.ProvisionRecord],
) -> None:
    unlike = [one.id for one in bundled_framework().derivations
              if one.strength != provisions[one.provision].strength]
    assert not unlike


def test_every_instrument_from_which_a_measure_is_derived_says_why_it_binds(
    provisions: dict[str, compendium.ProvisionRecord],
) -> None:
    held = bundled_framework()
    cited = {provisions[one.provision].instrument for one in held.derivations}
    assert cited == set(held.bindings)


def test_every_measure_is_derived_from_something_and_complete() -> None:
    held = bundled_framework()
    assert set(held.derivations_of) == set(held.measures)
    assert len(held.domains) == 12 and set(held.measures_of) == set(held.domains)
    for one in held.measures.values():
        assert len(one.maturity) == 5 and one.questions and one.guidance and one.evidence, one.id


def test_a_passage_is_a_text_of_a_cited_provision() -> None:
    held = bundled_framework()
    assert set(held.passages) <= set(held.derived_from)
    assert held.passages["un-res-2396-2017.op-11"].paragraphs[0].startswith("11. Decides")


def test_where_a_text_was_read_the_council_acts_under_chapter_vii_if_the_binding_says_so() -> None:
    for one in bundled_framework().bindings.values():
        assert bool(one.chapter_vii_words) == (one.chapter_vii == "yes"), one.instrument
        if one.chapter_vii:
            assert (one.basis == "un-membership-chapter-vii") == (one.chapter_vii == "yes"), one.instrument


def test_numbers_in_ids_are_ordered_as_numbers() -> None:
    assert sorted(["cbm-2.1", "cbm-1.10", "cbm-1.9"], key=natural) == ["cbm-1.9", "cbm-1.10", "cbm-2.1"]
    assert list(bundled_framework().measures)[:2] == ["cbm-1.1", "cbm-1.2"]


def test_a_measure_without_all_maturity_levels_is_refused() -> None:
    one = next(iter(bundled_framework().measures.values())).model_dump()
    with pytest.raises(ValueError, match="5 descriptions"):
        MeasureRecord.model_validate({**one, "maturity": one["maturity"][:4]})


@pytest.mark.usefixtures("loaded")
def test_the_framework_is_read_back_from_the_tables_and_from_the_revisions_as_it_was_bundled() -> None:
    from bordermark.framework.reading import framework

    assert framework() == bundled_framework()
    assert framework(Clocks(as_recorded=LOADED_AT)) == bundled_framework()
