"""What would happen if, and which options to take up together: small worlds by hand."""

import pytest
from tests.diagnosis.worlds import activity, mechanism, survey

from bordermark.diagnosis.changing import Agree, End, Figures, HandOver, Merge, agreement, changed, figures
from bordermark.diagnosis.coordination import covered, pairs
from bordermark.diagnosis.cube import Cube
from bordermark.diagnosis.duplication import duplication
from bordermark.diagnosis.options import Option, options, outcome
from bordermark.diagnosis.overlap import shared_services
from bordermark.diagnosis.portfolio import Wanted, choose
from bordermark.diagnosis.survey import Survey
from bordermark.errors import UnknownRecord

WORLD = survey(
    activity("a", "x", places=("Western Africa",)),
    activity("b", "y", places=("GHA", "MLI"), start=2012),
    activity("c", "z", functions=("train", "assess"), capacities=("cargo", "port"), places=("GHA",)),
    activity("d", "w", capacities=("port",), places=("TJK",)),
)


def proposed(world: Survey) -> list[Option]:
    cube = Cube(world, 1)
    shared = shared_services(cube)
    return options(cube, pairs(shared, covered(cube, shared)), shared, tuple(duplication(cube, shared)))


def test_figures_by_hand() -> None:
    """a, b and c meet in Ghana; three States for cargo, Ghana and Tajikistan for ports; Ghana and Mali twice."""
    assert figures(WORLD) == Figures((3, 3), (3, 3), reached=5, doubly=2)


def test_what_if_an_activity_ends() -> None:
    assert figures(changed(WORLD, [End("d")])) == Figures((3, 3), (3, 3), reached=4, doubly=2)
    assert figures(changed(WORLD, [End("a")])) == Figures((1, 1), (1, 1), reached=4, doubly=1)


def test_what_if_two_are_merged() -> None:
    after = changed(WORLD, [Merge("b", "a")])
    merged = after.activities[0]
    assert (merged.id, merged.entity, merged.partners, merged.start) == ("a", "x", ("y",), 2010)
    assert figures(after) == Figures((1, 1), (1, 1), reached=5, doubly=1)


def test_what_if_a_body_hands_over() -> None:
    assert figures(changed(WORLD, [HandOver("b", "x")])) == Figures((2, 2), (2, 2), reached=5, doubly=1)


def test_what_if_a_mechanism_is_agreed() -> None:
    after = changed(WORLD, [Agree(mechanism("m", "x", "y", "z"))])
    assert figures(after) == Figures((3, 3), (0, 0), reached=5, doubly=2)


def test_an_unknown_activity_is_said() -> None:
    with pytest.raises(UnknownRecord, match="'nothing'"):
        changed(WORLD, [End("nothing")])
    with pytest.raises(UnknownRecord, match="'nobody'"):
        changed(WORLD, [HandOver("a", "nobody")])
    with pytest.raises(UnknownRecord, match="'nobody'"):
        agreement(WORLD, ("x", "nobody"), ("cargo",))


def test_an_agreement_coordinates_its_capacities() -> None:
    agreed = Agree(agreement(WORLD, ("x", "y", "z"), ("cargo",)))
    assert figures(changed(WORLD, [agreed])).uncoordinated == (0, 0)


def test_the_rules() -> None:
    found = {one.id: (one.kind, one.pairs) for one in proposed(WORLD)}
    assert found == {
        "merge-b-into-a": ("merge", (("a", "b"),)),
        "name-a-lead-cargo": ("name-a-lead", (("a", "b"), ("a", "c"), ("b", "c"))),
        "joint-programme-x-y": ("joint-programme", (("a", "b"),)),
        "joint-programme-x-z": ("joint-programme", (("a", "c"),)),
        "joint-programme-y-z": ("joint-programme", (("b", "c"),)),
    }


@pytest.mark.parametrize(("function", "kind"), [
    ("assess", "shared-service"), ("equip", "joint-programme"), ("outreach", "share-information"),
    ("research", "leave-as-it-is"),
])
def test_what_two_bodies_both_do_decides_the_rule(function: str, kind: str) -> None:
    world = survey(activity("a", "x", functions=(function,), places=("global",)),
                   activity("b", "y", functions=(function,), places=("global",)))
    assert [one.kind for one in proposed(world)] == [kind]


def test_what_is_within_anothers_work_can_be_handed_over() -> None:
    world = survey(activity("large", "x", functions=("train", "equip", "advise"), places=("Western Africa",)),
                   activity("small", "y", places=("MLI",)))
    assert "hand-over-small-to-x" in {one.id for one in proposed(world)}


def test_what_two_others_do_as_well_can_end() -> None:
    world = survey(activity("a", "x", places=("GHA", "MLI")), activity("b", "y", places=("Western Africa",)),
                   activity("c", "z", places=("GHA",)))
    ending = {one.id: one for one in proposed(world) if one.kind == "sunset"}
    assert set(ending) == {"sunset-c"}
    before = figures(world)
    after = outcome(world, ending["sunset-c"], before).after
    assert (after.reached, after.doubly) == (before.reached, before.doubly)


def test_what_an_option_may_save_is_known_where_budgets_are() -> None:
    world = survey(activity("a", "x", budget=900), activity("b", "y", start=2012, budget=400), activity("c", "z"))
    saves = {one.id: outcome(world, one, figures(world)).saves for one in proposed(world)}
    assert saves["merge-b-into-a"] == (0, 400)
    assert saves["name-a-lead-cargo"] is None
    assert saves["merge-c-into-a"] is None


def test_an_option_has_one_id_for_all_that_another_body_does() -> None:
    large = {"functions": ("train", "equip", "advise"), "places": ("Western Africa",)}
    found = proposed(survey(activity("one", "x", **large), activity("other", "x", **large),
                            activity("small", "y", places=("MLI",))))
    assert [one.id for one in found].count("hand-over-small-to-x") == 1
    assert len({one.id for one in found}) == len(found)


def test_an_outcome_says_whether_a_gap_opens() -> None:
    before = figures(WORLD)
    ending = Option("end-d", "hand-over", ("w",), (), (End("d"),))
    assert outcome(WORLD, ending, before).opens_gap
    assert not any(outcome(WORLD, one, before).opens_gap for one in proposed(WORLD))


def test_the_portfolio_answers_most_with_fewest() -> None:
    chosen = choose(WORLD, proposed(WORLD), most=3)
    assert [one.id for one in chosen.options] == ["name-a-lead-cargo"]
    assert (chosen.answered, chosen.gap) == (3, 0)


def test_a_wanted_redundancy_is_kept() -> None:
    merging = [one for one in proposed(WORLD) if one.kind == "merge"]
    assert choose(WORLD, merging, most=1).answered == 1
    assert choose(WORLD, merging, most=1, wanted=[Wanted("MLI", "cargo")]).answered == 0
    assert choose(WORLD, merging, most=1, wanted=[Wanted("GHA", "cargo")]).answered == 1


def test_nothing_ends_that_nobody_else_does() -> None:
    alone = Option("end-d", "hand-over", ("w",), (("c", "d"),), (End("d"),))
    doubled = Option("end-b", "hand-over", ("y",), (("a", "b"),), (End("b"),))
    also = Option("end-a", "hand-over", ("x",), (("a", "c"),), (End("a"),))
    assert [one.id for one in choose(WORLD, [alone, doubled], most=2).options] == ["end-b"]
    assert choose(WORLD, [alone, doubled, also], most=3).answered == 1


def test_no_option_no_portfolio() -> None:
    assert choose(WORLD, [], most=3).options == ()
