"""How instruments and provisions are translated: the records of their translations, read and kept."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bordermark.compendium import models
from bordermark.compendium.records import ProvisionTranslationRecord, TranslationRecord
from bordermark.contributions.translations.register import Keys, Translatable, register
from bordermark.contributions.translations.rendered import Rendered
from bordermark.pack import Record

_SIGNED = ("status", "translator", "translated_on", "source_digest")


def _signed(values: Sequence[Any]) -> dict[str, Any]:
    """Who stands behind a translation, from these columns; nothing where there is none."""
    return dict(zip(("status", "translator", "date", "source_digest"), values, strict=False))


def read_instruments(language: str, keys: Keys = None) -> Iterator[Rendered]:
    """The titles and abstracts of instruments in a language."""
    fields = ("title", "short_title", "abstract")
    rows = models.Instrument.objects.order_by("pk")
    held = models.Translation.objects.filter(language=language)
    if keys is not None:
        rows, held = rows.filter(pk__in=keys), held.filter(instrument__in=keys)
    translated = {key: rest for key, *rest in held.values_list("instrument", *fields, *_SIGNED)}
    for key, *texts in rows.values_list("pk", *fields):
        own = translated.get(key, [])
        yield Rendered("instrument", key, language, dict(zip(fields, texts, strict=True)),
                       dict(zip(fields, own, strict=False)), required=("title",), **_signed(own[len(fields):]))


def read_provisions(language: str, keys: Keys = None) -> Iterator[Rendered]:
    """What provisions say, in a language."""
    rows = models.Provision.objects.order_by("instrument", "position")
    held = models.ProvisionTranslation.objects.filter(language=language)
    if keys is not None:
        rows, held = rows.filter(pk__in=keys), held.filter(provision__in=keys)
    translated = {key: rest for key, *rest in held.values_list("provision", "text", *_SIGNED)}
    for key, text in rows.values_list("pk", "text"):
        own = translated.get(key, [])
        yield Rendered("provision", key, language, {"text": text}, {"text": own[0]} if own else {},
                       required=("text",), **_signed(own[1:]))


def write_instrument(one: Rendered) -> Iterable[tuple[str, Record]]:
    """The record that holds the translation of an instrument."""
    yield "translation", TranslationRecord.model_validate({"instrument": one.key, **_said(one)})


def write_provision(one: Rendered) -> Iterable[tuple[str, Record]]:
    """The record that holds the translation of a provision."""
    yield "provision-translation", ProvisionTranslationRecord.model_validate({"provision": one.key, **_said(one)})


def _said(one: Rendered) -> dict[str, str]:
    return {**one.texts, "language": one.language, "status": one.status, "translator": one.translator,
            "translated_on": one.date, "source_digest": one.source_digest}


def register_translations() -> None:
    """Make known how instruments and provisions are translated."""
    register(Translatable("instrument", read_instruments, write_instrument),
             Translatable("provision", read_provisions, write_provision))
