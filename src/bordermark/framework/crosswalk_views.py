"""The pages of crosswalks, and of what follows from answers."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from bordermark.clocks import read_clocks
from bordermark.errors import UnknownRecord
from bordermark.framework import labels
from bordermark.framework.crosswalk_api import answers_of, find_crosswalk, writer
from bordermark.framework.crosswalk_schemas import CarriedList, CarriedRow, CrosswalkWriter, RangeRow, SchemeRow
from bordermark.framework.crosswalks import crosswalk as crosswalk_of
from bordermark.framework.exchange import to_sssom
from bordermark.framework.ranges import HIGHEST_LEVEL
from bordermark.framework.relations import Question
from bordermark.framework.relations import answer as contains
from bordermark.framework.sssom import write
from bordermark.framework.tabulating import mapping_table
from bordermark.publishing import problems
from bordermark.publishing.addresses import addresses_for
from bordermark.publishing.answers import Answer, respond
from bordermark.publishing.problems import Problem, UnusableParameters
from bordermark.publishing.tables import Table

SSSOM: str = "text/tab-separated-values; charset=utf-8"


def crosswalks(request: HttpRequest) -> HttpResponse:
    """The lists that others keep, to which the measures are mapped."""
    clocks = read_clocks(request.GET)
    say = writer(request, clocks)
    rows = [say.row(crosswalk_of(say.grounds.framework, key)) for key in say.grounds.framework.schemes]
    return respond(request, Answer(
        "framework/crosswalks.html", {"rows": rows, "section": "framework", "clocks": clocks}, data=lambda: rows,
        table=lambda: _scheme_table(rows),
    ))


def _scheme_table(rows: Sequence[SchemeRow]) -> Table:
    columns = ("id", "title", "edition", "instrument", "elements", "mapped", "none_found", "not_looked_at", "measures",
               "comment", "source")
    return Table(columns, ([getattr(one, name) for name in columns] for one in rows), "Crosswalks")


def crosswalk(request: HttpRequest, scheme: str) -> HttpResponse:
    """One crosswalk: every element with the measures mapped to it, and what is left over on both sides."""
    clocks = read_clocks(request.GET)
    found, say = find_crosswalk(scheme, clocks), writer(request, clocks)
    detail = say.detail(found)
    context = {
        "detail": detail, "section": "framework", "clocks": clocks,
        "rows": [(one, one.id.partition(":")[2], [
            (row, labels.PREDICATES[row.predicate]) for row in one.measures
        ], labels.TOGETHER[contains(Question.CONTAINS, found.together(one.id))]) for one in detail.items],
    }
    return respond(request, Answer(
        "framework/crosswalk.html", context, data=lambda: detail, table=lambda: mapping_table([found]),
    ))


@require_safe
def crosswalk_file(request: HttpRequest, scheme: str) -> HttpResponse:
    """One crosswalk as SSSOM TSV."""
    try:
        found = find_crosswalk(scheme)
    except UnknownRecord as error:
        return problems.respond(Problem(404, str(error), "unknown-record", instance=request.path,
                                        extensions={"near": list(error.near)}))
    return HttpResponse(write(to_sssom(found, addresses_for(request))), content_type=SSSOM, headers={
        "Content-Disposition": f'attachment; filename="{scheme}.sssom.tsv"',
    })


def answers(request: HttpRequest) -> HttpResponse:
    """What follows from answers: a form for one more, and what all of them together say of others."""
    clocks = read_clocks(request.GET)
    say = writer(request, clocks)
    written = [one for one in request.GET.getlist("answer") if one]
    if thing := request.GET.get("thing", "").strip():
        written.append(f"{thing}={request.GET.get('level', '')}")
    error = ""
    try:
        found = answers_of(written, say)
    except UnusableParameters as unusable:
        if request.GET.get("format", "html") != "html":
            return problems.respond(problems.bad_parameters(unusable.errors, request.path))
        error, found = str(unusable), CarriedList(answers={}, items=[])
        bad = {one.value for one in unusable.errors}
        written = [one for one in written if one not in bad]
    return respond(request, Answer(
        "framework/answers.html", lambda: _answers_context(found, written, error, say) | {"clocks": clocks},
        data=lambda: found, table=lambda: _carried_table(found),
    ), status=422 if error else 200)


def _answers_context(found: CarriedList, written: list[str], error: str, say: CrosswalkWriter) -> dict[str, Any]:
    framework = say.grounds.framework
    return {
        "written": written, "error": error, "section": "framework", "levels": list(enumerate(LEVELS)),
        "given": [(say.thing(key), range_words(one)) for key, one in found.answers.items()],
        "rows": [(one, labels.KINDS[one.to.kind], range_words(one.range) if one.range else "", _ways(one))
                 for one in sorted(found.items, key=_most_telling)],
        "suggestions": [*((key, one.title) for key, one in framework.measures.items()),
                        *((key, one.label) for key, one in framework.elements.items())],
    }


LEVELS = (gettext_lazy("absent"), gettext_lazy("ad hoc"), gettext_lazy("defined"), gettext_lazy("applied everywhere"),
          gettext_lazy("measured and improved"))
"""The levels of maturity, from 0."""


def _most_telling(one: CarriedRow) -> tuple[int, float, str]:
    """Contradictions first, then elements, measures and provisions, the narrowest range of each first."""
    if one.range is None:
        return -1, 0, one.to.id
    return ("element", "measure", "provision").index(one.to.kind), one.range.high - one.range.low, one.to.id


def _ways(one: CarriedRow) -> list[list[tuple[str, list[Promise], str, list[Promise]]]]:
    """For each offer the steps of its first chain: from, relations that may hold, to, what is lost."""
    found = []
    for offer in one.offers:
        before, steps = offer.answered.id, []
        for step in offer.chains[0]:
            steps.append((before, [labels.RELATIONS[word] for word in step.possible], step.to.id,
                          [labels.LOST[word] for word in step.lost]))
            before = step.to.id
        found.append(steps)
    return found


def range_words(one: RangeRow) -> str:
    """A range in words for a person, with the levels of maturity it stands for."""
    low, high = one.low * HIGHEST_LEVEL, one.high * HIGHEST_LEVEL
    if low == high:
        return {0.0: _("nothing is in place"), 4.0: _("all is in place")}.get(low, _("level %(level)g of 4") % {
            "level": low})
    if (low, high) != (0, HIGHEST_LEVEL):
        return _("level %(low)g to %(high)g of 4") % {"low": low, "high": high}
    if one.low_open and one.high_open:
        return _("something is in place, and something is missing")
    if one.low_open:
        return _("something is in place, perhaps all")
    return _("something is missing, perhaps all") if one.high_open else _("nothing is known")


def _carried_table(found: CarriedList) -> Table:
    columns = ("id", "kind", "title", "low", "low_open", "high", "high_open", "contradiction", "answered", "chain")

    def row(one: CarriedRow) -> list[str | float | bool]:
        range_ = one.range
        ends: list[str | float | bool] = ([range_.low, range_.low_open, range_.high, range_.high_open] if range_
                                          else ["", "", "", ""])
        ways = [" > ".join([offer.answered.id, *(step.to.id for step in chain)])
                for offer in one.offers for chain in offer.chains]
        return [one.to.id, one.to.kind, one.to.title, *ends, range_ is None,
                "; ".join(offer.answered.id for offer in one.offers), "; ".join(ways)]

    return Table(columns, (row(one) for one in found.items), "Answers carried")
