"""The finder follows the database, whoever changes it, and searches on while it cannot."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bordermark.compendium import finding, indexing
from bordermark.compendium.finding import Finder
from bordermark.compendium.reading import Current
from bordermark.compendium.search.documents import SearchRequest
from bordermark.compendium.search.errors import WriterBusy
from bordermark.contributions.revisions import Change, record_change

WORD = "zanzibarine"


def rename(title: str) -> None:
    record = Current().instruments(["cwc-1993"])["cwc-1993"]
    change = Change({"instrument": [record.model_copy(update={"title": title})]})
    record_change(change, at=datetime(2026, 11, 25, tzinfo=UTC), by="a test", reason="to be found")


def found(word: str = WORD) -> set[str]:
    return {hit.instrument for hit in finding.search(SearchRequest(f'"{word}"')).hits}


def test_a_change_is_found_by_the_next_search(own_index: Path) -> None:
    assert found() == set()
    rename(f"Convention {WORD}")
    assert found() == {"cwc-1993"}


def test_a_change_that_another_process_has_indexed_is_seen(own_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found() == set()
    rename(f"Convention {WORD}")
    indexing.follow(own_index)
    monkeypatch.setattr(indexing, "follow", lambda folder: pytest.fail("nothing is left to follow"))
    assert found() == {"cwc-1993"}


def test_while_another_process_writes_what_there_is_is_searched(
    own_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def busy(folder: Path) -> int:
        asked.append(folder)
        raise WriterBusy("another process writes")

    monkeypatch.setattr(indexing, "follow", busy)
    rename(f"Convention {WORD}")
    assert found() == set() and found("chemical weapons")
    assert len(asked) == 1, "a busy writer is left alone for a while"


def test_a_damaged_index_is_built_anew(own_index: Path) -> None:
    assert found("chemical weapons")
    (own_index / "CURRENT").write_text("g-nothing", encoding="ascii")
    assert "cwc-1993" in found("chemical weapons")


def test_threads_share_one_finder(own_index: Path) -> None:
    finder = Finder(own_index)
    opened = finder._ready()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: opened.searcher.search(SearchRequest("weapons")).total, range(40)))
    assert len(set(answers)) == 1 and answers[0] > 0
