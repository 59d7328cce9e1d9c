"""The pages of control lists: lists, entries, look-up, and opportunities in the Harmonized System."""

from difflib import get_close_matches
from typing import Any

from django.http import HttpRequest, HttpResponse

from bordermark.clocks import Clocks, read_clocks
from bordermark.compendium.documents import newest_revision
from bordermark.compendium.lines import Line, lines
from bordermark.compendium.reading import reader
from bordermark.compendium.records import ProvisionRecord
from bordermark.errors import UnknownRecord
from bordermark.publishing.addresses import language_of
from bordermark.publishing.answers import Answer, respond
from bordermark.screening.documents import PUBLICATIONS, Material
from bordermark.screening.lists import Lists
from bordermark.screening.looking_up import look_up
from bordermark.screening.opportunities import opportunities
from bordermark.screening.precedents import precedents
from bordermark.screening.records import EntryRecord, ListRecord
from bordermark.screening.schemas import ListWriter, OpportunityRow, control_table, entry_table, opportunity_table
from bordermark.screening.store import control_lists, taking_part
from bordermark.screening.trade import Trade
from bordermark.vocabulary.hs.codes import EDITIONS, LATEST, read_edition
from bordermark.vocabulary.hs_views import writer as hs_writer

KINDS = ("control", "caution", "look-alikes")


def writer(request: HttpRequest, lists: Lists) -> ListWriter:
    """Says what is held of control lists to this request's reader."""
    return ListWriter(lists, hs_writer(request))


def index(request: HttpRequest) -> HttpResponse:
    """All control lists, by what they do."""
    clocks = read_clocks(request.GET)
    held = control_lists(clocks)
    say = writer(request, held)
    some = [say.summary(one) for one in held.lists.values()]
    context = {"groups": [(kind, [one for one in some if one.kind == kind]) for kind in KINDS], "clocks": clocks,
               "section": "lists"}
    return respond(request, Answer("screening/lists.html", context, data=lambda: some))


def control_list(request: HttpRequest, key: str) -> HttpResponse:
    """One control list: what makes it, what it asks for, and its entries."""
    clocks = read_clocks(request.GET)
    held = control_lists(clocks)
    found = find_list(key, held)
    say = writer(request, held)
    told = say.detail(found)
    context = {
        "list": told, "record": found, "clocks": clocks, "section": "lists",
        **thread(found, found.provision, clocks, language_of(request)),
    }
    return respond(request, Answer("screening/list.html", context, data=lambda: told,
                                   table=lambda: entry_table(told.items)))


def entry(request: HttpRequest, key: str) -> HttpResponse:
    """One entry: what it names, by which numbers and names, under which codes, by which provision."""
    clocks = read_clocks(request.GET)
    held = control_lists(clocks)
    found = find_entry(key, held)
    say = writer(request, held)
    told = say.entry(found)
    context = {
        "entry": told, "record": found, "list": held.list_of(found), "clocks": clocks, "section": "lists",
        "official": sorted((one for one in told.names if one.kind in ("exact", "trade")),
                           key=lambda one: (one.language != say.hs.language, one.language)),
        "synonyms": [one for one in told.names if one.kind == "synonym"],
        "confused": [one for one in told.names if one.kind == "look-alike"],
        **thread(held.list_of(found), told.provision, clocks, say.hs.language),
    }
    return respond(request, Answer("screening/entry.html", context, data=lambda: told))


def thread(one: ListRecord, provision: str, clocks: Clocks, language: str) -> dict[str, Any]:
    """The instrument and the provisions on which a list hangs."""
    held = reader(clocks)
    line: Line | None = next(iter(lines(held, [one.instrument], language)), None) if one.instrument else None
    controls: list[ProvisionRecord] = [found for key in one.controls if (found := held.provision(key))]
    return {"instrument": line, "provision": held.provision(provision) if provision else None, "controls": controls}


def controlled(request: HttpRequest) -> HttpResponse:
    """The look-up: by code, CAS number or name."""
    clocks = read_clocks(request.GET)
    edition = read_edition(request.GET.get("hs_edition", LATEST))
    held = control_lists(clocks)
    say = writer(request, held)
    told = say.look_up(look_up(request.GET.get("q", "")[:200], edition, held))
    context = {"answer": told, "hs_edition": edition, "editions": EDITIONS, "section": "lists",
               "code": say.code(edition, told.query) if told.asked == "code" else None}
    return respond(request, Answer(
        "screening/controlled.html", context, data=lambda: told,
        table=lambda: control_table(told.controls) if told.controls else entry_table(told.matches),
    ))


def hs_opportunities(request: HttpRequest) -> HttpResponse:
    """Controlled chemicals that hide in residual subheadings, and what a next edition might split off."""
    clocks = read_clocks(request.GET)
    say = writer(request, control_lists(clocks))
    rows = opportunity_rows(say, clocks)
    if (form := request.GET.get("format", "")) in PUBLICATIONS:
        return _publication(form, opportunity_material(say, rows, language_of(request)))
    context = {"rows": rows, "chemicals": len({one.cas for row in rows for one in row.hidden}), "hs_edition": LATEST,
               "saved": [(one.label, _with_format(request, form)) for form, one in PUBLICATIONS.items()],
               "section": "lists"}
    return respond(request, Answer("screening/opportunities.html", context, data=lambda: rows,
                                   table=lambda: opportunity_table(rows)))


def opportunity_rows(say: ListWriter, clocks: Clocks, trade: Trade | None = None) -> list[OpportunityRow]:
    """Opportunities in the latest edition, with the trade that was counted, if any was."""
    states = taking_part(say.lists, clocks)
    return [say.opportunity(one, LATEST, states, trade) for one in opportunities(say.lists)]


def opportunity_material(
    say: ListWriter, rows: list[OpportunityRow], language: str, declarations: str = "", lines: int = 0
) -> Material:
    """What the report on opportunities is composed of."""
    return Material(rows, [say.precedent(one) for one in precedents(say.lists)], language, newest_revision(),
                    say.addresses.of("hs-opportunities", language=language), declarations, lines)


def _with_format(request: HttpRequest, form: str) -> str:
    query = request.GET.copy()
    query["format"] = form
    return "?" + query.urlencode()


def _publication(form: str, material: Material) -> HttpResponse:
    chosen = PUBLICATIONS[form]
    return HttpResponse(chosen.write(material), content_type=chosen.media_type, headers={
        "Content-Disposition": f'attachment; filename="hs-opportunities.{form}"',
    })


def find_list(key: str, lists: Lists) -> ListRecord:
    """The list of this id. Raises UnknownRecord with the ids of those that are like it."""
    if key not in lists.lists:
        raise UnknownRecord("control list", key, get_close_matches(key, lists.lists, n=5))
    return lists.lists[key]


def find_entry(key: str, lists: Lists) -> EntryRecord:
    """The entry of this id. Raises UnknownRecord with the ids of those that are like it."""
    if key not in lists.entries:
        raise UnknownRecord("list entry", key, get_close_matches(key, lists.entries, n=5))
    return lists.entries[key]
