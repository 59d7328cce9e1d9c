"""The pages of change sets: the queue, one set, and the steps that people take with it."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Final

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from bordermark.accounts.errors import Forbidden
from bordermark.accounts.guards import signed_in
from bordermark.accounts.people import person_of
from bordermark.accounts.policy import Action, Person, Thing, may
from bordermark.clocks import NOW
from bordermark.contributions.comparing import Proposal
from bordermark.contributions.review import commenting, editing, store
from bordermark.contributions.review.behalf import behalf_of, behalves
from bordermark.contributions.review.change_sets import draft_from, move, thing_of
from bordermark.contributions.review.describing import all_shown, conflicts_shown, items_shown
from bordermark.contributions.review.life import EDITABLE, OPEN, TRANSITIONS, NotNow, Status
from bordermark.contributions.review.models import ChangeSet, Comment
from bordermark.contributions.review.publication import stale
from bordermark.contributions.review.queueing import Asked, queue, queue_table
from bordermark.contributions.review.splitting import return_some
from bordermark.contributions.review.wording import BUTTONS, SOURCES, STATUSES, STEPS
from bordermark.contributions.review.writing import SetWriter, items_table, steps_for
from bordermark.errors import BordermarkError, Finding, RefusedInput
from bordermark.publishing import panels
from bordermark.publishing.addresses import addresses_for, language_of
from bordermark.publishing.answers import Answer, respond

SHOWN: Final = 50
"""Records of a set on a page."""


@signed_in
def contributions(request: HttpRequest) -> HttpResponse:
    """The change sets that the person may see: their own, those that wait, or all; with ages and filters."""
    person, say = person_of(request), SetWriter(addresses_for(request))
    asked = Asked.of(request.GET)
    found = queue(person, asked, timezone.now())
    return respond(request, Answer(
        "contributions/change_sets.html", lambda: {
            "rows": found, "asked": asked, "statuses": STATUSES, "section": "contributions",
            "bodies": store.bodies(person), "may_propose": bool(behalves(person) or behalves(person, "translation")),
        },
        data=lambda: [say.summary(row.change_set, row.records) for row in found],
        table=lambda: queue_table(found),
    ))


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Begin an empty change set."""
    person = person_of(request)
    given = {name: request.POST.get(name, "") for name in ("title", "reason", "behalf")}
    context: dict[str, Any] = {"behalves": behalves(person), "given": given, "section": "contributions"}
    if request.method == "POST":
        try:
            behalf = behalf_of(given["behalf"])
            made = draft_from(Proposal(), by=person, title=given["title"], reason=given["reason"],
                              organisation=behalf.organisation, state=behalf.state, provenance={"source": "form"})
            return redirect("contribution", made.pk)
        except NotNow as error:
            context["error"] = str(error)
    elif not context["behalves"]:
        raise Forbidden(may(person, Action.PROPOSE, Thing("change-set")))
    return page(request, "contributions/change_set_new.html", context)


def page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page that is a form, with status 400 when it says what is wrong."""
    return render(request, template, context, status=400 if context.get("error") or context.get("findings") else 200)


def seen_set(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of a change set that the person may see; any other is not there."""
    @signed_in
    @wraps(view)
    def look(request: HttpRequest, number: int, *rest: Any, **more: Any) -> HttpResponse:
        person = person_of(request)
        return view(request, person, seen(person, number), *rest, **more)

    return look


def seen(person: Person, number: int) -> ChangeSet:
    """The set of this number. Raises Http404 when there is none that the person may see."""
    found = store.visible_sets(person).filter(pk=number).first() if number < 2**63 else None
    if found is None:
        raise Http404(number)
    return found


@seen_set
def change_set(request: HttpRequest, person: Person, held: ChangeSet) -> HttpResponse:
    """One change set: what it would change, field by field, the steps it took, and those that can be taken."""
    return show(request, person, held)


def show(
    request: HttpRequest, person: Person, held: ChangeSet, error: str = "", findings: Sequence[Finding] = ()
) -> HttpResponse:
    """The page of a set; with what went wrong, status 409."""
    after = request.GET.get("after", "")
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 10 else 0
    some = list(held.items.filter(position__gt=start)[: SHOWN + 1])
    further = some[SHOWN - 1].position if len(some) > SHOWN else None
    shown = items_shown(some[:SHOWN], person, language_of(request))
    say = SetWriter(addresses_for(request))
    asked = panels.Request(str(held.pk), language_of(request), NOW, request.GET.dict())
    some_panels = panels.panels("change-set", asked) if held.status in OPEN else []

    def context() -> dict[str, Any]:
        thing, steps = thing_of(held), steps_for(held, person)
        editable = held.status in EDITABLE and bool(may(person, Action.EDIT, thing))
        return {
            "set": held, "items": shown, "further": further, "total": held.items.count(), "start": start,
            "steps": [(one, STEPS.get(one.action, one.action)) for one in held.steps.all()],
            "buttons": [(name, BUTTONS[name], TRANSITIONS[name].needs_reason) for name in steps],
            "may_split": "return_" in steps and held.items.count() > 1, "may_accept": "accept" in steps,
            "may_edit": editable,
            "may_comment": bool(may(person, Action.COMMENT, thing)), "status": STATUSES[held.status],
            "source": SOURCES.get(str(held.provenance.get("source", "")), ""),
            "comments": held.comments.filter(item=None), "error": error, "findings": findings,
            "stale": stale(held) if held.status in OPEN else [], "lapsed": lapsed(held), "section": "contributions",
            "panels": some_panels,
        }

    return respond(request, Answer(
        "contributions/change_set.html", context,
        data=lambda: {**say.detail(held, person, shown, further).model_dump(mode="json"),
                      **{one.name: one.data for one in some_panels}},
        table=lambda: items_table(all_shown(held, person, language_of(request))),
    ), status=409 if error or findings else 200)


