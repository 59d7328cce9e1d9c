"""The check at drafting time, in worlds that can be checked by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bordermark.structures.advising import advise
from bordermark.structures.closest import share
from bordermark.structures.drafts import Closeness, Draft
from bordermark.structures.likeness import texts_of, words_of
from bordermark.structures.places import Places
from bordermark.structures.survey import Survey

from .conftest import activity, mandate, mechanism, small

TODAY = date(2026, 11, 24)
CASH = Draft(functions=("train",), capacities=("cash",), flows=("terrorist-funds",), places=("state:KEN",))


def test_the_same_for_the_same_state_comes_first_and_is_marked(places: Places) -> None:
    held = small(activity("world", places=["m49:001"]), activity("same"), activity("region", places=["m49:014"]),
                 activity("other", capacities=["port"], flows=["drugs"]), activity("far", places=["state:FRA"]))
    found = advise(CASH, Closeness(held, places, {}), TODAY).activities
    assert [(one.activity.id, one.same) for one in found] == [("same", True), ("region", True), ("world", False)]
    assert found[0].score == 1 and found[2].terms["places"] == 0.5


def test_similar_words_elsewhere_are_no_duplicate(places: Places) -> None:
    """The naive count finds two trainings on cash; one is for another State, the other was over."""
    held = small(activity("far", places=["state:FRA"]), activity("over", start="2001", end="2003"))
    advice = advise(CASH, Closeness(held, places, {}), TODAY)
    assert not advice.activities and advice.cells[0].empty == ("state:KEN",)


def test_a_period_of_its_own_is_looked_at(places: Places) -> None:
    held = Closeness(small(activity("over", start="2001", end="2003")), places, {})
    draft = Draft(**{**_columns(CASH), "since": date(2002, 1, 1), "until": date(2002, 12, 31)})
    assert [one.activity.id for one in advise(draft, held, TODAY).activities] == ["over"]


def _columns(draft: Draft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in Draft.__slots__}


def test_general_is_a_flow_of_its_own(places: Places) -> None:
    held = Closeness(small(activity("general", flows=["general"])), places, {})
    assert not advise(CASH, held, TODAY).activities[0].same


def test_who_does_it_is_asked_before_members_of_a_mechanism_and_of_one_of_unknown_scope_nobody(places: Places) -> None:
    held = small(activity("same", entity="iom", partners=["osce"]), mechanism("open", members=["icao", "imo"]),
                 mechanism("cash", capacities=["cash"]), mechanism("port", capacities=["port"], flows=["drugs"]))
    advice = advise(CASH, Closeness(held, places, {}), TODAY)
    assert [one.mechanism.id for one in advice.mechanisms] == ["cash"]
    assert [(one.entity, one.leads, one.takes_part, one.mechanisms) for one in advice.ask] == [
        ("iom", ("same",), (), ()), ("osce", (), ("same",), ()), ("unodc", (), (), ("cash",)),
        ("wco", (), (), ("cash",)),
    ]


def test_the_organisation_whose_members_a_draft_is_for_is_asked_and_others_in_which_they_sit_are_not(
    places: Places
) -> None:
    states = ("state:KEN", "state:TZA", "state:UGA")
    draft = Draft(capacities=("port",), places=states)
    members = {"mine": frozenset({"KEN", "TZA", "UGA"}), "wide": frozenset({"KEN", "TZA", "UGA", *"ABCDEFGHIJ"}),
               "esaamlg": frozenset({"KEN", "TZA", "UGA", "ZMB", "ZWE", "MWI", "MOZ", "NAM"})}
    (asked,) = advise(draft, Closeness(small(), places, members), TODAY).ask
    assert (asked.entity, asked.places, asked.weight) == ("mine", states, 1.0)
    about_money = Draft(capacities=("cash",), places=states)
    assert [one.entity for one in advise(about_money, Closeness(small(), places, members), TODAY).ask] == [
        "mine", "esaamlg"
    ]


def test_what_does_the_one_thing_is_nearer_than_what_does_ten(places: Places) -> None:
    held = small(activity("focused"), activity("wide", capacities=["cash", "port", "cargo", "legal"]))
    found = advise(CASH, Closeness(held, places, {}), TODAY).activities
    assert [one.activity.id for one in found] == ["focused", "wide"]
    assert (found[1].terms["capacities"], share(["cash"], ["port"])) == (0.625, 0)


def test_a_paragraph_on_the_same_thing_is_told_with_its_number(bundled: Survey, places: Places) -> None:
    draft = Draft("Training on advance passenger information (API) and passenger name records (PNR)",
                  capacities=("passenger",))
    found = advise(draft, Closeness(bundled, places, {}), TODAY).decisions
    assert {"S/RES/2396 (2017)", "S/RES/2482 (2019)"} <= {one.symbol for one in found[:4]}
    assert found[0].paragraph and found[0].paragraph.number and len(found[0].words) > 1


def test_one_common_word_makes_no_decision_close(places: Places) -> None:
    held = Closeness(small(mandate("unodc", "A/RES/1/1", "Disaster risk reduction")), places, {})
    told = advise(Draft("profiling of high-risk containers"), held, TODAY).decisions
    assert "A/RES/1/1" not in {one.symbol for one in told}


def test_what_gap_it_fills(places: Places) -> None:
    held = small(activity("same"), activity("world", places=["m49:001"], flows=["drugs"]))
    draft = Draft(capacities=("cash",), flows=("terrorist-funds", "drugs", "wildlife"),
                  places=("state:KEN", "state:TZA"))
    found = {one.flow: one for one in advise(draft, Closeness(held, places, {}), TODAY).cells}
    assert (found["terrorist-funds"].named, found["terrorist-funds"].empty) == (("state:KEN",), ("state:TZA",))
    assert found["drugs"].by_world == ("state:KEN", "state:TZA") and not found["drugs"].empty
    assert not found["wildlife"].surveyed and found["drugs"].surveyed


def test_a_symbol_in_the_text_finds_the_decision_and_no_longer_number_does(places: Places) -> None:
    held = Closeness(small(mandate("unodc", "S/RES/2462 (2019)"), mandate("cted", "S/RES/2462 (2019)"),
                           mandate("unodc", "S/RES/246 (1968)")), places, {})
    found = advise(Draft(text="as S/RES/2462(2019) asks"), held, TODAY).decisions
    assert [(one.symbol, one.entities, one.named) for one in found] == [
        ("S/RES/2462 (2019)", ("cted", "unodc"), True)
    ]


def test_an_empty_draft_is_told_nothing_of_activities(bundled: Survey, places: Places) -> None:
    advice = advise(Draft(), Closeness(bundled, places, {}), TODAY)
    assert not (advice.activities or advice.decisions or advice.mechanisms or advice.ask or advice.cells)


@pytest.mark.parametrize("key", ["act-unodc-ccp", "act-imo-dcoc", "act-fatf-r32", "act-iom-midas"])
def test_an_activity_described_again_finds_itself_first(bundled: Survey, places: Places, key: str) -> None:
    one = bundled.activities[key]
    draft = Draft(one.title, one.functions, one.capacities, one.flows, one.places)
    assert advise(draft, Closeness(bundled, places, {}), TODAY).activities[0].activity.id == key


texts = st.lists(st.text("abcdefg sтع", max_size=40), min_size=1, max_size=6)


@given(texts, st.text("abcdefg sтع", max_size=40))
def test_likeness_is_between_nothing_and_one(some: list[str], asked: str) -> None:
    held = texts_of((str(at), text) for at, text in enumerate(some))
    for key, value in held.like(asked).items():
        assert 0 < value <= 1
        assert held.shared(asked, key)
        assert set(words_of(asked)) & set(words_of(some[int(key)]))


def test_a_text_is_most_like_itself() -> None:
    held = texts_of({"a": "training on cash couriers", "b": "port security", "c": "cash at ports"}.items())
    assert held.like("training on cash couriers")["a"] == pytest.approx(1)
