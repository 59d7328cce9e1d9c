"""The compendium over HTTP: instruments, their provisions, who takes part, and the same seen from a State."""

from collections.abc import Sequence
from typing import Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from bordermark.clocks import Clocks
from bordermark.compendium import schemas
from bordermark.compendium.describing import CompendiumWriter
from bordermark.compendium.gathering import Gathered, gather, successors, titled
from bordermark.compendium.near import near_instruments, near_provisions
from bordermark.compendium.provision_selection import ProvisionFilters, select_provisions
from bordermark.compendium.reading import reader
from bordermark.compendium.selection import Filters, OrderName, select
from bordermark.compendium.state_participation import participation_of
from bordermark.edtf import EDTF, earliest, latest
from bordermark.errors import UnknownRecord
from bordermark.organisations.api import writer as organisations_writer
from bordermark.publishing.paging import decode, page_of
from bordermark.publishing.parameters import AtMoment, Code, Codes, InLanguage, Paged, clocks_of, reading, unknown_codes
from bordermark.publishing.problems import BadParameter, UnusableParameters
from bordermark.vocabulary.api import find_state
from bordermark.vocabulary.words import Vocabulary

router = Router(tags=["Compendium"])


class FiltersAsked(AtMoment):
    """Which instruments. A filter may be repeated: its values widen each other, different filters narrow."""

    theme: Codes = Field([], description="Concept of the scheme theme")
    subtheme: Codes = Field([], description="Concept of the scheme subtheme")
    flow: Codes = Field([], description="Concept of the scheme flow")
    kind: Codes = Field([], description="Concept of the scheme kind")
    force: Codes = Field([], description="Concept of the scheme force")
    status: Codes = Field([], description="Concept of the scheme status, as recorded")
    body: Codes = Field([], description="Organisation that adopted it, itself or by a part of it")
    contributor: Codes = Field([], description="Organisation that keeps the record up to date")
    scope: Codes = Field([], description="Concept of the scheme scope")
    region: Codes = Field([], description="Concept of the scheme region")
    party: Codes = Field([], description="State (ISO 3166-1 alpha-3) or organisation that takes part")
    adopted_from: EDTF = Field("", description="Adopted on this day or later: YYYY-MM-DD, YYYY-MM or YYYY")
    adopted_until: EDTF = Field("", description="Adopted on this day or before: YYYY-MM-DD, YYYY-MM or YYYY")
    checked: bool | None = Field(None, description="Whether somebody has checked the record against a page")


class InstrumentsAsked(FiltersAsked, Paged):
    """Which instruments, in what order, which page."""

    order: OrderName = Field("id", description="By id, or by date of adoption with undated ones last")


class ProvisionsAsked(AtMoment, Paged):
    """Which provisions, which page."""

    instrument: Codes = Field([], description="Id of the instrument")
    theme: Codes = Field([], description="Concept of the scheme theme")
    subtheme: Codes = Field([], description="Concept of the scheme subtheme")
    flow: Codes = Field([], description="Concept of the scheme flow")
    agency: Codes = Field([], description="Concept of the scheme agency: whom it asks")
    strength: list[Literal["shall", "should", "may", "information"]] = Field([], description="Strength of its words")
    basis: Codes = Field([], description="Concept of the scheme basis: what our words rest on")
    checked: bool | None = Field(None, description="Whether somebody has checked it against a page")


_SCHEMES = ("theme", "subtheme", "flow", "kind", "force", "status", "scope", "region", "agency", "basis")


def writer(request: HttpRequest, asked: InLanguage) -> CompendiumWriter:
    """The writer for a request's language and addresses."""
    return CompendiumWriter(organisations_writer(request, asked))


