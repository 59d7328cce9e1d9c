"""Opening a round, answering, reminding and closing: each asks the policy first, and is one transaction with its entry
in the audit log and its notifications."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from bordermark.accounts import audit
from bordermark.accounts.guards import require
from bordermark.accounts.notifications import notify
from bordermark.accounts.policy import Action, Person, Thing
from bordermark.accounts.store import writers
from bordermark.clocks import Clocks
from bordermark.contributions import revisions
from bordermark.contributions.applying import apply
from bordermark.contributions.calls.reminding import is_due
from bordermark.contributions.comparing import Proposal
from bordermark.contributions.proposing import propose
from bordermark.contributions.reading import Incoming
from bordermark.contributions.review.change_sets import draft_from
from bordermark.contributions.store import standing
from bordermark.diagnosis.asking import answered
from bordermark.diagnosis.describing import found_of
from bordermark.diagnosis.diagnosing import Asked
from bordermark.diagnosis.labels import statement
from bordermark.diagnosis.validation.models import CLOSED, LONGEST_FINDING, OPEN, STANCES, Question, Round
from bordermark.diagnosis.validation.putting import Put, put
from bordermark.errors import BordermarkError, RefusedInput, UnknownRecord
from bordermark.pack import Record, Row
from bordermark.publishing.addresses import page
from bordermark.structures.records import ResponseRecord
from bordermark.vocabulary.store import vocabulary

LONGEST_WORDS: Final = 4_000
DRAWS: Final = 200
MOST_DRAWS: Final = 1_000
"""How often chance is tried for a round: at first, and at most."""

DRAFT: Final = Thing("round", status="draft")


class BadRound(BordermarkError):
    """A round, or an answer in one, that cannot be used; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of which diagnosis the findings are put, and until when answers are taken."""

    year: int
    deadline: date
    region: str = ""
    flow: str = ""
    seed: int = 1
    draws: int = DRAWS

    @property
    def asked(self) -> Asked:
        """The question that ``bordermark diagnose`` asks with the same options."""
        return Asked(self.year, self.region, self.flow, self.draws, self.draws, min(self.draws, 200), seed=self.seed)


def thing_of(question: Question) -> Thing:
    """A round as it concerns one entity, as the policy sees it: who may see one, may not therefore see another."""
    return Thing("round", organisation=question.entity_id, status=question.round.status, id=str(question.round_id))


def open_round(wanted: Wanted, *, by: Person, at: datetime) -> Round:
    """Make the diagnosis, put what survives to those concerned, and tell them. Raises Forbidden and BadRound."""
    require(by, Action.OPEN_CALL, DRAFT)
    if wanted.deadline <= at.date():
        raise BadRound(_("The deadline must lie after today."))
    if not 1900 <= wanted.year <= 2200:
        raise BadRound(_("Give a year from 1900 to 2200."))
    if not (0 <= wanted.seed < 2**31 and 4 <= wanted.draws <= MOST_DRAWS):
        raise BadRound(_("Give a seed from 0, and from 4 to %(most)s draws.") % {"most": MOST_DRAWS})
    revision = revisions.last_revision()
    try:
        found = _to_put(wanted)
    except UnknownRecord as error:
        raise BadRound(str(error)) from error
    if not found:
        raise BadRound(_("This diagnosis has no finding that survives: there is nothing to be put to anybody."))
    if long := [one.finding for one in found if len(one.finding) > LONGEST_FINDING]:
        raise BadRound(_("The id %(finding)s is longer than %(longest)s characters: shorten those of its activities.")
                       % {"finding": long[0], "longest": LONGEST_FINDING})
    return _opened(wanted, found, revision, by, at)


def _to_put(wanted: Wanted) -> list[Put]:
    """What is to be put to whom, of the records as they stand. Raises UnknownRecord for a region or a flow."""
    found, words = answered(wanted.asked, Clocks(as_at=date(wanted.year, 12, 31))), vocabulary()
    made = found.diagnosis
    titles = {one.id: one.title for one in made.survey.activities}

    def label(scheme: str, code: str) -> str:
        return words.label(scheme, code, "en")

    scope = f"As at {wanted.year}"
    if wanted.region:
        of_state = wanted.region in words.states
        scope += f", {words.state_name(wanted.region, 'en') if of_state else label('m49', wanted.region)}"
    scope += f", {label('flow', wanted.flow)}" if wanted.flow else ""
    with override("en"):
        return put(made, found_of(made, found.supply), lambda one: f"{scope}. {statement(one, label, titles)}")


def _opened(wanted: Wanted, found: Sequence[Put], revision: int, by: Person, at: datetime) -> Round:
    with transaction.atomic():
        made = Round.objects.create(
            year=wanted.year, region=wanted.region, flow=wanted.flow, seed=wanted.seed, draws=wanted.draws,
            revision=revision, deadline=wanted.deadline, opened_by=by.id, opened_at=at,
        )
        Question.objects.bulk_create([
            Question(round=made, finding=one.finding, entity_id=one.entity, statement=one.statement,
                     activities=list(one.activities), pairs=[list(pair) for pair in one.pairs],
                     states=list(one.states)) for one in found
        ], batch_size=200)
        audit.record(by, Action.OPEN_CALL, Thing("round", status=OPEN, id=str(made.pk)), {"year": made.year}, at=at)
        _tell(made, made.questions.all(), "round-opened", at)
    return made


def answer(
    question: Question, stance: str, *, by: Person, at: datetime, words: str = "", activity: str = ""
) -> Question:
    """Answer for an entity: it agrees, corrects a fact or explains; the last two in words.

    A correction opens a change set on behalf of the entity, to be filled with what is right; `activity` names the
    activity it is about. An answer may be given anew as long as the round is open. Raises Forbidden and BadRound.
    """
    with transaction.atomic():
        one = Question.objects.select_for_update().get(pk=question.pk)
        require(by, Action.ANSWER_CALL, thing_of(one))
        words = words.strip()
        if stance not in STANCES:
            raise BadRound(_("Choose an answer: you agree, you correct a fact, or you explain."))
        if len(words) > LONGEST_WORDS or "\0" in words:
            raise BadRound(_("Say it in at most %(longest)s characters.") % {"longest": LONGEST_WORDS})
        if stance != "agrees" and not words:
            raise BadRound(_("Say which fact is wrong, or why it is so."))
        if stance == "corrects" and activity not in one.activities:
            raise BadRound(_("Choose the activity of yours of which a fact is wrong."))
        if stance != "corrects":
            one.change_set = None
        elif one.change_set is None:
            # not in the entity's words: reviewers of others see a change set before the round is closed
            one.change_set = draft_from(
                Proposal(), by=by, title=f"Correction: {activity}", reason=_("A fact in the record is wrong."),
                organisation=one.entity_id, provenance={"source": "form"}, at=at, kind="change-set")
        one.stance, one.words, one.answered_by, one.answered_at = stance, words, by.id, at
        one.save()
        audit.record(by, Action.ANSWER_CALL, thing_of(one), {"finding": one.finding, "stance": stance}, at=at)
        notify([one.round.opened_by], "round-answered", {"body": one.entity_id, "year": one.round.year},
               page("round", str(one.round_id)), at=at)
    return one


def remind(held: Round, *, by: Person, at: datetime) -> int:
    """Remind all who have not answered everything; returns how many entities. Raises Forbidden."""
    require(by, Action.REMIND, Thing("round", status=held.status, id=str(held.pk)))
    return _remind(_unanswered(held), by.id, at)


def remind_due(at: datetime) -> int:
    """Remind, in all open rounds, the entities whose reminder is due; returns how many. Again it reminds nobody."""
    return _remind([
        one for held in Round.objects.filter(status=OPEN) for one in _unanswered(held)
        if is_due(held.deadline, at.date(), (one.reminded_at or held.opened_at).date())
    ], "", at)


def _unanswered(held: Round) -> Iterable[Question]:
    return held.questions.filter(stance="").select_related("round")


def _remind(questions: Iterable[Question], by: str, at: datetime) -> int:
    waiting: dict[tuple[int, str], list[Question]] = {}
    for question in questions:
        waiting.setdefault((question.round_id, question.entity_id), []).append(question)
    done = 0
    for some in waiting.values():
        with transaction.atomic():
            left = [one for one in Question.objects.select_for_update().select_related("round").filter(
                        pk__in=[one.pk for one in some], stance="", round__status=OPEN)
                    if any(one.pk == before.pk and one.reminded_at == before.reminded_at for before in some)]
            if not left:
                continue  # answered, or reminded by somebody else, meanwhile
            for one in left:
                one.reminders, one.reminded_at = one.reminders + 1, at
                one.save(update_fields=["reminders", "reminded_at"])
            audit.record(by, Action.REMIND, thing_of(left[0]), {"body": left[0].entity_id}, at=at)
            _tell(left[0].round, left, "round-reminder", at)
        done += 1
    return done


def close(held: Round, *, by: Person, at: datetime) -> Round:
    """Close a round: no more answers, and what was said is published as records ``response``. Raises Forbidden."""
    with transaction.atomic():
        one = Round.objects.select_for_update().get(pk=held.pk)
        thing = Thing("round", status=one.status, id=str(one.pk))
        require(by, Action.CLOSE_CALL, thing)
        one.status, one.closed_by, one.closed_at = CLOSED, by.id, at
        one.save()
        proposal = propose(Incoming(rows={"response": list(_responses(one, at))}))
        if proposal.refused:
            raise RefusedInput(proposal.refused)
        apply(proposal, at, by=by.id, reason=f"Validation round {one.pk}, closed")
        audit.record(by, Action.CLOSE_CALL, thing, at=at)
    return one


def _responses(held: Round, at: datetime) -> Iterator[Row[Record]]:
    """What was answered, as it is published; an activity that was withdrawn meanwhile is not named any more."""
    questions = list(held.questions.exclude(stance=""))
    standing_now = standing("activity", {key for one in questions for key in one.activities})
    for number, one in enumerate(questions, 1):
        assert one.answered_at is not None, "a stance is taken at a moment"
        yield Row(str(held), number, ResponseRecord(
            finding=one.finding, entity=one.entity_id, statement=one.statement, as_at=str(held.year),
            activities=tuple(key for key in one.activities if key in standing_now), stance=one.stance, words=one.words,
            answered=one.answered_at.date().isoformat(), source=f"Validation round {held.pk}, closed on {at.date()}",
        ))


def _tell(held: Round, questions: Iterable[Question], kind: str, at: datetime) -> None:
    """Tell those who write on behalf of the entities of these questions, each entity once."""
    counts: dict[str, int] = {}
    for one in questions:
        counts[one.entity_id] = counts.get(one.entity_id, 0) + 1
    for entity, findings in counts.items():
        told = {"year": held.year, "findings": findings, "deadline": held.deadline.isoformat()}
        notify(writers(entity), kind, told, page("round", str(held.pk)), at=at)
