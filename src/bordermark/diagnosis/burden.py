"""What the helpers ask of a State in a year: visits and questionnaires, and focal points. Pure.

The survey does not count visits. It says which activities assess or monitor, for which a State is visited or answers a
questionnaire, and which exchange information or coordinate, for which it names a focal point. So the burden is the
number of such activities: what would be asked if each asked once in the year.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from bordermark.diagnosis.survey import GLOBAL, Survey

Ask = Literal["visit", "focal-point"]

ASKED_BY: Final[Mapping[str, Ask]] = {
    "assess": "visit", "monitor": "visit", "infoexchange": "focal-point", "coordinate": "focal-point",
}
"""What a function asks of a State: ``visit`` is a visit or a questionnaire."""


@dataclass(frozen=True, slots=True)
class Burden:
    """What asks something of a State in the year: ids of activities, or of the undertakings that they are part of."""

    state: str
    visits: tuple[str, ...]
    focal_points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Burdens:
    """What is asked of each State by what names it or its region, the most burdened first.

    `worldwide` is asked of every State, for as much as work for the world reaches it: add it for weight 1.
    """

    states: tuple[Burden, ...]
    worldwide: Burden


def burdens(survey: Survey) -> Burdens:
    """The burden on every State of the survey's world, those of whom nothing is asked by name included."""
    asks: dict[str, dict[Ask, dict[str, None]]] = {
        state: {"visit": {}, "focal-point": {}} for state in (*sorted(survey.subregions), GLOBAL)}
    for one in survey.activities:
        for ask in sorted({ASKED_BY[function] for function in one.functions if function in ASKED_BY}):
            places = survey.states(one.places) | ({GLOBAL} if GLOBAL in one.places else set())
            for place in places & asks.keys():
                asks[place][ask][one.part_of or one.id] = None
    made = {place: Burden(place, tuple(some["visit"]), tuple(some["focal-point"])) for place, some in asks.items()}
    worldwide = made.pop(GLOBAL)
    return Burdens(tuple(sorted(made.values(), key=lambda one: (
        -len(one.visits) - len(one.focal_points), one.state))), worldwide)
