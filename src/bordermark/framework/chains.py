"""What follows over chains of links: relations between elements far apart, and answers carried to them. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from bordermark.framework.ranges import ANY, Range, carry, meet
from bordermark.framework.relations import Possible, Question, Relation, combine, compose, converse, lost

MOST_LINKS: Final = 4
"""Links in the longest chain followed: measure, provision, measure, element and one more."""


@dataclass(frozen=True, slots=True)
class Link:
    """That somebody looked at two elements: what may hold between them, and where that is said."""

    first: str
    second: str
    possible: Possible
    source: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a chain, read onwards: the element it leads to, what may hold between the two, what is lost by it."""

    element: str
    possible: Possible
    source: str
    lost: tuple[Question, ...] = ()
    """Questions about the start that could be answered at the element before and cannot be at this one."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A way from one element to another, and what may hold between the two by this way alone."""

    start: str
    steps: tuple[Step, ...]
    possible: Possible

    @property
    def end(self) -> str:
        return self.steps[-1].element if self.steps else self.start

    def extended(self, to: str, possible: Possible, source: str) -> "Chain":
        """The chain with one link more."""
        after = compose(self.possible, possible)
        gone = lost(self.possible, after) if self.steps else ()
        return Chain(self.start, (*self.steps, Step(to, possible, source, gone)), after)


@dataclass(frozen=True, slots=True)
class Derived:
    """What all chains together say of two elements. `possible` is empty where they contradict each other."""

    start: str
    end: str
    possible: Possible
    chains: tuple[Chain, ...]


class Links:
    """A set of links, to be followed in both directions."""

    def __init__(self, links: Iterable[Link]) -> None:
        self.links: Sequence[Link] = tuple(links)

    @cached_property
    def _onward(self) -> Mapping[str, list[Step]]:
        found: dict[str, list[Step]] = {}
        for one in self.links:
            found.setdefault(one.first, []).append(Step(one.second, one.possible, one.source))
            found.setdefault(one.second, []).append(Step(one.first, converse(one.possible), one.source))
        return found

    @property
    def elements(self) -> Iterable[str]:
        """Every element that somebody looked at together with another."""
        return self._onward.keys()

    def chains_from(self, start: str, most: int = MOST_LINKS) -> Iterator[Chain]:
        """Chains from an element that say something, the shortest first.

        A chain is left out, and not followed further, where shorter or earlier ones to the same element say as much:
        composition only widens, so nothing is missed by that.
        """
        here = Chain(start, (), frozenset({Relation.EQUAL}))
        said: dict[str, list[Possible]] = {start: [here.possible]}
        reached = [here]
        for _ in range(most):
            following: list[Chain] = []
            for chain in reached:
                for step in self._onward.get(chain.end, ()):
                    longer = chain.extended(step.element, step.possible, step.source)
                    before = said.setdefault(step.element, [])
                    if len(longer.possible) < len(Relation) and not any(one <= longer.possible for one in before):
                        before.append(longer.possible)
                        following.append(longer)
            yield from following
            reached = following


def derive(links: Links, start: str, most: int = MOST_LINKS) -> dict[str, Derived]:
    """What may hold between an element and every other of which something follows, by the other's id."""
    found: dict[str, list[Chain]] = {}
    for chain in links.chains_from(start, most):
        found.setdefault(chain.end, []).append(chain)
    return {end: Derived(start, end, combine(one.possible for one in some), tuple(some))
            for end, some in found.items()}


def contradictions(links: Links, most: int = MOST_LINKS) -> list[Derived]:
    """Pairs of elements of which the links say what cannot all be true, each pair once.

    An element whose chains lead back to itself as anything but EQUAL contradicts itself.
    """
    found = []
    for start in sorted(links.elements):
        for end, one in sorted(derive(links, start, most).items()):
            impossible = Relation.EQUAL not in one.possible if end == start else not one.possible
            if impossible and end >= start:
                found.append(one)
    return found


@dataclass(frozen=True, slots=True)
class Offer:
    """What one answered element (`derived.start`) says of another (`derived.end`), with the chains it rests on."""

    derived: Derived
    range: Range


@dataclass(frozen=True, slots=True)
class Carried:
    """What all answers together say of an element; `range` is None where they contradict each other."""

    element: str
    range: Range | None
    offers: tuple[Offer, ...]


def carry_answers(answers: Mapping[str, Range], links: Links, most: int = MOST_LINKS) -> dict[str, Carried]:
    """Every element of which something follows from the answers, with the range and where it comes from.

    An element that has been answered itself comes too where others say something of it, so that answers which
    contradict each other are found: its own answer is among those that are met.
    """
    offers: dict[str, list[Offer]] = {}
    for start, known in answers.items():
        for end, derived in derive(links, start, most).items():
            # derived is of the answered element to this one; the answer goes the other way
            found = carry(known, converse(derived.possible)) if end != start else ANY
            if found.says_something:
                offers.setdefault(end, []).append(Offer(derived, found))
    return {
        end: Carried(end, meet([*(one.range for one in some), *([answers[end]] if end in answers else [])]),
                     tuple(some))
        for end, some in offers.items()
    }
