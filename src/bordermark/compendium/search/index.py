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
from pathlib import Path
from typing import NoReturn

import tantivy

from bordermark.compendium.search.documents import SearchDocument
from bordermark.compendium.search.errors import IndexDamaged, IndexMissing, WriterBusy
from bordermark.compendium.search.facets import Facets
from bordermark.compendium.search.schema import META, VERSION, meta_document, schema, to_tantivy

DEFAULT_MEMORY = 64_000_000
"""Bytes a writer may hold before it writes a segment; tantivy wants 15 MB at least."""

_POINTER = "CURRENT"


def build(root: Path, records: Iterable[SearchDocument], revision: str, memory: int = DEFAULT_MEMORY) -> int:
    """Write a whole new index under ``root`` and put it in the old one's place; returns the number of records.

    ``revision`` names the state of the database the records were read at. Raises WriterBusy while another process
    writes to the index being replaced.
    """
    root.mkdir(parents=True, exist_ok=True)
    generation = root / f"g-{uuid.uuid4().hex}"
    with _holding(root):
        generation.mkdir()
        writer = _writer(tantivy.Index(schema(), str(generation)), memory)
        count = 0
        for record in records:
            writer.add_document(to_tantivy(record))
            count += 1
        writer.add_document(meta_document(revision))
        writer.commit()
        writer.wait_merging_threads()
        _point_to(root, generation)
    _clear_others(root, generation)
    return count


def update(
    root: Path, replaced: Iterable[str], records: Iterable[SearchDocument], revision: str, memory: int = DEFAULT_MEMORY
) -> None:
    """Replace all records of some instruments, in one commit that also records ``revision``.

    ``replaced`` are ids of instruments whose records go; ``records`` come in their place (none: a deletion).
    Raises WriterBusy, IndexMissing or IndexDamaged.
    """
    index = _open(_current(root))
    writer = _writer(index, memory)
    try:
        for instrument in replaced:
            writer.delete_documents_by_term("instrument", instrument)
        for record in records:
            writer.add_document(to_tantivy(record))
        writer.delete_documents_by_term("id", META)
        writer.add_document(meta_document(revision))
        writer.commit()
    except ValueError as error:
        _damaged(root, error)
    writer.wait_merging_threads()


class SearchIndex:
    """An index open for reading. Several threads may share it; ``refresh`` makes it see what was committed since."""

    def __init__(self, root: Path) -> None:
        """Open the index under ``root``; raises IndexMissing or IndexDamaged."""
        self.root = root
        self._load()

    def _load(self) -> None:
        generation = _current(self.root)
        self._stamp = _stamp(generation)
        self.index = _open(generation)
        self.searcher = self.index.searcher()
        self.revision = _revision(self.root, self.searcher)
        with _readable(self.root):
            self.facets = Facets(self.searcher, schema())

    def refresh(self) -> bool:
        """Look again: True if the index had changed and the new state is now the one read."""
        if _stamp(_current(self.root)) == self._stamp:
            return False
        self._load()
        return True

    @property
    def size(self) -> int:
        """The number of records held."""
        return self.searcher.num_docs - 1


def _current(root: Path) -> Path:
    try:
        generation = root / (root / _POINTER).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise IndexMissing(f"There is no search index in {root}. Build it with: bordermark index rebuild") from None
    except UnicodeDecodeError as error:
        _damaged(root, error)
    if not (generation.parent == root and (generation / "meta.json").is_file()):
        _damaged(root, "the folder its CURRENT file names is not there")
    return generation


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


def _writer(index: tantivy.Index, memory: int) -> tantivy.IndexWriter:
    try:
        return index.writer(memory, 1)
    except ValueError as error:
        if "lock" in str(error).lower():
            raise WriterBusy("Another process is writing to the search index; try again when it is done.") from None
        raise


@contextmanager
def _holding(root: Path) -> Iterator[None]:
    """Hold the writer's lock of the generation in use, if there is one that can be opened."""
    try:
        writer = _writer(_open(_current(root)), 15_000_000)
    except (IndexMissing, IndexDamaged):
        yield
        return
    try:
        yield
    finally:
        writer.rollback()
        writer.wait_merging_threads()


def _point_to(root: Path, generation: Path) -> None:
    draft = root / f"{_POINTER}.{uuid.uuid4().hex}"
    with draft.open("w", encoding="ascii") as file:
        file.write(generation.name)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, root / _POINTER)


def _clear_others(root: Path, generation: Path) -> None:
    for path in root.glob("g-*"):
        if path != generation:
            shutil.rmtree(path, ignore_errors=True)
    for path in root.glob(f"{_POINTER}.*"):
        path.unlink(missing_ok=True)


def _stamp(generation: Path) -> tuple[str, int, int]:
    status = (generation / "meta.json").stat()
    return generation.name, status.st_mtime_ns, status.st_ino
