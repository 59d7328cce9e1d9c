"""What the compendium adds to the pages of States, organisations and concepts."""

from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Count, QuerySet

from bordermark.clocks import Clocks
from bordermark.compendium import models
from bordermark.compendium.chart import decades
from bordermark.compendium.comparison import Missing, missing_beside
from bordermark.compendium.lines import Line, lines, newest_first
from bordermark.compendium.ordering import columns, ordered
from bordermark.compendium.participation import Participation, by_instrument, by_party
from bordermark.compendium.reading import Reader, reader
from bordermark.compendium.records import InstrumentRecord
from bordermark.organisations.store import organisations
from bordermark.publishing.panels import Panel, Request, register
from bordermark.vocabulary.store import vocabulary
from bordermark.vocabulary.words import State, Vocabulary

SHOWN: Final = 60
"""Instruments listed on a page before the reader is sent to the search."""


def register_panels() -> None:
    """Have the compendium asked for its panels."""
    register("state", state_panel)
    register("organisation", organisation_panel)
    register("concept", concept_panel)
    register("edition", edition_panel)


def state_panel(asked: Request) -> Panel | None:
    """The instruments a State takes part in by its own acts, and those it is not known to beside its region."""
    held = reader(asked.clocks)
    standings = by_instrument(held.acts_of(asked.subject), asked.clocks.as_at)
    words = vocabulary()
    state = words.states[asked.subject]
    region = _region(state, words)
    missing = _missing(held, state, region, words, asked.clocks) if state.kind != "area" else []
    found = {one.id: one for one in lines(held, [*standings, *(one.instrument for one in missing)], asked.language)}
    sources = held.participation_sources()
    rows = [(found[key], one) for key, one in standings.items() if key in found]
    rows.sort(key=lambda row: (_order(row[1]), row[1].since or "9999"))
    context = {
        "rows": ordered(rows, STATE_ORDERS, asked.query), "columns": columns(tuple(STATE_ORDERS), asked.query),
        "csv": "?" + urlencode({**asked.query, "format": "csv"}), "state": asked.subject,
        "region": words.label("m49", region, asked.language),
        "missing": [(found[one.instrument], one, sources[one.instrument].source_date) for one in missing
                    if one.instrument in found],
        "tables": len(sources),
        "day": asked.clocks.as_at,
    }
    return Panel("participation", "compendium/state_panel.html", context, {"instruments": [
        {"instrument": one.instrument, "title": found[one.instrument].title, "status": one.status, "since": one.since,
         "in_force_known": one.in_force_known, "source": one.act.source if one.act else "",
         "source_date": one.act.source_date if one.act else ""}
        for _, one in rows
    ]})


STATE_ORDERS: Final[Mapping[str, Callable[[tuple[Line, Participation]], Any]]] = {
    "standing": lambda row: _order(row[1]), "instrument": lambda row: row[0].short_title or row[0].title,
    "since": lambda row: row[1].since, "read": lambda row: row[1].act.source_date if row[1].act else "",
}
"""What the table of a State's instruments can be ordered by."""


def _order(one: Participation) -> int:
    return ("party", "provisional", "named", "signatory", "withdrawn", "unknown").index(one.status)


def _region(state: State, words: Vocabulary) -> str:
    """The narrowest M49 region of a State with at least three other Member States."""
    for code in reversed(state.regions):
        if sum(code in one.regions for one in words.member_states()) > 3:
            return code
    return "001"


def _missing(held: Reader, state: State, region: str, words: Vocabulary, clocks: Clocks) -> list[Missing]:
    peers = [one.id for one in words.member_states() if region in one.regions]
    parties: dict[str, set[str]] = {}
    for key, acts in groupby(held.acts_of_states(peers), key=lambda act: act.instrument):
        parties[key] = {party for party, one in by_party(acts, clocks.as_at).items()
                        if one.status in ("party", "provisional", "named")}
    return missing_beside(state.id, peers, parties)


