"""The algebra of set relations between what two elements ask. Pure.

The five relations are those of NIST IR 8477, section 4.3 ("Set theory relationship mapping"), read as relations
between non-empty sets of requirements. Exactly one of them holds between any two sets, so what is known of a pair is
the set of relations that are still possible: one when it is known, all five when nobody looked, none when what is said
contradicts itself. Together they are the relation algebra known as RCC5 (Randell, Cui and Cohn 1992).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias


class Relation(StrEnum):
    """How what A asks stands to what B asks: read "A ... B"."""

    EQUAL = "equal"
    SUBSET = "subset"
    """All that A asks, B asks too, and B asks more."""
    SUPERSET = "superset"
    """A asks all that B asks, and more."""
    INTERSECTS = "intersects"
    """Both ask something in common, and each asks something that the other does not."""
    NONE = "none"
    """Somebody looked, and they have nothing in common."""


Possible: TypeAlias = frozenset[Relation]
"""The relations that may hold between two elements, as far as is known."""

NOT_LOOKED_AT: Final[Possible] = frozenset(Relation)
"""Nobody has looked: any relation may hold. Something else than NONE, which says that somebody did."""

CONTRADICTION: Final[Possible] = frozenset()
"""No relation is left: two things that were said cannot both be true."""

OVERLAP: Final[Possible] = NOT_LOOKED_AT - {Relation.NONE}
"""Something in common; how much is not known."""

_E, _B, _P, _I, _N = Relation.EQUAL, Relation.SUBSET, Relation.SUPERSET, Relation.INTERSECTS, Relation.NONE

_CONVERSE: Final = {_E: _E, _B: _P, _P: _B, _I: _I, _N: _N}

_COMPOSITION: Final[Mapping[Relation, Mapping[Relation, Possible]]] = {
    _E: {_E: frozenset({_E}), _B: frozenset({_B}), _P: frozenset({_P}), _I: frozenset({_I}), _N: frozenset({_N})},
    _B: {_E: frozenset({_B}), _B: frozenset({_B}), _P: NOT_LOOKED_AT, _I: frozenset({_B, _I, _N}),
         _N: frozenset({_N})},
    _P: {_E: frozenset({_P}), _B: OVERLAP, _P: frozenset({_P}), _I: frozenset({_P, _I}),
         _N: frozenset({_P, _I, _N})},
    _I: {_E: frozenset({_I}), _B: frozenset({_B, _I}), _P: frozenset({_P, _I, _N}), _I: NOT_LOOKED_AT,
         _N: frozenset({_P, _I, _N})},
    _N: {_E: frozenset({_N}), _B: frozenset({_B, _I, _N}), _P: frozenset({_N}), _I: frozenset({_B, _I, _N}),
         _N: NOT_LOOKED_AT},
}
"""What may hold between A and C when the row holds between A and B, and the column between B and C."""


def converse(possible: Collection[Relation]) -> Possible:
    """What may hold between B and A when these may hold between A and B."""
    return frozenset(_CONVERSE[one] for one in possible)


def compose(first: Collection[Relation], second: Collection[Relation]) -> Possible:
    """What may hold between A and C, from what may hold between A and B, and between B and C."""
    return frozenset(one for left in first for right in second for one in _COMPOSITION[left][right])


def combine(statements: Iterable[Collection[Relation]]) -> Possible:
    """What may still hold when all statements about one pair are true; CONTRADICTION when they cannot all be."""
    possible = NOT_LOOKED_AT
    for one in statements:
        possible &= frozenset(one)
    return possible


class Question(StrEnum):
    """What one wants to know of a pair A, B."""

    OVERLAPS = "overlaps"
    """Do A and B have anything in common?"""
    CONTAINS = "contains"
    """Does A ask all that B asks?"""
    WITHIN = "within"
    """Does B ask all that A asks?"""


_YES: Final[Mapping[Question, Possible]] = {
    Question.OVERLAPS: OVERLAP,
    Question.CONTAINS: frozenset({_E, _P}),
    Question.WITHIN: frozenset({_E, _B}),
}


def answer(question: Question, possible: Collection[Relation]) -> bool | None:
    """The answer that all possible relations agree on; None where they do not, or where nothing is possible."""
    found = {one in _YES[question] for one in possible}
    return found.pop() if len(found) == 1 else None


def lost(before: Collection[Relation], after: Collection[Relation]) -> tuple[Question, ...]:
    """The questions that could be answered before a step of a chain and cannot be after it."""
    return tuple(one for one in Question if answer(one, before) is not None and answer(one, after) is None)


def union(parts: Iterable[Collection[Relation]]) -> Possible:
    """What may hold between the union of the parts and C, from what may hold between each part and C.

    The union has something in common with C exactly when a part has, lies within C exactly when all parts do, and
    contains C when a part does; two parts that each have a piece of C may contain it together. Raises ValueError for
    no part. To check that a whole is exactly its parts (D ≡ O1 ∪ O2 ∪ O3), give each part's relation to the whole:
    EQUAL must be among the answers. To carry the parts' relations to C over to the whole, give those to C.
    """
    states = {_Gathered()}
    for part in parts:
        states = {one.joined(relation) for one in states for relation in part}
    if states == {_Gathered()}:
        raise ValueError("a union of at least one part")
    return frozenset(one for state in states for one in state.relations())


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What matters of the parts seen so far, if each stood to C as it was taken to."""

    pieces: int = 0
    """Parts with a piece of C but not the whole of it: none, one, or more, which counts as two."""
    within: bool = True
    contains: bool = False

    def joined(self, relation: Relation) -> "_Gathered":
        return _Gathered(
            min(2, self.pieces + (relation in (_B, _I))), self.within and relation in (_E, _B),
            self.contains or relation in (_E, _P),
        )

    def relations(self) -> Possible:
        if not self.contains and not self.pieces:
            return frozenset({_N})
        full, partial = (_E, _B) if self.within else (_P, _I)
        if self.contains:
            return frozenset({full})
        return frozenset({full, partial}) if self.pieces > 1 else frozenset({partial})
