"""What records can be found wanting in, and how many of an organisation's are. Pure.

The rooms above say what they look at: an aspect has a name, and whatever is found of it names a record and the
organisation that keeps it.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Aspect:
    """Something that records can want: its name, what it is called, and what to do about it.

    Label and advice say themselves (`str`) in the language in force.
    """

    name: str
    label: object
    advice: object


@dataclass(frozen=True, slots=True)
class Want:
    """A record that wants something: the aspect, the record, who keeps it, and what exactly it wants."""

    aspect: str
    type: str
    key: str
    title: str
    keeper: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Inspected:
    """What was found: everything wanting, and the keeper of each record that was looked at, by type and key."""

    wants: tuple[Want, ...]
    keepers: Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a room looks at, and how."""

    aspects: tuple[Aspect, ...]
    inspect: Callable[[date], Inspected]


@dataclass(frozen=True, slots=True)
class Report:
    """How the records of some keepers stand: how many were looked at, how many want something, and what by aspect."""

    records: int
    wanting: int
    wants: Mapping[str, tuple[Want, ...]] = field(default_factory=dict)

    def count(self, aspect: str) -> int:
        """How many records want this."""
        return len(self.wants.get(aspect, ()))


def report(inspected: Inspected, keepers: Collection[str] | None = None) -> Report:
    """The report on the records that any of these keep; on all without any."""
    wants: dict[str, list[Want]] = {}
    for one in inspected.wants:
        if keepers is None or one.keeper in keepers:
            wants.setdefault(one.aspect, []).append(one)
    records = sum(keepers is None or keeper in keepers for keeper in inspected.keepers.values())
    wanting = {(one.type, one.key) for some in wants.values() for one in some}
    return Report(records, len(wanting), {name: tuple(some) for name, some in wants.items()})


@dataclass(frozen=True, slots=True)
class Line:
    """How the records of one keeper stand, in numbers."""

    keeper: str
    records: int
    wanting: int
    counts: Mapping[str, int]


def lines(inspected: Inspected) -> list[Line]:
    """How the records of every keeper stand, the most records first."""
    records = Counter(inspected.keepers.values())
    counts: dict[str, Counter[str]] = {}
    wanting: dict[str, set[tuple[str, str]]] = {}
    for one in inspected.wants:
        counts.setdefault(one.keeper, Counter())[one.aspect] += 1
        wanting.setdefault(one.keeper, set()).add((one.type, one.key))
    return [Line(keeper, number, len(wanting.get(keeper, ())), counts.get(keeper, Counter()))
            for keeper, number in sorted(records.items(), key=lambda pair: (-pair[1], pair[0]))]


_held: list[Inspection] = []


def register(one: Inspection) -> None:
    """Have a room's inspection made whenever quality is asked for."""
    _held.append(one)


def inspections() -> tuple[Inspection, ...]:
    """Every inspection, in the order in which it was registered."""
    return tuple(_held)


def aspects() -> tuple[Aspect, ...]:
    """Every aspect, in order."""
    return tuple(aspect for one in _held for aspect in one.aspects)


def joined(some: Iterable[Inspected]) -> Inspected:
    """Several inspections as one."""
    some = tuple(some)
    keepers: dict[tuple[str, str], str] = {}
    for one in some:
        keepers |= one.keepers
    return Inspected(tuple(want for one in some for want in one.wants), keepers)
