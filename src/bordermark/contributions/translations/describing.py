"""Translations as data: what pages, API and command say of them."""

from collections.abc import Iterable

from bordermark.contributions.record_pages import record_page
from bordermark.contributions.translations import schemas
from bordermark.contributions.translations.rendered import STATES, Rendered, Share
from bordermark.publishing.addresses import Addresses
from bordermark.publishing.tables import Table


def share_row(one: Share) -> schemas.ShareRow:
    """How far a type is translated into a language."""
    return schemas.ShareRow(type=one.type, language=one.language, total=one.total, stale=one.stale, **one.counts)


def share_table(some: Iterable[Share]) -> Table:
    """How far every type is translated into every language, one of each a row."""
    return Table(("type", "language", "total", *STATES, "stale"), (
        (one.type, one.language, one.total, *(one.counts[state] for state in STATES), one.stale) for one in some
    ), "Translations")


def rendered_row(one: Rendered, addresses: Addresses) -> schemas.RenderedRow:
    """A record's texts with their translation."""
    path = record_page(one.type, one.key, one.language)
    return schemas.RenderedRow(
        type=one.type, id=one.key, url=addresses.base + path if path else "", language=one.language,
        status=one.status, translator=one.translator, date=one.date, is_stale=one.is_stale,
        texts=[schemas.TextRow(field=name, english=text, text=one.texts.get(name, ""))
               for name, text in one.source.items() if text or one.texts.get(name)],
    )


def rendered_table(some: Iterable[Rendered]) -> Table:
    """Texts with their translations, a text a row."""
    return Table(("type", "id", "language", "field", "english", "text", "status", "translator", "date", "stale"), (
        (one.type, one.key, one.language, name, text, one.texts.get(name, ""), one.status, one.translator, one.date,
         one.is_stale) for one in some for name, text in one.source.items() if text
    ), "Translations")
