"""The Beta distribution: what is known of a rate after some trials of it."""

from dataclasses import dataclass
from functools import lru_cache
from math import exp, lgamma, log, log1p
from typing import Final

LEVEL: Final = 0.9
"""Of every interval that is told: nine rates in ten lie within theirs."""


@dataclass(frozen=True, slots=True)
class Beta:
    """A rate of which `a` successes and `b` failures are known, counted with what was believed before; both > 0."""

    a: float
    b: float

    @property
    def mean(self) -> float:
        return self.a / (self.a + self.b)

    @property
    def variance(self) -> float:
        return self.mean * (1 - self.mean) / (self.a + self.b + 1)

    @property
    def interval(self) -> tuple[float, float]:
        """The middle nine tenths."""
        tail = (1 - LEVEL) / 2
        return quantile(tail, self.a, self.b), quantile(1 - tail, self.a, self.b)


def jeffreys(found: float, inspected: float) -> Beta:
    """What `found` of `inspected` tell of a rate of which nothing is known: the prior of Jeffreys, Beta(½, ½)."""
    return Beta(found + 0.5, inspected - found + 0.5)


@lru_cache(maxsize=10_000)
def quantile(share: float, a: float, b: float) -> float:
    """The rate below which this share of Beta(a, b) lies, by halving; to 12 places."""
    low, high = 0.0, 1.0
    while high - low > 1e-12:
        middle = (low + high) / 2
        if cumulative(middle, a, b) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def cumulative(rate: float, a: float, b: float) -> float:
    """The share of Beta(a, b) below a rate: the regularised incomplete Beta function, DLMF 8.17."""
    if rate <= 0:
        return 0.0
    if rate >= 1:
        return 1.0
    if rate > (a + 1) / (a + b + 2):
        return 1.0 - cumulative(1 - rate, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(rate) + b * log1p(-rate)) / a
    return front / _fraction(rate, a, b)


def _fraction(rate: float, a: float, b: float) -> float:
    """The continued fraction of DLMF 8.17.22, from its front, by the method of Lentz."""
    tiny = 1e-300
    value, up, down = 1.0, 1.0, 0.0
    for step in range(1, 2_000):
        half = step // 2
        if step % 2:
            term = -(a + half) * (a + b + half) * rate / ((a + 2 * half) * (a + 2 * half + 1))
        else:
            term = half * (b - half) * rate / ((a + 2 * half - 1) * (a + 2 * half))
        down = 1.0 / (1.0 + term * down or tiny)
        up = 1.0 + term / up or tiny
        value *= up * down
        if abs(up * down - 1.0) < 1e-14:
            break
    return value


def log_marginal(found: float, inspected: float, a: float, b: float) -> float:
    """Logarithm of the chance of a result under a rate drawn from Beta(a, b), but for a constant of the result."""
    return (lgamma(a + found) + lgamma(b + inspected - found) - lgamma(a + b + inspected)
            - lgamma(a) - lgamma(b) + lgamma(a + b))
