"""The survey over HTTP: activities, mechanisms, mandates, and the check at drafting time."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from bordermark.organisations.api import writer as organisations_writer
from bordermark.publishing.parameters import AtMoment, Code, Codes, clocks_of, reading
from bordermark.structures import asking, schemas
from bordermark.structures.advising import advise
from bordermark.structures.crossing import Side, cross
from bordermark.structures.describing import SurveyWriter
from bordermark.structures.selecting import select, select_mechanisms
from bordermark.structures.store import closeness, survey
from bordermark.structures.views import find_activity, find_mechanism

router = Router(tags=["Structures"])


class ScopeAsked(AtMoment):
    """What for, where and when. A parameter may be repeated: its values widen each other, different ones narrow."""

    capacity: Codes = Field([], description="Concept of the scheme capacity")
    flow: Codes = Field([], description="Concept of the scheme flow; general is one of its own")
    place: Codes = Field([], description="ISO 3166-1 alpha-3 or M49 code (001: the world), or id of an organisation")
    since: str = Field("", max_length=10, description="In a period from this day, month or year")
    until: str = Field("", max_length=10, description="In a period until this day, month or year")


class MechanismsAsked(ScopeAsked):
    """Which coordination mechanisms; what is not known of a scope answers every question."""

    entity: Codes = Field([], description="Organisation that is a member")
    certain: bool = Field(False, description="Leave out what is not dated, or may have been over")


class ActivitiesAsked(MechanismsAsked):
    """Which activities."""

    entity: Codes = Field([], description="Organisation that leads it or takes part")
    function: Codes = Field([], description="Concept of the scheme function")


class CrossedAsked(ActivitiesAsked):
    """Which activities, and under which of their sides they are counted."""

    rows: Side = Field("entity", description="Side of the rows")
    columns: Side = Field("capacity", description="Side of the columns; another than that of the rows")


class MandatesAsked(AtMoment):
    """Which mandates."""

    entity: Codes = Field([], description="Organisation that rests work on it")
    instrument: Codes = Field([], description="Instrument of the compendium")


class ResponsesAsked(AtMoment):
    """Which responses."""

    finding: Codes = Field([], description="Id of the finding")
    entity: Codes = Field([], description="Organisation to which it was put")


class DraftAsked(ScopeAsked):
    """What somebody is about to write."""

    text: str = Field("", max_length=asking.LONGEST, description="Its words, in English as the survey's")
    function: Codes = Field([], description="Concept of the scheme function")


def writer(request: HttpRequest, asked: AtMoment) -> SurveyWriter:
    """The writer for a request's language, addresses and clocks."""
    return SurveyWriter(survey(clocks_of(asked)), organisations_writer(request, asked))


def _query(asked: ScopeAsked) -> dict[str, list[str]]:
    """The parameters as pages have them."""
    values = asked.model_dump()
    query = {name: some if isinstance(some, list) else [some] for name, some in values.items()
             if isinstance(some, list | str)}
    return query | {"certain": ["1"] if values.get("certain") else []}


@reading(router, "/activities", schemas.Activities, summary="Activities", operation_id="list_activities")
def list_activities(request: HttpRequest, asked: Query[ActivitiesAsked]) -> schemas.Activities:
    """What entities do for States, by function, capacity, flow, place, period and entity.

    With `as_at` or a period, those that ran or may have run in it; `standing` says which. A regional activity answers
    for its States, one for the world for all of them; `reach` says how.
    """
    say = writer(request, asked)
    held = closeness(say.survey, say.words.words, say.organisations.bodies)
    question = asking.read_question(_query(asked), say.words.words, say.organisations.bodies, clocks_of(asked).as_at)
    return say.activities(select(say.survey.activities.values(), question, held.places), question)


@reading(router, "/activities-table", schemas.CrossedSurvey, summary="Who works on what",
         operation_id="cross_activities")
