"""How codes of the Harmonized System move between editions: every candidate, its kind, or why there is none."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bordermark.vocabulary.hs.codes import EDITIONS, BadCode, Edition, UnknownCode, read_code, show_code
from bordermark.vocabulary.hs.correlation import convert, history, published
from bordermark.vocabulary.hs.nomenclature import NOT_HS, tree

PAIRS = list(permutations(EDITIONS, 2))

LEFT_OUT = {"291636", "300219", "380999"}
"""Subheadings that some published table leaves out, beside those of heading 2710."""


@st.composite
def subheadings(draw: st.DrawFn) -> tuple[str, Edition, Edition]:
    """A six-digit code with its edition, and another edition."""
    from_, to = draw(st.sampled_from(PAIRS))
    return draw(st.sampled_from(tree(from_).subheadings())), from_, to


@settings(deadline=None)
@given(subheadings())
def test_there_and_back_contains_the_start(start: tuple[str, Edition, Edition]) -> None:
    code, from_, to = start
    there = convert(code, from_, to)
    for other in there.codes:
        assert code in convert(other, to, from_).codes
    assert bool(there.candidates) == (there.kind != "none") == (not there.reason)


@pytest.mark.parametrize("from_, to", PAIRS)
def test_every_code_converts_or_says_why_not(from_: Edition, to: Edition) -> None:
    stranded = set()
    for code in tree(from_).codes:
        found = convert(code, from_, to)
        assert found.kind != "none" or found.reason
        if not found.candidates and not code.startswith((NOT_HS, "2710")):
            stranded.add(code)
        assert all(one in tree(to) and len(one) == len(code) for one in found.codes)
    assert stranded <= LEFT_OUT


@settings(deadline=None)
@given(subheadings())
def test_a_kind_is_what_the_table_says(start: tuple[str, Edition, Edition]) -> None:
    code, from_, to = start
    found = convert(code, from_, to)
    sources = [one.sources for one in found.candidates]
    expected = {
        "none": not sources, "same": sources == [1], "merge": len(sources) == 1 and sources[0] > 1,
        "split": len(sources) > 1 and max(sources) == 1, "partial": len(sources) > 1 and max(sources) > 1,
    }
    assert [kind for kind, holds in expected.items() if holds] == [found.kind]


@settings(deadline=None)
@given(subheadings())
def test_a_share_is_known_only_where_everything_goes_to_one_code(start: tuple[str, Edition, Edition]) -> None:
    found = convert(*start)
    shares = [one.share for one in found.candidates]
    assert shares == [1.0] if len(shares) == 1 else all(share is None for share in shares)


@settings(deadline=None)
@given(subheadings())
def test_the_two_directions_mirror_each_other(start: tuple[str, Edition, Edition]) -> None:
    code, from_, to = start
    mirror = {"same": {"same"}, "merge": {"split", "partial"}, "split": {"merge"}, "partial": {"merge", "partial"}}
    found = convert(code, from_, to)
    for one in found.candidates:
        back = convert(one.code, to, from_)
        assert back.kind in mirror[found.kind]
        assert one.sources == len(back.candidates)


def test_the_published_rows_are_all_there() -> None:
    """The number of rows of each published table, later to earlier."""
    rows = sum(1 for later in EDITIONS for earlier in EDITIONS if earlier < later for _ in published(later, earlier))
    assert rows == 198_878


def test_part_of_a_code_is_marked_only_where_another_code_has_the_rest() -> None:
    for row in published("2017", "2012"):
        assert not row.part or len(convert(row.to_code, "2012", "2017").candidates) > 1


def test_what_split_in_2017_is_never_one_code() -> None:
    """2930.90 of 2012 became several codes, of which thiodiglycol has one of its own."""
    found = convert("293090", "2012", "2017")
    assert found.kind == "partial" and set(found.codes) == {"293060", "293070", "293080", "293090"}
    assert convert("293070", "2017", "2012").kind == "merge"


def test_waste_of_2022_takes_from_a_thousand_codes_and_says_so() -> None:
    waste = {one.code: one.sources for one in convert("847130", "2017", "2022").candidates}
    assert waste.pop("847130") == 1 and all(code.startswith("8549") for code in waste)
    assert min(waste.values()) > 100


def test_an_edition_converts_to_itself() -> None:
    assert convert("290499", "2022", "2022").kind == "same"


def test_headings_and_chapters_move_too() -> None:
    assert convert("8549", "2022", "2017").kind in ("split", "partial")
    assert convert("29", "2012", "2007").codes == ("29",)


def test_history_goes_through_every_edition() -> None:
    assert [one.to for one in history("290499", "2022")] == list(EDITIONS)


def test_a_code_of_another_edition_is_said_to_be_one() -> None:
    with pytest.raises(UnknownCode, match=r"2022 edition .* no code 2904\.90.*have it: 1992.*2012"):
        convert("290490", "2022", "2012")


@pytest.mark.parametrize("text", ["2904.99", "290499", "2904 99", "29.04.99", "2904.99.00.10", " 2904-99 "])
def test_a_code_is_read_however_it_is_written(text: str) -> None:
    assert read_code(text) == "290499"


@pytest.mark.parametrize("text", ["", "2", "290", "29049", "٢٩", "2904.9x", "2904990012345"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(BadCode, match="expected 2, 4 or 6 digits"):
        read_code(text)


@settings(deadline=None)
@given(st.sampled_from(sorted(tree("2022").codes)))
def test_a_printed_code_is_read_back(code: str) -> None:
    assert read_code(show_code(code)) == code
