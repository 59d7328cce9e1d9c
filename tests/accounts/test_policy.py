"""What the one policy gives, and what it never gives."""

from dataclasses import replace

import pytest
from hypothesis import given

from bordermark.accounts.policy import (
    ANYONE,
    TABLE,
    Action,
    Because,
    Held,
    Part,
    Person,
    Role,
    Scope,
    Thing,
    may,
    reach,
    visible,
)

from .strategies import actions, people, scopes, things

ADA = frozenset({"ada"})
ICAO_SET = Thing("change-set", organisation="icao", status="draft", authors=ADA)


def person(name: str, *roles: Held, scopes: frozenset[Scope] | None = None) -> Person:
    return Person(name, name.title(), frozenset(roles), scopes)


def contributor(organisation: str = "icao", name: str = "ada") -> Person:
    return person(name, Held(Role.CONTRIBUTOR, organisation))


def reviewer(organisation: str = "wco", name: str = "ben") -> Person:
    return person(name, Held(Role.REVIEWER, organisation))


EDITOR = person("eve", Held(Role.EDITOR))
ADMINISTRATOR = person("max", Held(Role.ADMINISTRATOR))


def with_status(status: str, thing: Thing = ICAO_SET) -> Thing:
    return replace(thing, status=status)


@given(people, things)
def test_what_is_visible_is_what_may_be_viewed(who: Person, thing: Thing) -> None:
    assert visible(who, thing.kind).covers(thing) == may(who, Action.VIEW, thing).allowed


@given(people, actions, things)
def test_the_reach_of_any_action_is_what_the_action_may_be_done_to(who: Person, action: Action, thing: Thing) -> None:
    assert reach(who, action, thing.kind).covers(thing) == may(who, action, thing).allowed


@given(people, scopes, actions, things)
def test_a_token_never_does_more_than_its_person(
    who: Person, narrowed: frozenset[Scope] | None, action: Action, thing: Thing
) -> None:
    if may(replace(who, scopes=narrowed), action, thing):
        assert may(replace(who, scopes=None), action, thing)


@given(people, actions, things)
def test_a_token_without_scopes_does_what_anyone_may(who: Person, action: Action, thing: Thing) -> None:
    assert may(replace(who, scopes=frozenset()), action, thing).allowed == may(ANYONE, action, thing).allowed


@given(people, things)
def test_nobody_accepts_what_is_their_own_or_their_bodys(who: Person, thing: Thing) -> None:
    if may(who, Action.ACCEPT, thing):
        assert who.id not in thing.authors
        assert thing.organisation not in who.organisations
        assert thing.state not in who.states
        assert thing.organisation or thing.state or not who.of_secretariat


@given(people, actions, things)
def test_a_refusal_says_why_and_a_permission_needs_no_reason(who: Person, action: Action, thing: Thing) -> None:
    verdict = may(who, action, thing)
    assert verdict.allowed == (verdict.because is Because.ALLOWED) == bool(verdict)


@given(actions, things)
def test_a_visitor_only_views_what_is_published_and_looks_up_a_line(action: Action, thing: Thing) -> None:
    published = action is Action.VIEW and thing.kind in {"record", "edition", "link-check"}
    looked_up = action is Action.SCREEN and thing.kind == "line"
    assert may(ANYONE, action, thing).allowed == (published or looked_up)


@given(actions, things)
def test_an_administrator_is_not_thereby_an_editor(action: Action, thing: Thing) -> None:
    if thing.kind not in {"person", "token", "invitation", "audit"}:
        assert may(ADMINISTRATOR, action, thing).allowed == may(person("max"), action, thing).allowed


@given(people, actions)
def test_a_kind_or_an_action_that_no_row_names_is_refused(who: Person, action: Action) -> None:
    assert may(who, action, Thing("unheard-of")).because is Because.NO_RULE


def test_every_action_stands_in_the_table() -> None:
    assert {action for rule in TABLE for action in rule.actions} == set(Action)


def test_a_draft_is_seen_by_its_own_body_alone() -> None:
    assert may(contributor(), Action.VIEW, ICAO_SET)
    assert may(contributor(name="abe"), Action.VIEW, ICAO_SET), "a colleague"
    for other in (contributor("wco", "ben"), reviewer(), reviewer("icao"), EDITOR, ADMINISTRATOR, ANYONE):
        assert not may(other, Action.VIEW, ICAO_SET)


@pytest.mark.parametrize("status", ["submitted", "in-review", "returned", "accepted", "published"])
def test_what_has_been_sent_is_seen_by_reviewers_and_editors(status: str) -> None:
    for who in (contributor(), reviewer(), reviewer("icao"), EDITOR):
        assert may(who, Action.VIEW, with_status(status))
    for who in (contributor("wco", "ben"), person("zoe", Held(Role.FOCAL_POINT, state="KEN")), ADMINISTRATOR):
        assert not may(who, Action.VIEW, with_status(status))


def test_a_reviewer_decides_on_sets_of_other_organisations() -> None:
    assert may(reviewer(), Action.TAKE_UP, with_status("submitted"))
    assert may(reviewer(), Action.RETURN, with_status("in-review"))
    assert may(reviewer(), Action.ACCEPT, with_status("in-review"))
    assert may(reviewer("icao"), Action.ACCEPT, with_status("in-review")).because is Because.OWN_BODY
    assert may(reviewer(), Action.ACCEPT, with_status("submitted")).because is Because.STATUS
    assert may(reviewer(), Action.PUBLISH, with_status("accepted")).because is Because.NO_ROLE


