"""Bodies and their members: what a body is part of, for whom it acts, and who was a member on a day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bordermark.compendium.bundled import bundled_organisations, bundled_vocabulary, read
from bordermark.compendium.records import DATA, InstrumentRecord
from bordermark.organisations.bodies import Membership, Organisation, Organisations
from bordermark.organisations.records import fold


@pytest.fixture(scope="module")
def held() -> Organisations:
    return bundled_organisations()


def membership(since: str = "", until: str = "") -> Membership:
    return Membership("eu", "HRV", since, until, "member", "-", "2026")


def test_a_body_is_followed_up_to_the_organisation_whose_part_it_is(held: Organisations) -> None:
    assert held.ancestry("c1540") == ("c1540", "un-security-council", "un")
    assert held.ancestry("un") == ("un",)
    assert held.ancestry("no-such-body") == ()


def test_parts_are_ancestry_from_the_other_side(held: Organisations) -> None:
    assert "un-security-council" in held.parts["un"]
    for parent, parts in held.parts.items():
        assert all(held.ancestry(part)[1] == parent for part in parts)


def test_a_loop_in_the_data_ends_the_walk() -> None:
    bodies = {key: Organisation(key, {"en": key}, "regional-organisation", parent=parent)
              for key, parent in (("a", "b"), ("b", "c"), ("c", "a"))}
    looped = Organisations(bodies)
    assert looped.ancestry("a") == ("a", "b", "c")
    assert looped.membership_body("a") == ""


def test_no_body_of_the_pack_is_part_of_itself(held: Organisations) -> None:
    for key, body in held.bodies.items():
        assert not body.parent or key not in held.ancestry(body.parent)


def test_the_security_council_acts_for_all_members_of_the_united_nations(held: Organisations) -> None:
    assert held.membership_body("un-security-council") == "un"
    assert len(held.members("un-security-council")) == 193


def test_a_committee_concerns_nobody_by_membership(held: Organisations) -> None:
    assert held.membership_body("c1540") == ""
    assert held.members("c1540") == frozenset()


def test_a_body_with_members_of_its_own_acts_for_them(held: Organisations) -> None:
    assert held.membership_body("eac") == "eac"
    assert "KEN" in held.members("eac")


@pytest.mark.parametrize(("day", "croatia", "britain", "members"), [
    (date(2013, 6, 30), False, True, 27), (date(2013, 7, 1), True, True, 28), (date(2020, 1, 31), True, False, 27),
    (date(2020, 1, 30), True, True, 28), (date(2020, 2, 1), True, False, 27),
])
def test_the_european_union_on_a_day(
    held: Organisations, day: date, croatia: bool, britain: bool, members: int
) -> None:
    found = held.members("eu", day)
    assert ("HRV" in found, "GBR" in found, len(found)) == (croatia, britain, members)


def test_the_european_union_now_has_no_candidates_among_its_members(held: Organisations) -> None:
    now = held.members("eu")
    assert len(now) == 27
    assert not now & {"GBR", "ALB", "BIH", "GEO"}


def test_a_membership_stands_from_its_first_day() -> None:
    croatia = membership("2013-07-01")
    assert croatia.held_on(date(2013, 6, 30)) is False
    assert croatia.held_on(date(2013, 7, 1)) is True


def test_what_dates_do_not_tell_is_neither_yes_nor_no() -> None:
    assert membership().held_on(date(2000, 1, 1)) is None
    assert membership("2013").held_on(date(2013, 3, 1)) is None
    assert membership("2013").held_on(date(2014, 1, 1)) is True
    assert membership("1973", "2020").held_on(date(2020, 6, 1)) is None


def test_a_membership_of_unknown_beginning_ends_all_the_same() -> None:
    assert membership("", "2020-01-31").held_on(date(2021, 1, 1)) is False
    assert membership("", "2020-01-31").held_on(date(2019, 1, 1)) is None


@given(day=st.dates(min_value=date(1940, 1, 1), max_value=date(2030, 1, 1)))
def test_whoever_may_have_been_a_member_is_counted_and_nobody_else(day: date) -> None:
    held = bundled_organisations()
    found = held.members("eu", day)
    for one in held.by_organisation["eu"]:
        if one.capacity == "member" and one.held_on(day) is True:
            assert one.state in found
    assert found <= {one.state for one in held.by_organisation["eu"] if one.held_on(day) is not False}


def test_memberships_are_the_same_from_both_ends(held: Organisations) -> None:
    by_state = {one for some in held.by_state.values() for one in some}
    by_body = {one for some in held.by_organisation.values() for one in some}
    assert by_state == by_body == set(held.memberships)


def test_every_body_that_an_instrument_names_is_an_authority_record() -> None:
    bodies, states = bundled_organisations(), bundled_vocabulary().states
    named = [one for one in read(DATA / "instruments.jsonl", InstrumentRecord) if one.body]
    assert len({one.body for one in named}) > 250
    for one in named:
        assert one.adopters, f"{one.id}: {one.body} is nobody"
        for adopter in one.adopters:
            assert adopter.organisation in bodies.bodies or adopter.state in states, (one.id, adopter)


def test_a_spelling_that_is_a_name_leads_to_the_body_of_that_name() -> None:
    bodies = bundled_organisations()
    resolved = 0
    for one in read(DATA / "instruments.jsonl", InstrumentRecord):
        body = bodies.names.get(fold(one.body))
        if body:
            resolved += 1
            assert body in {adopter.organisation for adopter in one.adopters}, (one.id, one.body)
    assert resolved > 600


@pytest.mark.parametrize(("spelling", "body"), [
    ("UN Security Council", "un-security-council"), ("united nations  security council", "un-security-council"),
    ("WCO", "wco"), ("World Customs Organization", "wco"),
])
def test_two_spellings_are_one_body(held: Organisations, spelling: str, body: str) -> None:
    assert held.names[fold(spelling)] == body


def test_a_body_is_named_in_the_readers_language_else_in_english(held: Organisations) -> None:
    assert held.bodies["wco"].name("en") == "World Customs Organization"
    assert all(body.name("zh") for body in held.bodies.values())
