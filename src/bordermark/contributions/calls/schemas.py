"""What the API says of calls, and what it takes."""

from datetime import date
from typing import Literal

from ninja import Schema
from pydantic import Field

from bordermark.vocabulary.schemas import Output


class AddresseeRow(Output):
    """An addressee, and its answer so far."""

    body: str = Field(description="organisation: and an id, or state: and a code")
    name: str = Field(description="Its name, in the language asked for")
    answer: Literal["", "change-set", "nothing", "declined"] = Field(description="Empty while there is none")
    words: str = Field(description="What was said with the answer")
    change_set: int | None = Field(description="Number of the change set given as the answer")
    answered_by: str
    answered_at: str = Field(description="Moment, ISO 8601; empty while there is no answer")
    reminders: int = Field(description="How many times it was reminded")


class CallSummary(Output):
    """A call for input, as far as it concerns the reader."""

    id: int
    url: str = Field(description="Its page")
    title: str
    status: Literal["open", "closed"]
    deadline: date = Field(description="Last day for answers")
    theme: str = Field(description="Key of a concept; empty for any")
    region: str = Field(description="Key of a concept; empty for any")
    record_types: list[str] = Field(description="Types of record of which workbooks are attached")
    opened_at: str = Field(description="Moment, ISO 8601")
    asked: int = Field(description="How many addressees the reader may see")
    answered: int = Field(description="How many of those have answered")
    links: dict[str, str] = Field(description="Addresses in this API")


class CallDetail(CallSummary):
    """A call with its text and the addressees that the reader may see."""

    text: str
    addressees: list[AddresseeRow]


class NewCall(Schema):
    """What is asked of whom."""

    title: str = Field(max_length=200)
    text: str = Field(max_length=20_000)
    deadline: date
    bodies: list[str] = Field(max_length=1_000, description="Ids, codes or names of organisations and States")
    record_types: list[str] = Field([], description="Types of record of which workbooks are attached")
    theme: str = Field("", max_length=80, description="Code of a theme")
    region: str = Field("", max_length=80, description="Code of a region")


class NewAnswer(Schema):
    """An answer on behalf of an addressee."""

    body: str = Field(max_length=100, description="organisation: and an id, or state: and a code")
    answer: Literal["change-set", "nothing", "declined"]
    words: str = Field("", max_length=20_000)
    change_set: int | None = Field(None, ge=1, le=2**63 - 1, description="Number of the change set")


class Reminded(Output):
    """How many addressees were reminded."""

    reminded: int
