"""How codes move between editions, by the correlation tables of the UN Statistics Division.

The tables are kept as published, for every pair of editions, from the later to the earlier; the other direction is
the same table read backwards. A table says which subheadings share goods and never how much: a share is known only
where everything goes to one place. So a conversion returns every candidate, and none is chosen for the reader.
"""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from sys import intern
from typing import Literal, NamedTuple

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
    table = _table(max(from_, to), min(from_, to), len(code))
    back = from_ > to
    targets, sources = (table.earlier, table.later) if back else (table.later, table.earlier)
    found = targets.get(code, ())
    if not found:
        return Conversion(code, from_, to, "none", (), _why_none(code, from_, to))
    alone = len(found) == 1
    pure = all(len(sources[target]) == 1 for target in found)
    kind: Kind = ("same" if pure else "merge") if alone else ("split" if pure else "partial")
    candidates = []
    for at, target in enumerate(found):
        printed, proposed = table.marks[code][at] if back else table.marks[target][table.earlier[target].index(code)]
        candidates.append(Candidate(target, 1.0 if alone else None, len(sources[target]),
                                    printed if back else printed[::-1], proposed))
    candidates.sort(key=lambda one: (not one.proposed, one.code[:4] != code[:4], one.code))
    return Conversion(code, from_, to, kind, tuple(candidates))


def history(code: str, edition: Edition) -> tuple[Conversion, ...]:
    """A code of one edition in every edition, the earliest first."""
    return tuple(convert(code, edition, other) for other in EDITIONS)


Mark = tuple[str, bool]
"""The relationship as the table prints it, and whether the one-to-one conversion joins the two codes."""


@dataclass(frozen=True)
class _Table:
    """Of each code of the later edition the codes of the earlier one with their marks, in one order; and back."""

    earlier: Mapping[str, tuple[str, ...]]
    later: Mapping[str, tuple[str, ...]]
    marks: Mapping[str, tuple[Mark, ...]]


@cache
def _table(later: Edition, earlier: Edition, digits: int) -> _Table:
    down: dict[str, dict[str, Mark]] = {}
    up: dict[str, dict[str, None]] = {}
    for row in published(later, earlier):
        first, second = intern(row.from_code[:digits]), intern(row.to_code[:digits])
        down.setdefault(first, {})[second] = _mark(row.relationship, row.proposed) if digits == 6 else ("", False)
        up.setdefault(second, {})[first] = None
    return _Table({code: tuple(some) for code, some in down.items()}, {code: tuple(some) for code, some in up.items()},
                  {code: tuple(some.values()) for code, some in down.items()})


@cache
def _mark(relationship: str, proposed: bool) -> Mark:
    """One value for each of the few marks there are, shared by all tables."""
    return relationship, proposed


class Row(NamedTuple):
    """A row of a published table: goods of `from_code` are in `to_code`; `part` when the table says "ex"."""

    from_code: str
    to_code: str
    part: bool
    relationship: str
    proposed: bool


def published(later: Edition, earlier: Edition) -> Iterator[Row]:
    """The rows of the table from a later edition to an earlier one, as published."""
    with zipfile.ZipFile(DATA / "correlations.zip") as archive:
        lines = archive.read(f"{later}-{earlier}.csv").decode().splitlines()
    for line in lines[1:]:
        first, second, part, relationship, proposed = line.split(",")
        yield Row(first, second, part == "1", relationship, proposed == "1")


def _why_none(code: str, from_: Edition, to: Edition) -> str:
    if code.startswith(NOT_HS):
        return "It is no code of the Harmonized System: UN Comtrade adds it for goods of no known kind."
    if code.startswith("2710"):
        return f"The published table between {from_} and {to} leaves out heading 2710."
    return f"The published table between {from_} and {to} leaves it out."
