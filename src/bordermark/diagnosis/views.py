"""The pages of the diagnosis: the figures with what is behind them, and what if."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import lru_cache
from typing import Any, Final

import polars as pl
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from bordermark.clocks import Clocks, read_clocks
from bordermark.contributions import revisions
from bordermark.diagnosis import store
from bordermark.diagnosis.changing import Agree, Change, End, HandOver, Merge, agreement, changed, figures
from bordermark.diagnosis.describing import described, gaps
from bordermark.diagnosis.diagnosing import Asked, Diagnosis, diagnose
from bordermark.diagnosis.gaps import Supply, supplies
from bordermark.diagnosis.survey import GENERAL, Survey, in_year
from bordermark.errors import UnknownRecord
from bordermark.framework.asking import today
from bordermark.publishing.answers import Answer, respond
from bordermark.publishing.problems import BadParameter, UnusableParameters
from bordermark.publishing.tables import Table
from bordermark.vocabulary.store import vocabulary

QUICK: Final = {"draws": 200, "deals": 200, "networks": 20, "worlds": 100}
"""How often chance is tried for a page; ``bordermark diagnose`` tries it as often as one likes."""

SHOWN: Final = 100
"""Pairs on a page; all are in the JSON."""

EXAMPLES: Final = {"end": "act-unodc-ccp", "hand_over": "act-unodc-ccp:wco",
                   "merge": "act-unodc-ccp-air:act-unodc-ccp", "agree": "unodc,wco,icao:cargo,aviation"}
"""What can be asked of ``what-if``, each with an example."""

LABELS: Final = {"end": _("Activities that end"), "hand_over": _("Activities that another body leads"),
                 "merge": _("Activities that another takes up"), "agree": _("Bodies that agree to coordinate")}


def diagnosis(request: HttpRequest) -> HttpResponse:
    """Overlap, coordination and gaps of a year, a region, a flow; for one capacity, the pairs behind its figures."""
    clocks = read_clocks(request.GET)
    known = store.survey(clocks)
    region = _one_of(request, "region", {*known.regions, *known.subregions})
    flow = _one_of(request, "flow", {*known.flows, GENERAL})
    capacity = _one_of(request, "capacity", {one for each in known.activities for one in each.capacities})
    asked = Asked(clocks.day(today()).year, region, flow, **QUICK)
    made, supply = _made(revisions.last_revision(), asked, replace(clocks, as_at=clocks.day(today())))
    return respond(request, Answer(
        "diagnosis/diagnosis.html", lambda: _context(made, supply, capacity) | {"clocks": clocks},
        data=lambda: described(made, supply), table=lambda: _table(made),
    ))


@lru_cache(maxsize=8)
def _made(_revision: int, asked: Asked, clocks: Clocks) -> tuple[Diagnosis, tuple[Supply, ...]]:
    made = diagnose(store.survey(clocks), asked)
    inside = made.survey.states((asked.region,)) if asked.region else None
    needs = [one for one in store.needs(clocks)
             if (inside is None or one.state in inside) and asked.flow in ("", one.flow)]
    return made, tuple(supplies(made.survey, needs))


def _one_of(request: HttpRequest, name: str, known: set[str]) -> str:
    asked = request.GET.get(name, "")
    if asked and asked not in known:
        raise UnusableParameters([BadParameter(name, asked, f"one of {', '.join(sorted(known))}")])
    return asked


def _table(made: Diagnosis) -> Table:
    columns = ("global_weight", "capacity", "pairs", "uncoordinated", "at_least", "chance_low", "chance_high",
               "percentile")
    return Table(columns, (
        (part.weight, one.capacity, one.pairs, one.uncoordinated, one.at_least, chance.low, chance.high,
         chance.percentile)
        for part in made.weighted for one in (part.overall, *part.by_capacity) if (chance := one.open_dealt)
    ), "diagnosis")


def _context(made: Diagnosis, supply: tuple[Supply, ...], capacity: str) -> dict[str, Any]:
    words = vocabulary()
    return {
        "asked": made.asked, "survey": made.survey, "weighted": made.weighted, "capacity": capacity,
        "unknown_ends": sum(one.end is None for one in made.survey.activities),
        "findings": [one for one in made.findings if one.survives],
        "not_findings": [one for one in made.findings if not one.survives],
        "gaps": [(code, *(some.get(one, 0) for one in ("named", "global", "nobody", "not-surveyed")))
                 for code, some in gaps(supply)["by_capacity"].items()],
        "pairs": _pairs(made, capacity) if capacity else (), "shown": SHOWN,
        "without": sorted({one.need.state for one in supply
                           if one.need.capacity == capacity and one.reached in ("global", "nobody")}),
        "regions": [one for one in words.schemes["m49"] if one.code in made.survey.regions],
        "flows": [one for one in words.schemes["flow"] if one.code in made.survey.flows],
    }


def _pairs(made: Diagnosis, capacity: str) -> list[dict[str, Any]]:
    """The uncoordinated pairs that overlap in a capacity, by the titles of the two."""
    part = made.weighted[-1]
    titles = {one.id: (one.title, one.entity) for one in made.survey.activities}
    within = part.shared.filter(pl.col("capacity").cast(pl.String) == capacity).group_by("a", "b").agg(
        pl.col("function").cast(pl.String).unique().sort(), pl.col("flow").cast(pl.String).unique().sort())
    rows = within.join(part.pairs.filter(pl.col("covered") == 0), on=["a", "b"]).with_columns(
        pl.col("a", "b").cast(pl.String)).sort("services", "a", "b", descending=[True, False, False])
    return [{"a": titles[one["a"]], "b": titles[one["b"]], "functions": one["function"], "flows": one["flow"]}
            for one in rows.iter_rows(named=True)]


def what_if(request: HttpRequest) -> HttpResponse:
    """What would change: the figures of a year before and after."""
    clocks = read_clocks(request.GET)
    survey = in_year(store.survey(clocks), clocks.day(today()).year)
    given = {name: request.GET.get(name, "").split() for name in EXAMPLES}
    before, after = figures(survey), figures(changed(survey, _changes(survey, given)))
    rows = [(_("Overlapping pairs, global activities at weight 0"), before.pairs[0], after.pairs[0]),
            (_("Overlapping pairs, global activities at weight 1"), before.pairs[1], after.pairs[1]),
            (_("Uncoordinated, global activities at weight 0"), before.uncoordinated[0], after.uncoordinated[0]),
            (_("Uncoordinated, global activities at weight 1"), before.uncoordinated[1], after.uncoordinated[1]),
            (_("Cells of State, capacity and flow that somebody works in"), before.reached, after.reached),
            (_("Of these, with two bodies or more"), before.doubly, after.doubly)]
    return respond(request, Answer(
        "diagnosis/what_if.html", {
            "rows": rows, "year": clocks.day(today()).year, "asked_any": any(given.values()),
            "fields": [(name, LABELS[name], " ".join(given[name]), EXAMPLES[name]) for name in EXAMPLES],
        }, data=lambda: {"before": asdict(before), "after": asdict(after)},
    ))


def _changes(survey: Survey, given: Mapping[str, list[str]]) -> list[Change]:
    """What is asked, in the order of the fields. Raises UnusableParameters for what cannot be read or is unknown."""
    found: list[Change] = []
    for name, words in given.items():
        for word in words:
            one, _colon, other = word.partition(":")
            if not one or (name != "end" and not other):
                raise UnusableParameters([BadParameter(name, word, f"such as {EXAMPLES[name]}")])
            try:
                change = _change(survey, name, one, other)
                changed(survey, [*found, change])
            except UnknownRecord as error:
                raise UnusableParameters([BadParameter(name, word, f"names of that year ({error})")]) from error
            found.append(change)
    return found


def _change(survey: Survey, name: str, one: str, other: str) -> Change:
    match name:
        case "end":
            return End(one)
        case "hand_over":
            return HandOver(one, other)
        case "merge":
            return Merge(one, other)
        case _:
            return Agree(agreement(survey, tuple(one.split(",")), tuple(other.split(","))))
