"""The pages of the framework: domains, measures, models."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bordermark.clocks import read_clocks
from bordermark.compendium.views import writer as compendium_writer
from bordermark.framework import rows
from bordermark.framework.asking import day_of, find, measure_of, writer
from bordermark.framework.choosing import QUESTIONS, advise
from bordermark.framework.describing import FrameworkWriter, counts
from bordermark.framework.obligations import STATUSES, Obligation
from bordermark.publishing.addresses import page
from bordermark.publishing.answers import Answer, respond
from bordermark.publishing.problems import BadParameter, UnusableParameters
from bordermark.publishing.tables import Table
from bordermark.vocabulary.maps import world_map

STATUS_LABELS: Final = {
    "binding": gettext_lazy("binding"), "committed": gettext_lazy("committed"),
    "unknown": gettext_lazy("unknown"), "recommended": gettext_lazy("recommended"),
}

MAP_CLASSES: Final = {"binding": "party", "committed": "provisional", "unknown": "signatory", "recommended": "rest"}
"""How a status is drawn on the map: full, half, hatched, plain."""


def writer_of(request: HttpRequest) -> FrameworkWriter:
    """The writer of data for this request's reader and moment."""
    return writer(compendium_writer(request), read_clocks(request.GET))


def framework(request: HttpRequest) -> HttpResponse:
    """The Framework: its domains."""
    say = writer_of(request)
    held = say.world.framework
    domains = [(one, len(held.measures_of.get(one.id, ()))) for one in held.domains.values()]
    context = {
        "domains": domains, "measures": len(held.measures), "derivations": len(held.derivations),
        "instruments": len(say.world.cited), "models": len(held.models), "share": say.share(), "section": "framework",
        "clocks": read_clocks(request.GET),
    }
    return respond(request, Answer(
        "framework/framework.html", context,
        data=lambda: [say.domain(one) for one in held.domains.values()],
        table=lambda: measure_table(say, list(held.measures.values()), "Framework"),
    ))


def domain(request: HttpRequest, key: str) -> HttpResponse:
    """One domain: its measures with what they rest on."""
    say = writer_of(request)
    held = say.world.framework
    found = find(held.domains, key, "domain")
    measures = held.measures_of.get(key, ())
    keys = list(held.domains)
    at = keys.index(key)
    context = {
        "domain": found, "section": "framework", "clocks": read_clocks(request.GET), "data_share": say.share(),
        "measures": [(one, say.measure(one).derivations) for one in measures],
        "before": held.domains[keys[at - 1]] if at else None,
        "after": held.domains[keys[at + 1]] if at + 1 < len(keys) else None,
    }
    return respond(request, Answer(
        "framework/domain.html", context,
        data=lambda: {**say.domain(found).model_dump(mode="json"), "items": say.measures(measures).items},
        table=lambda: measure_table(say, measures, key),
    ))


def measure(request: HttpRequest, key: str) -> HttpResponse:
    """One measure: what it is derived from, whom it binds, how it is assessed and put in place."""
    clocks, say = read_clocks(request.GET), writer_of(request)
    found = measure_of(key, clocks)
    held = say.world.framework
    return respond(request, Answer(
        "framework/measure.html", lambda: {
            "measure": found, "domain": held.domains[found.domain], "clocks": clocks, "section": "framework",
            "sources": rows.sources(say, key), "steps": [rows.guidance(step, say) for step in found.guidance],
            "levels": list(enumerate(found.maturity)), "serving": held.models_serving[key],
            "requiring": held.models_requiring[key],
            "mappings": [(held.elements[one.element], one) for one in held.mappings_of.get(key, ())],
            "data_share": say.share(), **whom(request, say, key),
        },
        data=lambda: say.measure_detail(found),
        table=lambda: measure_table(say, [found], key),
    ))


def whom(request: HttpRequest, say: FrameworkWriter, key: str) -> dict[str, Any]:
    """Where every State stands towards a measure: the map with its legend, and the States by status."""
    day = day_of(read_clocks(request.GET))
    found = {state: day.obligation(key, state) for state in day.world.states}
    numbers = counts(found.values())
    return {
        "day": day.day, "shapes": world_map(_drawn(say, found, key)), "whom": numbers,
        "legend": [(MAP_CLASSES[status], STATUS_LABELS[status], numbers[status]) for status in STATUSES],
    }


def _drawn(say: FrameworkWriter, found: Mapping[str, Obligation], key: str) -> dict[str, tuple[str, str, str]]:
    words = say.compendium.words
    return {
        state: (MAP_CLASSES[one.status], page("obligation", state, key, language=words.language),
                f"{words.words.state_name(state, words.language)}: {STATUS_LABELS[one.status]} {one.since[:4]}".strip())
        for state, one in found.items()
    }


