"""A workbook exported, edited by a person and loaded again."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bordermark.contributions import workbooks
from bordermark.contributions.applying import apply
from bordermark.contributions.comparing import Proposal
from bordermark.contributions.proposing import propose
from bordermark.contributions.revisions import Change, history, record_change
from bordermark.contributions.store import standing_records
from bordermark.errors import RefusedInput
from bordermark.web.loading import propose_user_files, rehearsed

pytestmark = pytest.mark.usefixtures("loaded")

NOW = datetime(2026, 11, 25, tzinfo=UTC)
IDS = ["cwc-1993", "un-res-1540-2004", "icao-annex-9", "icao-annex-17", "wto-tfa", "bwc-1972"]


class Edited:
    """An exported workbook in which cells are set by id and column, as a person does."""

    def __init__(self, path: Path, name: str, keys: list[str] | None, language: str = "en") -> None:
        self.path = path
        path.write_bytes(workbooks.export(name, keys, language) if keys else workbooks.template(name, language))
        self.book = openpyxl.load_workbook(path)
        self.sheet = self.book[name]
        self.columns = {str(cell.value).removesuffix(" *"): cell.column for cell in self.sheet[1] if cell.value}

    def set(self, key: str, column: str, value: Any) -> None:
        row = next((row for row in range(3, self.sheet.max_row + 1) if self.sheet.cell(row, 1).value == key), None)
        row = row or max(3, self.sheet.max_row + 1)
        self.sheet.cell(row, 1).value = key
        self.sheet.cell(row, self.columns[column]).value = value

    def proposal(self) -> Proposal:
        self.book.save(self.path)
        return propose(workbooks.read(self.path))


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    return Edited(tmp_path / "some.xlsx", "instrument", IDS)


def new(book: Edited, key: str, **cells: Any) -> None:
    usual = {"title": f"Title of {key}", "kind": "convention", "binding": "binding", "status": "in-force",
             "scope": "global", "themes": "theme-1", "source": "Somebody"}
    for column, value in {**usual, **cells}.items():
        book.set(key, column, value)


def test_an_export_that_nobody_edits_proposes_nothing(edited: Edited) -> None:
    proposal = edited.proposal()
    assert (proposal.unchanged, proposal.fields_changed, proposal.refused) == (len(IDS), 0, ())


def test_five_edited_cells_are_exactly_five_changes(edited: Edited) -> None:
    edited.set("cwc-1993", "short_title", "  The Convention\u00a0")
    edited.set("un-res-1540-2004", "adopted", datetime(2004, 4, 29))
    edited.set("icao-annex-9", "status", "Remplacé")
    edited.set("icao-annex-9", "url", "https://example.org/annex-9")
    edited.set("wto-tfa", "aliases", r"TFA; A\; B")
    proposal = edited.proposal()
    assert proposal.refused == () and not proposal.new and proposal.unchanged == 2
    found = {(one.key, change.column): change.after for one in proposal.changed for change in one.fields}
    assert found == {
        ("cwc-1993", "short_title"): "The Convention", ("un-res-1540-2004", "adopted"): "2004-04-29",
        ("icao-annex-9", "status"): "superseded", ("icao-annex-9", "url"): "https://example.org/annex-9",
        ("wto-tfa", "aliases"): ["TFA", "A; B"],
    }
    assert proposal.fields_changed == 5
    assert apply(proposal, NOW, by="ICAO", reason="a correction") == 4
    assert history("instrument", "wto-tfa")[0].recorded_by == "ICAO"
    again = edited.proposal()
    assert (again.unchanged, again.fields_changed, again.refused) == (6, 0, ())


def test_what_somebody_else_changed_meanwhile_is_a_conflict_and_is_not_overwritten(edited: Edited) -> None:
    for key in ("cwc-1993", "bwc-1972"):
        [record] = standing_records("instrument", [key])
        theirs = record.model_copy(update={"title": "Theirs"})
        record_change(Change({"instrument": [theirs]}), at=NOW, by="somebody else", reason="")
    edited.set("cwc-1993", "title", "Mine")
    proposal = edited.proposal()
    assert not proposal.changed and proposal.unchanged == len(IDS) - 1
    [finding] = proposal.refused
    assert (finding.column, finding.value) == ("title", "Mine") and "'Theirs', which stands now" in finding.expected


def test_what_changes_between_the_dry_run_and_the_loading_stops_it(edited: Edited) -> None:
    edited.set("cwc-1993", "title", "Mine")
    proposal = edited.proposal()
    [record] = standing_records("instrument", ["cwc-1993"])
    theirs = record.model_copy(update={"title": "Theirs"})
    record_change(Change({"instrument": [theirs]}), at=NOW, by="somebody else", reason="")
    with pytest.raises(RefusedInput, match="just changed"):
        apply(proposal, NOW, by="me", reason="")
    assert standing_records("instrument", ["cwc-1993"])[0] == theirs


def test_every_bad_cell_is_reported_where_it_is(edited: Edited) -> None:
    edited.set("cwc-1993", "adopted", "18 July")
    edited.set("cwc-1993", "kind", "Conventon")
    edited.set("icao-annex-9", "title", "=1+1")
    edited.set("icao-annex-17", "themes", "theme-1; theme-99")
    edited.set("wto-tfa", "reference", datetime(2024, 3, 4))
    proposal = edited.proposal()
    assert not proposal.changed
    by_column = {finding.column: finding for finding in proposal.refused}
    assert set(by_column) == {"adopted", "kind", "title", "themes", "reference"}
    assert all(finding.file == "some.xlsx, sheet instrument" for finding in proposal.refused)
    assert by_column["adopted"].row == 3 and "YYYY" in by_column["adopted"].expected
    assert by_column["title"].value == "a formula"
    assert by_column["themes"].value == "theme-99" and "theme" in by_column["themes"].expected
    assert "made a date of it" in by_column["reference"].expected


def test_a_name_that_is_nearly_right_is_answered_with_what_may_be_meant(edited: Edited) -> None:
    edited.set("cwc-1993", "kind", "Conventon")
    edited.set("bwc-1972", "contributor", "United Nation Security Council")
    found = {finding.column: finding.expected for finding in edited.proposal().refused}
    assert "did you mean convention" in found["kind"] and "did you mean un-security-council" in found["contributor"]


@pytest.mark.parametrize(("column", "written", "code"), [
    ("kind", "convention | Convention", "convention"), ("kind", "اتفاقية", "convention"),
    ("region", "AFRICA", "africa"), ("adopters", "Kenya; WHO (with)", None),
])
def test_labels_stand_for_codes(tmp_path: Path, column: str, written: str, code: str | None) -> None:
    book = Edited(tmp_path / "new.xlsx", "instrument", None)
    new(book, "new-one", **{column: written})
    proposal = book.proposal()
    assert proposal.refused == (), proposal.refused
    value = getattr(proposal.new[0].row.record, column)
    if code:
        assert value == code
    else:
        assert [(one.state or one.organisation, one.role) for one in value] == [("KEN", "adopted"), ("who", "with")]


def test_numbers_as_text_empty_rows_and_a_missing_column_are_borne(tmp_path: Path) -> None:
    [key, *_] = [one.key for one in standing_records("provision")]
    book = Edited(tmp_path / "some.xlsx", "provision", [key])
    book.set(key, "position", " 0 ")
    for row in range(10, 60):
        book.sheet.cell(row, 3).value = "  "
    book.sheet.delete_cols(book.columns["checked"])
    proposal = book.proposal()
    assert (proposal.refused, proposal.changed, proposal.unchanged) == ((), (), 1)


def test_nothing_is_withdrawn_unless_asked_and_nothing_that_is_needed(edited: Edited) -> None:
    edited.set("icao-annex-17", "_withdraw", "yes")
    refused = edited.proposal()
    assert refused.withdrawn == () and "no other refers to" in refused.refused[0].expected

    book = Edited(edited.path.with_name("acts.xlsx"), "act", ["cwc-1993--KEN--ratification"])
    book.set("cwc-1993--KEN--ratification", "_withdraw", "yes")
    proposal = book.proposal()
    assert [one.key for one in proposal.withdrawn] == ["cwc-1993--KEN--ratification"] and proposal.refused == ()
    assert apply(proposal, NOW, by="UNTC", reason="never deposited") == 1


def test_near_duplicates_are_shown_with_the_reason(tmp_path: Path) -> None:
    book = Edited(tmp_path / "new.xlsx", "instrument", None, "ar")
    new(book, "sc-1540", reference="S/RES/1540(2004)")
    new(book, "sc-1541", title="Resolution 1541", reference="S/RES/1541(2004)")
    proposal = book.proposal()
    assert proposal.refused == ()
    assert [(one.key, one.other) for one in proposal.duplicates] == [("sc-1540", "un-res-1540-2004")]
    assert "the same symbol" in proposal.duplicates[0].reason


def test_a_dry_run_finds_what_only_the_tables_refuse_and_keeps_nothing(tmp_path: Path) -> None:
    book = Edited(tmp_path / "new.xlsx", "provision", None)
    cells = {"instrument": "cwc-1993", "ref": "Article 99", "position": 99, "text": "Ferries.", "strength": "may",
             "basis": standing_records("provision", ["cwc-1993.art-i"])[0].model_dump()["basis"], "source": "Us"}
    for key in ("cwc-1993.new-1", "cwc-1993.new-2"):
        for column, value in cells.items():
            book.set(key, column, value)
    proposal = book.proposal()
    assert proposal.refused == ()
    [finding] = rehearsed(proposal, NOW).refused
    assert "fit together" in finding.expected
    assert history("provision", "cwc-1993.new-1") == []


def test_a_folder_may_hold_tables_and_workbooks_together(tmp_path: Path) -> None:
    book = Edited(tmp_path / "new.xlsx", "instrument", None)
    new(book, "new-one")
    book.book.save(book.path)
    act = "new-one--KEN--ratification"
    (tmp_path / "participation.csv").write_text(
        "id,instrument,party,party_kind,action,source,source_date\n"
        f"{act},new-one,KEN,state,ratification,untc,2026\n{act},new-one,KEN,state,ratification,untc,2026\n")
    proposal = propose_user_files(tmp_path)
    assert {one.key for one in proposal.new} == {"new-one", act}
    assert ["stands in row 2" in finding.expected for finding in proposal.refused] == [True]


def test_a_column_that_a_table_does_not_have_stays_as_it_stands(tmp_path: Path) -> None:
    [before] = standing_records("instrument", ["cwc-1993"])
    path = tmp_path / "instruments.jsonl"
    path.write_text('{"id": "cwc-1993", "title": "Another", "kind": "convention", "binding": "binding", "status": '
                    '"in-force", "scope": "global", "themes": ["theme-7"], "source": "me"}\n')
    [one] = propose_user_files(path).changed
    assert {change.column for change in one.fields} <= {"title", "themes", "source"}
    assert one.row.record.abstract == before.abstract  # type: ignore[attr-defined]
