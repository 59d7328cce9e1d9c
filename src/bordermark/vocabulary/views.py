"""The pages of the vocabulary: schemes, concepts, States. Rooms above add their panels."""

from collections.abc import Sequence
from difflib import get_close_matches

from django.http import HttpRequest, HttpResponse

from bordermark.clocks import read_clocks
from bordermark.errors import UnknownRecord
from bordermark.languages import NAMES
from bordermark.publishing import panels
from bordermark.publishing.addresses import addresses_for, language_of
from bordermark.publishing.answers import Answer, respond
from bordermark.publishing.tables import Table
from bordermark.vocabulary import skos
from bordermark.vocabulary.schemas import VocabularyWriter
from bordermark.vocabulary.store import vocabulary
from bordermark.vocabulary.words import Vocabulary


def writer(request: HttpRequest) -> VocabularyWriter:
    """The writer of data for this request's reader."""
    return VocabularyWriter(vocabulary(), addresses_for(request), language_of(request))


def index(request: HttpRequest) -> HttpResponse:
    """All concept schemes."""
    words, language = vocabulary(), language_of(request)
    schemes = [(concept, len(words.schemes.get(concept.code, ())))
               for concept in words.schemes.get("scheme", ())]
    context = {"schemes": [(one, one.label(language), count) for one, count in schemes], "section": "vocabulary"}
    return respond(request, Answer(
        "vocabulary/index.html", context,
        data=lambda: [writer(request).scheme(one.code) for one, count in schemes if count],
        graph=lambda: skos.document(words, addresses_for(request)),
    ))


def scheme(request: HttpRequest, code: str) -> HttpResponse:
    """One concept scheme: its concepts in order, with their hierarchy."""
    words, language = vocabulary(), language_of(request)
    members = words.schemes.get(code)
    if not members:
        raise UnknownRecord("concept scheme", code, get_close_matches(code, words.schemes))
    context = {"code": code, "label": words.label("scheme", code, language), "section": "vocabulary",
               "concepts": [(one, one.label(language)) for one in members]}
    return respond(request, Answer(
        "vocabulary/scheme.html", context,
        data=lambda: writer(request).scheme_detail(code),
        table=lambda: writer(request).concept_table(members),
        graph=lambda: skos.document(words, addresses_for(request), code),
    ))


def concept(request: HttpRequest, scheme: str, code: str) -> HttpResponse:
    """One concept: its labels in six languages, its place, and what is said under it."""
    words, language = vocabulary(), language_of(request)
    key = f"{scheme}:{code}"
    found = words.concepts.get(key)
    if found is None:
        raise UnknownRecord("concept", key, get_close_matches(key, words.concepts))
    clocks = read_clocks(request.GET)
    some = panels.panels("concept", panels.Request(key, language, clocks, request.GET.dict()))
    context = {
        "concept": found, "label": found.label(language), "scheme_label": words.label("scheme", scheme, language),
        "broader": [words.concepts[one] for one in found.broader if one in words.concepts],
        "narrower": [words.concepts[one] for one in words.narrower.get(key, ())],
        "states": sorted(words.state_name(one, language) for one in words.states_in(found.extent)),
        "labels": [(one, NAMES.get(one, one), text) for one, text in found.labels.items()],
        "panels": some, "clocks": clocks, "section": "vocabulary",
    }
    return respond(request, Answer(
        "vocabulary/concept.html", context,
        data=lambda: {**writer(request).concept(found).model_dump(mode="json"), **{one.name: one.data for one in some}},
        graph=lambda: skos.concept_document(found, addresses_for(request)),
    ))


def states(request: HttpRequest) -> HttpResponse:
    """All Member States and observers, by region."""
    words, language = vocabulary(), language_of(request)
    regions = [one for one in words.schemes.get("m49", ()) if "m49:001" in one.broader]
    groups = [
        (region.label(language), sorted(
            ((one.name(language), one) for one in words.member_states() if region.code in one.regions),
            key=lambda pair: pair[0],
        ))
        for region in regions
    ]
    context = {"groups": [group for group in groups if group[1]], "section": "states"}
    return respond(request, Answer(
        "vocabulary/states.html", context,
        data=lambda: [writer(request).state_summary(one) for one in words.states.values()],
        table=lambda: writer(request).state_table(words.states.values()),
    ))


def state(request: HttpRequest, code: str) -> HttpResponse:
    """One State or area: what it is called, where it lies, and what the rooms above know of it."""
    words, language = vocabulary(), language_of(request)
    found = words.states.get(code)
    if found is None:
        raise UnknownRecord("State", code, near_states(code, words))
    clocks = read_clocks(request.GET)
    some = panels.panels("state", panels.Request(code, language, clocks, request.GET.dict()))
    context = {
        "state": found, "name": found.name(language), "formal": found.formal_names.get(language, ""),
        "regions": [words.concepts[f"m49:{one}"] for one in found.regions if f"m49:{one}" in words.concepts],
        "panels": some, "clocks": clocks, "section": "states",
    }
    return respond(request, Answer(
        "vocabulary/state.html", context,
        data=lambda: {**writer(request).state(found).model_dump(mode="json"), **{one.name: one.data for one in some}},
        table=lambda: _panel_table(some, code),
    ))


def _panel_table(some: Sequence[panels.Panel], name: str) -> Table:
    """The first list of facts among the panels' data, a fact a row."""
    lists = (value for panel in some for value in panel.data.values() if isinstance(value, list))
    rows = next((value for value in lists if value and isinstance(value[0], dict)), [])
    columns = tuple(rows[0]) if rows else ("instrument",)
    return Table(columns, (tuple(row[column] for column in columns) for row in rows), name)


def near_states(code: str, words: Vocabulary) -> list[str]:
    """Codes of the States whose code or name, in any language, resembles what was asked."""
    names: dict[str, str] = {}
    for one in words.states.values():
        for name in (one.id, *one.names.values(), *(alias for some in one.aliases.values() for alias in some)):
            names[name.casefold()] = one.id
    close = get_close_matches(code.casefold(), names, n=8)
    return list(dict.fromkeys(names[name] for name in close))[:5]

