"""The pages of the diagnosis: overlap, gaps and burden, the network, options, and what if."""

from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

import polars as pl
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bordermark.clocks import CLOCK_NAMES, Clocks, read_clocks
from bordermark.diagnosis import asking, describing, labels, tables
from bordermark.diagnosis.answering import Answered
from bordermark.diagnosis.diagnosing import Asked, Diagnosis
from bordermark.diagnosis.findings import Finding
from bordermark.diagnosis.gaps import selected
from bordermark.diagnosis.survey import Survey
from bordermark.diagnosis.validation.store import said_to
from bordermark.publishing.answers import Answer, respond
from bordermark.publishing.problems import BadParameter, UnusableParameters
from bordermark.vocabulary.store import vocabulary

SHOWN: Final = 100
"""Rows of evidence on a page; all are in its JSON and CSV."""

LISTED: Final = 40
"""Options on a page; all are in its JSON and CSV."""

REACHED: Final = {
    "nobody": _("nobody"), "global": _("work for the world only"), "named": _("work that names it or its region"),
    "not-surveyed": _("not surveyed"),
}
"""Who works on a need."""

TABS: Final = (("diagnosis", _("Overlap and coordination")), ("diagnosis-gaps", _("Gaps and burden")),
               ("diagnosis-network", _("Network")), ("diagnosis-options", _("Options")), ("what-if", _("What if")))


def diagnosis(request: HttpRequest) -> HttpResponse:
    """Overlap and coordination of a year, a region, a flow; for one capacity the pairs behind its figures."""
    found = _answered(request)
    made, capacity, other = found.diagnosis, request.GET.get("capacity", ""), _beside(request, found)
    return respond(request, Answer(
        "diagnosis/diagnosis.html", lambda: _frame(request, made.asked, found.clocks, "diagnosis") | {
            "survey": made.survey, "weighted": made.weighted, "capacity": capacity, "shown": SHOWN,
            "unknown_ends": sum(one.end is None for one in made.survey.activities),
            "findings": _said(made.survey, (one for one in made.findings if one.survives)),
            "not_findings": _said(made.survey, (one for one in made.findings if not one.survives)),
            "pairs": _pairs(made, capacity) if capacity else (), "titles": _titles(made.survey),
            "without": [(labels.doubt(code, _names(made.survey)), one) for code, one in made.without.items()],
            "sides": describing.beside(made, other) if other else (), "beside": request.GET.get("beside", ""),
        },
        data=lambda: describing.described(made, found.supply) | {"said": said_to(found)} | (
            {"beside": describing.beside(made, other)} if other else {}),
        table=lambda: tables.overlap(made),
    ))


def gaps(request: HttpRequest) -> HttpResponse:
    """What binds States and who works on it, by capacity and flow; and what is asked of each State."""
    found = _answered(request)
    made, capacity, reached = found.diagnosis, request.GET.get("capacity", ""), request.GET.get("reached", "")
    if reached and reached not in REACHED:
        raise UnusableParameters([BadParameter("reached", reached, f"one of {', '.join(REACHED)}")])
    needs = selected(found.supply, capacity, reached)
    return respond(request, Answer(
        "diagnosis/gaps.html", lambda: _frame(request, made.asked, found.clocks, "diagnosis-gaps") | {
            "capacity": capacity, "reached": reached, "standings": REACHED.items(), "shown": SHOWN,
            "capacities": sorted({one.need.capacity for one in found.supply}), "titles": _titles(made.survey),
            "by_capacity": _counts(describing.counted(found.supply, lambda one: one.need.capacity)),
            "by_flow": _counts(describing.counted(found.supply, lambda one: one.need.flow)),
            "needs": [(one, REACHED[one.reached]) for one in needs] if capacity or reached else (),
            "bound": len({one.need.state for one in needs}),
            "unhelped": len({one.need.state for one in needs} - {one.need.state for one in needs
                                                                 if one.reached == "named"}),
            "findings": _said(made.survey, (one for one in describing.found_of(made, found.supply)
                                            if one.kind == "gap")),
            "burdens": [one for one in found.burdens.states if one.visits or one.focal_points],
            "worldwide": found.burdens.worldwide,
        },
        data=lambda: describing.wanting(found, needs), table=lambda: tables.needs(needs),
    ))


