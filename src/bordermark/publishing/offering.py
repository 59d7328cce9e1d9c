"""What other rooms offer to the search of the whole house, beside instruments and provisions.

The search stands in a room that knows no measures, control lists or activities. Each room registers here what it
holds, by kind, and what it can say of a question as a whole, such as a number that it knows how to look up. What is
offered is public: nobody's rights are asked.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Term:
    """Something beside records that may be meant: a theme, a State, an organisation. ``names`` are its aliases.

    ``said`` are texts whose words also find it, and that are not shown; ``note`` is shown beside it, and finds nothing.
    """

    kind: str
    id: str
    labels: Mapping[str, str]
    names: tuple[str, ...] = field(default=())
    said: tuple[str, ...] = field(default=())
    note: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """Things of one kind. `kind` is the name of the address of their pages, `label` what they are called.

    The text of the label, `str(label)`, is in the language in force.
    `terms` reads them as they stand; it is called anew after every change of the database. `types` are the record
    types on which they alone depend.
    """

    kind: str
    label: object
    terms: Callable[[], Iterable[Term]]
    types: Sequence[str]


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where a question is better asked: words for the link, the name of the address, and its parameters."""

    label: object
    page: str
    query: dict[str, str] = field(default_factory=dict)


Point = Callable[[str], Pointer | None]

_offers: dict[str, Offer] = {}
_points: list[Point] = []


def offer(one: Offer) -> None:
    """Have these things found."""
    _offers[one.kind] = one


def point(one: Point) -> None:
    """Have `one` asked of every question whether it is better asked elsewhere; None says no."""
    _points.append(one)


def offered() -> Iterator[Term]:
    """Everything that is offered, as it stands."""
    for one in _offers.values():
        yield from one.terms()


def labels() -> dict[str, object]:
    """What the kinds are called, in the order in which rooms registered them."""
    return {kind: one.label for kind, one in _offers.items()}


def types() -> frozenset[str]:
    """Record types that are offered: a change of theirs touches no document of an instrument."""
    return frozenset(name for one in _offers.values() for name in one.types)


def pointers(text: str) -> list[Pointer]:
    """Where a question is better asked."""
    return [found for one in _points if (found := one(text.strip()))]
