"""The rule of obligations: what binds, commits, is recommended or is unknown, on the bundled data."""

import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bordermark.compendium.records import ActRecord
from bordermark.framework.bundled import bundled_world
from bordermark.framework.comparing import accepted_beside
from bordermark.framework.obligations import Chain, Day, Obligation, article, later
from bordermark.framework.records import DeclarationRecord, EntryRuleRecord
from bordermark.framework.taking_part import after
from bordermark.framework.timeline import became_binding, timeline
from bordermark.framework.world import World

RECORDED = date(2026, 11, 24)


@pytest.fixture(scope="module")
def world() -> World:
    return bundled_world(RECORDED)


def obligation(world: World, state: str, measure: str, day: date = RECORDED) -> Obligation:
    return next(one for one in Day(world, day).obligations(state) if one.measure == measure)


def chain(world: World, state: str, provision: str, day: date = RECORDED) -> Chain:
    derivation = world.framework.derived_from[provision][0]
    found = obligation(world, state, derivation.measure, day).chains
    return next(one for one in found if one.derivation.provision == provision)


def test_a_decision_of_the_security_council_binds_every_member_from_its_adoption(world: World) -> None:
    found = chain(world, "KEN", "un-res-2396-2017.op-11")
    assert (found.status, found.part.because, found.since) == ("binding", "charter", "2017-12-21")
    assert found.part.membership and found.part.membership.since == "1963-12-16"


def test_before_a_resolution_was_adopted_nothing_follows_from_it(world: World) -> None:
    found = obligation(world, "KEN", "cbm-4.3", date(2017, 12, 20))
    assert "un-res-2396-2017" not in {one.instrument for one in found.chains}


def test_what_a_resolution_only_calls_for_is_recommended(world: World) -> None:
    assert chain(world, "KEN", "un-res-2178-2014.op-9").status == "recommended"


def test_a_resolution_does_not_bind_whoever_is_no_member(world: World) -> None:
    found = chain(world, "VAT", "un-res-2396-2017.op-11")
    assert (found.status, found.part.because) == ("recommended", "not-a-member")


def test_a_treaty_binds_its_party_from_its_entry_into_force_by_the_final_clauses(world: World) -> None:
    found = chain(world, "KEN", "un-tip-protocol-2000.art-11")
    assert found.status == "binding" and found.part.act and found.part.act.date == "2005-01-05"
    assert (found.since, found.since_kind, found.part.article) == ("2005-02-04", "in-force-by-rule", "Art. 17(2)")
    assert chain(world, "KEN", "un-tip-protocol-2000.art-11", date(2005, 2, 3)).part.because == "before-entry"
    assert chain(world, "KEN", "un-tip-protocol-2000.art-11", date(2005, 1, 4)).part.because == "before-consent"


def test_a_state_that_a_source_does_not_name_is_unknown_never_not_bound(world: World) -> None:
    found = chain(world, "IRN", "un-tip-protocol-2000.art-11")
    assert (found.status, found.part.taken, found.part.because) == ("unknown", None, "silent")


def test_a_treaty_without_data_is_unknown(world: World) -> None:
    found = chain(world, "KEN", "coe-trafficking-convention-2005.art-7")
    assert (found.status, found.part.because) == ("unknown", "no-data")


def test_a_member_of_the_body_that_adopted_a_standard_is_committed(world: World) -> None:
    found = chain(world, "FRA", "osce-mc-dec-6-16-api.whole-text")
    assert (found.status, found.part.because) == ("committed", "membership")


def test_an_act_of_the_union_binds_its_members_while_they_are_members(world: World) -> None:
    provision = "eu-union-customs-code.art-46"
    assert chain(world, "HRV", provision).status == "binding"
    assert chain(world, "GBR", provision, date(2019, 1, 1)).status == "binding"
    assert chain(world, "GBR", provision).part.because == "left"
    assert chain(world, "KEN", provision).status == "recommended"


