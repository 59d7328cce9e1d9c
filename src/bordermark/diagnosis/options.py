"""Options, each by a rule from what was found (GAO-15-49SP, Step 4, from page 23). Pure.

A rule proposes; it decides nothing. What an option would do is found by `changing` on the same figures. What it would
cost is not known from the survey; what it could save is where the budgets of the activities that end are known.

The same records give the same ids: ``merge-ACTIVITY-into-ACTIVITY``, ``hand-over-ACTIVITY-to-BODY``,
``sunset-ACTIVITY``, ``name-a-lead-CAPACITY``, and for two bodies ``KIND-BODY-BODY``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from bordermark.diagnosis.changing import Agree, Change, End, Figures, HandOver, Merge, changed, figures
from bordermark.diagnosis.cube import Cube
from bordermark.diagnosis.duplication import Duplicate, one_undertaking, ran_together
from bordermark.diagnosis.kinds import Kind
from bordermark.diagnosis.survey import GLOBAL, Activity, Mechanism, Survey

SHARED: Final = frozenset({"assess", "monitor", "standards"})
"""Functions that can be done once for several bodies: one visit, one questionnaire, one guide."""

TOGETHER: Final = frozenset({"train", "equip", "operate", "advise", "legislate", "fund"})
"""Functions that are carried out in a State and can be carried out together."""

INDEPENDENT: Final = frozenset({"research"})
"""Functions of which a second, independent one is worth having."""

COVER: Final = 2
"""How many other bodies go on with all that an activity does where its end is proposed."""

MANY: Final = 3
"""From how many leads that overlap in a capacity and are coordinated by nothing, a lead is proposed."""

TRADE_OFFS: Final[Mapping[Kind, tuple[str, ...]]] = {
    "merge": ("loses-distinct-access", "one-off-cost", "loses-cover-if-one-fails"),
    "hand-over": ("loses-distinct-access", "needs-mandate"),
    "sunset": ("loses-distinct-access", "one-off-cost"),
    "name-a-lead": ("needs-mandate", "cost-of-coordinating"),
    "shared-service": ("cost-of-coordinating", "loses-independent-check"),
    "joint-programme": ("cost-of-coordinating", "slower-decisions"),
    "share-information": ("cost-of-coordinating", "confidentiality"),
    "leave-as-it-is": ("overlap-remains",),
}
"""What an option of a kind may cost."""

INDICATORS: Final[Mapping[Kind, str]] = {
    "merge": "one-budget-and-one-report", "hand-over": "lead-changed-and-states-still-reached",
    "sunset": "states-still-reached-by-two",
    "name-a-lead": "uncoordinated-pairs-in-the-capacity", "shared-service": "visits-and-questionnaires-per-state",
    "joint-programme": "joint-work-plan-and-states-reached-once", "share-information": "calendar-shared-before-visits",
    "leave-as-it-is": "reviewed-at-the-next-diagnosis",
}
"""What would show that an option of a kind worked."""


@dataclass(frozen=True, slots=True)
class Option:
    """What could be done about pairs of activities: the bodies that must decide it, and the changes it consists of.

    `pairs` are the uncoordinated pairs it answers, and `capacity` is where it applies, empty for all.
    """

    id: str
    kind: Kind
    decide: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    changes: tuple[Change, ...]
    capacity: str = ""

    @property
    def trade_offs(self) -> tuple[str, ...]:
        """What it may cost."""
        return TRADE_OFFS[self.kind]

    @property
    def indicator(self) -> str:
        """What would show that it worked."""
        return INDICATORS[self.kind]

    @property
    def left(self) -> tuple[str, ...]:
        """The activities whose budget it frees or hands on: those that end, are merged or get another lead."""
        return tuple(change.activity for change in self.changes if isinstance(change, End | HandOver | Merge))


@dataclass(frozen=True, slots=True)
class Outcome:
    """An option with the figures before and after; `opens_gap` when somebody is left whom nobody reaches any more.

    `saves`: from nothing to all that the activities it ends were given, US dollars, where their budgets are known; None
    where one is not, or where nothing ends and what coordinating costs is not known.
    """

    option: Option
    before: Figures
    after: Figures
    saves: tuple[int, int] | None

    @property
    def opens_gap(self) -> bool:
        return self.after.reached < self.before.reached


def outcome(survey: Survey, option: Option, before: Figures) -> Outcome:
    """What an option would do to a survey of one year, whose figures are `before`."""
    budgets = [one.budget for one in survey.activities if one.id in option.left]
    known = [one for one in budgets if one is not None]
    saves = (0, sum(known)) if budgets and len(known) == len(budgets) else None
    return Outcome(option, before, figures(changed(survey, option.changes)), saves)


def options(cube: Cube, pairs: pl.DataFrame, shared: pl.DataFrame, duplicates: tuple[Duplicate, ...]) -> list[Option]:
    """All options, in the order of the rules. The frames are those of `coordination.pairs` and `overlap`."""
    open_pairs = pairs.filter(pl.col("covered") == 0).select("a", "b")
    rows = shared.join(open_pairs, on=["a", "b"], how="semi").with_columns(
        pl.col("a", "b", "lead_a", "lead_b", "function", "capacity", "flow").cast(pl.String))
    by_id = {one.id: one for one in cube.activities}
    return [*merge(by_id, duplicates), *hand_over(cube, by_id, rows), *sunset(cube, by_id, rows),
            *name_a_lead(rows), *by_two(by_id, rows)]


def merge(by_id: Mapping[str, Activity], duplicates: tuple[Duplicate, ...]) -> Iterator[Option]:
    """Two activities that may be one service: the one that began later goes into the other."""
    for one in duplicates:
        into, other = sorted((by_id[one.a], by_id[one.b]), key=lambda each: (each.start or 9999, each.id))
        yield Option(f"merge-{other.id}-into-{into.id}", "merge", (into.entity, other.entity), ((one.a, one.b),),
                     (Merge(other.id, into.id),))


def hand_over(cube: Cube, by_id: Mapping[str, Activity], rows: pl.DataFrame) -> Iterator[Option]:
    """An activity all of whose services and States are within one of another body's: that body takes it over."""
    sizes = dict(cube.services.group_by(pl.col("activity").cast(pl.String)).len().iter_rows())
    within: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for a, b, both in rows.group_by("a", "b").len().sort("a", "b").iter_rows():
        for small, large in ((by_id[a], by_id[b]), (by_id[b], by_id[a])):
            if sizes[small.id] == both < sizes[large.id] and _within(cube.survey, small, large):
                within.setdefault((small.id, large.entity), []).append((a, b))
    for (small_id, to), pairs in sorted(within.items()):
        yield Option(f"hand-over-{small_id}-to-{to}", "hand-over", (by_id[small_id].entity, to), tuple(pairs),
                     (HandOver(small_id, to),))


