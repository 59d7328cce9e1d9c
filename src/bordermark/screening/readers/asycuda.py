"""ASYCUDA World: a declaration (SAD) as XML, or many in one file, streamed an item at a time.

Where a column stands is said by a table, ``data/asycuda.csv``, as countries vary; a mapping may name another
element for a column, ``"goods_description": "Goods_description/Commercial_Description"``.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from lxml import etree

from bordermark.errors import Finding, RefusedInput
from bordermark.screening.readers.columns import COLUMNS
from bordermark.screening.readers.lines import Batches, Gatherer, Mapped

ITEM: Final = "Item"
DECLARATION: Final = "ASYCUDA"


@cache
def elements() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """For each column, the elements that make it up and whether each stands within the item or the declaration."""
    found: dict[str, list[tuple[str, str]]] = {}
    with (Path(__file__).parent.parent / "data" / "asycuda.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["column"], []).append((row["element"], row["within"]))
    return {column: tuple(some) for column, some in found.items()}


def read_asycuda(path: Path, mapping: Mapped) -> Batches:
    """The items of the declarations in a file, numbered from 1; an element repeated within an item is joined.

    Raises RefusedInput when the XML is not well-formed, declares entities, or holds no item.
    """
    wrong = [Finding(path.name, 0, "", ours, f"one of the columns {', '.join(COLUMNS)}, left of the mapping")
             for ours in mapping if ours not in COLUMNS]
    if wrong:
        raise RefusedInput(wrong)
    places = {**elements(), **{ours: ((theirs, "item"),) for ours, theirs in mapping.items()}}
    gathered, row = Gatherer(path.name, list(places)), 0
    try:
        events = etree.iterparse(str(path), events=("start", "end"), resolve_entities=False, no_network=True,
                                 huge_tree=False, remove_comments=True, remove_pis=True)
        for event, element in events:
            if event == "start" or element.tag != ITEM:
                continue
            row += 1
            declaration = next(element.iterancestors(DECLARATION), None)
            gathered.add(row, [_cell(element, declaration, some) for some in places.values()])
            element.clear()
            while element.getprevious() is not None and element.getprevious().tag == ITEM:
                element.getparent().remove(element.getprevious())
            if gathered.full():
                yield gathered.take(0.5)
    except (etree.XMLSyntaxError, OSError) as error:
        raise RefusedInput([Finding(path.name, 0, "", str(error), "well-formed XML of ASYCUDA World")]) from error
    if not row:
        raise RefusedInput([Finding(path.name, 0, "", f"no element {ITEM}", "a declaration of ASYCUDA World")])
    yield gathered.take(1.0)


def _cell(item: etree._Element, declaration: etree._Element | None, some: tuple[tuple[str, str], ...]) -> str | None:
    """The text of the elements, in the table's order; those that stand in the declaration are met before its items."""
    found = []
    for path, within in some:
        base = item if within == "item" else declaration
        for element in base.iterfind(path) if base is not None else ():
            text = "".join(element.itertext()).strip()
            if text and text != "null":
                found.append(text)
    return " ".join(found) or None
