"""The two clocks of the framework: a change is seen at once, and what was recorded before it can still be read."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.conftest import LOADED_AT

from bordermark.clocks import NOW, Clocks
from bordermark.contributions.revisions import Change, record_change
from bordermark.framework.asking import day_of
from bordermark.framework.reading import framework, world

LATER = datetime(2026, 12, 1, 12, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("loaded")


def test_a_changed_measure_is_read_at_once_and_as_it_was_by_the_other_clock() -> None:
    before = framework().measures["cbm-4.3"]
    changed = before.model_copy(update={"title": "Run a passenger information system"})
    record_change(Change({"measure": [changed]}), at=LATER, by="editor", reason="test")
    assert framework().measures["cbm-4.3"] == changed
    assert framework(Clocks(as_recorded=LATER - timedelta(hours=1))).measures["cbm-4.3"] == before
    assert world().recorded == LATER.date() and world(Clocks(as_recorded=LOADED_AT)).recorded == LOADED_AT.date()


def test_a_withdrawn_derivation_derives_nothing_more() -> None:
    key = "cbm-4.5--un-res-2396-2017.op-13"
    assert day_of(NOW).obligation("cbm-4.5", "KEN").status == "binding"
    record_change(Change({}, {"derivation": [key]}), at=LATER, by="editor", reason="test")
    assert key not in {one.id for one in framework().derivations}
    assert day_of(NOW).obligation("cbm-4.5", "KEN").status != "binding"
    assert key in {one.id for one in framework(Clocks(as_recorded=LOADED_AT)).derivations}
