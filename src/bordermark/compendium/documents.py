"""What the compendium publishes: the Compendium as a document, as a workbook and as a data package."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import TypeVar

from django.db.models import Max
from django.utils import translation

from bordermark.compendium.publication.composing import compendium
from bordermark.compendium.publication.material import Material
from bordermark.compendium.reading import reader
from bordermark.compendium.records import ActRecord, ProvisionRecord
from bordermark.contributions.models import Revision
from bordermark.organisations.store import organisations
from bordermark.publishing.document import Document
from bordermark.publishing.templatetags.press import edtf
from bordermark.vocabulary.store import vocabulary

T = TypeVar("T", ProvisionRecord, ActRecord)


def made() -> datetime:
    """The moment of the newest revision: what a publication is dated by."""
    newest = Revision.objects.aggregate(newest=Max("recorded_at"))["newest"]
    return newest.replace(microsecond=0) if newest else datetime(1970, 1, 1, tzinfo=UTC)


def gather_material(language: str, ids: Collection[str] | None = None) -> Material:
    """All that a publication in a language needs, of these instruments or of all. Ids not held are left out."""
    held = reader()
    everything = held.instruments()
    chosen = everything if ids is None else {key: everything[key] for key in dict.fromkeys(ids) if key in everything}
    return Material(
        language=language, made=made(), whole=ids is None, instruments=chosen, held=everything,
        translations=held.translations(list(everything), language) if language != "en" else {},
        provisions=_by_instrument(held.provisions(list(chosen))), acts=_by_instrument(held.acts(list(chosen))),
        sources=held.participation_sources(), words=vocabulary(), bodies=organisations(), date=_writes(language),
    )


def _writes(language: str) -> "_Dates":
    return _Dates(language)


class _Dates:
    """Writes dates as a language does, whatever language is in force elsewhere."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._written: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        if text not in self._written:
            with translation.override(self._language):
                self._written[text] = edtf(text)
        return self._written[text]


def _by_instrument(records: Iterable[T]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for one in records:
        found.setdefault(one.instrument, []).append(one)
    return found


def compendium_document(language: str, ids: Collection[str] | None = None) -> Document:
    """The Compendium in a language: whole, or these instruments."""
    return compendium(gather_material(language, ids))
