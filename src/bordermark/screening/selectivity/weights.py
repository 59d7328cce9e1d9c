"""The weights of evidence, estimated anew from results: a regression in the score's own form.

The score is ``1 - (1 - w1)(1 - w2)...``. With ``t = -log(1 - w)`` it is ``1 - exp(-(t1 + t2 + ...))``, a generalised
linear model with the complementary logarithm as link (McCullagh and Nelder, *Generalized Linear Models*, 1989; as
"noisy or", Pearl 1988). So its coefficients are the weights themselves, and need no translation as those of a logistic
regression would. It is regularised by results that were never seen: for each feature PRIOR alerts with it alone, of
which its shipped weight was right. The logarithm of the posterior is concave, so that there is one answer.
"""

from dataclasses import dataclass
from math import exp, log1p
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from bordermark.screening.evidence import WEIGHTS

PRIOR: Final = 20.0
"""Inspections that the shipped weight of a feature is worth."""

STEPS: Final = 200
SMALLEST: Final = 1e-6
"""Newton steps at most, and the smallest coefficient."""

_NORMAL: Final = 1.6448536269514722
"""Half the width of the middle nine tenths of a normal distribution, in standard deviations."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weight:
    """A feature with the weight that it has and the one that results propose; `low` to `high` holds nine tenths.

    `inspected` and `right` count the alerts whose score it was part of. Without any, nothing is proposed.
    """

    feature: str
    shipped: float
    inspected: int
    right: int
    proposed: float
    low: float
    high: float


def estimate(labels: pl.DataFrame) -> list[Weight]:
    """The weights that labelled alerts (`row`, `pattern`, `right`) propose, in the order of the shipped ones.

    Alerts of one line with the same evidence, as for a substance on three lists, are one trial and not three.
    """
    features = list(WEIGHTS)
    trials = labels.group_by("row", "pattern").agg(pl.col("right").any())
    told = trials.group_by("pattern").agg(pl.col("right").sum(), pl.len()).sort("pattern").rows()
    parts = [set(pattern.split(" + ")) for pattern, _, _ in told]
    design = np.array([[float(one in some) for one in features] for some in parts]).reshape(-1, len(features))
    right = np.array([one for _, one, _ in told], dtype=np.float64)
    inspected = np.array([one for _, _, one in told], dtype=np.float64)
    shipped = np.array([WEIGHTS[one] for one in features])
    at, spread = fit(np.vstack([design, np.eye(len(features))]), np.concatenate([right, PRIOR * shipped]),
                     np.concatenate([inspected, np.full(len(features), PRIOR)]))
    return [
        Weight(feature, WEIGHTS[feature], int(inspected @ design[:, place]), int(right @ design[:, place]),
               *(_weight(at[place] * exp(shift * spread[place])) for shift in (0.0, -_NORMAL, _NORMAL)))
        for place, feature in enumerate(features)
    ]


def _weight(coefficient: float) -> float:
    return round(1 - exp(-coefficient), 4)


def fit(design: Matrix, right: Matrix, inspected: Matrix) -> tuple[Matrix, Matrix]:
    """The coefficients at the top of the posterior, by Newton's method, and the standard deviation of their logarithms.

    `design` has a row a group of alerts and a column a feature; each feature must be alone in some row.
    """
    at = np.full(design.shape[1], -log1p(-0.5))
    value = _log_posterior(at, design, right, inspected)
    for _ in range(STEPS):
        missed = np.exp(-design @ at)
        slope = design.T @ (right * missed / (1 - missed) - (inspected - right))
        curve = design.T @ ((right * missed / (1 - missed) ** 2)[:, None] * design)
        step = np.linalg.solve(curve, slope)
        size = 1.0
        while size > 1e-8:
            there = np.maximum(at + size * step, SMALLEST)
            higher = _log_posterior(there, design, right, inspected)
            if higher >= value:
                break
            size /= 2
        moved = float(np.abs(there - at).max())
        at, value = there, max(higher, value)
        if moved < 1e-10:
            break
    return at, np.sqrt(np.diag(np.linalg.inv(curve))) / at


def _log_posterior(at: Matrix, design: Matrix, right: Matrix, inspected: Matrix) -> float:
    linear = design @ at
    return float((right * np.log(-np.expm1(-linear)) - (inspected - right) * linear).sum())
