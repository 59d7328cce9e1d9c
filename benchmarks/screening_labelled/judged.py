"""The labelled lines, and what the engine makes of them, counted by list and by kind of evidence."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from bordermark.screening.automaton import Automaton
from bordermark.screening.engine import screen
from bordermark.screening.fold import fold
from bordermark.screening.lists import UNCONTROLLED, Lists

FOLDER = Path(__file__).parent
STRENGTH = ("cas", "name", "fuzzy", "hs")
"""Kinds of evidence that raise an alert, the strongest first; an alert counts under its strongest."""


@dataclass(frozen=True)
class Labelled:
    """A line with its right answer: CAS numbers of the substances it declares, or ids of entries; none when clear."""

    id: int
    language: str
    hs_code: str
    text: str
    right: tuple[str, ...]
    kind: str


@dataclass
class Counts:
    """Right alerts, wrong alerts, and alerts that are missing; the precision and recall of nothing is 1."""

    right: int = 0
    wrong: int = 0
    missing: int = 0

    def as_dict(self) -> dict[str, Any]:
        found, due = self.right + self.wrong, self.right + self.missing
        return {**self.__dict__, "precision": round(self.right / found, 4) if found else 1.0,
                "recall": round(self.right / due, 4) if due else 1.0}


@dataclass
class Judged:
    """The counts, and each wrong and missing alert: line, entry, what spoke for it."""

    by_list: dict[str, Counts] = field(default_factory=dict)
    by_kind: dict[str, Counts] = field(default_factory=dict)
    by_naming: dict[str, Counts] = field(default_factory=dict)
    lines: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[Labelled, str, str]] = field(default_factory=list)
    missing: list[tuple[Labelled, str]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return {"lines": dict(sorted(self.lines.items())),
                "by_list": {key: self.by_list[key].as_dict() for key in sorted(self.by_list)},
                "by_kind": {key: self.by_kind[key].as_dict() for key in STRENGTH if key in self.by_kind},
                "by_naming": {key: self.by_naming[key].as_dict() for key in sorted(self.by_naming)}}


def labelled() -> list[Labelled]:
    with (FOLDER / "lines.csv").open(encoding="utf-8", newline="") as file:
        return [Labelled(int(row["id"]), row["language"], row["hs_code"], row["text"],
                         tuple(part for part in row["right"].split("; ") if part), row["kind"])
                for row in csv.DictReader(file)]


def expected(line: Labelled, lists: Lists) -> Iterator[str]:
    """The entries that a line ought to raise: those named, and all that are listed under a CAS number named."""
    for one in line.right:
        if one in lists.entries:
            yield one
        else:
            yield from (entry.id for entry in lists.by_cas[one] if entry.kind not in UNCONTROLLED)


def judged(lists: Lists, automaton: Automaton) -> Judged:
    """Screen all labelled lines and compare."""
    lines = labelled()
    table = pa.table({"id": [str(line.id) for line in lines], "hs_code": [line.hs_code for line in lines],
                      "goods_description": [line.text for line in lines]})
    found: dict[int, dict[str, str]] = {line.id: {} for line in lines}
    for alert in screen(table, automaton).to_pylist():
        kinds = {piece["kind"] for piece in alert["evidence"]}
        found[int(alert["id"])][alert["entry"]] = next(kind for kind in STRENGTH if kind in kinds)
    result = Judged()
    for line in lines:
        due = set(expected(line, lists))
        result.lines["with a right answer" if due else "clear"] += 1
        for entry, kind in found[line.id].items():
            for counts in (result.by_list.setdefault(lists.entries[entry].list, Counts()),
                           result.by_kind.setdefault(kind, Counts())):
                counts.right += entry in due
                counts.wrong += entry not in due
            if entry not in due:
                result.wrong.append((line, entry, kind))
        for entry in sorted(due):
            naming = result.by_naming.setdefault(named(line, entry, lists), Counts())
            if entry in found[line.id]:
                naming.right += 1
            else:
                naming.missing += 1
                result.by_list.setdefault(lists.entries[entry].list, Counts()).missing += 1
                result.missing.append((line, entry))
    return result


def named(line: Labelled, entry: str, lists: Lists) -> str:
    """How a line names an entry: word for word as the list does, by its CAS number, or not as the list has it."""
    text = f" {fold(line.text)} "
    if any(f" {fold(record.name)} " in text for record in lists.names[entry]):
        return "a name of the list"
    return "a CAS number" if any(fold(number) in text for number in lists.entries[entry].cas) else "otherwise"


def worse(now: Mapping[str, Any], before: Mapping[str, Any]) -> list[str]:
    """Where the counts are worse than a frozen baseline's, one sentence each."""
    found = []
    for part, keys in (("by_list", ("wrong", "missing")), ("by_kind", ("wrong",)), ("by_naming", ("missing",))):
        for name in now[part].keys() | before[part].keys():
            for key in keys:
                old = before[part].get(name, {}).get(key, 0)
                new = now[part].get(name, {}).get(key, 0)
                if new > old:
                    found.append(f"{name}: {new} {key}, {old} before")
    return sorted(found)
