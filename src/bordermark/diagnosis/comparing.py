"""Before and after: all figures of a survey of one year, and of what changes would make of it. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bordermark.diagnosis.burden import burdens
from bordermark.diagnosis.changing import Change, Figures, changed, figures
from bordermark.diagnosis.coordination import covered, pairs, tally
from bordermark.diagnosis.cube import Cube
from bordermark.diagnosis.gaps import Need, supplies
from bordermark.diagnosis.overlap import shared_services
from bordermark.diagnosis.portfolio import Wanted, leads
from bordermark.diagnosis.survey import Survey


@dataclass(frozen=True, slots=True)
class Side:
    """The figures of a survey.

    `needs`: how many needs have work that names the State (``named``), work for the world only (``global``), or
    nobody. `visits` and `focal_points`: how often these are asked of a State by activities that name it, all States
    together; `visits_worldwide` and `focal_points_worldwide`: of every State, by work for the world. `by_capacity`:
    overlapping and uncoordinated pairs, with global activities at weight 1.
    """

    figures: Figures
    needs: Mapping[str, int]
    visits: int
    visits_worldwide: int
    focal_points: int
    focal_points_worldwide: int
    by_capacity: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A survey before and after changes; `lost` is wanted redundancy that was there and is not there after them."""

    changes: tuple[Change, ...]
    before: Side
    after: Side
    lost: tuple[Wanted, ...]


def compare(
    survey: Survey, needs: Sequence[Need], changes: Iterable[Change], wanted: Iterable[Wanted] = ()
) -> Comparison:
    """What changes would make of a survey of one year. Raises UnknownRecord as `changed` does."""
    taken = tuple(changes)
    then = changed(survey, taken)
    lost = tuple(one for one in wanted if len(leads(survey, one)) >= one.leads > len(leads(then, one)))
    return Comparison(taken, side(survey, needs), side(then, needs), lost)


def side(survey: Survey, needs: Sequence[Need]) -> Side:
    """All figures of a survey of one year."""
    asked = burdens(survey)
    cube = Cube(survey, 1)
    shared = shared_services(cube)
    counts = tally(pairs(shared, covered(cube, shared), "capacity"), "capacity")
    reached = Counter(one.reached for one in supplies(survey, needs))
    return Side(
        figures(survey), {name: reached[name] for name in ("named", "global", "nobody")},
        sum(len(one.visits) for one in asked.states), len(asked.worldwide.visits),
        sum(len(one.focal_points) for one in asked.states), len(asked.worldwide.focal_points),
        {name: (all_pairs, uncoordinated)
         for name, all_pairs, uncoordinated in counts.select("capacity", "pairs", "uncoordinated").iter_rows()})
