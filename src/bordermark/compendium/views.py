"""The pages of the compendium: instruments, provisions, parties."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import BaseModel

from bordermark.clocks import read_clocks
from bordermark.compendium import citations, linked_data
from bordermark.compendium.describing import CompendiumWriter, writer_for
from bordermark.compendium.exports import FORMATS, Contents, Format, gather_contents
from bordermark.compendium.gathering import Gathered, gather
from bordermark.compendium.instrument_page import Clause, InstrumentPage, Parties, instrument_page, parties
from bordermark.compendium.lines import Line, line, lines, newest_first
from bordermark.compendium.models import Instrument
from bordermark.compendium.near import near_instruments, near_provisions
from bordermark.compendium.ordering import columns, ordered
from bordermark.compendium.participation import Participation
from bordermark.compendium.reading import Reader, reader
from bordermark.compendium.tabulating import instrument_table, parties_table
from bordermark.errors import UnknownRecord
from bordermark.languages import NAMES
from bordermark.organisations.store import organisations
from bordermark.publishing import panels
from bordermark.publishing.addresses import addresses_for, language_of, page
from bordermark.publishing.answers import Answer, respond
from bordermark.vocabulary.maps import world_map
from bordermark.vocabulary.store import vocabulary

STANDINGS: Final = ("party", "provisional", "named", "signatory", "withdrawn", "unknown")
"""Standings from the firmest to the least known."""

CITATION_FORMATS = ("bibtex", "ris", "csl")
"""Formats of export that reference managers read."""


def _today() -> date:
    return timezone.now().date()


def writer(request: HttpRequest) -> CompendiumWriter:
    """The writer of data for this request's reader."""
    return writer_for(vocabulary(), organisations(), language_of(request), addresses_for(request))


def instrument(request: HttpRequest, key: str) -> HttpResponse:
    """One instrument: its facts, provisions, relations, parties, and how to cite it."""
    language, clocks = language_of(request), read_clocks(request.GET)
    held = reader(clocks)
    gathered = _gathered(held, key, language)
    found = instrument_page(gathered, language, clocks, _today())
    say = writer(request)
    some = panels.panels("instrument", panels.Request(key, language, clocks, request.GET.dict()))
    return respond(request, Answer(
        "compendium/instrument.html",
        lambda: _instrument_context(found, held, say) | {"clocks": clocks, "panels": some},
        data=lambda: with_panels(say.detail(gathered, found.day), some),
        table=lambda: instrument_table([found.record], say, {key: found.translation} if found.translation else {}),
        graph=lambda: linked_data.document(found.record, gathered.provisions, organisations(), say.addresses,
                                           [found.translation] if found.translation else []),
    ))


def with_panels(told: BaseModel, some: Sequence[panels.Panel]) -> dict[str, Any]:
    """What a page says as data, with the facts of its panels."""
    return {**told.model_dump(mode="json"), **{one.name: one.data for one in some}}


def _gathered(held: Reader, key: str, language: str) -> Gathered:
    """All that is held of an instrument. Raises UnknownRecord, with ids that resemble it."""
    gathered = gather(held, key, language)
    if gathered is None:
        raise UnknownRecord("instrument", key, near_instruments(key))
    return gathered


def _instrument_context(found: InstrumentPage, held: Reader, say: CompendiumWriter) -> dict[str, Any]:
    record, address = found.record, say.addresses.of("instrument", found.record.id)
    return {
        "page": found, "record": record, "section": "browse",
        "neighbours": _neighbours(found, held, say.words.language),
        "citation": citations.text(record, organisations(), address),
        "citation_formats": [(name, FORMATS[name].label) for name in CITATION_FORMATS],
        "metas": linked_data.metas(record, organisations(), address),
        "language_names": [NAMES.get(code, code) for code in record.languages],
        **(_counts(found.parties) if found.parties else {}),
    }


def _counts(found: Parties) -> dict[str, Any]:
    labels = {"party": _("party"), "provisional": _("applies provisionally"), "signatory": _("signed only"),
              "named": _("named by the source"), "withdrawn": _("withdrew")}
    counts = {name: found.count(name) for name in labels}
    return {
        "states_in": counts["party"] + counts["provisional"], "signed_only": counts["signatory"],
        "legend": [(name, labels[name], count) for name, count in counts.items() if count],
    }


def _neighbours(found: InstrumentPage, held: Reader, language: str, most: int = 5) -> dict[str, list[Line]]:
    """Other instruments of the same sub-themes, a few of each, the nearest in date."""
    year = int(found.record.adopted[:4] or 0)
    nearest: dict[str, list[str]] = {}
    for code in found.record.subthemes[:3]:
        rows = (Instrument.objects.filter(concepts__concept=f"subtheme:{code}").exclude(pk=found.record.id)
                .values_list("pk", "adopted"))
        nearest[code] = [key for key, _ in sorted(rows, key=lambda row: (abs(int(row[1][:4] or 0) - year), row[0]))]
    wanted = sorted({key for keys in nearest.values() for key in keys[:most]})
    known = {one.id: one for one in lines(held, wanted, language)}
    some = {code: [known[key] for key in keys[:most] if key in known] for code, keys in nearest.items()}
    return {code: newest_first(those) for code, those in some.items() if those}


