"""Words become the same term however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bordermark.compendium.search import symbols
from bordermark.compendium.search.analysis import fold, index_text, term, tokens
from bordermark.compendium.search.dictionary import Dictionary, distance
from bordermark.compendium.search.documents import LANGUAGES
from bordermark.compendium.search.query import Slot, read
from bordermark.compendium.search.snippets import matches, pieces
from bordermark.compendium.search.synonyms import bundled


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("ar", "الحدود حدود والحدود بالحدود للحدود الحُدُود الحـدود"),
        ("ar", "اتفاقية الاتفاقية الاتفاقيات باتفاقية لاتفاقية واتفاقية إتفاقيه"),
        ("ar", "مكافحة المكافحة لمكافحة بمكافحة ومكافحة"),
        ("ar", "لائحة اللوائح لوائح"),
        ("en", "organisation organization organisations Organizations"),
        ("en", "traveller traveler travellers"),
        ("en", "licence license licences"),
        ("es", "convención convenciones Convencion"),
        ("es", "aduanero aduanera aduaneros aduaneras"),
        ("fr", "frontière frontières FRONTIERES"),
        ("fr", "douanier douanière douaniers douanières"),
        ("fr", "passager passagers"),
        ("ru", "граница границы границах границ"),
        ("ru", "учёт учет учета"),
    ],
)
def test_forms_of_a_word_share_a_term(language: str, forms: str) -> None:
    assert len({term(form, language) for form in forms.split()}) == 1, [term(f, language) for f in forms.split()]


def test_chinese_is_cut_into_characters_and_pairs() -> None:
    assert index_text("海上安全", "zh").split() == ["海", "海上", "上", "上安", "安", "安全", "全"]


@given(st.text(max_size=200), st.sampled_from(LANGUAGES))
def test_tokens_stand_in_the_text_and_hold_no_space(text: str, language: str) -> None:
    for token in tokens(text, language):
        assert 0 <= token.start < token.end <= len(text)
        assert token.term
        assert not any(c.isspace() for c in token.term)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@given(st.text(max_size=400), st.text(min_size=1, max_size=5), st.integers(20, 200))
def test_snippets_lose_nothing_and_invent_nothing(text: str, word: str, length: int) -> None:
    spans = matches(text, "en", {(term(word, "en") or "x",)})
    assert "".join(piece.text for piece in pieces(text, spans, None)) == text
    assert sum(len(piece.text) for piece in pieces(text, spans, length)) <= max(length, 20) + 2


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("S/RES/1540 (2004)", "sres1540"),
        ("S/RES/1540 (2004)", "1540"),
        ("A/RES/60/288", "60288"),
        ("ICAO Doc 9303, 8th edition (2021)", "doc9303"),
        ("ISO 17712:2013", "iso17712"),
    ],
)
def test_a_name_is_known_by_its_shorter_forms(name: str, key: str) -> None:
    assert key in symbols.keys([name])


def test_a_year_alone_is_no_symbol() -> None:
    assert "2005" not in symbols.keys(["IHR (2005)", "SUA 2005 Protocol"])


def test_corrections_are_one_slip_away_or_two_in_long_words() -> None:
    words = Dictionary([("smuggling", 50), ("border", 90), ("bolder", 1), ("convention", 80), ("passport", 3)])
    assert words.corrections("smugling") == ("smuggling",)
    assert words.corrections("boder")[0] == "border"
    assert words.corrections("brder") == ("border",)
    assert words.corrections("cnvenion") == ("convention",)
    assert words.corrections("passp") == ("passport",)
    assert words.corrections("bod") == ()
    assert words.corrections("xxxxxxxx") == ()


@given(st.text("abcd", max_size=6), st.text("abcd", max_size=6))
def test_distance_is_symmetric(a: str, b: str) -> None:
    assert distance(a, b, 9) == distance(b, a, 9)
    assert (distance(a, b, 9) == 0) == (a == b)


def test_a_question_is_cut_into_slots() -> None:
    question = read('API "travel documents" of the S/RES/1540 -visa', ("en",), bundled(), lambda key: key == "sres1540")
    assert [slot.words for slot in question.slots] == [("API",), ("travel", "documents"), ("S", "RES", "1540")]
    assert question.slots[0].beside
    assert question.slots[1].phrase
    assert question.slots[2].keys == ("sres1540",)
    assert question.without == (Slot(("visa",)),)
    assert question.ignored == ("of", "the")


def test_the_synonyms_are_well_formed() -> None:
    table = bundled()
    assert len(table.groups) > 300
    for spoken, others in table.groups.items():
        assert spoken
        assert {e.language for e in others} <= {*LANGUAGES, "*"}
