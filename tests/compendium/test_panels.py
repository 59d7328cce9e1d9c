"""What the compendium adds to the pages of States, organisations and concepts."""

from datetime import UTC, date, datetime

import pytest

from bordermark.clocks import NOW, Clocks
from bordermark.compendium.panels import (
    FACET_OF_SCHEME,
    SHOWN,
    concept_panel,
    counts_by_adopter,
    counts_by_concept,
    counts_by_region,
    newest,
    organisation_panel,
    state_panel,
)
from bordermark.compendium.reading import Current
from bordermark.compendium.search.documents import FACETS
from bordermark.publishing.panels import Panel, Request
from bordermark.vocabulary.store import vocabulary

pytestmark = pytest.mark.usefixtures("loaded")


def asked(subject: str, clocks: Clocks = NOW, language: str = "en", **query: str) -> Request:
    return Request(subject, language, clocks, query)


def state(subject: str, clocks: Clocks = NOW, language: str = "en", **query: str) -> Panel:
    found = state_panel(asked(subject, clocks, language, **query))
    assert found is not None
    return found


def test_a_states_panel_tells_its_part_in_every_treaty_on_which_it_acted() -> None:
    rows = {one["instrument"]: one for one in state("KEN").data["instruments"]}
    assert set(rows) == {act.instrument for act in Current().acts_of("KEN")}
    palermo = rows["un-som-protocol-2000"]
    assert (palermo["status"], palermo["since"], palermo["in_force_known"]) == ("party", "2005-01-05", False)
    assert palermo["source_date"] == "2014-07-10"


def test_as_at_a_day_later_acts_are_left_out() -> None:
    now = {one["instrument"] for one in state("KEN").data["instruments"]}
    then = {one["instrument"] for one in state("KEN", Clocks(date(2000, 1, 1))).data["instruments"]}
    assert then < now
    assert "un-som-protocol-2000" in now - then


def test_what_is_missing_beside_the_region_is_nothing_on_which_the_state_acted_as_a_party() -> None:
    panel = state("SOM")
    acted = {one["instrument"] for one in panel.data["instruments"] if one["status"] == "party"}
    missing = panel.context["missing"]
    assert missing
    for line, one, source_date in missing:
        assert line.id not in acted
        assert one.share >= 0.5
        assert source_date, "what is missing is missing from a source of a date"


def test_an_area_is_not_held_against_its_region() -> None:
    assert state("HKG").context["missing"] == []


def test_the_table_of_a_state_is_ordered_as_asked() -> None:
    since = [one.since for _, one in state("KEN", order="-since").context["rows"] if one.since]
    assert since == sorted(since, reverse=True)
    default = [one.status for _, one in state("KEN").context["rows"]]
    assert default == sorted(default, key=("party", "provisional", "named", "signatory", "withdrawn").index)


def test_an_organisations_panel_holds_what_it_and_its_parts_adopted() -> None:
    whole, part = (organisation_panel(asked(key)) for key in ("un", "un-security-council"))
    assert whole is not None and part is not None
    assert "un-res-1540-2004" in part.data["adopted"]
    assert set(part.data["adopted"]) < set(whole.data["adopted"])
    assert len(whole.context["adopted"]) <= SHOWN < whole.context["total"]


def test_a_concepts_panel_holds_every_instrument_filed_under_it_newest_first() -> None:
    found = concept_panel(asked("theme:theme-6"))
    assert found is not None
    held = Current().instruments()
    assert set(found.data["instruments"]) == {key for key, one in held.items() if "theme-6" in one.themes}
    dates = [held[key].adopted for key in found.data["instruments"]]
    assert dates == sorted(dates, reverse=True)


def test_every_scheme_that_instruments_are_filed_under_leads_to_a_facet_of_the_search() -> None:
    assert set(FACET_OF_SCHEME.values()) <= set(FACETS)
    words = vocabulary()
    for scheme in ("theme", "subtheme", "flow", "kind", "force", "status", "scope", "region"):
        found = concept_panel(asked(words.schemes[scheme][0].key))
        assert found is not None and found.context["facet"] in FACETS
    assert concept_panel(asked("agency:customs")) is None


def test_counts_are_those_of_the_records() -> None:
    held = Current().instruments().values()
    themes = counts_by_concept("theme")
    assert themes["theme-1"] == sum("theme-1" in one.themes for one in held)
    assert sum(themes.values()) == sum(len(one.themes) for one in held)
    assert sum(counts_by_region().values()) == sum(bool(one.region) for one in held)
    adopters = dict(counts_by_adopter())
    assert adopters["wco"] == len(Current().adopted_by(["wco"]))
    assert list(adopters.values()) == sorted(adopters.values(), reverse=True)


def test_the_newest_are_those_adopted_last() -> None:
    shown = newest("fr", 5)
    dates = sorted((one.adopted for one in Current().instruments().values()), reverse=True)
    assert [one.adopted for one in shown] == dates[:5]


def test_before_anything_was_recorded_a_state_had_no_part_in_anything() -> None:
    assert state("KEN", Clocks(as_recorded=datetime(2020, 1, 1, tzinfo=UTC))).data["instruments"] == []
