"""Looking up by code, CAS number and name, however they are written."""

import pytest

from bordermark.screening.lists import Lists, load_lists
from bordermark.screening.looking_up import Answer, look_up


@pytest.fixture(scope="module")
def lists() -> Lists:
    return load_lists()


def found(answer: Answer) -> set[str]:
    return {match.entry.id for match in answer.matches}


@pytest.mark.parametrize("query", ["111-48-8", " 111–48–8 ", "111 - 48 - 8", "111‑48‑8"])
def test_a_number_is_found_with_any_dash(lists: Lists, query: str) -> None:
    answer = look_up(query, "2022", lists)
    assert (answer.asked, answer.query) == ("cas", "111-48-8")
    assert found(answer) == {"ag-01", "cwc-2b-13"}


def test_a_number_with_a_wrong_digit_is_said_to_be_one(lists: Lists) -> None:
    answer = look_up("111-48-7", "2022", lists)
    assert answer.asked == "bad-cas" and not answer.matches


def test_a_proved_number_on_no_list_finds_nothing(lists: Lists) -> None:
    answer = look_up("7732-18-5", "2022", lists)
    assert answer.asked == "cas" and not answer.matches


@pytest.mark.parametrize("query, entry", [
    ("Thiodiglycol", "cwc-2b-13"), ("THIODIGLYCOL", "cwc-2b-13"), ("тиодигликоль", "cwc-2b-13"),
    ("硫二甘醇", "cwc-2b-13"), ("acide cyanhydrique", "cwc-3a-03"), ("Acido cianhidrico", "cwc-3a-03"),
    ("فوسجين", "cwc-3a-01"), ("r404a", "blend-r-404a"), ("bis (2-hydroxyethyl) sulfide", "cwc-2b-13"),
    ("sarin", "cwc-1a-01-a"), ("glyphosate", "like-glyphosate"), ("Fonofos", "cwc-2b-04-exempt-a"),
])
def test_a_name_is_found_in_any_dress(lists: Lists, query: str, entry: str) -> None:
    assert entry in found(look_up(query, "2022", lists))


def test_those_that_bear_a_name_come_before_those_that_contain_it(lists: Lists) -> None:
    answer = look_up("acetone", "2022", lists)
    assert answer.matches[0].name.casefold() == "acetone"
    bearing = [match.name.casefold() == "acetone" for match in answer.matches]
    assert bearing == sorted(bearing, reverse=True) and not all(bearing)


def test_what_only_resembles_a_name_is_not_one(lists: Lists) -> None:
    answer = look_up("mustard seed", "2022", lists)
    assert "cwc-1a-04-b" not in found(answer)


def test_a_slip_of_the_pen_is_met_with_near_names(lists: Lists) -> None:
    answer = look_up("thiodyglicol", "2022", lists)
    assert not answer.matches and any(name.casefold() == "thiodiglycol" for name in answer.near)


def test_a_code_is_looked_up_in_its_edition(lists: Lists) -> None:
    assert {one.entry.id for one in look_up("2930.70", "2022", lists).controls} == {"ag-01", "cwc-2b-13"}
    assert look_up("2930.70", "2012", lists).asked == "unknown-code"
    assert look_up("2930", "2012", lists).controls


@pytest.mark.parametrize("query", ["", "   ", "…", "zzzzqqqq", "١٢", "=1+1", "12345"])
def test_nothing_is_answered_with_nothing(lists: Lists, query: str) -> None:
    answer = look_up(query, "2022", lists)
    assert not answer.matches and not answer.controls
