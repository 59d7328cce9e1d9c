"""The Framework as plain values: all records at one moment, with the look-ups that every question needs. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast

from bordermark.framework.records import (
    BindingRecord,
    DeclarationRecord,
    DerivationRecord,
    DomainRecord,
    ElementRecord,
    EntryRuleRecord,
    MappingRecord,
    MeasureRecord,
    ModelFitRecord,
    ModelRecord,
    PassageRecord,
    SchemeRecord,
)
from bordermark.pack import Record

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Framework:
    """Records of the framework by their key; domains and measures in the order of the Framework."""

    domains: Mapping[str, DomainRecord]
    measures: Mapping[str, MeasureRecord]
    derivations: tuple[DerivationRecord, ...]
    """By measure, and in each by id."""
    passages: Mapping[str, PassageRecord]
    """By provision."""
    bindings: Mapping[str, BindingRecord]
    """By instrument."""
    entry_rules: Mapping[str, EntryRuleRecord]
    """By instrument."""
    declarations: tuple[DeclarationRecord, ...]
    models: Mapping[str, ModelRecord]
    fits: tuple[ModelFitRecord, ...]
    schemes: Mapping[str, SchemeRecord]
    elements: Mapping[str, ElementRecord]
    mappings: tuple[MappingRecord, ...]

    @cached_property
    def measures_of(self) -> Mapping[str, tuple[MeasureRecord, ...]]:
        """Measures by domain, in order."""
        return _groups(self.measures.values(), "domain")

    @cached_property
    def derivations_of(self) -> Mapping[str, tuple[DerivationRecord, ...]]:
        """Derivations by measure."""
        return _groups(self.derivations, "measure")

    @cached_property
    def derived_from(self) -> Mapping[str, tuple[DerivationRecord, ...]]:
        """Derivations by provision."""
        return _groups(self.derivations, "provision")

    @cached_property
    def mappings_of(self) -> Mapping[str, tuple[MappingRecord, ...]]:
        """Mappings by measure; those of elements for which none was found stand under the empty string."""
        return _groups(self.mappings, "measure")

    @cached_property
    def models_serving(self) -> Mapping[str, tuple[ModelRecord, ...]]:
        """Models of infrastructure by measure that they help to put in place."""
        return {key: tuple(one for one in self.models.values() if key in one.measures_served)
                for key in self.measures}

    @cached_property
    def models_requiring(self) -> Mapping[str, tuple[ModelRecord, ...]]:
        """Models of infrastructure by measure that must be in place before."""
        return {key: tuple(one for one in self.models.values() if key in one.prerequisites) for key in self.measures}


def framework_of(records: Mapping[str, Iterable[Record]]) -> Framework:
    """The Framework that these records make, by record type."""

    def some(name: str, record: type[R]) -> list[R]:
        return sorted(cast(Iterable[R], records.get(name, ())), key=lambda one: natural(one.key))

    return Framework(
        _by_key(sorted(some("domain", DomainRecord), key=lambda one: one.position)),
        _by_key(some("measure", MeasureRecord)), tuple(some("derivation", DerivationRecord)),
        _by_key(some("passage", PassageRecord)), _by_key(some("binding", BindingRecord)),
        _by_key(some("entry-rule", EntryRuleRecord)), tuple(some("declaration", DeclarationRecord)),
        _by_key(some("infrastructure-model", ModelRecord)), tuple(some("model-fit", ModelFitRecord)),
        _by_key(some("crosswalk-scheme", SchemeRecord)),
        _by_key(sorted(some("crosswalk-element", ElementRecord), key=lambda one: (one.scheme, one.position))),
        tuple(some("mapping", MappingRecord)),
    )


def natural(key: str) -> list[tuple[int, str]]:
    """A sort key in which numbers count as numbers.

    >>> sorted(["cbm-1.10", "cbm-1.9"], key=natural)
    ['cbm-1.9', 'cbm-1.10']
    """
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", key)]


def _by_key(records: Sequence[R]) -> dict[str, R]:
    return {one.key: one for one in records}


def _groups(records: Iterable[R], field: str) -> dict[str, tuple[R, ...]]:
    found: dict[str, list[R]] = {}
    for one in records:
        found.setdefault(getattr(one, field), []).append(one)
    return {key: tuple(group) for key, group in found.items()}
