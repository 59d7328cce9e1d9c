"""A question put to the diagnosis, and its answer, kept for as long as the records stay as they are."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from threading import Lock
from typing import Final

from bordermark.clocks import Clocks
from bordermark.contributions import revisions
from bordermark.diagnosis import store
from bordermark.diagnosis.advising import Advice, advise
from bordermark.diagnosis.answering import Answered
from bordermark.diagnosis.burden import burdens
from bordermark.diagnosis.changing import Agree, Change, End, HandOver, Merge, Share, agreement, changed
from bordermark.diagnosis.comparing import Comparison, compare
from bordermark.diagnosis.diagnosing import Asked, diagnose
from bordermark.diagnosis.gaps import Need, supplies
from bordermark.diagnosis.portfolio import Wanted
from bordermark.diagnosis.survey import GENERAL, Survey, in_year, only
from bordermark.errors import UnknownRecord
from bordermark.framework.asking import today
from bordermark.publishing.parameters import unknown_codes
from bordermark.publishing.problems import BadParameter, UnusableParameters

QUICK: Final = {"draws": 200, "deals": 200, "networks": 100, "worlds": 200}
"""How often chance is tried where somebody waits; ``bordermark diagnose`` tries it as often as one likes."""

MOST: Final = 5
"""How many options are chosen to be taken up together, where nobody says how many."""

LARGEST: Final = 50
"""How many options can be asked for."""

EXAMPLES: Final[Mapping[str, str]] = {
    "end": "act-unodc-ccp", "hand_over": "act-unodc-ccp:wco", "merge": "act-unodc-ccp-air:act-unodc-ccp",
    "agree": "unodc,wco,icao:cargo,aviation", "share": "assess:unodc,wco:cargo,aviation",
}
"""What can be asked of what-if, each with an example."""

# the kernels of the null model run in several threads, of which only one caller may make use at a time
_one_at_a_time = Lock()


def at_day(clocks: Clocks) -> Clocks:
    """The clocks with a day: that of today where none is asked for."""
    return replace(clocks, as_at=clocks.day(today()))


def answered(asked: Asked, clocks: Clocks) -> Answered:
    """The answer to a question. Raises UnknownRecord for a region or a flow that the survey does not know."""
    with _one_at_a_time:
        return _answered(revisions.last_revision(), asked, at_day(clocks))


@lru_cache(maxsize=16)
def _answered(_revision: int, asked: Asked, clocks: Clocks) -> Answered:
    made = diagnose(store.survey(clocks), asked)
    return Answered(clocks, made, tuple(supplies(made.survey, needs(made.survey, asked.region, asked.flow, clocks))),
                    burdens(made.survey))


def needs(survey: Survey, region: str, flow: str, clocks: Clocks) -> list[Need]:
    """The needs of the States of a region against a flow; empty for all."""
    inside = survey.states((region,)) if region else None
    return [one for one in store.needs(clocks) if (inside is None or one.state in inside) and flow in ("", one.flow)]


def in_another_year(found: Answered, year: int) -> Answered:
    """The answer to the same question as at the end of another year."""
    return answered(replace(found.diagnosis.asked, year=year), replace(found.clocks, as_at=date(year, 12, 31)))


def advised_on(found: Answered, most: int, wanted: tuple[Wanted, ...]) -> Advice:
    """The options that follow from an answer, and at most so many to take up together."""
    with _one_at_a_time:
        return _advised(revisions.last_revision(), found.diagnosis.asked, found.clocks, most, wanted)


@lru_cache(maxsize=16)
def _advised(revision: int, asked: Asked, clocks: Clocks, most: int, wanted: tuple[Wanted, ...]) -> Advice:
    return advise(_answered(revision, asked, clocks).diagnosis, most, wanted)


def read_asked(region: str, flow: str, clocks: Clocks, capacity: str = "", seed: int = 1) -> Asked:
    """The question of a page or an endpoint. Raises UnusableParameters for what the survey does not know."""
    known = store.survey(at_day(clocks))
    errors = [
        *_unknown("region", region, {*known.regions, *known.subregions}, "an M49 region or a State"),
        *_unknown("flow", flow, {*known.flows, GENERAL}, "a flow that was surveyed"),
        *_unknown("capacity", capacity, capacities(known), "a capacity of the survey"),
    ]
    if errors:
        raise UnusableParameters(errors)
    return Asked(clocks.day(today()).year, region, flow, **QUICK, seed=seed)


def places() -> Survey:
    """The survey as it stands, for the regions, States and flows that can be asked about."""
    return store.survey()


def capacities(survey: Survey) -> set[str]:
    """Those that any activity strengthens."""
    return {one for each in survey.activities for one in each.capacities}


def _unknown(name: str, asked: str, known: Collection[str], what: str) -> list[BadParameter]:
    return unknown_codes(name, [asked] if asked else [], sorted(known), what)


def read_wanted(words: Iterable[str], survey: Survey) -> tuple[Wanted, ...]:
    """Redundancy that is wanted, such as ``KEN:cargo``. Raises UnusableParameters."""
    found, errors = [], []
    for word in words:
        state, _, capacity = word.partition(":")
        if state in survey.subregions and capacity in capacities(survey):
            found.append(Wanted(state, capacity))
        else:
            errors.append(BadParameter("keep", word, "a State and a surveyed capacity, such as KEN:cargo"))
    if errors:
        raise UnusableParameters(errors)
    return tuple(found)


def read_changes(survey: Survey, given: Mapping[str, Iterable[str]]) -> list[Change]:
    """What if: changes by name, as in `EXAMPLES`, in the order of the names.

    Raises UnusableParameters for what cannot be read, or is not there in the survey of the year.
    """
    found: list[Change] = []
    for name, words in given.items():
        for word in words:
            parts = word.split(":")
            alone = name == "agree" and len(set(parts[0].split(","))) < 2
            if alone or not all(parts) or len(parts) != EXAMPLES[name].count(":") + 1:
                raise UnusableParameters([BadParameter(name, word, f"such as {EXAMPLES[name]}")])
            try:
                change = _change(survey, name, parts)
                changed(survey, [*found, change])
            except UnknownRecord as error:
                raise UnusableParameters([BadParameter(name, word, f"names of that year ({error})")]) from error
            found.append(change)
    return found


def _change(survey: Survey, name: str, parts: list[str]) -> Change:
    match name:
        case "end":
            return End(*parts)
        case "hand_over":
            return HandOver(*parts)
        case "merge":
            return Merge(*parts)
        case "agree":
            bodies, subjects = (tuple(one.split(",")) for one in parts)
            return Agree(agreement(survey, bodies, subjects))
        case _:
            function, bodies, subjects = parts[0], *(tuple(one.split(",")) for one in parts[1:])
            return Share(function, bodies, subjects)


def compared(
    asked: Asked, clocks: Clocks, given: Mapping[str, Iterable[str]], keep: Iterable[str]
) -> tuple[Survey, Comparison]:
    """The part of the survey that is asked about, and what the changes would make of it. Raises UnusableParameters."""
    day = at_day(clocks)
    survey = in_year(only(store.survey(day), asked.region, asked.flow), asked.year)
    changes, wanted = read_changes(survey, given), read_wanted(keep, survey)
    return survey, compare(survey, needs(survey, asked.region, asked.flow, day), changes, wanted)
