"""What is counted of an adopted option, before and after."""

from bordermark.diagnosis.changing import changed
from bordermark.diagnosis.following.measuring import measure_of, measured, proposed

from ..worlds import activity, mechanism, survey

BODIES = ("alpha", "beta")
WORLD = survey(activity("a1", "alpha"), activity("b1", "beta"), activity("b2", "beta"), activity("c1", "gamma"))


def test_pairs_of_the_bodies_alone_are_counted() -> None:
    assert measured(WORLD, "share-information", BODIES).counts == (2, 2)
    assert measured(WORLD, "share-information", BODIES).pairs == (("a1", "b1"), ("a1", "b2"))
    assert measured(WORLD, "name-a-lead", ("alpha", "beta", "gamma")).counts == (5, 5)


def test_of_one_body_those_with_anybody() -> None:
    assert measured(WORLD, "sunset", ("gamma",)).counts == (3, 3)


def test_a_capacity_narrows() -> None:
    assert measured(WORLD, "name-a-lead", BODIES, "cargo").counts == (2, 2)
    assert measured(WORLD, "name-a-lead", BODIES, "cash").counts == (0, 0)


def test_a_mechanism_answers_what_asks_for_coordination_and_not_what_asks_for_less_overlap() -> None:
    agreed = survey(*WORLD.activities, mechanisms=(mechanism("m", *BODIES),))
    assert measured(agreed, "share-information", BODIES).counts == (0, 0)
    assert measured(agreed, "merge", BODIES).counts == (2, 2)
    assert (measure_of("merge"), measure_of("share-information")) == ("overlapping-pairs", "uncoordinated-pairs")


def test_what_an_option_would_change_is_what_its_measure_says_afterwards() -> None:
    for option in proposed(WORLD):
        before = measured(WORLD, option.kind, option.decide, option.capacity)
        after = measured(changed(WORLD, option.changes), option.kind, option.decide, option.capacity)
        assert after.counts <= before.counts, option.id
        if option.changes:
            assert after.counts[1] < before.counts[1], option.id