def test_a_member_that_did_not_take_part_is_not_bound(world: World) -> None:
    assert chain(world, "IRL", "eu-schengen-borders-code-2016.art-8").part.because == "exempt"
    assert chain(world, "NOR", "eu-schengen-borders-code-2016.art-8").status == "binding"


def test_a_reservation_that_names_the_article_leaves_it_unknown(world: World) -> None:
    provision = next(key for key in world.framework.derived_from if key.startswith("un-drug-convention-1988.art-17"))
    found = chain(world, "COL", provision)
    assert (found.status, found.reservations) == ("unknown", "names-article")
    assert chain(world, "KEN", provision).reservations in ("none-on-file", "on-file")
    assert chain(world, "KEN", "un-tip-protocol-2000.art-11").reservations == "not-known"


def test_a_withdrawal_ends_what_bound(world: World) -> None:
    left = act(world, "un-tip-protocol-2000", "KEN", "withdrawal", "2020-03-01")
    after_leaving = replace(world, acts=(*world.acts, left))
    assert chain(after_leaving, "KEN", "un-tip-protocol-2000.art-11").status == "recommended"
    assert chain(after_leaving, "KEN", "un-tip-protocol-2000.art-11", date(2019, 1, 1)).status == "binding"


def test_a_coarse_date_decides_nothing_within_it(world: World) -> None:
    consent = act(world, "un-tip-protocol-2000", "IRN", "accession", "2012")
    known = replace(world, acts=(*world.acts, consent))
    by_day = {year: chain(known, "IRN", "un-tip-protocol-2000.art-11", date(year, 6, 1)) for year in (2011, 2012, 2014)}
    assert [one.part.taken for one in by_day.values()] == [False, None, True]
    assert by_day[2012].status == "unknown" and by_day[2014].since == "2012"


def test_an_undated_act_is_known_from_the_day_its_source_was_read(world: World) -> None:
    consent = act(world, "un-tip-protocol-2000", "IRN", "accession", "")
    known = replace(world, acts=(*world.acts, consent))
    assert chain(known, "IRN", "un-tip-protocol-2000.art-11").status == "binding"
    assert chain(known, "IRN", "un-tip-protocol-2000.art-11").since == ""
    assert chain(known, "IRN", "un-tip-protocol-2000.art-11", date(2010, 1, 1)).status == "unknown"


def test_a_superseded_instrument_is_followed_to_its_successor(world: World) -> None:
    old, new = world.instruments["un-res-2253-2015"], world.instruments["un-res-2396-2017"]
    relation = {"type": "supersedes", "target": old.id}
    changed = replace(world, instruments={
        **world.instruments, old.id: old.model_copy(update={"status": "superseded"}),
        new.id: type(new).model_validate({**new.model_dump(), "relations": [*new.model_dump()["relations"], relation]}),
    })
    found = chain(changed, "KEN", "un-res-2253-2015.op-2-b")
    assert found.standing.successor == new.id and found.status in ("unknown", "recommended")
    assert chain(changed, "KEN", "un-res-2253-2015.op-2-b", date(2016, 6, 1)).standing.status != "superseded"


def act(world: World, instrument: str, state: str, action: str, day: str) -> ActRecord:
    return ActRecord(id=f"{instrument}--{state}--{action}", instrument=instrument, party=state, party_kind="state",
                     action=action, date=day, source="untc", source_date="2014-01-27")


@pytest.mark.parametrize(("rule", "deposit", "expected"), [
    ({"days": 30}, date(2005, 1, 5), date(2005, 2, 4)),
    ({"months": 3}, date(2005, 11, 30), date(2006, 2, 28)),
    ({"months": 6}, date(2005, 8, 31), date(2006, 2, 28)),
    ({"months": 3, "first_of_month": True}, date(2005, 1, 5), date(2005, 5, 1)),
    ({}, date(2005, 1, 5), date(2005, 1, 5)),
])
def test_entry_into_force_by_the_final_clauses(rule: dict[str, int], deposit: date, expected: date) -> None:
    made = EntryRuleRecord.model_validate({"instrument": "x", "article": "Art. 1", "source": "test", **rule})
    assert after(deposit, made) == expected


