"""Queries that feed the diagnosis."""

from functools import lru_cache

from bordermark.clocks import NOW, Clocks
from bordermark.contributions import revisions
from bordermark.contributions.models import Revision
from bordermark.diagnosis.advising import Advice
from bordermark.diagnosis.answering import Answered
from bordermark.diagnosis.diagnosing import Diagnosis
from bordermark.diagnosis.gaps import Need, needs_of
from bordermark.diagnosis.material import Material
from bordermark.diagnosis.reading import read_survey
from bordermark.diagnosis.survey import Entity, Survey
from bordermark.framework.asking import day_of
from bordermark.framework.obligations import Day
from bordermark.organisations.store import organisations
from bordermark.structures.store import survey as records_of_survey
from bordermark.vocabulary.store import vocabulary


def survey(clocks: Clocks = NOW) -> Survey:
    """The survey as it stands or as the clocks recall it; of which year is for the caller."""
    held, bodies = records_of_survey(clocks), organisations().bodies
    named = {body for one in held.activities.values() for body in one.bodies}
    members = {body for one in held.mechanisms.values() for body in one.members}
    entities = [Entity(key, bodies[key].names["en"], bodies[key].kind) for key in sorted(named | members)]
    return read_survey(held, entities, vocabulary())


def needs(clocks: Clocks = NOW) -> list[Need]:
    """What every State is bound to on the day of the clocks, by capacity and flow."""
    return _needs(revisions.last_revision(), clocks)


@lru_cache(maxsize=8)
def _needs(_revision: int, clocks: Clocks) -> list[Need]:
    day = day_of(clocks)
    return [need for state in day.world.states for need in _bound(day, state)]


def needs_of_state(state: str, clocks: Clocks) -> list[Need]:
    """What a State is bound to on the day of the clocks, by capacity and flow."""
    return _bound(day_of(clocks), state)


def _bound(day: Day, state: str) -> list[Need]:
    return needs_of(state, day.obligations(state), day.world.framework.measures)


def material(found: Answered, advice: Advice, language: str, other: Diagnosis | None = None) -> Material:
    """All that the report needs; it is dated by the last revision, so that the same records make the same report."""
    made = Revision.objects.get(pk=revisions.last_revision()).recorded_at.replace(microsecond=0)
    said = records_of_survey(found.clocks).responses_to
    return Material(found, advice, vocabulary(), language, made, other, said)
