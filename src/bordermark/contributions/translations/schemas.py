"""What the API says of translations."""

from typing import Literal

from pydantic import Field

from bordermark.vocabulary.schemas import Output

Status = Literal["", "official", "human", "reviewed", "machine"]


class ShareRow(Output):
    """How far the records of a type are translated into a language."""

    type: str = Field(description="Type of record: instrument, provision, concept, state, organisation")
    language: str
    total: int
    official: int
    human: int
    reviewed: int
    machine: int
    missing: int
    stale: int = Field(description="How many of those translated were made from English that has changed since")


class TextRow(Output):
    """A text of a record in English and in the other language; empty where it is not translated."""

    field: str
    english: str
    text: str


class RenderedRow(Output):
    """A record's texts with their translation, and who stands behind it."""

    type: str
    id: str
    url: str = Field(description="Its page; empty where it has none of its own")
    language: str
    status: Status = Field(description="Empty where nothing is translated")
    translator: str = Field(description="Who translated or reviewed it; empty where nobody signed")
    date: str = Field(description="When; EDTF, empty where not known")
    is_stale: bool = Field(description="Whether the English has changed since")
    texts: list[TextRow]


class RenderedPage(Output):
    """A page of texts with their translations, by id."""

    total: int
    items: list[RenderedRow]
    next: str | None = Field(description="Cursor of the next page; null on the last")
    links: dict[str, str]
