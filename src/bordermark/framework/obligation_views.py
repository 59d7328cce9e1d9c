"""The pages of what binds States: on a day, since a day, beside other States."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse

from bordermark.clocks import read_clocks
from bordermark.framework import rows
from bordermark.framework.asking import day_of, measure_of, since_day, state_of, states_in, today
from bordermark.framework.comparing import accepted_beside, compare
from bordermark.framework.describing import counts
from bordermark.framework.obligations import STATUSES, Day
from bordermark.framework.timeline import became_binding, timeline
from bordermark.framework.views import STATUS_LABELS, writer_of
from bordermark.framework.world import World
from bordermark.publishing.addresses import page
from bordermark.publishing.answers import Answer, respond
from bordermark.publishing.problems import BadParameter, UnusableParameters
from bordermark.publishing.tables import Table

FIRST_YEAR = 1945
"""First year drawn: before the Charter nothing held here bound a State."""


def obligations(request: HttpRequest, code: str) -> HttpResponse:
    """Every measure for one State on one day, by domain."""
    say, clocks = writer_of(request), read_clocks(request.GET)
    state, day = state_of(code, say.compendium), day_of(clocks)
    found = day.obligations(state)
    status = request.GET.get("status", "")
    if status and status not in STATUSES:
        raise UnusableParameters([BadParameter("status", status, f"one of {', '.join(STATUSES)}")])
    shown = [one for one in found if not status or one.status == status]
    return respond(request, Answer(
        "framework/obligations.html", lambda: {
            **_of_state(request, state), "groups": rows.rows(say, state, shown, _dated(request)), "status": status,
            "counts": [(name, STATUS_LABELS[name], number) for name, number in counts(found).items()],
            "total": len(found), "data_share": say.share(),
            "marks": _marks(day.world, state, say.compendium.words.language),
        },
        data=lambda: say.obligations(state, day.day, found),
        table=lambda: say.obligation_table(state, shown),
    ))


def _of_state(request: HttpRequest, state: str) -> dict[str, Any]:
    clocks = read_clocks(request.GET)
    return {"state": state, "day": clocks.day(today()), "clocks": clocks, "section": "states",
            "query": "&".join(f"{name}={value}" for name, value in _dated(request).items())}


def _dated(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in ("as_at", "as_recorded") if request.GET.get(name)}


def _marks(world: World, state: str, language: str) -> dict[str, Any]:
    found = rows.marks(_timeline(world, state), FIRST_YEAR, today().year, page("obligations", state, language=language))
    most = max(one.binding for one in found) or 1
    return {
        "bars": [(one, at * 10, 60 - round(60 * one.binding / most), round(60 * one.binding / most))
                 for at, one in enumerate(found)],
        "most": most, "width": 10 * len(found), "ticks": [(one.year, at * 10) for at, one in enumerate(found)
                                                          if one.year % 10 == 0],
        "decades": [one for one in found if one.year % 10 == 0 or one is found[-1]],
    }


_timeline = lru_cache(maxsize=64)(timeline)


def obligation(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One measure for one State: every chain from the measure to the State's act."""
    say, clocks = writer_of(request), read_clocks(request.GET)
    state, found, day = state_of(code, say.compendium), measure_of(key, clocks), day_of(clocks)
    here = day.obligation(key, state)
    ordered = sorted(here.chains, key=lambda one: (STATUSES.index(one.status), one.since or "9999"))
    return respond(request, Answer(
        "framework/obligation.html", lambda: {
            **_of_state(request, state), "measure": found, "domain": say.world.framework.domains[found.domain],
            "obligation": here, "chains": rows.links(say, ordered), "data_share": say.share(),
            "neighbours": [
                (one, day.obligation(key, one)) for one in say.compendium.words.words.states[state].neighbours
                if one in day.world.states
            ],
        },
        data=lambda: say.obligation(here),
        table=lambda: say.obligation_table(state, [here]),
    ))


