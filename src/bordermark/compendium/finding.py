"""The process's one door to the search index: it follows the database before every search."""

import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings

from bordermark.compendium import indexing
from bordermark.compendium.search.documents import SearchAnswer, SearchRequest
from bordermark.compendium.search.engine import MAX_LIMIT, Searcher
from bordermark.compendium.search.errors import IndexDamaged, IndexMissing, WriterBusy
from bordermark.compendium.search.index import SearchIndex
from bordermark.compendium.search.suggest import Suggester, Suggestion
from bordermark.contributions.revisions import last_revision
from bordermark.organisations.bodies import Organisations
from bordermark.organisations.store import organisations
from bordermark.publishing.offering import Term, offered
from bordermark.vocabulary.store import vocabulary
from bordermark.vocabulary.words import Vocabulary

_RETRY: Final = 2.0
"""Seconds to leave a writer alone after it was found busy."""

_Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Opened:
    """An index open for reading, never changed: what comes after it is another one."""

    revision: int
    stamp: _Stamp
    searcher: Searcher
    suggester: Suggester


@dataclass(frozen=True, slots=True)
class Beside:
    """What is found beside instruments and provisions: of one kind, how many, and the best of them."""

    kind: str
    total: int
    best: tuple[Suggestion, ...]


class Finder:
    """Searches the index in a folder, for any number of threads.

    Whenever the database has gone on, one thread brings the index after it while the others search what there is;
    while another process writes, all do.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: _Opened | None = None
        self._following = threading.Lock()
        self._not_before = 0.0

    def search(self, request: SearchRequest) -> SearchAnswer:
        """Answer a request. Raises IndexMissing when there is no index and another process is building it."""
        return self._ready().searcher.search(request)

    def suggest(self, text: str, display: str = "en", limit: int = 5) -> dict[str, tuple[Suggestion, ...]]:
        """Suggestions by kind, best first: instruments, provisions, vocabulary terms, what other rooms offer."""
        return self._ready().suggester.suggest(text, display, limit)

    def beside(self, text: str, display: str = "en", limit: int = 5) -> list[Beside]:
        """What but instruments and provisions has words beginning as those of the text do, by kind."""
        found = self._ready().suggester.beside(text, display, limit)
        return [Beside(kind, total, best) for kind, (total, best) in found.items()]

    def _ready(self) -> _Opened:
        now = last_revision()
        opened = self._reopened()
        if opened and opened.revision == now:
            return opened
        if time.monotonic() >= self._not_before and self._following.acquire(blocking=opened is None):
            try:
                self._follow()
            finally:
                self._following.release()
        return self._reopened() or self._open()

    def _follow(self) -> None:
        try:
            indexing.follow(self._folder)
        except WriterBusy:
            self._not_before = time.monotonic() + _RETRY

    def _reopened(self) -> _Opened | None:
        """The index as it is on disk now; None when it cannot be read."""
        opened = self._opened
        try:
            if opened and opened.stamp == _stamp(self._folder):
                return opened
            return self._open()
        except (IndexMissing, IndexDamaged):
            return None

    def _open(self) -> _Opened:
        stamp = _stamp(self._folder)
        index = SearchIndex(self._folder)
        terms = [*vocabulary_terms(vocabulary(), organisations()), *offered()]
        opened = _Opened(int(index.revision), stamp, Searcher(index), Suggester(index, terms))
        self._opened = opened
        return opened


def _stamp(folder: Path) -> _Stamp:
    """Changes with every build and every commit."""
    pointer = folder / "CURRENT"
    try:
        generation = folder / pointer.read_text(encoding="ascii").strip()
        return pointer.stat().st_mtime_ns, (generation / "meta.json").stat().st_mtime_ns
    except (OSError, UnicodeDecodeError):
        return 0, 0


def vocabulary_terms(words: Vocabulary, bodies: Organisations) -> Iterator[Term]:
    """What may be meant beside records: themes, sub-themes, flows, States and areas, organisations."""
    for scheme in ("theme", "subtheme", "flow"):
        for concept in words.schemes.get(scheme, ()):
            synonyms = tuple(word for some in concept.synonyms.values() for word in some)
            yield Term(scheme, concept.code, concept.labels, synonyms)
    for state in words.states.values():
        aliases = tuple(alias for some in state.aliases.values() for alias in some)
        yield Term("state", state.id, state.names, (*state.formal_names.values(), *aliases))
    for body in bodies.bodies.values():
        names = tuple(name for name in (body.acronym, *body.aliases) if name)
        yield Term("organisation", body.id, body.names, names)


@cache
def finder() -> Finder:
    """The process's finder, over ``settings.INDEX_FOLDER``."""
    return Finder(Path(settings.INDEX_FOLDER))


def search(request: SearchRequest) -> SearchAnswer:
    """Answer a request from the process's index, brought up to the database first."""
    return finder().search(request)


def all_instruments(request: SearchRequest) -> list[str]:
    """Ids of all instruments that a request finds, or whose provisions it finds, best first."""
    found: dict[str, None] = {}
    offset = 0
    while True:
        answer = search(replace(request, offset=offset, limit=MAX_LIMIT))
        found.update((hit.instrument, None) for hit in answer.hits)
        offset += len(answer.hits)
        if not answer.hits or offset >= answer.total:
            return list(found)


def suggest(text: str, display: str = "en", limit: int = 5) -> Mapping[str, tuple[Suggestion, ...]]:
    """Suggestions by kind for what is being typed."""
    return finder().suggest(text, display, limit)


def beside(text: str, display: str = "en", limit: int = 5) -> list[Beside]:
    """What of the whole house has all the words of a text, or words that begin so, by kind."""
    return finder().beside(text, display, limit)
