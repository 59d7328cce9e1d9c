"""Is it more than chance? The activities dealt anew among the bodies: a null model that keeps activities whole. Pure.

`null_model` draws single cells, so that it takes apart what belongs together in an activity: against it, bodies that
keep to their field look as if they avoided one another. Here an activity stays as it is, with all its functions,
capacities, flows and places; every body leads as many as it does, but which ones is drawn. What is documented among the
bodies stays too. The observed figures are those of the headline.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import polars as pl

from bordermark.diagnosis.coordination import mechanisms
from bordermark.diagnosis.cube import Cube
from bordermark.diagnosis.null_model import Chance, chance
from bordermark.diagnosis.overlap import common_services

Bits = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]


def dealt(cube: Cube, draws: int, seed: int) -> Mapping[str, tuple[Chance, Chance]]:
    """Overlapping pairs of activities, and those that nothing documented covers: observed and dealt.

    The key is a capacity, or empty for all. Memory and time grow with pairs × mechanisms: for surveys of some
    thousand activities this is not meant.
    """
    rows = common_services(cube).select("a", "b", "capacity", "flow").unique().with_columns(
        pl.col("capacity", "flow").cast(pl.String)).sort(
        pl.col("a").to_physical(), pl.col("b").to_physical(), "capacity", "flow")
    table = _Table(cube, rows)
    leads = pl.Series([one.entity for one in cube.activities], dtype=cube.bodies).to_physical().to_numpy()
    observed = table.counts(leads)
    random = np.random.default_rng(seed)
    drawn = np.stack([table.counts(random.permutation(leads)) for _ in range(draws)])
    return {name: (chance(observed[0, at], drawn[:, 0, at]), chance(observed[1, at], drawn[:, 1, at]))
            for at, name in enumerate(("", *table.capacities))}


class _Table:
    """Rows (pair, capacity, flow) in order of pairs, each with the mechanisms whose scope holds it, as bits."""

    def __init__(self, cube: Cube, rows: pl.DataFrame) -> None:
        self.a, self.b = (rows[side].to_physical().to_numpy() for side in ("a", "b"))
        self.capacities = sorted({code for one in cube.activities for code in one.capacities})
        place = {name: at for at, name in enumerate(self.capacities)}
        capacity = np.array([place[name] for name in rows["capacity"]], dtype=np.int64)
        self.in_capacity = _starts(self.a, self.b, capacity)
        self.in_pair = _starts(self.a, self.b)
        self.capacity = capacity[self.in_capacity]
        self.fits, self.members = _documented(cube, rows, self.a, self.b)

    def counts(self, leads: npt.NDArray[np.integer]) -> Numbers:
        """Pairs and uncoordinated pairs (2 rows) in all and in each capacity (columns) with these leads."""
        a, b = leads[self.a], leads[self.b]
        covered = np.any(self.fits & self.members[a] & self.members[b], axis=1)
        apart = a != b
        size = len(self.capacities)
        counts = np.zeros((2, size + 1), dtype=np.int64)
        if len(apart):
            pairs, within = apart[self.in_pair], apart[self.in_capacity]
            open_pairs = pairs & ~np.logical_or.reduceat(covered, self.in_pair)
            open_within = within & ~np.logical_or.reduceat(covered, self.in_capacity)
            counts[:, 0] = pairs.sum(), open_pairs.sum()
            counts[0, 1:] = np.bincount(self.capacity, weights=within, minlength=size)
            counts[1, 1:] = np.bincount(self.capacity, weights=open_within, minlength=size)
        return counts


def _starts(*columns: npt.NDArray[np.integer]) -> Numbers:
    """Where, in ordered rows, one of the columns changes, and the first row."""
    changed = np.zeros(max(len(columns[0]) - 1, 0), dtype=bool)
    for column in columns:
        changed |= column[1:] != column[:-1]
    return np.flatnonzero(np.concatenate((np.ones(min(len(columns[0]), 1), dtype=bool), changed)))


def _documented(
    cube: Cube, rows: pl.DataFrame, a: npt.NDArray[np.integer], b: npt.NDArray[np.integer]
) -> tuple[Bits, Bits]:
    """For each row the mechanisms of known scope that hold it; for each body those it is in; both as bits."""
    unknown = {one.id for one in cube.survey.mechanisms if not one.scoped}
    scoped = [one for one in mechanisms(cube.survey) if one.id not in unknown]
    worldwide = Cube(cube.survey, 1)
    meeting = cube.reach[a] & cube.reach[b]
    both_global = (meeting[:, 0] & np.uint64(1)).astype(bool)
    capacity, flow = rows["capacity"], rows["flow"]
    number = {body: at for at, body in enumerate(cube.bodies.categories)}
    width = max(len(scoped) + 63, 64) // 64 * 64
    fits, members = np.zeros((len(rows), width), dtype=np.uint8), np.zeros((len(number), width), dtype=np.uint8)
    for at, one in enumerate(scoped):
        scope = worldwide.bits(one.places)
        met: Flags = np.where(both_global, bool(scope[0] & np.uint64(1)), np.any(meeting & scope, axis=1))
        subject = (capacity.is_in(one.capacities) & flow.is_in(one.flows)).to_numpy()
        fits[:, at] = met & subject
        members[[number[member] for member in one.members], at] = 1
    return _packed(fits), _packed(members)


def _packed(flags: npt.NDArray[np.uint8]) -> Bits:
    return np.packbits(flags, axis=1, bitorder="little").view(np.uint64)
