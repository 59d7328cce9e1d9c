"""The pages of files: templates and exports out; a file in, its dry run first, then a change set."""

from typing import Any, Final

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from bordermark.accounts.errors import Forbidden
from bordermark.accounts.guards import signed_in
from bordermark.accounts.people import person_of
from bordermark.accounts.policy import Action, Person, Thing, may
from bordermark.contributions import workbooks
from bordermark.contributions.record_types import known_type, record_types
from bordermark.contributions.review import editing, uploads
from bordermark.contributions.review.behalf import behalf_of, behalves
from bordermark.contributions.review.change_sets import draft_from
from bordermark.contributions.review.describing import fields_shown, title_of
from bordermark.contributions.review.life import NotNow
from bordermark.contributions.review.models import ChangeSet, Upload
from bordermark.contributions.review.store import editable_sets
from bordermark.contributions.review.views import page, seen
from bordermark.contributions.review.wording import STAGES
from bordermark.contributions.workbook_guard import LARGEST_FILE
from bordermark.errors import BordermarkError, RefusedInput
from bordermark.publishing.addresses import language_of
from bordermark.publishing.answers import Answer, respond
from bordermark.publishing.tables import Table

SHOWN: Final = 100
"""Records of a dry run on its page; the JSON holds them all."""

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@signed_in
def upload(request: HttpRequest) -> HttpResponse:
    """Send a workbook, a table in CSV or records in JSON Lines; nothing is kept but what would change is shown."""
    person = person_of(request)
    require_proposer(person)
    kind = request.POST.get("type", request.GET.get("type", ""))
    context: dict[str, Any] = {"types": record_types(), "type": kind, "largest": LARGEST_FILE // 1024 // 1024,
                               "section": "contributions"}
    if request.method == "POST":
        sent = request.FILES.get("file")
        if sent is None:
            return page(request, "contributions/upload.html", {**context, "error": NO_FILE})
        content = sent.read(LARGEST_FILE + 1)
        try:
            made = uploads.receive(sent.name or "", content, kind, person)
        except RefusedInput as error:
            return page(request, "contributions/upload.html", {**context, "findings": error.findings})
        uploads.start(made)
        return redirect("upload-result", made.pk)
    return page(request, "contributions/upload.html", context)


NO_FILE: Final = "file: found nothing, expected a workbook (.xlsx), a table (.csv) or records (.jsonl)."


def require_proposer(person: Person) -> None:
    """Raise Forbidden unless there is somebody on whose behalf the person may propose."""
    if not behalves(person) and not behalves(person, "translation"):
        raise Forbidden(may(person, Action.PROPOSE, Thing("change-set")))


@signed_in
def result(request: HttpRequest, number: int) -> HttpResponse:
    """What a file would change: how far its dry run is, then the difference; from there it becomes a change set."""
    person = person_of(request)
    held = Upload.objects.filter(pk=number, made_by=person.id).first() if number < 2**63 else None
    if held is None:
        raise Http404(number)
    if uploads.waiting(held, timezone.now()):
        uploads.start(held)
        held.refresh_from_db()
    if held.status in ("waiting", "running"):
        return _under_way(request, held)
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Refresh": "true"})
    if request.method == "POST":
        try:
            return redirect("contribution", _become_set(request, person, held).pk)
        except Forbidden:
            raise
        except RefusedInput as error:
            return _difference(request, person, held, findings=error.findings)
        except BordermarkError as error:
            return _difference(request, person, held, error=str(error))
    return _difference(request, person, held)


def _under_way(request: HttpRequest, held: Upload) -> HttpResponse:
    template = "upload_progress" if request.headers.get("HX-Request") else "upload_running"
    stage = STAGES.get(held.stage.partition(" ")[0], "")
    return respond(request, Answer(f"contributions/{template}.html", {
        "upload": held, "stage": stage, "section": "contributions",
    }, data=lambda: {"status": held.status, "stage": held.stage, "done": held.done, "total": held.total}))


def _difference(request: HttpRequest, person: Person, held: Upload, **wrong: Any) -> HttpResponse:
    kept = held.proposal or {}

    def context() -> dict[str, Any]:
        items, twins = kept["items"], kept["duplicates"]
        shown = [{**one, "title": title_of(one["type"], one.get("data", {})), "shown": _fields(one),
                  "twins": [twin[2:] for twin in twins if twin[:2] == [one["type"], one["id"]]]}
                 for one in items[:SHOWN]]
        counts = {kind: sum(one["kind"] == kind for one in items) for kind in ("new", "changed", "withdrawn")}
        return {
            "upload": held, "items": shown, "more": len(items) - len(shown), "counts": counts, "kept": kept,
            "cells": sum(len(one.get("fields", ())) for one in items), "behalves": behalves(person),
            "sets": editable_sets(person), "given": request.POST, "section": "contributions", **wrong,
        }

    return respond(request, Answer("contributions/upload_result.html", context, data=lambda: kept, table=lambda: Table(
        ("file", "row", "column", "value", "expected"), (tuple(one.values()) for one in kept["findings"]), "Findings",
    )), status=400 if wrong else 200)


def _fields(one: dict[str, Any]) -> Any:
    if one["kind"] == "withdrawn":
        return ()
    return fields_shown(one["type"], {each[0]: each[1] for each in one["fields"]},
                        {each[0]: each[2] for each in one["fields"]} if one["kind"] == "changed" else one["data"])


def _become_set(request: HttpRequest, person: Person, held: Upload) -> ChangeSet:
    kept = held.proposal or {}
    if kept["findings"] and not request.POST.get("good_rows"):
        raise NotNow("Some rows are refused. Mend them and send the file again, or choose to take the good rows only.")
    proposal = uploads.proposal_of(kept)
    into = request.POST.get("into", "")
    with transaction.atomic():
        if into:
            made = seen(person, int(into) if into.isascii() and into.isdigit() else 0)
            editing.add(made, proposal, person)
        else:
            behalf = behalf_of(request.POST.get("behalf", ""))
            made = draft_from(
                proposal, by=person, title=request.POST.get("title", ""), reason=request.POST.get("reason", ""),
                organisation=behalf.organisation, state=behalf.state,
                provenance={"source": uploads.source_of(held.name), "name": held.name, "digest": held.digest,
                            "left_out": len(kept["findings"])},
            )
        held.delete()
    return made


def template_file(request: HttpRequest, name: str) -> HttpResponse:
    """An empty workbook for a type of record, in the language of the page."""
    return _file(f"{known_type(name).name}-template", workbooks.template(name, language_of(request)))


def export_file(request: HttpRequest, name: str) -> HttpResponse:
    """Records as they stand, in the form of the template: those of the query's ``id``, else all of the type."""
    return _file(f"{known_type(name).name}-records", workbooks.export(name, request.GET.getlist("id") or None,
                                                             language_of(request)))


def _file(name: str, content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type=XLSX,
                        headers={"Content-Disposition": f'attachment; filename="bordermark-{name}.xlsx"'})


@signed_in
def start(request: HttpRequest) -> HttpResponse:
    """Where a contribution begins: by form or by file, for every type of record."""
    person = person_of(request)
    require_proposer(person)
    return render(request, "contributions/propose_start.html", {
        "types": record_types(), "sets": editable_sets(person), "section": "contributions"})
