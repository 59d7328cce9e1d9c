"""The labelled benchmark does not get worse, and what must be perfect is."""

import json

import pytest
from benchmarks.screening_labelled.judged import FOLDER, Judged, judged, labelled, worse

from bordermark.screening.automaton import Automaton
from bordermark.screening.lists import Lists


@pytest.fixture(scope="module")
def result(bundled: Lists, automaton: Automaton) -> Judged:
    return judged(bundled, automaton)


def test_it_is_not_worse_than_the_baseline(result: Judged) -> None:
    assert worse(result.as_dict(), json.loads((FOLDER / "baseline.json").read_text(encoding="utf-8"))) == []


def test_names_of_the_lists_and_cas_numbers_are_all_found(result: Judged) -> None:
    naming = result.as_dict()["by_naming"]
    assert naming["a name of the list"]["recall"] == naming["a CAS number"]["recall"] == 1.0


def test_every_look_alike_is_clear_of_the_list_it_resembles(result: Judged, bundled: Lists) -> None:
    alike = {entry.id: entry for entry in bundled.entries.values() if entry.looks_like}
    names = {record.name.casefold(): entry for key, entry in alike.items() for record in bundled.names[key]}
    for line, found, _ in result.wrong:
        for name, entry in names.items():
            assert found not in entry.looks_like or name not in line.text.casefold(), line


def test_there_are_enough_lines_in_several_languages() -> None:
    lines = labelled()
    assert len(lines) >= 2000
    assert {"en", "de", "fr", "vi", "zh"} <= {line.language for line in lines}
    assert len({(line.text, line.hs_code, line.kind) for line in lines}) == len(lines)


def test_a_worse_result_is_told(result: Judged) -> None:
    now = result.as_dict()
    before = json.loads(json.dumps(now))
    before["by_list"]["cwc-schedule-2"]["missing"] -= 1
    assert worse(now, before) == [
        f"cwc-schedule-2: {now['by_list']['cwc-schedule-2']['missing']} missing, "
        f"{before['by_list']['cwc-schedule-2']['missing']} before"]