def new_obligations(request: HttpRequest, code: str) -> HttpResponse:
    """What became binding on one State since a day."""
    say, clocks = writer_of(request), read_clocks(request.GET)
    state, later = state_of(code, say.compendium), day_of(clocks)
    since = since_day(request.GET.get("since", ""), later.day)
    found = became_binding(Day(later.world, since), later, state)
    begun = [one for one in found if one.chains]
    return respond(request, Answer(
        "framework/new_obligations.html", lambda: {
            **_of_state(request, state), "since": since, "data_share": say.share(),
            "changes": [(say.world.framework.measures[one.obligation.measure], one, rows.links(say, one.chains))
                        for one in begun],
            "undated": [rows.instrument_line(say, key) for key in
                              sorted({chain.instrument for one in found for chain in one.undated})],
        },
        data=lambda: say.changes(state, since, later.day, found),
        table=lambda: Table(("state", "measure", "newly", "provision", "instrument", "since", "since_kind"), (
            (state, one.obligation.measure, one.newly, chain.derivation.provision, chain.instrument, chain.since,
             chain.since_kind) for one in begun for chain in one.chains
        ), f"New obligations {state}"),
    ))


def neighbours_accepted(request: HttpRequest, code: str) -> HttpResponse:
    """Treaties in which the neighbours of one State take part and it is not known to."""
    say, day = writer_of(request), day_of(read_clocks(request.GET))
    state = state_of(code, say.compendium)
    neighbours = say.compendium.words.words.states[state].neighbours
    found = accepted_beside(day, state, neighbours)
    return respond(request, Answer(
        "framework/neighbours.html", lambda: {
            **_of_state(request, state), "neighbours": neighbours, "data_share": say.share(),
            "accepted": [(rows.instrument_line(say, one.instrument), one,
                          [say.world.framework.measures[key] for key in one.measures]) for one in found],
        },
        data=lambda: say.accepted(state, day.day, found),
        table=lambda: Table(("state", "instrument", "because", "neighbours", "measures"), (
            (state, one.instrument, one.own.because, "; ".join(one.others), "; ".join(one.measures)) for one in found
        ), f"Accepted by neighbours of {state}"),
    ))


def compare_obligations(request: HttpRequest) -> HttpResponse:
    """Several States and regions beside one another."""
    say, clocks = writer_of(request), read_clocks(request.GET)
    words, day = say.compendium.words, day_of(clocks)
    states = [state_of(code, say.compendium) for code in request.GET.getlist("state") if code]
    regions = {code: states_in(code, words.words) for code in request.GET.getlist("region") if code}
    wrong = [BadParameter("region", code, "a concept of the scheme m49, such as 014") for code, some in regions.items()
             if not some]
    if wrong:
        raise UnusableParameters(wrong)
    found = compare(day, states, regions, request.GET.get("differences") == "1")
    held = say.world.framework
    names = sorted((one.name(words.language), one.id) for one in words.words.member_states())
    return respond(request, Answer(
        "framework/compare.html", lambda: {
            "clocks": clocks, "day": day.day, "section": "states", "compared": found, "data_share": say.share(),
            "differences": request.GET.get("differences") == "1", "dated": _dated(request),
            "choices": [[(code, name, code == chosen) for name, code in names]
                        for chosen in [*states, *[""] * max(1, 3 - len(states))]],
            "areas": [(one.code, one.label(words.language), one.code in regions)
                      for one in words.words.schemes.get("m49", ())],
            "rows": [
                (held.measures[row.measure],
                 [(state, page("obligation", state, row.measure, language=words.language, **_dated(request)),
                   one.status) for state, one in row.states.items()],
                 [(number, len(found.regions[code])) for code, number in row.regions.items()], row.differs)
                for row in found.rows
            ] if states or regions else [],
        },
        data=lambda: say.comparison(found),
        table=lambda: Table(("measure", "title", *found.states, *found.regions), (
            (row.measure, held.measures[row.measure].title, *(one.status for one in row.states.values()),
             *row.regions.values()) for row in found.rows
        ), "Comparison"),
    ))
