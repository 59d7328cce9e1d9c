"""How often an alert is right: from the results of inspections, each group leaning on the one above it.

A Beta-Binomial hierarchy with empirical Bayes (Efron and Morris, *Journal of the American Statistical Association*
1975; Gelman and others, *Bayesian Data Analysis*, chapter 5). Groups are the alerts with the same evidence; of them,
those of a list; of these, those of an entry. A group's rate is ``(found + strength x rate above) / (inspected +
strength)``; above all stands the score of the evidence, as it was set by hand. How far a group leans on the one above
is what makes the results likeliest.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import Final, TypeVar

from bordermark.screening.evidence import WEIGHTS
from bordermark.screening.selectivity.beta import Beta, log_marginal

BELIEF: Final = 4.0
"""How many inspections the score that was set by hand is worth."""

STRENGTHS: Final = tuple(2.0**power for power in range(10))
"""The strengths that are tried, 1 to 512."""

UNTRIED: Final = 8.0
"""The strength when too few groups were inspected to tell: fewer than three."""


@dataclass(frozen=True, slots=True)
class Group:
    """Alerts of an entry of a list with the same evidence: `pattern`, features joined by `` + ``."""

    list: str
    entry: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Count:
    """Results of inspections."""

    found: float = 0.0
    inspected: float = 0.0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.found + other.found, self.inspected + other.inspected)


@dataclass(frozen=True, slots=True)
class Yield:
    """The rate of finds to expect, and what it was made of, as a clause."""

    rate: Beta
    says: str


class Yields:
    """The rates that results of inspections give; with no results, the scores."""

    def __init__(self, results: Mapping[Group, Count]) -> None:
        self._entries = dict(results)
        self._lists = _summed(results, lambda group: (group.list, group.pattern))
        self._patterns = _summed(results, lambda group: group.pattern)

    def of(self, group: Group) -> Yield:
        """The rate of a group."""
        steps = (
            ("all", self._patterns.get(group.pattern, Count())),
            ("this list", self._lists.get((group.list, group.pattern), Count())),
            ("this entry", self._entries.get(group, Count())),
        )
        by_hand = prior(group.pattern)
        says = [f"score {by_hand.mean:.2f}"]
        rate = by_hand
        for (name, count), strength in zip(steps, (BELIEF, *self.strengths), strict=True):
            rate = shrunk(count, rate.mean, strength)
            if count.inspected:
                says.append(f"{name} {count.found:g} of {count.inspected:g}")
        return Yield(rate, ", ".join(says))

    @cached_property
    def strengths(self) -> tuple[float, float]:
        """How far a list leans on all lists, and an entry on its list."""
        patterns = {key: shrunk(count, prior(key).mean, BELIEF).mean for key, count in self._patterns.items()}
        of_lists = fitted((count, patterns[key[1]]) for key, count in self._lists.items())
        lists = {key: shrunk(count, patterns[key[1]], of_lists).mean for key, count in self._lists.items()}
        of_entries = fitted((count, lists[group.list, group.pattern]) for group, count in self._entries.items())
        return of_lists, of_entries


def prior(pattern: str) -> Beta:
    """What the score says of alerts with this evidence, each feature of which weighs once."""
    left = 1.0
    for feature in pattern.split(" + "):
        left *= 1.0 - WEIGHTS.get(feature, 0.0)
    score = min(max(1.0 - left, 0.001), 0.999)
    return Beta(BELIEF * score, BELIEF * (1 - score))


def shrunk(count: Count, above: float, strength: float) -> Beta:
    """What a group's results tell of its rate, when that of the group above is worth so many inspections."""
    return Beta(count.found + strength * above, count.inspected - count.found + strength * (1 - above))


def fitted(groups: Iterable[tuple[Count, float]]) -> float:
    """The strength that makes the results of these groups likeliest, given the rates above them."""
    some = [(count, above) for count, above in groups if count.inspected]
    if len(some) < 3:
        return UNTRIED
    best, likeliest = UNTRIED, -inf
    for strength in STRENGTHS:
        told = sum(log_marginal(count.found, count.inspected, strength * above, strength * (1 - above))
                   for count, above in some)
        if told > likeliest:
            best, likeliest = strength, told
    return best


K = TypeVar("K", bound=Hashable)


def _summed(results: Mapping[Group, Count], key: Callable[[Group], K]) -> dict[K, Count]:
    found: dict[K, Count] = defaultdict(Count)
    for group, count in results.items():
        found[key(group)] += count
    return dict(found)
