"""Where parties stand, over all the acts of the bundled pack: laws that hold whatever was done and when."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bordermark.compendium.bundled import read
from bordermark.compendium.participation import (
    CONSENT,
    Participation,
    by_instrument,
    by_party,
    question_outruns_source,
    standing,
)
from bordermark.compendium.records import DATA, ActRecord

ACTS = read(DATA / "participation.csv", ActRecord)
PALERMO = [act for act in ACTS if act.instrument == "un-som-protocol-2000"]


def act(action: str, when: str = "", entry: str = "") -> ActRecord:
    return ActRecord(id=f"cwc-1993--KEN--{action}", instrument="cwc-1993", party="KEN", party_kind="state",
                     action=action, date=when, entry_into_force=entry, source="untc", source_date="2014-07-10")


def stands(acts: Sequence[ActRecord], day: date | None = None) -> Participation:
    found = standing(acts, day)
    assert found is not None
    return found


def test_kenya_acceded_to_the_smuggling_protocol_on_a_day_of_2005() -> None:
    kenya = [one for one in PALERMO if one.party == "KEN"]
    found = stands(kenya)
    assert (found.status, found.since, found.in_force_known) == ("party", "2005-01-05", False)
    assert standing(kenya, date(2005, 1, 4)) is None
    assert stands(kenya, date(2005, 1, 5)).status == "party"


def test_every_party_of_the_pack_consented_and_every_signatory_only_signed() -> None:
    grouped = groupby(sorted(ACTS, key=lambda one: (one.instrument, one.party)),
                      key=lambda one: (one.instrument, one.party))
    for key, some in grouped:
        acts = list(some)
        actions = {one.action for one in acts}
        found = stands(acts)
        if found.status == "party":
            assert actions & CONSENT, key
            assert found.act is not None and found.act.action in CONSENT
        elif "withdrawal" not in actions:
            assert not actions & CONSENT, key
        if found.status == "signatory":
            assert "signature" in actions
        if actions == {"succession-to-signature"}:
            assert found.status == "unknown", "succession to a signature is no consent"


def test_both_groupings_say_the_same_of_every_pair() -> None:
    for instrument in ("un-som-protocol-2000", "cwc-1993"):
        for party, found in by_party([one for one in ACTS if one.instrument == instrument]).items():
            assert by_instrument([one for one in ACTS if one.party == party])[instrument] == found


@given(day=st.dates(date(1999, 1, 1), date(2030, 1, 1)))
def test_who_had_acted_by_a_day_had_acted_by_today(day: date) -> None:
    then, now = by_party(PALERMO, day), by_party(PALERMO)
    assert set(then) <= set(now)
    ranks = {"signatory": 1, "named": 2, "provisional": 3, "party": 4, "unknown": 0}
    for party, found in then.items():
        assert ranks[found.status] <= ranks[now[party].status], "nobody withdrew from it"


@given(order=st.permutations(["signature", "ratification", "withdrawal", "accession"]))
def test_the_order_in_which_acts_are_read_does_not_matter(order: list[str]) -> None:
    dates = {"signature": "1993-01-13", "ratification": "1997-04-25", "withdrawal": "2010-01-01",
             "accession": "2015-01-01"}
    acts = [act(one, dates[one]) for one in order]
    assert stands(acts).status == "party"
    assert stands(acts, date(2012, 1, 1)).status == "withdrawn"
    assert stands(acts, date(1995, 1, 1)).status == "signatory"


def test_withdrawal_on_the_day_of_consent_comes_after_it() -> None:
    assert stands([act("withdrawal", "2010-01-01"), act("accession", "2010-01-01")]).status == "withdrawn"


def test_a_signature_after_consent_changes_nothing() -> None:
    found = stands([act("accession", "2005"), act("signature", "2006-01-01"), act("participation-named")])
    assert (found.status, found.since) == ("party", "2005")


def test_provisional_application_and_being_named_are_said_as_such() -> None:
    assert stands([act("signature", "1993"), act("provisional-application", "1994")]).status == "provisional"
    assert stands([act("participation-named")]).status == "named"
    assert stands([act("reservation", "1994")]).status == "unknown"


def test_a_date_too_coarse_for_the_day_asked_counts_and_is_said_to_be_undated() -> None:
    found = stands([act("ratification", "2005")], date(2005, 6, 1))
    assert (found.status, found.dated) == ("party", False)
    assert stands([act("ratification", "2005")], date(2006, 1, 1)).dated


def test_without_any_act_nothing_is_said() -> None:
    assert standing([]) is None
    assert by_party([]) == {}


@pytest.mark.parametrize(("source", "day", "outrun"), [
    ("2014-07-10", date(2014, 7, 10), False), ("2014-07-10", date(2026, 11, 24), True),
    ("2014", date(2014, 1, 1), False), ("2014", date(2014, 1, 2), True), ("", date(1900, 1, 1), True),
])
def test_the_silence_of_a_source_says_nothing_of_later_days(source: str, day: date, outrun: bool) -> None:
    assert question_outruns_source(source, day) is outrun
