"""The Harmonized System over HTTP: search, codes, conversions."""

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from bordermark.publishing.addresses import addresses_for
from bordermark.publishing.parameters import InLanguage, language_for, reading
from bordermark.publishing.problems import BadParameter, UnusableParameters
from bordermark.vocabulary.hs.codes import EDITIONS, LATEST, BadCode, Edition, read_code, read_edition
from bordermark.vocabulary.hs.correlation import convert
from bordermark.vocabulary.hs.nomenclature import HsCode, tree
from bordermark.vocabulary.hs.words import find
from bordermark.vocabulary.hs_schemas import HsConversion, HsDetail, HsFound, HsWriter

router = Router(tags=["Harmonized System"])


class HsAsked(InLanguage):
    """Which codes."""

    q: str = Field("", max_length=200, description="Words of the text, an everyday term, or the first digits of a code")
    hs_edition: Edition = Field(LATEST, description=f"Edition: {', '.join(EDITIONS)}")
    limit: int = Field(50, ge=1, le=200, description="Codes at most")


class ConversionAsked(InLanguage):
    """Into which editions."""

    to: list[Edition] = Field([], description="Edition to convert to; all of them when none is given", max_length=7)


def writer(request: HttpRequest, asked: InLanguage) -> HsWriter:
    """The writer for a request's language and addresses."""
    return HsWriter(language_for(request, asked), addresses_for(request))


def asked_code(edition: str, code: str) -> HsCode:
    """The code of an address. Raises UnusableParameters for what is no code or edition, UnknownCode otherwise."""
    for name, value, read in (("hs_edition", edition, read_edition), ("hs_code", code, read_code)):
        try:
            read(value)
        except BadCode as error:
            expected = str(error).partition(", expected ")[2]
            raise UnusableParameters([BadParameter(name, value, expected)]) from error
    return tree(read_edition(edition))[read_code(code)]


@reading(router, "/hs", list[HsFound], summary="Codes of the Harmonized System", operation_id="list_hs_codes")
def list_hs_codes(request: HttpRequest, asked: Query[HsAsked]) -> list[HsFound]:
    """Codes of an edition that answer words or begin with digits, best first; its chapters when nothing is asked."""
    say = writer(request, asked)
    if not asked.q.strip():
        chapters = tree(asked.hs_edition).children()[: asked.limit]
        return [HsFound(**say.ref(one).model_dump(), term="") for one in chapters]
    return [say.found(one) for one in find(asked.q, asked.hs_edition, asked.limit)[0]]


@reading(router, "/hs/{hs_edition}/{hs_code}", HsDetail, summary="A code of the Harmonized System",
         operation_id="get_hs_code")
def get_hs_code(request: HttpRequest, hs_edition: str, hs_code: str, asked: Query[InLanguage]) -> HsDetail:
    """A chapter, heading or subheading: its wording, its place in the tree, its history across the editions."""
    return writer(request, asked).detail(asked_code(hs_edition, hs_code))


@reading(router, "/hs/{hs_edition}/{hs_code}/conversions", list[HsConversion], summary="A code in other editions",
         operation_id="list_hs_conversions")
def list_hs_conversions(
    request: HttpRequest, hs_edition: str, hs_code: str, asked: Query[ConversionAsked]
) -> list[HsConversion]:
    """Every code of another edition that shares goods with this one, with kind and share; none is chosen for you."""
    found = asked_code(hs_edition, hs_code)
    say = writer(request, asked)
    return [say.conversion(convert(found.code, found.edition, to)) for to in asked.to or EDITIONS]