def organisation_panel(asked: Request) -> Panel | None:
    """The instruments that an organisation and its parts adopted, and those whose records it keeps."""
    held, bodies = reader(asked.clocks), organisations()
    own = [body for body in bodies.bodies if asked.subject in bodies.ancestry(body)]
    adopted = newest_first(lines(held, held.adopted_by(own), asked.language))
    if asked.clocks.recalled:
        kept = sum(one.contributor == asked.subject for one in held.instruments().values())
    else:
        kept = models.Instrument.objects.filter(contributor=asked.subject).count()
    context = {"adopted": adopted[:SHOWN], "total": len(adopted), "kept": kept, "body": asked.subject}
    return Panel("instruments", "compendium/organisation_panel.html", context,
                 {"adopted": [one.id for one in adopted], "records_kept": kept})


FACET_OF_SCHEME: Final = {
    "theme": "theme", "subtheme": "subtheme", "flow": "flow", "kind": "kind", "force": "force", "status": "status",
    "scope": "scope", "region": "region", "strength": "strength",
}
"""The search facet that holds the concepts of a scheme."""


def concept_panel(asked: Request) -> Panel | None:
    """The instruments under a concept, newest first; None for a scheme that no instrument is filed under."""
    scheme, _, code = asked.subject.partition(":")
    rows = _filed_under(scheme, asked.subject, code)
    if rows is None:
        return None
    held = reader(asked.clocks)
    if asked.clocks.recalled:
        dated = {one.id: one.adopted for one in held.instruments().values() if code in _filed(one, scheme)}
    else:
        dated = dict(rows.values_list("pk", "adopted"))
    newest = sorted(dated, key=lambda key: (dated[key] or "0000", key), reverse=True)
    context = {
        "instruments": lines(held, newest[:SHOWN], asked.language), "total": len(newest), "code": code,
        "facet": FACET_OF_SCHEME[scheme], "decades": decades(dated.values()),
    }
    return Panel("instruments", "compendium/concept_panel.html", context, {"instruments": newest})


def _filed(record: InstrumentRecord, scheme: str) -> tuple[str, ...]:
    """The codes of a scheme under which a record is filed."""
    return {
        "theme": record.themes, "subtheme": record.subthemes, "flow": record.flows, "kind": (record.kind,),
        "status": (record.status,), "scope": (record.scope,), "force": (record.binding,), "region": (record.region,),
    }[scheme]


def edition_panel(asked: Request) -> Panel:
    """The instruments of an edition by title, each with its address in the edition."""
    found = lines(reader(asked.clocks), list(reader(asked.clocks).instruments()), asked.language)
    found.sort(key=lambda one: (one.title.casefold(), one.id))
    return Panel("instruments", "compendium/edition_panel.html", {"instruments": found, "edition": asked.subject},
                 {"instruments": [one.id for one in found]})


def _filed_under(scheme: str, key: str, code: str) -> "QuerySet[models.Instrument] | None":
    rows = models.Instrument.objects.order_by("pk")
    if scheme in ("theme", "subtheme", "flow"):
        rows = rows.filter(concepts__concept=key)
    elif scheme in ("kind", "status", "scope"):
        rows = rows.filter(**{scheme: code})
    elif scheme == "force":
        rows = rows.filter(binding=code)
    elif scheme == "region":
        rows = rows.filter(region=key)
    else:
        return None
    return rows


def counts_by_concept(scheme: str) -> dict[str, int]:
    """How many instruments are filed under each concept of a scheme, by code."""
    rows = (models.InstrumentConcept.objects.filter(concept__scheme=scheme).values_list("concept__code")
            .annotate(number=Count("instrument")))
    return dict(rows)


def counts_by_region() -> dict[str, int]:
    """How many instruments are meant for each region of application, by code."""
    rows = (models.Instrument.objects.exclude(region=None).values_list("region__code")
            .annotate(number=Count("pk")).order_by())
    return dict(rows)


def counts_by_adopter() -> list[tuple[str, int]]:
    """How many instruments each organisation adopted, the most first."""
    rows = (models.Adopter.objects.filter(role="adopted", organisation__isnull=False).values_list("organisation")
            .annotate(number=Count("instrument")).order_by("-number", "organisation"))
    return list(rows)


def newest(language: str, most: int = 6) -> list[Line]:
    """The instruments adopted last."""
    ids = models.Instrument.objects.exclude(adopted="").order_by("-adopted").values_list("pk", flat=True)[:most]
    return lines(reader(), list(ids), language)
