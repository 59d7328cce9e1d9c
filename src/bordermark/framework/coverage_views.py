"""The page of the Framework's coverage."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from bordermark.clocks import read_clocks
from bordermark.framework import labels
from bordermark.framework.coverage import FORCES, FOUNDATIONS, Grounds, by_domain, foundations, measures_by_subject
from bordermark.framework.coverage_chart import coverage_chart
from bordermark.framework.coverage_schemas import CoverageReport, CoverageWriter
from bordermark.framework.grounding import grounds
from bordermark.framework.records import DomainRecord
from bordermark.framework.tabulating import (
    beyond_table,
    domain_table,
    resting_table,
    subject_table,
    uncarried_table,
)
from bordermark.publishing.addresses import addresses_for
from bordermark.publishing.answers import Answer, respond
from bordermark.publishing.problems import BadParameter, UnusableParameters
from bordermark.publishing.tables import Table
from bordermark.vocabulary.store import vocabulary

TABLES: Final[Mapping[str, Callable[[Grounds], Table]]] = {
    "domains": domain_table, "foundations": resting_table, "subjects": subject_table, "beyond": beyond_table,
    "uncarried": uncarried_table,
}
"""Tables that the address gives as CSV, by the parameter ``table``."""

SHOWN: Final = 40
"""Provisions on a page."""


def coverage(request: HttpRequest) -> HttpResponse:
    """What the measures rest on, where regional instruments go beyond global ones, and what no measure carries."""
    clocks = read_clocks(request.GET)
    held = grounds(clocks)
    report = CoverageWriter(held, addresses_for(request)).report()
    table = _one_of(request, "table", ("", *TABLES)) or "domains"
    return respond(request, Answer(
        "framework/coverage.html", lambda: _context(request, held, report) | {"clocks": clocks}, data=lambda: report,
        table=lambda: TABLES[table](held),
    ))


def _one_of(request: HttpRequest, name: str, known: Sequence[str]) -> str:
    asked = request.GET.get(name, "")
    if asked not in known:
        raise UnusableParameters([BadParameter(name, asked, f"one of {', '.join(one for one in known if one)}")])
    return asked


def _context(request: HttpRequest, held: Grounds, report: CoverageReport) -> dict[str, Any]:
    words = vocabulary()
    flow = _one_of(request, "flow", ("", *(one.code for one in words.schemes.get("flow", ()))))
    strength = _one_of(request, "strength", ("", *FORCES[:-1]))
    left = [one for one in report.uncarried if strength in ("", one.strength)]
    page = max(1, int(asked)) if (asked := request.GET.get("page", "1")).isdecimal() and len(asked) < 6 else 1
    pages = max(1, -(-len(left) // SHOWN))
    page = min(page, pages)
    domains = by_domain(held, foundations(held))
    themes = [one for one in words.schemes.get("theme", ()) if any(cell.theme == one.code for cell in report.subjects)]
    clocks = tuple((name, request.GET.get(name, "")) for name in ("as_recorded", "edition"))
    kept = (("flow", flow), ("strength", strength), *clocks)
    query = {name: value for name, value in kept if value}
    return {
        "report": report, "section": "framework", "chart": coverage_chart(domains),
        "foundations": [(one, labels.FOUNDATIONS[one], sum(row.counts[one] for row in report.domains))
                        for one in FOUNDATIONS],
        "domain_rows": [(one, [one.counts[name] for name in FOUNDATIONS]) for one in report.domains],
        "asked": [(labels.ASKED[name], number) for name, number in report.asked.items()],
        "resting": [(one, labels.FOUNDATIONS[one.foundation]) for one in report.without_binding_basis],
        "beyond": [(one, [labels.REASONS[reason] for reason in one.reasons]) for one in report.regional_beyond_global],
        "themes": themes, "flow": flow, "flows": words.schemes.get("flow", ()), "strength": strength,
        "strengths": FORCES[:-1], "forces": FORCES, "subject_rows": _matrix(held, [one.code for one in themes], flow),
        "left": left[(page - 1) * SHOWN: page * SHOWN], "left_total": len(left), "page": page, "pages": pages,
        "before": f"?{urlencode({**query, 'page': page - 1})}#left" if page > 1 else "",
        "after": f"?{urlencode({**query, 'page': page + 1})}#left" if page < pages else "",
        "share": round(100 * report.carried / report.provisions) if report.provisions else 0,
    }


def _matrix(
    held: Grounds, themes: Sequence[str], flow: str
) -> list[tuple[DomainRecord, list[list[tuple[str, int]]]]]:
    """For each domain, and in it for each theme, how many measures rest on words of which force."""
    counts = measures_by_subject(held, flow)
    return [(domain, [
        [(force, number) for force in FORCES if (number := counts.get((key, theme, force), 0))] for theme in themes
    ]) for key, domain in held.framework.domains.items()]
