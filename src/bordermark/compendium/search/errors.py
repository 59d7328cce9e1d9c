"""What can go wrong with a search index, as sentences for the person who can act on them."""

from __future__ import annotations


class SearchIndexError(Exception):
    """Something is wrong with the search index itself, never with what was typed."""


class IndexMissing(SearchIndexError):
    """There is no index at the place given: build one."""


class IndexDamaged(SearchIndexError):
    """The index cannot be read, or another version of Bordermark wrote it: rebuild it."""


class WriterBusy(SearchIndexError):
    """Another process is writing to the index: try again when it has finished."""
