"""Keeping the index: built whole, updated, read while written, killed, damaged."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bordermark.compendium.search import index
from bordermark.compendium.search.documents import SearchDocument, SearchRequest
from bordermark.compendium.search.engine import Searcher
from bordermark.compendium.search.errors import IndexDamaged, IndexMissing, WriterBusy
from bordermark.compendium.search.suggest import Suggester
from bordermark.publishing.offering import Term


def record(number: int, title: str = "Agreement on border checks") -> SearchDocument:
    return SearchDocument(
        f"r{number}", "instrument", f"r{number}", {"en": f"{title} {number}"}, {"en": "Text."}, facets={"theme": ("1",)}
    )


def titles(held: index.SearchIndex, text: str = "") -> list[str]:
    return sorted(hit.title for hit in Searcher(held).search(SearchRequest(text, limit=100)).hits)


def test_an_index_that_is_not_there_says_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="index rebuild"):
        index.SearchIndex(tmp_path)


def test_an_index_knows_the_revision_it_has_seen(tmp_path: Path) -> None:
    assert index.build(tmp_path, map(record, range(5)), "r1") == 5
    held = index.SearchIndex(tmp_path)
    assert (held.revision, held.size) == ("r1", 5)
    index.update(tmp_path, ["r1", "r2"], [replace(record(1), titles={"en": "Changed treaty"})], "r2")
    assert titles(held, "treaty") == []
    assert held.refresh()
    assert not held.refresh()
    assert (held.revision, held.size) == ("r2", 4)
    assert titles(held, "treaty") == ["Changed treaty"]


def test_an_empty_index_answers(tmp_path: Path) -> None:
    index.build(tmp_path, [], "none")
    answer = Searcher(index.SearchIndex(tmp_path)).search(SearchRequest("border"))
    assert (answer.total, answer.hits) == (0, ())
    assert Searcher(index.SearchIndex(tmp_path)).search(SearchRequest("")).total == 0


def test_a_rebuild_takes_the_old_ones_place_and_leaves_nothing_behind(tmp_path: Path) -> None:
    index.build(tmp_path, [record(1)], "a")
    held = index.SearchIndex(tmp_path)
    index.build(tmp_path, [record(2), record(3)], "b")
    assert titles(held) == ["Agreement on border checks 1"]
    assert held.refresh()
    assert len(titles(held)) == 2
    assert len(list(tmp_path.iterdir())) == 2


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    index.build(tmp_path, [record(1)], "a")

    def meanwhile() -> SearchDocument:
        with pytest.raises(WriterBusy, match="Another process"):
            index.update(tmp_path, [], [record(2)], "b")
        with pytest.raises(WriterBusy):
            index.build(tmp_path, [record(2)], "b")
        return record(3)

    index.update(tmp_path, [], (meanwhile() for _ in range(1)), "c")
    index.build(tmp_path, (meanwhile() for _ in range(1)), "d")
    assert index.SearchIndex(tmp_path).revision == "d"


def test_a_failing_source_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    index.build(tmp_path, [record(1)], "a")

    def broken() -> SearchDocument:
        raise RuntimeError("the database went away")

    for change in (index.build, lambda *a: index.update(a[0], ["r1"], a[1], a[2])):
        with pytest.raises(RuntimeError):
            change(tmp_path, (broken() for _ in range(1)), "b")
        assert index.SearchIndex(tmp_path).revision == "a"
    index.update(tmp_path, [], [record(2)], "c")
    assert index.SearchIndex(tmp_path).size == 2


@pytest.mark.parametrize("damage", ["pointer", "meta", "segment", "gone"])
def test_a_damaged_index_is_named_so(tmp_path: Path, damage: str) -> None:
    index.build(tmp_path, map(record, range(50)), "a")
    generation = next(tmp_path.glob("g-*"))
    if damage == "pointer":
        (tmp_path / "CURRENT").write_bytes(b"\xff\xfe../../elsewhere")
    elif damage == "meta":
        (generation / "meta.json").write_text("{}")
    else:
        for path in generation.glob("*.*"):
            if path.suffix in {".store", ".term", ".idx", ".fast"}:
                path.write_bytes(path.read_bytes()[:10]) if damage == "segment" else path.unlink()
    with pytest.raises(IndexDamaged, match="Rebuild it"):
        index.SearchIndex(tmp_path)
    index.build(tmp_path, [record(1)], "b")
    assert index.SearchIndex(tmp_path).revision == "b"


KILLED = """
    import sys
    from pathlib import Path
    from bordermark.compendium.search import index
    from bordermark.compendium.search.documents import SearchDocument
    def record(n): return SearchDocument(f"r{n}", "instrument", f"r{n}", {"en": f"Agreement {n}"})
    for turn in range(1000):
        index.update(Path(sys.argv[1]), [f"r{n}" for n in range(20)], map(record, range(20)), str(turn))
        if turn % 5 == 4:
            index.build(Path(sys.argv[1]), map(record, range(20)), str(turn))
        print(turn, flush=True)
"""


def test_a_kill_at_any_moment_leaves_a_whole_index(tmp_path: Path) -> None:
    index.build(tmp_path, map(record, range(20)), "start")
    for turn in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(KILLED), str(tmp_path)], stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.05 + 0.07 * turn)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        held = index.SearchIndex(tmp_path)
        assert held.size == 20
        assert len(titles(held)) == 20
        index.update(tmp_path, ["r0"], [record(0)], "after")
        assert index.SearchIndex(tmp_path).revision == "after"


def test_suggestions_come_by_kind_with_the_letters_typed_marked(real_index: index.SearchIndex) -> None:
    kenya = Term("state", "KEN", {"en": "Kenya", "ar": "كينيا", "ru": "Кения", "zh": "肯尼亚"}, ("KE",))
    suggester = Suggester(real_index, [kenya])
    assert suggester.suggest("sola")["instrument"][0].id == "imo-solas-1974"
    assert "wco-iata-icao-api-guidelines" in [s.id for s in suggester.suggest("adv pass")["instrument"]]
    assert list(suggester.suggest("ken")["state"][0].pieces) == [("Ken", True), ("ya", False)]
    for typed in ("كين", "кен", "肯", "尼亚", "KE"):
        assert suggester.suggest(typed)["state"][0].id == "KEN", typed
    assert suggester.suggest("1540")["instrument"][0].id == "un-res-1540-2004"
    for nothing in ("", "  ", "¿?", '"', "xqzzy"):
        assert suggester.suggest(nothing) == {}
