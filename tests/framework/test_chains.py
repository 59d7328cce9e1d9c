"""Chains of links: what follows, by which way, what is lost on it; and answers carried over them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bordermark.framework.chains import Link, Links, carry_answers, contradictions, derive
from bordermark.framework.ranges import Range
from bordermark.framework.relations import NOT_LOOKED_AT, Possible, Question, Relation

from .sets import Set, between


def only(relation: Relation) -> Possible:
    return frozenset({relation})


SUBSET, SUPERSET, EQUAL, INTERSECTS = (only(one) for one in (
    Relation.SUBSET, Relation.SUPERSET, Relation.EQUAL, Relation.INTERSECTS))


def test_a_chain_has_its_way_and_what_is_lost_on_it() -> None:
    links = Links([Link("a", "b", SUBSET, "one"), Link("b", "c", INTERSECTS, "two")])
    found = derive(links, "a")["c"]
    assert found.possible == {Relation.SUBSET, Relation.INTERSECTS, Relation.NONE}
    (chain,) = found.chains
    assert [(step.element, step.source) for step in chain.steps] == [("b", "one"), ("c", "two")]
    assert chain.steps[1].lost == (Question.OVERLAPS, Question.WITHIN)


def test_several_chains_together_say_more() -> None:
    links = Links([Link("a", "b", SUPERSET), Link("b", "d", SUBSET), Link("a", "c", INTERSECTS),
                   Link("c", "d", SUBSET)])
    assert derive(links, "a")["d"].possible == {Relation.SUBSET, Relation.INTERSECTS}
    assert {len(one.possible) for one in derive(links, "a")["d"].chains} == {4, 2}


def test_a_chain_that_says_nothing_is_not_followed() -> None:
    links = Links([Link("a", "b", INTERSECTS), Link("b", "c", INTERSECTS), Link("c", "d", EQUAL)])
    assert set(derive(links, "a")) == {"b"}


def test_links_that_contradict_each_other_are_found() -> None:
    links = Links([Link("a", "b", SUBSET, "one"), Link("b", "c", SUBSET, "one"), Link("a", "c", SUPERSET, "two")])
    found = contradictions(links)
    assert ("a", "c") in {(one.start, one.end) for one in found}
    assert all(one.possible == frozenset() for one in found if one.start != one.end)
    assert not contradictions(Links([Link("a", "b", SUBSET), Link("b", "a", SUPERSET)]))


universe = st.frozensets(st.integers(0, 5), min_size=1)


@given(st.lists(universe, min_size=2, max_size=6), st.data())
def test_what_is_derived_is_true_of_sets_and_never_contradicts_itself(sets: list[Set], data: st.DataObject) -> None:
    pairs = st.tuples(*2 * [st.integers(0, len(sets) - 1)]).filter(lambda pair: pair[0] != pair[1])
    links = Links(
        Link(str(one), str(two), only(between(sets[one], sets[two])) | data.draw(st.frozensets(
            st.sampled_from(list(Relation)), max_size=2)))
        for one, two in data.draw(st.lists(pairs, max_size=8))
    )
    assert not contradictions(links)
    for start in range(len(sets)):
        for end, found in derive(links, str(start)).items():
            assert between(sets[start], sets[int(end)]) in found.possible
            assert found.possible < NOT_LOOKED_AT


@given(st.lists(universe, min_size=2, max_size=6), st.frozensets(st.integers(0, 5)), st.data())
def test_a_carried_answer_holds_the_truth(sets: list[Set], done: Set, data: st.DataObject) -> None:
    pairs = st.tuples(*2 * [st.integers(0, len(sets) - 1)]).filter(lambda pair: pair[0] != pair[1])
    links = Links(Link(str(one), str(two), only(between(sets[one], sets[two])))
                  for one, two in data.draw(st.lists(pairs, max_size=8)))
    truth = {str(at): float(Fraction(len(one & done), len(one))) for at, one in enumerate(sets)}
    answered = data.draw(st.frozensets(st.sampled_from(sorted(truth)), min_size=1))
    for key, found in carry_answers({one: Range(truth[one], truth[one]) for one in answered}, links).items():
        assert found.range is not None and truth[key] in found.range
        assert all(truth[key] in offer.range for offer in found.offers)


def test_an_answer_is_offered_with_its_source_and_never_as_a_bare_score() -> None:
    links = Links([Link("measure", "whole", SUBSET, "first"), Link("measure", "part", SUPERSET, "second")])
    found = carry_answers({"measure": Range(0.5, 0.5)}, links)
    assert set(found) == {"whole"}, "half of a measure says nothing of a part of it"
    assert found["whole"].range == Range(0, 1, True, True)
    (offer,) = found["whole"].offers
    assert (offer.derived.start, offer.derived.chains[0].steps[0].source) == ("measure", "first")


def test_answers_that_contradict_each_other_are_found() -> None:
    links = Links([Link("measure", "element", SUPERSET)])
    found = carry_answers({"measure": Range(1, 1), "element": Range(0.25, 0.25)}, links)
    assert found["element"].range is None and found["measure"].range is None


@pytest.mark.parametrize("most", [1, 2])
def test_no_chain_is_longer_than_asked(most: int) -> None:
    links = Links([Link(str(one), str(one + 1), EQUAL) for one in range(5)])
    assert set(derive(links, "0", most)) == {str(one) for one in range(1, most + 1)}
