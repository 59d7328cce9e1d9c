"""Answers as ranges: never narrower than the truth, and no wider than they need to be."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bordermark.framework.ranges import ANY, Range, carry, hull, meet, of_level, of_union
from bordermark.framework.relations import Relation

from .sets import Set, between, subsets

ENDS = (0.0, 0.25, 0.5, 1.0)

RANGES = [
    Range(low, high, low_open, high_open)
    for low, high in product(ENDS, repeat=2) for low_open, high_open in product((False, True), repeat=2)
    if low < high or (low == high and not low_open and not high_open)
]


def share(asked: Set, done: Set) -> Fraction:
    return Fraction(len(asked & done), len(asked))


def kind(value: Fraction) -> int:
    """Nothing, something, or all: what is true of a share whatever the requirements weigh."""
    return 0 if value == 0 else 2 if value == 1 else 1


@pytest.mark.parametrize("relation", Relation)
def test_a_carried_range_holds_every_truth_and_excludes_what_cannot_be(relation: Relation) -> None:
    some = subsets(4)
    done = [frozenset[int](), *some]
    seen: dict[Range, set[int]] = {}
    for a, b in product(some, repeat=2):
        if between(a, b) is relation:
            for one in done:
                for known in RANGES:
                    if float(share(b, one)) in known:
                        carried = carry(known, [relation])
                        assert float(share(a, one)) in carried
                        seen.setdefault(known, set()).add(kind(share(a, one)))
    for known in (Range(0, 0), Range(1, 1), Range(0.5, 0.5), ANY):
        carried = carry(known, [relation])
        allowed = {0} if carried == Range(0, 0) else {2} if carried == Range(1, 1) else {
            *([0] if 0 in carried else []), 1, *([2] if 1 in carried else [])}
        assert seen[known] == allowed, (known, carried)


def test_several_possible_relations_give_what_all_of_them_allow() -> None:
    done, half = Range(1, 1), Range(0.5, 0.5)
    assert carry(done, [Relation.SUBSET, Relation.EQUAL]) == done
    assert carry(done, [Relation.SUBSET, Relation.INTERSECTS]) == Range(0, 1, low_open=True)
    assert carry(half, [Relation.SUPERSET]) == Range(0, 1, True, True)
    assert not carry(half, [Relation.SUPERSET, Relation.NONE]).says_something
    assert not carry(done, []).says_something


@given(st.sampled_from(RANGES), st.sampled_from(RANGES), st.sampled_from([0, 0.1, 0.25, 0.3, 0.5, 0.7, 1]))
def test_meet_and_hull_are_those_of_sets(one: Range, other: Range, value: float) -> None:
    both = meet([one, other])
    assert (value in one and value in other) == (both is not None and value in both)
    if value in one or value in other:
        assert value in hull([one, other])


def test_answers_that_contradict_each_other_leave_nothing() -> None:
    assert meet([Range(1, 1), Range(0, 1, high_open=True)]) is None
    assert meet([]) == hull([]) == ANY


@pytest.mark.parametrize("parts", [1, 2, 3])
def test_the_range_of_a_union_holds_every_truth(parts: int) -> None:
    some = subsets(4 if parts < 3 else 3)
    done = [frozenset[int](), *some]
    for chosen in product(some, repeat=parts):
        whole = frozenset[int]().union(*chosen)
        apart = sum(map(len, chosen)) == len(whole)
        for one in done:
            known = [Range(float(value), float(value)) for value in (share(part, one) for part in chosen)]
            truth = float(share(whole, one))
            for found in (of_union(known), of_union(known, apart=True)) if apart else (of_union(known),):
                assert any(value in found for value in (truth - 1e-12, truth, truth + 1e-12)), (chosen, one, found)


@pytest.mark.parametrize("halves", [2, 3, 4])
def test_the_range_of_a_union_is_reached(halves: int) -> None:
    """Parts of two requirements that have one in common: the one that is in place, or the one that is not."""
    found = of_union([Range(0.5, 0.5)] * halves)
    whole = frozenset(range(halves + 1))
    assert found.low == pytest.approx(float(share(whole, frozenset({0}))))
    assert found.high == pytest.approx(float(share(whole, whole - {0})))


def test_a_union_of_parts_all_in_place_is_in_place() -> None:
    assert of_union([Range(1, 1)] * 3) == Range(1, 1)
    assert of_union([Range(0, 0)] * 3) == Range(0, 0)
    assert of_union([Range(1, 1), Range(0, 0)]) == Range(0, 1, True, True)
    with pytest.raises(ValueError, match="at least one part"):
        of_union([])


def test_levels_of_maturity() -> None:
    assert [of_level(level).low for level in range(5)] == [0, 0.25, 0.5, 0.75, 1]
    with pytest.raises(ValueError, match="found 5, expected a level from 0 to 4"):
        of_level(5)


@pytest.mark.parametrize("ends", [(0.5, 0.2), (-1, 0), (0, 1.5)])
def test_ends_that_are_no_shares_are_refused(ends: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="expected two shares"):
        Range(*ends)
    with pytest.raises(ValueError, match="holds nothing"):
        Range(0.5, 0.5, low_open=True)


def test_a_range_is_written_as_in_mathematics() -> None:
    assert str(Range(0, 1, low_open=True)) == "(0, 1]"
