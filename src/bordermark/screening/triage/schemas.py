"""What pages and API say of alerts and of what became of them."""

from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from bordermark.publishing.parameters import Code
from bordermark.screening.triage.life import LONGEST_WORDS, Step
from bordermark.vocabulary.schemas import Output

DimensionName = Literal["list", "office", "lane", "month"]


class AlertSummary(Output):
    """An alert: one entry of a list in one line of a run."""

    id: str = Field(description="Its run and its number in it")
    url: str
    state: str = Field(description="Code of the State whose it is")
    run: str
    row: int = Field(description="Row of the line in its file")
    line: str = Field(description="The line's own id")
    list: str = Field(description="Id of the control list")
    entry: str = Field(description="Id of the entry")
    title: str = Field(description="Name of the entry")
    score: float
    because: str = Field(description="Why it fired, as a sentence in English")
    kinds: tuple[str, ...] = Field(description="Kinds of evidence: hs, cas, name, fuzzy, mismatch, vague")
    hs_code: str
    goods_description: str
    office: str
    date: str = Field(description="ISO 8601; empty where not known")
    lane: str = Field(description="red, yellow, blue or green; empty where none was given")
    status: str = Field(description="open, assigned, dismissal-proposed, dismissed, referred or inspected")
    assignee: str
    reason: str = Field(description="Why it is dismissed, or proposed for it: look-alike, licensed, below-threshold, "
                        "wrong-match or other")
    outcome: str = Field(description="found or nothing-found, once inspected")
    steps: int = Field(description="Steps taken with it so far; send it back as `read` with the next")


class AlertPage(Output):
    """Alerts in order."""

    items: list[AlertSummary]
    counts: dict[str, int] = Field(description="How many fit the other filters, by status")
    next: str | None = Field(description="Cursor of the page after; null on the last")


class TermRow(Output):
    """A term of a score."""

    kind: str
    feature: str
    matched: str = Field(description="As the declaration has it")
    start: int | None = Field(description="Its place in the description, in characters; null where the code speaks")
    end: int | None
    weight: float
    counts: bool = Field(description="Whether it is the heaviest of its kind; the score is 1 minus the product of "
                         "(1 - weight) over those that count")
    says: str


class DutyRow(Output):
    """A measure of the Framework that a provision gives rise to, as it stands for the State by that provision."""

    provision: str
    measure: str
    title: str
    status: str = Field(description="binding, committed, recommended or unknown")
    since: str
    url: str = Field(description="The State's obligation under the measure")


class AlertStepRow(Output):
    """A step that was taken with an alert."""

    step: str
    by: str
    at: str
    reason: str
    words: str


class AlertDetail(AlertSummary):
    """An alert with why it fired, on what law it hangs, and its history."""

    origin: str
    destination: str
    net_kg: float | None
    value: float | None
    four_eyes: bool = Field(description="Whether a dismissal needs a second officer")
    terms: list[TermRow]
    instrument: str = Field(description="Id of the instrument that makes the list; empty where there is none")
    provision: str = Field(description="Id of the provision that lists the entry")
    controls: list[str] = Field(description="Ids of the provisions that say what must be done")
    duties: list[DutyRow]
    history: list[AlertStepRow]
    earlier: list[AlertSummary] = Field(description="Alerts of the State on the same entry that have been decided")
    may: list[str] = Field(description="Steps that you can take with it now")


class ChosenAlert(Schema):
    """An alert to take a step with."""

    id: Code
    read: int | None = Field(None, ge=0, le=2**31, description="`steps` of the alert as you read it: refused if more "
                             "have been taken since")


class StepAsked(Schema):
    """A step with one or several alerts."""

    alerts: Annotated[list[ChosenAlert], Field(min_length=1, max_length=200)]
    step: Step
    reason: Code = Field("", description="Of a dismissal: look-alike, licensed, below-threshold, wrong-match or other")
    words: str = Field("", max_length=LONGEST_WORDS, description="Needed to send back, to reopen, for a note, and for "
                       "the reason `other`")
    to: Code = Field("", description="To whom it is assigned: id of a risk officer of the State")


class IntervalRow(Output):
    """A share with its 95 % interval (Wilson)."""

    share: float
    low: float
    high: float


class CountRow(Output):
    """What became of some alerts."""

    alerts: int
    waiting: int = Field(description="Nobody has decided yet")
    dismissed: int
    referred: int = Field(description="Referred for inspection, whether inspected since or not")
    found: int
    nothing_found: int
    hit_rate: IntervalRow | None = Field(description="Found among inspected; null where nothing was inspected")
    days: float | None = Field(description="Median days from the run to the decision; null where none was taken")


class CountBy(CountRow):
    """What became of the alerts of one office, list, lane or month."""

    key: str = Field(description="Empty where not known")


class Dashboard(Output):
    """What became of the alerts of one's own States."""

    total: CountRow
    by: dict[DimensionName, list[CountBy]]
