"""What became of alerts, by office, list, lane and month: counts, hit rates with their intervals, days taken. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import median
from typing import Final

from bordermark.screening.standing import Alerted
from bordermark.screening.triage.life import WAITING

DIMENSIONS: Final = ("list", "office", "lane", "month")
"""By what is counted."""

Place = tuple[str, str, str, str]
"""The list, office, lane and month of an alert, as DIMENSIONS are ordered; empty where not known."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How many alerts of one place have one status and one outcome."""

    place: Place
    status: str
    outcome: str
    alerts: int


@dataclass(frozen=True, slots=True)
class Interval:
    """A share with the interval that holds the true one in 95 of 100 such cases."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Count:
    """What became of some alerts. `hit_rate` is found among inspected; `days` the median from alert to decision."""

    alerts: int
    waiting: int
    dismissed: int
    referred: int
    found: int
    nothing_found: int
    hit_rate: Interval | None
    days: float | None

    @property
    def inspected(self) -> int:
        return self.found + self.nothing_found


def wilson(hits: int, tried: int) -> Interval | None:
    """A share of trials with its 95 % interval; None where nothing was tried.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
    Statistical Association 22 (1927), 209-212.
    """
    if not tried:
        return None
    z2, share = _Z * _Z, hits / tried
    centre = (share + z2 / (2 * tried)) / (1 + z2 / tried)
    half = _Z / (1 + z2 / tried) * sqrt(share * (1 - share) / tried + z2 / (4 * tried * tried))
    return Interval(round(share, 4), round(max(centre - half, 0.0), 4), round(min(centre + half, 1.0), 4))


_Z: Final = 1.959964
"""The standard normal deviate that 95 of 100 cases do not exceed, either way."""


def count(cells: Iterable[Cell], days: Iterable[float] = ()) -> Count:
    """What became of the alerts of these cells; `days` are those that each decision took.

    Referred are all that were, whether inspected since or not.
    """
    by: dict[str, int] = defaultdict(int)
    for one in cells:
        by[one.status] += one.alerts
        by[one.outcome] += one.alerts if one.status == Alerted.INSPECTED else 0
    some = list(days)
    found, nothing = by["found"], by["nothing-found"]
    statuses = {one: by[one] for one in Alerted}
    return Count(
        sum(statuses.values()), sum(statuses[one] for one in WAITING), statuses[Alerted.DISMISSED],
        statuses[Alerted.REFERRED] + statuses[Alerted.INSPECTED], found, nothing, wilson(found, found + nothing),
        round(median(some), 2) if some else None,
    )


def counts(
    cells: Iterable[Cell], days: Iterable[tuple[Place, float]], dimension: str
) -> Mapping[str, Count]:
    """What became of the alerts, by the values of a dimension; the most alerts first, but months in their order."""
    at = DIMENSIONS.index(dimension)
    held: dict[str, list[Cell]] = defaultdict(list)
    taken: dict[str, list[float]] = defaultdict(list)
    for cell in cells:
        held[cell.place[at]].append(cell)
    for place, number in days:
        taken[place[at]].append(number)
    found = {key: count(some, taken[key]) for key, some in held.items()}
    order = sorted(found) if dimension == "month" else sorted(found, key=lambda key: (-found[key].alerts, key))
    return {key: found[key] for key in order}
