"""What tests share: a database that holds the bundled pack, and its search index."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

LOADED_AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
"""The moment at which the pack is recorded in the test database."""


def pytest_configure() -> None:
    """Pages find their static files without their having been collected."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]


@pytest.fixture(scope="session")
def loaded_once(
    django_db_setup: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The bundled pack in the test database and in a fresh index; gives the index's folder."""
    from bordermark.compendium import finding, indexing
    from bordermark.web.loading import load_bundled_pack

    folder = tmp_path_factory.mktemp("data") / "index"
    before, settings.INDEX_FOLDER = settings.INDEX_FOLDER, folder
    finding.finder.cache_clear()
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        load_bundled_pack(LOADED_AT)
        indexing.follow(folder)
    yield folder
    settings.INDEX_FOLDER = before
    finding.finder.cache_clear()


@pytest.fixture
def loaded(loaded_once: Path, db: None) -> Iterator[Path]:
    """The bundled pack, to read; what a test writes is undone after it. Gives the folder of the search index.

    A test that changes records and searches should ask for `own_index` too. No test may use a transactional
    database: that would empty the tables for all that follow.
    """
    from bordermark.contributions.revisions import last_revision

    before = last_revision()
    yield loaded_once
    if last_revision() != before:
        forget()


def forget() -> None:
    """Numbers of revisions that a test gives are given again by the next, which must not find its records."""
    from bordermark.contributions import revisions
    from bordermark.contributions.quality import inspecting, near
    from bordermark.contributions.translations import exchange
    from bordermark.diagnosis import asking as diagnosis
    from bordermark.diagnosis import store as needs
    from bordermark.diagnosis.following import asking as following
    from bordermark.framework import asking, crosswalk_api, grounding, reading

    for remembers in (
        revisions.recorded_at, inspecting._inspected, near._held, exchange._shares, reading._framework, reading._world,
        asking._titles, grounding._current, crosswalk_api._written, diagnosis._answered, diagnosis._advised,
        following._options, needs._needs,
    ):
        remembers.cache_clear()


@pytest.fixture
def own_index(loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the index that the test may change."""
    import shutil

    from bordermark.compendium import finding

    folder = tmp_path / "index"
    shutil.copytree(loaded, folder)
    monkeypatch.setattr(settings, "INDEX_FOLDER", folder)
    finding.finder.cache_clear()
    yield folder
    finding.finder.cache_clear()
