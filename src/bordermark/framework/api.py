"""The framework over HTTP: domains, measures, what binds each State, models."""

from typing import Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from bordermark.compendium.api import writer as compendium_writer
from bordermark.framework import schemas
from bordermark.framework.asking import day_of, find, measure_of, since_day, state_of, states_in, writer
from bordermark.framework.choosing import QUESTIONS, advise
from bordermark.framework.comparing import accepted_beside, compare
from bordermark.framework.describing import FrameworkWriter
from bordermark.framework.records import MeasureRecord
from bordermark.framework.selecting import select_measures
from bordermark.framework.timeline import became_binding
from bordermark.publishing.parameters import AtMoment, Code, Codes, InLanguage, clocks_of, reading, unknown_codes
from bordermark.publishing.problems import BadParameter, UnusableParameters

router = Router(tags=["Framework"])


class MeasuresAsked(AtMoment):
    """Which measures. A filter may be repeated: its values widen each other, different filters narrow."""

    domain: Codes = Field([], description="Id of the domain")
    level: list[Literal["foundation", "established", "advanced"]] = Field([], description="How much it presupposes")
    agency: Codes = Field([], description="Concept of the scheme agency")
    capacity: Codes = Field([], description="Concept of the scheme capacity")
    theme: Codes = Field([], description="Concept of the scheme theme")
    flow: Codes = Field([], description="Concept of the scheme flow")


class SinceAsked(AtMoment):
    """From which day on."""

    since: str = Field("", max_length=40, description="The earlier day: YYYY-MM-DD, YYYY-MM or YYYY (its last day); "
                       "without it, the end of the year ten years before")


class ComparisonAsked(AtMoment):
    """Which States and regions."""

    state: Codes = Field([], description="State, ISO 3166-1 alpha-3; may be repeated")
    region: Codes = Field([], description="Concept of the scheme m49; may be repeated")
    differences: bool = Field(False, description="Only measures in which the States differ")


class AdviceAsked(InLanguage):
    """The answers to the chooser's questions; a question without an answer says nothing."""

    border: Literal["", "land", "sea", "air", "green"] = Field("", description="Which border")
    traffic: Literal["", "low", "medium", "high"] = Field("", description="How much traffic")
    neighbour: Literal["", "close", "working", "distant"] = Field("", description="Relations with the neighbour")
    means: Literal["", "little", "some", "ample"] = Field("", description="What can be spent")
    systems: Literal["", "paper", "customs-automated", "several-unlinked"] = Field("", description="Data systems")
    will: Literal["", "weak", "some", "strong"] = Field("", description="Political will to change institutions")


def _writer(request: HttpRequest, asked: InLanguage) -> FrameworkWriter:
    clocks = clocks_of(asked) if isinstance(asked, AtMoment) else clocks_of(AtMoment.model_construct())
    return writer(compendium_writer(request, asked), clocks)


@reading(router, "/domains", list[schemas.DomainSummary], summary="Domains of the Framework",
         operation_id="list_domains")
def list_domains(request: HttpRequest, asked: Query[AtMoment]) -> list[schemas.DomainSummary]:
    """The domains, in the order of the Framework."""
    say = _writer(request, asked)
    return [say.domain(one) for one in say.world.framework.domains.values()]


@reading(router, "/measures", schemas.MeasureList, summary="Measures", operation_id="list_measures")
def list_measures(request: HttpRequest, asked: Query[MeasuresAsked]) -> schemas.MeasureList:
    """Measures that carry what the filters ask for, in the order of the Framework."""
    say = _writer(request, asked)
    words, errors = say.compendium.words.words, list[BadParameter]()
    errors += unknown_codes("domain", asked.domain, say.world.framework.domains, "the id of a domain")
    for scheme in ("agency", "capacity", "theme", "flow"):
        known = [one.code for one in words.schemes.get(scheme, ())]
        errors += unknown_codes(scheme, getattr(asked, scheme), known, f"a concept of the scheme {scheme}")
    if errors:
        raise UnusableParameters(errors)
    chosen = select_measures(say.world.framework, {
        "domain": asked.domain, "level": asked.level, "agencies": asked.agency, "capacities": asked.capacity,
        "themes": asked.theme, "flows": asked.flow,
    })
    return say.measures(chosen)


@reading(router, "/measures/{measure}", schemas.MeasureDetail, summary="A measure", operation_id="get_measure")
def get_measure(request: HttpRequest, measure: Code, asked: Query[AtMoment]) -> schemas.MeasureDetail:
    """A measure with all that it is derived from, the official texts where they are held, and how it is assessed."""
    return _writer(request, asked).measure_detail(_measure(measure, asked))


def _measure(key: str, asked: AtMoment) -> MeasureRecord:
    return measure_of(key, clocks_of(asked))


