"""The activities as cells of function × capacity × flow × place. Pure.

A regional activity reaches the States of its region. A global one names no State: it has no cell of a State but a
weight, so that it is never counted once for every State of the world. Results are made with that weight at 0 (it
reaches nobody in particular) and at 1 (it is met wherever another works, once for a pair of activities).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from bordermark.diagnosis.survey import GLOBAL, Activity, Survey

Weight = Literal[0, 1]
"""What a global activity counts where no State is named."""

WEIGHTS: Final[tuple[Weight, ...]] = (0, 1)

Bits = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class Cube:
    """The activities of a survey, opened, with global ones at a weight.

    At weight 0 an activity that is global only is not in the cube.
    """

    survey: Survey
    weight: Weight

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """Those in the cube, in the order of the survey."""
        return tuple(one for one in self.survey.activities if self.weight or set(one.places) - {GLOBAL})

    @cached_property
    def ids(self) -> pl.Enum:
        """The activities as a type of column; its order is theirs."""
        return pl.Enum([one.id for one in self.activities])

    @cached_property
    def bodies(self) -> pl.Enum:
        """All who lead, take part or are members, as a type of column, by id."""
        named = {party for one in self.survey.activities for party in one.parties}
        members = {member for one in self.survey.mechanisms for member in one.members}
        return pl.Enum(sorted(named | members))

    @cached_property
    def services(self) -> pl.DataFrame:
        """Columns activity, lead, function, capacity, flow: each combination of an activity's codes is a row."""
        frame = pl.DataFrame({
            "activity": [one.id for one in self.activities],
            "lead": [one.entity for one in self.activities],
            "function": [list(one.functions) for one in self.activities],
            "capacity": [list(one.capacities) for one in self.activities],
            "flow": [list(one.flows) for one in self.activities],
        }, schema={"activity": self.ids, "lead": self.bodies, **dict.fromkeys(
            ("function", "capacity", "flow"), pl.List(pl.String))})
        opened = frame.explode("function").explode("capacity").explode("flow")
        return opened.with_columns(pl.col("function", "capacity", "flow").cast(pl.Categorical)).unique(
            maintain_order=True)

    @cached_property
    def states(self) -> tuple[str, ...]:
        """All States of the world and whatever else an activity reaches, by code."""
        reached = (self.survey.states(one.places) for one in self.survey.activities)
        return tuple(sorted(set(self.survey.subregions).union(*reached)))

    def bits(self, places: Iterable[str]) -> Bits:
        """Places as a set of bits, the first for GLOBAL, then one for each State.

        At weight 1, GLOBAL is every bit; at weight 0 it is none.
        """
        some = tuple(places)
        flags = np.zeros((1 + len(self.states) + 63) // 64 * 64, dtype=np.uint8)
        if GLOBAL in some and self.weight:
            flags[:] = 1
        for state in self.survey.states(some):
            if state in self._place_of:
                flags[1 + self._place_of[state]] = 1
        return np.packbits(flags, bitorder="little").view(np.uint64)

    @cached_property
    def _place_of(self) -> dict[str, int]:
        return {state: at for at, state in enumerate(self.states)}

    @cached_property
    def reach(self) -> Bits:
        """The bits of every activity, in their order."""
        return _stacked([self.bits(one.places) for one in self.activities])

    @cached_property
    def cells(self) -> pl.DataFrame:
        """Columns activity, lead, function, capacity, flow, state: only the States that are named or in a region."""
        places = pl.DataFrame({
            "activity": [one.id for one in self.activities],
            "state": [sorted(self.survey.states(one.places)) for one in self.activities],
        }, schema={"activity": self.ids, "state": pl.List(pl.String)})
        return self.services.join(places.explode("state").drop_nulls(), on="activity", maintain_order="left")


def _stacked(rows: Sequence[Bits]) -> Bits:
    return np.stack(rows) if rows else np.zeros((0, 1), dtype=np.uint64)
