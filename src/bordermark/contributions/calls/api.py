"""Calls for input over HTTP."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from bordermark.accounts.api_auth import identified
from bordermark.accounts.guards import require
from bordermark.accounts.people import person_of
from bordermark.accounts.policy import Action, Thing
from bordermark.contributions.calls import asking, calling, schemas, store
from bordermark.contributions.calls.calling import Asked
from bordermark.contributions.calls.describing import body_of, detail, summary
from bordermark.contributions.record_types import record_types
from bordermark.contributions.review.api import Number
from bordermark.contributions.review.models import ChangeSet
from bordermark.contributions.store import lexicon
from bordermark.publishing.addresses import addresses_for
from bordermark.publishing.parameters import InLanguage, language_for, reading, unknown_codes
from bordermark.publishing.problems import BadParameter, UnusableParameters

router = Router(tags=["Calls for input"], auth=identified)


@reading(router, "/calls", list[schemas.CallSummary], summary="Calls for input", operation_id="list_calls")
def list_calls(request: HttpRequest) -> list[schemas.CallSummary]:
    """The calls that you may see, the newest first; an addressee's people see that one's answer alone."""
    person = person_of(request)
    return [summary(one, addresses_for(request)) for one in store.calls(person)]


@router.post("/calls", response={201: schemas.CallDetail}, summary="Open a call", operation_id="open_call")
def open_call(request: HttpRequest, asked: schemas.NewCall) -> tuple[int, schemas.CallDetail]:
    """Open a call and tell those who write on behalf of its addressees."""
    person = person_of(request)
    require(person, Action.OPEN_CALL, Thing("call", status="draft"))
    words = lexicon()
    bodies, wrong = asking.bodies(asked.bodies, words)
    errors = [BadParameter("bodies", one, "a known organisation or State") for one in wrong]
    types = [one.name for one in record_types()]
    errors += unknown_codes("record_types", asked.record_types, types, "a type of record")
    concepts = {"theme": asked.theme, "region": asked.region}
    errors += [BadParameter("theme or region", one, "a word of the vocabulary")
               for one in asking.unknown_words(concepts, words)]
    if errors:
        raise UnusableParameters(errors)
    keys = {scheme: f"{scheme}:{code}" if code else "" for scheme, code in concepts.items()}
    made = calling.open_call(Asked(asked.title, asked.text, asked.deadline, bodies, asked.record_types, **keys),
                             by=person, at=timezone.now())
    return 201, detail(store.Seen(made, tuple(made.addressees.all())), addresses_for(request), "en")


@reading(router, "/calls/{number}", schemas.CallDetail, summary="A call", operation_id="get_call")
def get_call(request: HttpRequest, number: Number, asked: Query[InLanguage]) -> schemas.CallDetail:
    """A call with the addressees that you may see, and their answers."""
    person = person_of(request)
    return detail(store.call(person, number), addresses_for(request), language_for(request, asked))


@router.post("/calls/{number}/answers", response=schemas.CallDetail, summary="Answer a call",
             operation_id="answer_call")
def answer_call(request: HttpRequest, number: Number, asked: schemas.NewAnswer) -> schemas.CallDetail:
    """Answer on behalf of an addressee; an answer may be given anew as long as the call is open."""
    person = person_of(request)
    seen = store.call(person, number, Action.ANSWER_CALL)
    one = next((each for each in seen.addressees if body_of(each) == asked.body), None)
    if one is None:
        raise UnusableParameters([BadParameter("body", asked.body, "an addressee for whom you may answer")])
    chosen = ChangeSet.objects.filter(pk=asked.change_set).first() if asked.change_set else None
    calling.answer(one, asked.answer, by=person, at=timezone.now(), words=asked.words, change_set=chosen)
    return detail(store.call(person, number, Action.ANSWER_CALL), addresses_for(request), "en")


@router.post("/calls/{number}/reminders", response=schemas.Reminded, summary="Remind the addressees",
             operation_id="remind_call")
def remind_call(request: HttpRequest, number: Number) -> schemas.Reminded:
    """Remind all addressees who have not answered."""
    person = person_of(request)
    held = store.call(person, number, Action.REMIND).call
    return schemas.Reminded(reminded=calling.remind(held, by=person, at=timezone.now()))


@router.post("/calls/{number}/closing", response=schemas.CallDetail, summary="Close a call",
             operation_id="close_call")
def close_call(request: HttpRequest, number: Number) -> schemas.CallDetail:
    """Close a call: no more answers are taken."""
    person = person_of(request)
    seen = store.call(person, number, Action.CLOSE_CALL)
    closed = calling.close(seen.call, by=person, at=timezone.now())
    return detail(store.Seen(closed, seen.addressees), addresses_for(request), "en")
