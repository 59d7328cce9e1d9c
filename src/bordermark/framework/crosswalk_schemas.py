"""What is said of crosswalks and of what follows from them: every thing with its title and address. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import Field

from bordermark.framework.chains import Carried, Chain, Derived
from bordermark.framework.coverage import Grounds
from bordermark.framework.crosswalks import PREDICATES, Crosswalk
from bordermark.framework.ranges import Range
from bordermark.framework.records import ElementRecord, MappingRecord
from bordermark.framework.relations import Possible, Relation
from bordermark.publishing.addresses import Addresses
from bordermark.vocabulary.schemas import Output


class Thing(Output):
    """A measure, a provision or an element of a list kept by others, where it is named."""

    id: str
    kind: str = Field(description="measure, provision or element")
    title: str = Field(description="Its title or label, in English")
    url: str = Field(description="Its page")


class SchemeRow(Output):
    """A list kept by others, with what is said of it in numbers."""

    id: str
    title: str
    edition: str = Field(description="Which edition or template its elements follow")
    comment: str
    instrument: str = Field(description="Id of the instrument whose elements they are; empty for several")
    source: str
    elements: int
    mapped: int = Field(description="Elements to which a measure is mapped")
    none_found: int = Field(description="Elements for which somebody looked and found no measure")
    not_looked_at: int = Field(description="Elements of which nothing is said")
    measures: int = Field(description="Measures that are mapped to an element")
    url: str
    links: dict[str, str] = Field(description="Addresses in this API, and the crosswalk as SSSOM TSV")


class MappedRow(Output):
    """A measure that is mapped to an element."""

    measure: Thing
    predicate: str = Field(description="SSSOM predicate, read measure predicate element")
    possible: list[str] = Field(description="Set relations (NIST IR 8477) that may hold, read measure first")
    confidence: float
    justification: str
    comment: str


class ElementRow(Output):
    """An element with the measures mapped to it."""

    id: str
    label: str
    url: str
    state: str = Field(description="mapped, none-found (somebody looked) or not-looked-at")
    comment: str = Field(description="Why none was found")
    together: list[str] = Field(description="Set relations that may hold between all its measures together and it")
    measures: list[MappedRow]


class CrosswalkDetail(SchemeRow):
    """A crosswalk in full, with what is left over on both sides."""

    items: list[ElementRow]
    unmapped_measures: list[Thing] = Field(description="Measures that no row names; whether anybody looked is not held")


class RelationStepRow(Output):
    """A step of a chain."""

    to: Thing
    possible: list[str] = Field(description="Set relations that may hold between the thing before and this one")
    source: str = Field(description="Where that is said: derivation, or the id of a crosswalk")
    lost: list[str] = Field(description="What can no longer be said of the start: overlaps, contains, within")


class DerivedRow(Output):
    """What follows for a pair of things."""

    to: Thing
    possible: list[str] = Field(description="Set relations that may hold; none when the chains contradict each other")
    chains: list[list[RelationStepRow]] = Field(description="The chains it rests on, the shortest first")


class DerivedFrom(Output):
    """What follows from a thing for others."""

    start: Thing
    items: list[DerivedRow]


class RangeRow(Output):
    """Shares from low to high of what is asked; an open end is itself excluded."""

    low: float
    high: float
    low_open: bool
    high_open: bool


class OfferRow(Output):
    """What one answer says of a thing, with the chains it rests on."""

    answered: Thing
    range: RangeRow
    possible: list[str] = Field(description="Set relations that may hold, read from the answered thing")
    chains: list[list[RelationStepRow]]


class CarriedRow(Output):
    """What all answers together say of a thing."""

    to: Thing
    range: RangeRow | None = Field(description="Null where the answers contradict each other")
    offers: list[OfferRow]


class CarriedList(Output):
    """What follows from answers."""

    answers: dict[str, RangeRow]
    items: list[CarriedRow]


@dataclass(frozen=True)
class CrosswalkWriter:
    """Says what crosswalks hold, with addresses under one base."""

    grounds: Grounds
    addresses: Addresses

    def thing(self, key: str) -> Thing:
        """A measure, provision or element by its id. Raises KeyError for an id of none."""
        framework = self.grounds.framework
        if key in framework.measures:
            return Thing(id=key, kind="measure", title=framework.measures[key].title,
                         url=self.addresses.of("measure", key))
        if key in framework.elements:
            return Thing(id=key, kind="element", title=framework.elements[key].label, url=self.element(key))
        provision = self.grounds.provisions[key]
        record = self.grounds.instruments[provision.instrument]
        return Thing(id=key, kind="provision", title=f"{record.short_title or record.title}, {provision.ref}",
                     url=self.addresses.of("provision", key))

    def element(self, key: str) -> str:
        """The address of an element: its place on the page of its list."""
        scheme, _, code = key.partition(":")
        return f"{self.addresses.of('crosswalk', scheme)}#{code}"

    def row(self, one: Crosswalk) -> SchemeRow:
        """A list in numbers."""
        scheme = one.scheme
        return SchemeRow(
            **scheme.model_dump(), elements=len(one.elements), none_found=len(one.none_found),
            mapped=sum(bool(some) for some in one.by_element.values()), not_looked_at=len(one.not_looked_at),
            measures=len(one.measures) - len(one.unmapped_measures), url=self.addresses.of("crosswalk", scheme.id),
            links={"self": self.addresses.api("crosswalks", scheme.id),
                   "sssom": self.addresses.of("crosswalk", f"{scheme.id}.sssom.tsv")},
        )

    def detail(self, one: Crosswalk) -> CrosswalkDetail:
        """A crosswalk in full."""
        return CrosswalkDetail(
            **self.row(one).model_dump(), items=[self._element(element, one) for element in one.elements],
            unmapped_measures=[self.thing(key) for key in one.unmapped_measures],
        )

    def _element(self, element: ElementRecord, one: Crosswalk) -> ElementRow:
        mapped, none = one.by_element[element.id], one.none_found.get(element.id)
        return ElementRow(
            id=element.id, label=element.label, url=self.element(element.id),
            state="mapped" if mapped else "none-found" if none else "not-looked-at",
            comment=none.comment if none else "", together=relations(one.together(element.id)),
            measures=[self._mapped(row) for row in mapped],
        )

    def _mapped(self, row: MappingRecord) -> MappedRow:
        return MappedRow(
            measure=self.thing(row.measure), predicate=row.predicate, possible=relations(PREDICATES[row.predicate]),
            confidence=row.confidence, justification=row.justification, comment=row.comment,
        )

    def derived(self, start: str, found: Iterable[Derived]) -> DerivedFrom:
        """What follows from a thing."""
        return DerivedFrom(start=self.thing(start), items=[
            DerivedRow(to=self.thing(one.end), possible=relations(one.possible), chains=self._chains(one.chains))
            for one in found
        ])

    def _chains(self, chains: Iterable[Chain]) -> list[list[RelationStepRow]]:
        return [[
            RelationStepRow(to=self.thing(step.element), possible=relations(step.possible), source=step.source,
                    lost=[str(one) for one in step.lost]) for step in chain.steps
        ] for chain in chains]

    def carried(self, answers: dict[str, Range], found: Iterable[Carried]) -> CarriedList:
        """What follows from answers."""
        return CarriedList(
            answers={key: shares(one) for key, one in answers.items()},
            items=[CarriedRow(
                to=self.thing(one.element), range=shares(one.range) if one.range else None,
                offers=[OfferRow(
                    answered=self.thing(offer.derived.start), range=shares(offer.range),
                    possible=relations(offer.derived.possible), chains=self._chains(offer.derived.chains),
                ) for offer in one.offers],
            ) for one in found],
        )


def relations(possible: Possible) -> list[str]:
    """The words of relations, in the order of their definition."""
    return [str(one) for one in Relation if one in possible]


def shares(one: Range) -> RangeRow:
    """A range as data."""
    return RangeRow(low=one.low, high=one.high, low_open=one.low_open, high_open=one.high_open)
