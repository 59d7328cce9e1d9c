"""The trees of the seven editions, and finding codes by words."""

import pytest

from bordermark.vocabulary.hs.codes import EDITIONS, Edition, UnknownCode
from bordermark.vocabulary.hs.nomenclature import section_of, sections, tree
from bordermark.vocabulary.hs.words import find

SUBHEADINGS = {"1992": 5040, "1996": 5133, "2002": 5225, "2007": 5053, "2012": 5206, "2017": 5388, "2022": 5613}
"""Six-digit codes of each edition as UN Comtrade publishes it, 999999 among them."""


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_code_stands_under_its_parent(edition: Edition) -> None:
    one = tree(edition)
    assert len(one.subheadings()) == SUBHEADINGS[edition]
    for code in one.codes.values():
        assert code.text and (not code.parent or code.parent in one)
        assert code in one.children(code.parent)
    assert sum(len(one.children(code)) for code in ("", *one.codes)) == len(one.codes)


def test_ancestors_lead_from_the_chapter_down() -> None:
    assert [one.code for one in tree("2022").ancestors("290499")] == ["29", "2904"]


def test_every_chapter_has_its_section() -> None:
    assert len(sections()) == 21
    for edition in EDITIONS:
        for chapter in tree(edition).children():
            assert (section_of(chapter.code) is None) == (not chapter.is_hs)
    found = section_of("290499")
    assert found and found.number == "VI"


def test_the_latest_edition_has_official_wordings() -> None:
    code = tree("2022")["293010"]
    assert code.label("en") == "2-(N,N-Dimethylamino) ethanethiol"
    assert code.label("fr") == "2-(N,N-Diméthylamino) éthanethiol"
    assert (code.label("ar"), code.label_language("ar")) == (code.label("en"), "en")
    assert not tree("2017")["293090"].wordings
    missing = [one.code for one in tree("2022").codes.values() if one.is_hs and set(one.wordings) != {"de", "en", "fr"}]
    assert missing == []


def test_a_code_that_is_not_there_names_near_ones() -> None:
    with pytest.raises(UnknownCode, match=r"Did you mean .*2905\.59"):
        tree("2022")["290555"]


@pytest.mark.parametrize("query, code", [
    ("abalone", "030781"), ("thiodiglycol", "293070"), ("pistolets", "9302"), ("PHOSPHORUS oxychloride", "281212"),
    ("chloropicrin", "290491"), ("Revolver Pistolen", "9302"),
])
def test_words_find_codes(query: str, code: str) -> None:
    found, total = find(query, "2022")
    assert code in [one.code.code for one in found[:5]]
    assert total >= len(found)


def test_digits_find_what_begins_with_them() -> None:
    found, total = find("2904", "2022", most=3)
    assert [one.code.code for one in found] == ["2904", "290410", "290420"] and total > 3


def test_nothing_is_found_for_nothing() -> None:
    assert find("", "2022") == ([], 0)
    assert find("qwertyuiop", "2022") == ([], 0)
