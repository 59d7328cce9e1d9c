"""The workbook round trip: a template, or records as they stand, out; a proposal in.

What a page or a command calls. Writing and reading themselves stand in ``workbook_writing`` and
``workbook_reading``, comparing in ``comparing``, keeping in ``applying``.
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext

from bordermark.contributions.reading import Incoming
from bordermark.contributions.record_types import record_type, record_types
from bordermark.contributions.store import lexicon, standing_records
from bordermark.contributions.workbook_reading import read_workbook
from bordermark.contributions.workbook_writing import workbook_bytes
from bordermark.pack import Progress


def template(name: str, language: str = "en", created: datetime | None = None) -> bytes:
    """An empty workbook for a record type, with drop-downs and a page on how to fill it in. Raises KeyError.

    It has a sheet also for each type that is usually filled in with it.
    """
    kind = record_type(name)
    beside = {each: record_type(each).record for each in kind.beside}
    with translation.override(language):
        return workbook_bytes(name, kind.record, (), lexicon(), language, created, beside=beside, say=gettext)


def export(
    name: str, keys: Iterable[str] | None = None, language: str = "en", created: datetime | None = None,
    progress: Progress | None = None,
) -> bytes:
    """Records as they stand in the form of the template, each row with the digest it has now.

    All of the type without keys. Raises UnknownRecord for a key of no record, CannotBeKept for a text that no cell
    can hold.
    """
    records = standing_records(name, keys)
    with translation.override(language):
        return workbook_bytes(name, record_type(name).record, records, lexicon(), language, created, progress,
                              say=gettext)


def read(path: Path, progress: Progress | None = None) -> Incoming:
    """The records of a workbook. Raises RefusedInput for one that cannot be read as a whole."""
    types = {one.name: one.record for one in record_types()}
    return read_workbook(path, types, lexicon(), progress)
