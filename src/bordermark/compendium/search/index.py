"""The index on disk: built whole beside the old one, or kept up to date instrument by instrument.

A folder holds generations (``g-...``) and the file ``CURRENT`` that names the one in use. A build writes a new
generation and then replaces ``CURRENT`` in one step, so a kill at any moment leaves the old index or the new one.
Within a generation tantivy's commit is as atomic, and the database revision the index has seen is a document of
the same commit. One process writes at a time; any number read.
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import tantivy

from bordermark.compendium.search.dictionary import Dictionary
from bordermark.compendium.search.documents import SearchDocument
from bordermark.compendium.search.errors import IndexDamaged, IndexMissing, WriterBusy
from bordermark.compendium.search.facets import Facets
from bordermark.compendium.search.schema import META, VERSION, meta_document, schema, to_tantivy

DEFAULT_MEMORY = 64_000_000
"""Bytes a writer may hold before it writes a segment."""

SMALLEST_MEMORY = 15_000_000
"""The least tantivy takes."""

_POINTER = "CURRENT"


def build(root: Path, records: Iterable[SearchDocument], revision: str, memory: int = DEFAULT_MEMORY) -> int:
    """Write a whole new index under ``root`` and put it in the old one's place; returns the number of records.

    ``revision`` names the state of the database the records were read at. Raises WriterBusy while another process
    writes to the index being replaced.
    """
    root.mkdir(parents=True, exist_ok=True)
    generation = root / f"g-{uuid.uuid4().hex}"
    count = 0
    with _holding(root):
        generation.mkdir()
        with _writing(tantivy.Index(schema(), str(generation)), memory) as writer:
            for record in records:
                writer.add_document(to_tantivy(record))
                count += 1
            writer.add_document(meta_document(revision))
            writer.commit()
        _point_to(root, generation)
    _clear_others(root, generation)
    return count


def update(
    root: Path, replaced: Iterable[str], records: Iterable[SearchDocument], revision: str, memory: int = DEFAULT_MEMORY
) -> None:
    """Replace all records of some instruments, in one commit that also records ``revision``.

    ``replaced`` are ids of instruments whose records go; ``records`` come in their place (none: a deletion).
    Raises WriterBusy, IndexMissing or IndexDamaged; whatever else the sources raise leaves the index as it was.
    """
    with _writing(_open(_current(root)), memory) as writer:
        for instrument in replaced:
            writer.delete_documents_by_term("instrument", instrument)
        for record in records:
            writer.add_document(to_tantivy(record))
        writer.delete_documents_by_term("id", META)
        writer.add_document(meta_document(revision))
        writer.commit()


@dataclass(frozen=True, slots=True)
class Reading:
    """One committed state of an index: its searcher, its facets, the database revision it has seen.

    ``dictionaries`` are kept by those who make them, by languages. ``stamp`` tells one state from another.
    """

    searcher: tantivy.Searcher
    facets: Facets
    revision: str
    stamp: tuple[str, int, int]
    dictionaries: dict[tuple[str, ...], Dictionary] = field(default_factory=dict)


class SearchIndex:
    """An index open for reading. Several threads may share it; ``refresh`` makes it see what was committed since."""

    def __init__(self, root: Path) -> None:
        """Open the index under ``root``; raises IndexMissing or IndexDamaged."""
        self.root = root
        self.reading = self._read()

    def _read(self) -> Reading:
        """The state committed last; a rebuild may take the folder away while it is being opened."""
        while True:
            generation = _current(self.root)
            try:
                return _reading(generation)
            except IndexDamaged:
                if _current(self.root) == generation:
                    raise

    def refresh(self) -> bool:
        """Look again: True if the index had changed and the new state is now the one read."""
        try:
            if _stamp(_current(self.root)) == self.reading.stamp:
                return False
        except FileNotFoundError:
            pass  # replaced between the two looks: it has changed
        self.reading = self._read()
        return True

    @property
    def revision(self) -> str:
        """The database revision the state being read has seen."""
        return self.reading.revision

    @property
    def size(self) -> int:
        """The number of records held."""
        return self.reading.searcher.num_docs - 1


def _reading(generation: Path) -> Reading:
    root = generation.parent
    with _readable(root):
        stamp = _stamp(generation)
        searcher = _open(generation).searcher()
        revision = _revision(root, searcher)
        return Reading(searcher, Facets(searcher, schema()), revision, stamp)


def _current(root: Path) -> Path:
    """The folder of the generation in use."""
    try:
        name = (root / _POINTER).read_text(encoding="ascii").strip()
        if (root / name).parent == root and (root / name / "meta.json").is_file():
            return root / name
        if name != (root / _POINTER).read_text(encoding="ascii").strip():
            return _current(root)
    except FileNotFoundError:
        raise IndexMissing(f"There is no search index in {root}. Build it with: bordermark index rebuild") from None
    except UnicodeDecodeError as error:
        _damaged(root, error)
    return _damaged(root, f"the folder its {_POINTER} file names is not there")


def _open(generation: Path) -> tantivy.Index:
    with _readable(generation.parent):
        index = tantivy.Index(schema(), str(generation), reuse=True)
        index.config_reader("manual")
        index.reload()
    return index


def _revision(root: Path, searcher: tantivy.Searcher) -> str:
    with _readable(root):
        found = searcher.search(tantivy.Query.term_query(schema(), "id", META), 2).hits
        if len(found) != 1:
            _damaged(root, "it does not say which database revision it has seen")
        payload = json.loads(bytes(searcher.doc(found[0][1]).get_first("payload") or b""))
        if payload[1] != VERSION:
            _damaged(root, f"it has format {payload[1]}, this version of Bordermark reads {VERSION}")
        return str(payload[2])


@contextmanager
def _readable(root: Path) -> Iterator[None]:
    """Turn what tantivy raises over unreadable files into IndexDamaged."""
    try:
        yield
    except (ValueError, OSError, KeyError, IndexError, TypeError) as error:
        _damaged(root, error)
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        _damaged(root, error)


def _damaged(root: Path, reason: object) -> NoReturn:
    raise IndexDamaged(f"The search index in {root} cannot be used ({reason}). Rebuild it: bordermark index rebuild")


@contextmanager
def _writing(index: tantivy.Index, memory: int) -> Iterator[tantivy.IndexWriter]:
    """The index's one writer; what was not committed is undone, and the lock is given back in every case."""
    try:
        writer = index.writer(memory, 1)
    except ValueError as error:
        if "lock" in str(error).lower():
            raise WriterBusy("Another process is writing to the search index; try again when it is done.") from None
        raise
    committed = False
    try:
        yield writer
        committed = True
    finally:
        if not committed:
            writer.rollback()
        writer.wait_merging_threads()


@contextmanager
def _holding(root: Path) -> Iterator[None]:
    """Hold the writer's lock of the generation in use, if there is one that can be opened."""
    try:
        index = _open(_current(root))
    except (IndexMissing, IndexDamaged):
        yield
        return
    with _writing(index, SMALLEST_MEMORY):
        yield


def _point_to(root: Path, generation: Path) -> None:
    draft = root / f"{_POINTER}.{uuid.uuid4().hex}"
    with draft.open("w", encoding="ascii") as file:
        file.write(generation.name)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(root / _POINTER)


def _clear_others(root: Path, generation: Path) -> None:
    for path in root.glob("g-*"):
        if path != generation:
            shutil.rmtree(path, ignore_errors=True)
    for path in root.glob(f"{_POINTER}.*"):
        path.unlink(missing_ok=True)


def _stamp(generation: Path) -> tuple[str, int, int]:
    status = (generation / "meta.json").stat()
    return generation.name, status.st_mtime_ns, status.st_ino
