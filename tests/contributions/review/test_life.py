"""The life of a change set, step by step, with the policy that says who may take which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bordermark.accounts.policy import Action, Held, Person, Role, Thing, may
from bordermark.contributions.review.life import (
    EDITABLE,
    OPEN,
    TRANSITIONS,
    Course,
    NotNow,
    Status,
    after,
    changed,
    possible,
)

PEOPLE = [
    Person("ada", roles=frozenset({Held(Role.CONTRIBUTOR, "icao"), Held(Role.REVIEWER, "icao")})),
    Person("ben", roles=frozenset({Held(Role.REVIEWER, "icao")})),
    Person("cleo", roles=frozenset({Held(Role.REVIEWER, "wco")})),
    Person("dan", roles=frozenset({Held(Role.EDITOR)})),
    Person("eve", roles=frozenset({Held(Role.EDITOR), Held(Role.CONTRIBUTOR, "icao")})),
    Person("fay", roles=frozenset({Held(Role.ADMINISTRATOR)})),
]
MOVES = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from([*TRANSITIONS, "edit"]), st.sampled_from("abc")),
                 max_size=40)


@given(MOVES, st.booleans())
def test_nothing_is_published_but_what_somebody_of_another_body_accepted(
    moves: list[tuple[Person, str, str]], of_secretariat: bool
) -> None:
    body = "" if of_secretariat else "icao"
    course, authors, accepted = Course(Status.DRAFT, "a"), {"ada"}, dict[str, Person]()
    for person, what, content in moves:
        thing = Thing("change-set", organisation=body, status=course.status, authors=frozenset(authors))
        if not may(person, Action(what), thing):
            continue
        try:
            if what == "edit":
                course = changed(course, content)
                authors.add(person.id)
            else:
                course = after(course, what, "why")
        except NotNow:
            continue
        if what == "accept":
            accepted[course.content] = person
            assert person.id not in authors
        if course.status is Status.PUBLISHED:
            who = accepted[course.content]
            own = {"eve", "dan", "fay"} if of_secretariat else {"ada", "ben", "eve"}
            assert who.id not in own
            return


def test_a_set_can_be_published_at_all() -> None:
    ada, _, cleo, dan, *_ = PEOPLE
    course = Course(Status.DRAFT, "a")
    for person, what in ((ada, "submit"), (cleo, "take_up"), (cleo, "accept"), (dan, "publish")):
        assert may(person, Action(what), Thing("change-set", "icao", status=course.status, authors=frozenset({"ada"})))
        course = after(course, what)
    assert course.status is Status.PUBLISHED


@given(st.sampled_from(Status), st.sampled_from(sorted(TRANSITIONS)))
def test_a_step_is_possible_exactly_where_the_table_has_it(status: Status, step: str) -> None:
    course = Course(status, "a", "a")
    if step in possible(status):
        assert after(course, step, "why").status is TRANSITIONS[step].ends
    else:
        with pytest.raises(NotNow):
            after(course, step, "why")


@given(st.sampled_from(sorted(EDITABLE)), st.sampled_from("ab"))
def test_an_acceptance_lapses_when_and_only_when_the_content_becomes_another(status: Status, content: str) -> None:
    found = changed(Course(status, "a", "a"), content)
    if status is Status.ACCEPTED and content != "a":
        assert found == Course(Status.IN_REVIEW, "b", "a")
    else:
        assert found.status is status


@pytest.mark.parametrize("status", sorted(set(Status) - EDITABLE))
def test_what_is_sent_published_or_withdrawn_stays_as_it_is(status: Status) -> None:
    with pytest.raises(NotNow, match="cannot be changed"):
        changed(Course(status, "a"), "b")


def test_who_decides_on_another_content_than_was_read_is_told() -> None:
    with pytest.raises(NotNow, match="changed after you read it"):
        after(Course(Status.IN_REVIEW, "b"), "accept", read="a")


@pytest.mark.parametrize("step", [name for name, one in TRANSITIONS.items() if one.needs_reason])
def test_a_step_against_somebody_needs_a_reason(step: str) -> None:
    for status in TRANSITIONS[step].begins:
        with pytest.raises(NotNow, match="Say why"):
            after(Course(status, "a"), step, "  ")


def test_nothing_leads_on_from_what_is_published_or_withdrawn() -> None:
    assert possible(Status.PUBLISHED) == possible(Status.WITHDRAWN) == []
    assert all(possible(status) for status in OPEN)
