"""An index of the real records, built once for the tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from bordermark.compendium.bundled import bundled_documents
from bordermark.compendium.search import index
from bordermark.compendium.search.engine import Searcher


@pytest.fixture(scope="session")
def real_index(tmp_path_factory: pytest.TempPathFactory) -> index.SearchIndex:
    """The compendium, indexed."""
    root: Path = tmp_path_factory.mktemp("search")
    index.build(root, bundled_documents(), "real")
    return index.SearchIndex(root)


@pytest.fixture(scope="session")
def searcher(real_index: index.SearchIndex) -> Searcher:
    """A searcher over the compendium."""
    return Searcher(real_index)
