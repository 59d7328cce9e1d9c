"""The engine: what it finds, and that it finds what the oracle finds."""

from functools import cache
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.screening.hostile import codes, texts
from tests.screening.oracle import Oracle

from bordermark.screening.automaton import Automaton, compile_lists
from bordermark.screening.engine import ALERTS, screen
from bordermark.screening.evidence import WEIGHTS, score
from bordermark.screening.lists import Lists, load_lists


@cache
def _oracle() -> Oracle:
    return Oracle(compile_lists(load_lists()))


def alerts(automaton: Automaton, text: str | None, code: str | None = None) -> list[dict[str, Any]]:
    return screen(pa.table({"goods_description": pa.array([text], pa.string()), "hs_code": pa.array([code],
                                                                                                   pa.string())}),
                  automaton).to_pylist()


def entries(automaton: Automaton, text: str | None, code: str | None = None) -> set[str]:
    return {one["entry"] for one in alerts(automaton, text, code)}


def kinds(automaton: Automaton, entry: str, text: str | None, code: str | None = None) -> set[str]:
    return {piece["kind"] for one in alerts(automaton, text, code) if one["entry"] == entry
            for piece in one["evidence"]}


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(texts, codes), min_size=1, max_size=8))
def test_the_engine_finds_what_the_oracle_finds(lines: list[tuple[str, str | None]]) -> None:
    oracle = _oracle()
    table = pa.table({"goods_description": pa.array([text for text, _ in lines], pa.string()),
                      "hs_code": pa.array([code for _, code in lines], pa.string())})
    got: dict[tuple[int, str], Any] = {
        (one["row"], one["entry"]): [(piece["feature"], piece["matched"], piece["start"], piece["end"])
                                     for piece in one["evidence"]]
        for one in screen(table, oracle.automaton).to_pylist()}
    expected: dict[tuple[int, str], Any] = {}
    for row, (text, code) in enumerate(lines, 1):
        for index, pieces in oracle.found(text, code).items():
            key = row, oracle.automaton.subjects[index].id
            expected[key] = [(one.feature, one.matched, one.start, one.end) for one in pieces]
    assert {key: sorted(some, key=str) for key, some in got.items()} == {
        key: sorted(some, key=str) for key, some in expected.items()}


@pytest.mark.parametrize("text", [
    "Thiodiglycol", "THIO-DIGLYCOL 99 %", "thiodiglicol", "thio\u200bdiglycol", "Тhiodiglycol", "111-48-8",
    "CAS 111 48 8",
    "CAS-No.: 111‑48‑8", "CAS111-48-8KG", "CAS 111488", "cas# 0111-48-8", "１１１－４８－８",
])  # fmt: skip
def test_a_substance_is_found_however_it_is_written(automaton: Automaton, text: str) -> None:
    assert "cwc-2b-13" in entries(automaton, text)


@pytest.mark.parametrize(("text", "code"), [
    ("Casarini Barolo wine", "220421"),                         # sarin inside another word
    ("Mustard, prepared, in jars", "210330"),
    ("Glyphosate 41 % SL, herbicide", "380893"),
    ("Ink with thiodiglycol", "321519"),
    ("Shampoo with triethanolamine", "330510"),
    ("Trimethyl phosphate", "291990"),
    ("Castor oil", "151530"),
    ("Invoice 111-48-8", "847130"),
    ("Order 2111-48-81", "847130"),
    ("Tel. +49-111-48-8-22", "847130"),
    ("Ketones (excluding acetone)", "291419"),
    ("acetone-free remover", "330430"),
    ("Toluene diisocyanate", "292910"),
    ("chloro-toluene", "290399"),
    ("VX-500 two-way radio", "851712"),
    ("Other organo-phosphorus compounds", "293149"),            # a residual link alone is a question, not an alert
])  # fmt: skip
def test_what_only_looks_controlled_is_clear(automaton: Automaton, text: str, code: str) -> None:
    assert entries(automaton, text, code) == set()


def test_a_name_under_another_chapter_is_a_mismatch(automaton: Automaton) -> None:
    (alert,) = (one for one in alerts(automaton, "thiodiglycol in drums", "2204.21") if one["entry"] == "cwc-2b-13")
    assert {piece["kind"] for piece in alert["evidence"]} == {"name", "mismatch"}
    assert "another chapter than its own (293070)" in alert["because"]


def test_a_text_that_cannot_be_what_the_code_says(automaton: Automaton) -> None:
    assert kinds(automaton, "cwc-3a-01", "cotton shirts, knitted", "281211") == {"hs", "mismatch"}


