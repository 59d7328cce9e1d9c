"""Crosswalks between the measures and the lists that others keep: what each row says, what is left over. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from bordermark.framework.chains import Link, Links
from bordermark.framework.content import Framework
from bordermark.framework.records import DerivationRecord, ElementRecord, MappingRecord, SchemeRecord
from bordermark.framework.relations import NOT_LOOKED_AT, OVERLAP, Possible, Relation, combine, union
from bordermark.framework.sssom import NO_TERM_FOUND

PREDICATES: Final[Mapping[str, Possible]] = {
    "skos:exactMatch": frozenset({Relation.EQUAL}),
    "skos:broadMatch": frozenset({Relation.SUBSET}),
    "skos:narrowMatch": frozenset({Relation.SUPERSET}),
    "skos:relatedMatch": frozenset({Relation.INTERSECTS}),
    "skos:closeMatch": OVERLAP,
}
"""What may hold between a measure and an element, by the predicate between them, read measure predicate element.

``broadMatch`` says that the element is broader, so that the measure is a subset of it. ``closeMatch`` says that they
have much in common, and not which of them reaches further.
"""


@dataclass(frozen=True)
class Crosswalk:
    """A list that others keep, with its elements in order and what is said of them; `measures` are titles by id."""

    scheme: SchemeRecord
    elements: Sequence[ElementRecord]
    mappings: Sequence[MappingRecord]
    measures: Mapping[str, str]

    @cached_property
    def by_element(self) -> Mapping[str, Sequence[MappingRecord]]:
        """The rows that name a measure, by element; every element is there."""
        found: dict[str, list[MappingRecord]] = {one.id: [] for one in self.elements}
        for one in self.mappings:
            if one.measure:
                found.setdefault(one.element, []).append(one)
        return found

    @cached_property
    def none_found(self) -> Mapping[str, MappingRecord]:
        """Elements for which somebody looked and found no measure, with the row that says so."""
        return {one.element: one for one in self.mappings if one.predicate == NO_TERM_FOUND}

    @property
    def not_looked_at(self) -> Sequence[ElementRecord]:
        """Elements of which nothing is said."""
        return [one for one in self.elements if not self.by_element[one.id] and one.id not in self.none_found]

    @property
    def unmapped_measures(self) -> Sequence[str]:
        """Measures that no row names: whether anybody looked is not recorded."""
        named = {one.measure for one in self.mappings}
        return [key for key in self.measures if key not in named]

    def possible(self, measure: str, element: str) -> Possible:
        """What may hold between a measure and an element by what is said of the two."""
        if element in self.none_found:
            return frozenset({Relation.NONE})
        said = [PREDICATES[one.predicate] for one in self.by_element.get(element, ()) if one.measure == measure]
        return combine(said) if said else NOT_LOOKED_AT

    def together(self, element: str) -> Possible:
        """What may hold between all measures mapped to an element, taken together, and the element."""
        mapped = self.by_element[element]
        return union(PREDICATES[one.predicate] for one in mapped) if mapped else self.possible("", element)


def crosswalk(framework: Framework, scheme: str) -> Crosswalk:
    """The crosswalk to a scheme. Raises KeyError for one that is not held."""
    return Crosswalk(
        framework.schemes[scheme], [one for one in framework.elements.values() if one.scheme == scheme],
        [one for one in framework.mappings if one.element.startswith(f"{scheme}:")],
        {key: one.title for key, one in framework.measures.items()},
    )


def mapping_links(mappings: Iterable[MappingRecord]) -> Iterator[Link]:
    """The links that crosswalks make between measures and elements."""
    for one in mappings:
        if one.measure:
            yield Link(one.measure, one.element, PREDICATES[one.predicate], one.element.partition(":")[0])


def derivation_links(derivations: Iterable[DerivationRecord]) -> Iterator[Link]:
    """The links that derivations make between measures and provisions."""
    for one in derivations:
        yield Link(one.measure, one.provision, frozenset({Relation(one.relation)}), "derivation")


def links(framework: Framework) -> Links:
    """Every link of the framework, to be followed."""
    return Links([*derivation_links(framework.derivations), *mapping_links(framework.mappings)])

