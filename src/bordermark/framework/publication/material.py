"""All that the Framework is composed of: its records, and the material of the Compendium it stands on. Pure values."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bordermark.compendium.publication.material import Material as Compendium
from bordermark.compendium.publication.wording import Wording
from bordermark.framework.content import Framework
from bordermark.framework.coverage import Grounds, Resting, foundations
from bordermark.framework.crosswalks import Crosswalk, crosswalk
from bordermark.framework.publication.wording import wording
from bordermark.framework.records import DerivationRecord
from bordermark.publishing.document import Reference, Text


@dataclass(frozen=True)
class Material:
    """The Framework to publish, and the Compendium in the same language."""

    framework: Framework
    compendium: Compendium

    @property
    def language(self) -> str:
        return self.compendium.language

    @property
    def english(self) -> str:
        """The language to mark English words with; empty where everything is in English."""
        return "" if self.language == "en" else "en"

    @cached_property
    def say(self) -> Wording:
        return wording(self.language)

    @cached_property
    def grounds(self) -> Grounds:
        provisions = {one.id: one for some in self.compendium.provisions.values() for one in some}
        return Grounds(self.framework, provisions, self.compendium.held)

    @cached_property
    def resting(self) -> dict[str, Resting]:
        """What every measure rests on."""
        return {one.measure: one for one in foundations(self.grounds)}

    @cached_property
    def crosswalks(self) -> Sequence[Crosswalk]:
        return [crosswalk(self.framework, key) for key in self.framework.schemes]

    def instrument(self, derivation: DerivationRecord) -> Text:
        """The short name of the instrument from which a measure is derived."""
        return Text(*self.compendium.short(self.grounds.instrument(derivation).id))

    def refer(self, measure: str) -> Reference:
        """Words that lead to a measure's entry."""
        return Reference(anchor(measure), f"{number(measure)} {self.framework.measures[measure].title}", self.english)


def anchor(measure: str) -> str:
    """The anchor of a measure's entry."""
    return f"measure-{measure}"


def number(key: str) -> str:
    """The number of a domain or measure as printed.

    >>> number("cbm-4.2")
    '4.2'
    """
    return key.removeprefix("cbm-")
