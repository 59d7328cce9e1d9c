"""When it was true, and when it was recorded."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.test import Client

from bordermark.compendium import models
from bordermark.compendium.reading import AsRecorded, Current
from bordermark.contributions.models import Revision
from bordermark.contributions.revisions import Change, as_recorded, history, last_revision, record_change
from bordermark.web.loading import load_bundled_pack

LATER = datetime(2026, 12, 1, 12, tzinfo=UTC)


def changed_title(key: str, title: str) -> Change:
    record = Current().instruments([key])[key]
    return Change({"instrument": [record.model_copy(update={"title": title})]})


@pytest.mark.usefixtures("own_index")
def test_a_change_makes_one_revision_and_the_old_title_stays_readable() -> None:
    before = last_revision()
    assert record_change(changed_title("cwc-1993", "New title"), at=LATER, by="editor", reason="test") == 1
    assert last_revision() > before
    client = Client(headers={"accept": "text/html"})
    assert "New title" in client.get("/instruments/cwc-1993").content.decode()
    assert "New title" not in client.get("/instruments/cwc-1993?as_recorded=2026-11-25").content.decode()
    assert "New title" in client.get("/instruments/cwc-1993?as_recorded=2026-12-02").content.decode()
    newest = history("instrument", "cwc-1993")[0]
    assert (newest.recorded_by, newest.reason) == ("editor", "test")


@pytest.mark.usefixtures("loaded")
def test_the_same_record_again_makes_no_revision() -> None:
    record_change(changed_title("cwc-1993", "New title"), at=LATER, by="editor", reason="test")
    assert record_change(changed_title("cwc-1993", "New title"), at=LATER, by="editor", reason="again") == 0


@pytest.mark.usefixtures("loaded")
def test_what_was_recorded_equals_what_stands() -> None:
    now, recorded = Current(), AsRecorded(as_recorded(LATER))
    assert now.instruments() == recorded.instruments()
    ids = list(now.instruments())
    assert now.provisions(ids) == recorded.provisions(ids)
    assert now.acts(ids) == recorded.acts(ids)
    assert now.translations(ids, "fr") == recorded.translations(ids, "fr")
    assert now.participation_sources() == recorded.participation_sources()
    assert now.pointing_at("un-untoc-2000") == recorded.pointing_at("un-untoc-2000")
    assert now.adopted_by(["wco"]) == recorded.adopted_by(["wco"])


@pytest.mark.usefixtures("loaded")
def test_before_the_first_revision_nothing_was_recorded() -> None:
    assert AsRecorded(as_recorded(datetime(2020, 1, 1, tzinfo=UTC))).instruments() == {}


@pytest.mark.usefixtures("loaded")
def test_a_withdrawn_record_leaves_the_tables_and_stays_in_its_history() -> None:
    key = "un-som-protocol-2000.art-12"
    record_change(Change({}, {"provision": [key]}), at=LATER, by="editor", reason="test")
    assert Current().provision(key) is None
    assert AsRecorded(as_recorded(LATER - timedelta(days=1))).provision(key) is not None
    assert AsRecorded(as_recorded(LATER)).provision(key) is None
    assert [one.data is None for one in history("provision", key)] == [True, False]


@pytest.mark.usefixtures("loaded")
def test_a_change_that_fails_in_the_middle_has_not_happened(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Revision.objects.count()
    good = changed_title("cwc-1993", "New title").records["instrument"][0]
    bad = good.model_copy(update={"id": "bwc-1972", "binding": "somewhat"})
    with pytest.raises(IntegrityError):
        record_change(Change({"instrument": [good, bad]}), at=LATER, by="editor", reason="test")
    assert Revision.objects.count() == before
    assert models.Instrument.objects.get(pk="cwc-1993").title != "New title"


@pytest.mark.usefixtures("loaded")
def test_a_newer_pack_does_not_undo_what_a_person_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    record_change(changed_title("cwc-1993", "New title"), at=LATER, by="editor", reason="test")
    monkeypatch.setattr("bordermark.web.loading.bundled_digest", lambda: "another pack")
    assert load_bundled_pack(LATER) == 0
    assert models.Instrument.objects.get(pk="cwc-1993").title == "New title"


@pytest.mark.usefixtures("loaded")
def test_loading_the_same_pack_twice_changes_nothing() -> None:
    assert load_bundled_pack(LATER) == 0
