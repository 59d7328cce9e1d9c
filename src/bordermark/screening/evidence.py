"""What speaks for an alert, what it weighs, and how it is said."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple

Kind = Literal["hs", "cas", "name", "fuzzy", "mismatch", "vague"]

WEIGHTS: Final = {
    "cas": 0.95,             # a number with a proved check digit, written as a CAS number
    "name": 0.90,            # a name of the entry, word for word
    "trade name": 0.70,      # a trade name, which may be used for other goods
    "weak name": 0.60,       # a name with other meanings, under a chapter of the entry
    "fuzzy": 0.50,           # a name misspelt
    "hs whole": 0.60,        # the subheading holds the entry's goods only
    "hs part": 0.20,         # the subheading names the goods beside others
    "hs residual": 0.10,     # the goods belong in this "other" subheading
    "hs derived": 0.05,      # the link is a reading of ours
    "mismatch": 0.30,        # text and code contradict each other
    "vague": 0.20,           # the text says nothing about the goods
}
"""The weight of each feature: the chance, before any inspection has told better, that an alert with it alone is
right. Set by hand; results of inspections are to replace them."""


class Evidence(NamedTuple):
    """One thing that speaks for an entry.

    `matched` is as the declaration has it; `start` and `end` are its place in the description in characters, None
    where it stands in the code. `feature` is a key of WEIGHTS; `says` is a clause for a reader.
    """

    kind: Kind
    feature: str
    matched: str
    start: int | None
    end: int | None
    says: str

    @property
    def weight(self) -> float:
        return WEIGHTS[self.feature]


def score(evidence: Iterable[Evidence]) -> float:
    """Between 0 and 1: the chance that not every kind of evidence errs, the kinds taken as independent.

    ``1 - (1 - w1)(1 - w2)...`` over the heaviest piece of each kind, to four places.
    """
    return _score(tuple([one[:2] for one in evidence]))  # the kinds and features


@lru_cache(maxsize=10_000)
def _score(features: tuple[tuple[str, str], ...]) -> float:
    heaviest: dict[str, float] = {}
    for kind, feature in features:
        heaviest[kind] = max(WEIGHTS[feature], heaviest.get(kind, 0.0))
    left = 1.0
    for kind in sorted(heaviest):
        left *= 1.0 - heaviest[kind]
    return round(1.0 - left, 4)


def because(subject: str, evidence: Sequence[Evidence]) -> str:
    """One sentence that says why an entry is alerted."""
    return f"{subject}: {'; '.join(dict.fromkeys([one.says for one in evidence]))}."


def shown(text: str, limit: int = 200) -> str:
    """A piece of a declaration, cut to a bearable length."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
