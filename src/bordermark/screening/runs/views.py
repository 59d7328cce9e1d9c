"""The pages of runs: which there are, sending a file, how one goes, and what it found."""

from collections.abc import Mapping
from typing import IO, Any, Final, cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bordermark.accounts import audit
from bordermark.accounts.errors import Forbidden
from bordermark.accounts.guards import signed_in
from bordermark.accounts.people import person_of
from bordermark.accounts.policy import Action, Person, Thing, may, reach
from bordermark.errors import BordermarkError, RefusedInput
from bordermark.publishing.addresses import addresses_for, language_of
from bordermark.publishing.answers import Answer, respond
from bordermark.screening.models import Run
from bordermark.screening.readers import READERS
from bordermark.screening.readers.columns import COLUMNS, guessed
from bordermark.screening.runs import exporting, files, keeping
from bordermark.screening.runs.describing import STATUSES, RunWriter, counts, runs_table
from bordermark.screening.runs.keeping import Asked
from bordermark.screening.runs.store import alerts_in, run_of, states_of, thing_of, visible_runs
from bordermark.screening.runs.wording import COLUMN_WORDS
from bordermark.screening.standing import Ran
from bordermark.screening.store import control_lists
from bordermark.vocabulary.hs.codes import EDITIONS, LATEST
from bordermark.vocabulary.store import vocabulary

SHOWN: Final = 50
"""Alerts on the page of a run, the likeliest first."""

MOST_RUNS: Final = 200
"""Runs on the page of all, the newest first."""


@require_safe
@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """The runs that the person may see, the newest first."""
    person = person_of(request)
    runs = list(visible_runs(person)[:MOST_RUNS])
    say = RunWriter(addresses_for(request))
    return respond(request, Answer(
        "screening/runs.html", lambda: {
            "rows": [(one, STATUSES[Ran(one.status)], counts(one)) for one in runs], "section": "screening",
            "several": len(states_of(person)) > 1, "may_screen": bool(reach(person, Action.SCREEN, KIND).parts),
        },
        data=lambda: [say.summary(one) for one in runs], table=lambda: runs_table([say.summary(one) for one in runs]),
    ))


