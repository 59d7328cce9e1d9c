"""Recording changes: exactly what differs becomes a revision, all or nothing, and the past stays readable."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from bordermark.compendium import models
from bordermark.compendium.reading import AsRecorded, Current
from bordermark.compendium.records import InstrumentRecord
from bordermark.contributions import revisions
from bordermark.contributions.models import Revision
from bordermark.contributions.record_types import record_types
from bordermark.contributions.revisions import (
    Change,
    as_recorded,
    changed_since,
    digest,
    history,
    last_revision,
    last_revision_at,
    record_change,
    standing_digests,
)
from bordermark.organisations.store import organisations
from bordermark.pack import Record
from bordermark.vocabulary.store import vocabulary
from bordermark.web.loading import bundled_files

LATER = datetime(2026, 12, 1, 12, tzinfo=UTC)
YESTERDAY = LATER - timedelta(days=1)
IDS = ("cwc-1993", "un-res-1540-2004", "un-som-protocol-2000")


@pytest.fixture(autouse=True)
def fresh(loaded: object) -> Iterator[None]:
    """A test that is undone gives its revision numbers to the next one."""
    revisions.recorded_at.cache_clear()
    yield
    revisions.recorded_at.cache_clear()


def instruments() -> dict[str, InstrumentRecord]:
    return Current().instruments(IDS)


def titled(key: str, title: str) -> InstrumentRecord:
    return instruments()[key].model_copy(update={"title": title})


def change(*records: InstrumentRecord, at: datetime = LATER) -> int:
    return record_change(Change({"instrument": list(records)}), at=at, by="editor", reason="test")


def test_exactly_the_records_that_differ_become_revisions() -> None:
    before, held = last_revision(), instruments()
    made = change(titled("cwc-1993", "New title"), held["un-res-1540-2004"], held["un-som-protocol-2000"])
    assert made == 1
    assert list(changed_since(before)) == [("instrument", "cwc-1993")]


def test_the_same_change_twice_makes_none() -> None:
    assert change(titled("cwc-1993", "New title")) == 1
    before = last_revision()
    assert change(titled("cwc-1993", "New title")) == 0
    assert last_revision() == before


def test_a_change_and_its_undoing_are_two_revisions_and_leave_the_record_as_it_was() -> None:
    held = instruments()["cwc-1993"]
    standing = standing_digests("instrument")
    assert change(titled("cwc-1993", "New title")) + change(held) == 2
    assert instruments()["cwc-1993"] == held
    assert standing_digests("instrument") == standing


def test_every_moment_has_its_own_record() -> None:
    change(titled("cwc-1993", "Second title"), at=LATER)
    change(titled("cwc-1993", "Third title"), at=LATER + timedelta(days=1))
    titles = [AsRecorded(as_recorded(moment)).instruments(["cwc-1993"])["cwc-1993"].title
              for moment in (YESTERDAY, LATER, LATER + timedelta(hours=23), LATER + timedelta(days=2))]
    assert titles[1:] == ["Second title", "Second title", "Third title"]
    assert titles[0].startswith("Convention on the Prohibition")
    assert [one.data["title"] for one in history("instrument", "cwc-1993")][:2] == ["Third title", "Second title"]


def test_the_newest_revision_by_a_moment_is_that_of_the_change_before_it() -> None:
    before = last_revision()
    change(titled("cwc-1993", "New title"))
    assert last_revision_at(YESTERDAY) == before
    assert last_revision_at(LATER) == last_revision() > before
    assert last_revision_at(datetime(2020, 1, 1, tzinfo=UTC)) == 0


def test_a_withdrawn_record_is_gone_now_and_readable_before() -> None:
    some = Current().provisions(["cwc-1993"])
    gone = some[0].id
    assert record_change(Change({}, {"provision": [gone]}), at=LATER, by="editor", reason="test") == 1
    assert Current().provisions(["cwc-1993"]) == some[1:]
    assert AsRecorded(as_recorded(LATER)).provisions(["cwc-1993"]) == some[1:]
    assert AsRecorded(as_recorded(YESTERDAY)).provisions(["cwc-1993"]) == some
    assert gone not in standing_digests("provision")
    newest = history("provision", gone)[0]
    assert (newest.data, newest.digest) == (None, "")


def test_a_withdrawn_record_may_come_back() -> None:
    one = Current().provisions(["cwc-1993"])[0]
    record_change(Change({}, {"provision": [one.id]}), at=LATER, by="editor", reason="test")
    assert record_change(Change({"provision": [one]}), at=LATER, by="editor", reason="test") == 1
    assert Current().provision(one.id) == one
    assert len(history("provision", one.id)) == 3


def test_an_error_in_the_middle_leaves_nothing_of_the_change() -> None:
    before, texts = last_revision(), list(models.Provision.objects.values_list("pk", "text"))
    some = Current().provisions(["cwc-1993"])
    wanting = some[1].model_copy(update={"strength": "perhaps"})
    with pytest.raises(IntegrityError):
        record_change(Change({
            "instrument": [titled("cwc-1993", "New title")],
            "provision": [some[0].model_copy(update={"text": "New text"}), wanting],
        }, {"translation": ["cwc-1993:fr"]}), at=LATER, by="editor", reason="test")
    assert last_revision() == before
    assert list(models.Provision.objects.values_list("pk", "text")) == texts
    assert instruments()["cwc-1993"].title != "New title"
    assert models.Translation.objects.filter(pk="cwc-1993:fr").exists()


def test_a_type_that_nobody_registered_is_refused_before_anything_is_done() -> None:
    before = last_revision()
    with pytest.raises(KeyError, match="tariff"):
        record_change(Change({"instrument": [titled("cwc-1993", "New")], "tariff": []}), at=LATER, by="e", reason="t")
    assert last_revision() == before


def test_two_provisions_may_change_places() -> None:
    first, second = Current().provisions(["cwc-1993"])[:2]
    swapped = [first.model_copy(update={"position": second.position}),
               second.model_copy(update={"position": first.position})]
    assert record_change(Change({"provision": swapped}), at=LATER, by="editor", reason="test") == 2
    assert [one.id for one in Current().provisions(["cwc-1993"])[:2]] == [second.id, first.id]


@pytest.mark.usefixtures("own_index")
def test_a_page_asked_as_recorded_yesterday_shows_the_title_of_yesterday(client: Client) -> None:
    change(titled("cwc-1993", "Weapons convention, retitled"))
    now, yesterday = (client.get(f"/instruments/cwc-1993?format=json{query}").json()["title"]
                      for query in ("", "&as_recorded=2026-11-30"))
    assert now == "Weapons convention, retitled"
    assert yesterday.startswith("Convention on the Prohibition")
    page = client.get("/instruments/cwc-1993?as_recorded=2026-11-30", headers={"accept": "text/html"})
    assert "Weapons convention, retitled" not in page.content.decode()
    assert "30 November 2026" in page.content.decode(), "the page says which day it shows"


@pytest.mark.usefixtures("own_index")
def test_the_two_clocks_are_independent(client: Client) -> None:
    """When the entry into force is corrected today, yesterday's page of 1997 still shows what was known then."""
    held = instruments()["cwc-1993"]
    change(held.model_copy(update={"in_force": "1997-05-01"}))
    statuses = {
        recorded: client.get(f"/instruments/cwc-1993?format=json&as_at=1997-04-30&as_recorded={recorded}")
        .json()["standing"]["status"]["code"] for recorded in ("2026-11-30", "2026-12-02")
    }
    assert statuses == {"2026-11-30": "in-force", "2026-12-02": "adopted"}


