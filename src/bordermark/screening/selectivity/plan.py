"""The plan of a State: its lanes with their capacity, its share at random, its rules. Read from TOML or JSON."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import Field, ValidationError

from bordermark.errors import Finding, RefusedInput
from bordermark.pack import Record, findings_of
from bordermark.screening.evidence import WEIGHTS

PlanId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
Share = Annotated[float, Field(ge=0, le=1)]

LARGEST: Final = 1 << 20
"""Bytes of the largest plan that is read."""

EXAMPLE: Final = Path(__file__).with_name("example.toml")
"""A plan to begin with."""


class Lane(Record):
    """A treatment of goods, such as red. `capacity` counts lines of one office in one period; None has no bound."""

    id: PlanId
    title: str = Field("", max_length=120)
    control: Literal["none", "documents", "inspection", "audit"]
    capacity: int | None = Field(None, ge=0)
    offices: Mapping[str, Annotated[int, Field(ge=0)]] = {}
    overflow: str = ""
    expected_share: Share | None = None

    def capacity_at(self, office: str) -> int | None:
        """Lines that an office can take in one period."""
        return self.offices.get(office, self.capacity)


class AtRandom(Record):
    """The least share of all lines of an office and period that goes to a lane by chance alone."""

    share: Share
    lane: str


class When(Record):
    """What a rule asks of a line. Every condition that is given must hold; one of its values is enough.

    `hs` are the first digits of a code. `kind` and `feature` are of the evidence. A rule that names neither list,
    entry, kind, feature nor score is for lines without an alert as well.
    """

    list: tuple[str, ...] = ()
    entry: tuple[str, ...] = ()
    kind: tuple[Literal["hs", "cas", "name", "fuzzy", "mismatch", "vague"], ...] = ()
    feature: tuple[str, ...] = ()
    min_score: Share | None = None
    hs: tuple[Annotated[str, Field(pattern=r"^\d{2,12}$")], ...] = ()
    office: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    destination: tuple[str, ...] = ()

    @property
    def of_alerts(self) -> bool:
        """Whether only a line with an alert can fulfil it."""
        return bool(self.list or self.entry or self.kind or self.feature or self.min_score is not None)


class Rule(Record):
    """Sends lines to a lane. `why` is said with every line; `source` is what the rule rests on.

    `expected` is the rate of finds to reckon with for a line that has no alert.
    """

    id: PlanId
    lane: str
    why: str = Field(min_length=1, max_length=300)
    source: str = Field("", max_length=300)
    expected: Share | None = None
    when: When = When()


class Plan(Record):
    """Lanes from the strictest to the freest, and rules: the first that a line fulfils decides.

    `otherwise` is the lane of lines that no rule sends elsewhere, and of those that no other lane can take.
    """

    name: str = Field(min_length=1, max_length=120)
    period: Literal["day", "week"]
    otherwise: str
    lanes: tuple[Lane, ...] = Field(min_length=1, max_length=20)
    random: AtRandom
    rules: tuple[Rule, ...] = Field((), max_length=500)

    def lane(self, key: str) -> Lane:
        """The lane of this id, which must be there."""
        return next(one for one in self.lanes if one.id == key)


def read_plan_file(path: Path) -> Plan:
    """The plan in a file, TOML unless its name ends in .json. Raises RefusedInput with all that is wrong."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RefusedInput([Finding(path.name, 0, "", error.strerror or "", "a readable file")]) from error
    return read_plan(content, path.name)


def read_plan(content: bytes, name: str) -> Plan:
    """The plan in these bytes, TOML unless `name` ends in .json. Raises RefusedInput with all that is wrong."""
    if len(content) > LARGEST:
        raise RefusedInput([Finding(name, 0, "", f"{len(content)} bytes", f"at most {LARGEST} bytes")])
    try:
        told = _parse(content.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        raise RefusedInput([Finding(name, 0, "", f"byte {error.start}", "text in UTF-8")]) from error
    try:
        plan = Plan.model_validate(told)
    except ValidationError as error:
        found = list(findings_of(name, 0, error))  # a list is not short because what stands in it is wrong
        inner = [one for one in found if not any(other.column.startswith(f"{one.column}.") for other in found)]
        raise RefusedInput(inner) from error
    wrong = list(_inconsistencies(plan, name))
    if wrong:
        raise RefusedInput(wrong)
    return plan


def _parse(text: str, name: str) -> Any:
    try:
        return json.loads(text) if name.lower().endswith(".json") else tomllib.loads(text)
    except json.JSONDecodeError as error:
        raise RefusedInput([Finding(name, error.lineno, "", error.msg, "JSON")]) from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise RefusedInput([Finding(name, int(line[1]) if line else 0, "", str(error), "TOML")]) from error
    except RecursionError as error:
        raise RefusedInput([Finding(name, 0, "", "values nested without end", "a plan")]) from error


def _inconsistencies(plan: Plan, name: str) -> Iterator[Finding]:
    order = {lane.id: place for place, lane in enumerate(plan.lanes)}
    lanes = ", ".join(order)
    yield from _repeated(name, "lanes", (lane.id for lane in plan.lanes))
    yield from _repeated(name, "rules", (rule.id for rule in plan.rules))
    named = [("otherwise", plan.otherwise), ("random.lane", plan.random.lane)]
    named += [(f"rules.{place}.lane", rule.lane) for place, rule in enumerate(plan.rules)]
    named += [(f"lanes.{place}.overflow", lane.overflow) for place, lane in enumerate(plan.lanes) if lane.overflow]
    yield from (Finding(name, 0, column, lane, f"one of the lanes {lanes}")
                for column, lane in named if lane not in order)
    for place, lane in enumerate(plan.lanes):
        if order.get(lane.overflow, len(order)) <= place:
            yield Finding(name, 0, f"lanes.{place}.overflow", lane.overflow, f"a lane that stands after {lane.id}")
        if lane.id == plan.otherwise and (lane.capacity is not None or lane.offices):
            yield Finding(name, 0, f"lanes.{place}.capacity", str(lane.capacity),
                          "no capacity, as this lane takes what no other does")
    if plan.random.lane in order and plan.lane(plan.random.lane).control != "inspection":
        yield Finding(name, 0, "random.lane", plan.random.lane, "a lane whose control is inspection")
    for place, rule in enumerate(plan.rules):
        for feature in rule.when.feature:
            if feature not in WEIGHTS:
                yield Finding(name, 0, f"rules.{place}.when.feature", feature, f"one of {', '.join(WEIGHTS)}")


def _repeated(name: str, column: str, keys: Iterable[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, key in enumerate(keys):
        if key in seen:
            yield Finding(name, 0, f"{column}.{place}.id", key, "each id once")
        seen.add(key)
