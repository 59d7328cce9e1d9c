"""An instrument in a list: one line each, its title in the reader's language where there is one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bordermark.compendium.reading import Reader
from bordermark.compendium.records import InstrumentRecord, TranslationRecord
from bordermark.organisations.bodies import Organisations


@dataclass(frozen=True, slots=True)
class Line:
    """What a list says of an instrument. `title_language` is the language that the title is in."""

    id: str
    title: str
    title_language: str
    title_status: str
    """machine, human, reviewed or official for a translated title; ``record`` for the record's own English."""
    is_stale: bool
    """Whether the English has changed since the title was translated."""
    short_title: str
    reference: str
    kind: str
    binding: str
    status: str
    adopted: str
    adopters: tuple[str, ...]
    """Ids of the adopting organisations."""


def line(record: InstrumentRecord, translation: TranslationRecord | None) -> Line:
    """The line of one record."""
    return Line(
        record.id,
        translation.title if translation else record.title,
        translation.language if translation else "en",
        translation.status if translation else "record",
        bool(translation and translation.is_stale(record)),
        (translation.short_title if translation else "") or record.short_title,
        record.reference,
        record.kind,
        record.binding,
        record.status,
        record.adopted,
        tuple(one.organisation for one in record.adopters if one.organisation and one.role == "adopted"),
    )


def lines(reader: Reader, ids: Collection[str], language: str) -> list[Line]:
    """Lines of these instruments, in the order of ids; two queries whatever their number."""
    records = reader.instruments(ids)
    translations = reader.translations(list(records), language) if language != "en" else {}
    return [line(record, translations.get(key)) for key, record in records.items()]


def newest_first(some: Iterable[Line]) -> list[Line]:
    """Lines by date of adoption, newest first; undated ones last."""
    return sorted(some, key=lambda one: (one.adopted or "0000", one.id), reverse=True)


def adopter_names(one: Line, bodies: Organisations, language: str) -> str:
    """The adopting bodies by name, as a list in one string."""
    names = (bodies.bodies[key].name(language) for key in one.adopters if key in bodies.bodies)
    return "; ".join(names)