def filters_of(asked: FiltersAsked, say: CompendiumWriter) -> Filters:
    """The filters of a question. Raises UnusableParameters, naming each code that nobody has."""
    errors = _unknown_concepts(asked, say.words.words)
    bodies, states = say.organisations.bodies.bodies, say.words.words.states
    for name in ("body", "contributor"):
        errors += unknown_codes(name, getattr(asked, name), bodies, "the id of an organisation")
    errors += unknown_codes("party", asked.party, {**states, **bodies}, "an ISO 3166-1 alpha-3 code or the id of an "
                            "organisation")
    if errors:
        raise UnusableParameters(errors)
    names = [name for name in FiltersAsked.model_fields if name in Filters.__dataclass_fields__]
    plain = {name: tuple(value) for name in names if isinstance(value := getattr(asked, name), list)}
    return Filters(**plain, adopted_from=earliest(asked.adopted_from), adopted_until=latest(asked.adopted_until),
                   checked=asked.checked)


def _unknown_concepts(asked: FiltersAsked | ProvisionsAsked, words: Vocabulary) -> list[BadParameter]:
    errors: list[BadParameter] = []
    for scheme in _SCHEMES:
        if codes := getattr(asked, scheme, None):
            known = [one.code for one in words.schemes.get(scheme, ())]
            errors += unknown_codes(scheme, codes, known, f"a concept of the scheme {scheme}")
    return errors


@reading(router, "/instruments", schemas.InstrumentPage, summary="Instruments", operation_id="list_instruments")
def list_instruments(request: HttpRequest, asked: Query[InstrumentsAsked]) -> schemas.InstrumentPage:
    """Instruments that carry what the filters ask for, a page at a time.

    Follow `next` until it is null: every instrument that stands throughout comes exactly once, whatever is added
    meanwhile. With `as_at`, each comes with its status on that day, and those adopted later are left out.
    """
    say, clocks = writer(request, asked), clocks_of(asked)
    key = decode(asked.cursor, asked.order, _KEYS[asked.order]) if asked.cursor else ()
    chosen = select(filters_of(asked, say), say.organisations.bodies, clocks, asked.order,
                    tuple(str(part) for part in key), asked.limit + 1)
    page = page_of(list(zip(chosen.ids, chosen.keys, strict=True)), asked.limit, asked.order, lambda pair: pair[1])
    items = _summaries([one for one, _ in page.items], say, clocks)
    return schemas.InstrumentPage.model_construct(
        total=chosen.total, items=items, next=page.next, links=_page_links(request, page.next)
    )


_KEYS: dict[OrderName, tuple[type, ...]] = {"id": (str,), "newest": (str, str), "oldest": (str, str)}


def _summaries(ids: Sequence[str], say: CompendiumWriter, clocks: Clocks) -> list[schemas.InstrumentSummary]:
    found = titled(reader(clocks), ids, say.words.language)
    replaced = successors(found.records.values(), clocks) if clocks.as_at else {}
    return [say.summary(one, found.translations.get(one.id), replaced.get(one.id), clocks.as_at)
            for one in found.records.values()]


def _page_links(request: HttpRequest, following: str | None) -> schemas.Links:
    here = request.build_absolute_uri()
    if not following:
        return {"self": here}
    query = request.GET.copy()
    query["cursor"] = following
    return {"self": here, "next": f"{here.partition('?')[0]}?{query.urlencode()}"}


@reading(router, "/instruments/{instrument}", schemas.InstrumentDetail, summary="An instrument",
         operation_id="get_instrument")
def get_instrument(request: HttpRequest, instrument: Code, asked: Query[AtMoment]) -> schemas.InstrumentDetail:
    """An instrument with all that is held of it: provisions, relations both ways, translations, parties by status."""
    say, clocks = writer(request, asked), clocks_of(asked)
    return say.detail(_gathered(instrument, say, clocks), clocks.as_at)


def _gathered(instrument: str, say: CompendiumWriter, clocks: Clocks) -> Gathered:
    held = gather(reader(clocks), instrument, say.words.language)
    if held is None:
        raise UnknownRecord("instrument", instrument, near_instruments(instrument))
    return held


@reading(router, "/instruments/{instrument}/provisions", schemas.ProvisionsOfInstrument,
         summary="Provisions of an instrument", operation_id="list_provisions_of_instrument")
