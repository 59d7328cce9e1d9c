"""What the API says of validation rounds, and what it takes."""

from datetime import date
from typing import Literal

from ninja import Schema
from pydantic import Field

from bordermark.diagnosis.validation.rounds import DRAWS, LONGEST_WORDS, MOST_DRAWS
from bordermark.organisations.schemas import OrganisationRef
from bordermark.vocabulary.schemas import Output


class RoundQuestionRow(Output):
    """A finding put to an entity, and its answer so far."""

    id: int
    url: str = Field(description="Its page")
    entity: OrganisationRef
    activities: list[str] = Field(description="Ids of the entity's activities behind the finding")
    pairs: list[list[str]] = Field(description="Pairs of activities behind it; the entity's own comes first")
    states: list[str] = Field(description="Codes of the States in a gap, or served twice")
    stance: Literal["", "agrees", "corrects", "explains"] = Field(description="Empty while there is no answer")
    words: str = Field(description="What the entity says")
    change_set: int | None = Field(description="Change set that corrects the fact, where the reader may see it")
    answered: str = Field(description="Day of the answer; empty while there is none")


class FindingRow(Output):
    """A finding with the entities to which it was put, as far as the reader may see them."""

    finding: str = Field(description="Id: the same diagnosis of the same data gives the same")
    statement: str = Field(description="The finding, in English")
    questions: list[RoundQuestionRow]


class RoundSummary(Output):
    """A validation round, as far as the reader may see it. Year to draws are the question of its diagnosis."""

    id: int
    url: str = Field(description="Its page")
    year: int
    region: str
    flow: str
    seed: int
    draws: int
    revision: int = Field(description="Number of the last revision of which the diagnosis was made")
    deadline: date = Field(description="Last day for answers")
    status: Literal["open", "closed"]
    opened: date
    closed: date | None
    asked: int = Field(description="How many questions the reader may see")
    answered: int = Field(description="How many of those have been answered")
    links: dict[str, str] = Field(description="Addresses in this API")


class RoundDetail(RoundSummary):
    """A validation round with its findings."""

    findings: list[FindingRow]


class NewRound(Schema):
    """Of which diagnosis the findings are put, and until when."""

    year: int = Field(ge=1900, le=2200)
    deadline: date
    region: str = Field("", max_length=10, description="M49 code or State; empty for all")
    flow: str = Field("", max_length=40, description="Illicit flow; empty for all")
    seed: int = Field(1, ge=0, lt=2**31)
    draws: int = Field(DRAWS, ge=4, le=MOST_DRAWS, description="How often chance is tried")


class NewStance(Schema):
    """An answer on behalf of an entity."""

    question: int = Field(ge=1, le=2**63 - 1)
    stance: Literal["agrees", "corrects", "explains"]
    words: str = Field("", max_length=LONGEST_WORDS)
    activity: str = Field("", max_length=120, description="Of a correction: the activity that it is about")
