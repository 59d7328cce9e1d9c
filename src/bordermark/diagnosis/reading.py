"""The records of the survey as the diagnosis wants them: years, States, what is global. Pure."""

from collections.abc import Iterable

from bordermark.diagnosis.survey import GENERAL, GLOBAL, Activity, Entity, Mechanism, Survey
from bordermark.edtf import earliest, latest
from bordermark.structures.records import WORLD
from bordermark.structures.survey import NOT_SURVEYED
from bordermark.structures.survey import Survey as Records
from bordermark.vocabulary.words import Vocabulary


def read_survey(records: Records, entities: Iterable[Entity], words: Vocabulary) -> Survey:
    """The survey of these records. Regions are known by their M49 code, States by their alpha-3 code.

    A region is its Member States and observer States; its other areas are reached only where they are named.
    """
    states = {one.id: one for one in words.member_states()}
    regions = {concept.code: tuple(sorted(words.states_in((concept.key,)) & states.keys()))
               for concept in words.schemes["m49"] if concept.key != WORLD}
    return Survey(
        tuple(entities),
        tuple(Activity(one.id, one.entity, one.title, one.functions, one.capacities, one.flows, _places(one.places),
                       one.partners, _first_year(one.start), _last_year(one.end), one.budget_usd)
              for one in records.activities.values()),
        tuple(Mechanism(one.id, one.name, one.kind, one.members, _first_year(one.since), _last_year(one.until),
                        one.capacities, one.flows, _places(one.places))
              for one in records.mechanisms.values()),
        regions, {one.id: one.regions[-1] for one in states.values() if one.regions},
        frozenset(concept.code for concept in words.schemes["flow"]) - NOT_SURVEYED - {GENERAL},
    )


def _places(places: Iterable[str]) -> tuple[str, ...]:
    return tuple(GLOBAL if place == WORLD else place.partition(":")[2] for place in places)


def _first_year(text: str) -> int | None:
    day = earliest(text)
    return day.year if day else None


def _last_year(text: str) -> int | None:
    day = latest(text)
    return day.year if day else None
