"""What is said of the Framework's coverage. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import Field

from bordermark.framework.coverage import (
    ASKED,
    FOUNDATIONS,
    Grounds,
    asked,
    by_domain,
    foundations,
    regional_beyond_global,
    subjects,
    uncarried,
    without_binding_basis,
)
from bordermark.framework.crosswalk_schemas import CrosswalkWriter, Thing
from bordermark.framework.records import DerivationRecord
from bordermark.publishing.addresses import Addresses
from bordermark.vocabulary.schemas import Output


class DomainRow(Output):
    """How many measures of a domain rest on what."""

    domain: str
    title: str
    counts: dict[str, int] = Field(description="By the firmest thing they rest on: a global duty, a regional one "
                                               "only, words that recommend (should), that permit (may), nothing")
    total: int


class GroundRow(Output):
    """A provision from which a measure is derived."""

    provision: Thing
    relation: str = Field(description="Set relation, measure first (NIST IR 8477)")
    strength: str
    region: str = Field(description="Concept of the scheme region; empty for a global instrument")


class RestingRow(Output):
    """A measure, and the firmest things it rests on."""

    measure: Thing
    foundation: str
    grounds: list[GroundRow]


class BeyondRow(Output):
    """A measure for which regional instruments go beyond global ones."""

    measure: Thing
    reasons: list[str] = Field(description="stronger: words of a greater force; whole: all of the measure is asked, "
                                           "where global instruments ask a part")
    force: str
    global_force: str = Field(description="Strongest words of global instruments; empty where none bears on it")
    regions: list[str]
    grounds: list[GroundRow]


class SubjectRow(Output):
    """Derivations and measures of a domain on a theme and a flow, with words of a force."""

    domain: str
    theme: str
    flow: str
    force: str
    derivations: int
    measures: int


class LeftRow(Output):
    """A provision that no measure carries."""

    provision: Thing
    instrument: str
    strength: str


class CoverageReport(Output):
    """What the Framework covers, and what it does not."""

    measures: int
    provisions: int = Field(description="Provisions that ask something")
    carried: int = Field(description="Of these, provisions that a measure carries")
    asked: dict[str, int] = Field(description="Measures of which their provisions together ask the whole, perhaps the "
                                              "whole, or surely a part only")
    domains: list[DomainRow]
    without_binding_basis: list[RestingRow]
    regional_beyond_global: list[BeyondRow]
    subjects: list[SubjectRow]
    uncarried: list[LeftRow] = Field(description="The strongest words first")


@dataclass(frozen=True)
class CoverageWriter:
    """Says what the Framework covers, with addresses under one base."""

    grounds: Grounds
    addresses: Addresses

    @property
    def _things(self) -> CrosswalkWriter:
        return CrosswalkWriter(self.grounds, self.addresses)

    def report(self) -> CoverageReport:
        """All of it."""
        grounds, thing = self.grounds, self._things.thing
        left = uncarried(grounds)
        how = Counter(asked(key, grounds) for key in grounds.framework.measures)
        asking = sum(one.strength != "information" for one in grounds.provisions.values())
        return CoverageReport(
            measures=len(grounds.framework.measures), provisions=asking, carried=asking - len(left),
            asked={name: how[name] for name in ASKED},
            domains=[DomainRow(
                domain=one.domain, title=grounds.framework.domains[one.domain].title, total=one.total,
                counts=dict(zip(FOUNDATIONS, one.counts, strict=True)),
            ) for one in by_domain(grounds, foundations(grounds))],
            without_binding_basis=[RestingRow(
                measure=thing(one.measure), foundation=one.foundation, grounds=self.rows(one.derivations)
            ) for one in without_binding_basis(grounds)],
            regional_beyond_global=[BeyondRow(
                measure=thing(one.measure), reasons=list(one.reasons), force=one.force, global_force=one.global_force,
                regions=list(one.regions), grounds=self.rows(one.derivations),
            ) for one in regional_beyond_global(grounds)],
            subjects=[SubjectRow(domain=one.domain, theme=one.theme, flow=one.flow, force=one.force,
                                 derivations=one.derivations, measures=one.measures) for one in subjects(grounds)],
            uncarried=[LeftRow(provision=thing(one.id), instrument=one.instrument, strength=one.strength)
                       for one in left],
        )

    def rows(self, derivations: Iterable[DerivationRecord]) -> list[GroundRow]:
        """Derivations, each with its provision."""
        return [GroundRow(
            provision=self._things.thing(one.provision), relation=one.relation, strength=one.strength,
            region=self.grounds.instrument(one).region,
        ) for one in derivations]
