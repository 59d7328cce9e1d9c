"""PO files: out and in without a change, what a translator can change, and what is refused."""

import contextlib
from dataclasses import replace
from datetime import UTC, datetime

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bordermark.contributions.translations.po import Received, merge, po_text, read_po
from bordermark.contributions.translations.rendered import Rendered, source_digest
from bordermark.errors import RefusedInput

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SOURCE = {"title": "Convention", "short_title": "", "abstract": "It says\nthings."}
MACHINE = Rendered("instrument", "a-1", "fr", SOURCE, {"title": "Convention (fr)", "abstract": "Elle dit."}, "machine",
                   source_digest=source_digest(SOURCE.values()), required=("title",))
HUMAN = replace(MACHINE, key="a-2", status="human", translator="A. N.", date="2026-01")
MISSING = Rendered("concept", "theme:theme-1", "fr", {"label": "Mobility"}, required=("label",))


def file(*some: Rendered) -> polib.POFile:
    return polib.pofile(po_text(some, "fr", NOW))


def entry(found: polib.POFile, context: str) -> polib.POEntry:
    return next(one for one in found if one.msgctxt == context)


def back(found: polib.POFile, *held: Rendered) -> tuple[list[Rendered], list[str]]:
    received = read_po(f"{found}\n".encode(), "fr.po")
    changed, findings = merge(received, {(one.type, one.key): one for one in held}, by="B. T.", day="2026-11-24")
    return [one.texts for one in changed], [f"{one.column}: {one.expected}" for one in findings]


SIGNS = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t\r\"\\")
TEXTS = st.text(SIGNS, min_size=1, max_size=60)


@given(st.lists(st.tuples(TEXTS, st.one_of(st.just(""), TEXTS)), min_size=1, max_size=5))
def test_what_goes_out_comes_back_to_the_letter(pairs: list[tuple[str, str]]) -> None:
    held = [Rendered("provision", f"a.{at}", "fr", {"text": source}, {"text": text} if text else {},
                     "machine" if text else "", required=("text",)) for at, (source, text) in enumerate(pairs)]
    received = read_po(po_text(held, "fr", NOW).encode(), "fr.po")
    assert {(one.key, one.source, one.text) for one in received.entries} == {
        (f"a.{at}", source, text) for at, (source, text) in enumerate(pairs) if text
    }
    assert merge(received, {(one.type, one.key): one for one in held}, by="x", day="2026-11-24") == ([], [])


def test_fuzzy_marks_what_nobody_stands_behind() -> None:
    stale = replace(HUMAN, key="a-3", source_digest="0" * 64)
    found = file(MACHINE, HUMAN, stale, MISSING)
    assert {one.msgctxt: one.fuzzy for one in found} == {
        "instrument:a-1:title": True, "instrument:a-1:abstract": True,
        "instrument:a-2:title": False, "instrument:a-2:abstract": False,
        "instrument:a-3:title": True, "instrument:a-3:abstract": True, "concept:theme:theme-1:label": False,
    }
    assert entry(found, "instrument:a-2:title").tcomment == "status: human\ntranslator: A. N.\ndate: 2026-01"


def test_to_take_the_fuzzy_mark_away_is_to_sign() -> None:
    found = file(MACHINE)
    for one in found:
        one.flags = []
    [reviewed], _ = back(found, MACHINE)
    assert (reviewed.status, reviewed.translator, reviewed.date) == ("reviewed", "B. T.", "2026-11-24")
    entry(found, "instrument:a-1:title").msgstr = "Une convention"
    [human], _ = back(found, MACHINE)
    assert (human.status, human.texts["title"]) == ("human", "Une convention")
    entry(found, "instrument:a-1:title").tcomment = "status: official\ntranslator: ONU"
    [official], _ = back(found, MACHINE)
    assert (official.status, official.translator) == ("official", "ONU")


def test_a_record_of_which_one_text_is_still_fuzzy_is_not_signed() -> None:
    found = file(MACHINE)
    entry(found, "instrument:a-1:title").flags = []
    assert back(found, MACHINE) == ([], [])
    entry(found, "instrument:a-1:title").msgstr = "Une convention"
    [changed], _ = back(found, MACHINE)
    assert (changed.status, changed.translator, changed.texts["title"]) == ("machine", "", "Une convention")


def test_a_stale_translation_is_made_good_by_signing_it_against_the_english_of_now() -> None:
    stale = replace(HUMAN, source_digest="0" * 64)
    assert stale.is_stale
    found = file(stale)
    assert back(found, stale) == ([], [])
    for one in found:
        one.flags = []
    [fresh], _ = back(found, stale)
    assert not fresh.is_stale and fresh.status == "human" and fresh.date == "2026-11-24"


def test_a_new_translation_by_a_person_may_lack_a_part_but_not_what_is_required() -> None:
    nothing = Rendered("instrument", "a-1", "fr", SOURCE, required=("title",))
    found = file(nothing)
    entry(found, "instrument:a-1:title").msgstr = "Une convention"
    [one], _ = back(found, nothing)
    assert (one.status, one.lacking, one.is_stale) == ("human", ("abstract",), False)
    found = file(nothing)
    entry(found, "instrument:a-1:abstract").msgstr = "Elle dit."
    changed, findings = back(found, nothing)
    assert changed == [] and "a translation of the title too" in findings[0]


def test_english_that_has_changed_meanwhile_is_a_conflict_told_with_both() -> None:
    found = file(MACHINE, HUMAN)
    now = replace(MACHINE, source={**SOURCE, "title": "Another title"})
    entry(found, "instrument:a-1:abstract").msgstr = "Autre chose"
    changed, findings = back(found, now, HUMAN)
    assert changed == []
    assert findings == ["msgid: 'Another title', the English that stands now; it was changed after this file was "
                        "written: export it again"]


def test_what_is_not_held_is_told_with_its_line() -> None:
    found = file(MACHINE)
    found.append(polib.POEntry(msgctxt="instrument:nobody:title", msgid="x", msgstr="y"))
    found.append(polib.POEntry(msgctxt="instrument:a-1:colour", msgid="x", msgstr="y"))
    found.append(polib.POEntry(msgid="no context", msgstr="y"))
    received = read_po(f"{found}\n".encode(), "fr.po")
    _, findings = merge(received, {("instrument", "a-1"): MACHINE}, by="x", day="2026")
    assert [(one.column, one.value, one.row > 0) for one in findings] == [
        ("msgctxt", "instrument:nobody:title", True), ("msgctxt", "instrument:a-1:colour", True), ("msgctxt", "", True),
    ]


def test_an_empty_text_takes_nothing_away() -> None:
    found = file(HUMAN)
    for one in found:
        one.msgstr = ""
    assert back(found, HUMAN) == ([], [])


@pytest.mark.parametrize("content", [
    b"", b"hello", b"\xff\xfe\x00", b"/etc/passwd", b'msgid "a\nmsgstr', b"id,title\n1,2\n", b'msgid "x"\nmsgstr "y"\n',
    b'msgid ""\nmsgstr "Language: de\\n"\n', b'msgid ""\nmsgstr "Language: en\\n"\n', b'msgid "\0"\nmsgstr ""\n',
])
def test_what_is_no_po_file_of_a_language_held_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(RefusedInput) as refused:
        read_po(content, "some.po")
    assert "some.po" in str(refused.value) and "/etc/passwd" not in str(refused.value)


@given(st.binary(max_size=200))
def test_no_bytes_do_more_harm_than_that(content: bytes) -> None:
    with contextlib.suppress(RefusedInput):
        assert isinstance(read_po(content, "some.po"), Received)
