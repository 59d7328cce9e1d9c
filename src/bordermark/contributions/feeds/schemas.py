"""What the API says of feeds and harvests, and what it takes."""

from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from bordermark.vocabulary.schemas import Output


class SkippedRow(Output):
    """A record that was left out."""

    identifier: str = Field(description="Its identifier at the source")
    reason: str


class DuplicateRow(Output):
    """A new record that may be here already, under another id."""

    type: str
    id: str = Field(description="Key of the new record")
    other: str = Field(description="Key of the record that it may be")
    reason: str


class HarvestRow(Output):
    """One reading of a feed."""

    id: int
    status: Literal["running", "interrupted", "failed", "done"]
    run_by: str
    started_at: str = Field(description="Moment, ISO 8601")
    finished_at: str = Field(description="Empty while it is not finished")
    read: int = Field(description="Records that the source gave")
    proposed: int = Field(description="Of those, records in the change set")
    unchanged: int = Field(description="Records that propose nothing")
    skipped: int = Field(description="Records that were left out")
    change_set: int | None = Field(description="Number of the change set; null when nothing is proposed")
    error: str = Field(description="What went wrong; empty when nothing did")
    digest: str = Field(description="SHA-256 over everything that came")


class FeedSummary(Output):
    """A feed: where an organisation gives its records."""

    id: int
    url: str = Field(description="Its page")
    name: str
    kind: Literal["oai-pmh", "bordermark"]
    address: str
    organisation: str
    active: bool
    every: int = Field(description="Hours between two harvests")
    last: HarvestRow | None = Field(description="The last harvest; null before the first")
    links: dict[str, str] = Field(description="Addresses in this API")


class FeedDetail(FeedSummary):
    """A feed with how far it has been read, and its harvests, the newest first."""

    part: str = Field(description="Set of OAI-PMH; empty for all")
    format: str = Field(description="Format of OAI-PMH; empty before the first harvest")
    fixed: dict[str, Any] = Field(description="Columns that hold for every record in Dublin Core")
    cursor: str = Field(description="Where the next harvest begins")
    not_before: str = Field(description="Until when the source asked to be left alone; empty if it did not")
    harvests: list[HarvestRow]
    duplicates: list[DuplicateRow] = Field(description="What the last harvest proposes and may be here already")
    skipped: list[SkippedRow] = Field(description="What the last harvest left out, at most 1,000")


class NewFeed(Schema):
    """A feed as it should be."""

    name: str = Field(max_length=120)
    kind: Literal["oai-pmh", "bordermark"]
    address: str = Field(max_length=500)
    organisation: str = Field(max_length=80, description="Id of the organisation whose feed it is")
    part: str = Field("", max_length=200, description="Set of OAI-PMH; empty for all")
    every: int = Field(24, ge=1, le=1440, description="Hours between two harvests")
    active: bool = True
    fixed: dict[str, str] = Field({}, description="Columns, as cells, that hold for every record in Dublin Core")