def measure_states(request: HttpRequest, key: str) -> HttpResponse:
    """Where every State stands towards one measure, as a table."""
    clocks, say = read_clocks(request.GET), writer_of(request)
    found, day, words = measure_of(key, clocks), day_of(clocks), say.compendium.words
    states = {state: day.obligation(key, state) for state in day.world.states}
    lines = sorted(((words.words.state_name(state, words.language), state, one) for state, one in states.items()),
                   key=lambda row: (STATUSES.index(row[2].status), row[0]))
    return respond(request, Answer(
        "framework/measure_states.html", lambda: {
            "measure": found, "rows": lines, "clocks": clocks, "section": "framework", "data_share": say.share(),
            **whom(request, say, key),
        },
        data=lambda: say.states(key, day.day, states),
        table=lambda: Table(("state", "name", "measure", "status", "since", "undecided"), (
            (state, name, key, one.status, one.since, one.undecided) for name, state, one in lines
        ), f"Whom {key} binds"),
    ))


def measure_table(say: FrameworkWriter, measures: Any, name: str) -> Table:
    """Measures as a table, a derivation a row."""
    columns = ("measure", "domain", "title", "level", "statement", "derivation", "provision", "instrument", "ref",
               "strength", "relation", "rationale", "basis", "checked")
    return Table(columns, (
        (one.id, one.domain, one.title, one.level, one.statement, derivation.id, derivation.provision, instrument,
         say.world.provisions[derivation.provision].ref, derivation.strength, derivation.relation,
         derivation.rationale, derivation.basis, derivation.checked)
        for one in measures for derivation, instrument in say.world.derived(one.id)
    ), name)


def models(request: HttpRequest) -> HttpResponse:
    """Models of infrastructure for coordinated border management."""
    say = writer_of(request)
    held = say.world.framework
    return respond(request, Answer(
        "framework/models.html", {"models": held.models.values(), "section": "framework",
                                  "clocks": read_clocks(request.GET)},
        data=lambda: [say.model(one) for one in held.models.values()],
    ))


def model(request: HttpRequest, key: str) -> HttpResponse:
    """One model: what it is, for whom, what it needs and serves, how to set it up."""
    say = writer_of(request)
    held = say.world.framework
    found = find(held.models, key, "model")
    context = {
        "model": found, "section": "framework", "clocks": read_clocks(request.GET),
        "prerequisites": [held.measures[one] for one in found.prerequisites],
        "served": [held.measures[one] for one in found.measures_served],
        "instruments": [rows.instrument_line(say, one) for one in found.instruments if one in say.world.instruments],
    }
    return respond(request, Answer("framework/model.html", context, data=lambda: say.model_detail(found)))


QUESTION_WORDS: Final = {
    "border": (gettext_lazy("Which border is it about?"), {
        "land": gettext_lazy("Land crossings"), "sea": gettext_lazy("Sea and ports"), "air": gettext_lazy("Airports"),
        "green": gettext_lazy("Stretches between crossings")}),
    "traffic": (gettext_lazy("How much traffic is there?"), {
        "low": gettext_lazy("Little"), "medium": gettext_lazy("Some"), "high": gettext_lazy("Much")}),
    "neighbour": (gettext_lazy("How are relations with the neighbour?"), {
        "close": gettext_lazy("Trusting, with compatible law"), "working": gettext_lazy("Working"),
        "distant": gettext_lazy("Distant")}),
    "means": (gettext_lazy("What can be spent?"), {
        "little": gettext_lazy("Little"), "some": gettext_lazy("Some"), "ample": gettext_lazy("Enough for years")}),
    "systems": (gettext_lazy("What data systems are there?"), {
        "paper": gettext_lazy("Mostly paper"), "customs-automated": gettext_lazy("Customs is automated"),
        "several-unlinked": gettext_lazy("Several, not linked")}),
    "will": (gettext_lazy("How much will is there to change institutions?"), {
        "weak": gettext_lazy("Little"), "some": gettext_lazy("Some"), "strong": gettext_lazy("Strong")}),
}
"""The chooser's questions and answers, in words."""


def choose_model(request: HttpRequest) -> HttpResponse:
    """Advice on models, with what each answer says for or against them."""
    say = writer_of(request)
    answers = {name: value for name in QUESTIONS if (value := request.GET.get(name, ""))}
    wrong = [BadParameter(name, value, f"one of {', '.join(QUESTIONS[name])}")
             for name, value in answers.items() if value not in QUESTIONS[name]]
    if wrong:
        raise UnusableParameters(wrong)
    found = advise(say.world.framework, answers)
    questions = [(name, words, [(value, label, answers.get(name) == value) for value, label in choices.items()])
                 for name, (words, choices) in QUESTION_WORDS.items()]
    context = {
        "questions": questions, "answered": bool(answers), "section": "framework", "advice": [
            (one, [(QUESTION_WORDS[reason.question][1][reason.answer], reason) for reason in one.reasons],
             [say.world.framework.measures[key] for key in one.missing]) for one in found
        ],
    }
    return respond(request, Answer(
        "framework/choose_model.html", context, data=lambda: say.advice(answers, found),
        table=lambda: Table((_("model"), _("score"), _("ruled out"), _("reasons")), (
            (one.model.id, one.score, one.ruled_out, " ".join(reason.reason for reason in one.reasons))
            for one in found
        ), "Advice"),
    ))

