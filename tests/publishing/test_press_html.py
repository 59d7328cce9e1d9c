"""A document becomes one HTML file that needs nothing else and lets no markup in."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bordermark.languages import LANGUAGES, direction
from bordermark.publishing.html import html_bytes

from .samples import document

VOID = {"meta", "hr", "br", "link", "path"}


class Page(HTMLParser):
    """Reads a page; remembers its elements, ids, links and text, and fails where elements do not nest."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(content.decode())
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, name: str) -> list[str]:
        return [value for _, attributes in self.elements if (value := attributes.get(name))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_says_its_language_and_direction(language: str) -> None:
    root = dict(Page(html_bytes(document(language))).elements)["html"]
    assert root == {"lang": language, "dir": direction(language)}


def test_every_link_within_leads_somewhere_and_every_id_stands_once() -> None:
    page = Page(html_bytes(document()))
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.all("href") if href.startswith("#")} <= set(ids)


def test_needs_nothing_else() -> None:
    page = Page(html_bytes(document()))
    assert not page.all("src")
    assert not {"link", "script", "iframe"} & {name for name, _ in page.elements}


def test_tables_have_captions_and_heads() -> None:
    names = [name for name, _ in Page(html_bytes(document())).elements]
    assert "caption" in names and "th" in names and "main" in names and "nav" in names


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_leaves_the_page_as_it_is(words: str) -> None:
    usual = [name for name, _ in Page(html_bytes(document())).elements if name != "p"]
    assert [name for name, _ in Page(html_bytes(document(words=words))).elements if name != "p"][:20] == usual[:20]


def test_a_script_is_text() -> None:
    page = Page(html_bytes(document(words="<script>alert(1)</script>\" onload=\"x")))
    assert "script" not in [name for name, _ in page.elements]
    assert "<script>alert(1)</script>" in page.words


def test_the_same_document_gives_the_same_bytes() -> None:
    assert html_bytes(document("ar")) == html_bytes(document("ar"))
