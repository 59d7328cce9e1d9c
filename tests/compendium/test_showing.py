"""One record of any kind, found by its id alone."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bordermark.clocks import NOW, Clocks
from bordermark.compendium.describing import writer_for
from bordermark.compendium.showing import show_record
from bordermark.errors import UnknownRecord
from bordermark.organisations.store import organisations
from bordermark.publishing.addresses import Addresses
from bordermark.vocabulary.store import vocabulary

pytestmark = pytest.mark.usefixtures("loaded")


def shown(key: str, clocks: Clocks = NOW, language: str = "en") -> dict[str, Any]:
    say = writer_for(vocabulary(), organisations(), language, Addresses("https://example.org"))
    return show_record(key, say, clocks, date(2026, 11, 24))


@pytest.mark.parametrize(("key", "address"), [
    ("un-res-1540-2004", "/instruments/un-res-1540-2004"),
    ("un-som-protocol-2000.art-12", "/provisions/un-som-protocol-2000.art-12"),
    ("KEN", "/states/KEN"), ("wco", "/organisations/wco"), ("theme:theme-6", "/vocabulary/theme/theme-6"),
])
def test_every_kind_of_record_is_found_and_knows_its_address(key: str, address: str) -> None:
    assert shown(key)["url"] == f"https://example.org{address}"


def test_a_state_is_shown_with_its_part_in_instruments() -> None:
    parts = {one["instrument"]["id"]: one["status"] for one in shown("KEN")["participation"]}
    assert parts["un-som-protocol-2000"] == "party"
    assert parts["un-res-1540-2004"] == "member", "a member of the body whose organ adopted it"


def test_labels_are_in_the_language_asked_for() -> None:
    assert shown("KEN", language="ru")["name"] == "Кения"
    assert shown("theme:theme-6", language="fr")["label"] != shown("theme:theme-6")["label"]


def test_the_day_asked_decides_the_status() -> None:
    assert shown("cwc-1993", Clocks(date(1995, 1, 1)))["standing"]["status"]["code"] == "adopted"


@pytest.mark.parametrize(("key", "near"), [
    ("un-res-1540", "un-res-1540-2004"), ("theme:theme-66", "theme:theme-6"), ("interpoll", "interpol"),
])
def test_an_id_that_nobody_has_is_answered_with_near_ones(key: str, near: str) -> None:
    with pytest.raises(UnknownRecord) as refusal:
        shown(key)
    assert near in refusal.value.near
    assert near in str(refusal.value)


def test_before_it_was_recorded_there_was_no_such_record() -> None:
    with pytest.raises(UnknownRecord):
        shown("cwc-1993", Clocks(as_recorded=datetime(2020, 1, 1, tzinfo=UTC)))
