"""The trade that shares a subheading with controlled goods, counted from declarations; no Django, no clock."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Final

import polars as pl
import pyarrow as pa

from bordermark.screening.automaton import Automaton
from bordermark.screening.codes import read_code, written_codes
from bordermark.screening.engine import screen
from bordermark.screening.opportunities import Opportunity
from bordermark.screening.readers import Lines
from bordermark.screening.trade import Share, Trade

NAMING: Final = ("cas", "name")
"""Kinds of evidence that name the goods; a code alone, or a misspelt word, does not."""


def count_trade(batches: Iterable[Lines], found: Collection[Opportunity], automaton: Automaton) -> Trade:
    """Lines, mass and value under the subheading of each opportunity, and the lines that name what hides there.

    Codes are read as codes of the opportunities' edition; negative and unreadable amounts are left out. Memory is
    bounded by the batches.
    """
    hidden = {one.code: {entry.id: chemical.cas for chemical in one.hidden for entry in chemical.entries}
              for one in found}
    trade = Trade()
    for code in hidden:
        trade.shares[code] = Share()
    for lines in batches:
        trade.lines += lines.rows
        trade.rejected += lines.rejected
        if "hs_code" in lines.table.schema.names:
            _count(lines.table, hidden, automaton, trade)
    return trade


def _count(table: pa.RecordBatch, hidden: Mapping[str, Mapping[str, str]], automaton: Automaton, trade: Trade) -> None:
    written, places = written_codes(table.column("hs_code"))
    read = pa.array([code.subheading if (code := read_code(one)) else "" for one in written] or [""], pa.string())
    codes = read.take(places.fill_null(0)) if written else pa.nulls(table.num_rows, pa.string())
    frame = pl.DataFrame({"row": table.column("row"), "code": codes, "known": places.is_valid(),
                          "net_kg": _amounts(table, "net_kg"), "value": _amounts(table, "value")})
    frame = frame.filter(pl.col("known") & (pl.col("code") != ""))
    trade.coded += frame.height
    frame = frame.filter(pl.col("code").is_in(list(hidden)))
    for one in frame.group_by("code").agg(
            pl.len().alias("lines"), pl.col("net_kg", "value").sum(),
            pl.col("net_kg").count().alias("weighed"), pl.col("value").count().alias("valued")).iter_rows(named=True):
        share = trade.shares[one["code"]]
        for name in ("lines", "net_kg", "value", "weighed", "valued"):
            setattr(share, name, getattr(share, name) + one[name])
    if "goods_description" not in table.schema.names or frame.is_empty():
        return
    code_of = dict(frame.select("row", "code").iter_rows())
    under = table.filter(pa.array(pl.Series(table.column("row")).is_in(frame["row"].implode()).to_list()))
    naming: dict[int, set[str]] = defaultdict(set)
    alerts = screen(under, automaton).select(["row", "entry", "evidence"])
    for row, entry, evidence in zip(*(column.to_pylist() for column in alerts.columns), strict=True):
        cas = hidden[code_of[row]].get(entry)
        if cas and any(one["kind"] in NAMING for one in evidence):
            naming[row].add(cas)
    for row, numbers in naming.items():
        share = trade.shares[code_of[row]]
        share.naming += 1
        share.by_cas.update(numbers)


def _amounts(table: pa.RecordBatch, name: str) -> pl.Series:
    """A column of amounts as numbers; what is absent, no number, infinite or negative is null."""
    if name not in table.schema.names:
        return pl.Series(name, [None] * table.num_rows, dtype=pl.Float64)
    column = pl.Series(name, table.column(name))
    if column.dtype == pl.String:
        column = column.str.strip_chars()
    amounts = column.cast(pl.Float64, strict=False)
    return pl.select(pl.when(amounts.is_finite() & (amounts >= 0)).then(amounts)).to_series()