def test_every_type_of_record_can_be_recorded_again_and_makes_no_revision() -> None:
    held = as_recorded(LATER).records
    assert {one.name for one in record_types()} == set(held)
    bundled = {table.type for _, table in bundled_files()}
    for one in record_types():
        some: list[Record] = list(held[one.name].values())[:20]
        assert bool(some) == (one.name in bundled), one.name
        assert record_change(Change({one.name: some}), at=LATER, by="editor", reason="test") == 0
        assert {type(record) for record in some} <= {one.record}


def test_each_record_that_stands_has_the_digest_of_its_last_revision() -> None:
    for revision in Revision.objects.filter(record_type="instrument").order_by("pk")[:50]:
        assert digest(revision.data) == revision.digest
        assert standing_digests("instrument")[revision.record_id] == revision.digest


@given(data=st.dictionaries(st.text(), st.one_of(st.text(), st.integers(), st.none(), st.lists(st.text()))))
def test_the_digest_of_a_record_does_not_depend_on_the_order_of_its_columns(data: dict[str, object]) -> None:
    turned = dict(reversed(data.items()))
    assert digest(data) == digest(turned)
    assert digest({**data, "title": "x"}) != digest({**data, "title": "y"})


def test_a_border_that_is_withdrawn_is_gone_from_the_vocabulary_at_once() -> None:
    assert "UGA" in vocabulary().states["KEN"].neighbours
    record_change(Change({}, {"adjacency": ["KEN:UGA"]}), at=LATER, by="editor", reason="test")
    assert "UGA" not in vocabulary().states["KEN"].neighbours


def test_a_name_that_is_withdrawn_leads_nowhere_at_once() -> None:
    key = next(one for one in standing_digests("organisation-alias") if one in organisations().names)
    body = organisations().names[key]
    record_change(Change({}, {"organisation-alias": [key]}), at=LATER, by="editor", reason="test")
    assert key not in {alias.casefold() for alias in organisations().bodies[body].aliases}