def network(request: HttpRequest) -> HttpResponse:
    """Who is joined with whom by what is documented: brokers, communities, core."""
    found = _answered(request)
    made, joined = found.diagnosis, found.diagnosis.network
    names = _names(made.survey)
    return respond(request, Answer(
        "diagnosis/network.html", lambda: _frame(request, made.asked, found.clocks, "diagnosis-network") | {
            "network": joined, "brokers": [(names.get(one.body, one.body), one)
                                           for one in (joined.brokers if joined else ())],
            "communities": [[(body, names.get(body, body)) for body in one]
                            for one in (joined.communities if joined else ())],
            "unscoped": [one for one in made.survey.mechanisms if not one.scoped],
        },
        data=lambda: describing.joined(made), table=lambda: tables.network(made),
    ))


def options(request: HttpRequest) -> HttpResponse:
    """What could be done, each option tried on the same figures, and those to take up together."""
    found = _answered(request)
    made, kept, kind = found.diagnosis, _words(request, "keep"), request.GET.get("kind", "")
    most = request.GET.get("most", "") or str(asking.MOST)
    if not (most.isascii() and most.isdigit() and int(most) <= asking.LARGEST):
        raise UnusableParameters([BadParameter("most", most, f"a number of options, 0 to {asking.LARGEST}")])
    if kind and kind not in labels.KINDS:
        raise UnusableParameters([BadParameter("kind", kind, f"one of {', '.join(labels.KINDS)}")])
    advice = asking.advised_on(found, int(most), asking.read_wanted(kept, made.survey))
    listed = [one for one in advice.options if kind in ("", one.kind)]
    return respond(request, Answer(
        "diagnosis/options.html", lambda: _frame(request, made.asked, found.clocks, "diagnosis-options") | {
            "advice": advice, "most": most, "keep": " ".join(kept), "kind": kind, "kinds": labels.KINDS.items(),
            "chosen": [(labels.worded(one.option, _label, _names(made.survey), _titles(made.survey)), one,
                        labels.before_and_after(advice.before, one.after)) for one in advice.alone],
            "rows": labels.before_and_after(advice.before, advice.together), "titles": _titles(made.survey),
            "listed": [labels.worded(one, _label, _names(made.survey), _titles(made.survey))
                       for one in listed[:LISTED]],
            "count": len(listed), "shown": LISTED,
        },
        data=lambda: describing.advised(advice), table=lambda: tables.options(listed),
    ))


def what_if(request: HttpRequest) -> HttpResponse:
    """What would change: all figures of a year before and after."""
    clocks = asking.at_day(read_clocks(request.GET))
    asked = asking.read_asked(request.GET.get("region", ""), request.GET.get("flow", ""), clocks)
    given, kept = {name: _words(request, name) for name in asking.EXAMPLES}, _words(request, "keep")
    survey, found = asking.compared(asked, clocks, given, kept)
    rows = labels.sides(found.before, found.after)
    return respond(request, Answer(
        "diagnosis/what_if.html", lambda: _frame(request, asked, clocks, "what-if") | {
            "rows": rows, "lost": found.lost, "keep": " ".join(kept), "changes": _asked_changes(request, given),
            "by_capacity": [(code, *found.before.by_capacity.get(code, (0, 0)),
                             *found.after.by_capacity.get(code, (0, 0)))
                            for code in sorted({*found.before.by_capacity, *found.after.by_capacity})
                            if found.before.by_capacity.get(code) != found.after.by_capacity.get(code)],
            "fields": [(name, labels.CHANGES[name], " ".join(given[name]), asking.EXAMPLES[name])
                       for name in asking.EXAMPLES],
            "activities": sorted((one.id, one.title) for one in survey.activities),
        },
        data=lambda: describing.compared(found), table=lambda: tables.sides(rows),
    ))


