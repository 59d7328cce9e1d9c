"""What the framework adds to the pages of States, instruments, provisions and concepts."""

from dataclasses import asdict
from typing import Final

from django.utils.translation import gettext as _

from bordermark.clocks import CLOCK_NAMES
from bordermark.contributions.review.models import ChangeSet
from bordermark.framework.asking import day_of, today
from bordermark.framework.describing import counts
from bordermark.framework.foreseeing import foreseen
from bordermark.framework.obligations import STATUSES, Status
from bordermark.framework.reading import framework, world
from bordermark.framework.views import STATUS_LABELS
from bordermark.publishing.panels import Panel, Request, register


def register_panels() -> None:
    """Have the framework asked for its panels."""
    register("state", state_panel)
    register("instrument", instrument_panel)
    register("provision", provision_panel)
    register("concept", concept_panel)
    register("change-set", change_set_panel)
    register("duty", duty_panel)


def state_panel(asked: Request) -> Panel | None:
    """How many measures bind a State, are committed to, are recommended or unknown; None for an area."""
    day = day_of(asked.clocks)
    if asked.subject not in day.world.states:
        return None
    numbers = counts(day.obligations(asked.subject))
    held, total = day.world.share_with_data
    context = {
        "state": asked.subject, "counts": [(one, STATUS_LABELS[one], numbers[one]) for one in STATUSES],
        "day": day.day, "data_share": {"with_data": held, "derivations": total},
        "query": "&".join(f"{name}={asked.query[name]}" for name in CLOCK_NAMES if asked.query.get(name)),
    }
    return Panel("obligations", "framework/state_panel.html", context, {"obligations": numbers}, _("What binds it"))


def instrument_panel(asked: Request) -> Panel | None:
    """The measures that are derived from an instrument, with the provisions; None where there are none."""
    held = world(asked.clocks)
    refs: dict[str, list[tuple[str, str]]] = {}
    for measure in held.framework.measures:
        for one, instrument in held.derived(measure):
            if instrument == asked.subject:
                refs.setdefault(measure, []).append((one.provision, held.provisions[one.provision].ref))
    if not refs:
        return None
    binding = held.framework.bindings[asked.subject]
    context = {"measures": [(held.framework.measures[key], some) for key, some in refs.items()],
               "basis": binding.basis, "chapter_vii": binding.chapter_vii, "note": binding.note}
    return Panel("measures", "framework/instrument_panel.html", context, {
        "measures": [{"id": key, "provisions": [one for one, _ in some]} for key, some in refs.items()],
        "binds": binding.basis,
    }, _("Measures derived from it"))


def provision_panel(asked: Request) -> Panel | None:
    """The measures that are derived from a provision, and its official text; None where there is neither."""
    held = framework(asked.clocks)
    derivations, passage = held.derived_from.get(asked.subject, ()), held.passages.get(asked.subject)
    if not derivations and not passage:
        return None
    context = {"derivations": [(one, held.measures[one.measure]) for one in derivations], "passage": passage}
    return Panel("measures", "framework/provision_panel.html", context, {
        "measures": [{"id": one.measure, "relation": one.relation, "rationale": one.rationale} for one in derivations],
        "passage": passage.model_dump(mode="json") if passage else None,
    }, _("Measures derived from it") if derivations else "")


def duty_panel(asked: Request) -> Panel | None:
    """What a provision asks of a State: each measure derived from it, as it stands for the State by this provision.

    The subject is ``STATE:provision``. None where no measure is derived from it.
    """
    state, _colon, provision = asked.subject.partition(":")
    held, day = framework(asked.clocks), day_of(asked.clocks)
    derivations = held.derived_from.get(provision, ())
    if not derivations or state not in day.world.states:
        return None
    rows = [(one, held.measures[one.measure], chain) for one in derivations
            for chain in day.obligation(one.measure, state).chains if chain.derivation == one]
    return Panel("duty", "framework/duty_panel.html", {"state": state, "rows": rows}, {"measures": [
        {"id": measure.id, "title": measure.title, "status": chain.status, "since": chain.since}
        for _one, measure, chain in rows
    ]})


SHOWN: Final = 30
"""Changes for States that the page of a change set tells of; its JSON tells of all."""


def change_set_panel(asked: Request) -> Panel | None:
    """What publishing a change set would change for measures, crosswalks and States; None where nothing."""
    day = today()
    found = foreseen(ChangeSet.objects.get(pk=asked.subject), day)
    if not found:
        return None
    titles = {one.id: one.title for one in framework().measures.values()}
    context = {
        "impact": found, "day": day, "measures": [(key, titles.get(key, key)) for key in found.measures],
        "states": [(one, titles.get(one.measure, one.measure), _label(one.before), _label(one.after))
                   for one in found.states[:SHOWN]],
        "further": len(found.states[SHOWN:]),
    }
    return Panel("impact", "framework/impact_panel.html", context, asdict(found))


def _label(status: Status | None) -> str:
    return str(STATUS_LABELS[status]) if status else "—"


COLUMN_OF_SCHEME: Final = {"theme": "themes", "flow": "flows", "agency": "agencies", "capacity": "capacities"}
"""The column of a measure that holds the concepts of a scheme."""


def concept_panel(asked: Request) -> Panel | None:
    """The measures under a theme, flow, agency or capacity; None where there are none."""
    scheme, _, code = asked.subject.partition(":")
    if scheme not in COLUMN_OF_SCHEME:
        return None
    held = framework(asked.clocks)
    found = [one for one in held.measures.values() if code in getattr(one, COLUMN_OF_SCHEME[scheme])]
    if not found:
        return None
    return Panel("measures", "framework/concept_panel.html", {"measures": found},
                 {"measures": [one.id for one in found]})
