"""What the API says of words and States: every code with its label, every object with its address."""

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

from bordermark.languages import LANGUAGES
from bordermark.publishing.addresses import Addresses
from bordermark.publishing.tables import Table
from bordermark.vocabulary.words import Concept, State, Vocabulary


class Output(BaseModel):
    """Base of what the API says: frozen, with a documented meaning for each member."""

    model_config = ConfigDict(frozen=True)


class Word(Output):
    """A controlled word where it is used."""

    code: str = Field(description="Stable code within its scheme")
    label: str = Field(description="Label in the language asked for, else in English")
    url: str = Field(description="Its page and identifier; empty when the vocabulary does not hold it")


class StateRef(Output):
    """A State, observer State, area or former State where it is named."""

    id: str = Field(description="ISO 3166-1 alpha-3 code")
    name: str = Field(description="Short name in the language asked for")
    url: str = Field(description="Its page and identifier; empty for a former State")


class SchemeSummary(Output):
    """A concept scheme."""

    id: str
    label: str
    url: str
    concepts: int = Field(description="Number of its concepts")
    links: dict[str, str] = Field(description="Addresses in this API")


class SchemeDetail(SchemeSummary):
    """A concept scheme with its concepts, in order."""

    items: list["ConceptSummary"]


class ConceptSummary(Output):
    """A concept in a list."""

    id: str = Field(description="scheme:code")
    scheme: str
    code: str
    label: str
    notation: str
    url: str


class ConceptDetail(ConceptSummary):
    """A concept with its names in all languages and its place in the hierarchy."""

    labels: dict[str, str] = Field(description="Preferred label by language")
    synonyms: dict[str, list[str]] = Field(description="Other words by language")
    definition: str
    broader: list[ConceptSummary]
    narrower: list[ConceptSummary]
    extent: list[str] = Field(description="For a region: what it is made of")
    states: list[StateRef] = Field(description="For a region of States: those in it")
    source: str
    checked: str = Field(description="Page seen to support the record; empty where nobody checked")
    links: dict[str, str]


class StateSummary(StateRef):
    """A State in a list."""

    kind: Word
    regions: list[Word] = Field(description="M49 region, sub-region and intermediate region")
    groups: list[str] = Field(description="ldc, lldc, sids where it is one")
    links: dict[str, str]


