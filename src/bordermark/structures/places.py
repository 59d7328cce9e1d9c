"""Places as sets of States: how one that is asked about is reached by those of an activity. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from bordermark.structures.records import WORLD
from bordermark.vocabulary.words import Vocabulary

Reach = Literal["direct", "region", "world"]
"""How a place is reached. direct: it is named, or places within it are; region: a place is named of which it is a
part, or which it shares States with; world: only as a part of the world."""


@dataclass(frozen=True)
class Places:
    """The States of every place, as the vocabulary has them; each place is looked up once."""

    words: Vocabulary
    _states: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)

    def states(self, place: str) -> frozenset[str]:
        """ISO 3166-1 alpha-3 codes of the States and areas in a place such as ``m49:014`` or ``state:KEN``."""
        found = self._states.get(place)
        if found is None:
            found = self._states[place] = self.words.states_in((place,))
        return found

    def reach(self, places: Iterable[str], asked: str) -> Reach | None:
        """How `asked` is reached by these places; None when it is not."""
        wanted, best = self.states(asked), None
        for place in places:
            if place == asked:
                return "direct"
            if place == WORLD:
                best = best or "world"
                continue
            states = self.states(place)
            if states and states <= wanted:
                return "direct"
            if states & wanted:
                best = "region"
        return best

    def named(self, places: Iterable[str]) -> frozenset[str]:
        """States that these places name, themselves or by a region; the world names none."""
        return frozenset().union(*(self.states(place) for place in places if place != WORLD))
