"""The vocabulary as plain values: look-ups of labels, hierarchy and extents, with no database behind them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from bordermark.languages import pick
from bordermark.vocabulary.records import ConceptRecord, FormerStateRecord, StateAliasRecord, StateRecord


@dataclass(frozen=True, slots=True)
class Concept:
    """A controlled word; `key` is ``scheme:code``, `broader` holds keys."""

    key: str
    scheme: str
    code: str
    labels: Mapping[str, str]
    notation: str = ""
    broader: tuple[str, ...] = ()
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    definition: str = ""
    extent: tuple[str, ...] = ()
    source: str = ""
    checked: str = ""

    def label(self, language: str) -> str:
        return pick(self.labels, language)


@dataclass(frozen=True, slots=True)
class State:
    """A Member State, observer State or area."""

    id: str
    kind: str
    names: Mapping[str, str]
    formal_names: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    m49: str = ""
    regions: tuple[str, ...] = ()
    un_group: str = ""
    groups: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    source: str = ""
    note: str = ""

    def name(self, language: str) -> str:
        return pick(self.names, language)


@dataclass(frozen=True)
class Vocabulary:
    """All words at one moment. Concepts keep the order of their scheme."""

    concepts: Mapping[str, Concept]
    states: Mapping[str, State]
    former_states: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def schemes(self) -> Mapping[str, tuple[Concept, ...]]:
        """Concepts by scheme, in order."""
        found: dict[str, list[Concept]] = {}
        for concept in self.concepts.values():
            found.setdefault(concept.scheme, []).append(concept)
        return {scheme: tuple(members) for scheme, members in found.items()}

    @cached_property
    def narrower(self) -> Mapping[str, tuple[str, ...]]:
        """Keys of the narrower concepts by key."""
        found: dict[str, list[str]] = {}
        for concept in self.concepts.values():
            for key in concept.broader:
                found.setdefault(key, []).append(concept.key)
        return {key: tuple(members) for key, members in found.items()}

    def label(self, scheme: str, code: str, language: str) -> str:
        """The label of a word; the code itself when the vocabulary does not hold it."""
        concept = self.concepts.get(f"{scheme}:{code}")
        return concept.label(language) if concept else code

    def state_name(self, state: str, language: str) -> str:
        """The short name of a State, former State or area; its code when it is not held."""
        if state in self.states:
            return self.states[state].name(language)
        return self.former_states.get(state, state)

    def member_states(self) -> tuple[State, ...]:
        """Member States and observer States, by code."""
        return tuple(state for state in self.states.values() if state.kind != "area")

    def states_in(self, extent: Iterable[str]) -> frozenset[str]:
        """States and areas in an extent of ``m49:`` and ``state:`` parts; other parts are passed over."""
        found: set[str] = set()
        for part in extent:
            kind, _, code = part.partition(":")
            if kind == "state":
                found.add(code)
            elif kind == "m49":
                found |= {s.id for s in self.states.values() if code == "001" or code in s.regions}
        return frozenset(found)


def vocabulary_of(
    concepts: Iterable[ConceptRecord], states: Iterable[StateRecord], aliases: Iterable[StateAliasRecord] = (),
    former: Iterable[FormerStateRecord] = (),
) -> Vocabulary:
    """The vocabulary that these records make, without a database; concepts keep their order."""
    names: dict[str, dict[str, tuple[str, ...]]] = {}
    for one in aliases:
        of_state = names.setdefault(one.state, {})
        of_state[one.language] = (*of_state.get(one.language, ()), one.alias)
    return Vocabulary(
        {one.key: Concept(one.key, one.scheme, one.id, one.labels, one.notation, one.broader,
                          {code: tuple(some) for code, some in one.synonyms.items()}, one.definition, one.extent,
                          one.source, one.checked) for one in concepts},
        {one.id: State(one.id, one.kind, one.by_language("name"), one.by_language("formal"), names.get(one.id, {}),
                       one.m49, tuple(code for code in (one.region_m49, one.subregion_m49, one.intermediate_m49)
                                      if code), one.un_group) for one in states},
        {one.id: one.name for one in former},
    )
