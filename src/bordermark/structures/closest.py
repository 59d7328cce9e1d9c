"""The existing activities that a draft resembles, and why. Pure.

Every score opens into the terms that it is the mean of; nothing is decided here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from bordermark.structures.drafts import Closeness, Draft, both
from bordermark.structures.places import Reach
from bordermark.structures.records import ActivityRecord
from bordermark.structures.selecting import best_reach
from bordermark.structures.survey import Standing

REACHES: Final[Mapping[Reach, float]] = {"direct": 1.0, "region": 0.75, "world": 0.5}
"""What a place counts for, by how it is reached: a programme for the world is there, but not for this place."""

LEAST: Final = 0.1
"""A text that is less alike than this counts for nothing: one rare word in common makes 0.05 to 0.1 of it."""

FAR: Final = 0.3
"""What shares no capacity with a draft that names some is told only from this score on."""

Term = Literal["functions", "capacities", "flows", "places", "text"]


@dataclass(frozen=True, slots=True)
class Close:
    """An existing activity beside the draft.

    `terms` says, for each part that the draft has, how much the two have in common, between 0 and 1: `share` of their
    words, the share of the draft's places weighted by `REACHES`, and the likeness of the texts. `score` is their mean.
    `same` marks one that does one of its functions for one of its capacities and flows in one of its places: the same
    service to the same State, if both are really so.
    """

    activity: ActivityRecord
    score: float
    terms: Mapping[Term, float]
    functions: tuple[str, ...]
    capacities: tuple[str, ...]
    flows: tuple[str, ...]
    reach: Reach | None
    words: tuple[str, ...]
    standing: Standing
    same: bool


def closest_activities(
    draft: Draft, running: Iterable[tuple[ActivityRecord, Standing]], held: Closeness, most: int
) -> list[Close]:
    """Activities beside the draft, the nearest first; those that share neither a capacity, a flow nor two words are
    left out, and those that reach none of its places."""
    alike = held.texts.like(draft.text)
    found = []
    for one, stands in running:
        how = best_reach(one.places, draft.places, held.places)
        if draft.places and how is None:
            continue
        close = _close(draft, one, stands, how, alike.get(one.id, 0.0), held)
        alike_enough = bool(close.flows) or len(close.words) > 1
        if close.capacities or (alike_enough and (not draft.capacities or close.score >= FAR)):
            found.append(close)
    return sorted(found, key=lambda one: (-one.score, one.activity.id))[:most]


def _close(
    draft: Draft, one: ActivityRecord, stands: Standing, how: Reach | None, alike: float, held: Closeness
) -> Close:
    terms: dict[Term, float] = {}
    parts: tuple[tuple[Term, tuple[str, ...], tuple[str, ...]], ...] = (
        ("functions", draft.functions, one.functions), ("capacities", draft.capacities, one.capacities),
        ("flows", draft.flows, one.flows),
    )
    for name, asked, held_by in parts:
        if asked:
            terms[name] = round(share(asked, held_by), 4)
    if draft.places:
        reached = (held.places.reach(one.places, place) for place in draft.places)
        terms["places"] = round(sum(REACHES[each] for each in reached if each) / len(draft.places), 4)
    if draft.text:
        terms["text"] = round(alike, 4)
    score = sum(terms.values()) / len(terms) if terms else 0.0
    words = tuple(held.texts.shared(draft.text, one.id)) if alike >= LEAST else ()
    functions, capacities, flows = (both(asked, held_by) for _name, asked, held_by in parts)
    same = bool(functions and capacities and flows and draft.places and how in ("direct", "region"))
    return Close(one, round(score, 4), terms, functions, capacities, flows, how if draft.places else None, words,
                 stands, same)


def share(asked: Sequence[str], held: Sequence[str]) -> float:
    """How much two sets of words have in common: the mean of how much of either is in the other (Kulczynski 1927).

    Something that does ten things, one of them the draft's, is less like it than something that does that alone.

    >>> share(["cash"], ["cash"]), share(["cash"], ["cash", "port", "cargo", "legal"])
    (1.0, 0.625)
    """
    common = len(both(asked, held))
    return (common / len(asked) + common / len(held)) / 2 if asked and held else 0.0
