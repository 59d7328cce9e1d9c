"""The table that the null model draws anew: which body leads in which cell. Pure.

A cell is function × capacity × flow × sub-region: a body stands in it when it leads an activity that reaches a State
of the sub-region. With single States as places, the States of one region, which are always reached together, would
pass for independent decisions, and every figure would look far from chance.
"""

from itertools import combinations

import numpy as np
import polars as pl

from bordermark.diagnosis.coordination import mechanisms
from bordermark.diagnosis.cube import Cube
from bordermark.diagnosis.null_model import Incidence
from bordermark.diagnosis.survey import GLOBAL, Survey

CELL = ["capacity", "function", "flow", "block"]


def incidence(cube: Cube) -> Incidence:
    """Who leads in which cell, grouped by capacity, and in which cells each pair of leads is coordinated.

    Only mechanisms of known scope coordinate here. At weight 1 a global activity reaches every sub-region.
    """
    reached = {one.id: blocks_of(cube.survey, one.places, cube.weight) for one in cube.activities}
    blocks = pl.DataFrame({"activity": list(reached), "block": [sorted(some) for some in reached.values()]},
                          schema={"activity": cube.ids, "block": pl.List(pl.String)}).explode("block")
    held = cube.services.join(blocks, on="activity").select(
        pl.col("lead", "capacity", "function", "flow", "block").cast(pl.String)).unique()
    cells = held.select(CELL).unique().sort(CELL)
    names = tuple(cells["capacity"].unique().sort().to_list())
    groups, columns = _columns(cells, names)
    placed = held.join(cells.with_columns(column=pl.Series(columns, dtype=pl.Int64)), on=CELL)
    bodies = tuple(placed["lead"].unique().sort().to_list())
    number = {body: at for at, body in enumerate(bodies)}
    flags = np.zeros((len(bodies), int(groups[-1, 1]) * 64 if len(groups) else 64), dtype=np.uint8)
    flags[[number[lead] for lead in placed["lead"]], placed["column"].to_numpy()] = 1
    rows = np.packbits(flags, axis=1, bitorder="little").view(np.uint64)
    cover_of, covers = _covers(cube.survey, number, cells, columns, rows.shape[1])
    return Incidence(bodies, names, rows, groups, cover_of, covers)


def blocks_of(survey: Survey, places: tuple[str, ...], weight: int) -> frozenset[str]:
    """The sub-regions that places reach; a State or area without one is its own."""
    reached = {survey.subregions.get(state, state) for state in survey.states(places)}
    if GLOBAL in places and weight:
        reached |= set(survey.subregions.values())
    return frozenset(reached)


def _columns(cells: pl.DataFrame, names: tuple[str, ...]) -> tuple[np.ndarray, list[int]]:
    """For each capacity its words, and for each cell, in order, its bit: a capacity begins with a word of its own."""
    sizes = dict(cells.group_by("capacity").len().iter_rows())
    bounds: list[tuple[int, int]] = []
    columns: list[int] = []
    word = 0
    for name in names:
        words = (sizes[name] + 63) // 64
        bounds.append((word, word + words))
        columns += range(word * 64, word * 64 + sizes[name])
        word += words
    return np.array(bounds, dtype=np.int64).reshape(-1, 2), columns


def _covers(
    survey: Survey, number: dict[str, int], cells: pl.DataFrame, columns: list[int], words: int
) -> tuple[np.ndarray, np.ndarray]:
    """For each pair of bodies, by number, the cells that a mechanism of known scope covers."""
    where = cells.select("capacity", "flow", "block").with_columns(
        column=pl.Series(columns, dtype=pl.Int64)).group_by("capacity", "flow", "block").agg("column")
    bits = {(capacity, flow, block): some for capacity, flow, block, some in where.iter_rows()}
    unknown = {one.id for one in survey.mechanisms if not one.scoped}
    cover_of = np.full((len(number), len(number)), -1, dtype=np.int32)
    covers: list[np.ndarray] = []
    for mechanism in mechanisms(survey):
        members = sorted({number[one] for one in mechanism.members if one in number})
        if mechanism.id in unknown or len(members) < 2:
            continue
        blocks = blocks_of(survey, mechanism.places, 1)
        flags = np.zeros(words * 64, dtype=np.uint8)
        for capacity in mechanism.capacities:
            for flow in mechanism.flows:
                for block in blocks:
                    flags[bits.get((capacity, flow, block), [])] = 1
        scope = np.packbits(flags, bitorder="little").view(np.uint64)
        for one, other in combinations(members, 2):
            if cover_of[one, other] < 0:
                cover_of[one, other] = len(covers)
                covers.append(np.zeros(words, dtype=np.uint64))
            covers[cover_of[one, other]] |= scope
    return cover_of, np.stack(covers) if covers else np.zeros((0, words), dtype=np.uint64)
