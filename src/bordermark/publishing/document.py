"""A document as plain values: what any room can publish and the press can set. It knows no room.

A document has front matter, parts with sections and entries, indexes, and back matter. Text is a sequence of
inline runs; nothing in it is markup, so that any text can stand anywhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from bordermark.languages import direction


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words. `language` is set where it is another than that of what stands around."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words set apart: in italics, or strongly in a heavier weight."""

    text: str
    strong: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol or reference that must not be broken over two lines and runs from left to right."""

    text: str


Tone: TypeAlias = Literal["solid", "outline", "dotted", "plain"]


@dataclass(frozen=True, slots=True)
class Tag:
    """A word in a frame. `tone` is how much weight it has; the word says it too."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address outside the document."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that lead to a section or entry of the document; where there are pages, with its page."""

    target: str
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note that is called where it stands."""

    runs: tuple["Inline", ...]


Inline: TypeAlias = Text | Emphasis | Symbol | Tag | Link | Reference | Footnote

Runs: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words of one thought. `language` decides the direction where it is another than the document's."""

    runs: Runs
    style: Literal["body", "lead", "small"] = "body"
    language: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered or named part of a text, with the weight of its words."""

    label: str
    tag: Tag
    runs: Runs
    language: str = ""


@dataclass(frozen=True, slots=True)
class Clauses:
    """Clauses, in their order."""

    items: tuple[Clause, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Definitions:
    """Terms, each with what is said of it."""

    items: tuple[tuple[str, Runs], ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """A table: a caption, a heading for each column, rows of cells.

    `widths` gives each column its share of the width, 0 for as much as its longest word wants; `numeric` says
    which columns hold numbers.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    widths: tuple[int, ...] = ()
    numeric: frozenset[int] = frozenset()
    anchors: tuple[str, ...] = ()
    """An id for each row to which references lead; none where nothing refers to a row."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing (SVG). `alternative` says in words what it shows."""

    svg: str
    alternative: str
    caption: str = ""


Block: TypeAlias = Paragraph | Clauses | Definitions | Cells | Figure


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing described: its title, facts that are read at a glance, and what is said of it.

    `id` is its anchor: letters, digits, hyphens and points. `running` names it in the head of a page.
    """

    id: str
    title: str
    running: str = ""
    running_language: str = ""
    title_language: str = ""
    subtitle: Runs = ()
    facts: tuple[tuple[str, Runs], ...] = ()
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A division with text of its own, then entries, then references to entries that stand elsewhere."""

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    entries: tuple[Entry, ...] = ()
    see: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A main division; `mark` is its short sign at the edge of the page."""

    id: str
    title: str
    mark: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexTerm:
    """A term, and the ids of the entries to which it leads, in the order of the document.

    `level` 1 stands under the last term of level 0. `group` is the letter or sign under which terms are gathered.
    """

    term: str
    targets: tuple[str, ...] = ()
    level: int = 0
    group: str = ""
    symbol: bool = False


@dataclass(frozen=True, slots=True)
class Index:
    """Terms in order; `columns` is how many stand side by side."""

    id: str
    title: str
    terms: tuple[IndexTerm, ...]
    columns: int = 2


@dataclass(frozen=True, slots=True)
class Words:
    """The press's own words, in the document's language."""

    contents: str
    page: str
    """Before a page number in a reference, such as ``p.``"""
    see_also: str
    source: str
    notes: str
    machine: str
    """What is said of a text that a machine translated."""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `made` is written into the file, so that the same content gives the same bytes."""

    title: str
    language: str
    words: Words
    made: datetime
    subtitle: str = ""
    author: str = ""
    description: str = ""
    statements: tuple[Runs, ...] = ()
    """What the cover says below the title: scope, share translated, date."""
    imprint: tuple[Runs, ...] = ()
    """What the back of the title page says: makers, licence, how to cite."""
    front: tuple[Section, ...] = ()
    parts: tuple[Part, ...] = ()
    back: tuple[Section, ...] = ()
    indexes: tuple[Index, ...] = ()
    keywords: tuple[str, ...] = field(default=())

    @property
    def direction(self) -> str:
        return direction(self.language)

    def sections(self) -> Iterator[Section]:
        """All sections, in order."""
        yield from self.front
        for part in self.parts:
            yield from part.sections
        yield from self.back

    def entries(self) -> Iterator[Entry]:
        """All entries, in order."""
        for section in self.sections():
            yield from section.entries

    def anchors(self) -> frozenset[str]:
        """Every id to which a reference can lead."""
        found = {one.id for one in self.parts} | {one.id for one in self.indexes}
        for section in self.sections():
            found |= {section.id} | {one.id for one in section.entries}
        return frozenset(found)


def plain(runs: Sequence[Inline]) -> str:
    """The words of runs alone; notes are left out."""
    return "".join(run.text for run in runs if not isinstance(run, Footnote))
