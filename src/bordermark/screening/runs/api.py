"""Screening over HTTP: one line or some at once, of which nothing is kept; runs of files, with their alerts."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from bordermark.accounts.api_auth import identified
from bordermark.accounts.guards import require
from bordermark.accounts.people import person_of
from bordermark.accounts.policy import Action, Thing
from bordermark.errors import Finding
from bordermark.publishing.addresses import addresses_for
from bordermark.publishing.paging import decode, page_of
from bordermark.publishing.parameters import Code, Paged, reading
from bordermark.screening.models import Run
from bordermark.screening.runs import keeping, schemas
from bordermark.screening.runs.at_once import Line, screen_lines
from bordermark.screening.runs.describing import RunWriter, alert_out
from bordermark.screening.runs.keeping import Asked
from bordermark.screening.runs.store import alerts_in, run_of, visible_runs
from bordermark.screening.standing import Alerted, Ran
from bordermark.vocabulary.hs.codes import EDITIONS, LATEST, Edition

router = Router(tags=["Screening"], auth=identified)


class LineAsked(Schema):
    """A line of a declaration: a description, a code, or both."""

    id: str = Field("", max_length=200, description="By which its alerts name it; its place where it has none")
    hs_code: str = Field("", max_length=40, description="Commodity code, as written")
    goods_description: str = Field("", max_length=10_000)


class OneLine(LineAsked):
    """A line, and how it is screened."""

    hs_edition: Edition = Field(LATEST, description=f"Edition of the code: {', '.join(EDITIONS)}")
    misspellings: bool = Field(True, description="Find misspelt names too")


class SomeLines(Schema):
    """Some lines, and how they are screened."""

    lines: list[LineAsked] = Field(min_length=1, max_length=1_000)
    hs_edition: Edition = Field(LATEST, description=f"Edition of the codes: {', '.join(EDITIONS)}")
    misspellings: bool = Field(True, description="Find misspelt names too")


class RunAsked(Schema):
    """How a file is to be screened."""

    state: Code = Field("", description="Code of the State; may be left out by who screens for one only")
    name: str = Field("", max_length=120, description="Name of the run; that of the file where it is empty")
    lists: list[Code] = Field([], max_length=200, description="Ids of lists; none for all")
    as_at: str = Field("", max_length=10, description="Lists as they stood on a day: YYYY-MM-DD, YYYY-MM or YYYY")
    hs_edition: Edition = Field(LATEST, description=f"Edition of the codes: {', '.join(EDITIONS)}")
    misspellings: bool = Field(True, description="Find misspelt names too")
    four_eyes: bool = Field(False, description="A dismissal needs a second officer")
    columns: list[str] = Field([], max_length=20, description="Which column is which, where that cannot be known: "
                               "`hs_code=Tariff`, one for each")


class ColumnsAsked(Schema):
    """Which column is which."""

    mapping: dict[str, str] = Field(description="Column of a line: column of the file")


class AlertsOfRun(Paged):
    """Which alerts of a run."""

    list: Code = Field("", description="Only of this list")
    status: Code = Field("", description=f"Only of this status: {', '.join(Alerted)}")
    score: float | None = Field(None, ge=0, le=1, description="Only those with at least this score")


class RunsAsked(Schema):
    """Which runs."""

    status: Code = Field("", description=f"Only of this status: {', '.join(Ran)}")


@router.post("/screening/line", response=schemas.Screened, summary="Screen a line", operation_id="screen_line",
             auth=None)
def screen_line(request: HttpRequest, sent: OneLine) -> schemas.Screened:
    """What is controlled in one line, with the evidence. Nothing is kept. That nothing is found proves nothing."""
    require(person_of(request), Action.SCREEN, Thing("line"))
    return _at_once([sent], sent.hs_edition, sent.misspellings)


@router.post("/screening/batch", response=schemas.Screened, summary="Screen some lines", operation_id="screen_batch")
def screen_batch(request: HttpRequest, sent: SomeLines) -> schemas.Screened:
    """What is controlled in up to 1,000 lines, with the evidence. Nothing is kept."""
    require(person_of(request), Action.SCREEN, Thing("lines"))
    return _at_once(sent.lines, sent.hs_edition, sent.misspellings)


def _at_once(asked: Sequence[LineAsked], edition: Edition, misspellings: bool) -> schemas.Screened:
    lines: list[Line] = [(one.id, one.hs_code, one.goods_description) for one in asked]
    summary, alerts, rejects = screen_lines(lines, edition, misspellings)
    return schemas.Screened(
        counts=schemas.Counts.model_validate(summary.as_dict()),
        alerts=[schemas.LineAlert.model_validate(one) for one in alerts.to_pylist()],
        rejects=[_error(one) for one in rejects],
    )


def _error(one: Finding) -> schemas.RunError:
    return schemas.RunError.model_validate({"message": str(one), **one.as_dict()})


@reading(router, "/screening/runs", list[schemas.RunSummary], summary="Runs", operation_id="list_runs")
def list_runs(request: HttpRequest, asked: Query[RunsAsked]) -> list[schemas.RunSummary]:
    """The runs of your own State, the newest first; at most 200."""
    found = visible_runs(person_of(request))
    if asked.status:
        found = found.filter(status=asked.status)
    say = RunWriter(addresses_for(request))
    return [say.summary(one) for one in found[:200]]


@router.post("/screening/runs", response={202: schemas.RunDetail}, summary="Screen a file",
             operation_id="create_run")
def create_run(request: HttpRequest, about: Form[RunAsked], file: File[UploadedFile]) -> Any:
    """Send a file of declarations; it is screened beside. `status` is `asking` when nobody can know its columns."""
    given = about.model_dump(exclude={"columns"})
    asked = Asked(**given, mapping=keeping.columns_said(about.columns))
    made = keeping.send(person_of(request), asked, file.name or "", file.chunks(), at=timezone.now())
    return Status(202, _detail(request, made))


@reading(router, "/screening/runs/{run}", schemas.RunDetail, summary="A run", operation_id="get_run")
def get_run(request: HttpRequest, run: Code) -> schemas.RunDetail:
    """How a run goes, and what became of its rows."""
    return _detail(request, run_of(person_of(request), run))


@reading(router, "/screening/runs/{run}/alerts", schemas.RunAlertPage, summary="Alerts of a run",
         operation_id="list_alerts_of_run")
def list_alerts_of_run(request: HttpRequest, run: Code, asked: Query[AlertsOfRun]) -> schemas.RunAlertPage:
    """The alerts of a run, in the order of its lines."""
    held = run_of(person_of(request), run)
    found = alerts_in(held, [asked.list] if asked.list else (), asked.status, asked.score).order_by("number")
    if asked.cursor:
        found = found.filter(number__gt=decode(asked.cursor, "alerts", [int])[0])
    page = page_of(list(found[: asked.limit + 1]), asked.limit, "alerts", lambda one: [one.number])
    return schemas.RunAlertPage(items=[alert_out(one) for one in page.items], next=page.next)


@router.post("/screening/runs/{run}/columns", response=schemas.RunDetail, summary="Say which column is which",
             operation_id="say_columns")
def say_columns(request: HttpRequest, run: Code, sent: ColumnsAsked) -> schemas.RunDetail:
    """Answer a run that is `asking`; the answer is remembered for files of your State with the same columns."""
    person = person_of(request)
    held = run_of(person, run)
    keeping.say_columns(person, held, sent.mapping)
    return _detail(request, held)


@router.post("/screening/runs/{run}/stop", response=schemas.RunDetail, summary="Stop a run", operation_id="stop_run")
def stop_run(request: HttpRequest, run: Code) -> schemas.RunDetail:
    """Stop a run. The alerts that it has made stay."""
    person = person_of(request)
    held = run_of(person, run)
    keeping.stop(person, held, at=timezone.now())
    return _detail(request, held)


@router.post("/screening/runs/{run}/again", response={202: schemas.RunDetail}, summary="Run again",
             operation_id="run_again")
def run_again(request: HttpRequest, run: Code) -> Any:
    """Screen the same file once more, in the same way, against the lists as they stand now."""
    person = person_of(request)
    return Status(202, _detail(request, keeping.again(person, run_of(person, run), at=timezone.now())))


def _detail(request: HttpRequest, run: Run) -> schemas.RunDetail:
    run.refresh_from_db()
    return RunWriter(addresses_for(request)).detail(run)
