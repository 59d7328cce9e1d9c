"""Sets of requirements, small enough to go through all of them."""

from collections.abc import Iterator
from itertools import combinations, product

from bordermark.framework.relations import Possible, Relation

Set = frozenset[int]

KNOWLEDGE: list[Possible] = [
    frozenset(some) for size in range(6) for some in combinations(Relation, size)
]
"""Every state of knowledge about a pair: all 32 sets of relations."""


def between(first: Set, second: Set) -> Relation:
    """The relation of NIST IR 8477 between two non-empty sets, by its definition."""
    if first == second:
        return Relation.EQUAL
    if first < second:
        return Relation.SUBSET
    if first > second:
        return Relation.SUPERSET
    return Relation.INTERSECTS if first & second else Relation.NONE


def subsets(size: int) -> list[Set]:
    """All non-empty subsets of a universe."""
    return [frozenset(some) for length in range(1, size + 1) for some in combinations(range(size), length)]


def diagrams(sets: int) -> Iterator[tuple[Set, ...]]:
    """Every way in which regions of a Venn diagram of so many non-empty sets can be empty."""
    regions = range(1, 2**sets)
    for filled in product((False, True), repeat=len(regions)):
        held = [region for region, full in zip(regions, filled, strict=True) if full]
        made = tuple(frozenset(region for region in held if region >> at & 1) for at in range(sets))
        if all(made):
            yield made