def _within(survey: Survey, small: Activity, large: Activity) -> bool:
    named = GLOBAL not in small.places and survey.states(small.places) <= survey.states(large.places)
    return named and not one_undertaking(small, large) and ran_together(small, large) != "never"


def sunset(cube: Cube, by_id: Mapping[str, Activity], rows: pl.DataFrame) -> Iterator[Option]:
    """An activity all of whose services two other bodies or more give, in every State it names: it can end.

    What it leaves has cover still, if one of the others fails.
    """
    others = cube.cells.group_by("function", "capacity", "flow", "state").agg(pl.col("lead").n_unique().alias("leads"))
    held = cube.cells.join(others, on=["function", "capacity", "flow", "state"]).group_by(
        pl.col("activity").cast(pl.String)).agg(pl.col("leads").min()).filter(pl.col("leads") > COVER)
    named = {one for one in held["activity"] if GLOBAL not in by_id[one].places}
    pairs = rows.filter(pl.col("a").is_in(named) | pl.col("b").is_in(named)).select("a", "b").unique().sort("a", "b")
    for one in sorted(named):
        answered = tuple(pair for pair in pairs.iter_rows() if one in pair)
        if answered:
            yield Option(f"sunset-{one}", "sunset", (by_id[one].entity,), answered, (End(one),))


def name_a_lead(rows: pl.DataFrame) -> Iterator[Option]:
    """A capacity in which many leads overlap uncoordinated: one is named, and convenes the others."""
    for (capacity,), some in rows.group_by("capacity", maintain_order=True):
        leads = sorted({*some["lead_a"], *some["lead_b"]})
        if len(leads) >= MANY:
            made = _agreed("name-a-lead", str(capacity), leads, some)
            yield Option(made.id, "name-a-lead", tuple(leads), _pairs(some), (Agree(made),), str(capacity))


def by_two(by_id: Mapping[str, Activity], rows: pl.DataFrame) -> Iterator[Option]:
    """Two bodies whose work overlaps uncoordinated: by what they both do, one of four ways."""
    two = rows.with_columns(one=pl.min_horizontal("lead_a", "lead_b"), other=pl.max_horizontal("lead_a", "lead_b"))
    for (one, other), some in two.group_by("one", "other", maintain_order=True):
        leads = [str(one), str(other)]
        functions = frozenset(some["function"])
        if functions <= INDEPENDENT:
            yield Option(f"leave-as-it-is-{one}-{other}", "leave-as-it-is", tuple(leads), _pairs(some), ())
            continue
        kind: Kind = ("shared-service" if functions & SHARED else
                      "joint-programme" if functions & TOGETHER else "share-information")
        made = _agreed(kind, f"{one}-{other}", leads, some)
        yield Option(made.id, kind, tuple(leads), _pairs(some), (Agree(made),))


def _agreed(kind: str, name: str, leads: list[str], rows: pl.DataFrame) -> Mechanism:
    """The mechanism that would cover these rows, of no wider scope in capacity and flow."""
    return Mechanism(f"{kind}-{name}", f"{kind}: {name}", kind, tuple(leads), None, None,
                     tuple(sorted(set(rows["capacity"]))), tuple(sorted(set(rows["flow"]))), (GLOBAL,))


def _pairs(rows: pl.DataFrame) -> tuple[tuple[str, str], ...]:
    return tuple(rows.select("a", "b").unique().sort("a", "b").iter_rows())
