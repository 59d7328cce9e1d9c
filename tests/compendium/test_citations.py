"""How to cite an instrument."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bordermark.compendium.citations import STYLES, Cited, bibtex, cited, csl, long_date, ris, text
from bordermark.compendium.reading import Current
from bordermark.compendium.records import InstrumentRecord
from bordermark.organisations.bodies import Organisations
from bordermark.organisations.store import organisations

ADDRESS = "https://example.org/instruments/un-res-1540-2004"


def record(**others: object) -> InstrumentRecord:
    facts = {"id": "x", "title": "Title", "kind": "manual", "binding": "non-binding", "status": "in-force",
             "scope": "global", "themes": (), "source": "a test", **others}
    return InstrumentRecord.model_validate(facts)


@pytest.fixture
def resolution(loaded: object) -> Cited:
    held = Current().instruments(["un-res-1540-2004"])["un-res-1540-2004"]
    return cited(held, organisations(), ADDRESS)


def test_a_footnote_names_body_title_symbol_date_and_address(resolution: Cited) -> None:
    words = text(resolution.record, organisations(), ADDRESS)
    assert words.startswith("United Nations Security Council, ")
    assert resolution.record.title in words and "adopted 28 April 2004" in words
    assert words.endswith(resolution.record.url or ADDRESS)


def test_what_is_not_known_is_left_out() -> None:
    assert text(record(), Organisations({}), "https://x.org/x") == "Title, https://x.org/x"


def test_dates_are_as_exact_as_they_are_known() -> None:
    assert [long_date(one) for one in ("2004-04-28", "2004-04", "2004", "")] == [
        "28 April 2004", "April 2004", "2004", ""]
    assert "DA  - 2004/04/28/" in ris(Cited(record(adopted="2004-04-28"), (), "x"))
    assert "DA  - 2004/04//" in ris(Cited(record(adopted="2004-04"), (), "x"))
    assert "DA  - 2004///" in ris(Cited(record(adopted="2004"), (), "x"))
    assert csl(Cited(record(adopted="2004-04"), (), "x"))["issued"] == {"date-parts": [[2004, 4]]}
    assert "issued" not in csl(Cited(record(), (), "x"))


def test_bibtex_of_a_resolution(resolution: Cited) -> None:
    entry = bibtex(resolution)
    assert entry.startswith("@misc{un-res-1540-2004,\n  author = {{United Nations Security Council}},\n")
    assert "  year = {2004},\n  date = {2004-04-28},\n" in entry


def test_csl_of_a_treaty() -> None:
    item = csl(Cited(record(kind="convention", reference="I-1"), ("A body",), "https://x.org/x"))
    assert (item["type"], item["number"], item["author"]) == ("treaty", "I-1", [{"literal": "A body"}])


awkward = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=40).filter(
    lambda one: one.strip() != "")


@given(awkward, awkward)
def test_bibtex_stays_well_formed_whatever_a_title_holds(title: str, body: str) -> None:
    entry = bibtex(Cited(record(title=title, reference=title), (body,), "https://x.org/x"))
    plain = re.sub(r"\\[{}$&%#_]", "", entry)
    depth = 0
    for sign in plain:
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0
    inside = re.sub(r"\\(textbackslash|textasciitilde|textasciicircum){}", "", plain)
    assert not re.search(r"[$&%#~^]", inside)


@given(awkward, awkward)
def test_ris_is_one_tag_a_line_whatever_a_title_holds(title: str, abstract: str) -> None:
    lines = ris(Cited(record(title=title, abstract=abstract), (), "https://x.org/x")).split("\r\n")
    assert lines[0].startswith("TY  - ") and lines[-2:] == ["ER  - ", ""]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) and "\n" not in line for line in lines[:-1])


def test_every_instrument_can_be_cited_in_every_style(loaded: object) -> None:
    bodies = organisations()
    for one in Current().instruments().values():
        reference = cited(one, bodies, f"https://example.org/instruments/{one.id}")
        assert all(style(reference) for style in STYLES.values())
