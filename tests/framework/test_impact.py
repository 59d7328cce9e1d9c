"""What a change touches, and what it changes for States."""

from dataclasses import replace
from datetime import date

import pytest

from bordermark.compendium.records import ActRecord
from bordermark.framework.bundled import bundled_world
from bordermark.framework.impact import impact
from bordermark.framework.world import World

DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def world() -> World:
    return bundled_world(DAY)


def test_nothing_changes_when_nothing_changed(world: World) -> None:
    assert not impact(world, replace(world), DAY)


def test_weaker_words_unbind_what_rested_on_them_alone(world: World) -> None:
    key = "un-res-2396-2017.op-13"
    weaker = world.provisions[key].model_copy(update={"strength": "should"})
    found = impact(world, replace(world, provisions={**world.provisions, key: weaker}), DAY)
    assert found.provisions == (key,) and found.instruments == ()
    assert found.derivations == ("cbm-4.5--un-res-2396-2017.op-13",) and found.measures == ("cbm-4.5",)
    kenya = next(one for one in found.states if one.state == "KEN")
    assert (kenya.measure, kenya.before) == ("cbm-4.5", "binding") and kenya.after != "binding"


def test_an_accession_changes_one_state_from_the_day_of_entry_into_force(world: World) -> None:
    act = ActRecord(id="un-tip-protocol-2000--IRN--accession", instrument="un-tip-protocol-2000", party="IRN",
                    party_kind="state", action="accession", date="2024-01-01", source="untc", source_date="2026-01-01")
    found = impact(world, replace(world, acts=(*world.acts, act)), DAY)
    assert found.instruments == ("un-tip-protocol-2000",)
    assert found.states and {one.state for one in found.states} == {"IRN"}
    assert all(one.after == "binding" for one in found.states)
    assert {one.since for one in found.states} == {"2024-01-31"}
    assert any(one.startswith("cbm-") for one in found.mappings)


def test_a_provision_taken_away_takes_its_derivations_with_it(world: World) -> None:
    key = "un-res-2396-2017.op-11"
    kept = {one: record for one, record in world.provisions.items() if one != key}
    found = impact(world, replace(world, provisions=kept), DAY)
    assert found.provisions == (key,) and "cbm-4.3--un-res-2396-2017.op-11" in found.derivations


def test_a_parent_treaty_reaches_the_annexes_that_bind_through_it(world: World) -> None:
    record = world.instruments["icao-chicago-convention-1944"]
    changed = {**world.instruments, record.id: record.model_copy(update={"title": "Another title"})}
    found = impact(world, replace(world, instruments=changed), DAY)
    assert "icao-annex-9" in found.instruments and found.states == ()
