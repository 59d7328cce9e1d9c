"""Records go into a workbook and come back the same, whatever they hold."""

from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bordermark.contributions.columns import cell_of, columns_of
from bordermark.contributions.comparing import Standing, compare
from bordermark.contributions.digests import digest
from bordermark.contributions.naming import Lexicon
from bordermark.contributions.record_types import record_types
from bordermark.contributions.workbook_reading import read_workbook
from bordermark.contributions.workbook_words import WORDS
from bordermark.contributions.workbook_writing import CannotBeKept, expectation, workbook_bytes
from bordermark.languages import LANGUAGES
from bordermark.pack import join_words, split_words
from bordermark.web.loading import bundled_files, read_files

from .record_strategies import FILLED, records

TYPES = {one.name: one.record for one in record_types()}
NOTHING = Lexicon({})


@pytest.mark.parametrize("name", TYPES)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture,
                                                                HealthCheck.too_slow],
          phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(data=st.data())
def test_any_record_comes_back_equal(name: str, tmp_path: Path, data: st.DataObject) -> None:
    some = data.draw(st.lists(records(TYPES[name]), max_size=4, unique_by=lambda record: record.key))
    language = data.draw(st.sampled_from(LANGUAGES))
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook_bytes(name, TYPES[name], some, NOTHING, language))
    found = read_workbook(path, TYPES, NOTHING)
    assert found.findings == []
    assert [row.record for row in found.rows[name]] == some
    standing = {one.key: Standing(values, digest(values)) for one in some for values in [one.model_dump(mode="json")]}
    proposal = compare(found.rows, {name: standing}, found.origins)
    assert (proposal.unchanged, proposal.new, proposal.changed, proposal.refused) == (len(some), (), (), ())


def test_every_bundled_record_comes_back_equal_even_through_another_program(tmp_path: Path) -> None:
    contents = read_files([(path, table) for path, table in bundled_files() if "translations" not in path.name])
    for name, kept in contents.records().items():
        some = kept[:800]
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(workbook_bytes(name, TYPES[name], some, NOTHING))
        openpyxl.load_workbook(path).save(path)
        found = read_workbook(path, TYPES, NOTHING)
        assert found.findings == [] and [row.record for row in found.rows[name]] == some


@given(st.lists(FILLED.map(str.strip)))
def test_words_in_one_cell_come_apart_again(words: list[str]) -> None:
    assert split_words(join_words(words)) == words


@pytest.mark.parametrize("text", ["a\x07b", "_x000D_", "x" * 32_768, "_x005F_"])
def test_a_text_that_no_cell_can_hold_is_not_cut_but_refused(text: str) -> None:
    record = TYPES["organisation"].model_validate(
        {"id": "a", "name_en": "A", "kind": "k", "source": "s", "note": text})
    with pytest.raises(CannotBeKept, match="note"):
        workbook_bytes("organisation", TYPES["organisation"], [record], NOTHING)


KEYS = {("concept", "extent"), ("activity", "places"), ("mechanism", "places")}
"""Columns that hold whole keys of concepts, scheme and code, whatever the scheme."""


def test_columns_say_whether_a_number_is_whole() -> None:
    english = WORDS["en"]
    link = {column.name: expectation(column, english) for column in columns_of(TYPES["hs-link"])}
    assert link["specificity"] == "number"
    fit = {column.name: column.kind for name in TYPES for column in columns_of(TYPES[name])
           if TYPES[name].model_fields[column.name].annotation is float}
    assert set(fit.values()) <= {"number"}
    entry = {column.name: expectation(column, english) for column in columns_of(TYPES["control-entry"])}
    assert entry["position"] == "whole number (required)"


def test_columns_name_what_the_records_refer_to() -> None:
    """What a column is said to name is what `references` gives for its values, in every bundled record."""
    contents = read_files(bundled_files())
    for name, kept in contents.records().items():
        columns = {column.name: column for column in columns_of(TYPES[name])}
        for record in kept[:2000]:
            for reference in record.references():
                if (name, reference.column) in KEYS:
                    continue
                names = columns[reference.column].names
                assert names and reference.type in names.types, (name, reference)
                code = reference.key.removeprefix(f"{names.scheme}:" if names.scheme else "")
                assert code in str(cell_of(getattr(record, reference.column)))
