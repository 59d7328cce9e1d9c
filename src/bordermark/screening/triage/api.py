"""Alerts over HTTP: a State's risk officers see its queue, take steps, and read what became of it all."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from bordermark.accounts.api_auth import identified
from bordermark.accounts.people import person_of
from bordermark.publishing.addresses import addresses_for
from bordermark.publishing.parameters import Code, Paged, reading
from bordermark.screening.store import control_lists
from bordermark.screening.triage import schemas, store
from bordermark.screening.triage.asking import Asked
from bordermark.screening.triage.describing import AlertWriter, dashboard, law_of
from bordermark.screening.triage.steps import Chosen, Order, take_step

router = Router(tags=["Alerts"], auth=identified)


class AlertsAsked(Paged):
    """Which alerts."""

    state: Code = Field("", description="Code of a State, where you are an officer of several")
    status: Code = Field("waiting", description="waiting (nobody has decided), all, or one status")
    run: Code = Field("", description="Id of a run")
    list: Code = Field("", description="Id of a control list")
    entry: Code = Field("", description="Id of an entry")
    office: Code = Field("", description="A customs office, as the declarations name it")
    lane: Code = Field("", description="red, yellow, blue or green")
    month: Code = Field("", description="YYYY-MM")
    assignee: Code = Field("", description="Id of a person, `me` or `nobody`")
    kind: Code = Field("", description="Kind of evidence: hs, cas, name, fuzzy, mismatch or vague")
    score: Code = Field("", description="The least, from 0 to 1")
    sort: Code = Field("score", description="score, lane or newest")


@reading(router, "/screening/alerts", schemas.AlertPage, summary="Alerts", operation_id="list_alerts")
def list_alerts(request: HttpRequest, asked: Query[AlertsAsked]) -> schemas.AlertPage:
    """The alerts of your own State, those that wait and have the highest score first."""
    person = person_of(request)
    wanted = Asked.of(asked.model_dump(exclude={"limit", "cursor"}))
    found = store.asked_for(store.visible_alerts(person), wanted, person)
    page = store.page(store.with_status(found, wanted.status), wanted.sort, asked.limit, asked.cursor)
    return schemas.AlertPage(items=AlertWriter(addresses_for(request)).summaries(page.items),
                             counts=store.by_status(found), next=page.next)


@reading(router, "/screening/alerts/{alert}", schemas.AlertDetail, summary="An alert", operation_id="get_alert")
def get_alert(request: HttpRequest, alert: Code) -> schemas.AlertDetail:
    """An alert with the terms of its score, the law on which it hangs, its history, and what you can do with it."""
    person = person_of(request)
    held = store.alert_of(person, alert)
    return AlertWriter(addresses_for(request)).detail(held, person, law_of(held, control_lists(), "en"))


@router.post("/screening/alert-steps", response=list[schemas.AlertSummary], summary="Take a step with alerts",
             operation_id="step_alerts")
def step_alerts(request: HttpRequest, asked: schemas.StepAsked) -> Any:
    """Take one step with up to 200 alerts, with all of them or none; where some do not allow it, a 409 names them."""
    chosen = [Chosen(one.id, one.read) for one in asked.alerts]
    held = take_step(person_of(request), chosen, Order(asked.step, asked.reason, asked.words, asked.to))
    return AlertWriter(addresses_for(request)).summaries(held)


class DashboardAsked(Schema):
    """Of which alerts."""

    state: Code = Field("", description="Code of a State, where you are an officer of several")
    run: Code = Field("", description="Id of a run")
    list: Code = Field("", description="Id of a control list")
    office: Code = Field("", description="A customs office, as the declarations name it")
    month: Code = Field("", description="YYYY-MM")


@reading(router, "/screening/dashboard", schemas.Dashboard, summary="What became of alerts",
         operation_id="get_dashboard")
def get_dashboard(request: HttpRequest, asked: Query[DashboardAsked]) -> schemas.Dashboard:
    """What became of your State's alerts, by list, office, lane and month, with the share of finds and its interval."""
    person = person_of(request)
    return dashboard(*store.what_became(store.asked_for(
        store.visible_alerts(person), Asked.of(asked.model_dump()), person)))
