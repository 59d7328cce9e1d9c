"""The bundled compendium as plain values, without a database: for use as a library, in tests and benchmarks."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TypeVar, cast

from bordermark.compendium import records as compendium
from bordermark.compendium.search.documents import SearchDocument
from bordermark.compendium.search_documents import Source, documents
from bordermark.errors import RefusedInput
from bordermark.languages import LANGUAGES
from bordermark.organisations import records as organisation
from bordermark.organisations.bodies import Organisations, organisations_of
from bordermark.pack import Record, read_rows
from bordermark.vocabulary import records as vocabulary
from bordermark.vocabulary.words import Vocabulary, vocabulary_of

R = TypeVar("R", bound=Record)


def read(path: Path, record: type[R]) -> list[R]:
    """The records of one table. Raises RefusedInput with everything that is wrong in it."""
    rows, findings = read_rows(path, record)
    if findings:
        raise RefusedInput(findings)
    return [cast(R, row.record) for row in rows]


@cache
def bundled_vocabulary() -> Vocabulary:
    """The bundled vocabulary."""
    data = vocabulary.DATA
    return vocabulary_of(
        read(data / "concepts.csv", vocabulary.ConceptRecord), read(data / "states.csv", vocabulary.StateRecord),
        read(data / "state_aliases.csv", vocabulary.StateAliasRecord),
        read(data / "former_states.csv", vocabulary.FormerStateRecord),
    )


@cache
def bundled_organisations() -> Organisations:
    """The bundled organisations."""
    data = organisation.DATA
    return organisations_of(
        read(data / "organisations.csv", organisation.OrganisationRecord),
        read(data / "organisation_aliases.csv", organisation.OrganisationAliasRecord),
        read(data / "memberships.csv", organisation.MembershipRecord),
    )


def bundled_sources() -> Iterator[Source]:
    """Every bundled instrument with its provisions, translations and acts, by id."""
    data = compendium.DATA
    provisions = _by_instrument(read(data / "provisions.jsonl", compendium.ProvisionRecord))
    acts = _by_instrument(read(data / "participation.csv", compendium.ActRecord))
    translations = _by_instrument([
        one for code in LANGUAGES if code != "en"
        for one in read(data / compendium.translation_file(code), compendium.TranslationRecord)
    ])
    for one in read(data / "instruments.jsonl", compendium.InstrumentRecord):
        yield Source(one, provisions.get(one.id, ()), translations.get(one.id, ()), acts.get(one.id, ()))


Of = TypeVar("Of", compendium.ProvisionRecord, compendium.ActRecord, compendium.TranslationRecord)


def _by_instrument(some: Sequence[Of]) -> dict[str, list[Of]]:
    ordered = sorted(some, key=lambda one: one.instrument)
    return {key: list(group) for key, group in groupby(ordered, key=lambda one: one.instrument)}


@cache
def bundled_documents() -> tuple[SearchDocument, ...]:
    """Every bundled instrument and provision as the search index sees it."""
    words, bodies = bundled_vocabulary(), bundled_organisations()
    return tuple(one for source in bundled_sources() for one in documents(source, words, bodies))
