"""What is controlled under a code, in the edition that was read and by conversion in others."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bordermark.screening.controlled import controlled_under
from bordermark.screening.lists import UNCONTROLLED, Lists, load_lists
from bordermark.vocabulary.hs.codes import EDITIONS, Edition
from bordermark.vocabulary.hs.correlation import convert
from bordermark.vocabulary.hs.nomenclature import tree


@pytest.fixture(scope="module")
def lists() -> Lists:
    return load_lists()


def ids(code: str, edition: Edition, lists: Lists) -> dict[str, bool]:
    return {one.entry.id: one.certain for one in controlled_under(code, edition, lists)}


def test_a_subheading_of_its_own_tells_by_itself(lists: Lists) -> None:
    assert ids("293070", "2022", lists) == {"ag-01": True, "cwc-2b-13": True}


def test_a_residual_subheading_never_does(lists: Lists) -> None:
    found = ids("293090", "2022", lists)
    assert "cwc-1a-04-b" in found and not any(found.values())


def test_a_code_that_was_split_is_no_longer_certain(lists: Lists) -> None:
    """Thiodiglycol was in 2930.90 before 2017, with much that is not controlled."""
    before = {one.entry.id: one for one in controlled_under("293090", "2012", lists)}["cwc-2b-13"]
    assert before.link.relation == "whole" and before.kind == "partial" and not before.certain


def test_a_code_that_merely_moved_stays_certain(lists: Lists) -> None:
    assert ids("281217", "2017", lists) == {"ag-09": True, "cwc-3b-14": True}


def test_computers_of_2017_are_at_most_a_question(lists: Lists) -> None:
    found = controlled_under("847130", "2017", lists)
    assert found and not any(one.certain for one in found)


def test_a_heading_gathers_what_is_below_it(lists: Lists) -> None:
    below = {key for code in tree("2022").subheadings("2930") for key in ids(code, "2022", lists)}
    assert set(ids("2930", "2022", lists)) == below


def test_what_is_not_controlled_is_not_shown(lists: Lists) -> None:
    for edition in EDITIONS:
        shown = {one.entry.kind for one in controlled_under("", edition, lists)}
        assert not shown & UNCONTROLLED


LISTS = load_lists()
LINKED = sorted(LISTS.by_code)


@settings(deadline=None)
@given(st.sampled_from(LINKED), st.sampled_from(EDITIONS))
def test_every_link_is_found_from_every_edition_to_which_its_code_converts(
    linked: tuple[Edition, str], edition: Edition
) -> None:
    year, code = linked
    for other in convert(code, year, edition).codes:
        found = {one.link.key for one in controlled_under(other, edition, LISTS)}
        expected = {link.key for link in LISTS.by_code[linked]
                    if LISTS.entries[link.entry].kind not in UNCONTROLLED}
        assert expected <= found
