"""The pages of the organisations. Rooms above add their panels."""


from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bordermark.clocks import read_clocks
from bordermark.errors import UnknownRecord
from bordermark.organisations.bodies import Organisation, Organisations
from bordermark.organisations.schemas import OrganisationWriter
from bordermark.organisations.store import organisations
from bordermark.publishing import panels
from bordermark.publishing.addresses import addresses_for, language_of
from bordermark.publishing.answers import Answer, respond
from bordermark.vocabulary.maps import world_map
from bordermark.vocabulary.schemas import VocabularyWriter
from bordermark.vocabulary.store import vocabulary


def writer(request: HttpRequest) -> OrganisationWriter:
    """The writer of data for this request's reader."""
    return OrganisationWriter(
        organisations(), VocabularyWriter(vocabulary(), addresses_for(request), language_of(request))
    )


def index(request: HttpRequest) -> HttpResponse:
    """All organisations, by kind."""
    held, language, words = organisations(), language_of(request), vocabulary()
    groups = []
    for kind in words.schemes.get("organisation-kind", ()):
        some = sorted(((one.name(language), one) for one in _of_kind(held, kind.code)), key=lambda pair: pair[0])
        if some:
            groups.append((kind.label(language), kind.code, some))
    context = {"groups": groups, "section": "organisations"}
    return respond(request, Answer(
        "organisations/index.html", context,
        data=lambda: [writer(request).summary(one) for one in held.bodies.values()],
        table=lambda: writer(request).table(held.bodies.values()),
    ))


def _of_kind(held: Organisations, kind: str) -> list[Organisation]:
    return [one for one in held.bodies.values() if one.kind == kind]


def organisation(request: HttpRequest, key: str) -> HttpResponse:
    """One organisation: what it is, its parts, its members, and what the rooms above know of it."""
    held, language = organisations(), language_of(request)
    found = held.bodies.get(key)
    if found is None:
        raise UnknownRecord("organisation", key, near_organisations(key, held))
    clocks = read_clocks(request.GET)
    members = held.by_organisation.get(key, ())
    day = clocks.day(timezone.now().date())
    words = vocabulary()
    rows = sorted(((words.state_name(one.state, language), one, one.held_on(day)) for one in members),
                  key=lambda row: (row[0], row[1].since))
    some = panels.panels("organisation", panels.Request(key, language, clocks, request.GET.dict()))
    context = {
        "body": found, "name": found.name(language), "clocks": clocks, "panels": some, "section": "organisations",
        "ancestry": [held.bodies[one] for one in reversed(held.ancestry(key)[1:])],
        "parts": sorted((held.bodies[one].name(language), one) for one in held.parts.get(key, ())),
        "members": [row for row in rows if row[2] is not False], "speaks_for": held.membership_body(key),
        "former": [row for row in rows if row[2] is False],
        "shapes": world_map({one.state: ("member", "", name) for name, one, stands in rows if stands is not False})
        if rows else [],
    }
    return respond(request, Answer(
        "organisations/organisation.html", context,
        data=lambda: {**writer(request).detail(found).model_dump(mode="json"),
                      **{one.name: one.data for one in some}},
        table=lambda: writer(request).membership_table(members),
    ))


def near_organisations(key: str, held: Organisations) -> list[str]:
    """Ids of the organisations whose id, name, acronym or alias resembles what was asked."""
    names = {**held.names, **{one: one for one in held.bodies}}
    close = extract(key.casefold().replace("-", " "), list(names), scorer=OSA.normalized_similarity, limit=12,
                    score_cutoff=0.5)
    return list(dict.fromkeys(names[name] for name, _, _ in close))[:5]
