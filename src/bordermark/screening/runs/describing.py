"""Runs and their alerts as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import pgettext_lazy

from bordermark.errors import BordermarkError
from bordermark.publishing.addresses import Addresses
from bordermark.publishing.tables import Table
from bordermark.screening.models import Alert, Run
from bordermark.screening.runs import schemas
from bordermark.screening.runs.keeping import header
from bordermark.screening.standing import Ran

STATUSES: Final[Mapping[str, Any]] = {
    Ran.ASKING: pgettext_lazy("a run", "Which column is which?"), Ran.WAITING: pgettext_lazy("a run", "Waiting"),
    Ran.RUNNING: pgettext_lazy("a run", "Running"), Ran.FINISHED: pgettext_lazy("a run", "Finished"),
    Ran.STOPPED: pgettext_lazy("a run", "Stopped"), Ran.FAILED: pgettext_lazy("a run", "Failed"),
}
"""Where a run stands, in words."""


@dataclass(frozen=True, slots=True)
class RunWriter:
    """Says what there is to say of runs, with addresses for one request."""

    addresses: Addresses

    def summary(self, run: Run) -> schemas.RunSummary:
        return schemas.RunSummary(**self._members(run))

    def detail(self, run: Run) -> schemas.RunDetail:
        return schemas.RunDetail(
            **self._members(run), lists=run.lists, as_at=run.as_at, hs_edition=run.hs_edition,
            misspellings=run.misspellings, four_eyes=run.four_eyes, mapping=run.mapping,
            header=_header(run) if run.status == Ran.ASKING else [],
            errors=[schemas.RunError.model_validate(one) for one in run.errors],
        )

    def _members(self, run: Run) -> dict[str, Any]:
        return {
            "id": run.pk, "state": run.state_id, "name": run.name, "status": run.status, "by": run.by,
            "created": run.created, "started": run.started, "finished": run.finished, "done": run.done,
            "counts": counts(run), "url": self.addresses.of("screening-run", run.pk),
        }


def _header(run: Run) -> list[str]:
    try:
        return header(run)
    except BordermarkError:  # its file is not here: the page says so when somebody answers
        return []


def counts(run: Run) -> schemas.Counts:
    """What became of the rows so far."""
    return schemas.Counts.model_validate(run.summary)


def alert_out(alert: Alert) -> schemas.RunAlert:
    """An alert as data."""
    return schemas.RunAlert(
        id=alert.line, run=alert.run_id,
        **{name: getattr(alert, name) for name in schemas.RunAlert.model_fields if name not in ("id", "run")},
    )


def runs_table(runs: list[schemas.RunSummary]) -> Table:
    """Runs as a table."""
    return Table(
        ("id", "state", "name", "status", "by", "created", "finished", "rows", "with_alerts", "clear", "rejected",
         "alerts"),
        ([one.id, one.state, one.name, one.status, one.by, one.created.isoformat(),
          one.finished.isoformat() if one.finished else "", one.counts.rows, one.counts.with_alerts, one.counts.clear,
          one.counts.rejected, one.counts.alerts] for one in runs), "Runs",
    )
