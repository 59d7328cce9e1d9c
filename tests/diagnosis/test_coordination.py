"""Which overlapping pairs a mechanism of the right scope covers."""

from typing import Any

import pytest
from tests.diagnosis.worlds import activity, mechanism, survey

from bordermark.diagnosis.coordination import covered, pairs, tally
from bordermark.diagnosis.cube import Cube, Weight
from bordermark.diagnosis.overlap import shared_services
from bordermark.diagnosis.survey import Survey


def counts(world: Survey, weight: Weight = 1) -> tuple[int, ...]:
    """Pairs, uncoordinated, at least uncoordinated."""
    cube = Cube(world, weight)
    shared = shared_services(cube)
    return tally(pairs(shared, covered(cube, shared))).row(0)


TWO = activity("a", "x"), activity("b", "y")


def test_nothing_is_documented() -> None:
    assert counts(survey(*TWO)) == (1, 1, 1)


def test_a_mechanism_of_both_leads_and_the_right_scope_covers() -> None:
    assert counts(survey(*TWO, mechanisms=(mechanism("m", "x", "y", "z"),))) == (1, 0, 0)
    assert counts(survey(*TWO, mechanisms=(mechanism("m", "x", "z"),))) == (1, 1, 1)


@pytest.mark.parametrize("scope", [{"capacities": ("port",)}, {"flows": ("terrorists",)}, {"places": ("TJK",)}])
def test_a_mechanism_of_another_scope_does_not(scope: dict[str, Any]) -> None:
    elsewhere = activity("c", "z", capacities=("port",), flows=("terrorists",), places=("TJK",))
    assert counts(survey(*TWO, elsewhere, mechanisms=(mechanism("m", "x", "y", **scope),))) == (1, 1, 1)


def test_a_mechanism_of_unknown_scope_covers_at_most() -> None:
    speaks_of_all = mechanism("m", "x", "y", capacities=(), flows=(), places=())
    assert counts(survey(*TWO, mechanisms=(speaks_of_all,))) == (1, 1, 0)


def test_a_joint_activity_coordinates_its_parties_in_its_own_cells() -> None:
    joint = activity("joint", "x", partners=("y",))
    assert counts(survey(joint, activity("b", "y"))) == (1, 0, 0)
    assert counts(survey(*TWO, activity("joint", "x", partners=("y",), capacities=("port",)))) == (1, 1, 1)


def test_a_regional_mechanism_does_not_cover_what_two_do_everywhere() -> None:
    world = survey(activity("a", "x", places=("global",)), activity("b", "y", places=("global",)),
                   mechanisms=(mechanism("m", "x", "y", places=("Central Asia",)),))
    assert counts(world) == (1, 1, 1)


def test_a_global_mechanism_covers_states_at_either_weight() -> None:
    world = survey(*TWO, mechanisms=(mechanism("m", "x", "y"),))
    assert counts(world, 0) == counts(world, 1) == (1, 0, 0)


def test_by_capacity_a_pair_counts_in_each_and_is_covered_where_it_is() -> None:
    both = ("cargo", "port")
    world = survey(activity("a", "x", capacities=both), activity("b", "y", capacities=both),
                   mechanisms=(mechanism("m", "x", "y"),))
    cube = Cube(world, 1)
    shared = shared_services(cube)
    found = pairs(shared, covered(cube, shared), "capacity")
    assert tally(found, "capacity").rows() == [("port", 1, 1, 1), ("cargo", 1, 0, 0)]
    assert found.filter(capacity="cargo")["mechanisms"].to_list() == [["m"]]
    assert counts(world) == (1, 0, 0)
