"""What the API, and the pages as data, say of change sets."""

from typing import Any, Literal

from pydantic import Field

from bordermark.contributions.schemas import FieldChangeRow
from bordermark.vocabulary.schemas import Output


class ChangeSetSummary(Output):
    """A change set in a list."""

    id: int
    url: str = Field(description="Its page")
    title: str
    reason: str
    status: str = Field(description="draft, submitted, in-review, returned, accepted, published or withdrawn")
    organisation: str = Field(description="Organisation on whose behalf it is; empty for none")
    state: str = Field(description="State on whose behalf it is; empty for none; both empty for the secretariat")
    made_by: str
    made_at: str = Field(description="Moment, ISO 8601")
    changed_at: str = Field(description="When its content or status changed last")
    records: int = Field(description="How many records it would change")
    links: dict[str, str] = Field(description="Addresses in this API")


class StepRow(Output):
    """A step in the life of a change set."""

    action: str
    before: str = Field(description="Status before it; empty for the first")
    after: str
    person: str = Field(description="Who took it; empty where an acceptance lapsed by itself")
    at: str
    reason: str
    content: str = Field(description="SHA-256 of what the set held then")


class CommentRow(Output):
    """What was said of a change set, of a record in it, or of one field."""

    id: int
    item: int | None
    field: str
    person: str
    at: str
    text: str
    resolved: bool


class OtherSetRow(Output):
    """Another open change set that changes the same record."""

    change_set: int
    title: str
    fields: list[str] = Field(description="Fields that both change")


class ItemRow(Output):
    """What a change set would make of a record."""

    item: int = Field(description="Number of the item")
    type: str = Field(description="Type of the record")
    id: str = Field(description="Key of the record within its type")
    kind: Literal["new", "changed", "withdrawn"]
    title: str
    data: dict[str, Any] | None = Field(description="The record as it would stand; null when it would be withdrawn")
    version: str = Field(description="SHA-256 of `data`; give it back when you change the item")
    fields: list[FieldChangeRow] = Field(description="What differs from what stood when it was compared")
    comments: list[CommentRow]
    others: list[OtherSetRow]


class ChangeSetDetail(ChangeSetSummary):
    """A change set with the steps it took and a page of what it holds."""

    content: str = Field(description="SHA-256 of what it holds; an acceptance is of this")
    provenance: dict[str, Any]
    may: list[str] = Field(description="Steps that you may take now")
    steps: list[StepRow]
    comments: list[CommentRow] = Field(description="Those on the set as a whole")
    items: list[ItemRow]
    next: int | None = Field(description="`after` of the next page of items; null on the last")


class RevisionRow(Output):
    """A revision of a record with what it changed."""

    revision: int
    recorded_at: str
    recorded_by: str
    reason: str
    change_set: int | None = Field(description="The change set that it comes from, if you may see that")
    withdrawn: bool
    fields: list[FieldChangeRow]
