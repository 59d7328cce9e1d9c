"""The queries of runs, each within what the policy lets a person reach."""

import hashlib
import json
from collections.abc import Sequence

from django.db.models import QuerySet

from bordermark.accounts.errors import Forbidden
from bordermark.accounts.policy import Action, Person, Role, Thing, may, visible
from bordermark.accounts.store import where
from bordermark.clocks import Clocks
from bordermark.contributions.revisions import last_revision
from bordermark.edtf import latest
from bordermark.errors import UnknownRecord
from bordermark.screening.lists import Lists
from bordermark.screening.models import Alert, KnownColumns, Run
from bordermark.screening.runs.files import folder_of
from bordermark.screening.standing import Ran
from bordermark.screening.store import control_lists, control_lists_at


def thing_of(run: Run) -> Thing:
    """A run as the policy sees it."""
    return Thing("screening-run", state=run.state_id, status=run.status, authors=frozenset({run.by}), id=run.pk)


def states_of(person: Person) -> list[str]:
    """The States for which a person screens; codes."""
    return sorted(one.state for one in person.roles if one.role is Role.RISK_OFFICER and one.state)


def visible_runs(person: Person) -> "QuerySet[Run]":
    """The runs that a person may see, the newest first. Raises Forbidden for whom there can be none."""
    within = visible(person, "screening-run")
    if not within.parts:
        raise Forbidden(may(person, Action.VIEW, Thing("screening-run", state=next(iter(states_of(person)), ""))))
    return Run.objects.filter(where(within, {"state": "state_id", "status": "status"}))


def run_of(person: Person, key: str) -> Run:
    """The run of this id. Raises UnknownRecord when there is none to be seen, Forbidden as `visible_runs`."""
    found = visible_runs(person).filter(pk=key).first() if "\0" not in key else None
    if found is None:
        raise UnknownRecord("run", key[:80])
    return found


def alerts_in(run: Run, lists: Sequence[str] = (), status: str = "", least: float | None = None) -> "QuerySet[Alert]":
    """The alerts of a run, in the order of its lines."""
    found = Alert.objects.filter(run=run)
    if lists:
        found = found.filter(list__in=lists)
    if status:
        found = found.filter(status=status)
    return found if least is None else found.filter(score__gte=least)


def known_columns(state: str, header: Sequence[str]) -> dict[str, str]:
    """What an officer of a State has said of files with this header; nothing when nobody has."""
    found = KnownColumns.objects.filter(state=state, header=_digest(header)).first()
    return dict(found.mapping) if found else {}


def remember_columns(state: str, header: Sequence[str], mapping: dict[str, str]) -> None:
    """Keep what an officer says of files with this header."""
    KnownColumns.objects.update_or_create(state_id=state, header=_digest(header), defaults={"mapping": mapping})


def _digest(header: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(list(header), ensure_ascii=False).encode()).hexdigest()


def lists_for(run: Run) -> Lists:
    """The control lists as they stood when the run began, whatever has been recorded since."""
    day = latest(run.as_at) if run.as_at else None
    if run.revision is None or run.revision == last_revision():
        return control_lists(Clocks(day))
    return control_lists_at(run.revision, day)


def to_do() -> Run | None:
    """What a worker should do next: what was broken off, then what waits longest, of which the file is here."""
    for status in (Ran.RUNNING, Ran.WAITING):
        for run in Run.objects.filter(status=status).order_by("created", "pk"):
            if (folder_of(run.pk) / run.file).is_file():
                return run
    return None
