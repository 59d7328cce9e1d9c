"""Queries on alerts, each within what the policy lets a person reach."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Case, IntegerField, Max, Q, QuerySet, TextField, Value, When
from django.db.models import Count as Number
from django.db.models.functions import Cast

from bordermark.accounts.errors import Forbidden
from bordermark.accounts.models import User
from bordermark.accounts.policy import Action, Person, Role, Thing, may, visible
from bordermark.accounts.store import holders, where
from bordermark.errors import UnknownRecord
from bordermark.publishing.paging import Page, decode, page_of
from bordermark.screening.models import Alert, AlertEvent
from bordermark.screening.runs.store import visible_runs
from bordermark.screening.standing import LANES, Alerted
from bordermark.screening.triage.asking import MINE, NOBODY, WAITING, Asked
from bordermark.screening.triage.counting import DIMENSIONS, Cell, Count, Place, count, counts
from bordermark.screening.triage.life import DECIDING
from bordermark.screening.triage.life import WAITING as UNDECIDED

Alerts = QuerySet[Alert]

FIELDS: Final = {"state": "state_id", "status": "status", "authors": "proposer"}
"""Where an alert holds what the policy asks of it."""

_LANE: Final = Case(*(When(lane=lane, then=Value(at)) for at, lane in enumerate(LANES)), default=Value(len(LANES)),
                    output_field=IntegerField())
"""The lane of the strictest control first; what has none yet, last."""


def visible_alerts(person: Person) -> Alerts:
    """The alerts that a person may see. Raises Forbidden for whom there can be none."""
    within = visible(person, "alert")
    if not within.parts:
        raise Forbidden(may(person, Action.VIEW, Thing("alert", state=next(iter(sorted(person.states)), ""))))
    return Alert.objects.filter(where(within, FIELDS)).select_related("run")


def key_of(alert: Alert) -> str:
    """By what an alert is known: its run and its number in it."""
    return f"{alert.run_id}-{alert.number}"


def alerts_of(person: Person, keys: Sequence[str]) -> Alerts:
    """The alerts of these keys. Raises UnknownRecord for the first that there is none of, or none to be seen."""
    pairs = [_pair(key) for key in keys]
    found = visible_alerts(person).filter(run__in={run for run, _ in pairs}, number__in={one for _, one in pairs})
    ids = {(one.run_id, one.number): one.pk for one in found}
    for key, pair in zip(keys, pairs, strict=True):
        if pair not in ids:
            raise UnknownRecord("alert", key)
    return visible_alerts(person).filter(pk__in=[ids[pair] for pair in pairs])


def _pair(key: str) -> tuple[str, int]:
    run, _, number = key.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 10) or "\0" in run:
        raise UnknownRecord("alert", key[:80])
    return run, int(number)


def alert_of(person: Person, key: str) -> Alert:
    """The alert of this key. Raises UnknownRecord when there is none to be seen."""
    return alerts_of(person, [key]).get()


def asked_for(found: Alerts, asked: Asked, person: Person) -> Alerts:
    """Those alerts that are asked for, whatever their status."""
    for name in ("run", "list", "entry", "office", "lane", "month"):
        if getattr(asked, name):
            found = found.filter(**{name: getattr(asked, name)})
    if asked.state:
        found = found.filter(state=asked.state)
    if asked.assignee:
        found = found.filter(assignee={MINE: person.id, NOBODY: ""}.get(asked.assignee, asked.assignee))
    if asked.least is not None:
        found = found.filter(score__gte=asked.least)
    if asked.kind:  # no database but PostgreSQL looks into JSON; both write a key and its value so
        found = found.annotate(told=Cast("evidence", TextField())).filter(told__contains=f'"kind": "{asked.kind}"')
    return found


def with_status(found: Alerts, status: str) -> Alerts:
    """Those alerts that stand so."""
    if status == "all":
        return found
    return found.filter(status__in=UNDECIDED) if status == WAITING else found.filter(status=status)


def page(found: Alerts, sort: str, size: int, cursor: str) -> Page[Alert]:
    """A page of alerts in an order. Raises UnreadableCursor."""
    ordered = _ordered(found, sort)
    if cursor:
        ordered = ordered.filter(_beyond(sort, cursor))
    ids = list(ordered.values_list("pk", flat=True)[: size + 1])  # which an index has; whole rows would all be sorted
    rows = Alert.objects.select_related("run").in_bulk(ids)
    return page_of([rows[one] for one in ids if one in rows], size, sort, lambda one: _key(one, sort))


def _ordered(found: Alerts, sort: str) -> Alerts:
    if sort == "lane":
        return found.annotate(strict=_LANE).order_by("strict", "-score", "id")
    return found.order_by("-score", "id") if sort == "score" else found.order_by("-id")


def _key(one: Alert, sort: str) -> tuple[int, ...]:
    """What a cursor holds. A score has four places, so that as a whole number it is the same in any of them."""
    score, strict = round(one.score * 10_000), (*LANES, "").index(one.lane)
    return {"score": (score, one.pk), "lane": (strict, score, one.pk), "newest": (one.pk,)}[sort]


def _beyond(sort: str, cursor: str) -> Q:
    *first, last = decode(cursor, sort, [int] * {"score": 2, "lane": 3, "newest": 1}[sort])
    if sort == "newest":
        return Q(id__lt=last)
    score = int(first[-1]) / 10_000
    beyond = Q(score__lt=score) | Q(score=score, id__gt=last)
    return beyond if sort == "score" else Q(strict__gt=first[0]) | Q(strict=first[0]) & beyond


def by_status(found: Alerts) -> dict[str, int]:
    """How many of them have each status."""
    rows = found.order_by().values_list("status").annotate(number=Number("pk"))
    held = dict(rows)
    return {one: held.get(one, 0) for one in Alerted}


def by_entry(found: Alerts, some: Sequence[Alert]) -> dict[str, int]:
    """How many of them are on each of the entries on which these are."""
    same = found.filter(list__in={one.list for one in some}, entry__in={one.entry for one in some})
    return dict(same.order_by().values_list("entry").annotate(number=Number("pk")))


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen from in each filter, of what a person may see."""

    states: list[str]
    runs: list[tuple[str, str]]
    lists: list[tuple[str, str]]
    offices: list[str]
    months: list[str]
    officers: list[tuple[str, str]]


