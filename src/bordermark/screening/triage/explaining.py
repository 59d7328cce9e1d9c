"""Why an alert fired: the matched text marked in the description, and its score opened into its terms. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Pieces = tuple[tuple[str, bool], ...]
"""A text in pieces, each with whether it was matched."""


@dataclass(frozen=True, slots=True)
class Term:
    """One piece of evidence, and whether it counts: of each kind only the heaviest piece does."""

    kind: str
    feature: str
    matched: str
    start: int | None
    end: int | None
    weight: float
    says: str
    counts: bool


def terms(evidence: Sequence[Mapping[str, Any]]) -> tuple[Term, ...]:
    """The terms of a score, the heaviest first: it is 1 minus the product of (1 - weight) over those that count."""
    ordered = sorted(evidence, key=lambda one: -one["weight"])
    counted: set[str] = set()
    found = []
    for one in ordered:
        found.append(Term(**{name: one[name] for name in _FIELDS}, counts=one["kind"] not in counted))
        counted.add(one["kind"])
    return tuple(found)


_FIELDS = ("kind", "feature", "matched", "start", "end", "weight", "says")


def marked(text: str, spans: Iterable[tuple[int | None, int | None]]) -> Pieces:
    """A text with these stretches of characters marked; those that overlap are one, what lies beyond the text is cut.

    >>> marked("oil of mustard gas", [(7, 14), (7, 18)])
    (('oil of ', False), ('mustard gas', True))
    """
    held = ((start, end) for start, end in spans if start is not None and end is not None)
    places = sorted((max(start, 0), min(end, len(text))) for start, end in held)
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in _joined(places):
        if start > at:
            pieces.append((text[at:start], False))
        pieces.append((text[start:end], True))
        at = end
    if at < len(text):
        pieces.append((text[at:], False))
    return tuple(pieces)


def _joined(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order, those that touch or overlap as one; empty ones left out."""
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
