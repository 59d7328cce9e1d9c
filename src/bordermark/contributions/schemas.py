"""What the API says of changes."""

from typing import Any, Literal

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


class EditionSummary(Output):
    """An edition: the published state frozen at a revision."""

    number: int = Field(description="Its number: 1, 2, 3, without a gap")
    title: str
    url: str = Field(description="Its page")
    frozen_at: str = Field(description="Moment, ISO 8601")
    frozen_by: str
    revision: int = Field(description="Number of the newest revision that it holds")
    digest: str = Field(description="SHA-256 of its manifest, in hexadecimal")
    links: dict[str, str] = Field(description="Addresses in this API")


class TypeCount(Output):
    """How many records of a type."""

    type: str = Field(description="Type of record: instrument, provision, act, state, ...")
    label: str = Field(description="What the type is called, in the language asked for")
    records: int


class EditionDetail(EditionSummary):
    """An edition with what it holds and how to cite it."""

    records: int = Field(description="Number of all records")
    counts: list[TypeCount] = Field(description="Number of records by type")
    citation: str = Field(description="How to cite it, in English")


class ChangeCount(Output):
    """How many records of a type changed in each way."""

    type: str = Field(description="Type of record")
    label: str = Field(description="What the type is called, in the language asked for")
    added: int
    changed: int
    withdrawn: int


class FieldChangeRow(Output):
    """A field that changed."""

    field: str
    before: Any = Field(description="Its value in the earlier edition; null where it had none")
    after: Any = Field(description="Its value in the later edition; null where it has none")


class RecordChangeRow(Output):
    """What became of a record between two editions."""

    type: str = Field(description="Type of record")
    id: str = Field(description="Key of the record within its type")
    kind: Literal["added", "changed", "withdrawn"]
    title: str = Field(description="Its title or name in English; empty where it has none")
    url: str = Field(description="Its page; empty where it has none of its own")
    fields: list[FieldChangeRow] = Field(description="What changed in it; empty unless it was changed")


class EditionChanges(Output):
    """What changed between two editions."""

    edition: int = Field(description="Number of the later edition")
    since: int = Field(description="Number of the earlier edition; 0 for none, so that everything was added")
    total: int = Field(description="How many records changed")
    counts: list[ChangeCount] = Field(description="How many by type, and in which way")
    items: list[RecordChangeRow]


class EditionChangesPage(EditionChanges):
    """A page of what changed between two editions."""

    next: str | None = Field(description="Cursor of the next page; null on the last")
    links: dict[str, str] = Field(description="Addresses in this API")
