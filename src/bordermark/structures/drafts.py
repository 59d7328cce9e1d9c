"""A draft, and the survey made ready to be compared with it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bordermark.structures.likeness import Texts, texts_of
from bordermark.structures.places import Places
from bordermark.structures.records import MandateRecord
from bordermark.structures.survey import Survey
from bordermark.vocabulary.words import Vocabulary


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody is about to write; what is empty is not asked about. Places are such as ``state:KEN``."""

    text: str = ""
    functions: tuple[str, ...] = ()
    capacities: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return bool(self.text or self.functions or self.capacities or self.flows or self.places)

    def in_words(self, words: Vocabulary) -> str:
        """Its text, and its capacities and flows by their English names."""
        labels = [*(words.label("capacity", one, "en") for one in self.capacities),
                  *(words.label("flow", one, "en") for one in self.flows if one != "general")]
        return " ".join([self.text, *labels])

    def last_day(self, since: date) -> date:
        """The last day of its period, which begins on `since`: a draft without an end goes on."""
        return max(since, self.until or date.max)


@dataclass(frozen=True)
class Closeness:
    """The survey made ready to be compared with drafts. `members` holds the States of bodies by their id,
    for those whose membership is known and not worldwide."""

    survey: Survey
    places: Places
    members: Mapping[str, frozenset[str]]

    @cached_property
    def texts(self) -> Texts:
        """The texts of the activities, by id."""
        return texts_of((one.id, f"{one.title} {one.note} {one.mandate}") for one in self.survey.activities.values())

    @cached_property
    def decisions(self) -> Mapping[str, tuple[MandateRecord, ...]]:
        """Mandates by the decision that they rest on, known by the key of its symbol."""
        found: dict[str, list[MandateRecord]] = {}
        for key, one in self.survey.mandates.items():
            found.setdefault(key.partition(":")[2], []).append(one)
        return {key: tuple(some) for key, some in found.items()}

    @cached_property
    def titles(self) -> Texts:
        """What the decisions are called, by key: their titles, or the names that stand for a symbol."""
        return texts_of((key, next((one.title for one in some if one.title), some[0].symbol))
                        for key, some in self.decisions.items())


def both(asked: Sequence[str], held: Sequence[str]) -> tuple[str, ...]:
    """What is in both, in the order of the first."""
    return tuple(word for word in asked if word in held)