class StateDetail(StateSummary):
    """A State with its names, neighbours and source."""

    names: dict[str, str]
    formal_names: dict[str, str]
    aliases: dict[str, list[str]]
    m49: str
    un_group: str
    neighbours: list[StateRef] = Field(description="States and areas with which it shares a land border")
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class VocabularyWriter:
    """Says what the vocabulary holds, in one language, with addresses under one base."""

    words: Vocabulary
    addresses: Addresses
    language: str

    def word(self, scheme: str, code: str) -> Word:
        """A code with its label."""
        concept = self.words.concepts.get(f"{scheme}:{code}")
        if concept is None:
            return Word.model_construct(code=code, label=code, url="")
        url = self.addresses.of("concept", scheme, code)
        return Word.model_construct(code=code, label=concept.label(self.language), url=url)

    def some(self, scheme: str, codes: Iterable[str]) -> list[Word]:
        """Codes with their labels, in their order."""
        return [self.word(scheme, code) for code in codes]

    def one(self, scheme: str, code: str) -> Word | None:
        """A code with its label; None for an empty one."""
        return self.word(scheme, code) if code else None

    def state_ref(self, code: str) -> StateRef:
        """A State, area or former State by its code."""
        url = self.addresses.of("state", code) if code in self.words.states else ""
        return StateRef.model_construct(id=code, name=self.words.state_name(code, self.language), url=url)

    def scheme(self, scheme: str) -> SchemeSummary:
        """A scheme of which the vocabulary holds concepts."""
        return SchemeSummary(
            id=scheme, label=self.words.label("scheme", scheme, self.language),
            url=self.addresses.of("scheme", scheme), concepts=len(self.words.schemes[scheme]),
            links={"self": self.addresses.api("schemes", scheme),
                   "skos": f"{self.addresses.base}/vocabulary/{scheme}.ttl"},
        )

    def scheme_detail(self, scheme: str) -> SchemeDetail:
        """A scheme with its concepts."""
        return SchemeDetail(**dict(self.scheme(scheme)),
                            items=[self.concept_summary(one) for one in self.words.schemes[scheme]])

    def concept_summary(self, concept: Concept) -> ConceptSummary:
        """A concept in short."""
        return ConceptSummary(**self._short(concept))

    def _short(self, concept: Concept) -> dict[str, str]:
        return {"id": concept.key, "scheme": concept.scheme, "code": concept.code,
                "label": concept.label(self.language), "notation": concept.notation,
                "url": self.addresses.of("concept", concept.scheme, concept.code)}

    def concept(self, concept: Concept) -> ConceptDetail:
        """A concept in full; `instruments` leads to those that carry it, where instruments can."""
        links = {"self": self.addresses.api("schemes", concept.scheme, "concepts", concept.code),
                 "scheme": self.addresses.api("schemes", concept.scheme)}
        if concept.scheme in _FILTERS:
            links["instruments"] = self.addresses.api("instruments", **{concept.scheme: concept.code})
        held = self.words.concepts
        return ConceptDetail(
            **self._short(concept), labels=dict(concept.labels),
            synonyms={language: list(words) for language, words in concept.synonyms.items()},
            definition=concept.definition,
            broader=[self.concept_summary(held[key]) for key in concept.broader if key in held],
            narrower=[self.concept_summary(held[key]) for key in self.words.narrower.get(concept.key, ())],
            extent=list(concept.extent),
            states=[self.state_ref(code) for code in sorted(self.words.states_in(concept.extent))],
            source=concept.source, checked=concept.checked, links=links,
        )

    def state_summary(self, state: State) -> StateSummary:
        """A State in short."""
        return StateSummary(**self._state(state))

    def _state(self, state: State) -> dict[str, object]:
        return {
            "id": state.id, "name": state.name(self.language), "url": self.addresses.of("state", state.id),
            "kind": self.word("state-kind", state.kind), "regions": self.some("m49", state.regions),
            "groups": list(state.groups),
            "links": {
                "self": self.addresses.api("states", state.id),
                "participation": self.addresses.api("states", state.id, "participation"),
                "instruments": self.addresses.api("instruments", party=state.id),
                "organisations": self.addresses.api("organisations", member=state.id),
            },
        }

    def state(self, state: State) -> StateDetail:
        """A State in full."""
        return StateDetail.model_validate({
            **self._state(state), "names": dict(state.names), "formal_names": dict(state.formal_names),
            "aliases": {language: list(words) for language, words in state.aliases.items()}, "m49": state.m49,
            "un_group": state.un_group, "neighbours": [self.state_ref(code) for code in state.neighbours],
            "source": state.source, "note": state.note,
        })

    def concept_table(self, concepts: Iterable[Concept]) -> Table:
        """Concepts as a table: a column for the label in each language."""
        columns = ("scheme", "code", "notation", *(f"label_{code}" for code in LANGUAGES), "broader", "definition",
                   "url")
        return Table(columns, (
            (one.scheme, one.code, one.notation, *(one.labels.get(code, "") for code in LANGUAGES),
             "; ".join(one.broader), one.definition, self.addresses.of("concept", one.scheme, one.code))
            for one in concepts
        ), "Vocabulary")

    def state_table(self, states: Iterable[State]) -> Table:
        """States as a table: a column for the name in each language."""
        columns = ("id", *(f"name_{code}" for code in LANGUAGES), "kind", "m49", "regions", "un_group", "groups",
                   "url")
        return Table(columns, (
            (one.id, *(one.names.get(code, "") for code in LANGUAGES), one.kind, one.m49, "; ".join(one.regions),
             one.un_group, "; ".join(one.groups), self.addresses.of("state", one.id)) for one in states
        ), "States")


_FILTERS = frozenset({"theme", "subtheme", "flow", "kind", "force", "status", "scope", "region"})
"""Schemes by whose concepts the list of instruments can be filtered."""
