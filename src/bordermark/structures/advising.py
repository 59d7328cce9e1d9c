"""The check at drafting time: what is there already that a new mandate, project, training or questionnaire resembles,
who should be asked, and what gap it would fill. Pure."""

from dataclasses import dataclass
from datetime import date

from bordermark.structures.closest import Close, closest_activities
from bordermark.structures.consulting import ToAsk, fitting, whom_to_ask
from bordermark.structures.decisions import CloseDecision, closest_decisions
from bordermark.structures.drafts import Closeness, Draft
from bordermark.structures.filling import Cell, cells
from bordermark.structures.records import MechanismRecord
from bordermark.structures.survey import Standing, standing


@dataclass(frozen=True, slots=True)
class Fitting:
    """A mechanism that speaks of the draft: how much of it is in its known scope, and how it stands in its period."""

    mechanism: MechanismRecord
    fits: float
    standing: Standing


@dataclass(frozen=True, slots=True)
class Advice:
    """What there is to say to a draft, the nearest first."""

    activities: tuple[Close, ...]
    decisions: tuple[CloseDecision, ...]
    mechanisms: tuple[Fitting, ...]
    ask: tuple[ToAsk, ...]
    cells: tuple[Cell, ...]


def advise(draft: Draft, held: Closeness, today: date, most: int = 20) -> Advice:
    """What there is to say to a draft; `most` activities and decisions are told.

    Only what runs, or may run, in the draft's period is looked at: from `today` when it names none.
    """
    since = draft.since or today
    until = draft.last_day(since)
    running = [(one, how) for one in held.survey.activities.values()
               if (how := standing(one.start, one.end, since, until)) != "out"]
    activities = closest_activities(draft, running, held, most)
    mechanisms = sorted(
        (Fitting(one, round(fits, 4), how) for one in held.survey.mechanisms.values()
         if (how := standing(one.since, one.until, since, until)) != "out" and (fits := fitting(draft, one, held))),
        key=lambda one: (-one.fits, one.mechanism.id),
    )
    return Advice(
        tuple(activities), tuple(closest_decisions(draft, held, most)), tuple(mechanisms),
        tuple(whom_to_ask(draft, activities, {one.mechanism.id: (one.mechanism, one.fits) for one in mechanisms},
                          held)),
        tuple(cells(draft, [one for one, _ in running], held.places)),
    )
