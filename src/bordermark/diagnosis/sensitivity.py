"""Does a finding survive what the survey does not know? Pure.

Three doubts: that other activities might have been surveyed (bootstrap over activities), that years are not known, and
that bodies which publish much are seen more (each of them left out in turn).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import polars as pl

from bordermark.diagnosis.survey import Assumptions, Survey, in_year

MUCH: Final = 3
"""How many of the bodies with most activities are left out, each in turn."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Uncoordinated pairs of a group over the bootstrap worlds: the middle 95 %, and how often it was at the top.

    `first`: share of the worlds in which the group was among the first so many, 0 to 1.
    """

    low: float
    high: float
    first: float


def bootstrap(
    pairs: pl.DataFrame, group: str, activities: int, worlds: int, seed: int, top: int
) -> Mapping[str, Spread]:
    """Spread of each group's uncoordinated pairs when as many activities are drawn, with replacement.

    `pairs` is that of `coordination.pairs` within the group. An activity that is drawn twice makes its pairs twice.
    """
    names = pairs[group].unique().sort().to_list()
    open_pairs = pairs.filter(pl.col("covered") == 0)
    a, b = (open_pairs[side].to_physical().to_numpy() for side in ("a", "b"))
    place = {name: at for at, name in enumerate(names)}
    where = np.array([place[name] for name in open_pairs[group]], dtype=np.int64)
    random = np.random.default_rng(seed)
    counts = np.zeros((worlds, len(names)))
    for world in range(worlds):
        times = np.bincount(random.integers(activities, size=activities), minlength=activities)
        counts[world] = np.bincount(where, weights=times[a] * times[b], minlength=len(names))
    if not names:
        return {}
    cut = np.sort(counts, axis=1)[:, -min(top, len(names))]
    first = ((counts >= cut[:, None]) & (counts > 0)).mean(axis=0)
    low, high = np.quantile(counts, (0.025, 0.975), axis=0)
    return {name: Spread(float(low[at]), float(high[at]), float(first[at])) for at, name in enumerate(names)}


def doubted(survey: Survey, year: int) -> Mapping[str, Survey]:
    """The survey of a year as it would be if less were known or had been published; the key says what is left out.

    Keys: ``unknown-starts``, ``unknown-ends``, and the ids of the bodies that lead most activities.
    """
    whole = in_year(survey, year)
    led = Counter(one.entity for one in whole.activities)
    most = sorted(led, key=lambda body: (-led[body], body))[:MUCH]
    without = {body: replace(whole, activities=tuple(one for one in whole.activities if one.entity != body))
               for body in most}
    return {
        "unknown-starts": in_year(survey, year, Assumptions(unknown_starts=False)),
        "unknown-ends": in_year(survey, year, Assumptions(unknown_ends=False)),
        **without,
    }
