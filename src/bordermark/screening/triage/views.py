"""The pages of alerts: the queue, one alert, the steps taken with them, and what became of it all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext

from bordermark.accounts.guards import signed_in
from bordermark.accounts.people import person_of
from bordermark.accounts.policy import Person
from bordermark.clocks import NOW
from bordermark.contributions.review.life import NotNow
from bordermark.publishing.addresses import addresses_for, language_of
from bordermark.publishing.answers import Answer, respond
from bordermark.screening.models import Alert
from bordermark.screening.standing import Alerted
from bordermark.screening.store import control_lists
from bordermark.screening.triage import store
from bordermark.screening.triage.asking import SORTS, WAITING, Asked
from bordermark.screening.triage.counting import DIMENSIONS, Count
from bordermark.screening.triage.describing import (
    AlertWriter,
    Law,
    alert_table,
    dashboard,
    dashboard_table,
    law_of,
)
from bordermark.screening.triage.drawing import chart
from bordermark.screening.triage.explaining import marked, terms
from bordermark.screening.triage.life import WAITING as UNDECIDED
from bordermark.screening.triage.life import Step
from bordermark.screening.triage.steps import Chosen, Order, steps_for, take_step
from bordermark.screening.triage.wording import (
    BUTTONS,
    DIMENSION_NAMES,
    KINDS,
    LANE_NAMES,
    REASONS,
    STATUSES,
    STEPS,
)
from bordermark.screening.views import thread

SHOWN: Final = 50
"""Alerts on a page of the queue."""

WORDS: Final[Mapping[str, Any]] = {"reasons": REASONS, "kinds": KINDS, "lanes": LANE_NAMES}


@signed_in
def queue(request: HttpRequest) -> HttpResponse:
    """The alerts of the person's own State: which fired, why, and what can be done with them, several at once."""
    return show_queue(request, person_of(request))


def show_queue(request: HttpRequest, person: Person, error: str = "") -> HttpResponse:
    """The queue; with what went wrong, and what was chosen and said, status 409."""
    asked, cursor = Asked.of(request.GET), request.GET.get("cursor", "")
    found = store.asked_for(store.visible_alerts(person), asked, person)
    page = store.page(store.with_status(found, asked.status), asked.sort, SHOWN, cursor)
    say = AlertWriter(addresses_for(request))
    return respond(request, Answer(
        "screening/alerts.html", lambda: _queue_context(request, person, asked, found, page.items, page.next) | {
            "error": error, "rows": _rows(page.items, store.with_status(found, asked.status), asked),
        },
        data=lambda: {"items": say.summaries(page.items), "counts": store.by_status(found), "next": page.next},
        table=lambda: alert_table(say.summary(one, 0) for one in store.with_status(found, asked.status)),
    ), status=409 if error else 200)


def _queue_context(
    request: HttpRequest, person: Person, asked: Asked, found: store.Alerts, shown: Any, following: str | None
) -> dict[str, Any]:
    counts = store.by_status(found)
    waiting = sum(counts[one] for one in UNDECIDED)
    steps = {step for one in shown for step in steps_for(one, person)}
    views = [(WAITING, waiting), *counts.items(), ("all", sum(counts.values()))]
    return {
        **WORDS, **_act(steps, request), "asked": asked, "section": "screening", "choices": choices(person),
        "views": [(name, number, asked.query(status=name)) for name, number in views],
        "sorts": SORTS, "next": f"{asked.query()}&cursor={following}" if following else "",
        "first": asked.query() or "status=waiting" if request.GET.get("cursor") else "",
        "query": request.GET.urlencode(), "dashboard_query": asked.query(status="", sort=""),
    }


def choices(person: Person) -> store.Choices:
    """What the filters offer, lists by their short titles."""
    offered, titles = store.choices(person), _list_titles()
    return replace(offered, lists=[(key, titles.get(key, key)) for key, _ in offered.lists])


def _list_titles() -> dict[str, str]:
    return {key: one.short_title for key, one in control_lists().lists.items()}


def _act(steps: set[Step], request: HttpRequest) -> dict[str, Any]:
    """What the form of steps offers, filled with what was sent, where that could not be done."""
    given = request.POST
    return {
        "steps": {one.name for one in steps}, "buttons": _buttons(steps),
        "chosen": {one.rpartition(":")[0] for one in given.getlist("alert")}, "given": given,
    }


def _buttons(steps: set[Step]) -> list[tuple[str, Any, bool]]:
    """Value and label of each button, and whether it stands out. The first is the one that Enter presses: where
    nothing can be dismissed, one that changes nothing."""
    order = sorted(steps - {Step.ASSIGN}, key=list(BUTTONS).index)
    if Step.DISMISS not in steps:
        order.sort(key=lambda one: one is not Step.NOTE)
    return [(one.value, BUTTONS[one], one in (Step.DISMISS, Step.CONFIRM, Step.FOUND)) for one in order]


