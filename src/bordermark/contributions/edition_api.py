"""Editions over HTTP: what was frozen, its manifest, and what changed between two."""

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import Field

from bordermark.clocks import LAST_EDITION
from bordermark.contributions import editions, schemas
from bordermark.contributions.edition_changes import described, differing
from bordermark.contributions.edition_describing import EditionWriter
from bordermark.contributions.manifests import Differing
from bordermark.contributions.models import Edition
from bordermark.contributions.record_types import record_types
from bordermark.publishing.addresses import addresses_for
from bordermark.publishing.paging import decode, page_of
from bordermark.publishing.parameters import Codes, InLanguage, Paged, language_for, reading, unknown_codes
from bordermark.publishing.problems import BadParameter, UnusableParameters

router = Router(tags=["Editions"])

Number = Annotated[int, Path(ge=1, le=LAST_EDITION)]


class EditionChangesAsked(InLanguage, Paged):
    """Since which edition, and which changes."""

    since: int | None = Field(None, ge=0, le=LAST_EDITION, description="Number of the earlier edition, 0 for the empty "
                              "state before the first; else the edition just before")
    type: Codes = Field([], description="Types of record")
    kind: list[Literal["added", "changed", "withdrawn"]] = Field([], description="What became of the record")


def writer(request: HttpRequest, asked: InLanguage) -> EditionWriter:
    """The writer for a request's language and addresses."""
    language_for(request, asked)
    return EditionWriter(addresses_for(request))


@reading(router, "/editions", list[schemas.EditionSummary], summary="Editions", operation_id="list_editions")
def list_editions(request: HttpRequest, asked: Query[InLanguage]) -> list[schemas.EditionSummary]:
    """All editions, the newest first."""
    say = writer(request, asked)
    return [say.summary(one) for one in editions.editions()]


@reading(router, "/editions/{edition}", schemas.EditionDetail, summary="An edition", operation_id="get_edition")
def get_edition(request: HttpRequest, edition: Number, asked: Query[InLanguage]) -> schemas.EditionDetail:
    """An edition: when and by whom it was frozen, how many records of each type it holds, how to cite it."""
    say, found = writer(request, asked), editions.edition(edition)
    return say.detail(found, editions.manifest(found))


@reading(
    router, "/editions/{edition}/manifest", None, summary="The manifest of an edition", operation_id="get_manifest",
    openapi_extra={"responses": {200: {"content": {
        "application/jsonl": {"schema": {"type": "string", "format": "binary"}}
    }}}},
)
def get_manifest(request: HttpRequest, edition: Number) -> HttpResponse:
    """Type, key and SHA-256 of every record, as JSON Lines, rebuilt from the revisions.

    The SHA-256 of the file is the edition's `digest`.
    """
    return manifest_file(editions.edition(edition))


def manifest_file(one: Edition) -> HttpResponse:
    """The manifest of an edition as a file to save."""
    return HttpResponse(editions.manifest(one).content, content_type="application/jsonl", headers={
        "Content-Disposition": f'attachment; filename="bordermark-edition-{one.number}.jsonl"',
    })


@reading(router, "/editions/{edition}/changes", schemas.EditionChangesPage, summary="Changes between two editions",
         operation_id="list_changes_of_edition")
def list_changes(
    request: HttpRequest, edition: Number, asked: Query[EditionChangesAsked]
) -> schemas.EditionChangesPage:
    """Records added, changed and withdrawn since an earlier edition, each changed one field by field, in pages."""
    say, until = writer(request, asked), editions.edition(edition)
    since = earlier(until, asked.since)
    names = [one.name for one in record_types()]
    if errors := unknown_codes("type", asked.type, names, "a type of record"):
        raise UnusableParameters(errors)
    found = [one for one in differing(since, until)
             if (not asked.type or one.type in asked.type) and (not asked.kind or one.kind in asked.kind)]
    after = decode(asked.cursor, "change", (str, str)) if asked.cursor else None
    rest = found[_place(found, (str(after[0]), str(after[1]))) if after else 0 :][: asked.limit + 1]
    page = page_of(rest, asked.limit, "change", lambda one: (one.type, one.key))
    told = say.changes(since, until, found, described(page.items, since, until))
    here = request.build_absolute_uri()
    links = {"self": here, "edition": say.addresses.api("editions", str(edition))}
    if page.next:
        query = request.GET.copy()
        query["cursor"] = page.next
        links["next"] = f"{here.partition('?')[0]}?{query.urlencode()}"
    return schemas.EditionChangesPage.model_construct(**dict(told), next=page.next, links=links)


def _place(found: list[Differing], after: tuple[str, str]) -> int:
    """Where the changes begin that follow this one; two editions never change, so that it is among them."""
    places = {(one.type, one.key): at for at, one in enumerate(found, 1)}
    return places.get(after, len(found))


def earlier(until: Edition, since: int | None) -> Edition | None:
    """The edition with which another is compared: that of a number, none for 0, else the one just before.

    Raises UnknownRecord when there is none of this number, UnusableParameters when it is not earlier.
    """
    if since is None:
        return until.follows
    if since >= until.number:
        raise UnusableParameters([BadParameter("since", str(since), f"a number below {until.number}")])
    return editions.edition(since) if since else None
