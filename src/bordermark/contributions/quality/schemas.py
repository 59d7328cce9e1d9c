"""What the API says of near-duplicates, links and wanting records."""

from pydantic import Field

from bordermark.contributions.duplicates import Because
from bordermark.contributions.links.judging import State
from bordermark.vocabulary.schemas import Output


class NearRow(Output):
    """A record that may be the one asked about, and why."""

    type: str
    id: str
    title: str
    url: str = Field(description="Its page; empty where it has none of its own")
    reason: str = Field(description="Why, as a sentence in English")
    because: Because = Field(description="What they have in common: a symbol or name, a title, body and day")
    detail: str = Field(description="That symbol, title, or body and day")


class TwinRow(Output):
    """Two records that are held and may be one, and why."""

    type: str
    id: str
    url: str
    other: str = Field(description="Id of the other")
    other_url: str
    reason: str = Field(description="Why, as a sentence in English")
    because: Because
    detail: str


class Duplicates(Output):
    """Near-duplicates: of what was asked about, or, when nothing was, among what is held."""

    near: list[NearRow]
    held: list[TwinRow]


class NamedRow(Output):
    """A record that names an address."""

    type: str
    id: str
    field: str
    url: str = Field(description="Its page; empty where it has none of its own")


class AskedLinkRow(Output):
    """An address that records name, and what became of it."""

    address: str
    state: State = Field(
        description="failing: not often enough to be called broken; withheld: the site turns programs away"
    )
    since: str = Field(description="Moment, ISO 8601")
    checked_at: str = Field(description="Moment, ISO 8601")
    status: int = Field(description="HTTP status of the last answer; 0 where there was none")
    error: str = Field(description="What went wrong where there was no answer, in English")
    moved_to: str = Field(description="Where it leads for good; empty otherwise")
    failures: int = Field(description="Failures in a row")
    records: list[NamedRow]


class QualitySummary(Output):
    """How the records that an organisation keeps stand, in numbers."""

    organisation: str
    name: str
    url: str = Field(description="Its page of quality")
    records: int
    wanting: int = Field(description="How many want something")
    counts: dict[str, int] = Field(description="How many, by aspect")


class WantRow(Output):
    """A record that wants something."""

    type: str
    id: str
    title: str
    url: str
    organisation: str = Field(description="Who keeps it")
    detail: str = Field(description="What exactly: languages, a date, an address, a number")


class AspectRow(Output):
    """Something that records want."""

    name: str
    label: str
    advice: str = Field(description="What to do about it")
    count: int
    records: list[WantRow]


class QualityReport(Output):
    """How the records that an organisation and its parts keep stand, record by record."""

    organisation: str = Field(description="Empty for all")
    name: str
    records: int
    wanting: int
    aspects: list[AspectRow]
