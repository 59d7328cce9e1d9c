"""The algebra of set relations, proved cell by cell against sets.

Which relations hold among some sets depends only on which regions of their Venn diagram are empty. Going through every
choice of empty regions is therefore a proof for all non-empty sets whatsoever; going through the non-empty subsets of a
small universe is the same thing seen plainly, and checks the proof.
"""

from itertools import product

import pytest

from bordermark.framework.relations import (
    CONTRADICTION,
    NOT_LOOKED_AT,
    OVERLAP,
    Possible,
    Question,
    Relation,
    answer,
    combine,
    compose,
    converse,
    lost,
    union,
)

from .sets import KNOWLEDGE, between, diagrams, subsets


@pytest.mark.parametrize("first", Relation)
@pytest.mark.parametrize("second", Relation)
def test_every_cell_of_the_composition(first: Relation, second: Relation) -> None:
    proved = {between(a, c) for a, b, c in diagrams(3) if between(a, b) is first and between(b, c) is second}
    assert compose([first], [second]) == proved


def test_the_composition_over_all_subsets_of_five_elements() -> None:
    seen: dict[tuple[Relation, Relation], set[Relation]] = {}
    some = subsets(5)
    relation = {(a, b): between(a, b) for a in some for b in some}
    for a, b, c in product(some, repeat=3):
        seen.setdefault((relation[a, b], relation[b, c]), set()).add(relation[a, c])
    assert seen == {(first, second): compose([first], [second]) for first in Relation for second in Relation}


def test_the_converse_over_all_subsets_of_five_elements() -> None:
    for a, b in product(subsets(5), repeat=2):
        assert converse([between(a, b)]) == {between(b, a)}


def test_every_pair_of_sets_stands_in_exactly_one_relation() -> None:
    definitions = {
        Relation.EQUAL: lambda a, b: not a - b and not b - a,
        Relation.SUBSET: lambda a, b: not a - b and bool(b - a),
        Relation.SUPERSET: lambda a, b: bool(a - b) and not b - a,
        Relation.INTERSECTS: lambda a, b: bool(a & b and a - b and b - a),
        Relation.NONE: lambda a, b: not a & b,
    }
    for a, b in product(subsets(4), repeat=2):
        assert [one for one, holds in definitions.items() if holds(a, b)] == [between(a, b)]


def test_composition_is_associative() -> None:
    for one, two, three in product(KNOWLEDGE, repeat=3):
        assert compose(compose(one, two), three) == compose(one, compose(two, three))


def test_equal_changes_nothing_and_converse_turns_composition_round() -> None:
    for one, two in product(KNOWLEDGE, repeat=2):
        assert compose(one, [Relation.EQUAL]) == compose([Relation.EQUAL], one) == one
        assert converse(converse(one)) == one
        assert converse(compose(one, two)) == compose(converse(two), converse(one))


def test_composition_only_widens_with_less_knowledge() -> None:
    for one, two, other in product(KNOWLEDGE, repeat=3):
        if one <= two:
            assert compose(one, other) <= compose(two, other)


def test_a_contradiction_stays_one() -> None:
    assert combine([[Relation.SUBSET], [Relation.SUPERSET]]) == CONTRADICTION
    assert compose(CONTRADICTION, NOT_LOOKED_AT) == CONTRADICTION
    assert combine([]) == NOT_LOOKED_AT


def test_looked_at_and_nothing_found_is_not_the_same_as_not_looked_at() -> None:
    nothing: Possible = frozenset({Relation.NONE})
    assert nothing != NOT_LOOKED_AT
    assert answer(Question.OVERLAPS, nothing) is False
    assert answer(Question.OVERLAPS, NOT_LOOKED_AT) is None
    assert compose(nothing, [Relation.SUPERSET]) == nothing, "what is apart from the whole is apart from its part"


@pytest.mark.parametrize("parts", [1, 2, 3])
def test_a_union_of_parts_stands_as_sets_do(parts: int) -> None:
    proved: dict[tuple[Relation, ...], set[Relation]] = {}
    for *some, other in diagrams(parts + 1):
        whole = frozenset[int]().union(*some)
        key = tuple(between(part, other) for part in some)
        proved.setdefault(key, set()).add(between(whole, other))
    assert len(proved) == 5**parts
    for key, relations in proved.items():
        assert union([one] for one in key) == relations


def test_a_union_of_parts_of_which_little_is_known() -> None:
    for first, second in product(KNOWLEDGE[1:], repeat=2):
        assert union([first, second]) == frozenset().union(
            *(union([[one], [two]]) for one in first for two in second)
        )


def test_whether_parts_can_add_up_to_a_whole() -> None:
    part, piece = [Relation.SUBSET], [Relation.INTERSECTS]
    assert Relation.EQUAL in union([part, part, part])
    assert Relation.EQUAL not in union([part]), "one proper part is not the whole"
    assert Relation.EQUAL not in union([part, piece]), "one of them reaches beyond the whole"


def test_no_parts_have_no_union() -> None:
    with pytest.raises(ValueError, match="at least one part"):
        union([])


@pytest.mark.parametrize(
    ("question", "possible", "expected"),
    [
        (Question.OVERLAPS, OVERLAP, True), (Question.CONTAINS, OVERLAP, None),
        (Question.CONTAINS, [Relation.EQUAL, Relation.SUPERSET], True),
        (Question.WITHIN, [Relation.SUPERSET, Relation.INTERSECTS], False), (Question.WITHIN, [], None),
    ],
)
def test_what_can_be_answered(question: Question, possible: list[Relation], expected: bool | None) -> None:
    assert answer(question, possible) is expected


def test_what_a_step_loses_is_said() -> None:
    before, after = [Relation.SUBSET], compose([Relation.SUBSET], [Relation.INTERSECTS])
    assert lost(before, after) == (Question.OVERLAPS, Question.WITHIN), "all but that it contains no more"
    assert lost(before, compose(before, [Relation.EQUAL])) == ()
