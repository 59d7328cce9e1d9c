"""What fragmentation and overlap may do, for good and for ill (GAO-15-49SP, Step 2, from page 16). Pure.

These are questions to ask of a pair, by what the two do; whether an effect is there, only evidence can say.
"""

from collections.abc import Iterable, Mapping
from typing import Final, Literal

Effect = Literal[
    "burden-on-states", "conflicting-guidance", "cost", "incompatible-equipment", "unclear-lead",
    "cover-if-one-fails", "distinct-expertise", "independent-check", "wider-reach",
]

GOOD: Final[frozenset[Effect]] = frozenset(
    {"cover-if-one-fails", "distinct-expertise", "independent-check", "wider-reach"})
"""Effects for which an overlap may be wanted; the others are its cost."""

BY_FUNCTION: Final[Mapping[str, tuple[Effect, ...]]] = {
    "assess": ("burden-on-states", "independent-check"),
    "legislate": ("conflicting-guidance", "distinct-expertise"),
    "advise": ("conflicting-guidance", "distinct-expertise"),
    "train": ("burden-on-states", "wider-reach"),
    "equip": ("incompatible-equipment", "wider-reach"),
    "standards": ("conflicting-guidance", "distinct-expertise"),
    "infoexchange": ("incompatible-equipment", "cover-if-one-fails"),
    "coordinate": ("unclear-lead", "wider-reach"),
    "operate": ("unclear-lead", "cover-if-one-fails"),
    "monitor": ("burden-on-states", "independent-check"),
    "research": ("cost", "independent-check"),
    "fund": ("cost", "cover-if-one-fails"),
    "outreach": ("burden-on-states", "wider-reach"),
}
"""By the function that two activities share: what it may cost to have it twice, and what it may be good for."""


def effects(functions: Iterable[str]) -> tuple[Effect, ...]:
    """The effects to look for where activities share these functions, each once, in alphabetical order."""
    return tuple(sorted({effect for function in functions for effect in BY_FUNCTION.get(function, ())}))