def test_a_text_that_says_nothing_under_a_controlled_code(automaton: Automaton) -> None:
    assert kinds(automaton, "cwc-3a-01", "goods as per invoice", "281211") == {"hs", "vague"}


def test_a_misspelling_is_weaker_than_the_name(automaton: Automaton) -> None:
    right = {one["entry"]: one for one in alerts(automaton, "phosphorus oxychloride")}
    wrong = {one["entry"]: one for one in alerts(automaton, "phosphorus oxychloryde")}
    assert right.keys() == wrong.keys()
    assert all(wrong[key]["score"] < right[key]["score"] for key in right)
    assert {piece["kind"] for one in wrong.values() for piece in one["evidence"]} == {"fuzzy"}


def test_matched_is_the_text_between_start_and_end(automaton: Automaton) -> None:
    text = "Dr\u00fcms of α-\u200bSаrin, CAS\u00a0107‑44‑8"
    for one in alerts(automaton, text):
        for piece in one["evidence"]:
            assert piece["matched"] == text[piece["start"] : piece["end"]]


def test_a_score_opens_into_its_terms(automaton: Automaton) -> None:
    for one in alerts(automaton, "Sarin, CAS 107-44-8", "8471.30"):
        heaviest: dict[str, float] = {}
        for piece in one["evidence"]:
            assert piece["weight"] == WEIGHTS[piece["feature"]]
            heaviest[piece["kind"]] = max(piece["weight"], heaviest.get(piece["kind"], 0))
        left = 1.0
        for weight in heaviest.values():
            left *= 1 - weight
        assert one["score"] == pytest.approx(1 - left, abs=1e-4)


def test_repeating_a_name_does_not_raise_the_score(automaton: Automaton) -> None:
    once, often = alerts(automaton, "sarin"), alerts(automaton, "sarin " * 10_000)
    assert [one["score"] for one in once] == [one["score"] for one in often]
    assert all(len(one["evidence"]) <= 5 for one in often)


def test_a_name_repeated_without_end_hides_nothing_else(automaton: Automaton) -> None:
    text = "acetone cyanohydrin, sarin " * 5_000 + "thiodiglycol"
    assert entries(automaton, text) == entries(automaton, "acetone cyanohydrin, sarin, thiodiglycol")


def test_alerts_lead_to_the_provision(automaton: Automaton, bundled: Lists) -> None:
    for one in alerts(automaton, "acetone and sarin and lindane"):
        assert one["provision"] == bundled.provision_of(bundled.entries[one["entry"]])
        assert one["instrument"]


def test_lost_zeros_and_decimals_are_repaired_with_a_mark(automaton: Automaton) -> None:
    (first,) = {one["because"] for one in alerts(automaton, "phosgene", "281211.0") if one["entry"] == "cwc-3a-01"}
    assert "281211.0 (decimals removed)" in first
    (second,) = {one["because"] for one in alerts(automaton, "phosgene", "90111") if one["entry"] == "cwc-3a-01"}
    assert "90111 (leading zero restored)" in second


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.binary(), pa.dictionary(pa.int32(), pa.string())])
def test_columns_of_any_text_type(automaton: Automaton, kind: pa.DataType) -> None:
    table = pa.table({"goods_description": pa.array(["sarin", None], pa.string()).cast(kind)})
    assert screen(table, automaton).column("row").to_pylist() == [1]


def test_no_rows_and_no_columns(automaton: Automaton) -> None:
    empty = screen(pa.table({"hs_code": pa.array([], pa.string())}), automaton)
    assert (empty.num_rows, empty.schema) == (0, ALERTS)
    with pytest.raises(ValueError, match="goods_description"):
        screen(pa.table({"origin": ["CN"]}), automaton)


def test_a_code_of_an_earlier_edition(bundled: Lists) -> None:
    earlier = compile_lists(bundled, "2012", only={"cwc-schedule-2"})
    assert "cwc-2b-13" in entries(earlier, "thiodiglycol", "2930.90")
    assert entries(earlier, "other organo-sulphur compounds", "2930.90") == set()


def test_only_the_lists_that_were_asked_for(bundled: Lists) -> None:
    only = compile_lists(bundled, only={"cwc-schedule-3"})
    assert {one["list"] for one in alerts(only, "thionyl chloride, acetone")} == {"cwc-schedule-3"}


def test_no_evidence_scores_nothing() -> None:
    assert score(()) == 0.0
