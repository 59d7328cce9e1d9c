"""The pages of validation rounds: which there are, one with its answers, a finding with its evidence and the form."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from bordermark.accounts.guards import require, signed_in
from bordermark.accounts.people import person_of
from bordermark.accounts.policy import Action, Person, Thing, may
from bordermark.accounts.store import writers
from bordermark.contributions.calls.asking import day
from bordermark.diagnosis.validation import rounds, store
from bordermark.diagnosis.validation.describing import STANCES, RoundWriter, organisation_writer, table
from bordermark.diagnosis.validation.models import Question
from bordermark.diagnosis.validation.rounds import DRAFT, DRAWS, LONGEST_WORDS, BadRound, Wanted, thing_of
from bordermark.diagnosis.validation.store import Seen
from bordermark.publishing.addresses import language_of
from bordermark.publishing.answers import Answer, respond
from bordermark.vocabulary.store import vocabulary

SHOWN = 100
"""Pairs behind a finding on its page; all are in the JSON."""


def _writer(request: HttpRequest) -> RoundWriter:
    return RoundWriter(organisation_writer(request, language_of(request)), person_of(request))


def index(request: HttpRequest) -> HttpResponse:
    """The rounds of which the reader may see something, the newest first."""
    say = _writer(request)
    found = store.rounds(say.person)
    return respond(request, Answer(
        "diagnosis/rounds.html", lambda: {
            "rows": found, "today": timezone.now().date(), "may_open": may(say.person, Action.OPEN_CALL, DRAFT),
        },
        data=lambda: [say.summary(one) for one in found],
    ))


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Open a round."""
    person, now = person_of(request), timezone.now()
    require(person, Action.OPEN_CALL, DRAFT)
    given = {"year": str(now.year), "seed": "1", "draws": str(DRAWS)}
    error = ""
    if request.method == "POST":
        given = {name: request.POST.get(name, "").strip() for name in (
            "year", "region", "flow", "seed", "draws", "deadline")}
        try:
            return redirect("round", rounds.open_round(_wanted(given), by=person, at=now).pk)
        except BadRound as problem:
            error = str(problem)
    words = vocabulary()
    return render(request, "diagnosis/round_form.html", {
        "given": given, "error": error, "regions": words.schemes["m49"], "flows": words.schemes["flow"],
    }, status=400 if error else 200)


def _wanted(given: dict[str, str]) -> Wanted:
    """What a form asks for. What is no number becomes one that is refused with the sentence of what was expected."""
    def number(text: str) -> int:
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1

    deadline = day(given["deadline"]) or timezone.now().date()
    return Wanted(number(given["year"]), deadline, given["region"], given["flow"], number(given["seed"]),
                  number(given["draws"]))


def seen_round(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of a round of which the reader may see something; any other is not there."""
    @wraps(view)
    def look(request: HttpRequest, number: int, *rest: Any, **more: Any) -> HttpResponse:
        person = person_of(request)
        return view(request, person, store.one_round(person, number), *rest, **more)

    return look


@seen_round
def one(request: HttpRequest, person: Person, seen: Seen) -> HttpResponse:
    """One round: what was put to whom, and the answers that the reader may see."""
    return show(request, person, seen)


def show(request: HttpRequest, person: Person, seen: Seen, told: str = "") -> HttpResponse:
    """The page of a round."""
    say, held = _writer(request), seen.round
    thing = Thing("round", status=held.status, id=str(held.pk))

    def context() -> dict[str, Any]:
        may_remind = bool(may(person, Action.REMIND, thing))
        own = frozenset(each.pk for each in seen.questions if may(person, Action.ANSWER_CALL, thing_of(each)))
        silent = {each.entity_id for each in seen.questions if not each.stance}
        return {
            "round": held, "seen": seen, "told": told, "recorded": store.recorded(held), "own": own,
            "findings": [
                (some[0].statement, [(each, STANCES[each.stance]) for each in some if each.stance or each.pk in own],
                 [each for each in some if not each.stance and each.pk not in own])
                for some in seen.findings.values()],
            "sets": store.shown_sets(person, seen.questions), "may_remind": may_remind,
            "late": held.status == "open" and held.deadline < timezone.now().date(),
            "may_close": may(person, Action.CLOSE_CALL, thing),
            "silent": sorted(silent) if may_remind else [],
            "unreached": sorted(each for each in silent if not writers(each)) if may_remind else [],
        }

    return respond(request, Answer("diagnosis/round.html", context, data=lambda: say.detail(seen),
                                   table=lambda: table(seen)))


@seen_round
def question(request: HttpRequest, person: Person, seen: Seen, key: int) -> HttpResponse:
    """A finding as it was put to one entity, with what stands behind it, and the form to answer."""
    return ask(request, person, _question(seen, key))


def _question(seen: Seen, key: int) -> Question:
    found = next((each for each in seen.questions if each.pk == key), None)
    if found is None:
        raise Http404(key)
    return found


def ask(request: HttpRequest, person: Person, asked: Question, error: str = "") -> HttpResponse:
    """The page of a question; with what is wrong with an answer, status 400."""
    say = _writer(request)
    given = request.POST if error else {"stance": asked.stance, "words": asked.words}

    def context() -> dict[str, Any]:
        titles = store.titles([*asked.activities, *(key for pair in asked.pairs for key in pair)])
        activities = [(key, titles.get(key, (key, ""))[0]) for key in asked.activities]
        return {
            "question": asked, "round": asked.round, "given": given, "error": error, "activities": activities,
            "behind": [(key, title, [(other, *titles.get(other, (other, ""))) for own, other in asked.pairs[:SHOWN]
                                     if own == key]) for key, title in activities],
            "more": max(0, len(asked.pairs) - SHOWN), "longest": LONGEST_WORDS, "stance": STANCES[asked.stance],
            "set_shown": bool(store.shown_sets(person, [asked])), "recorded": store.recorded(asked.round),
            "may_answer": may(person, Action.ANSWER_CALL, thing_of(asked)),
        }

    return respond(request, Answer(
        "diagnosis/round_question.html", context,
        data=lambda: say.row(asked, store.shown_sets(person, [asked])),
    ), status=400 if error else 200)


@require_POST
@signed_in
@seen_round
def answer(request: HttpRequest, person: Person, seen: Seen, key: int) -> HttpResponse:
    """Answer on behalf of an entity; who corrects a fact is led to the record of the activity."""
    asked, given = _question(seen, key), {name: request.POST.get(name, "") for name in ("stance", "words", "activity")}
    try:
        done = rounds.answer(asked, given["stance"], by=person, at=timezone.now(), words=given["words"],
                             activity=given["activity"])
    except BadRound as error:
        return ask(request, person, asked, str(error))
    if done.change_set_id:
        return redirect(f"{reverse('propose-change', args=['activity', given['activity']])}?into={done.change_set_id}")
    return redirect("round", seen.round.pk)


@require_POST
@signed_in
@seen_round
def remind(request: HttpRequest, person: Person, seen: Seen) -> HttpResponse:
    """Remind all who have not answered everything."""
    done = rounds.remind(seen.round, by=person, at=timezone.now())
    told = ngettext("%(n)s entity was reminded.", "%(n)s entities were reminded.", done) % {"n": done}
    return show(request, person, store.one_round(person, seen.round.pk), told)


@require_POST
@signed_in
@seen_round
def close(request: HttpRequest, person: Person, seen: Seen) -> HttpResponse:
    """Close the round: what was said becomes public."""
    rounds.close(seen.round, by=person, at=timezone.now())
    return redirect("round", seen.round.pk)
