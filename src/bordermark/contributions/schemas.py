"""What the API says of changes."""

from typing import Any

from pydantic import Field

from bordermark.vocabulary.schemas import Output


class ChangeRow(Output):
    """A revision of a record: what was recorded, when, by whom and why."""

    revision: int = Field(description="Number of the revision; later ones are higher")
    type: str = Field(description="Type of the record: instrument, provision, act, state, ...")
    id: str = Field(description="Key of the record within its type")
    url: str = Field(description="Page of the record; empty where it has none of its own")
    recorded_at: str = Field(description="Moment, ISO 8601")
    recorded_by: str
    reason: str
    withdrawn: bool = Field(description="Whether the record was withdrawn by this revision")
    data: dict[str, Any] | None = Field(description="The record as recorded; null when withdrawn or not asked for")


class ChangePage(Output):
    """Revisions after a revision, oldest first. To go on, ask again with `since` = `last`."""

    items: list[ChangeRow]
    last: int = Field(description="Number of the last revision of this page; `since` when there is none")
    more: bool = Field(description="Whether there are revisions after it already")
    links: dict[str, str]
