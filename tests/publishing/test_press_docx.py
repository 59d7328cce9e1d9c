"""A document becomes a Word file with real headings, languages, both directions and heads of tables."""

import io
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from bordermark.publishing.docx import docx_bytes

from .samples import document


def read(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def test_headings_are_headings() -> None:
    styles = [one.style.name for one in read(docx_bytes(document())).paragraphs]
    assert {"Title", "Heading 1", "Heading 2", "Heading 3"} <= set(styles)


def test_the_title_and_the_language_are_in_its_properties() -> None:
    properties = read(docx_bytes(document("fr"))).core_properties
    assert (properties.title, properties.language) == ("Title", "fr")
    assert properties.created.isoformat().startswith("2026-11-24T12:00:00")


def test_arabic_runs_from_right_to_left_and_english_within_it_does_not() -> None:
    file = read(docx_bytes(document("ar", "نص")))
    body = file.element.body
    assert body.findall(f".//{qn('w:bidi')}") and body.findall(f".//{qn('w:rtl')}")
    languages = {one.get(qn("w:val")) for one in body.findall(f".//{qn('w:lang')}")}
    assert "en-GB" in languages


def test_the_first_row_of_a_table_is_its_head() -> None:
    table = read(docx_bytes(document())).tables[0]
    assert table._tbl.tr_lst[0].find(f".//{qn('w:tblHeader')}") is not None
    assert table.rows[0].cells[1].text == "Number"


def test_links_within_lead_to_marks() -> None:
    body = read(docx_bytes(document())).element.body
    marks = {one.get(qn("w:name")) for one in body.findall(f".//{qn('w:bookmarkStart')}")}
    anchors = {one.get(qn("w:anchor")) for one in body.findall(f".//{qn('w:hyperlink')}")} - {None}
    assert anchors and anchors <= marks


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=40))
def test_any_text_can_be_written(words: str) -> None:
    assert read(docx_bytes(document(words=words))).paragraphs


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_same_document_gives_the_same_bytes(language: str) -> None:
    assert docx_bytes(document(language)) == docx_bytes(document(language))
