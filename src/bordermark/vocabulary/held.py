"""The vocabulary's records back from its tables, as they were kept: to be held against revisions."""

from collections.abc import Iterator
from typing import Any

from bordermark.languages import LANGUAGES
from bordermark.vocabulary import models
from bordermark.vocabulary.records import (
    AdjacencyRecord,
    ConceptRecord,
    FormerStateRecord,
    StateAliasRecord,
    StateRecord,
)


def held_concepts() -> Iterator[ConceptRecord]:
    """Every concept."""
    for row in models.Concept.objects.all():
        words: dict[str, Any] = {f"label_{code}": row.labels.get(code, "") for code in LANGUAGES}
        words |= {f"synonyms_{code}": tuple(row.synonyms.get(code, ())) for code in LANGUAGES}
        yield ConceptRecord.model_construct(
            **words, scheme=row.scheme, id=row.code, notation=row.notation, broader=tuple(row.broader),
            definition=row.definition, extent=tuple(row.extent), source=row.source, checked=row.checked,
        )


def held_states() -> Iterator[StateRecord]:
    """Every State and area."""
    same = ("id", "iso2", "m49", "kind", "region_m49", "subregion_m49", "intermediate_m49", "un_group", "ldc", "lldc",
            "sids", "source", "note")
    for row in models.State.objects.all():
        names = {f"name_{code}": row.names.get(code, "") for code in LANGUAGES}
        formal = {f"formal_{code}": row.formal_names.get(code, "") for code in LANGUAGES}
        yield StateRecord.model_construct(**names, **formal, **{name: getattr(row, name) for name in same})


def held_state_aliases() -> Iterator[StateAliasRecord]:
    """Every other name of a State."""
    for row in models.StateAlias.objects.all():
        yield StateAliasRecord.model_construct(state=row.state_id, alias=row.alias, language=row.language)


def held_former_states() -> Iterator[FormerStateRecord]:
    """Every former State."""
    for row in models.FormerState.objects.all():
        yield FormerStateRecord.model_construct(id=row.id, name=row.name, until=row.until,
                                                successors=tuple(row.successors), note=row.note)


def held_adjacencies() -> Iterator[AdjacencyRecord]:
    """Every land border."""
    for row in models.Adjacency.objects.all():
        yield AdjacencyRecord.model_construct(state=row.state_id, neighbour=row.neighbour_id, source=row.source,
                                              source_date=row.source_date)
