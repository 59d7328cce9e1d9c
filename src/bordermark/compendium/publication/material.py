"""All that a publication is composed of: records and look-ups, gathered before anything is composed. Pure values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from bordermark.compendium.participation import Participation, by_party
from bordermark.compendium.publication.wording import Wording, wording
from bordermark.compendium.records import (
    ActRecord,
    InstrumentRecord,
    ParticipationSourceRecord,
    ProvisionRecord,
    ProvisionTranslationRecord,
    TranslationRecord,
)
from bordermark.organisations.bodies import Organisations
from bordermark.publishing.document import Reference, Text
from bordermark.vocabulary.words import Vocabulary


@dataclass(frozen=True)
class Material:
    """The instruments to publish, in the order asked, and what is said of them. `held` is every instrument known."""

    language: str
    made: datetime
    whole: bool
    instruments: Mapping[str, InstrumentRecord]
    held: Mapping[str, InstrumentRecord]
    translations: Mapping[str, TranslationRecord]
    provisions: Mapping[str, Sequence[ProvisionRecord]]
    acts: Mapping[str, Sequence[ActRecord]]
    sources: Mapping[str, ParticipationSourceRecord]
    words: Vocabulary
    bodies: Organisations
    date: Callable[[str], str] = field(repr=False)
    """How the language writes an EDTF date."""
    provision_translations: Mapping[str, ProvisionTranslationRecord] = field(default_factory=dict)
    """What provisions say in the publication's language, by provision."""

    @cached_property
    def say(self) -> Wording:
        return wording(self.language)

    @cached_property
    def inverse(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """(relation type, id of the instrument that has it), by target."""
        found: dict[str, list[tuple[str, str]]] = {}
        for one in self.held.values():
            for relation in one.relations:
                found.setdefault(relation.target, []).append((relation.type, one.id))
        return found

    @cached_property
    def standings(self) -> Mapping[str, Mapping[str, Participation]]:
        """Where every party stands, by instrument and party."""
        return {key: by_party(acts) for key, acts in self.acts.items()}

    def title(self, key: str) -> tuple[str, str]:
        """An instrument's title, and its language where that is not the publication's."""
        own = self.translations.get(key)
        return (own.title, "") if own else (self.held[key].title, "" if self.language == "en" else "en")

    def short(self, key: str) -> tuple[str, str]:
        """The shortest good name of an instrument, and its language where that is not the publication's."""
        own, record = self.translations.get(key), self.held[key]
        if own and own.short_title:
            return own.short_title, ""
        if record.short_title and (self.language == "en" or not own):
            return record.short_title, "" if self.language == "en" else "en"
        return self.title(key)

    def label(self, scheme: str, code: str) -> str:
        """The label of a word in the publication's language."""
        return self.words.label(scheme, code, self.language)

    def refer(self, key: str) -> Reference | Text:
        """Words that lead to an instrument's entry; without one, its title."""
        title, language = self.title(key)
        if key in self.instruments:
            return Reference(anchor(key), title, language)
        return Text(title, language)


def anchor(instrument: str) -> str:
    """The anchor of an instrument's entry."""
    return f"instrument-{instrument}"
