"""The diagnosis as a whole: on a small world, and on the bundled survey."""

import json
from dataclasses import replace
from functools import cache

import pytest
from tests.diagnosis.worlds import SUBREGIONS, activity, survey

from bordermark.diagnosis.advising import advise
from bordermark.diagnosis.describing import advised, described
from bordermark.diagnosis.diagnosing import Asked, Diagnosis, diagnose
from bordermark.diagnosis.findings import gap_findings
from bordermark.diagnosis.gaps import Need, supplies
from bordermark.diagnosis.reading import read_survey
from bordermark.diagnosis.sensitivity import doubted
from bordermark.diagnosis.survey import GLOBAL, Entity, Survey
from bordermark.errors import UnknownRecord
from bordermark.pack import read_rows
from bordermark.structures.survey import load_survey
from bordermark.vocabulary.records import DATA, ConceptRecord, StateRecord
from bordermark.vocabulary.words import vocabulary_of

FEW = Asked(2012, draws=8, deals=8, networks=4, worlds=20)


@cache
def bundled() -> Survey:
    """The bundled survey, without a database."""
    words = vocabulary_of((row.record for row in read_rows(DATA / "concepts.csv", ConceptRecord)[0]),
                          (row.record for row in read_rows(DATA / "states.csv", StateRecord)[0]))
    records = load_survey()
    bodies = {body for one in records.activities.values() for body in one.bodies}
    return read_survey(records, [Entity(one, one) for one in sorted(bodies)], words)


@cache
def of_2012() -> Diagnosis:
    return diagnose(bundled(), FEW)


def test_the_bundled_survey_is_read_with_its_places_and_years() -> None:
    by_id = {one.id: one for one in bundled().activities}
    assert len(by_id) == 207
    assert by_id["act-unodc-ccp"].places == (GLOBAL,)
    assert (by_id["act-unodc-waci"].start, by_id["act-unodc-waci"].end) == (2009, None)
    aircop = bundled().states(by_id["act-unodc-aircop"].places)
    assert {"KEN", "BRA", "JOR"} <= aircop
    assert "FRA" not in aircop
    assert "wildlife" not in bundled().flows


def test_every_figure_opens_into_the_activities_behind_it() -> None:
    for part in of_2012().weighted:
        assert part.overall.pairs == part.pairs.height
        for one in part.by_capacity:
            behind = part.shared.filter(part.shared["capacity"].cast(str) == one.capacity)
            assert one.pairs == behind.select("a", "b").unique().height


def test_the_same_question_gives_the_same_answer() -> None:
    assert described(diagnose(bundled(), FEW), ()) == described(of_2012(), ())


def test_another_seed_changes_chance_and_no_figure() -> None:
    one, other = of_2012(), diagnose(bundled(), replace(FEW, seed=2))
    assert one.weighted[1].overall.dealt != other.weighted[1].overall.dealt
    assert one.weighted[1].overall.uncoordinated == other.weighted[1].overall.uncoordinated


def test_no_more_is_uncoordinated_for_sure_than_at_all() -> None:
    for part in of_2012().weighted:
        for one in (part.overall, *part.by_capacity):
            assert one.at_least <= one.uncoordinated <= one.pairs


def test_it_can_be_written_as_json() -> None:
    assert json.loads(json.dumps(described(of_2012(), ())))["survey"]["activities"] == 148
    assert json.loads(json.dumps(advised(advise(of_2012(), 2))))["portfolio"]["proven_gap"] == 0


def test_a_region_and_a_flow() -> None:
    found = diagnose(bundled(), replace(FEW, region="011", flow="drugs"))
    assert {flow for one in found.survey.activities for flow in one.flows} == {"drugs"}
    assert {place for one in found.survey.activities for place in one.places} - {GLOBAL} <= set(
        bundled().regions["011"])


@pytest.mark.parametrize(("question", "said"), [
    ({"region": "KNE"}, "No region or State has the id 'KNE'"), ({"flow": "wildlife"}, "No surveyed flow"),
])
def test_what_the_survey_does_not_know_is_said(question: dict[str, str], said: str) -> None:
    with pytest.raises(UnknownRecord, match=said):
        diagnose(bundled(), replace(FEW, **question))


def test_a_world_without_activities() -> None:
    found = diagnose(survey(), FEW)
    assert [one.overall.pairs for one in found.weighted] == [0, 0]
    assert (found.network, found.findings) == (None, ())


def test_a_finding_that_rests_on_unknown_starts_does_not_survive() -> None:
    sure = [activity(f"sure{at}", f"s{at}", start=2012) for at in range(6)]
    unsure = [activity(f"unsure{at}", f"s{at}", capacities=("port",), start=None) for at in range(6)]
    found = {one.id: one for one in diagnose(survey(*sure, *unsure), replace(FEW, worlds=100)).findings}
    assert set(found) >= {"overlap-2012", "overlap-cargo-2012", "overlap-port-2012"}
    assert found["overlap-cargo-2012"].survives
    assert "unknown-starts" in found["overlap-port-2012"].fails
    assert found["overlap-cargo-2012"].bodies == ("s0", "s1", "s2", "s3", "s4", "s5")


def test_a_finding_that_rests_on_one_body_does_not_survive() -> None:
    """Of the pairs of one body with six others none is left without it."""
    world = survey(*(activity(f"a{at}", "x", places=(state,)) for at, state in enumerate(SUBREGIONS)),
                   *(activity(f"b{at}", f"s{at}", places=(state,)) for at, state in enumerate(SUBREGIONS)))
    found = {one.id: one for one in diagnose(world, FEW).findings}
    assert "x" in found["overlap-cargo-2012"].fails


def test_what_is_left_of_the_figures_without_what_may_not_be_so() -> None:
    without = of_2012().without
    assert list(without) == ["unknown-ends", "unknown-starts", "unodc", "interpol", "wco"]
    assert without["unknown-ends"].pairs[1] < without["unknown-starts"].pairs[1]


def test_findings_have_the_same_ids_for_the_same_question() -> None:
    found = diagnose(bundled(), replace(FEW, region="011", flow="drugs"))
    assert all(one.id.endswith("-2012-011-drugs") for one in found.findings)
    assert len({one.id for one in of_2012().findings}) == len(of_2012().findings)


def test_gaps_are_put_to_those_who_work_on_the_capacity() -> None:
    world = survey(activity("a", "x"), activity("b", "y", capacities=("port",)))
    needs = [Need("TJK", "cargo", "drugs"), Need("KAZ", "cargo", "drugs")]
    (gap,) = gap_findings(world, supplies(world, needs), {}, 2012)
    assert (gap.id, gap.states, gap.bodies) == ("gap-cargo-drugs-2012", ("KAZ", "TJK"), ("x",))


def test_the_bodies_that_lead_most_are_left_out_in_turn() -> None:
    world = survey(*(activity(f"{lead}{at}", lead) for lead, count in (("w", 1), ("x", 4), ("y", 3), ("z", 2))
                     for at in range(count)))
    assert list(doubted(world, 2012)) == ["unknown-starts", "x", "y", "z"]
