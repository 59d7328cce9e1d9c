"""What is asked of States, and figures before and after changes."""

import pytest
from tests.diagnosis.worlds import activity, survey

from bordermark.diagnosis.burden import Burden, burdens
from bordermark.diagnosis.changing import End, Merge, Share, changed, figures
from bordermark.diagnosis.comparing import compare
from bordermark.diagnosis.gaps import Need
from bordermark.diagnosis.portfolio import Wanted
from bordermark.errors import UnknownRecord

WORLD = survey(
    activity("a", "x", functions=("assess", "train")), activity("b", "y", functions=("assess",), capacities=("port",)),
    activity("c", "z", functions=("monitor", "infoexchange"), places=("Western Africa",)),
    activity("d", "w", functions=("assess", "coordinate"), places=("global",)),
    activity("e", "x", functions=("train",), places=("TJK",)),
)


def test_who_is_asked_for_visits_and_focal_points() -> None:
    """Ghana by name and by its region, Mali by its region; Tajikistan is trained and asked for nothing."""
    found = burdens(WORLD)
    assert found.states[0] == Burden("GHA", ("a", "b", "c"), ("c",))
    by_state = {one.state: one for one in found.states}
    assert by_state["MLI"] == Burden("MLI", ("c",), ("c",))
    assert by_state["TJK"] == Burden("TJK", (), ())
    assert (found.worldwide.visits, found.worldwide.focal_points) == (("d",), ("d",))


def test_one_needs_assessment_for_two() -> None:
    """x and y assess Ghana together: it is visited twice, not three times, and nobody is helped less."""
    shared = Share("assess", ("x", "y"), ("cargo", "port"))
    found = compare(WORLD, [], [shared])
    assert (found.before.visits, found.after.visits) == (5, 4)
    assert found.after.figures.reached == found.before.figures.reached
    after = {one.id: one for one in changed(WORLD, [shared]).activities}
    assert after["a"].functions == ("train",)
    assert "b" not in after
    assert {one.entity for one in after.values() if one.part_of} == {"x"}


def test_bodies_that_share_do_not_overlap_in_it() -> None:
    twice = survey(activity("a", "x", functions=("assess",)), activity("b", "y", functions=("assess", "train")))
    assert figures(twice).pairs == (1, 1)
    assert figures(changed(twice, [Share("assess", ("y", "x"), ("cargo",))])).pairs == (0, 0)


def test_what_nobody_does_cannot_be_shared() -> None:
    with pytest.raises(UnknownRecord, match="equip"):
        changed(WORLD, [Share("equip", ("x", "y"), ("cargo", "port"))])


def test_a_gap_that_opens_and_a_redundancy_that_is_lost() -> None:
    twice = survey(activity("a", "x"), activity("b", "y"))
    found = compare(twice, [Need("GHA", "cargo", "drugs"), Need("TJK", "cargo", "drugs")],
                    [Merge("a", "b")], [Wanted("GHA", "cargo"), Wanted("TJK", "cargo")])
    assert found.lost == (Wanted("GHA", "cargo"),)
    assert found.before.needs == found.after.needs == {"named": 1, "global": 0, "nobody": 1}
    ended = compare(twice, [Need("GHA", "cargo", "drugs")], [End("a"), End("b")])
    assert ended.after.needs == {"named": 0, "global": 0, "nobody": 1}
    assert ended.after.by_capacity == {}
