"""The pages of plans: the plan of a State, a change tried on a past run, the lanes of a run."""

from collections.abc import Iterable, Mapping
from typing import IO, Any, Final, cast

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bordermark.accounts import audit
from bordermark.accounts.errors import Forbidden
from bordermark.accounts.guards import signed_in
from bordermark.accounts.people import person_of
from bordermark.accounts.policy import Action, Person, Thing, may
from bordermark.errors import BordermarkError, RefusedInput
from bordermark.publishing.answers import Answer, respond
from bordermark.publishing.problems import BadParameter, UnusableParameters
from bordermark.screening.models import Run, SelectivityPlan
from bordermark.screening.plans import exporting, keeping, schemas, store
from bordermark.screening.plans.wording import CHANGES, CONTROLS, LANE_NAMES, PERIODS
from bordermark.screening.runs.store import run_of, states_of, thing_of, visible_runs
from bordermark.screening.selectivity.changing import Change
from bordermark.screening.selectivity.lane_files import read_lanes
from bordermark.screening.selectivity.plan import EXAMPLE, LARGEST, Plan
from bordermark.screening.standing import Ran

WORDS: Final = {"lane_names": LANE_NAMES, "controls": CONTROLS, "periods": PERIODS, "changes_words": CHANGES,
                "section": "screening"}

SHOWN: Final = 200
"""Runs that can be chosen, and offices and periods that a page shows."""


@signed_in
def plan(request: HttpRequest) -> HttpResponse:
    """The plan of the person's State, its versions, and a form that checks and keeps the next."""
    person = person_of(request)
    state = store.state_of(person, request.GET.get("state", ""))
    if request.method == "POST":
        return _sent(request, person, state)
    return _plan_page(request, person, state)


def _plan_page(request: HttpRequest, person: Person, state: str, **more: Any) -> HttpResponse:
    held = store.plan_of(person, state, _version(request))
    read = store.as_plan(held) if held else None
    newest = store.plan_of(person, state)
    return respond(request, Answer(
        "screening/plan.html", lambda: {
            **WORDS, "held": held, "plan": read, "rules": _rules(read), "state": state, "states": states_of(person),
            "versions": [schemas.summary(one) for one in store.plans_of(person, state)[:SHOWN]],
            "in_force": held is not None and newest is not None and held.version == newest.version,
            "may_edit": may(person, Action.EDIT, Thing("selectivity-plan", state=state)),
            "content": held.content if held else EXAMPLE.read_text(encoding="utf-8"),
            "name": held.name if held else "plan.toml",
            "results": store.yields_of(state)[1], **more,
        },
        data=lambda: schemas.detail(held) if held else {"state": state, "version": 0},
        table=lambda: schemas.rule_table(read) if read else schemas.NO_RULES,
    ), status=400 if "findings" in more else 200)


def _version(request: HttpRequest) -> int | None:
    asked = request.GET.get("version", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 7):
        raise UnusableParameters([BadParameter("version", asked, "the number of a version, such as 1")])
    return int(asked)


def _rules(plan: Plan | None) -> list[tuple[Any, str]]:
    return [(one, schemas.conditions(one.when.model_dump(exclude_defaults=True))) for one in plan.rules] if plan else []


def _sent(request: HttpRequest, person: Person, state: str) -> HttpResponse:
    """Check what was sent, and keep it only when that is what was asked."""
    file, given = request.FILES.get("file"), request.POST
    if file is not None and (file.size or 0) > LARGEST:
        return _plan_page(request, person, state, findings=keeping.too_large(file.name or "", file.size or 0))
    content = file.read() if file is not None else given.get("content", "").replace("\r\n", "\n").encode()
    name = (file.name if file is not None else given.get("name", "")) or "plan.toml"
    shown = {"content": content.decode(errors="replace"), "name": name}
    try:
        if given.get("do") == "keep":
            kept = keeping.keep(person, state, content, name, at=timezone.now())
            messages.success(request, _("Version %(n)s of the plan is in force.") % {"n": kept.version})
            return redirect(f"{request.path}?state={state}")
        read = keeping.check(content, name)
    except RefusedInput as error:
        return _plan_page(request, person, state, findings=error.findings, **shown)
    return _plan_page(request, person, state, checked=read, checked_rules=_rules(read),
                      differences=_differences(store.plan_of(person, state), read), **shown)


def _differences(held: SelectivityPlan | None, new: Plan) -> list[tuple[str, str, str]]:
    """What would change: lane, rule or another part of the plan, its id, and whether it is new, changed or gone."""
    old = store.as_plan(held) if held else None
    pairs: Iterable[tuple[str, Any, Any]] = (("lane", old.lanes if old else (), new.lanes),
                                             ("rule", old.rules if old else (), new.rules))
    parts = ("name", "period", "otherwise", "random")
    found = [("", part, "changed") for part in parts if old and getattr(old, part) != getattr(new, part)]
    for what, before, after in pairs:
        was, now = {one.id: one for one in before}, {one.id: one for one in after}
        found += [(what, key, "new" if key not in was else "changed") for key, one in now.items()
                  if was.get(key) != one]
        found += [(what, key, "gone") for key in was if key not in now]
        if [key for key in was if key in now] != [key for key in now if key in was]:
            found.append(("order", f"{what}s", "changed"))
    return found


