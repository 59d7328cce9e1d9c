"""The diagnosis as plain data, for JSON: every figure with what it is made of. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import polars as pl

from bordermark.diagnosis.advising import Advice
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
    """Needs by capacity and by who works on them, and each need that nobody, or only global work, reaches."""
    counts: dict[str, Counter[str]] = {}
    for one in supply:
        counts.setdefault(one.need.capacity, Counter())[one.reached] += 1
    return {
        "by_capacity": {capacity: dict(sorted(some.items())) for capacity, some in sorted(counts.items())},
        "needs": [{**asdict(one.need), "reached": one.reached, "worldwide": list(one.worldwide)}
                  for one in supply if one.reached != "named"],
    }


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
    changes = [{"change": type(one).__name__, **asdict(one)} for one in option.changes]
    return {"id": option.id, "kind": option.kind, "capacity": option.capacity, "who_must_decide": list(option.decide),
            "pairs": [list(pair) for pair in option.pairs], "changes": changes,
            "trade_offs": list(option.trade_offs), "indicator": option.indicator}
