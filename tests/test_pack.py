"""Tables of a pack: what is wrong is named by file, row, column, value and expectation; the rest is read."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bordermark.compendium import records as compendium
from bordermark.compendium.records import STATUSES, ActRecord, Adopter, InstrumentRecord, Relation, TranslationRecord
from bordermark.errors import Finding, RefusedInput
from bordermark.organisations import records as organisations
from bordermark.organisations.records import MembershipRecord
from bordermark.pack import Record, missing_references, read_rows, table_schema, write_rows
from bordermark.vocabulary import records as vocabulary
from bordermark.vocabulary.records import AdjacencyRecord, ConceptRecord
from bordermark.web.loading import bundled_files

ACCESSION = {
    "id": "un-som-protocol-2000--KEN--accession", "instrument": "un-som-protocol-2000", "party": "KEN",
    "party_kind": "state", "action": "accession", "date": "2005-01-05", "entry_into_force": "",
    "raw_action": "5 Jan 2005 [Accession(a)]", "source": "untc", "source_date": "2014-07-10", "note": "",
}
"""A row of participation.csv as the bundled pack has it."""

RESOLUTION = {
    "id": "un-res-1540-2004", "title": "Resolution 1540 (2004)", "kind": "resolution", "binding": "binding",
    "status": "in-force", "scope": "global", "themes": ["theme-6"], "source": "United Nations",
}


def acts(folder: Path, *rows: Mapping[str, str], header: str = "") -> Path:
    """A participation.csv with these rows."""
    path = folder / "participation.csv"
    lines = [header or ",".join(ACCESSION), *(",".join(row.values()) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def instruments(folder: Path, *rows: Any) -> Path:
    """An instruments.jsonl with these rows; strings stand as they are."""
    path = folder / "instruments.jsonl"
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows),
                    encoding="utf-8")
    return path


@pytest.mark.parametrize("path_and_table", bundled_files(), ids=lambda pair: pair[0].name)
def test_the_bundled_tables_are_read_without_a_finding(path_and_table: Any) -> None:
    path, table = path_and_table
    rows, findings = read_rows(path, table.record)
    assert not findings
    assert len({row.record.key for row in rows}) == len(rows) > 0


@pytest.mark.parametrize(("column", "value", "expected"), [
    ("date", "2012-02-30", "a date YYYY, YYYY-MM or YYYY-MM-DD, or nothing"),
    ("date", "5 January 2005", "a date YYYY, YYYY-MM or YYYY-MM-DD, or nothing"),
    ("party_kind", "tribe", "Input should be 'state', 'area', 'organisation' or 'former-state'"),
    ("source", "", "String should have at least 1 character"),
    ("id", "No Such Id", "String should match pattern"),
])
def test_a_wrong_cell_is_named_and_stops_only_its_row(
    tmp_path: Path, column: str, value: str, expected: str
) -> None:
    rows, findings = read_rows(acts(tmp_path, ACCESSION, {**ACCESSION, column: value}), ActRecord)
    assert [row.record.party for row in rows] == ["KEN"]
    wrong = findings[0]
    assert (wrong.file, wrong.row, wrong.column, wrong.value) == ("participation.csv", 3, column, value)
    assert wrong.expected.startswith(expected)
    assert str(wrong).startswith(f"participation.csv, row 3, column {column}: found {value!r}, expected ")


def test_an_id_that_does_not_begin_with_its_instrument_is_named(tmp_path: Path) -> None:
    _, findings = read_rows(acts(tmp_path, {**ACCESSION, "instrument": "cwc-1993"}), ActRecord)
    assert [(one.column, one.value) for one in findings] == [("instrument", "cwc-1993")]


@pytest.mark.parametrize("cells", [3, 12])
def test_a_row_with_too_few_or_too_many_cells_is_counted(tmp_path: Path, cells: int) -> None:
    path = acts(tmp_path, ACCESSION)
    with path.open("a", encoding="utf-8") as file:
        file.write(",".join("x" * cells) + "\n")
    rows, findings = read_rows(path, ActRecord)
    assert len(rows) == 1
    assert findings == [Finding("participation.csv", 3, "", f"{cells} cells", "11 cells")]


def refused(path: Path, record: type[Record]) -> list[Finding]:
    with pytest.raises(RefusedInput) as refusal:
        read_rows(path, record)
    return list(refusal.value.findings)


def test_an_unknown_column_refuses_the_file_and_lists_the_known_ones(tmp_path: Path) -> None:
    found = refused(acts(tmp_path, header=",".join(ACCESSION) + ",colour"), ActRecord)
    assert [(one.row, one.column) for one in found] == [(1, "colour")]
    assert "raw_action" in found[0].expected


def test_a_missing_column_refuses_the_file_and_is_named(tmp_path: Path) -> None:
    header = ",".join(name for name in ACCESSION if name not in ("party", "note"))
    found = refused(acts(tmp_path, header=header), ActRecord)
    assert found == [Finding("participation.csv", 1, "party", "", "this column")], "note may be left out, party not"


def test_a_column_that_stands_twice_refuses_the_file(tmp_path: Path) -> None:
    found = refused(acts(tmp_path, header=",".join(ACCESSION) + ",date"), ActRecord)
    assert [one.expected for one in found] == ["each column once"]


def test_a_file_without_a_line_lacks_every_required_column(tmp_path: Path) -> None:
    (tmp_path / "participation.csv").write_text("")
    assert {one.column for one in refused(tmp_path / "participation.csv", ActRecord)} >= {"id", "party", "action"}


@pytest.mark.parametrize("text", ['{header}\n"an open quote,,\n', '"id"x,{header}\n'],
                         ids=["in a row", "in the header"])
def test_csv_that_is_not_well_formed_is_refused_with_its_row(tmp_path: Path, text: str) -> None:
    path = tmp_path / "participation.csv"
    path.write_text(text.format(header=",".join(ACCESSION)), encoding="utf-8")
    found = refused(path, ActRecord)
    assert [one.expected for one in found] == ["well-formed CSV"]
    assert found[0].row > 0


def test_a_file_that_is_not_utf_8_is_refused_with_the_place(tmp_path: Path) -> None:
    path = acts(tmp_path, ACCESSION)
    path.write_bytes(path.read_bytes() + "Côte d’Ivoire".encode("cp1252"))
    assert [one.expected for one in refused(path, ActRecord)] == ["text in UTF-8"]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    found = refused(tmp_path / "participation.csv", ActRecord)
    assert [(one.file, one.value, one.expected) for one in found] == [
        ("participation.csv", "No such file or directory", "a readable file")
    ]


def test_the_mark_that_a_spreadsheet_puts_first_does_no_harm(tmp_path: Path) -> None:
    path = acts(tmp_path, ACCESSION)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    rows, findings = read_rows(path, ActRecord)
    assert len(rows) == 1 and not findings


@pytest.mark.parametrize(("line", "expected"), [
    ('{"id": "x"', "JSON"), ("id: x", "JSON"), ("[1, 2]", "a JSON object"), ('"x"', "a JSON object"),
    ('{"id": ' + "9" * 5000 + "}", "JSON"), ("[" * 100_000, "JSON"),
], ids=["cut off", "YAML", "an array", "a string", "a number of 5000 digits", "nested without end"])
def test_a_line_that_is_no_json_object_is_named_and_stops_only_itself(
    tmp_path: Path, line: str, expected: str
) -> None:
    rows, findings = read_rows(instruments(tmp_path, line, "", RESOLUTION), InstrumentRecord)
    assert [(row.number, row.record.key) for row in rows] == [(3, "un-res-1540-2004")]
    assert [(one.file, one.row, one.expected) for one in findings] == [("instruments.jsonl", 1, expected)]


@pytest.mark.parametrize(("change", "column"), [
    ({"colour": "blue"}, "colour"), ({"adopted": "28.4.2004"}, "adopted"), ({"title": ""}, "title"),
    ({"themes": None}, "themes"), ({"relations": [{"type": "likes", "target": "x"}]}, "relations.0.type"),
    ({"adopters": [{"organisation": "wco", "colour": "blue"}]}, "adopters.0.colour"), ({"id": "../etc"}, "id"),
])
def test_a_wrong_value_in_json_is_named_by_the_way_to_it(
    tmp_path: Path, change: dict[str, Any], column: str
) -> None:
    _, findings = read_rows(instruments(tmp_path, {**RESOLUTION, **change}), InstrumentRecord)
    assert [(one.row, one.column) for one in findings] == [(1, column)]


def test_a_missing_value_in_json_is_named(tmp_path: Path) -> None:
    row = {name: value for name, value in RESOLUTION.items() if name != "kind"}
    _, findings = read_rows(instruments(tmp_path, row), InstrumentRecord)
    assert [(one.column, one.value, one.expected) for one in findings] == [("kind", "", "Field required")]


def test_everything_wrong_in_a_row_is_said_at_once(tmp_path: Path) -> None:
    _, findings = read_rows(instruments(tmp_path, {**RESOLUTION, "kind": "", "adopted": "once"}), InstrumentRecord)
    assert {one.column for one in findings} == {"kind", "adopted"}


def test_a_repeated_id_is_a_finding_and_the_first_row_stands(tmp_path: Path) -> None:
    again = {**RESOLUTION, "title": "Another title"}
    rows, findings = read_rows(instruments(tmp_path, RESOLUTION, again, again), InstrumentRecord)
    assert [(one.row, one.column, one.value) for one in findings] == [
        (2, "id", "un-res-1540-2004"), (3, "id", "un-res-1540-2004")
    ]
    assert "it stands in row 1" in findings[0].expected
    assert [row.number for row in rows] == [1]


def test_a_reference_that_leads_nowhere_names_the_type_it_should_lead_to(tmp_path: Path) -> None:
    row = {**RESOLUTION, "contributor": "un-security-counsel", "themes": ["theme-6", "theme-66"]}
    rows, _ = read_rows(instruments(tmp_path, row), InstrumentRecord)
    held = {"concept": {"kind:resolution", "force:binding", "status:in-force", "scope:global", "theme:theme-6"},
            "organisation": {"un-security-council"}}
    assert missing_references({"instrument": rows}, held) == [
        Finding("instruments.jsonl", 1, "contributor", "un-security-counsel", "the id of a known organisation"),
        Finding("instruments.jsonl", 1, "themes", "theme:theme-66", "the id of a known concept"),
    ]


def test_a_reference_to_another_row_of_the_same_load_leads_somewhere(tmp_path: Path) -> None:
    other = {**RESOLUTION, "id": "un-res-2325-2016", "relations": [{"type": "references", "target": RESOLUTION["id"]}]}
    rows, _ = read_rows(instruments(tmp_path, other, RESOLUTION), InstrumentRecord)
    missing = missing_references({"instrument": rows}, {})
    assert "un-res-1540-2004" not in {one.value for one in missing}
    assert {one.column for one in missing} == {"kind", "binding", "status", "scope", "themes"}


def test_a_refusal_shows_twenty_findings_and_counts_the_rest() -> None:
    refusal = RefusedInput([Finding("states.csv", row, "id", "x" * 200, "a code") for row in range(2, 27)])
    assert str(refusal).count("\n") == 20
    assert str(refusal).endswith("... and 5 more")
    assert "x" * 78 not in str(refusal), "long values are cut"


WORD = st.text(st.characters(exclude_characters=";", exclude_categories=("C", "Z")), min_size=1, max_size=8)
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
TITLE = st.builds(lambda word, text: word + text, WORD, TEXT)
ID = st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True)
WORDS = st.lists(WORD, max_size=3)
DATE = st.one_of(st.just(""), st.dates().map(str), st.dates().map(lambda day: str(day)[:7]))
INSTRUMENTS = st.builds(
    InstrumentRecord, id=ID, title=TITLE, short_title=TEXT, kind=WORD, binding=WORD, status=st.sampled_from(STATUSES),
    reference=TEXT, aliases=WORDS, adopted=DATE, in_force=DATE, scope=WORD, themes=st.lists(WORD, unique=True),
    abstract=TEXT, source=WORD, adopters=st.lists(st.builds(Adopter, organisation=ID, state=st.just("")), max_size=2),
    relations=st.lists(st.builds(Relation, type=st.just("amends"), target=ID.map("to-{}".format)), max_size=1),
)
CONCEPTS = st.builds(
    ConceptRecord, scheme=ID, id=ID, label_en=TITLE, label_ar=TEXT, label_zh=TEXT, notation=TEXT, broader=WORDS,
    definition=TEXT, synonyms_ru=WORDS, extent=WORDS, source=WORD,
)
MEMBERSHIPS = st.builds(
    MembershipRecord, organisation=ID, state=st.from_regex(r"[A-Z]{3}", fullmatch=True), since=DATE, until=DATE,
    capacity=WORD, source=WORD, source_date=DATE,
)


@pytest.mark.parametrize(("name", "record", "records"), [
    ("instruments.jsonl", InstrumentRecord, INSTRUMENTS), ("concepts.csv", ConceptRecord, CONCEPTS),
    ("concepts.jsonl", ConceptRecord, CONCEPTS), ("memberships.csv", MembershipRecord, MEMBERSHIPS),
])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_written_is_read_back(
    tmp_path: Path, name: str, record: type[Record], records: st.SearchStrategy[Record], data: st.DataObject
) -> None:
    some = data.draw(st.lists(records, min_size=1, max_size=4, unique_by=lambda one: one.key))
    path = tmp_path / name
    write_rows(path, some)
    rows, findings = read_rows(path, record)
    assert not findings
    assert [row.record for row in rows] == sorted(some, key=lambda one: one.key)
    before = path.read_bytes()
    write_rows(path, list(reversed(some)))
    assert path.read_bytes() == before, "the order in which records come does not show"


@pytest.mark.parametrize("room", [vocabulary, organisations, compendium], ids=lambda room: room.__name__)
def test_the_bundled_tables_are_written_as_they_stand(room: Any, tmp_path: Path) -> None:
    """Unsorted by key alone are the concepts, whose order in their scheme is kept."""
    for table in filter(lambda table: table.bundled, room.TABLES):
        rows, _ = read_rows(room.DATA / table.file, table.record)
        write_rows(tmp_path / table.file, [row.record for row in rows])
        again, findings = read_rows(tmp_path / table.file, table.record)
        assert not findings
        assert {row.record.key: row.record for row in again} == {row.record.key: row.record for row in rows}


@pytest.mark.parametrize("make", [
    lambda: InstrumentRecord(**RESOLUTION, relations=[{"type": "amends", "target": "un-res-1540-2004"}]),
    lambda: InstrumentRecord(**{**RESOLUTION, "themes": ["theme-6", "theme-6"]}),
    lambda: InstrumentRecord(**RESOLUTION, relations=[{"type": "amends", "target": "cwc-1993"}] * 2),
    lambda: InstrumentRecord(**RESOLUTION, adopters=[{}]),
    lambda: InstrumentRecord(**RESOLUTION, adopters=[{"organisation": "wco", "state": "KEN"}]),
    lambda: InstrumentRecord(**{**RESOLUTION, "status": "adopted"}),
    lambda: TranslationRecord(instrument="cwc-1993", language="en", title="Chemical Weapons", status="machine"),
    lambda: AdjacencyRecord(state="KEN", neighbour="KEN", source="-", source_date="2026"),
], ids=["related to itself", "a theme twice", "a relation twice", "an adopter that is nobody",
        "an adopter that is two", "a status no record has", "a translation into English", "a border with itself"])
def test_what_the_database_would_refuse_is_refused_as_a_row_already(make: Callable[[], Record]) -> None:
    with pytest.raises(ValueError):
        make()


def test_the_table_schema_of_a_record_says_what_the_record_says() -> None:
    fields = {one["name"]: one for one in table_schema(ActRecord, ".csv")["fields"]}
    assert list(fields) == list(ACCESSION)
    assert fields["party_kind"]["constraints"]["enum"] == ["state", "area", "organisation", "former-state"]
    assert fields["id"]["constraints"]["required"]
    assert "constraints" not in fields["note"]
    in_csv, in_json = (table_schema(ConceptRecord, suffix)["fields"] for suffix in (".csv", ".jsonl"))
    kinds = {one["name"]: one["type"] for one in in_csv}, {one["name"]: one["type"] for one in in_json}
    assert (kinds[0]["broader"], kinds[1]["broader"]) == ("string", "array")
