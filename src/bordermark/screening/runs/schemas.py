"""What pages and API say of runs and of their alerts, and of lines that are screened at once."""

from collections.abc import Sequence
from datetime import date, datetime

from pydantic import Field

from bordermark.vocabulary.schemas import Output


class Counts(Output):
    """What became of the rows: each raised alerts, is clear, or was rejected."""

    rows: int = 0
    with_alerts: int = 0
    clear: int = 0
    rejected: int = 0
    alerts: int = 0
    by_list: dict[str, int] = Field({}, description="Alerts by id of the list")
    codes_repaired: int = 0
    codes_unreadable: int = 0


class RunSummary(Output):
    """A run of screening."""

    id: str
    state: str = Field(description="Code of the State whose declarations they are")
    name: str
    status: str = Field(description="asking (which column is which), waiting, running, finished, stopped or failed")
    by: str = Field(description="Id of who sent the file")
    created: datetime
    started: datetime | None
    finished: datetime | None
    done: float = Field(description="How far it is in the file, from 0 to 1")
    counts: Counts
    url: str


class RunError(Output):
    """Why a run failed."""

    message: str
    file: str = ""
    row: int = 0
    column: str = ""
    value: str = ""
    expected: str = ""


class RunDetail(RunSummary):
    """A run of screening in full."""

    lists: list[str] = Field(description="Lists that it is screened against; none means all")
    as_at: str = Field(description="The day of the lists; empty for the day on which it began")
    hs_edition: str
    misspellings: bool
    four_eyes: bool = Field(description="Whether a dismissal needs a second officer")
    mapping: dict[str, str] = Field(description="Column of a line: column of the file, where that was said")
    header: list[str] = Field(description="Columns of the file, while it is asked which is which")
    errors: list[RunError]


class LineEvidence(Output):
    """A piece of evidence: what in the line tells of the entry, and how much that weighs."""

    kind: str = Field(description="hs, cas, name, fuzzy, mismatch or vague")
    feature: str
    matched: str
    start: int | None = Field(description="Where it stands in the description, in characters")
    end: int | None
    weight: float
    says: str


class LineAlert(Output):
    """One entry of a list in one line."""

    row: int = Field(description="Place of the line, from 1")
    id: str = Field(description="Id of the line; its place where it has none")
    list: str
    entry: str
    title: str
    score: float
    because: str
    evidence: Sequence[LineEvidence]
    instrument: str
    provision: str
    hs_code: str | None
    goods_description: str | None


class RunAlert(LineAlert):
    """An alert that is kept."""

    run: str
    number: int = Field(description="Its number in its run")
    office: str
    date: date | None
    origin: str
    destination: str
    net_kg: float | None
    value: float | None
    lane: str
    status: str
    assignee: str
    outcome: str
    reason: str


class RunAlertPage(Output):
    """Alerts in the order of the lines."""

    items: list[RunAlert]
    next: str | None = Field(description="Cursor of the next page; null on the last")


class Screened(Output):
    """What screening some lines at once has found; nothing was kept."""

    counts: Counts
    alerts: list[LineAlert]
    rejects: list[RunError] = Field(description="Lines that say nothing: no description, and no code that can be read")
