"""Plans of a State: checked before they are kept, kept in versions, tried on a run and applied to it."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from bordermark.accounts.models import AuditEntry
from bordermark.screening.models import Alert, Run, SelectivityPlan
from bordermark.screening.plans import store
from bordermark.screening.runs import working

from .planning import PLAN
from .run_setting import SHIRTS, THIODIGLYCOL, Office, csv_of, folder, office

__all__ = ["folder", "office"]

DECLARED = csv_of([*((f"T{n}", *THIODIGLYCOL[1:]) for n in range(12)), *((f"S{n}", *SHIRTS[1:]) for n in range(28))])
PLANNED = json.dumps({**PLAN, "lanes": [{**PLAN["lanes"][0], "offices": {}, "title": "Examen"}, *PLAN["lanes"][1:]]})


@pytest.fixture
def run(office: Office) -> Run:
    sent = office.send(DECLARED)
    working.work(threads=1)
    sent.refresh_from_db()
    return sent


@pytest.fixture
def planned(office: Office) -> Client:
    """The officer's client, with a plan in force."""
    client = office.client()
    client.post("/screening/plan", {"content": PLANNED, "name": "plan.json", "do": "keep"})
    return client


def test_a_plan_is_shown_before_it_is_kept_and_kept_in_versions(office: Office) -> None:
    client = office.client()
    assert "Your State has no plan yet" in client.get("/screening/plan").text
    page = client.post("/screening/plan", {"file": io.BytesIO(PLANNED.encode()), "do": "check"}, headers={})
    assert page.status_code == 400, "a file without the ending .json is read as TOML"
    sent = {"content": PLANNED, "name": "plan.json"}
    page = client.post("/screening/plan", {**sent, "do": "check"})
    assert "Nothing is kept yet" in page.text and "Examen" in page.text and not SelectivityPlan.objects.exists()
    for _ in range(2):
        assert client.post("/screening/plan", {**sent, "do": "keep"}).status_code == 302
    assert [one.version for one in store.plans_of(office.person, "KEN")] == [2, 1]
    assert "not in force any more" in client.get("/screening/plan?version=1").text
    told = client.get("/screening/plan?format=json").json()
    assert (told["version"], told["by"], told["plan"]["random"]) == (2, "kit", {"share": 0.1, "lane": "red"})
    rows = list(csv.reader(io.StringIO(client.get("/screening/plan?format=csv").text)))
    assert rows[1][:3] == ["exact", "red", "a name or a number"]
    assert client.get("/screening/plan?version=9").status_code == 404
    assert client.get("/screening/plan?version=x").status_code == 400
    assert AuditEntry.objects.filter(kind="selectivity-plan", action="edit").count() == 2


def test_what_a_plan_would_change_is_said(planned: Client) -> None:
    def told(**changes: Any) -> list[tuple[str, str, str]]:
        sent = json.dumps({**json.loads(PLANNED), **changes})
        page = planned.post("/screening/plan", {"content": sent, "name": "plan.json", "do": "check"})
        return list(page.context["differences"])

    rules = json.loads(PLANNED)["rules"]
    assert told() == []
    assert told(random={"share": 0.2, "lane": "red"}) == [("", "random", "changed")]
    assert told(rules=[rules[1], rules[0], rules[2]]) == [("order", "rules", "changed")]
    assert told(rules=[*rules[:2], {**rules[2], "id": "weapons"}]) == [
        ("rule", "weapons", "new"), ("rule", "arms", "gone")]


@pytest.mark.parametrize(("content", "said"), [
    ("name = [", "expected TOML"),
    (json.dumps({**PLAN, "otherwise": "grey"}), "one of the lanes red, yellow, blue, green"),
    (json.dumps(PLAN).replace("yellow", "orange"), "one of red, yellow, blue, green; the title is free"),
])
def test_a_plan_that_is_refused_is_told_why_and_is_not_lost(office: Office, content: str, said: str) -> None:
    name = "plan.json" if content.startswith("{") else "plan.toml"
    page = office.client().post("/screening/plan", {"content": content, "name": name, "do": "keep"})
    assert page.status_code == 400 and not SelectivityPlan.objects.exists()
    assert said.removeprefix("expected ") in page.text and page.context["content"] == content


