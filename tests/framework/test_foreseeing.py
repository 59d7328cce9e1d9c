"""What publishing a change set would do, foreseen before it is published."""

from datetime import date

import pytest
from tests.contributions.review.conftest import ICAO
from tests.contributions.review.signing import client_of

from bordermark.contributions.comparing import Proposal, Withdrawal
from bordermark.contributions.proposing import propose
from bordermark.contributions.reading import Incoming
from bordermark.contributions.review.change_sets import draft_from
from bordermark.contributions.review.models import ChangeSet
from bordermark.contributions.revisions import Change, record_change
from bordermark.contributions.store import standing_records
from bordermark.framework.asking import today
from bordermark.framework.foreseeing import after as world_after
from bordermark.framework.foreseeing import foreseen
from bordermark.framework.impact import impact
from bordermark.framework.obligations import Day
from bordermark.framework.reading import world
from bordermark.pack import Row

from ..conftest import LOADED_AT

pytestmark = pytest.mark.usefixtures("loaded")

DAY = date(2026, 11, 24)
ACT = "cwc-1993--KEN--ratification"


def drafted(proposal: Proposal) -> ChangeSet:
    assert proposal.refused == ()
    return draft_from(proposal, by=ICAO, title="A change", reason="A test", organisation="icao", provenance={})


def without_the_act() -> Proposal:
    return propose(Incoming(withdrawals=[Withdrawal("act", ACT, "a file", 1)]))


def test_what_is_foreseen_is_what_comes_true() -> None:
    found = foreseen(drafted(without_the_act()), DAY)
    assert found.instruments == ("cwc-1993",) and found.derivations and found.measures
    assert {one.state for one in found.states} == {"KEN"}
    record_change(Change({}, {"act": [ACT]}), at=LOADED_AT, by="editor", reason="test")
    now = {one.measure: one.status for one in Day(world(), DAY).obligations("KEN")}
    assert {one.measure: one.after for one in found.states} == {one.measure: now[one.measure] for one in found.states}


def test_other_words_of_a_provision_touch_its_measures_and_no_state() -> None:
    key = "un-res-2396-2017.op-11"
    changed = standing_records("provision", [key])[0].model_copy(update={"text": "Other words."})
    found = foreseen(drafted(propose(Incoming({"provision": [Row("a file", 1, changed)]}))), DAY)
    assert found.provisions == (key,) and "cbm-4.3" in found.measures and found.states == ()


@pytest.mark.parametrize("key", ["icao-annex-9", "icao-chicago-convention-1944", "un-res-2396-2017", "cwc-1993"])
def test_an_instrument_that_goes_takes_along_what_rests_on_it(key: str) -> None:
    found = impact(world(), world_after(world(), {"instrument": {key: None}}), DAY)
    assert key in found.instruments and found.measures and found.states


def test_a_record_on_which_nothing_rests_changes_nothing() -> None:
    body = standing_records("organisation", ["icao"])[0].model_copy(update={"note": "Another note"})
    assert not foreseen(drafted(propose(Incoming({"organisation": [Row("a file", 1, body)]}))), DAY)


def test_the_page_of_the_set_shows_it_and_its_json_holds_all() -> None:
    held = drafted(without_the_act())
    client = client_of(ICAO)
    page = client.get(f"/contributions/{held.pk}", headers={"accept": "text/html"}).content.decode()
    assert "What depends on it" in page and f"What would change for States, on {today():%-d %B %Y}" in page
    told = client.get(f"/contributions/{held.pk}?format=json").json()["impact"]
    assert told["instruments"] == ["cwc-1993"] and told["states"][0]["state"] == "KEN"
