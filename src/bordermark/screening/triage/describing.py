"""Alerts as data, under the addresses by which a reader knows the site."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from bordermark.accounts.policy import Person
from bordermark.clocks import NOW
from bordermark.publishing.addresses import Addresses
from bordermark.publishing.panels import Panel, Request, panels
from bordermark.publishing.tables import Table
from bordermark.screening.lists import Lists
from bordermark.screening.models import Alert, AlertEvent
from bordermark.screening.records import EntryRecord, ListRecord
from bordermark.screening.triage import schemas
from bordermark.screening.triage.counting import DIMENSIONS, Count
from bordermark.screening.triage.explaining import terms
from bordermark.screening.triage.steps import steps_for
from bordermark.screening.triage.store import earlier, key_of, steps_taken


@dataclass(frozen=True, slots=True)
class Law:
    """On what an alert hangs: entry and list as they stand, None where they are no more; the provisions that list it
    and that say what must be done; for each provision what it obliges the State to."""

    entry: EntryRecord | None
    list: ListRecord | None
    provision: str
    controls: tuple[str, ...]
    duties: tuple[tuple[str, Panel], ...]


def law_of(alert: Alert, lists: Lists, language: str) -> Law:
    """The law of an alert, walked from its entry to the State's obligations."""
    entry, one = lists.entries.get(alert.entry), lists.lists.get(alert.list)
    provision = (entry.provision if entry else "") or (one.provision if one else alert.provision)
    controls = tuple(one.controls) if one else ()
    duties = []
    for each in dict.fromkeys((provision, *controls)):
        asked = Request(f"{alert.state_id}:{each}", language, NOW, {})
        duties += [(each, panel) for panel in panels("duty", asked)]
    return Law(entry, one, provision, controls, tuple(duties))


@dataclass(frozen=True, slots=True)
class AlertWriter:
    """Says what alerts are."""

    addresses: Addresses

    def summaries(self, some: Sequence[Alert]) -> list[schemas.AlertSummary]:
        """Alerts in a list."""
        taken = steps_taken(some)
        return [self.summary(one, taken.get(one.pk, 0)) for one in some]

    def summary(self, one: Alert, steps: int) -> schemas.AlertSummary:
        """An alert in short."""
        return schemas.AlertSummary(
            id=key_of(one), url=self.addresses.of("alert", key_of(one)), state=one.state_id, run=one.run_id,
            row=one.row, line=one.line, list=one.list, entry=one.entry, title=one.title, score=one.score,
            because=one.because, kinds=tuple(dict.fromkeys(each["kind"] for each in one.evidence)),
            hs_code=one.hs_code, goods_description=one.goods_description, office=one.office,
            date=one.date.isoformat() if one.date else "", lane=one.lane, status=one.status, assignee=one.assignee,
            reason=one.reason, outcome=one.outcome, steps=steps,
        )

    def detail(self, one: Alert, person: Person, law: Law) -> schemas.AlertDetail:
        """An alert in full."""
        history = list(one.events.all())
        return schemas.AlertDetail(
            **self.summary(one, len(history)).model_dump(), origin=one.origin, destination=one.destination,
            net_kg=one.net_kg, value=one.value, four_eyes=one.run.four_eyes,
            terms=[schemas.TermRow(**asdict(term)) for term in terms(one.evidence)],
            instrument=law.list.instrument if law.list else one.instrument, provision=law.provision,
            controls=list(law.controls), duties=self._duties(one.state_id, law),
            history=[step_row(each) for each in history], earlier=self.summaries(earlier(one, person)),
            may=list(steps_for(one, person)),
        )

    def _duties(self, state: str, law: Law) -> list[schemas.DutyRow]:
        return [
            schemas.DutyRow(provision=provision, measure=each["id"], title=each["title"], status=each["status"],
                            since=each["since"], url=self.addresses.of("obligation", state, each["id"]))
            for provision, panel in law.duties for each in panel.data["measures"]
        ]


def step_row(one: AlertEvent) -> schemas.AlertStepRow:
    """A step as data."""
    return schemas.AlertStepRow(step=one.what, by=one.by, at=one.at.isoformat(), reason=one.reason, words=one.words)


_COLUMNS: Final = ("id", "state", "run", "row", "line", "list", "entry", "title", "score", "because", "hs_code",
                   "goods_description", "office", "date", "lane", "status", "assignee", "reason", "outcome")


def alert_table(some: Iterable[schemas.AlertSummary]) -> Table:
    """Alerts as a table."""
    return Table(_COLUMNS, ([getattr(one, name) for name in _COLUMNS] for one in some), "Alerts")


def dashboard(total: Count, by: Mapping[str, Mapping[str, Count]]) -> schemas.Dashboard:
    """What became of alerts, as data."""
    return schemas.Dashboard.model_validate({
        "total": asdict(total),
        "by": {name: [{"key": key, **asdict(one)} for key, one in rows.items()] for name, rows in by.items()},
    })


def dashboard_table(told: schemas.Dashboard) -> Table:
    """What became of alerts, as one table: a row for all, then one for each value of each dimension."""
    rows = [("all", "", told.total), *((name, one.key, one) for name in DIMENSIONS for one in told.by[name])]
    return Table(
        ("by", "key", "alerts", "waiting", "dismissed", "referred", "found", "nothing_found", "hit_rate", "low",
         "high", "days"),
        ([name, key, one.alerts, one.waiting, one.dismissed, one.referred, one.found, one.nothing_found,
          *((one.hit_rate.share, one.hit_rate.low, one.hit_rate.high) if one.hit_rate else (None, None, None)),
          one.days] for name, key, one in rows),
        "What became of alerts",
    )
