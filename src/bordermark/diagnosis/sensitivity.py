"""Does a finding survive what the survey does not know? Pure.

Three doubts: that other activities might have been surveyed (bootstrap over activities), that starts are not known, and
that bodies which publish much are seen more (each of them left out in turn). An end that is not known is no such doubt:
it means "unknown or still running", and without these hardly any activity is left. Figures without them stand beside.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import polars as pl

from bordermark.diagnosis.coordination import mostly_open
from bordermark.diagnosis.survey import Assumptions, Survey, in_year

MUCH: Final = 3
"""How many of the bodies with most activities are left out, each in turn."""

UNKNOWN_STARTS: Final = "unknown-starts"
UNKNOWN_ENDS: Final = "unknown-ends"


@dataclass(frozen=True, slots=True)
class Spread:
    """Uncoordinated pairs of a group over the bootstrap worlds: the middle 95 %, and how often what was seen held.

    `first`: share of the worlds in which the group was among the first so many, 0 to 1; `mostly`: in which its pairs
    were mostly uncoordinated (`coordination.mostly_open`).
    """

    low: float
    high: float
    first: float
    mostly: float


def bootstrap(
    pairs: pl.DataFrame, group: str, activities: int, worlds: int, seed: int, top: int
) -> Mapping[str, Spread]:
    """Spread of each group's uncoordinated pairs when as many activities are drawn, with replacement.

    `pairs` is that of `coordination.pairs` within the group. An activity that is drawn twice makes its pairs twice.
    """
    names = pairs[group].unique().sort().to_list()
    if not names:
        return {}
    a, b = (pairs[side].to_physical().to_numpy() for side in ("a", "b"))
    place = {name: at for at, name in enumerate(names)}
    where = np.array([place[name] for name in pairs[group]], dtype=np.int64)
    uncovered = (pairs["covered"] == 0).to_numpy()
    random = np.random.default_rng(seed)
    everything, counts = np.zeros((worlds, len(names))), np.zeros((worlds, len(names)))
    for world in range(worlds):
        times = np.bincount(random.integers(activities, size=activities), minlength=activities)
        weights = times[a] * times[b]
        everything[world] = np.bincount(where, weights=weights, minlength=len(names))
        counts[world] = np.bincount(where, weights=weights * uncovered, minlength=len(names))
    cut = np.sort(counts, axis=1)[:, -min(top, len(names))]
    first = ((counts >= cut[:, None]) & (counts > 0)).mean(axis=0)
    mostly = mostly_open(everything, counts).mean(axis=0)
    low, high = np.quantile(counts, (0.025, 0.975), axis=0)
    return {name: Spread(float(low[at]), float(high[at]), float(first[at]), float(mostly[at]))
            for at, name in enumerate(names)}


def doubted(survey: Survey, year: int) -> Mapping[str, Survey]:
    """The survey of a year as it would be if less were known or had been published; the key says what is left out.

    Keys: ``unknown-starts``, and the ids of the bodies that lead most activities.
    """
    whole = in_year(survey, year)
    led = Counter(one.entity for one in whole.activities)
    most = sorted(led, key=lambda body: (-led[body], body))[:MUCH]
    without = {body: replace(whole, activities=tuple(one for one in whole.activities if one.entity != body))
               for body in most}
    return {
        UNKNOWN_STARTS: in_year(survey, year, Assumptions(unknown_starts=False)),
        **without,
    }
