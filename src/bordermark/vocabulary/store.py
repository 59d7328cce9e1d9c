"""Queries that keep the vocabulary and hand it out as plain values."""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from bordermark.upsert import stamp, upsert
from bordermark.vocabulary import models
from bordermark.vocabulary.records import (
    AdjacencyRecord,
    ConceptRecord,
    FormerStateRecord,
    StateAliasRecord,
    StateRecord,
)
from bordermark.vocabulary.words import Concept, State, Vocabulary


def save_concepts(records: Sequence[ConceptRecord]) -> None:
    """Keep these concepts; new ones come last in their scheme."""
    held = dict(models.Concept.objects.values_list("pk", "position"))
    following = max(held.values(), default=0) + 1
    now = timezone.now()
    rows = []
    for record in records:
        position = held.get(record.key)
        if position is None:
            position, following = following, following + 1
        rows.append(models.Concept(
            id=record.key, scheme=record.scheme, code=record.id, position=position, notation=record.notation,
            broader=list(record.broader), labels=record.labels, synonyms=record.synonyms,
            definition=record.definition, extent=list(record.extent), source=record.source,
            checked=record.checked, updated=now,
        ))
    upsert(rows)


def save_states(records: Sequence[StateRecord]) -> None:
    """Keep these States and areas."""
    names = {f"{field}_{code}" for field in ("name", "formal") for code in ("ar", "en", "es", "fr", "ru", "zh")}
    now = timezone.now()
    upsert([
        models.State(**record.model_dump(exclude=names), names=record.by_language("name"),
                     formal_names=record.by_language("formal"), updated=now)
        for record in records
    ])


def save_state_aliases(records: Sequence[StateAliasRecord]) -> None:
    """Keep these other names of States."""
    upsert([
        models.StateAlias(id=record.key, state_id=record.state, alias=record.alias, language=record.language)
        for record in records
    ])
    _touch(record.state for record in records)


def save_former_states(records: Sequence[FormerStateRecord]) -> None:
    """Keep these former States."""
    upsert([
        models.FormerState(**record.model_dump(exclude={"successors"}), successors=list(record.successors))
        for record in records
    ])
    _touch(state for record in records for state in record.successors)


def save_adjacencies(records: Sequence[AdjacencyRecord]) -> None:
    """Keep these land borders."""
    upsert([
        models.Adjacency(id=record.key, state_id=record.state, neighbour_id=record.neighbour,
                         source=record.source, source_date=record.source_date)
        for record in records
    ])
    _touch(record.state for record in records)


def _touch(states: Iterable[str]) -> None:
    models.State.objects.filter(pk__in=set(states)).update(updated=timezone.now())


_cached: tuple[tuple[object, ...], Vocabulary] | None = None


def vocabulary() -> Vocabulary:
    """The whole vocabulary as plain values, read again only when it has changed."""
    global _cached
    now = stamp(models.Concept, models.State, models.StateAlias, models.Adjacency, models.FormerState)
    if _cached is None or _cached[0] != now:
        _cached = (now, _read())
    return _cached[1]


def _read() -> Vocabulary:
    concepts = {row.id: _concept(row) for row in models.Concept.objects.all()}
    neighbours: dict[str, list[str]] = {}
    for border in models.Adjacency.objects.order_by("pk"):
        neighbours.setdefault(border.state_id, []).append(border.neighbour_id)
    states = {
        row.id: _state(row, tuple(neighbours.get(row.id, ())))
        for row in models.State.objects.prefetch_related("aliases")
    }
    return Vocabulary(concepts, states, dict(models.FormerState.objects.values_list("pk", "name")))


def _concept(row: models.Concept) -> Concept:
    synonyms = {language: tuple(words) for language, words in row.synonyms.items()}
    return Concept(row.id, row.scheme, row.code, row.labels, row.notation, tuple(row.broader), synonyms,
                   row.definition, tuple(row.extent), row.source, row.checked)


def _state(row: models.State, neighbours: tuple[str, ...]) -> State:
    aliases: dict[str, tuple[str, ...]] = {}
    for alias in row.aliases.all():
        aliases[alias.language] = (*aliases.get(alias.language, ()), alias.alias)
    regions = tuple(code for code in (row.region_m49, row.subregion_m49, row.intermediate_m49) if code)
    groups = tuple(name for name in ("ldc", "lldc", "sids") if getattr(row, name))
    return State(row.id, row.kind, row.names, row.formal_names, aliases, row.m49, regions, row.un_group, groups,
                 neighbours, row.source, row.note)
