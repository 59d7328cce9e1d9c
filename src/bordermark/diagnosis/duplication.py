"""Duplication: the same activities or services to the same beneficiaries (GAO-15-49SP, Step 1, from page 8). Pure.

The survey can point at a pair; only the bodies concerned can say whether it is one (Step 3, from page 19). So what is
found here is *possible* duplication, and these are left out: two sides of one undertaking (the lead of one takes part
in the other), work that followed upon other work, and two global activities, of which nobody can say that they reach
the same people.
"""

from dataclasses import dataclass
from typing import Literal

import polars as pl

from bordermark.diagnosis.cube import Cube
from bordermark.diagnosis.survey import GENERAL, GLOBAL, Activity

Together = Literal["surely", "perhaps", "never"]
"""Whether two activities ran at the same time: sure only when the years say so."""


@dataclass(frozen=True, slots=True)
class SameEnough:
    """From which share of services, and of States, two activities are held to be the same (Jaccard, 0 to 1)."""

    services: float = 0.5
    states: float = 0.5


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two activities that may be one and the same service, with the terms by which they were found.

    `services` and `states` are shares of what either has that both have. `unspecific`: they name no flow, so that
    it is less sure that they do the same.
    """

    a: str
    b: str
    services: float
    states: float
    common: tuple[str, ...]
    together: Together
    unspecific: bool


def duplication(cube: Cube, shared: pl.DataFrame, enough: SameEnough = SameEnough()) -> list[Duplicate]:
    """Possible duplication among the pairs of `overlap.shared_services`, the likeliest first."""
    by_id = {one.id: one for one in cube.activities}
    sizes = {str(key): size for key, size in cube.services.group_by("activity").len().iter_rows()}
    found = []
    for a, b, both in shared.group_by("a", "b").len().iter_rows():
        services = both / (sizes[a] + sizes[b] - both)
        if services >= enough.services:
            made = _duplicate(cube, by_id[a], by_id[b], services)
            if made is not None and made.states >= enough.states:
                found.append(made)
    return sorted(found, key=lambda one: (-one.services * one.states, one.a, one.b))


def _duplicate(cube: Cube, one: Activity, other: Activity, services: float) -> Duplicate | None:
    together = ran_together(one, other)
    states = cube.survey.states(one.places), cube.survey.states(other.places)
    if together == "never" or one_undertaking(one, other) or GLOBAL in (*one.places, *other.places):
        return None
    common = states[0] & states[1]
    return Duplicate(one.id, other.id, services, len(common) / len(states[0] | states[1]), tuple(sorted(common)),
                     together, unspecific=GENERAL in set(one.flows) & set(other.flows))


def one_undertaking(one: Activity, other: Activity) -> bool:
    """Whether the lead of one takes part in the other."""
    return one.entity in other.parties or other.entity in one.parties


def ran_together(one: Activity, other: Activity) -> Together:
    """Whether two activities ran in a common year; the year of a hand-over is none."""
    if followed(one, other) or followed(other, one):
        return "never"
    if one.start is None or other.start is None:
        return "perhaps"
    earlier, later = sorted((one, other), key=lambda activity: activity.start or 0)
    if earlier.start == later.start:
        return "surely"
    return "perhaps" if earlier.end is None else "surely"


def followed(first: Activity, then: Activity) -> bool:
    """Whether the second began after the first had ended, or took over in the year of its end."""
    if first.end is None or then.start is None:
        return False
    took_over = first.start is not None and first.start < then.start and (then.end is None or then.end > first.end)
    return first.end < then.start or (first.end == then.start and took_over)
