"""What runs in a year, with and without what is not known; and the part that concerns a region or a flow."""

import pytest
from tests.diagnosis.worlds import activity, mechanism, survey

from bordermark.diagnosis.survey import Assumptions, in_year, only


@pytest.mark.parametrize(("years", "runs", "without_ends", "without_starts"), [
    ((2010, 2014), True, True, True),
    ((2013, 2014), False, False, False),
    ((2008, 2011), False, False, False),
    ((2010, None), True, False, True),
    ((2012, None), True, True, True),
    ((None, 2014), True, True, False),
    ((None, 2011), False, False, False),
    ((None, None), True, False, False),
])
def test_an_unknown_year_counts_only_when_it_is_assumed_to(
    years: tuple[int | None, int | None], runs: bool, without_ends: bool, without_starts: bool
) -> None:
    world = survey(activity("a", "x", start=years[0], end=years[1]))

    def running(assuming: Assumptions) -> bool:
        return bool(in_year(world, 2012, assuming).activities)

    assert running(Assumptions()) is runs
    assert running(Assumptions(unknown_ends=False)) is without_ends
    assert running(Assumptions(unknown_starts=False)) is without_starts


def test_a_mechanism_is_there_while_it_is_in_force() -> None:
    world = survey(mechanisms=(mechanism("m", "x", "y", since=2005, until=2018),))
    assert [len(in_year(world, year).mechanisms) for year in (2004, 2005, 2018, 2019)] == [0, 1, 1, 0]


def test_a_region_keeps_its_own_states_and_what_is_global() -> None:
    world = survey(activity("a", "x", places=("GHA", "TJK")), activity("b", "x", places=("global", "Central Asia")),
                   activity("c", "x", places=("Central Asia",)))
    assert [(one.id, one.places) for one in only(world, region="Western Africa").activities] == [
        ("a", ("GHA",)), ("b", ("global",))]


def test_a_flow_keeps_what_names_it() -> None:
    world = survey(activity("a", "x", flows=("drugs", "terrorists")), activity("b", "x", flows=("general",)))
    assert [(one.id, one.flows) for one in only(world, flow="drugs").activities] == [("a", ("drugs",))]