@reading(router, "/measures/{measure}/states", schemas.StatesOfMeasure, summary="Whom a measure binds",
         operation_id="list_states_of_measure")
def states_of_measure(request: HttpRequest, measure: Code, asked: Query[AtMoment]) -> schemas.StatesOfMeasure:
    """Where every State stands towards a measure on a day. `unknown` is never "not bound"."""
    say, day, key = _writer(request, asked), day_of(clocks_of(asked)), _measure(measure, asked).id
    return say.states(key, day.day, {state: day.obligation(key, state) for state in day.world.states})


@reading(router, "/states/{state}/obligations", schemas.ObligationsOfState, summary="What binds a State",
         operation_id="list_obligations_of_state")
def obligations_of(request: HttpRequest, state: Code, asked: Query[AtMoment]) -> schemas.ObligationsOfState:
    """Every measure for a State on a day, with the chain from the measure to the State's act.

    `binding`: the words say shall, the instrument binds and the State takes part. `committed`: a member of the body
    that adopted a text that does not bind. `recommended`: the rest. `unknown`: data are missing; never "not bound".
    """
    say, day = _writer(request, asked), day_of(clocks_of(asked))
    code = state_of(state, say.compendium)
    return say.obligations(code, day.day, day.obligations(code))


@reading(router, "/states/{state}/obligations/new", schemas.NewObligationsOfState,
         summary="What became binding on a State", operation_id="list_new_obligations_of_state")
def new_obligations_of(request: HttpRequest, state: Code, asked: Query[SinceAsked]) -> schemas.NewObligationsOfState:
    """What became binding on a State after a day and by another (`as_at`, else today)."""
    say, later = _writer(request, asked), day_of(clocks_of(asked))
    code = state_of(state, say.compendium)
    since = since_day(asked.since, later.day)
    earlier = type(later)(later.world, since)
    return say.changes(code, since, later.day, became_binding(earlier, later, code))


@reading(router, "/states/{state}/obligations/neighbours", schemas.AcceptedByNeighbours,
         summary="What the neighbours of a State have accepted", operation_id="list_accepted_by_neighbours")
def accepted_by_neighbours(request: HttpRequest, state: Code, asked: Query[AtMoment]) -> schemas.AcceptedByNeighbours:
    """Treaties from which measures are derived, in which land neighbours take part and the State is not known to."""
    say, day = _writer(request, asked), day_of(clocks_of(asked))
    code = state_of(state, say.compendium)
    neighbours = say.compendium.words.words.states[code].neighbours
    return say.accepted(code, day.day, accepted_beside(day, code, neighbours))


@reading(router, "/obligations/compare", schemas.Comparison, summary="States and regions beside one another",
         operation_id="compare_obligations")
def compare_obligations(request: HttpRequest, asked: Query[ComparisonAsked]) -> schemas.Comparison:
    """The status of every measure for several States, and how many States of regions it binds."""
    say, day = _writer(request, asked), day_of(clocks_of(asked))
    words = say.compendium.words.words
    known = [one.code for one in words.schemes.get("m49", ())]
    errors = unknown_codes("state", asked.state, day.world.states, "an ISO 3166-1 alpha-3 code")
    errors += unknown_codes("region", asked.region, known, "a concept of the scheme m49")
    if errors:
        raise UnusableParameters(errors)
    regions = {code: states_in(code, words) for code in asked.region}
    return say.comparison(compare(day, asked.state, regions, asked.differences))


@reading(router, "/models", list[schemas.ModelSummary], summary="Models of infrastructure", operation_id="list_models")
def list_models(request: HttpRequest, asked: Query[AtMoment]) -> list[schemas.ModelSummary]:
    """Models of infrastructure for coordinated border management."""
    say = _writer(request, asked)
    return [say.model(one) for one in say.world.framework.models.values()]


@reading(router, "/models/advice", schemas.AdviceList, summary="Advice on models", operation_id="advise_on_models")
def advice_on_models(request: HttpRequest, asked: Query[AdviceAsked]) -> schemas.AdviceList:
    """Models of infrastructure, the best advice first, with what each answer says for or against them."""
    say = _writer(request, asked)
    answers = {name: value for name in QUESTIONS if (value := getattr(asked, name))}
    return say.advice(answers, advise(say.world.framework, answers))


@reading(router, "/models/{model}", schemas.ModelDetail, summary="A model of infrastructure", operation_id="get_model")
def get_model(request: HttpRequest, model: Code, asked: Query[AtMoment]) -> schemas.ModelDetail:
    """A model of infrastructure: what it needs, what it serves, how to set it up."""
    say = _writer(request, asked)
    return say.model_detail(find(say.world.framework.models, model, "model"))
