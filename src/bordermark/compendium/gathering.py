"""All that is held of one instrument, gathered in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bordermark.compendium.reading import Reader
from bordermark.compendium.records import (
    ActRecord,
    InstrumentRecord,
    ParticipationSourceRecord,
    ProvisionRecord,
    TranslationRecord,
)
from bordermark.languages import LANGUAGES


@dataclass(frozen=True, slots=True)
class Titled:
    """Records of instruments by id, with their translations into the language asked for."""

    records: Mapping[str, InstrumentRecord]
    translations: Mapping[str, TranslationRecord] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gathered:
    """An instrument with its provisions, translations by language, acts, and the instruments it is linked with."""

    record: InstrumentRecord
    provisions: Sequence[ProvisionRecord]
    translations: Mapping[str, TranslationRecord]
    acts: Sequence[ActRecord]
    source: ParticipationSourceRecord | None
    inverse: Sequence[tuple[str, str]]
    """(relation type, id of the instrument that has it) of the links to this one."""
    linked: Titled

    @property
    def successors(self) -> dict[str, str]:
        """Date (in force, else adopted) of each instrument that supersedes this one, by id."""
        return {
            key: one.in_force or one.adopted for kind, key in self.inverse
            if kind == "supersedes" and (one := self.linked.records.get(key))
        }


def gather(reader: Reader, instrument: str, language: str) -> Gathered | None:
    """The instrument of this id; None when none is held. `language` is that of linked titles."""
    record = reader.instruments([instrument]).get(instrument)
    if record is None:
        return None
    inverse = reader.pointing_at(instrument)
    linked = sorted({relation.target for relation in record.relations} | {key for _, key in inverse})
    translations = {
        code: found[instrument] for code in LANGUAGES if code != "en"
        and (found := reader.translations([instrument], code))
    }
    return Gathered(
        record, reader.provisions([instrument]), translations, reader.acts([instrument]),
        reader.participation_sources().get(instrument), inverse, titled(reader, linked, language),
    )


def titled(reader: Reader, ids: Sequence[str], language: str) -> Titled:
    """Instruments with their titles in a language."""
    if not ids:
        return Titled({})
    translations = {} if language == "en" else reader.translations(ids, language)
    return Titled(reader.instruments(ids), translations)
