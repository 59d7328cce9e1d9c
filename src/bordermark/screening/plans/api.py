"""Plans over HTTP: the plan of a State and its versions, a change tried on a past run, the lanes of a run."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from bordermark.accounts.api_auth import identified
from bordermark.accounts.people import person_of
from bordermark.errors import UnknownRecord
from bordermark.publishing.parameters import Code, reading
from bordermark.screening.plans import keeping, schemas, store
from bordermark.screening.runs.store import run_of
from bordermark.screening.selectivity.changing import Change
from bordermark.screening.selectivity.lane_files import read_lanes

router = Router(tags=["Selectivity"], auth=identified)

Seed = Field(ge=0, lt=10**18, description="Start of the draw: the same lines with the same seed are drawn alike")


class PlanAsked(Schema):
    """Of which State."""

    state: Code = Field("", description="Code of the State; may be left out by who screens for one only")


class PlanSent(PlanAsked):
    """A plan, to be checked or kept."""

    content: str = Field(min_length=1, max_length=1 << 20, description="The plan, as TOML or JSON")
    name: str = Field("plan.toml", min_length=1, max_length=120, description="Name of its file: JSON where it ends in "
                      ".json")
    dry_run: bool = Field(False, description="Check it, and keep nothing")


class ChangeAsked(Schema):
    """A change to be tried."""

    without_rule: list[Code] = Field([], description="Ids of rules to drop")
    without_list: list[Code] = Field([], description="Ids of lists whose alerts to drop")
    without_entry: list[Code] = Field([], description="Ids of entries whose alerts to drop")
    min_score: float = Field(0.0, ge=0, le=1, description="The least score that alerts must have")
    seed: int = Field(1, ge=0, lt=10**18, description="Start of the draw, the same for both sides")
    plan: str = Field("", max_length=1 << 20, description="Another plan, as TOML, instead of the one in force")


class LanesAsked(Schema):
    """How lanes are given."""

    seed: int = Seed


@reading(router, "/screening/plan", schemas.PlanDetail, summary="The plan", operation_id="get_plan")
def get_plan(request: HttpRequest, asked: Query[PlanAsked]) -> schemas.PlanDetail:
    """The plan of your own State that is in force."""
    person = person_of(request)
    state = store.state_of(person, asked.state)
    held = store.plan_of(person, state)
    if held is None:
        raise UnknownRecord("plan", state)
    return schemas.detail(held)


@reading(router, "/screening/plans", list[schemas.PlanSummary], summary="Versions of the plan",
         operation_id="list_plans")
def list_plans(request: HttpRequest, asked: Query[PlanAsked]) -> list[schemas.PlanSummary]:
    """The versions of your own State's plan, the newest first; that one is in force."""
    person = person_of(request)
    return [schemas.summary(one) for one in store.plans_of(person, store.state_of(person, asked.state))]


@reading(router, "/screening/plans/{version}", schemas.PlanDetail, summary="A version of the plan",
         operation_id="get_plan_version")
def get_plan_version(request: HttpRequest, version: int, asked: Query[PlanAsked]) -> schemas.PlanDetail:
    """A version of your own State's plan, as it was sent."""
    person = person_of(request)
    held = store.plan_of(person, store.state_of(person, asked.state), min(max(version, 0), 10**6))
    assert held is not None  # a version that is not there is raised
    return schemas.detail(held)


@router.post("/screening/plan", response={200: schemas.Checked, 201: schemas.PlanDetail}, summary="Send a plan",
             operation_id="send_plan")
def send_plan(request: HttpRequest, sent: PlanSent) -> Any:
    """Keep a plan as the next version, which is in force at once; or only check it, with `dry_run`."""
    person = person_of(request)
    state = store.state_of(person, sent.state)
    if sent.dry_run:
        return Status(200, schemas.Checked(plan=schemas.plain(keeping.check(sent.content.encode(), sent.name))))
    kept = keeping.keep(person, state, sent.content.encode(), sent.name, at=timezone.now())
    return Status(201, schemas.detail(kept))


@router.post("/screening/runs/{run}/simulate", response=schemas.Simulation, summary="Try a change",
             operation_id="simulate_change")
def simulate_change(request: HttpRequest, run: Code, asked: ChangeAsked) -> schemas.Simulation:
    """What a change of the plan, the lists or the least score would do to the lines of a past run. Keeps nothing."""
    person = person_of(request)
    held = run_of(person, run)
    change = Change(tuple(asked.without_rule), tuple(asked.without_list), tuple(asked.without_entry), asked.min_score)
    new = keeping.check(asked.plan.encode(), "plan.toml") if asked.plan else None
    return schemas.simulation(held.pk, keeping.simulate(person, held, change, asked.seed, new))


@reading(router, "/screening/runs/{run}/lanes", schemas.LanesOfRun, summary="Lanes of a run",
         operation_id="get_lanes_of_run")
def get_lanes_of_run(request: HttpRequest, run: Code) -> schemas.LanesOfRun:
    """How the lines of a run are shared among lanes, by office and period."""
    held = run_of(person_of(request), run)
    file = store.lanes_file(held)
    return schemas.lanes_of_run(held.pk, read_lanes(file) if file.is_file() else None)


@router.post("/screening/runs/{run}/lanes", response=schemas.LanesOfRun, summary="Give lanes",
             operation_id="give_lanes")
def give_lanes(request: HttpRequest, run: Code, asked: LanesAsked) -> schemas.LanesOfRun:
    """Give every line of a run its lane by the plan in force, and its alerts theirs."""
    person = person_of(request)
    held = run_of(person, run)
    return schemas.lanes_of_run(held.pk, keeping.give_lanes(person, held, asked.seed, at=timezone.now()).lanes)
