"""Loading packs: the bundled one, a newer one, and a user's own, with good rows or not at all."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bordermark.compendium.models import Instrument
from bordermark.compendium.reading import Current
from bordermark.contributions import revisions
from bordermark.contributions.models import PackLoad
from bordermark.contributions.revisions import Change, history, last_revision, record_change, standing_authors
from bordermark.errors import RefusedInput
from bordermark.web import loading
from bordermark.web.loading import BUNDLED, bundled_digest, bundled_files, load_bundled_pack, load_user_pack

LATER = datetime(2026, 12, 1, 12, tzinfo=UTC)

FERRIES: dict[str, Any] = {
    "id": "test-ferries-2026", "title": "A note on ferries", "kind": "guideline", "binding": "non-binding",
    "status": "in-force", "scope": "global", "themes": ["theme-6"], "source": "test",
}


@pytest.fixture(autouse=True)
def fresh(loaded: object) -> Iterator[None]:
    revisions.recorded_at.cache_clear()
    yield
    revisions.recorded_at.cache_clear()


def pack(folder: Path, *rows: dict[str, Any], name: str = "instruments.jsonl") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


def load(path: Path, **options: Any) -> tuple[int, list[str]]:
    made, left_out = load_user_pack(path, LATER, by="amina", reason="Our own", **options)
    return made, [str(one) for one in left_out]


def refusal(path: Path) -> str:
    before = last_revision()
    with pytest.raises(RefusedInput) as refused:
        load(path)
    assert last_revision() == before, "all or nothing"
    return str(refused.value)


def test_the_bundled_pack_is_loaded_whole_and_clean() -> None:
    contents = loading.check(loading.read_files(bundled_files()), {})
    assert contents.findings == []
    for name, records in contents.records().items():
        assert {record.key for record in records} == set(standing_authors(name)), name
    assert set(standing_authors("instrument").values()) == {BUNDLED}
    assert PackLoad.objects.get().digest == bundled_digest()


def test_a_second_load_changes_nothing() -> None:
    before = last_revision()
    assert load_bundled_pack(LATER) == 0
    assert last_revision() == before


def newer_pack(monkeypatch: pytest.MonkeyPatch, **records: Any) -> None:
    """The bundled pack, but with these records in place of those of their types."""
    contents = loading.read_files(bundled_files())
    rows = {name: [row for row in some if row.record.key not in records.get(name, {})
                   or records[name][row.record.key] is not None]
            for name, some in contents.rows.items()}
    rows = {name: [loading.Row(row.file, row.number, records.get(name, {}).get(row.record.key, row.record))
                   for row in some] for name, some in rows.items()}
    monkeypatch.setattr(loading, "read_files", lambda files: loading.Contents(rows))
    monkeypatch.setattr(loading, "bundled_digest", lambda: "newer")


def test_a_newer_pack_changes_what_a_pack_made_and_leaves_what_a_person_changed(
    monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Current().instruments(["cwc-1993", "un-res-1540-2004"])
    ours = held["cwc-1993"].model_copy(update={"title": "As we call it"})
    record_change(Change({"instrument": [ours]}), at=LATER, by="amina", reason="test")
    newer_pack(monkeypatch, instrument={
        "cwc-1993": held["cwc-1993"].model_copy(update={"title": "As the pack calls it"}),
        "un-res-1540-2004": held["un-res-1540-2004"].model_copy(update={"title": "As the pack calls it"}),
    })
    assert load_bundled_pack(LATER) == 1
    now = Current().instruments(["cwc-1993", "un-res-1540-2004"])
    assert now["cwc-1993"].title == "As we call it"
    assert now["un-res-1540-2004"].title == "As the pack calls it"
    assert load_bundled_pack(LATER) == 0


def test_what_a_newer_pack_holds_no_more_is_withdrawn_unless_a_person_changed_it(
    monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = Current().provisions(["cwc-1993"])[:2]
    record_change(Change({"provision": [second.model_copy(update={"text": "As we put it"})]}), at=LATER, by="amina",
                  reason="test")
    newer_pack(monkeypatch, provision={first.id: None, second.id: None})
    assert load_bundled_pack(LATER) == 1
    assert Current().provision(first.id) is None
    kept = Current().provision(second.id)
    assert kept is not None and kept.text == "As we put it"
    assert history("provision", first.id)[0].data is None


def test_a_users_pack_is_recorded_under_their_name(tmp_path: Path) -> None:
    assert load(pack(tmp_path, FERRIES)) == (1, [])
    assert Current().instruments(["test-ferries-2026"])["test-ferries-2026"].title == "A note on ferries"
    newest = history("instrument", "test-ferries-2026")[0]
    assert (newest.recorded_by, newest.reason, newest.recorded_at) == ("amina", "Our own", LATER)
    assert load(pack(tmp_path, FERRIES)) == (0, [])


def test_a_single_file_is_a_pack_too(tmp_path: Path) -> None:
    assert load(pack(tmp_path, FERRIES) / "instruments.jsonl")[0] == 1


def test_one_bad_row_stops_everything(tmp_path: Path) -> None:
    said = refusal(pack(tmp_path, FERRIES, {**FERRIES, "id": "test-bad-2026", "adopted": "2012-13"}))
    assert said == ("instruments.jsonl, row 2, column adopted: found '2012-13', expected a date YYYY, YYYY-MM or "
                    "YYYY-MM-DD, or nothing")
    assert not Instrument.objects.filter(pk__startswith="test-").exists()


def test_with_good_rows_a_bad_one_stops_only_itself(tmp_path: Path) -> None:
    rows = [FERRIES, {**FERRIES, "id": "test-bad-2026", "adopted": "2012-13"},
            {**FERRIES, "id": "test-lost-2026", "contributor": "no-such-body"}]
    made, left_out = load(pack(tmp_path, *rows), good_rows=True)
    assert made == 1
    assert len(left_out) == 2
    assert list(Instrument.objects.filter(pk__startswith="test-").values_list("pk", flat=True)) == [FERRIES["id"]]


def test_a_row_that_refers_to_a_bad_row_is_bad_itself(tmp_path: Path) -> None:
    rows = [{**FERRIES, "relations": [{"type": "amends", "target": "test-second"}]},
            {**FERRIES, "id": "test-second", "relations": [{"type": "amends", "target": "test-third"}]},
            {**FERRIES, "id": "test-third", "kind": "no-such-kind"}, {**FERRIES, "id": "test-good"}]
    made, left_out = load(pack(tmp_path, *rows), good_rows=True)
    assert made == 1 and Instrument.objects.filter(pk="test-good").exists()
    assert [one.partition(":")[0] for one in left_out] == [
        "instruments.jsonl, row 3, column kind", "instruments.jsonl, row 2, column relations",
        "instruments.jsonl, row 1, column relations",
    ]


def test_a_repeated_id_is_left_out_and_the_first_row_stands(tmp_path: Path) -> None:
    again = {**FERRIES, "title": "Another note"}
    assert "an id not used before" in refusal(pack(tmp_path, FERRIES, again))
    made, left_out = load(pack(tmp_path, FERRIES, again), good_rows=True)
    assert (made, len(left_out)) == (1, 1)
    assert Instrument.objects.get(pk=FERRIES["id"]).title == "A note on ferries"


def test_an_id_in_two_files_is_found(tmp_path: Path) -> None:
    pack(tmp_path / "one", FERRIES)
    pack(tmp_path / "two", FERRIES)
    assert "an id not used before (it stands in another file of this name)" in refusal(tmp_path)


def test_rows_that_contradict_each_other_are_refused_with_a_sentence(tmp_path: Path) -> None:
    part = {"instrument": "cwc-1993", "ref": "Article 99", "position": 99, "text": "Ferries.", "strength": "may",
            "basis": Current().provisions(["cwc-1993"])[0].basis, "source": "test"}
    rows = [{**part, "id": f"cwc-1993.art-99-{number}"} for number in (1, 2)]
    said = refusal(pack(tmp_path, *rows, name="provisions.jsonl"))
    assert "expected records that fit together" in said


@pytest.mark.parametrize("change", [
    {"relations": [{"type": "amends", "target": "test-ferries-2026"}]}, {"themes": ["theme-6", "theme-6"]},
    {"status": "adopted"}, {"adopters": [{}]},
], ids=["related to itself", "a theme twice", "a status of another day", "an adopter that is nobody"])
def test_what_the_tables_cannot_hold_is_a_finding_not_a_fault(tmp_path: Path, change: dict[str, Any]) -> None:
    assert refusal(pack(tmp_path, {**FERRIES, **change})).startswith("instruments.jsonl, row 1, column ")


def test_a_folder_without_a_table_says_which_files_are_tables(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("ferries")
    for path in (tmp_path, tmp_path / "nowhere", tmp_path / "notes.txt"):
        said = refusal(path)
        assert "instruments.jsonl" in said and "states.csv" in said


def test_files_of_a_folder_are_loaded_in_the_order_in_which_they_need_each_other(tmp_path: Path) -> None:
    pack(tmp_path, {**FERRIES, "contributor": "ferry-board"})
    (tmp_path / "organisations.csv").write_text(
        "id,name_en,kind,source\nferry-board,Board of Ferries,other,test\n", encoding="utf-8")
    assert load(tmp_path) == (2, [])
