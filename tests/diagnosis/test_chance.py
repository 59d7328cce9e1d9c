"""The null models: what they keep, that the seed decides, and figures that can be worked out."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.diagnosis.worlds import activity, mechanism, survey

from bordermark.diagnosis.coordination import covered, pairs, tally
from bordermark.diagnosis.cube import Cube
from bordermark.diagnosis.dealing import dealt
from bordermark.diagnosis.incidence import incidence
from bordermark.diagnosis.null_model import against_chance, draw
from bordermark.diagnosis.overlap import shared_services


def bits(flags: np.ndarray) -> np.ndarray:
    padded = np.zeros((len(flags), (flags.shape[1] + 63) // 64 * 64), dtype=np.uint8)
    padded[:, :flags.shape[1]] = flags
    return np.packbits(padded, axis=1, bitorder="little").view(np.uint64)


def flags_of(rows: np.ndarray) -> np.ndarray:
    return np.unpackbits(rows.view(np.uint8), axis=1, bitorder="little")


@settings(deadline=None)  # the first draw compiles
@given(st.integers(2, 12), st.integers(1, 150), st.integers(0, 2**63), st.floats(0, 1))
def test_a_draw_keeps_row_and_column_sums(bodies: int, cells: int, seed: int, density: float) -> None:
    rows = bits(np.random.default_rng(seed).random((bodies, cells)) < density)
    drawn = draw(rows, 50, seed)
    before, after = flags_of(rows), flags_of(drawn)
    assert (before.sum(axis=0) == after.sum(axis=0)).all()
    assert (before.sum(axis=1) == after.sum(axis=1)).all()


def test_every_table_with_the_same_sums_is_as_likely() -> None:
    """Three bodies, three cells, one each: the six ways to deal them come equally often."""
    rows = bits(np.eye(3, dtype=np.uint8))
    seen = [tuple(flags_of(draw(rows, 20, seed))[:, :3].ravel()) for seed in range(3000)]
    counts = [seen.count(table) for table in set(seen)]
    assert len(counts) == 6
    assert all(abs(count - 500) < 100 for count in counts)


WORLD = survey(
    activity("a", "x", capacities=("cargo", "port")), activity("b", "y", places=("Western Africa", "TJK")),
    activity("c", "z", functions=("train", "equip")), activity("d", "x", places=("Central Asia",)),
    activity("e", "w", capacities=("port",)), activity("f", "y", capacities=("port",), places=("global",)),
    mechanisms=(mechanism("m", "x", "z"),),
)


def test_observed_pairs_of_leads_by_hand() -> None:
    """Cargo: x, y and z meet in Western Africa, x and y in Central Asia; of these x and z are coordinated.

    Port: x and w in Western Africa, and y with both where global work counts.
    """
    found = against_chance(incidence(Cube(WORLD, 1)), 8, 1)
    assert {name: (one.observed, other.observed) for name, (one, other) in found.items()} == {
        "": (5, 4), "cargo": (3, 2), "port": (3, 3)}
    found = against_chance(incidence(Cube(WORLD, 0)), 8, 1)
    assert (found[""][0].observed, found["port"][0].observed) == (4, 1)


def test_the_seed_decides() -> None:
    table = incidence(Cube(WORLD, 1))
    assert against_chance(table, 40, 7) == against_chance(table, 40, 7)
    assert against_chance(table, 40, 7) != against_chance(table, 40, 8)


def test_too_few_draws() -> None:
    with pytest.raises(ValueError, match="3 draws, expected 4 or more"):
        against_chance(incidence(Cube(WORLD, 1)), 3, 1)


def test_what_cannot_be_otherwise_is_in_the_middle_of_chance() -> None:
    full = survey(activity("a", "x"), activity("b", "y"))
    observed, uncoordinated = against_chance(incidence(Cube(full, 1)), 8, 1)[""]
    assert (observed.observed, observed.mean, observed.percentile) == (1, 1, 50)
    assert uncoordinated == observed


def test_dealing_observes_the_headline() -> None:
    cube = Cube(WORLD, 1)
    shared = shared_services(cube)
    found = pairs(shared, covered(cube, shared))
    pair_count, uncoordinated, _ = tally(found).row(0)
    both = dealt(cube, 10, 1)[""]
    assert (both[0].observed, both[1].observed) == (pair_count, uncoordinated)
    within = dict(tally(pairs(shared, covered(cube, shared), "capacity"), "capacity").select(
        "capacity", pl.struct("pairs", "uncoordinated")).iter_rows())
    assert {name: {"pairs": one.observed, "uncoordinated": other.observed}
            for name, (one, other) in dealt(cube, 10, 1).items() if name} == within


def test_dealing_by_hand() -> None:
    """Four activities that all meet, two led by each of two bodies: however they are dealt, four of six pairs have
    different leads."""
    world = survey(activity("a", "x"), activity("b", "x"), activity("c", "y"), activity("d", "y"))
    one, other = dealt(Cube(world, 1), 20, 1)[""]
    assert (one.observed, one.low, one.high, one.percentile) == (4, 4, 4, 50)
    assert other == one
