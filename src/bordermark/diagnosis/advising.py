"""What could be done, from a diagnosis: all options, those to take up together, and what they would change. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bordermark.diagnosis.changing import Figures, changed, figures
from bordermark.diagnosis.cube import Cube
from bordermark.diagnosis.diagnosing import Diagnosis
from bordermark.diagnosis.options import Option, Outcome, options, outcome
from bordermark.diagnosis.portfolio import Portfolio, Wanted, choose


@dataclass(frozen=True, slots=True)
class Advice:
    """Every option; the portfolio with what each of its options would change alone, and all of them together."""

    options: tuple[Option, ...]
    portfolio: Portfolio
    alone: tuple[Outcome, ...]
    before: Figures
    together: Figures


def advise(diagnosis: Diagnosis, most: int, wanted: Sequence[Wanted] = ()) -> Advice:
    """At most so many options, from the overlap with global activities at weight 1."""
    survey, found = diagnosis.survey, diagnosis.weighted[-1]
    proposed = options(Cube(survey, found.weight), found.pairs, found.shared, found.duplicates)
    chosen = choose(survey, proposed, most, wanted)
    before = figures(survey)
    return Advice(
        tuple(proposed), chosen, tuple(outcome(survey, one, before) for one in chosen.options), before,
        figures(changed(survey, [change for one in chosen.options for change in one.changes])),
    )
