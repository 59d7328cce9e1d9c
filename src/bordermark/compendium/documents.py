"""What the compendium publishes: the Compendium as a document, as a workbook and as a data package."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final, TypeVar

from django.db.models import Max
from django.utils import translation

from bordermark.compendium.describing import CompendiumWriter
from bordermark.compendium.packaging import package_bytes
from bordermark.compendium.publication.composing import compendium
from bordermark.compendium.publication.material import Material
from bordermark.compendium.reading import reader
from bordermark.compendium.records import ActRecord, ProvisionRecord
from bordermark.compendium.tabulating import instrument_table, parties_table, provision_table
from bordermark.contributions.models import Revision
from bordermark.languages import RIGHT_TO_LEFT
from bordermark.organisations.store import organisations
from bordermark.publishing.document import Document
from bordermark.publishing.docx import docx_bytes
from bordermark.publishing.html import html_bytes
from bordermark.publishing.pdf import pdf_bytes
from bordermark.publishing.tables import workbook_bytes
from bordermark.publishing.templatetags.press import edtf
from bordermark.vocabulary.store import vocabulary

T = TypeVar("T", ProvisionRecord, ActRecord)


def newest_revision() -> datetime:
    """The moment of the newest revision: what a publication is dated by."""
    newest = Revision.objects.aggregate(newest=Max("recorded_at"))["newest"]
    return newest.replace(microsecond=0) if newest else datetime(1970, 1, 1, tzinfo=UTC)


def gather_material(language: str, ids: Collection[str] | None = None) -> Material:
    """All that a publication in a language needs, of these instruments or of all. Ids not held are left out."""
    held = reader()
    everything = held.instruments()
    chosen = everything if ids is None else {key: everything[key] for key in dict.fromkeys(ids) if key in everything}
    return Material(
        language=language, made=newest_revision(), whole=ids is None, instruments=chosen, held=everything,
        translations=held.translations(list(everything), language) if language != "en" else {},
        provisions=_by_instrument(held.provisions(list(chosen))), acts=_by_instrument(held.acts(list(chosen))),
        sources=held.participation_sources(), words=vocabulary(), bodies=organisations(), date=_Dates(language),
        provision_translations=held.provision_translations(list(chosen), language) if language != "en" else {},
    )


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


Ids = Collection[str] | None
"""Instruments by id, in the order wanted; None for all."""


def _workbook(writer: CompendiumWriter, ids: Ids) -> bytes:
    material = gather_material(writer.words.language, ids)
    standings = (one for by_party in material.standings.values() for one in by_party.values())
    provisions = (one for some in material.provisions.values() for one in some)
    return workbook_bytes(
        (instrument_table(material.instruments.values(), writer, material.translations),
         provision_table(provisions, writer), replace(parties_table(standings, writer), name="Participation")),
        material.say["title"], right_to_left=material.language in RIGHT_TO_LEFT, created=material.made,
    )


Publish = Callable[[CompendiumWriter, Ids], bytes]

PUBLICATIONS: Final[Mapping[str, Publish]] = {
    "pdf": lambda writer, ids: pdf_bytes(compendium_document(writer.words.language, ids)),
    "docx": lambda writer, ids: docx_bytes(compendium_document(writer.words.language, ids)),
    "html": lambda writer, ids: html_bytes(compendium_document(writer.words.language, ids)),
    "xlsx": _workbook,
    "datapackage": lambda writer, ids: package_bytes(newest_revision(), ids),
}
"""What the Compendium is published as, by name: the file's bytes, the same for the same records."""
