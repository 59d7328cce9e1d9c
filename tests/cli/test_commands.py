"""The commands, their JSON and their exit codes, on a data folder of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROW = {
    "id": "test-note-2026", "title": "A note on ferries", "kind": "guideline", "binding": "non-binding",
    "status": "in-force", "scope": "global", "themes": ["theme-6"], "source": "test",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("cli")
    assert run(place, "up", "--prepare-only").returncode == 0
    return place


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run([sys.executable, "-m", "bordermark", *arguments], text=True, capture_output=True,
                          timeout=180, encoding="utf-8", env={**kept, "BORDERMARK_DATA": str(folder)})


def test_search_prints_ids_and_titles_and_json(folder: Path) -> None:
    assert run(folder, "search", "S/RES/1540").stdout.startswith("un-res-1540-2004 ")
    found = json.loads(run(folder, "search", "المهاجرين", "--json", "-l", "ar").stdout)
    assert found["total"] > 0
    assert found["facets"]["theme"]


def test_search_refuses_a_facet_that_is_none(folder: Path) -> None:
    done = run(folder, "search", "cash", "-f", "colour=blue")
    assert done.returncode == 2
    assert "colour=blue" in done.stderr


def test_show_finds_every_kind_of_record_by_its_id(folder: Path) -> None:
    for key in ("un-res-1540-2004", "un-som-protocol-2000.art-12", "KEN", "wco", "theme:theme-6"):
        shown = json.loads(run(folder, "show", key, "--json").stdout)
        assert shown["url"].startswith("http://")


def test_show_says_what_an_unknown_id_resembles(folder: Path) -> None:
    done = run(folder, "show", "un-res-1540", "--json")
    assert done.returncode == 1
    assert "un-res-1540-2004" in json.loads(done.stdout)["near"]


def test_show_as_at_a_day_that_is_none_is_said(folder: Path) -> None:
    done = run(folder, "show", "KEN", "--as-at", "yesterday")
    assert done.returncode == 1
    assert "'yesterday'" in done.stderr


def test_export_writes_what_a_search_finds(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "found.bib"
    done = run(folder, "export", "--format", "bibtex", "--search", "advance passenger information", "-o", str(target))
    assert done.returncode == 0
    assert "wco-iata-icao-api-guidelines" in target.read_text(encoding="utf-8")
    assert not list(tmp_path.glob(".*.part"))


def test_load_takes_a_good_row_and_check_stays_clean(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "instruments.jsonl"
    file.write_text(json.dumps(ROW) + "\n", encoding="utf-8")
    done = run(folder, "load", str(file), "--by", "tester", "--json")
    assert json.loads(done.stdout) == {"changed": 1, "left_out": []}
    assert run(folder, "load", str(file), "--json").stdout.count('"changed": 0') == 1
    assert "test-note-2026" in run(folder, "search", "ferries").stdout
    assert run(folder, "check").returncode == 0


def test_load_stops_at_a_bad_row_and_changes_nothing_unless_good_rows_are_asked_for(
    folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "instruments.jsonl"
    good, bad = {**ROW, "id": "test-good-2026"}, {**ROW, "id": "test-bad-2026", "adopted": "2012-13"}
    file.write_text(json.dumps(bad) + "\n" + json.dumps(good) + "\n", encoding="utf-8")
    done = run(folder, "load", str(file))
    assert done.returncode == 1
    assert "instruments.jsonl, row 1, column adopted: found '2012-13', expected a date" in done.stderr
    assert run(folder, "show", "test-good-2026").returncode == 1
    done = run(folder, "load", str(file), "--good-rows")
    assert done.returncode == 1
    assert "1 records changed" in done.stdout
    assert run(folder, "show", "test-good-2026").returncode == 0
    assert run(folder, "show", "test-bad-2026").returncode == 1


def test_index_rebuild_counts_the_instruments(folder: Path) -> None:
    assert json.loads(run(folder, "index", "rebuild", "--json").stdout)["instruments"] >= 790


def test_commands_without_data_say_what_to_do(tmp_path: Path) -> None:
    for command in (("search", "cash"), ("check",), ("show", "KEN"), ("export",)):
        done = run(tmp_path / "empty", *command)
        assert done.returncode == 1, command
        assert "bordermark up" in done.stderr


def test_version_and_unknown_commands(folder: Path) -> None:
    assert run(folder, "--version").stdout.strip() == "0.1.0"
    assert run(folder, "conquer").returncode == 2


def test_near_duplicates_among_what_is_held_are_findings(folder: Path) -> None:
    done = run(folder, "duplicates", "--type", "instrument")
    assert done.returncode == 1
    assert "instrument nsg-guidelines-part-2 may be nsg-guidelines-part-1: the same symbol" in done.stdout


def test_quality_in_numbers_and_by_record(folder: Path) -> None:
    assert "records want something" in run(folder, "quality").stdout
    assert any("icao-" in line for line in run(folder, "quality", "icao", "--aspect", "undated").stdout.splitlines())
    assert "Did you mean icao" in run(folder, "quality", "icoa").stderr


def test_a_state_of_links_that_is_none_is_refused_with_those_that_are(folder: Path) -> None:
    assert "expected one of the states broken" in run(folder, "links", "list", "--state", "gone").stderr


def test_translations_out_and_in(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "fr.po"
    assert "texts written" in run(folder, "translation", "export", "-l", "fr", "--type", "instrument", "--out",
                                  str(file)).stdout
    text = file.read_text(encoding="utf-8")
    entry = text[text.index('msgctxt "instrument:cwc-1993:title"'):]
    english, french = entry.splitlines()[1:3]
    file.write_text(text.replace(french, 'msgstr "Convention CWC"'), encoding="utf-8")
    assert "1 records changed" in run(folder, "translation", "import", str(file), "--by", "Tom").stdout
    assert run(folder, "search", "Convention CWC", "-l", "fr").stdout.startswith("cwc-1993 Convention CWC")
    file.write_text(text.replace(english, 'msgid "Another"'), encoding="utf-8")
    refused = run(folder, "translation", "import", str(file))
    assert refused.returncode == 1 and "column msgid: found 'Another'" in refused.stderr


def test_the_first_administrator_is_made_by_a_link(folder: Path) -> None:
    made = json.loads(run(folder, "person", "add", "Ada@example.org", "--role", "administrator", "--json").stdout)
    assert made["email"] == "ada@example.org"
    assert made["link"].startswith("http://127.0.0.1:8321/invitations/")
    assert json.loads(run(folder, "person", "list", "--json").stdout) == []


@pytest.mark.parametrize(("arguments", "code", "expected"), [
    (("add", "a@example.org", "--role", "king"), 2, "expected one of contributor"),
    (("add", "a@example.org", "--role", "reviewer"), 1, "expected reviewer for organisation or state"),
    (("add", "nobody", "--role", "editor"), 1, "expected an e-mail address"),
    (("grant", "nobody", "--role", "editor"), 1, "No person has the id 'nobody'"),
])
def test_a_person_that_cannot_be_is_refused(folder: Path, arguments: tuple[str, ...], code: int, expected: str) -> None:
    done = run(folder, "person", *arguments)
    assert done.returncode == code and expected in " ".join(done.stderr.split())


def test_the_audit_log_is_verified_against_an_end_kept_elsewhere(folder: Path, tmp_path: Path) -> None:
    run(folder, "person", "add", "ben@example.org", "--role", "editor")
    kept = json.loads(run(folder, "audit", "verify", "--json").stdout)
    assert kept["entries"] >= 1 and kept["flaws"] == []
    assert run(folder, "audit", "verify", "--head", kept["head"]).returncode == 0
    wrong = run(folder, "audit", "verify", "--head", f"{kept['entries']}:{'0' * 64}")
    assert wrong.returncode == 1 and "which was kept elsewhere" in wrong.stdout
    assert run(folder, "audit", "verify", "--head", "yesterday").returncode == 2
    assert run(folder, "audit", "export", "--to", str(tmp_path / "audit.jsonl")).returncode == 0
    last = json.loads((tmp_path / "audit.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert f"{last['n']}:{last['hash']}" == kept["head"]


def test_what_is_due_by_e_mail_is_sent(folder: Path) -> None:
    assert json.loads(run(folder, "notify", "send", "--json").stdout) == {"sent": 0}
