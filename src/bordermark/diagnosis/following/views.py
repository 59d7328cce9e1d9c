"""The pages of adopted options: all with their measures, one with the pairs that are left, the form of a new one."""

from difflib import get_close_matches
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from bordermark.accounts.errors import Forbidden
from bordermark.accounts.guards import signed_in
from bordermark.accounts.people import person_of
from bordermark.accounts.policy import Action, Thing, may
from bordermark.clocks import read_clocks
from bordermark.contributions.review.behalf import behalves
from bordermark.contributions.review.life import NotNow
from bordermark.diagnosis.following.adopting import ENTRIES, adopt
from bordermark.diagnosis.following.asking import Followed, followed, one_followed, options_of
from bordermark.diagnosis.following.describing import MEASURES, STATUSES, detail, row, table
from bordermark.diagnosis.following.measuring import measure_of
from bordermark.diagnosis.labels import INDICATORS, KINDS
from bordermark.diagnosis.options import Option
from bordermark.diagnosis.validation.describing import organisation_writer
from bordermark.diagnosis.validation.store import titles
from bordermark.errors import RefusedInput, UnknownRecord
from bordermark.framework.asking import today
from bordermark.publishing.addresses import language_of
from bordermark.publishing.answers import Answer, respond

SHOWN: Final = 100
"""Options, and pairs, on a page."""


def index(request: HttpRequest) -> HttpResponse:
    """All adopted options, with their measures before and after."""
    clocks, say = read_clocks(request.GET), organisation_writer(request, language_of(request))
    found = followed(clocks, today())
    return respond(request, Answer(
        "diagnosis/follow_up.html", lambda: {
            "rows": [shown(one) for one in found], "clocks": clocks, "may_adopt": bool(behalves(person_of(request))),
        },
        data=lambda: [row(one, say) for one in found], table=lambda: table(found),
    ))


def shown(one: Followed) -> dict[str, Any]:
    """What a page shows of an adopted option: `figures` are before and after at each weight."""
    record = one.record
    return {
        "record": record, "kind": KINDS[record.kind], "status": STATUSES[record.status], "late": one.late,
        "measure": MEASURES[measure_of(record.kind)],
        "figures": [(0, record.before_0, one.after.counts[0]), (1, record.before_1, one.after.counts[1])],
    }


def one(request: HttpRequest, key: str) -> HttpResponse:
    """One adopted option, with the pairs of activities that are left."""
    clocks, say = read_clocks(request.GET), organisation_writer(request, language_of(request))
    found = one_followed(key, clocks, today())

    def context() -> dict[str, Any]:
        some = found.after.pairs[:SHOWN]
        names = titles(each for pair in some for each in pair)
        return {
            **shown(found), "indicator": INDICATORS[detail(found, say).indicator], "clocks": clocks,
            "year": clocks.day(today()).year, "more": len(found.after.pairs) - len(some),
            "pairs": [[(each, *names.get(each, (each, ""))) for each in pair] for pair in some],
            "may_change": bool(behalves(person_of(request))),
        }

    return respond(request, Answer("diagnosis/adopted_option.html", context, data=lambda: detail(found, say),
                                   table=lambda: table([found])))


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Say that an option was adopted: choose it among those of a year, then who, when and until when."""
    person, now = person_of(request), timezone.now()
    if not behalves(person):
        raise Forbidden(may(person, Action.PROPOSE, Thing("change-set")))
    year = read_clocks(request.GET).day(today()).year
    options = options_of(year, request.GET.get("region", ""), request.GET.get("flow", ""))
    key = request.GET.get("option", "")
    context: dict[str, Any] = {"year": year, "behalves": behalves(person), "given": {"decided": now.date().isoformat()}}
    if not key:
        return render(request, "diagnosis/adopt_choose.html", {
            **context, "options": [(each, KINDS[each.kind]) for each in options[:SHOWN]], "total": len(options)})
    option = _named(options, key)
    context |= {"option": option, "kind": KINDS[option.kind], "measure": MEASURES[measure_of(option.kind)],
                "indicator": INDICATORS[option.indicator]}
    if request.method == "POST":
        context["given"] = given = {name: request.POST.get(name, "").strip() for name in ENTRIES}
        try:
            return redirect("contribution", adopt(option, given, by=person, at=now).pk)
        except RefusedInput as error:
            context["findings"] = error.findings
        except NotNow as error:
            context["error"] = str(error)
    wrong = bool(context.get("findings") or context.get("error"))
    return render(request, "diagnosis/adopt.html", context, status=400 if wrong else 200)


def _named(options: tuple[Option, ...], key: str) -> Option:
    found = next((each for each in options if each.id == key), None)
    if found is None:
        raise UnknownRecord("option of that year", key, get_close_matches(key, [each.id for each in options]))
    return found