def choices(person: Person) -> Choices:
    """What the filters of the queue offer."""
    held = visible_alerts(person).order_by()
    states = sorted(held.values_list("state", flat=True).distinct())
    lists, offices, months = (sorted(one for one in held.values_list(name, flat=True).distinct() if one)
                              for name in ("list", "office", "month"))
    runs = visible_runs(person).values_list("pk", "name")
    return Choices(states, list(runs[:100]), [(one, one) for one in lists], offices, months, officers(states))


def officers(states: Iterable[str]) -> list[tuple[str, str]]:
    """Who can be given alerts of these States: ids and names."""
    ids = {one for state in states for one in holders(Role.RISK_OFFICER, state=state)}
    return list(User.objects.filter(username__in=ids).order_by("name", "username").values_list("username", "name"))


def steps_taken(alerts: Iterable[Alert]) -> dict[int, int]:
    """How many steps have been taken with each, by its primary key: what an officer saw when they saw that many."""
    rows = AlertEvent.objects.filter(alert__in=[one.pk for one in alerts]).order_by().values_list("alert")
    return dict(rows.annotate(number=Number("pk")))


def earlier(alert: Alert, person: Person, most: int = 10) -> list[Alert]:
    """Other alerts of its State on the same entry that have been decided, the newest first."""
    same = visible_alerts(person).filter(state=alert.state_id, entry=alert.entry).exclude(pk=alert.pk)
    return list(same.exclude(status__in=UNDECIDED).order_by("-id")[:most])


def what_became(found: Alerts) -> tuple[Count, dict[str, Mapping[str, Count]]]:
    """What became of some alerts: of all of them, and by each dimension."""
    cells, days = _cells(found), _days_taken(found)
    return count(cells, [one for _, one in days]), {name: counts(cells, days, name) for name in DIMENSIONS}


def _cells(found: Alerts) -> list[Cell]:
    """How many alerts have each place, status and outcome."""
    rows = found.order_by().values_list("list", "office", "lane", "month", "status", "outcome")
    return [Cell(row[:4], row[4], row[5], row[6]) for row in rows.annotate(number=Number("pk"))]


def _days_taken(found: Alerts) -> list[tuple[Place, float]]:
    """For each alert that has been decided: its place, and the days from its run until then."""
    decided: Any = found.order_by().exclude(status__in=UNDECIDED).filter(events__what__in=DECIDING)
    rows = decided.annotate(at=Max("events__at")).values_list("list", "office", "lane", "month", "run__created", "at")
    return [(row[:4], (row[5] - row[4]).total_seconds() / 86_400) for row in rows]