def test_the_lines_of_a_run_are_given_lanes_and_alerts_theirs(planned: Client, run: Run) -> None:
    address = f"/screening/runs/{run.pk}/lanes"
    assert "no lanes yet" in planned.get(address).text and planned.get(f"{address}.csv").status_code == 404
    assert planned.post(address, {"seed": "x"}).status_code == 400
    assert planned.post(address, {"seed": "7"}).status_code == 302
    told = planned.get(f"{address}?format=json").json()
    assert told["lines"] == sum(told["lanes"].values()) == 40 and told["lanes"]["red"] == 5
    assert sum(one["random"] for one in told["loads"]) == 4
    rows = list(csv.DictReader(io.StringIO(b"".join(planned.get(f"{address}.csv")).decode())))  # type: ignore[arg-type]
    by_line = {row["id"]: row["lane"] for row in rows}
    assert len(rows) == len(by_line) == 40 and all(row["because"] for row in rows)
    alerts = list(Alert.objects.filter(run=run))
    assert alerts and all(one.lane == by_line[one.line] for one in alerts)
    again = planned.post(f"/api/v1{address}", json.dumps({"seed": 7}), content_type="application/json").json()
    assert again == told
    assert AuditEntry.objects.filter(kind="screening-run", action="assign").count() == 2


def test_a_change_is_tried_and_nothing_is_kept(planned: Client, run: Run) -> None:
    Alert.objects.filter(run=run, line="T0").update(outcome="found")
    Alert.objects.filter(run=run, line="T1").update(outcome="nothing-found")
    address = f"/screening/simulate?run={run.pk}"
    same = planned.get(address)
    assert "Nothing: every line has the same lane" in same.text
    told = planned.get(f"{address}&without_rule=exact&min_score=0.5&format=json").json()
    assert told["lines"] == 40 and told["lost"] == 0 and told["moved"]
    assert told["finds"]["inspected"] == 2 and told["finds"]["found"] == 1
    lists = sorted({one.list for one in Alert.objects.filter(run=run)})
    gone = planned.get(f"{address}&{'&'.join(f'without_list={one}' for one in lists)}&format=json").json()
    assert gone["lost"] == run.alerts_made and gone["alerts_after"] == gone["expected_after"]["found"] == 0
    assert planned.get(f"{address}&without_rule=no").status_code == 400
    assert planned.get(f"{address}&min_score=2").status_code == 400
    assert planned.get("/screening/simulate?run=nothing").status_code == 404
    api = planned.post(f"/api/v1/screening/runs/{run.pk}/simulate", json.dumps({"without_rule": ["exact"]}),
                       content_type="application/json").json()
    assert api["moved"] == told["moved"]
    assert set(Alert.objects.values_list("lane", flat=True)) == {""}


def test_results_of_the_own_state_change_what_is_expected(planned: Client, run: Run, office: Office) -> None:
    address = f"/screening/simulate?run={run.pk}&format=json"
    before = planned.get(address).json()["expected_before"]["found"]
    Alert.objects.filter(run=run).update(outcome="nothing-found")
    assert planned.get(address).json()["expected_before"]["found"] < before / 2
    _, results = store.yields_of("KEN")
    assert results == run.alerts_made and store.yields_of("UGA")[1] == 0


def test_what_cannot_be_given_lanes_is_told(office: Office, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    client, address = office.client(), f"/screening/runs/{run.pk}/lanes"
    assert "no plan yet" in client.post(address, {"seed": "1"}).text
    client.post("/screening/plan", {"content": PLANNED, "name": "plan.json", "do": "keep"})
    monkeypatch.setattr(store, "MOST_LINES", 10)
    page = client.post(address, {"seed": "1"})
    assert page.status_code == 409 and "up to 10 are given lanes here" in page.text


def test_another_states_officer_sees_nothing_of_it(planned: Client, run: Run) -> None:
    other = Office("amina", "UGA").client()
    assert "Your State has no plan yet" in other.get("/screening/plan").text
    for address in ("/screening/plan?state=KEN", f"/screening/runs/{run.pk}/lanes",
                    f"/screening/simulate?run={run.pk}", "/api/v1/screening/plan?state=KEN",
                    f"/api/v1/screening/runs/{run.pk}/lanes"):
        assert other.get(address).status_code == 404, address
    sent: dict[str, Any] = {"content": PLANNED, "name": "plan.json", "do": "keep"}
    assert other.post("/screening/plan?state=KEN", sent).status_code == 404
    assert other.post(f"/screening/runs/{run.pk}/lanes", {"seed": "1"}).status_code == 404
    assert SelectivityPlan.objects.count() == 1 and Path(store.lanes_file(run)).exists() is False
