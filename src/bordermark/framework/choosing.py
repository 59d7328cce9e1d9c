"""Which models of infrastructure suit a border, by six answers; every piece of advice says why. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bordermark.framework.content import Framework
from bordermark.framework.records import ModelFitRecord, ModelRecord

QUESTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "border": ("land", "sea", "air", "green"),
    "traffic": ("low", "medium", "high"),
    "neighbour": ("close", "working", "distant"),
    "means": ("little", "some", "ample"),
    "systems": ("paper", "customs-automated", "several-unlinked"),
    "will": ("weak", "some", "strong"),
}
"""The questions with their answers: which border, how much traffic, what relations with the neighbour, what means,
what systems, how much political will to change institutions."""

RULED_OUT: Final = -3
"""A weight that no other answer can outweigh."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A model with what the answers say for and against it; `score` is the sum of the weights."""

    model: ModelRecord
    score: int
    ruled_out: bool
    reasons: tuple[ModelFitRecord, ...]
    """The strongest first, for before against."""
    missing: tuple[str, ...]
    """Measures that must be in place before."""


def advise(framework: Framework, answers: Mapping[str, str]) -> tuple[Advice, ...]:
    """All models, the best advice first: those not ruled out, by score, then by fewer prerequisites.

    Questions without an answer say nothing. Raises ValueError for an answer that is none.
    """
    for question, answer in answers.items():
        if answer not in QUESTIONS.get(question, ()):
            raise ValueError(f"{question}: found {answer!r}, expected one of {', '.join(QUESTIONS.get(question, ()))}")
    found = [_advice(model, framework, answers) for model in framework.models.values()]
    return tuple(sorted(found, key=lambda one: (one.ruled_out, -one.score, len(one.missing), one.model.id)))


def _advice(model: ModelRecord, framework: Framework, answers: Mapping[str, str]) -> Advice:
    reasons = [one for one in framework.fits if one.model == model.id and answers.get(one.question) == one.answer]
    reasons.sort(key=lambda one: -one.weight)
    return Advice(model, sum(one.weight for one in reasons), any(one.weight <= RULED_OUT for one in reasons),
                  tuple(reasons), model.prerequisites)
