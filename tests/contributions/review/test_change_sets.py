"""Change sets from draft to publication, as the service does it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from bordermark.accounts.errors import Forbidden
from bordermark.accounts.policy import Action, Person
from bordermark.contributions.comparing import Proposal
from bordermark.contributions.models import ChangeItem, ChangeSet
from bordermark.contributions.review.change_sets import content_digest, draft_from, move
from bordermark.contributions.review.commenting import comment
from bordermark.contributions.review.editing import Differs, add, conflicts, rebase, remove_item, save_item
from bordermark.contributions.review.life import NotNow
from bordermark.contributions.review.publication import problems, stale
from bordermark.contributions.review.splitting import return_some
from bordermark.contributions.review.store import others_touching, visible_sets
from bordermark.contributions.revisions import history
from bordermark.contributions.store import standing_records
from bordermark.errors import RefusedInput

from .conftest import ADMINISTRATOR, EDITOR, ICAO, ICAO_REVIEWER, REVIEWER, TRANSLATOR, WCO, changed

Draft = Callable[..., ChangeSet]


def record(key: str = "icao-annex-9") -> dict[str, Any]:
    return standing_records("instrument", [key])[0].model_dump(mode="json")


def accepted(held: ChangeSet, by: Person = REVIEWER) -> ChangeSet:
    for action, person in ((Action.SUBMIT, ICAO), (Action.TAKE_UP, by), (Action.ACCEPT, by)):
        held = move(held, action, person)
    return held


def test_from_draft_to_publication(draft: Draft) -> None:
    held = draft()
    before = history("instrument", "icao-annex-9")
    published = move(accepted(held), Action.PUBLISH, EDITOR)
    assert published.status == "published" and published.published_at is not None
    assert record()["short_title"] == "Annex 9, new"
    newest, *others = history("instrument", "icao-annex-9")
    assert others == before
    assert (published.first_revision or 0) <= newest.pk == published.last_revision
    assert newest.recorded_by == "edgar" and f"change set {held.pk}" in newest.reason
    assert [(one.action, one.after, one.person) for one in published.steps.all()] == [
        ("draft", "draft", "ida"), ("submit", "submitted", "ida"), ("take_up", "in-review", "rita"),
        ("accept", "accepted", "rita"), ("publish", "published", "edgar")]
    assert published.approvals.get().content == published.content


@pytest.mark.parametrize("person", [ICAO, ICAO_REVIEWER, WCO, TRANSLATOR, ADMINISTRATOR], ids=lambda one: one.id)
def test_nobody_of_the_same_body_and_nobody_without_the_role_decides(draft: Draft, person: Person) -> None:
    held = move(move(draft(), Action.SUBMIT, ICAO), Action.TAKE_UP, REVIEWER)
    for action in (Action.ACCEPT, Action.RETURN, Action.PUBLISH):
        with pytest.raises(Forbidden):
            move(held, action, person, "why")
    with pytest.raises(Forbidden):
        return_some(held, [], person, "why")


def test_an_acceptance_lapses_when_the_content_changes_and_is_needed_anew(draft: Draft) -> None:
    held = accepted(draft())
    item = held.items.get()
    assert item.data is not None
    save_item(held, "instrument", "icao-annex-9", {**item.data, "short_title": "Another"}, item.data, EDITOR)
    held.refresh_from_db()
    assert held.status == "in-review"
    assert held.steps.last() is not None and held.steps.order_by("-pk")[0].action == "lapse"
    with pytest.raises(Forbidden):
        move(held, Action.PUBLISH, EDITOR)
    with pytest.raises(Forbidden):
        move(held, Action.ACCEPT, EDITOR)  # who changed it is one of its authors now
    assert move(move(held, Action.ACCEPT, REVIEWER), Action.PUBLISH, EDITOR).status == "published"


def test_what_was_read_must_be_what_there_is(draft: Draft) -> None:
    held = move(move(draft(), Action.SUBMIT, ICAO), Action.TAKE_UP, REVIEWER)
    with pytest.raises(NotNow, match="changed after you read it"):
        move(held, Action.ACCEPT, REVIEWER, read="something else")
    assert move(held, Action.ACCEPT, REVIEWER, read=held.content).status == "accepted"


def test_the_database_keeps_unaccepted_content_from_being_published(draft: Draft) -> None:
    held = draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeSet.objects.filter(pk=held.pk).update(status="published", published_at=held.made_at)


def test_disjoint_fields_merge_and_the_same_field_is_chosen(draft: Draft) -> None:
    ours, theirs = draft(url="https://example.org/a"), draft("icao-annex-9", WCO, "wco", short_title="By the WCO")
    both = draft(short_title="By ICAO")
    move(theirs, Action.SUBMIT, WCO)
    for one in (Action.TAKE_UP, Action.ACCEPT, Action.PUBLISH):
        move(theirs, one, EDITOR)
    assert [item.record_id for item in stale(ours)] == ["icao-annex-9"]
    with pytest.raises(RefusedInput, match="merge the two changes first"):
        move(ours, Action.SUBMIT, ICAO)
    assert rebase(ours, ICAO) == {}
    assert ours.items.get().data == {**record(), "url": "https://example.org/a"}
    assert problems(ours) == []
    [(item, some)] = conflicts(both)
    assert [(one.field, one.ours, one.theirs) for one in some] == [("short_title", "By ICAO", "By the WCO")]
    assert rebase(both, ICAO) == {item.pk: some}
    assert rebase(both, ICAO, {item.pk: frozenset()}) == {}
    assert both.items.get().data == {**record(), "short_title": "By ICAO"}
    assert rebase(both, ICAO) == {} and stale(both) == []


def test_taking_theirs_leaves_nothing_to_change(draft: Draft) -> None:
    held = draft(short_title="By ICAO")
    other = draft("icao-annex-9", WCO, "wco", short_title="By the WCO")
    move(other, Action.SUBMIT, WCO)
    for one in (Action.TAKE_UP, Action.ACCEPT, Action.PUBLISH):
        move(other, one, EDITOR)
    [(item, _)] = conflicts(held)
    assert rebase(held, ICAO, {item.pk: frozenset({"short_title"})}) == {}
    assert not held.items.exists()
    with pytest.raises(RefusedInput, match="at least one record that would change"):
        move(held, Action.SUBMIT, ICAO)


def test_two_people_who_edit_one_record_lose_nothing(draft: Draft) -> None:
    held = draft()
    read = held.items.get().data
    assert read is not None
    save_item(held, "instrument", "icao-annex-9", {**read, "url": "https://example.org/a"}, read, ICAO)
    save_item(held, "instrument", "icao-annex-9", {**read, "reference": "Annex 9"}, read, ICAO)
    data = held.items.get().data
    assert data is not None and (data["url"], data["reference"]) == ("https://example.org/a", "Annex 9")
    with pytest.raises(Differs) as error:
        save_item(held, "instrument", "icao-annex-9", {**read, "url": "https://example.org/b"}, read, ICAO)
    assert [one.field for one in error.value.conflicts] == ["url"]
    assert held.items.get().data == data


def test_what_is_put_back_as_it_stands_is_no_change(draft: Draft) -> None:
    held = draft()
    read = held.items.get().data
    assert save_item(held, "instrument", "icao-annex-9", record(), read, ICAO) is None
    held.refresh_from_db()
    assert not held.items.exists() and held.content == content_digest(held)


def test_a_bad_record_is_refused_by_column(draft: Draft) -> None:
    held = draft()
    read = held.items.get().data
    assert read is not None
    with pytest.raises(RefusedInput) as error:
        save_item(held, "instrument", "icao-annex-9", {**read, "adopted": "soon"}, read, ICAO)
    assert [(one.column, one.value) for one in error.value.findings] == [("adopted", "soon")]


def test_the_rest_goes_on_when_one_record_is_returned(draft: Draft) -> None:
    held = draft()
    add(held, changed("icao-annex-17", short_title="Annex 17, new"), ICAO)
    held = move(move(held, Action.SUBMIT, ICAO), Action.TAKE_UP, REVIEWER)
    nine, seventeen = held.items.all()
    comment(held, REVIEWER, "Which amendment?", nine, "short_title")
    returned = return_some(held, [nine.pk], REVIEWER, "Say which amendment")
    assert (returned.status, returned.made_by, returned.items.get().record_id) == ("returned", "ida", "icao-annex-9")
    assert returned.comments.get().field == "short_title"
    assert move(held, Action.ACCEPT, REVIEWER).status == "accepted"
    move(held, Action.PUBLISH, EDITOR)
    assert record("icao-annex-17")["short_title"] == "Annex 17, new"
    assert record()["short_title"] != "Annex 9, new"
    remove_item(returned, returned.items.get().pk, ICAO)
    with pytest.raises(Forbidden):
        return_some(held, [seventeen.pk], REVIEWER, "too late")


def test_a_draft_is_seen_by_its_body_alone(draft: Draft) -> None:
    held, other = draft(), draft("icao-annex-9", WCO, "wco", short_title="By the WCO")
    assert set(visible_sets(ICAO)) == {held}
    assert set(visible_sets(WCO)) == {other}
    assert not visible_sets(REVIEWER).exists() and not visible_sets(EDITOR).exists()
    assert others_touching(held.items.all(), ICAO) == []
    move(other, Action.SUBMIT, WCO)
    assert set(visible_sets(REVIEWER)) == {other}
    move(held, Action.SUBMIT, ICAO)
    assert [one.change_set for one in others_touching(held.items.all(), EDITOR)] == [other]


def test_a_translator_proposes_translations_alone(loaded: object) -> None:
    with pytest.raises(Forbidden):
        draft_from(changed("icao-annex-9", short_title="x"), by=TRANSLATOR, title="x", reason="x", provenance={})
    held = draft_from(Proposal(), by=TRANSLATOR, title="x", reason="x", provenance={}, kind="translation")
    one = standing_records("translation", ["icao-annex-9:fr"])[0].model_dump(mode="json")
    save_item(held, "translation", "icao-annex-9:fr", {**one, "title": "Annexe 9 !"}, one, TRANSLATOR)
    with pytest.raises(Forbidden):
        save_item(held, "instrument", "icao-annex-9", {**record(), "title": "!"}, record(), TRANSLATOR)
    assert ChangeItem.objects.filter(change_set=held).count() == 1


@pytest.mark.parametrize(("title", "reason"), [("", "why"), ("x" * 201, "why"), ("x", "  "), ("x\0", "why")])
def test_a_set_needs_a_title_and_a_reason(loaded: object, title: str, reason: str) -> None:
    with pytest.raises(NotNow, match=r"title|reason"):
        draft_from(Proposal(), by=ICAO, title=title, reason=reason, organisation="icao", provenance={})
