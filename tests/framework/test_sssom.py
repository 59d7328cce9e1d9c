"""SSSOM files: read, written and read again as they were; what is wrong is said by row and column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bordermark.errors import RefusedInput
from bordermark.framework.sssom import REQUIRED, Line, MappingSet, read, write

HEAD = """\
#mapping_set_id: https://example.org/set
#license: https://creativecommons.org/publicdomain/zero/1.0/
#curie_map:
#  a: https://example.org/a/
#  b: https://example.org/b/
"""
TABLE = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\n"
ROW = "a:1\tskos:exactMatch\tb:1\tsemapv:ManualMappingCuration\t0.9\n"

text = st.text(st.characters(blacklist_categories=["Cs"]), max_size=20)
scalar = text.filter(lambda one: "\x00" not in one and one == one.strip())
about = st.dictionaries(st.from_regex(r"[a-z_]{1,12}", fullmatch=True),
                        scalar | st.lists(scalar, min_size=1, max_size=3) |
                        st.dictionaries(st.from_regex(r"[a-z]{1,5}", fullmatch=True), scalar, min_size=1))
cells = st.fixed_dictionaries({
    "subject_id": st.just("https://example.org/1"), "predicate_id": st.just("skos:exactMatch"),
    "object_id": st.just("https://example.org/2"), "mapping_justification": st.just("semapv:ManualMappingCuration"),
    "comment": text.filter(lambda one: "\x00" not in one), "our_extension": text.filter(lambda one: "\x00" not in one),
})


@given(about, st.lists(cells, max_size=4))
def test_what_is_written_is_read_again_unchanged(said: dict[str, object], rows: list[dict[str, str]]) -> None:
    columns = [*REQUIRED, "comment", "our_extension"]
    said.pop("curie_map", None)
    made = MappingSet(said, columns, [Line(one) for one in rows])
    again, findings = read(write(made), "set.tsv")
    assert [finding.column for finding in findings] == [one for one in ("mapping_set_id", "license")
                                                        if not said.get(one)]
    assert again.about == said
    assert again.columns == columns
    assert [dict(one.slots) for one in again.lines] == rows


def test_a_file_as_written_here_comes_back_byte_for_byte() -> None:
    made, findings = read(HEAD + TABLE + ROW, "set.tsv")
    assert not findings
    assert write(made) == HEAD + TABLE + ROW
    assert made.lines[0].number == 7 and made.lines[0]["object_id"] == "b:1"


def test_a_byte_order_mark_and_returns_are_no_trouble() -> None:
    made, findings = read("\ufeff" + (HEAD + TABLE + ROW).replace("\n", "\r\n"), "set.tsv")
    assert not findings and len(made.lines) == 1 and made.about["license"].endswith("/1.0/")


@pytest.mark.parametrize(
    ("row", "column", "value", "expected"),
    [
        ("\tskos:exactMatch\tb:1\tsemapv:X\t\n", "subject_id", "", "an identifier"),
        ("c:1\tskos:exactMatch\tb:1\tsemapv:X\t\n", "subject_id", "c:1", "a prefix that curie_map declares"),
        ("a:1\tskos:exactMatch\tb:1\tsemapv:X\tmuch\n", "confidence", "much", "a number from 0 to 1"),
        ("a:1\tskos:exactMatch\tb:1\tsemapv:X\t7\n", "confidence", "7", "a number from 0 to 1"),
        ("a:1\tskos:exactMatch\n", "", "2 cells", "5 cells"),
    ],
)
def test_a_bad_cell_is_named_and_stops_only_its_row(row: str, column: str, value: str, expected: str) -> None:
    made, findings = read(HEAD + TABLE + row + ROW, "set.tsv")
    (finding,) = findings
    assert (finding.file, finding.row, finding.column, finding.value) == ("set.tsv", 7, column, value)
    assert finding.expected.startswith(expected)
    assert [one.number for one in made.lines] == [8]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "this column"), ("#a: [\n" + TABLE, "YAML in the lines"), ("#just words\n" + TABLE, "slots and their"),
        (TABLE.replace("confidence", "object_id"), "each column once"),
        (HEAD + TABLE + '"open\t\n', "a well-formed table"), (HEAD + ROW, "this column"),
    ],
)
def test_a_text_that_is_no_set_is_refused(content: str, message: str) -> None:
    with pytest.raises(RefusedInput, match=message):
        read(content, "set.tsv")


def test_a_set_without_licence_or_id_is_said() -> None:
    _, findings = read("#curie_map:\n#  a: x\n#  b: y\n" + TABLE + ROW, "set.tsv")
    assert [(one.column, one.expected) for one in findings] == [
        (slot, "this slot of the mapping set, which SSSOM requires") for slot in ("mapping_set_id", "license")]
