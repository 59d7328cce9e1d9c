"""The orders of a table, each chosen by a link in the head of its column. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

Row = TypeVar("Row")

PARAMETER: Final = "order"
"""``order=since`` for rising order, ``order=-since`` for falling."""


@dataclass(frozen=True, slots=True)
class Column:
    """Where the head of a column leads, and how the table is sorted by it: ascending, descending or not ("")."""

    link: str
    sort: str


def columns(names: Sequence[str], query: Mapping[str, str]) -> dict[str, Column]:
    """The columns that a table can be ordered by; the first is its order when the query asks for none that is known.

    >>> columns(("party", "since"), {"order": "since"})["since"]
    Column(link='?order=-since', sort='ascending')
    """
    chosen, falling = asked(names, query)
    others = [(name, value) for name, value in query.items() if name != PARAMETER and value]
    made = {}
    for name in names:
        turned = name == chosen and not falling
        sort = ("descending" if falling else "ascending") if name == chosen else ""
        made[name] = Column("?" + urlencode([*others, (PARAMETER, f"-{name}" if turned else name)]), sort)
    return made


def asked(names: Sequence[str], query: Mapping[str, str]) -> tuple[str, bool]:
    """The column that the query orders by, and whether downwards."""
    text = query.get(PARAMETER, "")
    name = text.removeprefix("-")
    return (name, text.startswith("-")) if name in names else (names[0], False)


def ordered(rows: Iterable[Row], keys: Mapping[str, Callable[[Row], Any]], query: Mapping[str, str]) -> list[Row]:
    """Rows in the order asked; those without a value ("" or None) stay last both ways, ties as they came."""
    name, falling = asked(tuple(keys), query)
    key = keys[name]
    all_rows = list(rows)
    held = [row for row in all_rows if key(row) not in ("", None)]
    return sorted(held, key=key, reverse=falling) + [row for row in all_rows if key(row) in ("", None)]
