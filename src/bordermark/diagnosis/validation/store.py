"""The queries of validation rounds: which questions a person may see, and what stands behind them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from bordermark.accounts.policy import Action, Person, Reach, reach
from bordermark.accounts.store import where
from bordermark.contributions.models import Revision
from bordermark.contributions.review.store import visible_sets
from bordermark.diagnosis.answering import Answered
from bordermark.diagnosis.describing import found_of
from bordermark.diagnosis.validation.models import Question, Round
from bordermark.errors import UnknownRecord
from bordermark.structures.models import Activity
from bordermark.structures.store import survey


def visible_questions(person: Person, *actions: Action) -> "QuerySet[Question]":
    """The questions, with their answers, that a person may see, or do one of these things to.

    While a round is open an entity's people see its own alone; those of a closed round are everyone's.
    """
    parts = {part for action in (Action.VIEW, *actions) for part in reach(person, action, "round").parts}
    return Question.objects.filter(where(Reach(tuple(parts)), {
        "organisation": "entity_id", "status": "round__status",
    })).select_related("round")


@dataclass(frozen=True, slots=True)
class Seen:
    """A round, and those of its questions that the person may see."""

    round: Round
    questions: tuple[Question, ...]

    @property
    def answered(self) -> int:
        return sum(bool(one.stance) for one in self.questions)

    @property
    def findings(self) -> dict[str, list[Question]]:
        """The questions by finding, in the order in which they were put."""
        found: dict[str, list[Question]] = {}
        for one in self.questions:
            found.setdefault(one.finding, []).append(one)
        return found


def rounds(person: Person) -> list[Seen]:
    """The rounds of which a person may see something, the newest first."""
    return _by_round(visible_questions(person))


def all_rounds() -> list[Seen]:
    """All rounds, the newest first."""
    return _by_round(Question.objects.select_related("round"))


def _by_round(rows: "QuerySet[Question]") -> list[Seen]:
    found: dict[int, list[Question]] = {}
    for one in rows.order_by("-round_id", "pk"):
        found.setdefault(one.round_id, []).append(one)
    return [Seen(some[0].round, tuple(some)) for some in found.values()]


def one_round(person: Person, number: int, *actions: Action) -> Seen:
    """One of them. Raises UnknownRecord."""
    some = tuple(visible_questions(person, *actions).filter(round_id=number)) if number < 2**63 else ()
    if not some:
        raise UnknownRecord("validation round", str(number))
    return Seen(some[0].round, some)


def titles(keys: Iterable[str]) -> Mapping[str, tuple[str, str]]:
    """Titles and leads of activities that are held, by id."""
    rows = Activity.objects.filter(pk__in=set(keys)).values_list("pk", "title", "entity_id")
    return {key: (title, lead) for key, title, lead in rows}


def shown_sets(person: Person, questions: Iterable[Question]) -> frozenset[int]:
    """Those of the change sets that came of answers that the person may see."""
    keys = [one.change_set_id for one in questions if one.change_set_id]
    return frozenset(visible_sets(person).filter(pk__in=keys).values_list("pk", flat=True)) if keys else frozenset()


def said_to(found: Answered) -> dict[str, list[dict[str, Any]]]:
    """What entities have answered to the findings of a diagnosis, in the records that it is asked of, by finding."""
    said = survey(found.clocks).responses_to
    return {one.id: [each.model_dump(mode="json") for each in said[one.id] if each.stance]
            for one in found_of(found.diagnosis, found.supply) if one.id in said}


def recorded(held: Round) -> str:
    """The moment of the last revision of which the diagnosis was made, as an address takes it."""
    return Revision.objects.values_list("recorded_at", flat=True).get(pk=held.revision).isoformat()
