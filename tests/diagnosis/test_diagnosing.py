"""The diagnosis as a whole: on a small world, and on the bundled survey."""

import json
from dataclasses import replace
from functools import cache

import pytest
from tests.diagnosis.worlds import activity, survey

from bordermark.diagnosis.advising import advise
from bordermark.diagnosis.describing import advised, described
from bordermark.diagnosis.diagnosing import Asked, Diagnosis, diagnose, top_capacities
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


def test_a_finding_that_rests_on_unknown_years_does_not_survive() -> None:
    sure = [activity(f"sure{at}", f"s{at}", start=2012, end=2013) for at in range(6)]
    unsure = [activity(f"unsure{at}", f"s{at}", capacities=("port",), start=None, end=None) for at in range(6)]
    found = {one.capacity: one for one in diagnose(survey(*sure, *unsure), replace(FEW, worlds=100)).findings}
    assert found["cargo"].survives
    assert not found["port"].survives
    assert {"unknown-starts", "unknown-ends"} <= set(found["port"].fails)


def test_the_bodies_that_lead_most_are_left_out_in_turn() -> None:
    world = survey(*(activity(f"{lead}{at}", lead) for lead, count in (("w", 1), ("x", 4), ("y", 3), ("z", 2))
                     for at in range(count)))
    assert list(doubted(world, 2012)) == ["unknown-starts", "unknown-ends", "x", "y", "z"]


def test_the_top_holds_whatever_has_as_many_as_the_third() -> None:
    assert top_capacities({"a": 5, "b": 3, "c": 2, "d": 2, "e": 1}) == ("a", "b", "c", "d")
    assert top_capacities({"a": 5, "b": 0}) == ("a",)
    assert top_capacities({}) == ()
