"""Control lists compiled for screening: every name, number and code that leads to an entry."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bordermark.screening.lists import UNCONTROLLED, Lists
from bordermark.screening.misspellings import Misspellings
from bordermark.screening.naming import Names
from bordermark.screening.records import EntryRecord, HsLinkRecord, ListRecord
from bordermark.screening.spellings import spellings
from bordermark.screening.words import is_ordinary
from bordermark.vocabulary.hs.codes import Edition
from bordermark.vocabulary.hs.correlation import convert

RELATIONS: Final = ("whole", "part", "residual", "derived")
"""How far a code tells the goods of an entry, the strongest first."""

ALWAYS: Final = frozenset({"cwc-schedule-1"})
"""Lists whose entries are in no goods of daily use: context never excuses them."""


@dataclass(frozen=True, slots=True)
class Subject:
    """An entry as the engine needs it; `shown` names it with its list, `shown_codes` some of its subheadings.

    An entry that is not `controlled` is a look-alike or an exemption; under `caution` a code alone raises no alert.
    """

    id: str
    list: str
    ref: str
    title: str
    shown: str
    instrument: str
    provision: str
    controlled: bool
    caution: bool
    looks_like: frozenset[str]
    chapters: frozenset[str]
    shown_codes: str
    always: bool


class Hit(NamedTuple):
    """A name (exact or misspelt) or number found in a line: its place in the text, in characters, and its subjects.

    A `weak` name has other meanings too and counts only where the code agrees; a `trade` name is a brand's.
    """

    kind: Literal["name", "cas", "fuzzy"]
    start: int
    end: int
    subjects: tuple[int, ...]
    weak: bool = False
    trade: bool = False


@dataclass(frozen=True)
class Automaton:
    """The lists compiled for one edition of the Harmonized System; immutable, so threads and workers share it.

    `names` are the folded names that `trie` finds, `name_hits` what each of them leads to; likewise `numbers`. `codes`
    are the subjects linked to a code with the relation; `whole` are the subjects that a code raises alone.
    """

    edition: Edition
    subjects: tuple[Subject, ...]
    trie: Names
    names: tuple[str, ...]
    name_hits: tuple[Hit, ...]
    numbers: NDArray[np.int64]
    number_subjects: tuple[tuple[int, ...], ...]
    codes: Mapping[str, Mapping[int, str]]
    whole: Mapping[str, Sequence[int]]
    misspellings: Misspellings | None


def compile_lists(
    lists: Lists, edition: Edition = "2022", only: Collection[str] = (), misspellings: bool = True
) -> Automaton:
    """Compile lists, all of them or those named in `only`; look-alikes and exemptions always come along."""
    subjects = tuple(_subjects(lists, only, edition))
    place = {subject.id: index for index, subject in enumerate(subjects)}
    names = _names(lists, place)
    numbers: dict[int, list[int]] = {}
    codes: dict[str, dict[int, str]] = {}
    for key, index in place.items():
        for number in lists.entries[key].cas:
            numbers.setdefault(int(number.replace("-", "")), []).append(index)
        for code, relation in _codes(lists.links[key], edition):
            codes.setdefault(code, {})[index] = relation
    ordered = sorted(numbers)
    whole = {code: [index for index, relation in linked.items() if relation == "whole"
                    and subjects[index].controlled and not subjects[index].caution] for code, linked in codes.items()}
    return Automaton(
        edition, subjects, Names(tuple(names)), tuple(names), tuple(names.values()), np.array(ordered, dtype=np.int64),
        tuple(tuple(numbers[number]) for number in ordered), codes,
        {code: some for code, some in whole.items() if some},
        Misspellings(names) if misspellings else None,
    )


def _codes(links: Sequence[HsLinkRecord], edition: Edition) -> Iterator[tuple[str, str]]:
    """The codes of an entry in an edition, each once, with the best relation that a link gives it.

    A code that moves keeps its relation where the new one holds nothing else; one that takes in other goods holds
    the entry's in part; of several that also hold others, none is more than a guess.
    """
    best: dict[str, str] = {}
    for link in links:
        relation = link.relation if link.basis == "text" else "derived"
        if link.edition == edition:
            best[link.code] = min(relation, best.get(link.code, relation), key=RELATIONS.index)
            continue
        moved = convert(link.code, link.edition, edition)
        for candidate in moved.candidates:
            there = relation
            if moved.kind == "partial":
                there = "derived"
            elif moved.kind == "merge" and relation == "whole":
                there = "part"
            best[candidate.code] = min(there, best.get(candidate.code, there), key=RELATIONS.index)
    yield from best.items()


def _subjects(lists: Lists, only: Collection[str], edition: Edition) -> Iterator[Subject]:
    for entry in lists.entries.values():
        record = lists.list_of(entry)
        controlled = entry.kind not in UNCONTROLLED and record.kind != "look-alikes"
        if only and controlled and entry.list not in only:
            continue
        codes = {code for code, _ in _codes(lists.links[entry.id], edition)}
        yield Subject(
            entry.id, entry.list, entry.ref, entry.title, _shown(entry, record), record.instrument,
            lists.provision_of(entry), controlled, record.kind == "caution",
            frozenset(entry.looks_like) | {entry.family} - {""}, frozenset(code[:2] for code in codes),
            ", ".join(sorted(codes)[:3]), entry.list in ALWAYS)


def _shown(entry: EntryRecord, record: ListRecord) -> str:
    """An entry with its list, and its number there unless the list's title says it already."""
    title = record.short_title
    return f"{entry.title} ({title if title.endswith(entry.ref) else f'{title} {entry.ref}'})"


def _names(lists: Lists, place: Mapping[str, int]) -> dict[str, Hit]:
    """Folded names in a fixed order, so that the same lists always compile to the same automaton."""
    found: dict[str, list[tuple[int, str]]] = {}
    for key, index in place.items():
        for record in lists.names[key]:
            kind = record.kind
            for spelled in spellings(record.name, record.language):
                found.setdefault(spelled, []).append((index, kind))
    return {name: _hit(name, found[name]) for name in sorted(found) if _tellable(name)}


def _tellable(name: str) -> bool:
    """Whether a folded name can be looked for: one that is a number, or a single letter, cannot."""
    return len(name) >= 2 and any(character.isalpha() for character in name)


def _hit(name: str, known: Sequence[tuple[int, str]]) -> Hit:
    short = name.isascii() and len(name.replace(" ", "")) <= 3
    weak = short or (" " not in name and is_ordinary(name))
    trade = all(kind == "trade" for _, kind in known)
    return Hit("name", 0, 0, tuple(dict.fromkeys(index for index, _ in known)), weak, trade)