def test_who_reviews_for_one_body_and_writes_for_another_accepts_sets_of_neither() -> None:
    both = person("ben", Held(Role.REVIEWER, "wco"), Held(Role.CONTRIBUTOR, "icao"))
    assert may(both, Action.ACCEPT, with_status("in-review")).because is Because.OWN_BODY


def test_nobody_accepts_what_they_have_changed_themselves() -> None:
    touched = Thing("change-set", organisation="icao", status="in-review", authors=frozenset({"ada", "ben"}))
    assert not may(reviewer(), Action.ACCEPT, touched)


def test_a_set_of_the_secretariat_is_accepted_by_a_reviewer_not_by_an_editor() -> None:
    own = Thing("change-set", status="in-review", authors=frozenset({"eve"}))
    other_editor = person("evan", Held(Role.EDITOR))
    assert may(other_editor, Action.ACCEPT, own).because is Because.OWN_BODY
    assert may(reviewer(), Action.ACCEPT, own)
    assert may(EDITOR, Action.PUBLISH, with_status("accepted", own))


def test_a_contributor_writes_for_their_own_body_alone() -> None:
    assert may(contributor(), Action.PROPOSE, Thing("change-set", organisation="icao"))
    assert may(contributor(), Action.PROPOSE, Thing("change-set", organisation="wco")).because is Because.NOT_YOURS
    assert may(contributor(), Action.PROPOSE, Thing("change-set")).because is Because.NOT_YOURS
    assert may(contributor(), Action.EDIT, ICAO_SET)
    assert not may(contributor(), Action.EDIT, with_status("submitted"))
    assert may(contributor(), Action.WITHDRAW, with_status("accepted"))
    assert not may(contributor(), Action.WITHDRAW, with_status("published"))


def test_a_focal_point_writes_and_answers_for_its_state() -> None:
    kenya = person("zoe", Held(Role.FOCAL_POINT, state="KEN"))
    assert may(kenya, Action.PROPOSE, Thing("change-set", state="KEN"))
    assert not may(kenya, Action.PROPOSE, Thing("change-set", state="UGA"))
    assert may(kenya, Action.ANSWER_CALL, Thing("call", state="KEN", status="open"))
    assert not may(kenya, Action.ANSWER_CALL, Thing("call", state="KEN", status="closed"))
    assert not may(kenya, Action.VIEW, Thing("call", state="UGA", status="open"))


def officer(name: str = "kit", state: str = "KEN") -> Person:
    return person(name, Held(Role.RISK_OFFICER, state=state))


@given(people, actions, things)
def test_runs_and_alerts_are_their_states_risk_officers_alone(who: Person, action: Action, thing: Thing) -> None:
    if thing.kind in {"screening-run", "alert"} and may(who, action, thing):
        assert Held(Role.RISK_OFFICER, state=thing.state) in who.roles


def test_a_dismissal_is_confirmed_by_another_officer_of_the_same_state() -> None:
    waits = Thing("alert", state="KEN", status="dismissal-proposed", authors=frozenset({"kit"}))
    assert may(officer("liz"), Action.CONFIRM, waits)
    assert may(officer("kit"), Action.CONFIRM, waits).because is Because.OWN_BODY
    assert not may(officer("liz", "UGA"), Action.CONFIRM, waits)
    assert may(officer("liz"), Action.CONFIRM, replace(waits, status="open")).because is Because.STATUS


def test_a_run_that_is_over_is_not_stopped() -> None:
    run = Thing("screening-run", state="KEN", status="running")
    assert may(officer(), Action.STOP, run)
    assert may(officer(), Action.STOP, replace(run, status="finished")).because is Because.STATUS


def test_a_translator_proposes_translations_only() -> None:
    translator = person("tom", Held(Role.TRANSLATOR))
    own = Thing("translation", status="draft", authors=frozenset({"tom"}))
    assert may(translator, Action.PROPOSE, Thing("translation"))
    assert may(translator, Action.SUBMIT, own) and may(translator, Action.VIEW, own)
    assert not may(translator, Action.PROPOSE, Thing("change-set"))
    assert not may(translator, Action.EDIT, Thing("translation", status="draft", authors=ADA))


def test_a_token_needs_the_scope() -> None:
    reading = replace(reviewer(), scopes=frozenset({Scope.READ}))
    verdict = may(reading, Action.ACCEPT, with_status("in-review"))
    assert verdict.because is Because.NO_SCOPE and verdict.about == (Scope.REVIEW,)
    assert may(replace(reading, scopes=frozenset({Scope.REVIEW})), Action.ACCEPT, with_status("in-review"))


def test_no_token_issues_a_token() -> None:
    everything = replace(contributor(), scopes=frozenset(Scope))
    assert not may(everything, Action.ISSUE, Thing("token", authors=ADA))
    assert may(contributor(), Action.ISSUE, Thing("token", authors=ADA))


def test_an_editor_sees_every_set_that_was_sent_as_one_part() -> None:
    assert Part(frozenset({"submitted", "in-review", "returned", "accepted", "published"})) in visible(
        EDITOR, "change-set"
    ).parts
    assert visible(ANYONE, "record").everything
