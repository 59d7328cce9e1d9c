"""Plans are read from TOML and JSON, and every mistake is told with its place."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.screening.planning import PLAN

from bordermark.errors import RefusedInput
from bordermark.screening.selectivity.plan import EXAMPLE, read_plan, read_plan_file

MANUAL = Path(__file__).parent.parent.parent / "docs" / "how-to" / "plan.toml"


def refused(content: bytes | str | dict[str, Any], name: str = "plan.json") -> list[str]:
    raw = json.dumps(content).encode() if isinstance(content, dict) else content
    with pytest.raises(RefusedInput) as caught:
        read_plan(raw.encode() if isinstance(raw, str) else raw, name)
    return [str(one) for one in caught.value.findings]


def lanes(place: int, **changes: Any) -> dict[str, Any]:
    some = [dict(one) for one in PLAN["lanes"]]
    some[place].update(changes)
    return {**PLAN, "lanes": some}


def test_the_example_of_the_manual_is_a_plan() -> None:
    assert MANUAL.read_bytes() == EXAMPLE.read_bytes()
    plan = read_plan_file(EXAMPLE)
    assert {lane.control for lane in plan.lanes} == {"inspection", "documents", "audit", "none"}
    assert all(rule.why and rule.source for rule in plan.rules)


def test_json_and_toml_say_the_same() -> None:
    told = read_plan(json.dumps(PLAN).encode(), "plan.json")
    assert read_plan(told.model_dump_json().encode(), "again.json") == told


@pytest.mark.parametrize(("content", "said"), [
    ({**PLAN, "otherwise": "grey"}, "plan.json, column otherwise: found 'grey', expected one of the lanes red, yellow"),
    ({**PLAN, "random": {"share": 2, "lane": "red"}}, "plan.json, column random.share: found '2', expected"),
    ({**PLAN, "random": {"share": 0.1, "lane": "green"}},
     "plan.json, column random.lane: found 'green', expected a lane whose control is inspection"),
    (lanes(1, overflow="red"), "plan.json, column lanes.1.overflow: found 'red', expected a lane that stands after"),
    (lanes(3, capacity=9), "plan.json, column lanes.3.capacity: found '9', expected no capacity, as this lane takes"),
    (lanes(0, id="Red lane"), "plan.json, column lanes.0.id: found 'Red lane', expected"),
    (lanes(0, capacity=-1), "plan.json, column lanes.0.capacity: found '-1', expected"),
    ({**PLAN, "rules": [PLAN["rules"][0]] * 2}, "plan.json, column rules.1.id: found 'exact', expected each id once"),
    ({**PLAN, "rules": [{**PLAN["rules"][0], "when": {"feature": ["cass"]}}]},
     "plan.json, column rules.0.when.feature: found 'cass', expected one of cas, name"),
    ({**PLAN, "rules": [{**PLAN["rules"][0], "when": {"hs": ["29.30"]}}]}, "plan.json, column rules.0.when.hs.0: "),
    ({**PLAN, "rules": [{**PLAN["rules"][0], "when": {"colour": ["x"]}}]}, "plan.json, column rules.0.when.colour: "),
])
def test_a_mistake_is_told_with_its_place_and_its_value(content: dict[str, Any], said: str) -> None:
    assert refused(content)[0].startswith(said)


def test_what_is_no_plan_at_all() -> None:
    assert refused("name = [", "plan.toml")[0].endswith("expected TOML")
    assert refused('x = 1\ny = = 2\n', "plan.toml")[0].startswith("plan.toml, row 2: ")
    assert refused('{"name": ', "plan.json")[0].startswith("plan.json, row 1: ")
    assert refused(b"\xff\xfe", "plan.toml") == ["plan.toml: found 'byte 0', expected text in UTF-8"]
    assert refused(b"[1]", "plan.json")[0].startswith("plan.json: found '[1]', expected")
    assert refused(b" " * (2 << 20), "plan.toml")[0].endswith("expected at most 1048576 bytes")
    assert refused(b"[" * 100_000, "plan.json")[0].startswith("plan.json: found 'values nested without end'")
