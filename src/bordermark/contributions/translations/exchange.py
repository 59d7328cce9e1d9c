"""Translations out of the database as PO files, and what comes back as a proposal."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache

from pydantic import ValidationError

from bordermark import __version__
from bordermark.contributions.comparing import Proposal
from bordermark.contributions.proposing import propose
from bordermark.contributions.reading import Incoming
from bordermark.contributions.revisions import last_revision
from bordermark.contributions.translations.po import Changed, merge, po_text, read_po
from bordermark.contributions.translations.register import Keys, translatable, translatables
from bordermark.contributions.translations.rendered import Rendered, Share, share_of
from bordermark.languages import LANGUAGES
from bordermark.pack import Record, Row, findings_of

INTO = tuple(code for code in LANGUAGES if code != "en")
"""The languages into which records are translated."""


def texts(language: str, types: Iterable[str] = (), keys: Keys = None) -> Iterator[Rendered]:
    """The texts of these types of record, or of all, in a language."""
    for name in types or (one.type for one in translatables()):
        yield from translatable(name).read(language, keys)


def po_file(language: str, made: datetime, types: Iterable[str] = (), keys: Keys = None) -> str:
    """The texts of these types in a language as a PO file."""
    return po_text(texts(language, types, keys), language, made, __version__)


def read_po_file(content: bytes, file: str, *, by: str, at: datetime) -> Incoming:
    """The records that hold what a PO file changes. Raises RefusedInput when it cannot be read as a whole.

    `by` is who signs, if neither the entries nor, as its last translator, the file says another.
    """
    received = read_po(content, file)
    asked = {entry.type for entry in received.entries} & {one.type for one in translatables()}
    held = {(one.type, one.key): one for name in sorted(asked) for one in texts(received.language, [name])}
    changed, findings = merge(received, held, by=received.translator or by, day=at.date().isoformat())
    incoming = Incoming(findings=findings)
    incoming.add(rows_of(changed, file))
    return incoming


def propose_po(content: bytes, file: str, *, by: str, at: datetime) -> Proposal:
    """What a PO file would change. Nothing is written. Raises RefusedInput as `read_po_file` does."""
    return propose(read_po_file(content, file, by=by, at=at))


def propose_texts(changed: Rendered) -> Proposal:
    """What one record's translation, as somebody has written it, would change. Nothing is written."""
    return propose(rows_of([Changed(0, changed)], changed.type))


def rows_of(changed: Sequence[Changed], file: str) -> Incoming:
    """The records that hold these translations, with the place where each was read."""
    found = Incoming()
    for one in changed:
        try:
            records: list[tuple[str, Record]] = list(translatable(one.texts.type).write(one.texts))
        except ValidationError as error:
            found.findings += findings_of(file, one.line, error)
            continue
        for name, record in records:
            found.rows.setdefault(name, []).append(Row(file, one.line, record))
    return found


def shares() -> tuple[Share, ...]:
    """How far every type is translated into every language, as it stands."""
    return _shares(last_revision())


@lru_cache(maxsize=1)
def _shares(revision: int) -> tuple[Share, ...]:
    return tuple(share_of(one.read(language, None), one.type, language) for one in translatables() for language in INTO)
