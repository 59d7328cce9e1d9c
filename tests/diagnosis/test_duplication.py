"""Duplication, and what looks like it and is none."""

from itertools import combinations

import pytest
from tests.diagnosis.worlds import activity, survey

from bordermark.diagnosis.cube import Cube
from bordermark.diagnosis.duplication import Duplicate, duplication, ran_together
from bordermark.diagnosis.overlap import shared_services
from bordermark.diagnosis.survey import Activity, Survey


def duplicates(world: Survey) -> list[Duplicate]:
    cube = Cube(world, 1)
    return duplication(cube, shared_services(cube))


def test_the_same_service_to_the_same_states_at_the_same_time() -> None:
    found = duplicates(survey(activity("a", "x", places=("Western Africa",), end=2020),
                              activity("b", "y", places=("GHA", "NER"), start=2012, end=2014)))
    assert found == [Duplicate("a", "b", 1.0, pytest.approx(2 / 3), ("GHA", "NER"), "surely", unspecific=False)]


def test_the_naive_count_finds_duplication_and_there_is_none() -> None:
    """Three pairs with the same codes for the same States: one project handed over, one told by both of its partners,
    one pair of world programmes. A count of equal codes finds all three."""
    world = survey(
        activity("first-phase", "x", end=2009, start=2005), activity("second-phase", "y", start=2010),
        activity("joint-by-x", "x", partners=("z",), places=("TJK",)),
        activity("joint-by-z", "z", places=("TJK",)),
        activity("world-x", "x", capacities=("port",), places=("global",)),
        activity("world-y", "y", capacities=("port",), places=("global",)),
    )
    codes = [(one.functions, one.capacities, one.flows, one.places) for one in world.activities]
    naive = [(one, other) for one, other in combinations(codes, 2) if one == other]
    assert len(naive) == 3
    assert duplicates(world) == []


def test_too_little_in_common_is_overlap_and_no_duplication() -> None:
    assert duplicates(survey(activity("a", "x", functions=("train", "equip", "assess")), activity("b", "y"))) == []
    assert duplicates(survey(activity("a", "x", places=("Western Africa",)), activity("b", "y"))) == []


@pytest.mark.parametrize(("one", "other", "together"), [
    ((2010, 2012), (2013, 2015), "never"),
    ((2010, 2012), (2012, 2015), "never"),
    ((2012, 2012), (2012, 2012), "surely"),
    ((2010, 2013), (2012, None), "surely"),
    ((2010, None), (2012, 2013), "perhaps"),
    ((2010, None), (2010, None), "surely"),
    ((None, None), (2010, None), "perhaps"),
    ((None, 2009), (2010, None), "never"),
])
def test_years_in_common(one: tuple[int | None, int | None], other: tuple[int | None, int | None],
                         together: str) -> None:
    def of(years: tuple[int | None, int | None]) -> Activity:
        return activity("a", "x", start=years[0], end=years[1])

    assert ran_together(of(one), of(other)) == together
    assert ran_together(of(other), of(one)) == together
