"""Editions: the published state frozen at a revision, numbered and citable, and rebuilt from the revisions since.

Nothing is copied when an edition is frozen. It keeps the number of the newest revision and the digest of its
manifest; revisions are never changed or removed, so that the records, the manifest and its digest can be had again
at any later time.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection, transaction
from pydantic import ValidationError

from bordermark.clocks import Clocks
from bordermark.contributions.manifests import Manifest, manifest_of
from bordermark.contributions.models import LONGEST_NAME, LONGEST_TITLE, Edition, Revision
from bordermark.contributions.record_types import record_types
from bordermark.contributions.revisions import Recorded, as_recorded, digest, last_revision, recorded_at, standing_at
from bordermark.errors import BordermarkError, Finding, UnknownRecord


class NotFrozen(BordermarkError):
    """No edition was made; the sentence says why."""


def freeze(title: str, *, by: str, at: datetime) -> Edition:
    """Freeze what stands now as the next edition, in one transaction: a process that is killed has frozen nothing.

    While it runs nobody records a change, so that no revision below its number can appear later. Raises NotFrozen
    when the title or the name cannot be used, and when the records are those of the last edition.
    """
    title, by = _line(title, "title", LONGEST_TITLE), _line(by, "name of who freezes it", LONGEST_NAME)
    with transaction.atomic():
        _hold_back_changes()
        last, revision = Edition.objects.order_by("-number").first(), last_revision()
        held = manifest_at(revision)
        if not held.entries:
            raise NotFrozen("There is nothing to freeze: no record is held.")
        if last and last.digest == held.digest:
            raise NotFrozen(f"There is nothing to freeze: the records are those of edition {last.number}, "
                            f"“{last.title}”.")
        return Edition.objects.create(number=last.number + 1 if last else 1, follows=last, title=title, frozen_at=at,
                                      frozen_by=by, revision=revision, digest=held.digest)


def _line(text: str, what: str, longest: int) -> str:
    line = " ".join(text.split())
    if not line or not line.isprintable() or len(line) > longest:
        raise NotFrozen(f"The {what} cannot be used: found {line[:80]!r}, expected 1 to {longest} printable "
                        "characters.")
    return line


def _hold_back_changes() -> None:
    """Wait for the changes that are being recorded, and let none begin before the transaction ends.

    On SQLite a transaction that writes is alone already. On PostgreSQL a revision takes its number when it is
    written, not when it is committed: without the lock a lower number could become visible after a higher one.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(Revision._meta.db_table)
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


def editions() -> list[Edition]:
    """All editions, the newest first."""
    return list(Edition.objects.order_by("-number"))


def edition(number: int) -> Edition:
    """The edition of this number. Raises UnknownRecord with the numbers of the last ones."""
    found = Edition.objects.filter(number=number).first()
    if found is None:
        near = Edition.objects.order_by("-number").values_list("number", flat=True)[:3]
        raise UnknownRecord("edition", str(number), [str(one) for one in near])
    return found


def recalled(clocks: Clocks) -> Recorded:
    """All records as they had been recorded in the edition, or by the moment, that the clocks name.

    Raises UnknownRecord when there is no such edition.
    """
    if clocks.edition is not None:
        return recorded_at(edition(clocks.edition).revision)
    assert clocks.as_recorded is not None, "asked of clocks that recall something"
    return as_recorded(clocks.as_recorded)


def manifest_at(revision: int) -> Manifest:
    """The manifest of what stood when this was the newest revision."""
    rows = standing_at(revision).order_by().values_list("record_type", "record_id", "digest")
    return manifest_of({(name, key): value for name, key, value in rows.iterator()})


def manifest(one: Edition) -> Manifest:
    """The manifest of an edition, rebuilt from the revisions."""
    return manifest_at(one.revision)


def verify(*asked: Edition) -> list[Finding]:
    """What is no longer as it was when these editions were frozen; empty when everything is.

    The manifest is rebuilt and compared with the digest kept; every record in it is hashed anew, and read as the
    pages of the edition would read it. A record that several editions share is looked at once.
    """
    return [*_misnumbered(asked), *_altered(asked), *_unreadable(asked)]


def _misnumbered(asked: tuple[Edition, ...]) -> Iterator[Finding]:
    for one in asked:
        if one.follows and one.follows.revision >= one.revision:
            yield Finding(f"edition {one.number}", 0, "revision", str(one.revision),
                          f"a revision after {one.follows.revision}, that of edition {one.follows.number}")


def _altered(asked: tuple[Edition, ...]) -> Iterator[Finding]:
    for one in asked:
        rebuilt = manifest(one).digest
        if rebuilt != one.digest:
            yield Finding(f"edition {one.number}", 0, "digest", rebuilt, f"{one.digest}, as it was frozen")


def _unreadable(asked: tuple[Edition, ...]) -> Iterator[Finding]:
    wanted = {key for one in asked for key in standing_at(one.revision).order_by().values_list("pk", flat=True)}
    newest = max((one.revision for one in asked), default=0)
    types = {one.name: one.record for one in record_types()}
    for row in Revision.objects.filter(pk__lte=newest).order_by("pk").iterator():
        if row.pk not in wanted:
            continue
        place, name = f"revision {row.pk}, held by an edition", f"{row.record_type} {row.record_id}"
        if row.data is None or digest(row.data) != row.digest:
            yield Finding(place, 0, "data", name, f"the record with the digest {row.digest}")
        elif row.record_type not in types:
            yield Finding(place, 0, "type", row.record_type, f"one of {', '.join(types)}")
        else:
            try:
                types[row.record_type].model_validate(row.data)
            except ValidationError as error:
                wrong = error.errors(include_url=False)[0]
                column = ".".join(str(part) for part in wrong["loc"])
                yield Finding(place, 0, column, name, f"a readable record ({wrong['msg']})")
