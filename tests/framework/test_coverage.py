"""What the Framework covers: every count can be recounted from the records."""

from dataclasses import replace
from functools import cache

import pytest

from bordermark.compendium import records as compendium
from bordermark.compendium.bundled import read
from bordermark.framework.bundled import bundled_framework
from bordermark.framework.coverage import (
    FORCES,
    FOUNDATIONS,
    Grounds,
    asked,
    by_domain,
    foundations,
    measures_by_subject,
    regional_beyond_global,
    strongest,
    subjects,
    uncarried,
    without_binding_basis,
)
from bordermark.framework.coverage_chart import coverage_chart


@cache
def grounds() -> Grounds:
    data = compendium.DATA
    return Grounds(
        bundled_framework(), {one.id: one for one in read(data / "provisions.jsonl", compendium.ProvisionRecord)},
        {one.id: one for one in read(data / "instruments.jsonl", compendium.InstrumentRecord)},
    )


def test_a_provision_is_carried_or_left() -> None:
    left = {one.id for one in uncarried(grounds())}
    carried = {one.provision for one in grounds().framework.derivations if one.relation != "none"}
    asking = {key for key, one in grounds().provisions.items() if one.strength != "information"}
    assert left | (carried & asking) == asking
    assert not left & carried


def test_the_strongest_words_are_listed_first() -> None:
    order = [FORCES.index(one.strength) for one in uncarried(grounds())]
    assert order == sorted(order)


def test_a_relation_of_none_carries_nothing() -> None:
    framework = grounds().framework
    measure = "cbm-7.7"
    nothing = tuple(one.model_copy(update={"relation": "none"}) if one.measure == measure else one
                    for one in framework.derivations)
    held = replace(grounds(), framework=replace(framework, derivations=nothing))
    assert next(one for one in foundations(held) if one.measure == measure).foundation == "none"


def test_the_firmest_foundation_is_the_one_named() -> None:
    resting = {one.measure: one for one in foundations(grounds())}
    assert set(resting) == set(grounds().framework.measures)
    for one in resting.values():
        for derivation in one.derivations:
            assert (one.foundation in ("global", "regional")) == grounds().binds(derivation)
        binding = [each for each in grounds().of_measure[one.measure] if grounds().binds(each)]
        assert bool(binding) == (one.foundation in ("global", "regional"))
        worldwide = [each for each in binding if grounds().instrument(each).scope == "global"]
        assert bool(worldwide) == (one.foundation == "global")


def test_known_measures_without_a_duty() -> None:
    found = {one.measure for one in without_binding_basis(grounds())}
    assert "cbm-6.3" in found, "scanning by risk rests on voluntary instruments only"
    assert "cbm-11.8" not in found, "regional treaties ask for it"


def test_how_much_of_a_measure_is_asked() -> None:
    found = {key: asked(key, grounds()) for key in grounds().framework.measures}
    for key, how in found.items():
        relations = [one.relation for one in grounds().of_measure[key]]
        assert (how == "whole") == any(one in ("equal", "subset") for one in relations)
        assert (how == "perhaps") == (how != "whole" and len(relations) > 1)


def test_domains_add_up() -> None:
    rows = by_domain(grounds(), foundations(grounds()))
    assert sum(one.total for one in rows) == len(grounds().framework.measures)
    assert [one.domain for one in rows] == list(grounds().framework.domains)


def test_a_cell_of_subjects_counts_its_derivations() -> None:
    cells = subjects(grounds())
    assert len({(one.domain, one.theme, one.flow, one.force) for one in cells}) == len(cells)
    cell = cells[0]
    expected = [
        one for one in grounds().framework.derivations
        if one.strength == cell.force and (measure := grounds().framework.measures[one.measure]).domain == cell.domain
        and cell.theme in measure.themes and cell.flow in measure.flows
    ]
    assert cell.derivations == len(expected)
    assert cell.measures == len({one.measure for one in expected})


@pytest.mark.parametrize("flow", ["", "drugs"])
def test_measures_of_a_subject_are_counted_once(flow: str) -> None:
    counts = measures_by_subject(grounds(), flow)
    assert counts
    for (domain, theme, force), number in counts.items():
        expected = {
            key for key, one in grounds().framework.measures.items()
            if one.domain == domain and theme in one.themes and (not flow or flow in one.flows)
            and any(each.strength == force for each in grounds().of_measure[key])
        }
        assert number == len(expected)


def test_where_regions_go_further_they_do() -> None:
    found = {one.measure: one for one in regional_beyond_global(grounds())}
    assert found["cbm-11.8"].global_force == "" and found["cbm-11.8"].force == "shall"
    for one in found.values():
        worldwide = [each for each in grounds().of_measure[one.measure] if grounds().instrument(each).scope == "global"]
        assert one.global_force == strongest(worldwide)
        assert all(grounds().instrument(each).scope != "global" for each in one.derivations)
        if one.reasons == ("stronger",):
            assert not one.global_force or FORCES.index(one.force) < FORCES.index(one.global_force)


def test_the_chart_has_every_measure_once() -> None:
    rows = by_domain(grounds(), foundations(grounds()))
    chart = coverage_chart(rows)
    assert [sum(piece.count for piece in bar.pieces) for bar in chart.bars] == [one.total for one in rows]
    assert all(piece.foundation in FOUNDATIONS and piece.x + piece.width <= chart.width + 0.5
               for bar in chart.bars for piece in bar.pieces)
    assert coverage_chart([]).bars == ()
