"""Translations over HTTP: how far everything is translated, the texts, and PO files."""

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router, Schema
from pydantic import Field

from bordermark.contributions.translations import schemas
from bordermark.contributions.translations.describing import rendered_row, share_row
from bordermark.contributions.translations.exchange import po_file, shares, texts
from bordermark.contributions.translations.register import translatables
from bordermark.contributions.translations.rendered import Rendered, State
from bordermark.publishing.addresses import addresses_for
from bordermark.publishing.paging import decode, page_of
from bordermark.publishing.parameters import Code, Paged, reading, unknown_codes
from bordermark.publishing.problems import UnusableParameters

router = Router(tags=["Translations"])

Into = Annotated[Literal["ar", "es", "fr", "ru", "zh"], Path(description="Language of the translations")]


class TextsAsked(Paged):
    """Which texts."""

    state: list[State] = Field([], description="official, human, reviewed, machine or missing")
    stale: bool | None = Field(None, description="Whether the English has changed since they were translated")
    id: list[Code] = Field([], max_length=100, description="Ids of records")


class TypesAsked(Schema):
    """Which records."""

    id: list[Code] = Field([], max_length=1000, description="Ids of records; all without any")


def require_type(name: str) -> None:
    """Raises UnusableParameters unless records of this type are translated."""
    known = [one.type for one in translatables()]
    if errors := unknown_codes("type", [name], known, "a type of record that is translated"):
        raise UnusableParameters(errors)


@reading(router, "/translations", list[schemas.ShareRow], summary="How far records are translated",
         operation_id="list_translation_shares")
def list_shares(request: HttpRequest) -> list[schemas.ShareRow]:
    """For each type of record and language, how many are official, human, reviewed, machine's or missing."""
    return [share_row(one) for one in shares()]


@reading(router, "/translations/{language}/{type}", schemas.RenderedPage, summary="Texts with their translations",
         operation_id="list_translations")
def list_translations(request: HttpRequest, language: Into, type: Code, asked: Query[TextsAsked]
                      ) -> schemas.RenderedPage:
    """The texts of the records of a type in English and in a language, by id, a page at a time."""
    require_type(type)
    after = str(decode(asked.cursor, "translation", (str,))[0]) if asked.cursor else ""
    found = sorted((one for one in texts(language, [type]) if _fits(one, asked)), key=lambda one: one.key)
    rest = [one for one in found if one.key > after][: asked.limit + 1]
    page = page_of(rest, asked.limit, "translation", lambda one: (one.key,))
    addresses, here = addresses_for(request), request.build_absolute_uri()
    links = {"self": here, "po": addresses.api("translations", language, type, "po")}
    if page.next:
        query = request.GET.copy()
        query["cursor"] = page.next
        links["next"] = f"{here.partition('?')[0]}?{query.urlencode()}"
    return schemas.RenderedPage(total=len(found), items=[rendered_row(one, addresses) for one in page.items],
                                next=page.next, links=links)


def _fits(one: Rendered, asked: TextsAsked) -> bool:
    return ((not asked.state or (one.status or "missing") in asked.state)
            and (asked.stale is None or one.is_stale == asked.stale)
            and (not asked.id or one.key in asked.id))


@reading(
    router, "/translations/{language}/{type}/po", None, summary="Texts and translations as a PO file",
    operation_id="get_translations_po", openapi_extra={"responses": {200: {"content": {
        "text/x-gettext-translation": {"schema": {"type": "string", "format": "binary"}}
    }}}},
)
def get_po(request: HttpRequest, language: Into, type: Code, asked: Query[TypesAsked]) -> HttpResponse:
    """The texts of the records of a type with their translations into a language, as gettext's PO."""
    require_type(type)
    return po_response(language, type, asked.id or None)


def po_response(language: str, name: str, keys: list[str] | None) -> HttpResponse:
    """A PO file to save; ids that are not held are left out."""
    held = None
    if keys is not None:
        asked = set(keys)
        held = [one.key for one in texts(language, [name]) if one.key in asked]
    content = po_file(language, timezone.now(), [name], held)
    return HttpResponse(content, content_type="text/x-gettext-translation; charset=utf-8", headers={
        "Content-Disposition": f'attachment; filename="{name}-{language}.po"',
    })