def cross_activities(request: HttpRequest, asked: Query[CrossedAsked]) -> schemas.CrossedSurvey:
    """Activities counted under two of their sides: entities, functions, capacities, flows, regions."""
    say = writer(request, asked)
    words, bodies = say.words.words, say.organisations.bodies
    held = closeness(say.survey, words, bodies)
    question = asking.read_question(_query(asked), words, bodies, clocks_of(asked).as_at)
    rows, columns = asking.read_sides(asked.rows, asked.columns)
    found = select(say.survey.activities.values(), question, held.places)
    return say.crossed(cross((one.activity for one in found), rows, columns, held.places,
                             asking.order_of(columns, words)))


@reading(router, "/activities/{activity}", schemas.ActivityDetail, summary="An activity", operation_id="get_activity")
def get_activity(request: HttpRequest, activity: Code, asked: Query[AtMoment]) -> schemas.ActivityDetail:
    """An activity with all that is known of it, and the mechanisms in which those who do it sit together."""
    say = writer(request, asked)
    return say.activity(find_activity(activity, say.survey))


@reading(router, "/mechanisms", list[schemas.MechanismRow], summary="Coordination mechanisms",
         operation_id="list_mechanisms")
def list_mechanisms(request: HttpRequest, asked: Query[MechanismsAsked]) -> list[schemas.MechanismRow]:
    """Documented ways in which entities coordinate. What is not known of a scope answers every question."""
    say = writer(request, asked)
    held = closeness(say.survey, say.words.words, say.organisations.bodies)
    question = asking.read_question(_query(asked), say.words.words, say.organisations.bodies, clocks_of(asked).as_at)
    found = select_mechanisms(say.survey.mechanisms.values(), question, held.places)
    return [say.mechanism_row(one, stands) for one, stands in found]


@reading(router, "/mechanisms/{mechanism}", schemas.MechanismDetail, summary="A coordination mechanism",
         operation_id="get_mechanism")
def get_mechanism(request: HttpRequest, mechanism: Code, asked: Query[AtMoment]) -> schemas.MechanismDetail:
    """A mechanism with its members, what of its scope is known and from what, and what its members do together."""
    say = writer(request, asked)
    return say.mechanism(find_mechanism(mechanism, say.survey))


@reading(router, "/mandates", list[schemas.MandateRow], summary="Mandates", operation_id="list_mandates")
def list_mandates(request: HttpRequest, asked: Query[MandatesAsked]) -> list[schemas.MandateRow]:
    """Decisions on which the surveyed entities rest their work, with who says so; filters narrow each other."""
    say = writer(request, asked)
    return [say.mandate(one) for one in say.survey.mandates.values()
            if (not asked.entity or one.entity in asked.entity)
            and (not asked.instrument or one.instrument in asked.instrument)]


@reading(router, "/responses", list[schemas.ResponseRow], summary="What entities say to findings",
         operation_id="list_responses")
def list_responses(request: HttpRequest, asked: Query[ResponsesAsked]) -> list[schemas.ResponseRow]:
    """Findings put to the entities that they concern, with their words; filters narrow each other."""
    say = writer(request, asked)
    return [say.response(one) for one in say.survey.responses.values()
            if (not asked.finding or one.finding in asked.finding)
            and (not asked.entity or one.entity in asked.entity)]


@reading(router, "/drafting", schemas.Drafting, summary="Check a draft", operation_id="check_draft")
def check_draft(request: HttpRequest, asked: Query[DraftAsked]) -> schemas.Drafting:
    """The closest activities and decisions with the terms of each score, who should be asked, what gap is filled.

    For a new mandate, project, training or questionnaire, before it is written. Nothing is kept.
    """
    say = writer(request, asked)
    words = say.words.words
    draft = asking.read_draft(_query(asked), words, say.organisations.bodies)
    day = clocks_of(asked).day(timezone.now().date())
    return say.drafting(advise(draft, closeness(say.survey, words, say.organisations.bodies), day))
