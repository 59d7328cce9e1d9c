"""Validation rounds over HTTP."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from bordermark.accounts.api_auth import identified
from bordermark.accounts.people import person_of
from bordermark.accounts.policy import Action
from bordermark.contributions.review.api import Number
from bordermark.diagnosis.validation import rounds, schemas, store
from bordermark.diagnosis.validation.describing import RoundWriter, organisation_writer
from bordermark.publishing.parameters import InLanguage, language_for, reading
from bordermark.publishing.problems import BadParameter, UnusableParameters

router = Router(tags=["Validation rounds"])


class RoundReminded(Schema):
    """How many entities were reminded."""

    reminded: int


def _writer(request: HttpRequest, language: str = "en") -> RoundWriter:
    return RoundWriter(organisation_writer(request, language), person_of(request))


@reading(router, "/rounds", list[schemas.RoundSummary], summary="Validation rounds", operation_id="list_rounds")
def list_rounds(request: HttpRequest) -> list[schemas.RoundSummary]:
    """The rounds of which you may see something, the newest first: closed ones, and what you are asked in open ones."""
    say = _writer(request)
    return [say.summary(one) for one in store.rounds(say.person)]


@router.post("/rounds", response={201: schemas.RoundDetail}, summary="Open a validation round",
             operation_id="open_round", auth=identified)
def open_round(request: HttpRequest, asked: schemas.NewRound) -> tuple[int, schemas.RoundDetail]:
    """Make the diagnosis and put each finding that survives to the entities concerned."""
    say = _writer(request)
    made = rounds.open_round(rounds.Wanted(**asked.model_dump()), by=say.person, at=timezone.now())
    return 201, say.detail(store.one_round(say.person, made.pk))


@reading(router, "/rounds/{number}", schemas.RoundDetail, summary="A validation round", operation_id="get_round")
def get_round(request: HttpRequest, number: Number, asked: Query[InLanguage]) -> schemas.RoundDetail:
    """A round with the findings and answers that you may see."""
    say = _writer(request, language_for(request, asked))
    return say.detail(store.one_round(say.person, number))


@router.post("/rounds/{number}/answers", response=schemas.RoundDetail, summary="Answer a finding",
             operation_id="answer_finding", auth=identified)
def answer_finding(request: HttpRequest, number: Number, asked: schemas.NewStance) -> schemas.RoundDetail:
    """Answer on behalf of an entity; anew as long as the round is open. A correction opens a change set."""
    say = _writer(request)
    seen = store.one_round(say.person, number, Action.ANSWER_CALL)
    one = next((each for each in seen.questions if each.pk == asked.question), None)
    if one is None:
        raise UnusableParameters([BadParameter("question", str(asked.question), "one that is put to you")])
    rounds.answer(one, asked.stance, by=say.person, at=timezone.now(), words=asked.words, activity=asked.activity)
    return say.detail(store.one_round(say.person, number, Action.ANSWER_CALL))


@router.post("/rounds/{number}/reminders", response=RoundReminded, summary="Remind the entities",
             operation_id="remind_round", auth=identified)
def remind_round(request: HttpRequest, number: Number) -> RoundReminded:
    """Remind all entities that have not answered everything."""
    person = person_of(request)
    held = store.one_round(person, number, Action.REMIND).round
    return RoundReminded(reminded=rounds.remind(held, by=person, at=timezone.now()))


@router.post("/rounds/{number}/closing", response=schemas.RoundDetail, summary="Close a validation round",
             operation_id="close_round", auth=identified)
def close_round(request: HttpRequest, number: Number) -> schemas.RoundDetail:
    """Close a round: no more answers are taken, and what was said becomes public."""
    say = _writer(request)
    held = store.one_round(say.person, number, Action.CLOSE_CALL).round
    rounds.close(held, by=say.person, at=timezone.now())
    return say.detail(store.one_round(say.person, number))
