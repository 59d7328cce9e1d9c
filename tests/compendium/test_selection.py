"""Instruments chosen by queries, and in memory as they had been recorded, are the same."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bordermark.clocks import NOW, Clocks
from bordermark.compendium.models import Instrument
from bordermark.compendium.provision_selection import ProvisionFilters, select_provisions
from bordermark.compendium.search.documents import SearchRequest
from bordermark.compendium.selection import Filters, OrderName, chosen, select
from bordermark.organisations.store import organisations

pytestmark = pytest.mark.usefixtures("loaded")
LATER = datetime(2030, 1, 1, tzinfo=UTC)

filters = st.builds(
    Filters,
    theme=st.lists(st.sampled_from(["theme-1", "theme-2", "theme-7"]), max_size=2).map(tuple),
    flow=st.lists(st.sampled_from(["general", "terrorists", "migrants"]), max_size=1).map(tuple),
    kind=st.lists(st.sampled_from(["convention", "protocol", "resolution", "manual"]), max_size=2).map(tuple),
    force=st.lists(st.sampled_from(["binding", "mixed"]), max_size=1).map(tuple),
    status=st.lists(st.sampled_from(["in-force", "superseded"]), max_size=1).map(tuple),
    body=st.lists(st.sampled_from(["un", "eu", "imo"]), max_size=1).map(tuple),
    scope=st.lists(st.sampled_from(["global", "regional"]), max_size=1).map(tuple),
    region=st.lists(st.sampled_from(["africa", "european-union"]), max_size=1).map(tuple),
    party=st.lists(st.sampled_from(["KEN", "FRA", "eu"]), max_size=2).map(tuple),
    adopted_from=st.none() | st.dates(date(1990, 1, 1), date(2015, 1, 1)) | st.just(date(2010, 1, 1)),
    adopted_until=st.none() | st.dates(date(2005, 1, 1), date(2025, 1, 1)),
    checked=st.none() | st.booleans(),
)
days = st.none() | st.dates(date(1990, 1, 1), date(2026, 1, 1))
quickly = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quickly
@given(filters, days, st.sampled_from(["id", "newest", "oldest"]))
def test_both_ways_of_choosing_agree(asked: Filters, day: date | None, order: OrderName) -> None:
    bodies = organisations()
    now = select(asked, bodies, Clocks(day), order, (), 30)
    then = select(asked, bodies, Clocks(day, LATER), order, (), 30)
    assert (now.total, list(now.ids), list(now.keys)) == (then.total, list(then.ids), list(then.keys))
    if now.keys:
        middle = now.keys[len(now.keys) // 2]
        assert list(select(asked, bodies, Clocks(day), order, middle, 30).ids) == list(
            select(asked, bodies, Clocks(day, LATER), order, middle, 30).ids)


@quickly
@given(st.integers(1, 300), st.sampled_from(["id", "newest", "oldest"]))
def test_pages_of_any_size_give_every_instrument_once_in_order(size: int, order: OrderName) -> None:
    bodies, seen = organisations(), list[str]()
    page = select(Filters(), bodies, NOW, order, (), size)
    while page.ids:
        seen += page.ids
        page = select(Filters(), bodies, NOW, order, page.keys[-1], size)
    assert sorted(seen) == sorted(Instrument.objects.values_list("pk", flat=True))
    dates = dict(Instrument.objects.values_list("pk", "adopted"))
    wanted = {"id": sorted(seen), "newest": sorted(sorted(seen), key=lambda one: dates[one], reverse=True),
              "oldest": sorted(seen, key=lambda one: (dates[one] or "9999", one))}
    assert seen == wanted[order]


def test_a_filter_chooses_what_the_search_facet_counts() -> None:
    from bordermark.compendium import finding

    bodies = organisations()
    request = SearchRequest(kinds=("instrument",), limit=0)
    for facet in ("theme", "flow", "kind", "force", "body", "scope", "region", "party"):
        counts = finding.search(request).facets[facet]
        assert counts, facet
        for count in list(counts)[:4]:
            asked: dict[str, Any] = {facet: (count.value,)}
            number = len(chosen(Filters(**asked), bodies, NOW))
            assert number == count.number, f"{facet} {count.value}"


def test_a_date_known_to_the_year_counts_from_its_first_day() -> None:
    year = Instrument.objects.filter(adopted="2012").first()
    assert year is not None
    bodies = organisations()
    assert year.pk in chosen(Filters(adopted_from=date(2012, 1, 1)), bodies, NOW)
    assert year.pk not in chosen(Filters(adopted_from=date(2012, 1, 2)), bodies, NOW)
    assert year.pk in chosen(Filters(adopted_until=date(2012, 1, 1)), bodies, NOW)
    assert year.pk not in chosen(Filters(adopted_until=date(2011, 12, 31)), bodies, NOW)


def test_before_the_pack_was_recorded_there_was_nothing() -> None:
    assert select(Filters(), organisations(), Clocks(None, datetime(2020, 1, 1, tzinfo=UTC))).total == 0


@quickly
@given(st.builds(
    ProvisionFilters,
    theme=st.lists(st.sampled_from(["theme-1", "theme-10", "theme-7"]), max_size=2).map(tuple),
    agency=st.lists(st.sampled_from(["customs", "border-police"]), max_size=1).map(tuple),
    strength=st.lists(st.sampled_from(["shall", "may"]), max_size=1).map(tuple),
    instrument=st.lists(st.sampled_from(["un-res-1540-2004", "cwc-1993"]), max_size=2).map(tuple),
    checked=st.none() | st.booleans(),
), st.sampled_from(["", "eu", "un-res-1540-2004.op-3-a"]))
def test_both_ways_of_choosing_provisions_agree(asked: ProvisionFilters, after: str) -> None:
    now, then = select_provisions(asked, NOW, after, 25), select_provisions(asked, Clocks(None, LATER), after, 25)
    assert now == then
