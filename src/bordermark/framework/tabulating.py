"""The Framework as plain tables, for CSV and spreadsheets: codes where there is a code. Pure."""

from collections.abc import Iterable, Sequence

from bordermark.framework.coverage import (
    FOUNDATIONS,
    Grounds,
    asked,
    by_domain,
    foundations,
    regional_beyond_global,
    subjects,
    uncarried,
)
from bordermark.framework.crosswalks import PREDICATES, Crosswalk
from bordermark.framework.records import DerivationRecord
from bordermark.publishing.tables import Table


def tables(grounds: Grounds, crosswalks: Iterable[Crosswalk]) -> Iterable[Table]:
    """Every table of the Framework's workbook."""
    framework = grounds.framework
    measures = framework.measures.values()
    yield Table(("id", "position", "title", "purpose", "topics"), (
        (one.id, one.position, one.title, one.purpose, "; ".join(one.topics)) for one in framework.domains.values()
    ), "Domains")
    yield Table(
        ("id", "domain", "title", "statement", "rationale", "level", "agencies", "capacities", "themes", "flows",
         "evidence", "source"), (
            (one.id, one.domain, one.title, one.statement, one.rationale, one.level, "; ".join(one.agencies),
             "; ".join(one.capacities), "; ".join(one.themes), "; ".join(one.flows), "; ".join(one.evidence),
             one.source) for one in measures
        ), "Measures")
    yield Table(("measure", "number", "question", "evidence"), (
        (one.id, at, asked.question, asked.evidence) for one in measures for at, asked in enumerate(one.questions, 1)
    ), "Questions")
    yield Table(("measure", "level", "description"), (
        (one.id, at, text) for one in measures for at, text in enumerate(one.maturity)), "Maturity")
    yield Table(("measure", "number", "step"), (
        (one.id, at, text) for one in measures for at, text in enumerate(one.guidance, 1)), "Guidance")
    yield derivation_table(grounds)
    yield mapping_table(crosswalks)
    yield resting_table(grounds)
    yield subject_table(grounds)
    yield domain_table(grounds)
    yield uncarried_table(grounds)
    yield beyond_table(grounds)


def derivation_table(grounds: Grounds) -> Table:
    """What every measure is derived from."""

    def row(one: DerivationRecord) -> Sequence[str]:
        provision, instrument = grounds.provisions[one.provision], grounds.instrument(one)
        return (one.measure, one.provision, instrument.id, instrument.title, provision.ref, one.relation, one.strength,
                one.rationale, one.basis, one.checked, one.reviewer, one.source)

    columns = ("measure", "provision", "instrument", "instrument_title", "ref", "relation", "strength", "rationale",
               "basis", "checked", "reviewer", "source")
    return Table(columns, (row(one) for one in grounds.framework.derivations), "Derivations")


def mapping_table(crosswalks: Iterable[Crosswalk]) -> Table:
    """Every element of every list, with each measure mapped to it; what was not found is said."""

    def rows(crosswalk: Crosswalk) -> Iterable[Sequence[str | float]]:
        for element in crosswalk.elements:
            none = crosswalk.none_found.get(element.id)
            for one in crosswalk.by_element[element.id]:
                yield (crosswalk.scheme.id, element.id, element.label, one.measure,
                       crosswalk.measures.get(one.measure, ""), one.predicate,
                       "; ".join(sorted(PREDICATES[one.predicate])), one.confidence, one.comment)
            if none or not crosswalk.by_element[element.id]:
                yield (crosswalk.scheme.id, element.id, element.label, "", "",
                       none.predicate if none else "", "none" if none else "", none.confidence if none else "",
                       none.comment if none else "not looked at")

    columns = ("scheme", "element", "element_label", "measure", "measure_title", "predicate", "possible_relations",
               "confidence", "comment")
    return Table(columns, (row for one in crosswalks for row in rows(one)), "Crosswalks")


def resting_table(grounds: Grounds) -> Table:
    """What every measure rests on, and how much of it its provisions ask together."""
    return Table(("measure", "title", "foundation", "asked", "provisions"), (
        (one.measure, grounds.framework.measures[one.measure].title, one.foundation, asked(one.measure, grounds),
         "; ".join(each.provision for each in one.derivations)) for one in foundations(grounds)), "Foundations")


def subject_table(grounds: Grounds) -> Table:
    """Domains by theme, flow and force of words."""
    return Table(("domain", "theme", "flow", "force", "derivations", "measures"), (
        (one.domain, one.theme, one.flow, one.force, one.derivations, one.measures) for one in subjects(grounds)
    ), "Subjects")


def domain_table(grounds: Grounds) -> Table:
    """How many measures of every domain rest on what."""
    return Table(("domain", "title", *FOUNDATIONS, "total"), (
        (one.domain, grounds.framework.domains[one.domain].title, *one.counts, one.total)
        for one in by_domain(grounds, foundations(grounds))), "Domains by foundation")


def uncarried_table(grounds: Grounds) -> Table:
    """Provisions that no measure carries."""
    return Table(("provision", "instrument", "instrument_title", "ref", "strength", "text"), (
        (one.id, one.instrument, grounds.instruments[one.instrument].title, one.ref, one.strength, one.text)
        for one in uncarried(grounds)), "Provisions not carried")


def beyond_table(grounds: Grounds) -> Table:
    """Measures for which regional instruments go beyond global ones."""
    return Table(("measure", "title", "reasons", "force", "global_force", "regions", "provisions"), (
        (one.measure, grounds.framework.measures[one.measure].title, "; ".join(one.reasons), one.force,
         one.global_force, "; ".join(one.regions), "; ".join(each.provision for each in one.derivations))
        for one in regional_beyond_global(grounds)), "Regional beyond global")