@require_safe
@signed_in
def simulate(request: HttpRequest) -> HttpResponse:
    """What a change of the plan, the lists or the least score would do to the lines of a past run."""
    person = person_of(request)
    store.state_of(person, "")
    runs = list(visible_runs(person).filter(status=Ran.FINISHED)[:SHOWN])
    asked = request.GET
    run = run_of(person, asked["run"]) if asked.get("run") else None
    change, seed = _change(asked), _seed(asked.get("seed", "1"))
    context: dict[str, Any] = {
        **WORDS, "runs": runs, "run": run, "change": change, "seed": seed,
        "rules": _rules_of(person, run), "lists": _alerted_lists(run),
    }
    if run is None:
        return respond(request, Answer("screening/simulate.html", context, data=lambda: {
            "runs": [{"id": one.pk, "name": one.name} for one in runs]}))
    try:
        told = keeping.simulate(person, run, change, seed)
    except RefusedInput as error:
        return render(request, "screening/simulate.html", {**context, "findings": error.findings}, status=400)
    except BordermarkError as error:
        return render(request, "screening/simulate.html", {**context, "error": str(error)}, status=409)
    return respond(request, Answer("screening/simulate.html", {**context, "told": told},
                                   data=lambda: schemas.simulation(run.pk, told),
                                   table=lambda: schemas.simulation_table(told)))


def _change(asked: Any) -> Change:
    score = asked.get("min_score", "") or "0"
    try:
        least = float(score)
    except ValueError:
        least = -1.0
    if not 0 <= least <= 1:
        raise UnusableParameters([BadParameter("min_score", score, "a number from 0 to 1")])
    entries = [word for one in asked.getlist("without_entry") for word in one.split()]
    return Change(tuple(asked.getlist("without_rule")), tuple(asked.getlist("without_list")), tuple(entries), least)


def _seed(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise UnusableParameters([BadParameter("seed", text, "a whole number")])
    return int(text)


def _rules_of(person: Person, run: Run | None) -> list[str]:
    state = run.state_id if run else store.state_of(person, "")
    held = store.plan_of(person, state)
    return [one.id for one in store.as_plan(held).rules] if held else []


def _alerted_lists(run: Run | None) -> list[str]:
    return sorted(run.alerts.order_by().values_list("list", flat=True).distinct()) if run else []


@signed_in
def lanes(request: HttpRequest, key: str) -> HttpResponse:
    """The lanes of a run's lines, by office and period; and a form that gives them by the plan in force."""
    person = person_of(request)
    run = run_of(person, key)
    wrong: dict[str, Any] = {}
    if request.method == "POST":
        try:
            keeping.give_lanes(person, run, _seed(request.POST.get("seed", "")), at=timezone.now())
            return redirect("screening-run-lanes", run.pk)
        except (Forbidden, UnusableParameters):
            raise
        except BordermarkError as error:
            wrong = {"error": str(error)}
    file = store.lanes_file(run)
    told = schemas.lanes_of_run(run.pk, read_lanes(file) if file.is_file() else None)
    held = store.plan_of(person, run.state_id)
    return respond(request, Answer(
        "screening/lanes.html", lambda: {
            **WORDS, "run": run, "told": told, "loads": told.loads[:SHOWN], "more": len(told.loads) > SHOWN,
            "held": held, "forms": exporting.FORMS, "may_give": may(person, Action.ASSIGN, thing_of(run)),
            "seed": request.POST.get("seed", ""), **wrong,
        },
        data=lambda: told, table=lambda: schemas.load_table(told),
    ), status=409 if wrong else 200)


@require_safe
@signed_in
def lanes_file(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """Every line of a run with its lane and why, as a file: parquet or csv."""
    person = person_of(request)
    run = run_of(person, key)
    kept = store.lanes_file(run)
    if form not in exporting.FORMS or not kept.is_file():
        raise Http404(form)
    audit.record(person, "download", thing_of(run), {"state": run.state_id, "what": f"lanes.{form}"})
    return _file(exporting.lanes_file(kept, form), f"lanes-{run.pk}.{form}", exporting.FORMS)


def _file(content: IO[bytes], name: str, forms: Mapping[str, str]) -> HttpResponse:
    response = FileResponse(content, as_attachment=True, filename=name, content_type=forms[name.rpartition(".")[2]])
    return cast(HttpResponse, response)  # which Django's types tell apart, and nothing here does