def instrument_parties(request: HttpRequest, key: str) -> HttpResponse:
    """Who takes part in one instrument: a map and a table; as a fragment for htmx, the map alone."""
    language, clocks = language_of(request), read_clocks(request.GET)
    held = reader(clocks)
    record = held.instruments([key]).get(key)
    if record is None:
        raise UnknownRecord("instrument", key, near_instruments(key))
    translation = held.translations([key], language).get(key)
    source, acts = held.participation_sources().get(key), held.acts([key])
    found = parties(source, acts, clocks.as_at, clocks.day(_today()))
    context = {
        "record": record, "line": line(record, translation), "clocks": clocks, "parties": found,
        "rows": ordered(_party_rows(found, language), PARTY_ORDERS, request.GET) if found else [],
        "columns": columns(tuple(PARTY_ORDERS), request.GET), "section": "browse",
        "one_source": len({one.act.source for one in found.standings.values() if one.act}) < 2 if found else True,
        "shapes": world_map(_standings(found, language)) if found else [], **(_counts(found) if found else {}),
    }
    if request.headers.get("HX-Request"):
        return render(request, "compendium/map.html", {**context, "fragment": True})
    say = writer(request)
    return respond(request, Answer(
        "compendium/parties.html", context,
        data=lambda: say.acts(say.ref(record, translation), acts, source, clocks.as_at),
        table=lambda: parties_table(found.standings.values() if found else (), say),
    ))


def _standings(found: Parties, language: str) -> dict[str, tuple[str, str, str]]:
    words = vocabulary()

    def title(code: str, one: Participation) -> str:
        name = words.state_name(code, language)
        return f"{name}: {words.label('action', one.act.action, language)} {one.since[:4]}" if one.act else name

    return {
        code: (one.status, page("state", code, language=language), title(code, one))
        for code, one in found.standings.items() if one.party_kind in ("state", "area")
    }


def _party_rows(found: Parties, language: str) -> list[tuple[str, Participation]]:
    words, bodies = vocabulary(), organisations().bodies

    def name(one: Participation) -> str:
        is_body = one.party_kind == "organisation" and one.party in bodies
        return bodies[one.party].name(language) if is_body else words.state_name(one.party, language)

    return sorted(((name(one), one) for one in found.standings.values()), key=lambda pair: pair[0])


PARTY_ORDERS: Final[Mapping[str, Callable[[tuple[str, Participation]], Any]]] = {
    "party": lambda row: row[0], "standing": lambda row: STANDINGS.index(row[1].status),
    "since": lambda row: row[1].since, "in_force": lambda row: row[1].since if row[1].in_force_known else "",
}
"""What the table of parties can be ordered by."""


def provision(request: HttpRequest, key: str) -> HttpResponse:
    """One provision: its words, its place in the instrument, how sure we are."""
    clocks = read_clocks(request.GET)
    held = reader(clocks)
    found = held.provision(key)
    if found is None:
        parent = key.partition(".")[0]
        ids = [one.id for one in held.provisions([parent])]
        raise UnknownRecord("provision", key, near_provisions(key, ids) or near_instruments(parent))
    language = language_of(request)
    record = held.instruments([found.instrument])[found.instrument]
    translation = held.translations([record.id], language).get(record.id)
    said, around = held.provision_translations_of(key), held.provisions([record.id])
    at = next(number for number, one in enumerate(around) if one.id == key)
    some = panels.panels("provision", panels.Request(key, language, clocks, request.GET.dict()))
    context = {
        "provision": found, "clause": Clause(found, said.get(language)), "line": line(record, translation),
        "clocks": clocks, "section": "browse",
        "before": around[at - 1] if at else None, "after": around[at + 1] if at + 1 < len(around) else None,
        "anchor": key.partition(".")[2], "panels": some,
    }
    say = writer(request)
    return respond(request, Answer(
        "compendium/provision.html", context,
        data=lambda: with_panels(say.provision_detail(found, _gathered(held, record.id, language)), some),
        graph=lambda: linked_data.provision_document(found, say.addresses, said.values()),
    ))


def citation(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """One instrument as a footnote, or as a file for a reference manager."""
    if form not in ("text", *CITATION_FORMATS):
        raise Http404(form)
    say = writer(request)
    contents = gather_contents([key], say)
    if not contents.records:
        raise UnknownRecord("instrument", key, near_instruments(key))
    if form == "text":
        cited = citations.text(contents.records[0], organisations(), say.addresses.of("instrument", key))
        return HttpResponse(cited + "\n", content_type="text/plain; charset=utf-8")
    return file_response(contents, FORMATS[form], key)


def file_response(contents: Contents, form: Format, name: str) -> HttpResponse:
    """Exported contents as a file to save."""
    return HttpResponse(form.write(contents), content_type=form.media_type, headers={
        "Content-Disposition": f'attachment; filename="{name}.{form.extension}"',
    })