def _rows(some: Sequence[Alert], found: store.Alerts | None = None, asked: Asked | None = None) -> list[dict[str, Any]]:
    """Alerts as the pages show them, each with how many others on its entry there are among those found."""
    taken, titles = store.steps_taken(some), _list_titles()
    same = store.by_entry(found, some) if found is not None else {}
    return [{
        "alert": one, "key": store.key_of(one), "value": f"{store.key_of(one)}:{taken.get(one.pk, 0)}",
        "pieces": _marked(one), "list": titles.get(one.list, one.list), "more": same.get(one.entry, 1) - 1,
        "same": asked.query(entry=one.entry) if asked else "",
    } for one in some]


def _marked(one: Alert) -> Any:
    return marked(one.goods_description, ((each["start"], each["end"]) for each in one.evidence))


@signed_in
def alert(request: HttpRequest, key: str) -> HttpResponse:
    """One alert: why it fired, the law on which it hangs, what it obliges the State to, and what was done with it."""
    return show_alert(request, person_of(request), key)


def show_alert(request: HttpRequest, person: Person, key: str, error: str = "") -> HttpResponse:
    """The page of an alert; with what went wrong, status 409."""
    held, language = store.alert_of(person, key), language_of(request)
    law = law_of(held, control_lists(), language)
    say = AlertWriter(addresses_for(request))
    history = list(held.events.all())

    def context() -> dict[str, Any]:
        return {
            **WORDS, **_act(set(steps_for(held, person)), request), "alert": held, "law": law, "error": error,
            "key": key, "value": f"{key}:{len(history)}", "section": "screening", "pieces": _marked(held),
            "terms": terms(held.evidence), "counted": [one for one in terms(held.evidence) if one.counts],
            "history": [(one, STEPS.get(one.what, one.what)) for one in history],
            "earlier": _rows(store.earlier(held, person)), "officers": store.officers([held.state_id]),
            **_law_context(law, language),
        }

    return respond(request, Answer("screening/alert.html", context, data=lambda: say.detail(held, person, law)),
                   status=409 if error else 200)


def _law_context(law: Law, language: str) -> dict[str, Any]:
    """Instrument and provisions, each with the panels on what it obliges the State to."""
    if law.list is None:
        return {}
    found = thread(law.list, law.provision, NOW, language)
    records = {one.id: one for one in (found["provision"], *found["controls"]) if one}
    return {**found, "provisions": [
        {"record": one, "panels": [panel for key, panel in law.duties if key == one.id]} for one in records.values()
    ]}


@signed_in
def step(request: HttpRequest) -> HttpResponse:
    """Take a step with the ticked alerts, with all of them or none, and go back to where that was asked for.

    Links and filters on the page that says what could not be done lead here, too, and on to the queue.
    """
    person, given = person_of(request), request.POST
    alone, query = given.get("alone", ""), f"?{request.GET.urlencode()}" if request.GET else ""
    if request.method != "POST":
        return redirect(f"{reverse('alerts')}{query}")
    try:
        name = given.get("step", "")
        if name not in list(Step):
            raise NotNow(f"step: found {name[:40]!r}, expected one of {', '.join(Step)}.")
        chosen = [_chosen(one) for one in given.getlist("alert")]
        held = take_step(person, chosen, Order(Step(name), given.get("reason", ""), given.get("words", ""),
                                               given.get("to", "")))
    except NotNow as error:
        return show_alert(request, person, alone, str(error)) if alone else show_queue(request, person, str(error))
    messages.success(request, _done(Step(name), held))
    return redirect(reverse("alert", args=[alone]) if alone else f"{reverse('alerts')}{query}")


def _chosen(value: str) -> Chosen:
    key, _, read = value.rpartition(":")
    return Chosen(key, int(read)) if read.isascii() and read.isdigit() and len(read) < 10 else Chosen(value)


def _done(step: Step, held: list[Alert]) -> str:
    """What was done, as the status message says it."""
    status = Alerted(held[0].status)
    what = BUTTONS[step] if step is Step.NOTE else STATUSES[status]
    return ngettext("%(n)s alert: %(what)s.", "%(n)s alerts: %(what)s.", len(held)) % {"n": len(held), "what": what}


@signed_in
def dashboard_page(request: HttpRequest) -> HttpResponse:
    """What became of the alerts of the person's own State, by list, office, lane and month."""
    person, asked = person_of(request), Asked.of(request.GET)
    found = store.asked_for(store.visible_alerts(person), asked, person)
    total, by = store.what_became(found)
    told = dashboard(total, by)
    return respond(request, Answer(
        "screening/dashboard.html", lambda: {
            "total": total, "asked": asked, "choices": choices(person), "section": "screening",
            "sections": [(name, DIMENSION_NAMES[name], _count_rows(name, by[name], asked)) for name in DIMENSIONS],
            "chart": chart(by["month"]),
        },
        data=lambda: told, table=lambda: dashboard_table(told),
    ))


def _count_rows(name: str, rows: Mapping[str, Count], asked: Asked) -> list[dict[str, Any]]:
    """The rows of a table of the dashboard, each with the query that shows its alerts."""
    labels: Mapping[str, Any] = {"list": _list_titles(), "lane": LANE_NAMES}.get(name, {})
    return [{"key": key, "label": labels.get(key, key), "count": one, "query": asked.query(status="all", **{name: key})}
            for key, one in rows.items()]
