"""Is it more than chance? A null model that keeps how much every body does and how crowded every cell is. Pure.

Big generalists overlap by chance. So the bodies' cells are drawn at random among all tables with the same row and
column sums, by trades between two rows (the curveball algorithm: Strona and others, "A fast and unbiased procedure to
randomize ecological binary matrices with fixed row and column totals", Nature Communications 5:4114, 2014), and the
figures of each draw are set beside those observed. Independent chains are walked from the observed table; the result
depends on data, draws and seed alone, not on the number of processors.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numba
import numpy as np
import numpy.typing as npt

CHAINS: Final = 4
"""Independent walks; each is begun with `BURN_IN` trades a row."""

BURN_IN: Final = 20

Bits = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Incidence:
    """Bodies × cells as bits, and which pairs are coordinated in which cells.

    `rows`: uint64, bodies × words. The words of a group of cells (a capacity) stand together: `groups` gives for
    each group the first word and the one after its last. `cover_of`: int32, bodies × bodies, the row in `covers` that
    says in which cells a pair is coordinated, or -1.
    """

    bodies: tuple[str, ...]
    names: tuple[str, ...]
    rows: Bits
    groups: npt.NDArray[np.int64]
    cover_of: npt.NDArray[np.int32]
    covers: Bits


@dataclass(frozen=True, slots=True)
class Chance:
    """A figure beside those of so many draws: their mean, the bounds of their middle 95 %, and its percentile.

    `percentile`: share of draws below it, a draw that equals it counted half, 0 to 100.
    """

    observed: float
    mean: float
    low: float
    high: float
    percentile: float
    draws: int


def against_chance(incidence: Incidence, draws: int, seed: int) -> Mapping[str, tuple[Chance, Chance]]:
    """Pairs of bodies that meet in a cell, and those coordinated in no cell where they meet: observed and drawn.

    The key is the name of a group of cells, and empty for all cells together. Raises ValueError for fewer draws than
    chains.
    """
    if draws < CHAINS:
        raise ValueError(f"{draws} draws, expected {CHAINS} or more")
    arrays = incidence.rows, incidence.groups, incidence.cover_of, incidence.covers
    observed = np.zeros((2, len(incidence.groups) + 1), dtype=np.int64)
    count_pairs(*arrays, observed)
    share = [draws // CHAINS + (chain < draws % CHAINS) for chain in range(CHAINS)]
    first = np.cumsum([0, *share]).astype(np.int64)
    drawn = np.zeros((draws, 2, len(incidence.groups) + 1), dtype=np.int64)
    seeds = np.random.SeedSequence(seed).generate_state(CHAINS, np.uint64)
    _walk_all(*arrays, seeds, first, drawn)
    return {name: (chance(int(observed[0, at]), drawn[:, 0, at]), chance(int(observed[1, at]), drawn[:, 1, at]))
            for at, name in enumerate(("", *incidence.names))}


def chance(observed: float, drawn: npt.NDArray[np.int64] | npt.NDArray[np.float64]) -> Chance:
    """A figure beside those of the draws."""
    low, high = np.quantile(drawn, (0.025, 0.975))
    below = np.count_nonzero(drawn < observed) + 0.5 * np.count_nonzero(drawn == observed)
    return Chance(float(observed), float(drawn.mean()), float(low), float(high), float(100 * below / len(drawn)),
                  len(drawn))


def draw(rows: Bits, trades: int, seed: int) -> Bits:
    """A table of the same row and column sums, that many trades from this one."""
    drawn = rows.copy()
    _trades(drawn, trades, np.array([seed], dtype=np.uint64))
    return drawn


@numba.njit(parallel=True, cache=True)
def _walk_all(rows, groups, cover_of, covers, seeds, first, drawn):  # type: ignore[no-untyped-def]  # numba
    for chain in numba.prange(len(seeds)):
        table = rows.copy()
        state = seeds[chain:chain + 1].copy()
        _trades(table, BURN_IN * len(table), state)
        for at in range(first[chain], first[chain + 1]):
            _trades(table, len(table), state)
            count_pairs(table, groups, cover_of, covers, drawn[at])


@numba.njit(cache=True)
def _next(state):  # type: ignore[no-untyped-def]  # splitmix64: the same numbers on every machine
    state[0] += np.uint64(0x9E3779B97F4A7C15)
    z = state[0]
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


@numba.njit(cache=True)
def _below(state, bound):  # type: ignore[no-untyped-def]  # a number from 0 to bound - 1; bound < 2**32
    return np.int64(((_next(state) >> np.uint64(32)) * np.uint64(bound)) >> np.uint64(32))


@numba.njit(cache=True)
def _ones(word):  # type: ignore[no-untyped-def]
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + ((word >> np.uint64(2)) & np.uint64(0x3333333333333333))
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((word * np.uint64(0x0101010101010101)) >> np.uint64(56))


@numba.njit(cache=True)
def _trades(table, trades, state):  # type: ignore[no-untyped-def]
    """Trade between random pairs of rows: what only one of them has is dealt anew, each keeping its number."""
    bodies, words = table.shape
    if bodies < 2:
        return
    for _ in range(trades):
        i = _below(state, bodies)
        j = _below(state, bodies - 1)
        if j >= i:
            j += 1
        left, mine = 0, 0
        for word in range(words):
            left += _ones(table[i, word] ^ table[j, word])
            mine += _ones(table[i, word] & ~table[j, word])
        if mine == 0 or mine == left:
            continue
        for word in range(words):
            apart = table[i, word] ^ table[j, word]
            both = table[i, word] & table[j, word]
            dealt = np.uint64(0)
            rest = apart
            while rest != np.uint64(0):
                bit = rest & (~rest + np.uint64(1))
                rest ^= bit
                if _below(state, left) < mine:
                    dealt |= bit
                    mine -= 1
                left -= 1
            table[i, word] = both | dealt
            table[j, word] = both | (apart ^ dealt)


@numba.njit(cache=True)
def count_pairs(table, groups, cover_of, covers, counts):  # type: ignore[no-untyped-def]
    """Fill counts (2 × groups + 1): pairs that meet, and pairs that meet and are coordinated in no such cell.

    Column 0 is for all groups together.
    """
    counts[:] = 0
    bodies = len(table)
    for i in range(bodies):
        for j in range(i + 1, bodies):
            cover = cover_of[i, j]
            met, coordinated = False, False
            for group in range(len(groups)):
                here, covered = False, False
                for word in range(groups[group, 0], groups[group, 1]):
                    common = table[i, word] & table[j, word]
                    if common != np.uint64(0):
                        here = True
                        if cover < 0:
                            break
                        if common & covers[cover, word] != np.uint64(0):
                            covered = True
                            break
                if here:
                    met = True
                    coordinated |= covered
                    counts[0, group + 1] += 1
                    if not covered:
                        counts[1, group + 1] += 1
            if met:
                counts[0, 0] += 1
                if not coordinated:
                    counts[1, 0] += 1