def lapsed(held: ChangeSet) -> bool:
    """Whether the set had been accepted, and what it holds has been changed since."""
    return bool(held.accepted) and held.accepted != held.content and held.status == Status.IN_REVIEW


def told(
    request: HttpRequest, person: Person, held: ChangeSet, do: Callable[[], ChangeSet | None]
) -> HttpResponse:
    """Do something with a set and show it; or show it with what speaks against that."""
    try:
        return redirect("contribution", (do() or held).pk)
    except Forbidden:
        raise
    except RefusedInput as error:
        return show(request, person, held, findings=error.findings)
    except BordermarkError as error:
        return show(request, person, held, error=str(error))


@require_POST
@seen_set
def step(request: HttpRequest, person: Person, held: ChangeSet) -> HttpResponse:
    """Take a step: submit, take up, return, accept, publish or withdraw."""
    action = request.POST.get("action", "")
    if action not in TRANSITIONS:
        raise NotNow(f"action: found {action[:40]!r}, expected one of {', '.join(TRANSITIONS)}.")
    return told(request, person, held, lambda: move(
        held, Action(action), person, request.POST.get("reason", ""), read=request.POST.get("read")))


@require_POST
@seen_set
def return_chosen(request: HttpRequest, person: Person, held: ChangeSet) -> HttpResponse:
    """Return the chosen records in a set of their own, and accept the rest if that is asked."""
    chosen = [int(one) for one in request.POST.getlist("item") if one.isascii() and one.isdigit() and len(one) < 19]

    def do() -> ChangeSet:
        with transaction.atomic():
            return_some(held, chosen, person, request.POST.get("reason", ""), read=request.POST.get("read"))
            return move(held, Action.ACCEPT, person) if request.POST.get("accept") else held

    return told(request, person, held, do)


@require_POST
@seen_set
def remove(request: HttpRequest, person: Person, held: ChangeSet, item: int) -> HttpResponse:
    """Take a record out of a set."""
    return told(request, person, held, lambda: editing.remove_item(held, item, person))


@require_POST
@seen_set
def say(request: HttpRequest, person: Person, held: ChangeSet) -> HttpResponse:
    """Comment on the set, on a record in it, or on one field."""
    number = request.POST.get("item", "")
    item = held.items.filter(pk=int(number)).first() if number.isascii() and number.isdigit() else None
    if number and item is None:
        raise Http404(number)
    try:
        commenting.comment(held, person, request.POST.get("text", ""), item, request.POST.get("field", ""))
    except NotNow as error:
        return show(request, person, held, error=str(error))
    return redirect(reverse("contribution", args=[held.pk]) + (f"#item-{item.pk}" if item else "#comments"))


@require_POST
@seen_set
def resolve(request: HttpRequest, person: Person, held: ChangeSet, comment: int) -> HttpResponse:
    """Say that what a comment asks is done."""
    said = Comment.objects.filter(change_set=held, pk=comment).first()
    if said is None:
        raise Http404(comment)
    commenting.resolve(said, person)
    return redirect("contribution", held.pk)


def taken(request: HttpRequest, group: str) -> frozenset[str]:
    """The fields that were chosen as they stand now, in a form of conflicts of this name."""
    return frozenset(name.removeprefix(f"{group}-") for name, value in request.POST.items()
                     if name.startswith(f"{group}-") and value == "theirs")


@seen_set
def merge(request: HttpRequest, person: Person, held: ChangeSet) -> HttpResponse:
    """Bring a set up to what stands now, field by field; what both changed is shown side by side and chosen."""
    decided: dict[int, frozenset[str]] | None = None
    if request.method == "POST":
        items = [int(one) for one in request.POST.getlist("decided") if one.isascii() and one.isdigit()]
        decided = {one: taken(request, f"theirs-{one}") for one in items}
        left = editing.rebase(held, person, decided)
        if not left:
            return redirect("contribution", held.pk)
    return respond(request, Answer(
        "contributions/merge.html", lambda: {
            "set": held, "conflicts": conflicts_shown(editing.conflicts(held)), "section": "contributions",
            "moved": stale(held), "may_edit": bool(may(person, Action.MERGE, thing_of(held))),
        },
        data=lambda: {item.pk: [one.field for one in some] for item, some in editing.conflicts(held)},
    ))
