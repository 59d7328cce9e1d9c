"""What the API answers about the diagnosis: the figures as they are worked with, put together."""

from typing import Any

from ninja import Schema
from pydantic import Field

from bordermark.diagnosis.burden import Burden
from bordermark.diagnosis.changing import Figures
from bordermark.diagnosis.comparing import Side
from bordermark.diagnosis.diagnosing import Asked
from bordermark.diagnosis.duplication import Duplicate
from bordermark.diagnosis.effects import Effect
from bordermark.diagnosis.findings import Kind
from bordermark.diagnosis.gaps import Reached
from bordermark.diagnosis.kinds import Kind as OptionKind
from bordermark.diagnosis.networks import Network
from bordermark.diagnosis.null_model import Chance
from bordermark.diagnosis.portfolio import Wanted
from bordermark.diagnosis.sensitivity import Spread
from bordermark.diagnosis.survey import Activity, Mechanism


class Effects(Schema):
    """What an overlap may do, for good and for ill; a question, not a fact."""

    good: list[Effect]
    bad: list[Effect]


class Finding(Schema):
    """What is put forward, or was doubted; ids of activities, bodies and States behind it."""

    id: str = Field(description="The same for the same records and question")
    kind: Kind
    capacity: str = Field(description="Concept of the scheme capacity; empty for all")
    flow: str
    activities: list[str]
    bodies: list[str] = Field(description="Whom it concerns, who can say whether it is so")
    states: list[str]
    pairs: list[int] = Field(description="Overlapping pairs with global activities at weight 0 and at 1")
    uncoordinated: list[int]
    effects: Effects
    more_than_chance: bool | None
    does_not_hold_under: list[str] = Field(description="Doubts: bootstrap, unknown-starts, a body that leads much")


class OverlapRow(Schema):
    """Overlap in a capacity (empty for all) beside chance and doubt: see `Overlapping`."""

    capacity: str
    pairs: int
    uncoordinated: int
    at_least: int = Field(description="What stays if every mechanism of unknown scope covers all")
    bodies: Chance = Field(description="Pairs of bodies that meet in a cell, beside cells drawn anew")
    open_bodies: Chance = Field(description="Those of them that are uncoordinated")
    dealt: Chance | None = Field(description="Overlapping pairs beside activities dealt anew")
    open_dealt: Chance | None = Field(description="Those of them that are uncoordinated")
    spread: Spread | None = Field(description="Uncoordinated pairs over the bootstrap worlds")
    share_covered: float | None
    more_than_chance: bool | None


class Pair(Schema):
    """Two overlapping activities, what they share, and what covers it."""

    a: str
    b: str
    lead_a: str
    lead_b: str
    services: int
    covered: int
    at_most: int
    mechanisms: list[str]
    function: list[str]
    capacity: list[str]
    flow: list[str]


class Fragmented(Schema):
    """Who leads in a capacity, and how evenly."""

    capacity: str
    leads: list[str]
    activities: list[str]
    effective_leads: float


class WeightedFigures(Schema):
    """All figures with global activities at one weight."""

    weight: int
    activities: int
    fragmentation: list[Fragmented]
    overlap: OverlapRow
    overlap_by_capacity: list[OverlapRow]
    duplication: list[Duplicate]
    pairs: list[Pair]


class Surveyed(Schema):
    """How much was surveyed, and how much of it is not known."""

    entities: int
    activities: int
    mechanisms: int
    of_unknown_scope: int
    unknown_start: int
    unknown_end: int


class NeedRow(Schema):
    """A need of a State, the measures it follows from, and who works on it."""

    state: str
    capacity: str
    flow: str
    because: list[str]
    reached: Reached
    named: list[str]
    worldwide: list[str]


class GapsInBrief(Schema):
    """Needs counted, and those that nobody, or only work for the world, reaches."""

    by_capacity: dict[str, dict[str, int]]
    by_flow: dict[str, dict[str, int]]
    needs: list[NeedRow]


class DiagnosisOut(Schema):
    """The diagnosis: every figure with what is behind it."""

    asked: Asked
    survey: Surveyed
    findings: list[Finding]
    not_findings: list[Finding] = Field(description="What does not survive doubt")
    without: dict[str, Figures] = Field(description="Figures without unknown ends, unknown starts, each large lead")
    global_weighted: list[WeightedFigures]
    network: Network | None
    gaps: GapsInBrief
    activities: dict[str, Activity]
    said: dict[str, list[dict[str, Any]]] = Field(description="What entities have said to findings, by finding")


class Gaps(Schema):
    """Needs with who works on them, and what is asked of States."""

    asked: Asked
    findings: list[Finding]
    by_capacity: dict[str, dict[str, int]]
    by_flow: dict[str, dict[str, int]]
    needs: list[NeedRow]
    burdens: list[Burden]
    burden_worldwide: Burden


class NetworkOut(Schema):
    """Brokers, communities, core and periphery, beside chance, and the mechanisms that make the network."""

    asked: Asked
    network: Network | None
    mechanisms: list[Mechanism]


class OptionOut(Schema):
    """What could be done, by whom, and what would show that it worked."""

    id: str
    kind: OptionKind
    capacity: str
    who_must_decide: list[str]
    pairs: list[tuple[str, str]]
    changes: list[dict[str, Any]]
    trade_offs: list[str]
    indicator: str


class Chosen(OptionOut):
    """An option to take up, tried alone."""

    after: Figures
    opens_gap: bool
    saves_usd: tuple[int, int] | None = Field(description="From, to; null where it is not known")


class PortfolioOut(Schema):
    """Options to take up together, and how far from the best choice they are at most."""

    answered: int
    proven_gap: float
    options: list[Chosen]


class Options(Schema):
    """All options, and those to take up together."""

    before: Figures
    together: Figures
    portfolio: PortfolioOut
    options: list[OptionOut]


class WhatIf(Schema):
    """Changes, and all figures before and after them."""

    changes: list[dict[str, Any]]
    before: Side
    after: Side
    lost: list[Wanted] = Field(description="Wanted redundancy that was there and is not there after the changes")
