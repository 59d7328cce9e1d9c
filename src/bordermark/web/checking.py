"""Whether everything still fits together: the bundled pack, the database, its references, editions, the index."""

from collections.abc import Iterator

from django.conf import settings
from django.db import connection

from bordermark.compendium.models import Instrument, Provision
from bordermark.compendium.search.errors import SearchIndexError
from bordermark.compendium.search.index import SearchIndex
from bordermark.contributions.editions import editions, verify
from bordermark.contributions.models import Revision
from bordermark.contributions.record_types import record_type, record_types
from bordermark.contributions.revisions import digest, last_revision, standing_digests
from bordermark.errors import Finding
from bordermark.pack import Record, Row, missing_references
from bordermark.web.loading import bundled_files, read_files
from bordermark.web.loading import check as check_contents
from bordermark.web.starting import check_database


def check_everything() -> list[Finding]:
    """All that is wrong, in the order in which it should be mended; empty when nothing is.

    Raises DamagedStore when the database cannot be read at all.
    """
    check_database()
    return [*check_contents(read_files(bundled_files()), {}).findings, *check_tables(), *check_records(),
            *verify(*editions()), *check_index()]


def check_tables() -> Iterator[Finding]:
    """Rows whose foreign keys lead nowhere (SQLite alone lets them happen, to a file edited from outside)."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_key_check")
        for table, row, parent, _ in cursor.fetchall():
            yield Finding(f"table {table}", row or 0, "", "a key that leads nowhere", f"a key of {parent}")


def check_records() -> Iterator[Finding]:
    """Records whose last revision is not what it says it is, is not in the tables, or names what is not there."""
    rows: dict[str, list[Row[Record]]] = {}
    for one in record_types():
        keys = set(standing_digests(one.name))
        held = set(one.model._default_manager.values_list("pk", flat=True))
        for key in sorted(keys - held):
            yield Finding(f"records of {one.name}", 0, "id", key, "the row that its last revision made")
        for key in sorted(held - keys):
            yield Finding(f"records of {one.name}", 0, "id", key, "a revision that made it")
        rows[one.name] = []
    latest = Revision.objects.raw(
        "SELECT * FROM contributions_revision WHERE id IN (SELECT MAX(id) FROM contributions_revision "
        "GROUP BY record_type, record_id) AND digest <> ''"
    )
    for revision in latest:
        assert revision.data is not None, "a record with a digest has data"
        if digest(revision.data) != revision.digest:
            yield Finding(f"revision {revision.pk} of {revision.record_type}", 0, "data", revision.record_id,
                          "the record of its digest")
            continue
        record = record_type(revision.record_type).record.model_validate(revision.data)
        rows[revision.record_type].append(Row(f"{revision.record_type} {revision.record_id}", 0, record))
    yield from missing_references(rows, {})


def check_index() -> Iterator[Finding]:
    """Whether the search index can be read, has seen the last revision and holds every record."""
    try:
        index = SearchIndex(settings.INDEX_FOLDER)
    except SearchIndexError as error:
        yield Finding("search index", 0, "", str(error), "an index: run `bordermark index rebuild`")
        return
    if index.revision != str(last_revision()):
        expected_revision = f"{last_revision()}; it follows at the next search"
        yield Finding("search index", 0, "revision", index.revision, expected_revision)
    expected = Instrument.objects.count() + Provision.objects.count()
    if index.size != expected:
        yield Finding("search index", 0, "records", str(index.size), f"{expected}: run `bordermark index rebuild`")
