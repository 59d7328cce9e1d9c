"""The vocabulary over HTTP: concept schemes, concepts, States."""

from difflib import get_close_matches
from typing import Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from bordermark.errors import UnknownRecord
from bordermark.publishing.addresses import addresses_for
from bordermark.publishing.parameters import Codes, InLanguage, language_for, reading, unknown_codes
from bordermark.publishing.problems import UnusableParameters
from bordermark.vocabulary import schemas
from bordermark.vocabulary.store import vocabulary
from bordermark.vocabulary.words import State, Vocabulary

router = Router(tags=["Vocabulary"])


class StatesAsked(InLanguage):
    """Which States and areas."""

    kind: list[Literal["member", "observer", "area"]] = Field([], description="Standing in the United Nations")
    region: Codes = Field([], description="M49 code of a region or sub-region, or id of a region of the vocabulary")
    group: list[Literal["ldc", "lldc", "sids"]] = Field([], description="Group of developing countries")


def writer(request: HttpRequest, asked: InLanguage) -> schemas.VocabularyWriter:
    """The writer for a request's language and addresses."""
    return schemas.VocabularyWriter(vocabulary(), addresses_for(request), language_for(request, asked))


@reading(router, "/schemes", list[schemas.SchemeSummary], summary="Concept schemes", operation_id="list_schemes")
def list_schemes(request: HttpRequest, asked: Query[InLanguage]) -> list[schemas.SchemeSummary]:
    """All concept schemes, with the number of their concepts."""
    say = writer(request, asked)
    return [say.scheme(scheme) for scheme in sorted(say.words.schemes)]


@reading(router, "/schemes/{scheme}", schemas.SchemeDetail, summary="A concept scheme", operation_id="get_scheme")
def get_scheme(request: HttpRequest, scheme: str, asked: Query[InLanguage]) -> schemas.SchemeDetail:
    """A concept scheme with its concepts, in order."""
    say = writer(request, asked)
    return say.scheme_detail(find_scheme(scheme, say.words))


def find_scheme(scheme: str, words: Vocabulary) -> str:
    """The scheme of this id. Raises UnknownRecord with the ids of those that are like it."""
    if scheme in words.schemes:
        return scheme
    raise UnknownRecord("concept scheme", scheme, get_close_matches(scheme, words.schemes, n=5))


@reading(router, "/schemes/{scheme}/concepts/{code}", schemas.ConceptDetail, summary="A concept",
         operation_id="get_concept")
def get_concept(request: HttpRequest, scheme: str, code: str, asked: Query[InLanguage]) -> schemas.ConceptDetail:
    """A concept: its names in all languages, what is broader and narrower, and for a region its States."""
    say = writer(request, asked)
    key = f"{scheme}:{code}"
    concept = say.words.concepts.get(key)
    if concept is None:
        raise UnknownRecord("concept", key, get_close_matches(key, say.words.concepts, n=5))
    return say.concept(concept)


@reading(router, "/states", list[schemas.StateSummary], summary="States and areas", operation_id="list_states")
def list_states(request: HttpRequest, asked: Query[StatesAsked]) -> list[schemas.StateSummary]:
    """Member States, observer States and other areas, by code; filters narrow each other."""
    say = writer(request, asked)
    allowed = _in_regions(asked.region, say.words)
    return [
        say.state_summary(state) for state in say.words.states.values()
        if (not asked.kind or state.kind in asked.kind)
        and (allowed is None or state.id in allowed)
        and (not asked.group or set(asked.group) & set(state.groups))
    ]


def _in_regions(regions: list[str], words: Vocabulary) -> frozenset[str] | None:
    if not regions:
        return None
    extents = {one.code: one.extent for one in words.schemes.get("region", ())}
    extents |= {one.code: (one.key,) for one in words.schemes.get("m49", ())}
    if errors := unknown_codes("region", regions, extents, "an M49 code or the id of a region"):
        raise UnusableParameters(errors)
    return words.states_in(part for region in regions for part in extents[region])


@reading(router, "/states/{state}", schemas.StateDetail, summary="A State or area", operation_id="get_state")
def get_state(request: HttpRequest, state: str, asked: Query[InLanguage]) -> schemas.StateDetail:
    """A State or area by its ISO 3166-1 alpha-3 code: names, regions, neighbours."""
    say = writer(request, asked)
    return say.state(find_state(state, say.words))


def find_state(code: str, words: Vocabulary) -> State:
    """The State of this code. Raises UnknownRecord with the codes of those whose code or name is like it."""
    if code in words.states:
        return words.states[code]
    names = {name.casefold(): state.id for state in words.states.values() for name in (state.id, *state.names.values())}
    near = dict.fromkeys(names[name] for name in get_close_matches(code.casefold(), names, n=5))
    raise UnknownRecord("State", code, list(near))
