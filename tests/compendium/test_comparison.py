"""What a State is not known to take part in, beside the States of its region."""

from hypothesis import given
from hypothesis import strategies as st

from bordermark.compendium.bundled import bundled_vocabulary, read
from bordermark.compendium.comparison import missing_beside
from bordermark.compendium.participation import by_party
from bordermark.compendium.records import DATA, ActRecord

STATES = st.sets(st.sampled_from(["KEN", "UGA", "TZA", "RWA", "BDI", "SOM"]))


def test_in_eastern_africa_what_most_have_joined_and_one_has_not_is_named() -> None:
    acts = read(DATA / "participation.csv", ActRecord)
    peers = bundled_vocabulary().states_in(["m49:014"])
    parties = {key: {party for party, one in by_party(act for act in acts if act.instrument == key).items()
                     if one.status == "party"} for key in {act.instrument for act in acts}}
    found = missing_beside("SOM", peers, parties)
    assert found, "Somalia had joined few by the date of the source"
    for one in found:
        assert "SOM" not in parties[one.instrument]
        assert one.parties == len(parties[one.instrument] & (peers - {"SOM"}))
        assert one.share >= 0.5


def test_the_largest_share_comes_first_then_the_id() -> None:
    parties = {"b": {"UGA", "TZA"}, "a": {"UGA", "TZA"}, "c": {"UGA", "TZA", "RWA"}, "d": {"UGA"}}
    found = missing_beside("KEN", ["KEN", "UGA", "TZA", "RWA"], parties)
    assert [(one.instrument, one.parties, one.peers) for one in found] == [("c", 3, 3), ("a", 2, 3), ("b", 2, 3)]


def test_without_peers_nothing_can_be_missing() -> None:
    assert missing_beside("VAT", ["VAT"], {"cwc-1993": {"ITA"}}) == []


@given(peers=STATES, parties=st.dictionaries(st.sampled_from(["a", "b", "c"]), STATES), least=st.floats(0, 1))
def test_only_what_others_joined_and_the_state_did_not(
    peers: set[str], parties: dict[str, set[str]], least: float
) -> None:
    found = missing_beside("KEN", peers, parties, least)
    others = peers - {"KEN"}
    assert {one.instrument for one in found} == {
        key for key, members in parties.items()
        if "KEN" not in members and others & members and len(others & members) / len(others) >= least
    }
