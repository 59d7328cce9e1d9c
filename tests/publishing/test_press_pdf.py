"""A document becomes a tagged PDF with its language, title and bookmarks, whatever its words are."""

import io
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from bordermark.languages import LANGUAGES
from bordermark.publishing.pdf import pdf_bytes, settable

from .samples import document


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def titles(outline: list[Any]) -> list[str]:
    found: list[str] = []
    for one in outline:
        found += titles(one) if isinstance(one, list) else [one.title]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_is_tagged_and_knows_its_language_title_and_bookmarks(language: str) -> None:
    reader = read(pdf_bytes(document(language)))
    catalogue: Any = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert str(catalogue["/Lang"]).startswith(language)
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata and reader.metadata.title == "Title: Words"
    assert "Words" in titles(reader.outline)
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()


def test_reads_from_right_to_left_where_the_language_does() -> None:
    catalogue: Any = read(pdf_bytes(document("ar"))).trailer["/Root"]
    assert catalogue["/ViewerPreferences"]["/Direction"] == "/R2L"


def test_the_same_document_gives_the_same_bytes() -> None:
    assert pdf_bytes(document()) == pdf_bytes(document())


MARKUP = ['#panic("no")', "*bold* _it_ `raw`", "$x^2$", "= Heading", "@label <label>", '"quoted" \\ back\\u{41}',
          "// comment /* more */", "#include \"/etc/passwd\"", "]]] )))", "~ -- --- ... 'quoted'"]


@pytest.mark.parametrize("words", MARKUP)
def test_markup_stands_on_the_page_as_it_was_written(words: str) -> None:
    text = "".join(page.extract_text() for page in read(pdf_bytes(document(words=words))).pages)
    assert "".join(words.split()) in "".join(text.split())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_any_text_can_be_set(words: str, language: str) -> None:
    assert read(pdf_bytes(document(language, words, title=words or "Title"))).pages


@given(st.text())
def test_settable_text_is_set_again_unchanged(words: str) -> None:
    once = settable(words)
    assert settable(once) == once


def test_a_character_without_a_glyph_is_named() -> None:
    assert settable("A\U0001f600B") == "A[U+1F600]B"
    assert settable("نص 文本 Текст ńỳ") == "نص 文本 Текст ńỳ"
