"""Exports over HTTP: all instruments that carry what the filters ask for, as one file."""

from datetime import datetime

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from bordermark.clocks import Clocks
from bordermark.compendium.api import FiltersAsked, filters_of, writer
from bordermark.compendium.exports import FORMATS, gather_contents
from bordermark.compendium.selection import chosen
from bordermark.contributions.editions import recalled
from bordermark.contributions.models import Revision
from bordermark.errors import UnknownRecord
from bordermark.publishing.parameters import clocks_of, reading

router = Router(tags=["Exports"])


@reading(
    router, "/exports/{format}", None, summary="Instruments as a file", operation_id="export_instruments",
    openapi_extra={"responses": {200: {"content": {
        one.media_type.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
        for one in FORMATS.values()
    }}}},
)
def export_instruments(request: HttpRequest, format: str, asked: Query[FiltersAsked]) -> HttpResponse:
    """The instruments as xlsx, csv, bibtex, ris, csl, jsonl, jsonld or turtle. The same records give the same file."""
    if format not in FORMATS:
        raise UnknownRecord("export format", format, list(FORMATS))
    say, clocks = writer(request, asked), clocks_of(asked)
    ids = chosen(filters_of(asked, say), say.organisations.bodies, clocks)
    kind = FORMATS[format]
    content = kind.write(gather_contents(ids, say, clocks, _last_recorded(clocks)))
    return HttpResponse(content, content_type=kind.media_type, headers={
        "Content-Disposition": f'attachment; filename="bordermark-instruments.{kind.extension}"',
    })


def _last_recorded(clocks: Clocks) -> datetime | None:
    """When the newest of the revisions was recorded that the clocks let in."""
    rows = Revision.objects.all()
    if clocks.recalled:
        rows = rows.filter(pk__lte=recalled(clocks).revision)
    last: datetime | None = rows.aggregate(last=Max("recorded_at"))["last"]
    return last
