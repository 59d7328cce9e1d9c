"""Records in Dublin Core (``oai_dc``), which every provider of OAI-PMH must speak; what a room can say more of its
types it registers here, and how it reads them back.

Source: DCMI Metadata Terms, the fifteen elements of the namespace ``/elements/1.1/``.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from bordermark.contributions.feeds.protocol import DC, OAI_DC, XSI
from bordermark.contributions.feeds.record_xml import fitting
from bordermark.contributions.feeds.sources import Columns, Elements
from bordermark.contributions.naming import Lexicon
from bordermark.contributions.record_types import record_type
from bordermark.errors import BordermarkError
from bordermark.pack import Record

PREFIX: Final = "oai_dc"
SCHEMA: Final = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"

Statement = tuple[str, str]
"""An element of Dublin Core and its text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known beside the elements when a record is read: from where, whose, under which words, and what holds
    for every record of the feed (columns with their values, set by whoever keeps it)."""

    identifier: str
    source: str
    organisation: str
    lexicon: Lexicon
    fixed: Mapping[str, Any]


Write = Callable[[Any], Iterable[Statement]]
"""What is said of a record of a type."""

Read = Callable[[Elements, Reading], Columns]
"""The columns of a record that can be read from its elements, as far as is honest. Raises CannotBeRead."""


class CannotBeRead(BordermarkError):
    """A record in Dublin Core does not say what is needed to know it again; the sentence says what."""


_writers: dict[str, Write] = {}
_readers: dict[str, Read] = {}


def register(name: str, write: Write, read: Read) -> None:
    """Make known how a type of record is said in Dublin Core, and that records are read from there as this type."""
    _writers[name], _readers[name] = write, read


def reader() -> tuple[str, Read]:
    """The type of record that is read from Dublin Core, and how."""
    return next(iter(_readers.items()))


def statements(name: str, record: Record, address: str) -> Iterator[Statement]:
    """What is said of a record; `address` is that of its page, empty where it has none."""
    kind = record_type(name)
    if name in _writers:
        yield from _writers[name](record)
    else:
        yield "title", str(getattr(record, kind.title)) if kind.title else record.key
        for column in ("definition", "text"):
            if said := getattr(record, column, ""):
                yield "description", said
        if said := getattr(record, "source", ""):
            yield "source", said
    yield "type", name
    yield "identifier", address or record.key


def write(said: Iterable[Statement]) -> etree._Element:
    """The element of a record in Dublin Core; a statement without text is left out."""
    element = etree.Element(f"{{{OAI_DC}}}dc", {f"{{{XSI}}}schemaLocation": f"{OAI_DC} {SCHEMA}"},
                            nsmap={PREFIX: OAI_DC, "dc": DC})
    for name, text in said:
        if text:
            etree.SubElement(element, f"{{{DC}}}{name}").text = fitting(text)
    return element


def read(element: etree._Element) -> dict[str, list[str]]:
    """The texts of an element in Dublin Core, by element; without those that say nothing."""
    found: dict[str, list[str]] = {}
    for part in element.iterchildren(f"{{{DC}}}*"):
        text = " ".join("".join(part.itertext()).split())
        if text:
            found.setdefault(etree.QName(part).localname, []).append(text)
    return found
