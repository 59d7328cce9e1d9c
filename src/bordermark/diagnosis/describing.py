"""The diagnosis as plain data, for JSON: every figure with what it is made of. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import Any

import polars as pl

from bordermark.diagnosis.advising import Advice
from bordermark.diagnosis.answering import Answered
from bordermark.diagnosis.changing import Change
from bordermark.diagnosis.comparing import Comparison
from bordermark.diagnosis.diagnosing import Diagnosis, Overlapping, Weighted
from bordermark.diagnosis.effects import GOOD
from bordermark.diagnosis.findings import Finding, gap_findings
from bordermark.diagnosis.gaps import Supply
from bordermark.diagnosis.options import Option


def described(diagnosis: Diagnosis, supply: Sequence[Supply]) -> dict[str, Any]:
    """Everything that was found; findings that do not survive stand apart, with the doubts that speak against them."""
    survey, found = diagnosis.survey, found_of(diagnosis, supply)
    return {
        "asked": asdict(diagnosis.asked),
        "survey": {"entities": len(survey.entities), "activities": len(survey.activities),
                   "mechanisms": len(survey.mechanisms),
                   "of_unknown_scope": sum(not one.scoped for one in survey.mechanisms),
                   "unknown_start": sum(one.start is None for one in survey.activities),
                   "unknown_end": sum(one.end is None for one in survey.activities)},
        "findings": [_finding(one) for one in found if one.survives],
        "not_findings": [_finding(one) for one in found if not one.survives],
        "without": {doubt: asdict(one) for doubt, one in diagnosis.without.items()},
        "global_weighted": [_weighted(one) for one in diagnosis.weighted],
        "network": asdict(diagnosis.network) if diagnosis.network else None,
        "gaps": gaps(supply),
        "activities": {one.id: asdict(one) for one in survey.activities},
    }


def found_of(diagnosis: Diagnosis, supply: Sequence[Supply]) -> tuple[Finding, ...]:
    """All that is put forward or was doubted: overlap, possible duplication, gaps."""
    asked = diagnosis.asked
    filters = {"region": asked.region, "flow": asked.flow}
    return (*diagnosis.findings, *gap_findings(diagnosis.survey, supply, filters, asked.year))


def _finding(found: Finding) -> dict[str, Any]:
    given = asdict(found)
    doubts = given.pop("fails")
    return {**given, "effects": {"good": [one for one in found.effects if one in GOOD],
                                 "bad": [one for one in found.effects if one not in GOOD]},
            "does_not_hold_under": doubts}


def _weighted(one: Weighted) -> dict[str, Any]:
    shared = one.shared.with_columns(pl.col("function", "capacity", "flow").cast(pl.String))
    services = shared.group_by("a", "b").agg(
        pl.col("function").unique().sort(), pl.col("capacity").unique().sort(), pl.col("flow").unique().sort())
    behind = one.pairs.join(services, on=["a", "b"], maintain_order="left")
    return {
        "weight": one.weight, "activities": one.activities,
        "fragmentation": one.fragmentation.to_dicts(),
        "overlap": _overlapping(one.overall),
        "overlap_by_capacity": [_overlapping(each) for each in one.by_capacity],
        "duplication": [asdict(each) for each in one.duplicates],
        "pairs": behind.with_columns(pl.col("a", "b", "lead_a", "lead_b").cast(pl.String)).to_dicts(),
    }


def _overlapping(one: Overlapping) -> dict[str, Any]:
    covered = one.pairs - one.uncoordinated
    return {**asdict(one), "share_covered": covered / one.pairs if one.pairs else None,
            "more_than_chance": one.more_than_chance}


def gaps(supply: Sequence[Supply]) -> dict[str, Any]:
    """Needs by capacity, by flow and by who works on them, and each need that nobody, or only global work, reaches."""
    return {
        "by_capacity": counted(supply, lambda one: one.need.capacity),
        "by_flow": counted(supply, lambda one: one.need.flow),
        "needs": [need(one) for one in supply if one.reached != "named"],
    }


def wanting(found: Answered, needs: Sequence[Supply]) -> dict[str, Any]:
    """Needs with who works on them, counted over all, and what is asked of States."""
    return {
        "asked": asdict(found.diagnosis.asked),
        "findings": [_finding(one) for one in found_of(found.diagnosis, found.supply) if one.kind == "gap"],
        "by_capacity": counted(found.supply, lambda one: one.need.capacity),
        "by_flow": counted(found.supply, lambda one: one.need.flow),
        "needs": [need(one) for one in needs],
        "burdens": [asdict(one) for one in found.burdens.states], "burden_worldwide": asdict(found.burdens.worldwide),
    }


def joined(diagnosis: Diagnosis) -> dict[str, Any]:
    """The network of what is documented, and the mechanisms that make it."""
    return {"asked": asdict(diagnosis.asked), "network": asdict(diagnosis.network) if diagnosis.network else None,
            "mechanisms": [asdict(one) for one in diagnosis.survey.mechanisms]}


def counted(supply: Iterable[Supply], key: Callable[[Supply], str]) -> dict[str, dict[str, int]]:
    """Needs by something and by who works on them."""
    counts: dict[str, Counter[str]] = {}
    for one in supply:
        counts.setdefault(key(one), Counter())[one.reached] += 1
    return {name: dict(sorted(some.items())) for name, some in sorted(counts.items())}


def need(one: Supply) -> dict[str, Any]:
    """A need, the measures that it follows from, and the activities that name the State or are for the world."""
    return {**asdict(one.need), "reached": one.reached, "named": list(one.named), "worldwide": list(one.worldwide)}


def beside(one: Diagnosis, other: Diagnosis) -> list[dict[str, Any]]:
    """Two diagnoses side by side: for each capacity, and empty for all, pairs and uncoordinated ones at both weights.

    A capacity that one of them does not have has 0 there.
    """
    def counts(made: Diagnosis, weight: int) -> dict[str, tuple[int, int]]:
        part = made.weighted[weight]
        return {each.capacity: (each.uncoordinated, each.pairs) for each in (part.overall, *part.by_capacity)}

    years = {made.asked.year: [counts(made, weight) for weight in (0, 1)] for made in (one, other)}
    names = sorted({name for some in years.values() for part in some for name in part},
                   key=lambda name: (name != "", -years[one.asked.year][1].get(name, (0, 0))[0], name))
    return [{"capacity": name, "years": [
        {"year": year, "uncoordinated": [part.get(name, (0, 0))[0] for part in some],
         "pairs": [part.get(name, (0, 0))[1] for part in some]} for year, some in years.items()]} for name in names]


def compared(found: Comparison) -> dict[str, Any]:
    """Changes, and all figures before and after them."""
    return {"changes": changes_of(found.changes), "before": asdict(found.before), "after": asdict(found.after),
            "lost": [asdict(one) for one in found.lost]}


def changes_of(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Changes as data, each with its kind."""
    return [{"change": type(one).__name__, **asdict(one)} for one in changes]


def advised(advice: Advice) -> dict[str, Any]:
    """The options, those to take up together, and the figures before and after."""
    portfolio = advice.portfolio
    return {
        "before": asdict(advice.before), "together": asdict(advice.together),
        "portfolio": {"answered": portfolio.answered, "proven_gap": portfolio.gap, "options": [
            {**_option(one.option), "after": asdict(one.after), "opens_gap": one.opens_gap, "saves_usd": one.saves}
            for one in advice.alone]},
        "options": [_option(one) for one in advice.options],
    }


def _option(option: Option) -> dict[str, Any]:
    return {"id": option.id, "kind": option.kind, "capacity": option.capacity, "who_must_decide": list(option.decide),
            "pairs": [list(pair) for pair in option.pairs], "changes": changes_of(option.changes),
            "trade_offs": list(option.trade_offs), "indicator": option.indicator}
