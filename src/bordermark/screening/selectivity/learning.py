"""What results of inspections teach: yields, weights of evidence, what codes tell. Proposed, never applied."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import polars as pl
from pydantic import ValidationError

from bordermark.errors import Finding, RefusedInput
from bordermark.pack import Record, findings_of
from bordermark.screening.lists import Lists
from bordermark.screening.records import HsLinkRecord
from bordermark.screening.selectivity.beta import jeffreys
from bordermark.screening.selectivity.results import counted, labelled, weighted
from bordermark.screening.selectivity.weights import estimate
from bordermark.screening.selectivity.yields import Count, Group, Yields
from bordermark.vocabulary.hs.codes import Edition

ENOUGH: Final = 30
"""Lines drawn at random under a code before a specificity is proposed for it."""


class GroupResult(Record):
    """Results of alerts of an entry with the same evidence."""

    list: str
    entry: str
    pattern: str
    found: float
    inspected: float


class WeightResult(Record):
    """A feature: the weight that is shipped, the results, the weight that they propose and where it may lie."""

    feature: str
    shipped: float
    inspected: int
    right: int
    proposed: float
    low: float
    high: float


class LinkResult(Record):
    """What a code tells of an entry: of the lines drawn at random under it, and of those that were alerted.

    `found` and `inspected` are of lines at random, weighted; `proposed` is empty where fewer than 30 were inspected.
    `right` of `alerted` is told beside it and proposes nothing: alerts are no sample of the trade.
    """

    entry: str
    edition: str
    code: str
    specificity: float | None
    found: float
    inspected: float
    proposed: float | None
    low: float
    high: float
    right: int
    alerted: int


class BaseRate(Record):
    """Of the lines drawn at random, how many held controlled goods; `lines` is the number that they stand for."""

    found: int
    inspected: int
    lines: float
    rate: float
    low: float
    high: float


class Learned(Record):
    """Everything that results of inspections teach. `inspected` and `found` count lines."""

    inspected: int
    found: int
    alerts: int
    base: BaseRate
    groups: tuple[GroupResult, ...]
    weights: tuple[WeightResult, ...]
    links: tuple[LinkResult, ...]

    def yields(self) -> Yields:
        """The rates of finds to expect from now on."""
        return Yields({Group(one.list, one.entry, one.pattern): Count(one.found, one.inspected)
                       for one in self.groups})


def learn(alerts: pl.DataFrame, inspected: pl.DataFrame, lists: Lists, edition: Edition) -> Learned:
    """What inspected lines (INSPECTED) teach about alerts (PAIRS) and links to codes of an edition."""
    labels = labelled(alerts, inspected)
    groups = counted(labels)
    return Learned(
        inspected=inspected.height, found=int(inspected["found"].sum()), alerts=labels.height,
        base=_base(inspected.filter(pl.col("chosen") == "random")),
        groups=tuple(GroupResult(list=group.list, entry=group.entry, pattern=group.pattern, found=count.found,
                                 inspected=count.inspected) for group, count in groups.items()),
        weights=tuple(WeightResult(feature=one.feature, shipped=one.shipped, inspected=one.inspected, right=one.right,
                                   proposed=one.proposed, low=one.low, high=one.high) for one in estimate(labels)),
        links=tuple(_links(inspected, labels, lists, edition)),
    )


def _base(drawn: pl.DataFrame) -> BaseRate:
    count, lines = weighted(drawn["found"].cast(pl.Float64).to_list(), drawn["probability"].to_list())
    low, high = jeffreys(count.found, count.inspected).interval
    rate = count.found / count.inspected if count.inspected else 0.0
    return BaseRate(found=int(drawn["found"].sum()), inspected=drawn.height, lines=round(lines, 1),
                    rate=round(rate, 6), low=round(low, 6), high=round(high, 6))


def _links(inspected: pl.DataFrame, labels: pl.DataFrame, lists: Lists, edition: Edition) -> Iterator[LinkResult]:
    """The links of the codes under which lines were inspected, in the order of the codes."""
    coded = inspected.with_columns(pl.col("hs_code").str.slice(0, 6).alias("code"))
    alerted = labels.join(coded.select("row", "code"), on="row")
    for code in sorted(coded["code"].unique().to_list()):
        links = lists.by_code.get((edition, code), ())
        if not links:
            continue
        drawn = coded.filter((pl.col("code") == code) & (pl.col("chosen") == "random"))
        here = alerted.filter(pl.col("code") == code)
        for link in links:
            of_entry = here.filter(pl.col("entry") == link.entry)
            count = _found_at_random(drawn, of_entry, link.entry)
            if not count.inspected and of_entry.is_empty():
                continue
            rate = jeffreys(count.found, count.inspected)
            low, high = rate.interval
            yield LinkResult(
                entry=link.entry, edition=edition, code=code, specificity=link.specificity,
                found=round(count.found, 2), inspected=round(count.inspected, 2),
                proposed=round(rate.mean, 6) if drawn.height >= ENOUGH else None, low=round(low, 6),
                high=round(high, 6), right=int(of_entry["right"].sum()), alerted=of_entry.height)


def _found_at_random(drawn: pl.DataFrame, alerted: pl.DataFrame, entry: str) -> Count:
    """Finds of an entry among lines drawn at random: those that name it, or whose alert of it was right."""
    right = alerted.filter(pl.col("right"))["row"].implode()
    found = pl.col("found") & (pl.col("entries").list.contains(entry) | pl.col("row").is_in(right))
    count, _ = weighted(drawn.select(found.cast(pl.Float64).alias("it"))["it"].to_list(),
                        drawn["probability"].to_list())
    return count


def proposed_links(learned: Learned, lists: Lists) -> list[HsLinkRecord]:
    """The links as they would stand with the specificity proposed, for review; only those that would change."""
    found = {(one.entry, one.code): one for one in learned.links if one.proposed is not None}
    changed = []
    for (entry, code), told in found.items():
        for link in lists.links.get(entry, ()):
            if link.edition == told.edition and link.code == code and link.specificity != told.proposed:
                said = (f"Inspections: {told.found:g} of {told.inspected:g} lines drawn at random, "
                        f"{told.low:.4f} to {told.high:.4f}")
                changed.append(link.model_copy(update={
                    "specificity": told.proposed, "checked": f"{link.checked}; {said}" if link.checked else said}))
    return changed


def read_learned(path: Path) -> Learned:
    """What ``bordermark learn`` wrote. Raises RefusedInput when the file is no such thing."""
    try:
        return Learned.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise RefusedInput([Finding(path.name, 0, "", error.strerror or "", "a readable file")]) from error
    except ValidationError as error:
        raise RefusedInput(list(findings_of(path.name, 0, error))) from error
    except (ValueError, RecursionError) as error:
        raise RefusedInput([Finding(path.name, 0, "", str(error), "JSON as bordermark learn writes it")]) from error
