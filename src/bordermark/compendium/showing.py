"""One record of any kind as data, found by its id alone."""

from datetime import date
from difflib import get_close_matches
from typing import Any

from bordermark.clocks import Clocks
from bordermark.compendium.describing import CompendiumWriter
from bordermark.compendium.gathering import gather
from bordermark.compendium.near import near_instruments
from bordermark.compendium.reading import reader
from bordermark.compendium.state_participation import participation_of
from bordermark.errors import UnknownRecord


def show_record(key: str, say: CompendiumWriter, clocks: Clocks, today: date) -> dict[str, Any]:
    """The record with this id: an instrument, provision, State, organisation or concept (``scheme:code``).

    Raises UnknownRecord, with ids that resemble it, when there is none.
    """
    held = reader(clocks)
    words, bodies = say.words.words, say.organisations.bodies
    if gathered := gather(held, key, say.words.language):
        return say.detail(gathered, clocks.day(today)).model_dump(mode="json")
    if provision := held.provision(key):
        parent = gather(held, provision.instrument, say.words.language)
        assert parent is not None, "a provision stands in an instrument"
        return say.provision_detail(provision, parent).model_dump(mode="json")
    if key in words.states:
        shown = say.words.state(words.states[key]).model_dump(mode="json")
        return {**shown, "participation": participation_of(key, say, clocks).model_dump(mode="json")["items"]}
    if key in bodies.bodies:
        return say.organisations.detail(bodies.bodies[key]).model_dump(mode="json")
    if key in words.concepts:
        return say.words.concept(words.concepts[key]).model_dump(mode="json")
    others = get_close_matches(key, [*words.states, *bodies.bodies, *words.concepts], n=2)
    raise UnknownRecord("record", key, [*near_instruments(key)[: 5 - len(others)], *others])
