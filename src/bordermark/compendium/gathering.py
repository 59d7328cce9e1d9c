"""All that is held of one instrument, gathered in a fixed number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bordermark.clocks import Clocks
from bordermark.compendium import models
from bordermark.compendium.reading import Reader, reader
from bordermark.compendium.records import (
    ActRecord,
    InstrumentRecord,
    ParticipationSourceRecord,
    ProvisionRecord,
    TranslationRecord,
)


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
    return Gathered(
        record, reader.provisions([instrument]), reader.translations_of(instrument), reader.acts([instrument]),
        reader.participation_sources().get(instrument), inverse, titled(reader, linked, language),
    )


def titled(reader: Reader, ids: Sequence[str], language: str) -> Titled:
    """Instruments with their titles in a language."""
    if not ids:
        return Titled({})
    translations = {} if language == "en" else reader.translations(ids, language)
    return Titled(reader.instruments(ids), translations)


def successors(records: Iterable[InstrumentRecord], clocks: Clocks) -> dict[str, dict[str, str]]:
    """For each of these instruments that is superseded: date (in force, else adopted) of those which do, by id."""
    replaced = {one.id for one in records if one.status == "superseded"}
    if not replaced:
        return {}
    found: dict[str, dict[str, str]] = {}
    if clocks.recalled:
        for one in reader(clocks).instruments().values():
            for relation in one.relations:
                if relation.type == "supersedes" and relation.target in replaced:
                    found.setdefault(relation.target, {})[one.id] = one.in_force or one.adopted
        return found
    rows = models.Relation.objects.filter(type="supersedes", target__in=replaced)
    for target, key, in_force, adopted in rows.values_list(
        "target_id", "source_id", "source__in_force", "source__adopted"
    ):
        found.setdefault(target, {})[key] = in_force or adopted
    return found


def adopted_by_state(state: str, clocks: Clocks) -> frozenset[str]:
    """Ids of the instruments that a State adopted itself."""
    if clocks.recalled:
        held = reader(clocks).instruments().values()
        return frozenset(one.id for one in held if any(adopter.state == state for adopter in one.adopters))
    return frozenset(models.Adopter.objects.filter(state=state).values_list("instrument_id", flat=True))