def _answered(request: HttpRequest) -> Answered:
    clocks = read_clocks(request.GET)
    return asking.answered(asking.read_asked(
        request.GET.get("region", ""), request.GET.get("flow", ""), clocks, request.GET.get("capacity", "")), clocks)


def _beside(request: HttpRequest, found: Answered) -> Diagnosis | None:
    """The diagnosis of another year that is asked for beside."""
    year = request.GET.get("beside", "")
    if not year:
        return None
    if not (len(year) == 4 and year.isascii() and year.isdigit() and int(year)):
        raise UnusableParameters([BadParameter("beside", year, "a year, such as 2012")])
    return asking.in_another_year(found, int(year)).diagnosis


def _frame(request: HttpRequest, asked: Asked, clocks: Clocks, tab: str) -> dict[str, Any]:
    """What all pages have: what is asked, what can be, and where else the same question leads."""
    words, language = vocabulary(), get_language() or "en"
    known = asking.places()
    kept = {"as_at": request.GET.get("as_at", ""), "region": asked.region, "flow": asked.flow,
            **{name: request.GET.get(name, "") for name in CLOCK_NAMES[1:]}}
    return {
        "asked": asked, "clocks": clocks if request.GET.get("as_at") else read_clocks(request.GET), "tabs": TABS,
        "tab": tab, "query": urlencode({name: value for name, value in kept.items() if value}),
        "regions": [one for one in words.schemes["m49"] if one.code in known.regions],
        "states": sorted(((code, words.state_name(code, language)) for code in known.subregions),
                         key=lambda one: one[1]),
        "flows": [one for one in words.schemes["flow"] if one.code in known.flows],
    }


def _words(request: HttpRequest, name: str) -> list[str]:
    """The words of a parameter, that may be repeated and may hold several with spaces between."""
    return " ".join(request.GET.getlist(name)).split()


def _label(scheme: str, code: str) -> str:
    return vocabulary().label(scheme, code, get_language() or "en")


def _names(survey: Survey) -> dict[str, str]:
    return {one.id: one.name for one in survey.entities}


def _titles(survey: Survey) -> dict[str, str]:
    return {one.id: one.title for one in survey.activities}


def _said(survey: Survey, findings: Iterable[Finding]) -> list[tuple[Finding, str, str]]:
    """Findings in words, with the doubts against each."""
    return [(one, labels.statement(one, _label, _titles(survey)),
             "; ".join(labels.doubt(code, _names(survey)) for code in one.fails)) for one in findings]


def _counts(counts: Mapping[str, Mapping[str, int]]) -> list[tuple[str, int, int, int, int]]:
    return [(name, some.get("nobody", 0), some.get("global", 0), some.get("named", 0), some.get("not-surveyed", 0))
            for name, some in counts.items()]


def _pairs(made: Diagnosis, capacity: str) -> list[dict[str, Any]]:
    """The pairs that overlap in a capacity: what they share, and by what they are coordinated; those by none first."""
    part = made.weighted[-1]
    by_id = {one.id: one for one in made.survey.activities}
    services = part.shared.filter(pl.col("capacity").cast(pl.String) == capacity).group_by("a", "b").agg(
        pl.col("function").cast(pl.String).unique().sort(), pl.col("flow").cast(pl.String).unique().sort())
    rows = part.within.filter(pl.col("capacity") == capacity).join(services, on=["a", "b"]).with_columns(
        pl.col("a", "b").cast(pl.String), open=pl.col("covered") == 0).sort(
        "open", "services", "a", "b", descending=[True, True, False, False])
    return [{**one, "a": by_id[one["a"]], "b": by_id[one["b"]]} for one in rows.iter_rows(named=True)]


def _asked_changes(request: HttpRequest, given: Mapping[str, list[str]]) -> list[tuple[str, str, str]]:
    """What each change is, as it was asked, and the query of the page without it."""
    found = []
    for name, words in given.items():
        for word in words:
            query = request.GET.copy()
            query.setlist(name, [one for one in words if one != word])
            found.append((str(labels.CHANGES[name]), word, query.urlencode()))
    return found