def test_an_article_is_read_from_a_reference() -> None:
    assert [article(one) for one in ("Art. 11(6)", "Article 3", "OP 11", "whole text")] == ["11", "3", "", ""]


@given(st.sampled_from(["", "2012", "2012-04", "2012-04-25", "1999-12-31"]),
       st.sampled_from(["", "2012", "2012-04", "2012-04-25", "1999-12-31"]))
def test_the_later_of_two_dates_is_one_of_them_and_knows_what_either_knows(one: str, other: str) -> None:
    assert later(one, other) in (one, other)
    assert bool(later(one, other)) == bool(one or other)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(["KEN", "FRA", "GBR", "HRV", "VAT", "USA", "TON", "MDA"]),
       st.dates(date(1945, 1, 1), date(2027, 1, 1)))
def test_the_timeline_says_on_every_day_what_the_day_says(world: World, state: str, day: date) -> None:
    spells = timeline(world, state)
    for now in Day(world, day).obligations(state):
        held = [one for one in spells[now.measure] if one.first <= day][-1].obligation
        assert (held.status, [one.status for one in held.chains]) == (
            now.status, [one.status for one in now.chains]), (now.measure, day)


def test_what_became_binding_is_what_bound_later_and_not_before(world: World) -> None:
    earlier, later_day = Day(world, date(2017, 1, 1)), Day(world, RECORDED)
    changes = became_binding(earlier, later_day, "KEN")
    watch_lists = next(one for one in changes if one.obligation.measure == "cbm-4.5")
    assert [one.instrument for one in watch_lists.chains] == ["un-res-2396-2017"]
    assert all(one.since > "2017-01-01" for change in changes for one in change.chains)
    assert became_binding(later_day, later_day, "KEN") == ()


def test_a_measure_has_the_surest_status_of_its_chains_and_says_how_many_are_undecided(world: World) -> None:
    for one in Day(world, RECORDED).obligations("KEN"):
        held = {chain.status for chain in one.chains}
        order = ("binding", "committed", "unknown", "recommended")
        assert one.status == next((status for status in order if status in held), "recommended")
        assert one.undecided == len(one.of("unknown"))


def test_declarations_are_known_only_where_they_were_read(world: World) -> None:
    empty = replace(world, framework=replace(world.framework, declarations=()))
    provision = next(key for key in world.framework.derived_from if key.startswith("un-drug-convention-1988.art-17"))
    assert chain(empty, "COL", provision).reservations == "not-known"
    named = DeclarationRecord(instrument="un-drug-convention-1988", state="KEN", articles=("17",), reserves=False,
                              source="untc", source_date="2014-07-10")
    said = replace(world, framework=replace(world.framework, declarations=(named,)))
    assert chain(said, "KEN", provision).reservations == "on-file"


def test_all_derivations_are_either_covered_by_data_or_said_not_to_be(world: World) -> None:
    held, total = world.share_with_data
    assert 0 < held < total == len(world.framework.derivations)


def test_what_neighbours_have_accepted_and_a_state_is_not_known_to_have(world: World) -> None:
    day = Day(world, RECORDED)
    found = accepted_beside(day, "SOM", ["KEN", "ETH", "DJI"])
    trafficking = next(one for one in found if one.instrument == "un-tip-protocol-2000")
    assert "KEN" in trafficking.others and not trafficking.own.taken and "cbm-5.1" in trafficking.measures
    assert all(part.taken for one in found for part in one.others.values())
    assert accepted_beside(day, "SOM", []) == ()


def test_all_states_on_one_day_and_one_state_on_all_days_are_known_in_time(world: World) -> None:
    begun = time.process_time()
    day = Day(world, date(2012, 4, 25))
    assert sum(len(day.obligations(state)) for state in world.states) == 195 * 145
    assert time.process_time() - begun < 2
    begun = time.process_time()
    assert len(timeline(world, "KEN")) == 145
    assert time.process_time() - begun < 0.2
