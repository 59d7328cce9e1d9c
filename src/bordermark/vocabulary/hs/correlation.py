"""How codes move between editions, by the correlation tables of the UN Statistics Division.

The tables are kept as published, for every pair of editions, from the later to the earlier; the other direction is
the same table read backwards. A table says which subheadings share goods and never how much: a share is known only
where everything goes to one place. So a conversion returns every candidate, and none is chosen for the reader.
"""

import csv
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bordermark.vocabulary.hs import DATA
from bordermark.vocabulary.hs.codes import EDITIONS, Edition
from bordermark.vocabulary.hs.nomenclature import NOT_HS, tree

Kind = Literal["same", "merge", "split", "partial", "none"]
"""same: one code, and all of it; merge: everything goes into one code that holds more; split: into several codes
that hold nothing else; partial: into several codes, some of which hold goods of other codes too; none: no code."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A code of the other edition that shares goods with the one converted.

    `share` is the part of the converted code's goods that goes here: 1 where it is known, None where it is not.
    `sources` is how many codes this one takes goods from; `published` the relationship that the table prints
    (1:1, 1:n, n:1, n:n; empty above the subheading); `proposed` that the Statistics Division's one-to-one
    conversion joins the two.
    """

    code: str
    share: float | None
    sources: int
    published: str = ""
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Conversion:
    """A code in another edition: of what kind the move is, every candidate, and why there is none if so."""

    code: str
    from_: Edition
    to: Edition
    kind: Kind
    candidates: tuple[Candidate, ...]
    reason: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(one.code for one in self.candidates)


def convert(code: str, from_: Edition, to: Edition) -> Conversion:
    """Every code of the edition `to` that shares goods with a code of the edition `from_`, at the same level.

    `code` has 2, 4 or 6 digits. Raises UnknownCode when `from_` has no such code.
    """
    tree(from_)[code]
    if from_ == to:
        return Conversion(code, from_, to, "same", (Candidate(code, 1.0, 1),))
    table = _table(from_, to, len(code))
    targets = table.targets.get(code, ())
    if not targets:
        return Conversion(code, from_, to, "none", (), _why_none(code, from_, to))
    alone = len(targets) == 1
    pure = all(len(table.sources[target]) == 1 for target in targets)
    kind: Kind = ("same" if pure else "merge") if alone else ("split" if pure else "partial")
    found = []
    for target in targets:
        printed, proposed = table.marks.get((code, target), ("", False))
        found.append(Candidate(target, 1.0 if alone else None, len(table.sources[target]), printed, proposed))
    found.sort(key=lambda one: (not one.proposed, one.code[:4] != code[:4], one.code))
    return Conversion(code, from_, to, kind, tuple(found))


def history(code: str, edition: Edition) -> tuple[Conversion, ...]:
    """A code of one edition in every edition, the earliest first."""
    return tuple(convert(code, edition, other) for other in EDITIONS)


@dataclass(frozen=True)
class _Table:
    targets: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, tuple[str, ...]]
    marks: Mapping[tuple[str, str], tuple[str, bool]]


@cache
def _table(from_: Edition, to: Edition, digits: int) -> _Table:
    later, earlier = max(from_, to), min(from_, to)
    targets: dict[str, dict[str, None]] = {}
    sources: dict[str, dict[str, None]] = {}
    marks: dict[tuple[str, str], tuple[str, bool]] = {}
    for row in published(later, earlier):
        pair = (row.from_code, row.to_code) if from_ == later else (row.to_code, row.from_code)
        mine, other = pair[0][:digits], pair[1][:digits]
        targets.setdefault(mine, {})[other] = None
        sources.setdefault(other, {})[mine] = None
        if digits == 6:
            printed = row.relationship if from_ == later else row.relationship[::-1]
            marks[mine, other] = (printed, row.proposed)
    return _Table({code: tuple(sorted(some)) for code, some in targets.items()},
                  {code: tuple(some) for code, some in sources.items()}, marks)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a published table: goods of `from_code` are in `to_code`; `part` when the table says "ex"."""

    from_code: str
    to_code: str
    part: bool
    relationship: str
    proposed: bool


def published(later: Edition, earlier: Edition) -> list[Row]:
    """The table from a later edition to an earlier one, as published."""
    with zipfile.ZipFile(DATA / "correlations.zip") as archive:
        text = archive.read(f"{later}-{earlier}.csv").decode()
    return [Row(first, second, part == "1", relationship, proposed == "1")
            for first, second, part, relationship, proposed in list(csv.reader(io.StringIO(text)))[1:]]


def _why_none(code: str, from_: Edition, to: Edition) -> str:
    if code.startswith(NOT_HS):
        return "It is no code of the Harmonized System: UN Comtrade adds it for goods of no known kind."
    if code.startswith("2710"):
        return f"The published table between {from_} and {to} leaves out heading 2710."
    return f"The published table between {from_} and {to} leaves it out."
