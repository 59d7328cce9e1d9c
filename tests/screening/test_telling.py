"""Evidence told in the reader's language says what the engine's own English says."""

import csv
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from django.template import Context, Template
from django.utils import translation

from bordermark.screening.automaton import Automaton, compile_lists
from bordermark.screening.engine import screen
from bordermark.screening.lists import load_lists
from bordermark.screening.running import run
from bordermark.screening.telling import told, told_alerts, told_because

LABELLED = Path(__file__).parents[2] / "benchmarks" / "screening_labelled" / "lines.csv"


@pytest.fixture(scope="module")
def automaton() -> Automaton:
    return compile_lists(load_lists())


@pytest.fixture(scope="module")
def alerts(automaton: Automaton) -> pa.Table:
    """Those of every labelled line, and of codes that had to be repaired."""
    with LABELLED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = [row["hs_code"] for row in rows] + ["293070.0", "90111", "2930.7"]
    texts = [row["text"] for row in rows] + ["", "thiodiglycol", "sodium arsenite (1) in (2)"]
    return screen(pa.table({"hs_code": codes, "goods_description": texts}), automaton)


def plain(text: str) -> str:
    """Without the marks of quotation, which are the English language's own in one and Python's in the other."""
    return text.translate(str.maketrans("", "", "'\"“”\\"))


def test_english_says_the_same_as_the_engine(alerts: pa.Table) -> None:
    kinds = set()
    for alert in alerts.to_pylist():
        for piece in alert["evidence"]:
            kinds.add((piece["kind"], piece["start"] is None))
            if piece["matched"].isascii():
                assert plain(told(piece, "en")) == plain(piece["says"])
        sentence = told_because(alert["because"], alert["evidence"], "en")
        assert sentence.startswith(alert["because"].partition(": the ")[0].partition(": code ")[0])
    assert {kind for kind, _ in kinds} == {"hs", "cas", "name", "fuzzy", "mismatch", "vague"}
    assert {("mismatch", True), ("mismatch", False)} <= kinds


def test_a_repaired_code_is_said_to_be(alerts: pa.Table) -> None:
    said = [told(piece, "en") for alert in alerts.to_pylist() for piece in alert["evidence"]]
    assert any("decimals removed" in one for one in said)


def test_the_language_is_that_of_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.utils.translation import trans_real

    catalogue = trans_real.translation("fr")
    french = {"the text names it, “{matched}”": "le texte le nomme, « {matched} »",
              "{subject}: {clauses}.": "{subject} : {clauses}."}
    monkeypatch.setattr(catalogue, "gettext", lambda one: french.get(one, one))
    piece: dict[str, Any] = {"kind": "name", "feature": "name", "matched": "sarin", "start": 0, "end": 5,
                             "says": "the text names it, 'sarin'"}
    assert told(piece, "fr") == "le texte le nomme, « sarin »"
    assert told_because("Sarin: the text names it, 'sarin'.", [piece], "fr") == "Sarin : le texte le nomme, « sarin »."
    with translation.override("fr"):
        page = Template("{% load control %}{{ piece|told }}").render(Context({"piece": piece}))
    assert page == "le texte le nomme, « sarin »"


def test_what_is_not_known_stays_in_its_own_words() -> None:
    piece = {"kind": "new", "feature": "new", "matched": "x", "start": None, "end": None, "says": "a new reason"}
    assert told(piece, "fr") == "a new reason"
    assert told_because("something else", [piece], "fr") == "something else"


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_a_run_adds_the_column_and_leaves_the_others(tmp_path: Path, automaton: Automaton, ending: str) -> None:
    source = tmp_path / "lines.csv"
    source.write_text("hs_code,goods_description\n293070,thiodiglycol\n010239,buffalo\n", encoding="utf-8")
    plainly, with_words = tmp_path / f"a.{ending}", tmp_path / f"b.{ending}"
    run(source, plainly, automaton, rejects=tmp_path / "r.csv")
    run(source, with_words, automaton, rejects=tmp_path / "r.csv", tell=lambda table: told_alerts(table, "fr"))
    if ending == "parquet":
        from pyarrow import parquet

        assert parquet.read_table(with_words).drop_columns("told") == parquet.read_table(plainly)
    else:
        assert "told" not in plainly.read_text(encoding="utf-8") and "told" in with_words.read_text(encoding="utf-8")