def provisions_of(request: HttpRequest, instrument: Code, asked: Query[AtMoment]) -> schemas.ProvisionsOfInstrument:
    """The provisions of an instrument, in their order."""
    say, clocks = writer(request, asked), clocks_of(asked)
    ref = _ref(instrument, say, clocks)
    items = [say.provision_summary(one) for one in reader(clocks).provisions([instrument])]
    api = say.addresses.api
    return schemas.ProvisionsOfInstrument.model_construct(instrument=ref, items=items, links={
        "self": api("instruments", instrument, "provisions"), "instrument": api("instruments", instrument),
    })


def _ref(instrument: str, say: CompendiumWriter, clocks: Clocks) -> schemas.InstrumentRef:
    found = titled(reader(clocks), [instrument], say.words.language)
    if instrument not in found.records:
        raise UnknownRecord("instrument", instrument, near_instruments(instrument))
    return say.ref(found.records[instrument], found.translations.get(instrument))


@reading(router, "/instruments/{instrument}/acts", schemas.ActsOfInstrument, summary="Who takes part in an instrument",
         operation_id="list_acts_of_instrument")
def acts_of(request: HttpRequest, instrument: Code, asked: Query[AtMoment]) -> schemas.ActsOfInstrument:
    """Where each party stands towards an instrument, with the acts that say so.

    A party that is not listed is unknown, never "not a party": the source was read up to `source_date`.
    """
    say, clocks = writer(request, asked), clocks_of(asked)
    ref, held = _ref(instrument, say, clocks), reader(clocks)
    source = held.participation_sources().get(instrument)
    return say.acts(ref, held.acts([instrument]), source, clocks.as_at)


@reading(router, "/provisions", schemas.ProvisionPage, summary="Provisions", operation_id="list_provisions")
def list_provisions(request: HttpRequest, asked: Query[ProvisionsAsked]) -> schemas.ProvisionPage:
    """Provisions of all instruments that carry what the filters ask for, by id, a page at a time."""
    say, clocks = writer(request, asked), clocks_of(asked)
    if errors := _unknown_concepts(asked, say.words.words):
        raise UnusableParameters(errors)
    names = [name for name in ProvisionFilters.__dataclass_fields__ if name != "checked"]
    filters = ProvisionFilters(**{name: tuple(getattr(asked, name)) for name in names}, checked=asked.checked)
    after = str(decode(asked.cursor, "provision", (str,))[0]) if asked.cursor else ""
    total, records = select_provisions(filters, clocks, after, asked.limit + 1)
    page = page_of(records, asked.limit, "provision", lambda one: (one.id,))
    whole = titled(reader(clocks), sorted({one.instrument for one in page.items}), say.words.language)
    items = [
        say.provision_row(one, whole.records[one.instrument], whole.translations.get(one.instrument))
        for one in page.items
    ]
    return schemas.ProvisionPage.model_construct(
        total=total, items=items, next=page.next, links=_page_links(request, page.next)
    )


@reading(router, "/provisions/{provision}", schemas.ProvisionDetail, summary="A provision",
         operation_id="get_provision")
def get_provision(request: HttpRequest, provision: Code, asked: Query[AtMoment]) -> schemas.ProvisionDetail:
    """A provision with its instrument and its neighbours."""
    say, clocks = writer(request, asked), clocks_of(asked)
    held = reader(clocks)
    record = held.provision(provision)
    if record is None:
        others = held.provisions([provision.partition(".")[0]])
        near = near_provisions(provision, (one.id for one in others))
        raise UnknownRecord("provision", provision, near or near_instruments(provision.partition(".")[0]))
    return say.provision_detail(record, _gathered(record.instrument, say, clocks), clocks.as_at)


@reading(router, "/states/{state}/participation", schemas.ParticipationOfState, tags=["Vocabulary", "Compendium"],
         summary="Instruments in which a State takes part", operation_id="get_state_participation")
def state_participation(request: HttpRequest, state: Code, asked: Query[AtMoment]) -> schemas.ParticipationOfState:
    """Where a State stands towards every instrument of which something is known.

    By its own acts (with the source of each and the date up to which that was read), as a member of the body that
    adopted the instrument, or as one that adopted it itself. `unknown` says that the source holds no act of it: it
    may have joined since the source was read.
    """
    say, clocks = writer(request, asked), clocks_of(asked)
    found = find_state(state, say.words.words)
    return participation_of(found.id, say, clocks)
