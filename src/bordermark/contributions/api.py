"""Changes over HTTP: every revision of every record, so that a copy elsewhere can be kept up to date."""

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from bordermark.contributions import schemas
from bordermark.contributions.models import Revision
from bordermark.contributions.record_pages import record_page
from bordermark.contributions.record_types import record_types
from bordermark.publishing.addresses import Addresses, addresses_for
from bordermark.publishing.parameters import Code, Codes, reading, unknown_codes
from bordermark.publishing.problems import UnusableParameters

router = Router(tags=["Changes"])

_NEWEST = 2**63 - 1


class ChangesAsked(Schema):
    """Which revisions."""

    since: int = Field(0, ge=0, le=_NEWEST, description="Number of the last revision seen; 0 for all")
    type: Codes = Field([], description="Types of record")
    id: Code = Field("", description="Key of one record")
    full: bool = Field(False, description="Whether to give the records as they were recorded")
    limit: int = Field(100, ge=1, le=1000, description="Revisions on a page")


@reading(router, "/changes", schemas.ChangePage, summary="Changes", operation_id="list_changes")
def list_changes(request: HttpRequest, asked: Query[ChangesAsked]) -> schemas.ChangePage:
    """Revisions after `since`, oldest first. The same question gives the same page as long as nothing is recorded."""
    known = [one.name for one in record_types()]
    if errors := unknown_codes("type", asked.type, known, "a type of record"):
        raise UnusableParameters(errors)
    rows = Revision.objects.filter(pk__gt=asked.since).order_by("pk")
    if asked.type:
        rows = rows.filter(record_type__in=asked.type)
    if asked.id:
        rows = rows.filter(record_id=asked.id)
    if not asked.full:
        rows = rows.defer("data")
    found = list(rows[: asked.limit + 1])
    shown, addresses = found[: asked.limit], addresses_for(request)
    last = shown[-1].pk if shown else asked.since
    query = request.GET.copy()
    query["since"] = str(last)
    return schemas.ChangePage(
        items=[_row(one, addresses, asked.full) for one in shown], last=last, more=len(found) > asked.limit,
        links={"next": f"{addresses.api('changes')}?{query.urlencode()}"},
    )


def _row(one: Revision, addresses: Addresses, full: bool) -> schemas.ChangeRow:
    return schemas.ChangeRow(
        revision=one.pk, type=one.record_type, id=one.record_id,
        url=addresses.base + path if (path := record_page(one.record_type, one.record_id)) else "",
        recorded_at=one.recorded_at.isoformat(), recorded_by=one.recorded_by, reason=one.reason,
        withdrawn=not one.digest, data=one.data if full else None,
    )
