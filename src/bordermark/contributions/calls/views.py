"""The pages of calls for input: which there are, one with its answers, the form of a new one."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from bordermark.accounts.guards import require, signed_in
from bordermark.accounts.people import person_of
from bordermark.accounts.policy import Action, Person, Thing, may
from bordermark.contributions.calls import asking, calling, store
from bordermark.contributions.calls.calling import Asked, BadCall, thing_of
from bordermark.contributions.calls.describing import ANSWERS, body_of, detail, name_of, summary, table
from bordermark.contributions.calls.models import OPEN, Addressee
from bordermark.contributions.calls.store import Seen
from bordermark.contributions.edition_describing import type_labels
from bordermark.contributions.record_types import record_types
from bordermark.contributions.review.models import ChangeSet
from bordermark.contributions.review.wording import STATUSES
from bordermark.contributions.store import lexicon
from bordermark.errors import BordermarkError
from bordermark.pack import concept
from bordermark.publishing.addresses import addresses_for, language_of
from bordermark.publishing.answers import Answer, respond

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ENTRIES: Final = ("title", "text", "deadline", "bodies", "theme", "region")
_DRAFT: Final = Thing("call", status="draft")


@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """The calls that the person may see, the newest first."""
    person = person_of(request)
    found = store.calls(person)
    return respond(request, Answer(
        "contributions/calls.html", lambda: {
            "rows": found, "today": timezone.now().date(), "may_open": may(person, Action.OPEN_CALL, _DRAFT),
            "section": "calls",
        },
        data=lambda: [summary(one, addresses_for(request)) for one in found],
    ))


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Open a call."""
    person, language = person_of(request), language_of(request)
    require(person, Action.OPEN_CALL, _DRAFT)
    words = lexicon()
    given: dict[str, Any] = {"record_types": ["instrument"]}
    error = ""
    if request.method == "POST":
        given = {name: request.POST.get(name, "") for name in _ENTRIES}
        given["record_types"] = request.POST.getlist("record_types")
        try:
            made = calling.open_call(_asked(given, words), by=person, at=timezone.now())
            return redirect("call", made.pk)
        except BordermarkError as problem:
            error = str(problem)
    return render(request, "contributions/call_form.html", {
        "given": given, "error": error, "types": record_types(), "section": "calls",
        "themes": words.options(concept("theme"), language), "regions": words.options(concept("region"), language),
    }, status=400 if error else 200)


def _asked(given: dict[str, Any], words: Any) -> Asked:
    """The call that a form asks for. Raises BadCall, which names every body that is not known."""
    bodies, wrong = asking.bodies(given["bodies"].splitlines(), words)
    if wrong:
        raise BadCall(_("No organisation or State is known by these names: %(names)s.") % {"names": "; ".join(wrong)})
    concepts = {"theme": given["theme"], "region": given["region"]}
    if unknown := list(asking.unknown_words(concepts, words)):
        raise BadCall(_("The vocabulary does not hold %(words)s.") % {"words": ", ".join(unknown)})
    deadline = asking.day(given["deadline"])
    if deadline is None:
        raise BadCall(_("Give the deadline as a day, such as 2027-01-31."))
    keys = {scheme: f"{scheme}:{code}" if code else "" for scheme, code in concepts.items()}
    return Asked(given["title"], given["text"], deadline, bodies, given["record_types"], **keys)


def seen_call(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of a call that the person may see; any other is not there."""
    @signed_in
    @wraps(view)
    def look(request: HttpRequest, number: int, *rest: Any, **more: Any) -> HttpResponse:
        person = person_of(request)
        return view(request, person, store.call(person, number), *rest, **more)

    return look


@seen_call
def call(request: HttpRequest, person: Person, seen: Seen) -> HttpResponse:
    """One call: what is asked, the workbooks, and the answers that the person may see."""
    return show(request, person, seen)


def show(request: HttpRequest, person: Person, seen: Seen, error: str = "", told: str = "") -> HttpResponse:
    """The page of a call; with what is wrong with an answer, status 400."""
    language, one = language_of(request), seen.call
    thing = Thing("call", status=one.status, id=str(one.pk))

    def context() -> dict[str, Any]:
        own = [each for each in seen.addressees if may(person, Action.ANSWER_CALL, thing_of(each))]
        labels = type_labels()
        return {
            "call": one, "seen": seen, "error": error, "told": told, "section": "calls", "open": one.status == OPEN,
            "late": one.status == OPEN and one.deadline < timezone.now().date(),
            "theme": one.theme.labels.get(language) if one.theme else "",
            "region": one.region.labels.get(language) if one.region else "",
            "rows": [(each, name_of(each, language), ANSWERS[each.answer],
                      STATUSES.get(each.change_set.status, "") if each.change_set else "") for each in seen.addressees],
            "forms": [(each, body_of(each), name_of(each, language), store.answerable(each)) for each in own],
            "types": [(name, labels.get(name, name)) for name in one.record_types],
            "may_remind": may(person, Action.REMIND, thing), "may_close": may(person, Action.CLOSE_CALL, thing),
        }

    return respond(request, Answer(
        "contributions/call.html", context, data=lambda: detail(seen, addresses_for(request), language),
        table=lambda: table(seen, language),
    ), status=400 if error else 200)


def addressee(seen: Seen, body: str) -> Addressee:
    """The addressee that a form or a program names. Raises Http404 for one that the person does not see."""
    found = next((one for one in seen.addressees if body_of(one) == body), None)
    if found is None:
        raise Http404(body)
    return found


@require_POST
@seen_call
def answer(request: HttpRequest, person: Person, seen: Seen) -> HttpResponse:
    """Answer on behalf of an addressee."""
    one = addressee(seen, request.POST.get("body", ""))
    number = request.POST.get("change_set", "")
    chosen = ChangeSet.objects.filter(pk=int(number)).first() if number.isascii() and number.isdigit() and len(
        number) < 19 else None
    try:
        calling.answer(one, request.POST.get("answer", ""), by=person, at=timezone.now(),
                       words=request.POST.get("words", ""), change_set=chosen)
    except BadCall as error:
        return show(request, person, seen, str(error))
    return redirect("call", seen.call.pk)


@require_POST
@seen_call
def remind(request: HttpRequest, person: Person, seen: Seen) -> HttpResponse:
    """Remind all who have not answered."""
    done = calling.remind(seen.call, by=person, at=timezone.now())
    told = ngettext("%(n)s addressee was reminded.", "%(n)s addressees were reminded.", done) % {"n": done}
    return show(request, person, store.call(person, seen.call.pk), told=told)


@require_POST
@seen_call
def close(request: HttpRequest, person: Person, seen: Seen) -> HttpResponse:
    """Close the call."""
    calling.close(seen.call, by=person, at=timezone.now())
    return redirect("call", seen.call.pk)


@seen_call
def workbook(request: HttpRequest, person: Person, seen: Seen, name: str) -> HttpResponse:
    """The workbook attached for a type of record, with the records of an addressee in it as they stand."""
    if name not in seen.call.record_types:
        raise Http404(name)
    one = addressee(seen, request.GET.get("body", "") or body_of(seen.addressees[0]))
    content = store.workbook(one, name, language_of(request), timezone.now())
    return HttpResponse(content, content_type=XLSX, headers={
        "Content-Disposition": f'attachment; filename="call-{seen.call.pk}-{one.body}-{name}.xlsx"',
    })
