"""Control lists over HTTP: lists, entries, look-up, opportunities."""

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from bordermark.publishing.parameters import AtMoment, clocks_of, reading
from bordermark.screening import schemas
from bordermark.screening.looking_up import look_up
from bordermark.screening.store import control_lists
from bordermark.screening.views import find_entry, find_list, opportunity_rows
from bordermark.vocabulary.hs.codes import EDITIONS, LATEST, Edition
from bordermark.vocabulary.hs_api import writer as hs_writer

router = Router(tags=["Control lists"])


class LookUpAsked(AtMoment):
    """What to look up."""

    q: str = Field("", max_length=200, description="A code of the Harmonized System, a CAS number, or a name")
    hs_edition: Edition = Field(LATEST, description=f"Edition of the code: {', '.join(EDITIONS)}")


def writer(request: HttpRequest, asked: AtMoment) -> schemas.ListWriter:
    """The writer for a request's language, addresses and clocks."""
    return schemas.ListWriter(control_lists(clocks_of(asked)), hs_writer(request, asked))


@reading(router, "/control-lists", list[schemas.ListSummary], summary="Control lists",
         operation_id="list_control_lists")
def list_control_lists(request: HttpRequest, asked: Query[AtMoment]) -> list[schemas.ListSummary]:
    """Every control list, with the instrument and the provisions on which it hangs."""
    say = writer(request, asked)
    return [say.summary(one) for one in say.lists.lists.values()]


@reading(router, "/control-lists/{control_list}", schemas.ListDetail, summary="A control list",
         operation_id="get_control_list")
def get_control_list(
    request: HttpRequest, control_list: str, asked: Query[AtMoment]
) -> schemas.ListDetail:
    """A control list with its entries, in order."""
    say = writer(request, asked)
    return say.detail(find_list(control_list, say.lists))


@reading(router, "/control-entries/{control_entry}", schemas.EntryDetail, summary="An entry of a control list",
         operation_id="get_control_entry")
def get_control_entry(
    request: HttpRequest, control_entry: str, asked: Query[AtMoment]
) -> schemas.EntryDetail:
    """An entry: CAS numbers, names by language, graded links to the Harmonized System, where else it is listed."""
    say = writer(request, asked)
    return say.entry(find_entry(control_entry, say.lists))


@reading(router, "/controlled", schemas.LookUp, summary="What is controlled", operation_id="look_up_controlled")
def look_up_controlled(request: HttpRequest, asked: Query[LookUpAsked]) -> schemas.LookUp:
    """What is controlled under a code, or by a CAS number or a name. Nothing found does not mean nothing controlled."""
    say = writer(request, asked)
    return say.look_up(look_up(asked.q, asked.hs_edition, say.lists))


@reading(router, "/hs-opportunities", list[schemas.OpportunityRow], summary="Opportunities in the Harmonized System",
         operation_id="list_hs_opportunities")
def list_hs_opportunities(request: HttpRequest, asked: Query[AtMoment]) -> list[schemas.OpportunityRow]:
    """Residual subheadings of the latest edition that hide controlled chemicals, with those chemicals."""
    return opportunity_rows(writer(request, asked), clocks_of(asked))