KIND: Final = "screening-run"


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Send a file of declarations, and say how it is to be screened."""
    person = person_of(request)
    if not reach(person, Action.SCREEN, KIND).parts:
        raise Forbidden(may(person, Action.SCREEN, Thing(KIND, state=next(iter(states_of(person)), ""))))
    wrong: dict[str, Any] = {}
    if request.method == "POST":
        try:
            return redirect("screening-run", _sent(request, person).pk)
        except Forbidden:
            raise
        except RefusedInput as error:
            wrong = {"findings": error.findings}
        except BordermarkError as error:
            wrong = {"error": str(error)}
    held, say = control_lists(), vocabulary()
    return render(request, "screening/run_new.html", {
        "lists": list(held.lists.values()), "editions": EDITIONS, "latest": LATEST, "endings": ",".join(READERS),
        "largest": files.largest(), "states": [(one, say.state_name(one, language_of(request)))
                                               for one in states_of(person)],
        "given": request.POST, "chosen": request.POST.getlist("list"), "section": "screening", **wrong,
    }, status=400 if wrong else 200)


def _sent(request: HttpRequest, person: Person) -> Run:
    given = request.POST
    asked = Asked(
        given.get("state", ""), given.get("name", ""), given.getlist("list"), given.get("as_at", "").strip(),
        given.get("hs_edition", LATEST), "misspellings" in given, "four_eyes" in given,
    )
    sent = request.FILES.get("file")
    if sent is None:
        raise BordermarkError(_("Choose a file with declarations."))
    return keeping.send(person, asked, sent.name or "", sent.chunks(), at=timezone.now())


@require_safe
@signed_in
def run(request: HttpRequest, key: str) -> HttpResponse:
    """How a run goes, what became of its rows, and the likeliest of its alerts."""
    person = person_of(request)
    one = run_of(person, key)
    if request.headers.get("HX-Request"):
        if one.status in (Ran.WAITING, Ran.RUNNING):
            return render(request, "screening/run_progress.html", _progress(one))
        return HttpResponse(headers={"HX-Refresh": "true"})
    return _page(request, person, one)


def _progress(one: Run) -> dict[str, Any]:
    return {"run": one, "status": STATUSES[Ran(one.status)], "counts": counts(one), "percent": int(one.done * 100)}


def _page(request: HttpRequest, person: Person, one: Run, **wrong: Any) -> HttpResponse:
    def context() -> dict[str, Any]:
        held = control_lists().lists
        told = counts(one)
        return {
            **_progress(one), "going": one.status in (Ran.WAITING, Ran.RUNNING), "section": "screening",
            "state": vocabulary().state_name(one.state_id, language_of(request)),
            "by_list": sorted(((held.get(key), key, number) for key, number in told.by_list.items()),
                              key=lambda row: -row[2]),
            "chosen": [held[key].short_title if key in held else key for key in one.lists],
            "alerts": alerts_in(one).order_by("-score", "number")[:SHOWN], "shown": SHOWN,
            "forms": exporting.LABELS.items(), "may_stop": may(person, Action.STOP, thing_of(one)),
            "may_screen": may(person, Action.SCREEN, thing_of(one)),
            "here": (files.folder_of(one.pk) / one.file).is_file(),
            **(_asking(one, request.POST) if one.status == Ran.ASKING else {}), **wrong,
        }

    return respond(request, Answer("screening/run.html", context, data=lambda: RunWriter(
        addresses_for(request)).detail(one)), status=400 if wrong else 200)


def _asking(one: Run, given: Mapping[str, str]) -> dict[str, Any]:
    """The form that asks which column is which, as far as it can be guessed."""
    try:
        names = keeping.header(one)
    except BordermarkError as error:
        return {"error": str(error)}
    likely = guessed(names)
    return {"header": names, "columns": [(ours, COLUMN_WORDS[ours], given.get(ours, likely.get(ours, "")))
                                         for ours in COLUMNS]}


@require_POST
@signed_in
def columns(request: HttpRequest, key: str) -> HttpResponse:
    """Say which column of the file is which."""
    person = person_of(request)
    one = run_of(person, key)
    try:
        keeping.say_columns(person, one, {ours: request.POST[ours] for ours in COLUMNS if request.POST.get(ours)})
    except RefusedInput as error:
        return _page(request, person, one, findings=files.called(error, one.name).findings)
    return redirect("screening-run", one.pk)


@require_POST
@signed_in
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """Stop a run."""
    person = person_of(request)
    keeping.stop(person, run_of(person, key), at=timezone.now())
    return redirect("screening-run", key)


@require_POST
@signed_in
def again(request: HttpRequest, key: str) -> HttpResponse:
    """Screen the same file once more, against the lists as they stand now."""
    person = person_of(request)
    one = run_of(person, key)
    try:
        return redirect("screening-run", keeping.again(person, one, at=timezone.now()).pk)
    except Forbidden:
        raise
    except BordermarkError as error:
        return _page(request, person, one, error=str(error))


@require_safe
@signed_in
def alerts(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The alerts of a run as a file: parquet, csv or jsonl."""
    person = person_of(request)
    one = run_of(person, key)
    if form not in exporting.FORMS:
        raise Http404(form)
    _taken(person, one, form)
    file = exporting.alerts_file(alerts_in(one).order_by("number").iterator(2_000), form)
    return _file(file, f"alerts-{one.pk}.{form}", exporting.FORMS[form])


@require_safe
@signed_in
def rejects(request: HttpRequest, key: str) -> HttpResponse:
    """The rows of a run's file that could not be screened, with what was expected."""
    person = person_of(request)
    one = run_of(person, key)
    if not one.rejects_bytes or not files.has_rejects(one.pk):
        raise Http404(key)
    _taken(person, one, "rejects")
    return _file(files.rejects_file(one.pk), f"rejects-{one.pk}.csv", exporting.FORMS["csv"])


def _taken(person: Person, one: Run, what: str) -> None:
    audit.record(person, "download", thing_of(one), {"state": one.state_id, "what": what})


def _file(content: IO[bytes], name: str, media_type: str) -> HttpResponse:
    response = FileResponse(content, as_attachment=True, filename=name, content_type=media_type)
    return cast(HttpResponse, response)  # which Django's types tell apart, and nothing here does
