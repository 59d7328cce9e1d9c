"""Validation rounds as data, under the addresses by which a reader knows the site."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from bordermark.accounts.policy import Person
from bordermark.diagnosis.validation import schemas
from bordermark.diagnosis.validation.models import Question
from bordermark.diagnosis.validation.store import Seen, shown_sets
from bordermark.organisations.schemas import OrganisationWriter
from bordermark.organisations.store import organisations
from bordermark.publishing.addresses import addresses_for
from bordermark.publishing.tables import Table
from bordermark.vocabulary.schemas import VocabularyWriter
from bordermark.vocabulary.store import vocabulary

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

STANCES: Final[Mapping[str, "_StrPromise"]] = {
    "agrees": _("Agrees"), "corrects": _("Corrects a fact"), "explains": _("Explains"), "": _("No answer yet"),
}
"""What each answer is called."""

COLUMNS: Final = ("finding", "statement", "entity", "activities", "stance", "words", "answered")


def organisation_writer(request: HttpRequest, language: str) -> OrganisationWriter:
    """Names organisations in a language."""
    return OrganisationWriter(organisations(), VocabularyWriter(vocabulary(), addresses_for(request), language))


@dataclass(frozen=True, slots=True)
class RoundWriter:
    """Says what a person may see of rounds."""

    organisations: OrganisationWriter
    person: Person

    def summary(self, seen: Seen) -> schemas.RoundSummary:
        """A round in a list."""
        one, addresses = seen.round, self.organisations.vocabulary.addresses
        return schemas.RoundSummary(
            id=one.pk, url=addresses.of("round", str(one.pk)), year=one.year, region=one.region, flow=one.flow,
            seed=one.seed, draws=one.draws, revision=one.revision, deadline=one.deadline, status=one.status,
            opened=one.opened_at.date(), closed=one.closed_at.date() if one.closed_at else None,
            asked=len(seen.questions), answered=seen.answered, links={"self": addresses.api("rounds", str(one.pk))},
        )

    def detail(self, seen: Seen) -> schemas.RoundDetail:
        """A round with its findings."""
        shown = shown_sets(self.person, seen.questions)
        return schemas.RoundDetail(**self.summary(seen).model_dump(), findings=[
            schemas.FindingRow(finding=finding, statement=some[0].statement,
                               questions=[self.row(one, shown) for one in some])
            for finding, some in seen.findings.items()
        ])

    def row(self, one: Question, shown: frozenset[int]) -> schemas.RoundQuestionRow:
        """A question; `shown` are the change sets that the person may see."""
        return schemas.RoundQuestionRow(
            id=one.pk, entity=self.organisations.ref(one.entity_id), activities=one.activities, pairs=one.pairs,
            url=self.organisations.vocabulary.addresses.of("round-question", str(one.round_id), str(one.pk)),
            states=one.states, stance=one.stance, words=one.words,
            change_set=one.change_set_id if one.change_set_id in shown else None,
            answered=one.answered_at.date().isoformat() if one.answered_at else "",
        )


def table(seen: Seen) -> Table:
    """The questions of a round as a table."""
    return Table(COLUMNS, [
        (one.finding, one.statement, one.entity_id, "; ".join(one.activities), one.stance, one.words,
         one.answered_at.date().isoformat() if one.answered_at else "") for one in seen.questions
    ], str(seen.round))
