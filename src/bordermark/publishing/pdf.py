"""A document as a tagged PDF (PDF/UA-1, ISO 14289-1:2014), set by Typst.

The document goes to Typst as data, not as source: ``press.typ`` reads it from a string and never takes a word of it
for markup, so that no text, however hostile, can do more than stand on the page.
"""

import json
from bisect import bisect_right
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from bordermark.errors import BordermarkError
from bordermark.publishing.document import (
    Block,
    Cells,
    Clauses,
    Definitions,
    Document,
    Emphasis,
    Entry,
    Figure,
    Footnote,
    Index,
    Inline,
    Link,
    Paragraph,
    Part,
    Reference,
    Runs,
    Section,
    Symbol,
    Tag,
    Text,
)

FONTS: Final = Path(__file__).parent / "fonts"
SOURCE: Final = Path(__file__).parent / "press.typ"

Data = dict[str, Any]


class CannotBeSet(BordermarkError):
    """Typst refused a document; the sentence says why."""


def pdf_bytes(document: Document) -> bytes:
    """The document as PDF/UA-1. The same document gives the same bytes. Raises CannotBeSet."""
    data = json.dumps(typst_data(document), ensure_ascii=False)
    try:
        made = typst.compile(
            SOURCE.read_bytes(), font_paths=fonts(), pdf_standards="ua-1",
            sys_inputs={"document": data}, timestamp=document.made.astimezone(UTC),
        )
    except typst.TypstError as error:
        raise CannotBeSet(f"The document cannot be set as PDF: {error.message}") from error
    assert isinstance(made, bytes)
    return made


@cache
def fonts() -> typst.Fonts:
    """The fonts of the press, read once."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


@cache
def _covered() -> tuple[list[int], list[int]]:
    runs = json.loads((FONTS / "coverage.json").read_text(encoding="utf-8"))
    return [first for first, _ in runs], [last for _, last in runs]


def settable(text: str) -> str:
    """The text with every character that no font of the press holds replaced: PDF/UA refuses a missing glyph.

    Line ends and tabs become spaces; other controls go; anything else becomes its number.

    >>> settable("Kenya\\t\\x07"), settable("\\U0001f600")
    ('Kenya ', '[U+1F600]')
    """
    if text.isascii() and text.isprintable():
        return text
    firsts, lasts = _covered()
    made = []
    for sign in text:
        code = ord(sign)
        at = bisect_right(firsts, code) - 1
        if sign in "\n\r\t\v\f\u2028\u2029\x85":
            made.append(" ")
        elif at >= 0 and code <= lasts[at]:
            made.append(sign)
        elif not sign.isprintable() and code < 0xD800:
            continue
        else:
            made.append(f"[U+{code:04X}]")
    return "".join(made)


def heading(text: str) -> str:
    """A title that can be set; a dash for one without a visible sign, since PDF/UA takes no empty heading."""
    made = settable(text)
    return made if any(sign.isprintable() and not sign.isspace() for sign in made) else "–"


def typst_data(document: Document) -> Data:
    """The document as the plain data that ``press.typ`` reads."""
    return _Encoder(document.anchors() | _row_anchors(document)).document(document)


def _row_anchors(document: Document) -> frozenset[str]:
    return frozenset(
        anchor for section in document.sections() for block in section.blocks if isinstance(block, Cells)
        for anchor in block.anchors
    )


def _long(one: Entry) -> bool:
    """Whether an entry may be broken over two pages; a short one is kept together."""
    return sum(len(block.items) for block in one.blocks if isinstance(block, Clauses)) > 3


class _Encoder:
    """Encodes a document; references that lead nowhere become plain words."""

    def __init__(self, anchors: frozenset[str]) -> None:
        self._anchors = anchors

    def document(self, one: Document) -> Data:
        made = one.made.astimezone(UTC)
        return {
            "title": heading(one.title), "subtitle": settable(one.subtitle), "author": settable(one.author),
            "description": settable(one.description), "keywords": [settable(word) for word in one.keywords],
            "language": one.language, "direction": one.direction,
            "date": {"year": made.year, "month": made.month, "day": made.day},
            "words": {name: settable(getattr(one.words, name)) for name in one.words.__dataclass_fields__},
            "statements": [self.runs(runs) for runs in one.statements],
            "imprint": [self.runs(runs) for runs in one.imprint],
            "front": [self.section(section) for section in one.front],
            "parts": [self.part(part) for part in one.parts],
            "back": [self.section(section) for section in one.back],
            "indexes": [self.index(index) for index in one.indexes],
        }

    def part(self, one: Part) -> Data:
        return {"id": one.id, "title": heading(one.title), "mark": settable(one.mark),
                "blocks": self.blocks(one.blocks), "sections": [self.section(section) for section in one.sections]}

    def section(self, one: Section) -> Data:
        return {"id": one.id, "title": heading(one.title), "blocks": self.blocks(one.blocks),
                "entries": [self.entry(entry) for entry in one.entries], "see": self.runs(one.see)}

    def entry(self, one: Entry) -> Data:
        return {"id": one.id, "title": heading(one.title), "running": settable(one.running or one.title),
                "language": one.title_language, "running_language": one.running_language,
                "subtitle": self.runs(one.subtitle),
                "facts": [[settable(term), self.runs(runs)] for term, runs in one.facts],
                "blocks": self.blocks(one.blocks), "long": _long(one)}

    def index(self, one: Index) -> Data:
        return {"id": one.id, "title": heading(one.title), "columns": one.columns, "terms": [
            {"term": settable(term.term), "level": term.level, "group": settable(term.group), "symbol": term.symbol,
             "targets": [target for target in term.targets if target in self._anchors]} for term in one.terms
        ]}

    def blocks(self, some: tuple[Block, ...]) -> list[Data]:
        return [self.block(one) for one in some]

    def block(self, one: Block) -> Data:
        match one:
            case Paragraph():
                return {"kind": "paragraph", "runs": self.runs(one.runs), "style": one.style,
                        "language": one.language}
            case Clauses():
                return {"kind": "clauses", "title": heading(one.title), "items": [
                    {"label": settable(item.label), "tag": [settable(item.tag.text), item.tag.tone],
                     "runs": self.runs(item.runs), "language": item.language} for item in one.items
                ]}
            case Definitions():
                return {"kind": "definitions",
                        "items": [[settable(term), self.runs(runs)] for term, runs in one.items]}
            case Cells():
                return {"kind": "cells", "caption": settable(one.caption),
                        "columns": [settable(column) for column in one.columns],
                        "widths": list(one.widths) or [1] * len(one.columns), "numeric": sorted(one.numeric),
                        "anchors": list(one.anchors),
                        "rows": [[self.runs(cell) for cell in row] for row in one.rows]}
            case Figure():
                return {"kind": "figure", "svg": one.svg, "alternative": heading(one.alternative),
                        "caption": settable(one.caption)}

    def runs(self, some: Runs | tuple[Reference, ...]) -> list[list[Any]]:
        return [self.run(one) for one in some]

    def run(self, one: Inline) -> list[Any]:
        match one:
            case Text():
                return ["t", settable(one.text), one.language]
            case Emphasis():
                return ["s" if one.strong else "e", settable(one.text), one.language]
            case Symbol():
                return ["y", settable(one.text)]
            case Tag():
                return ["g", settable(one.text), one.tone]
            case Link():
                return ["l", settable(one.text), one.address]
            case Reference():
                if one.target not in self._anchors:
                    return ["t", settable(one.text), one.language]
                return ["r", settable(one.text), one.target, one.language]
            case Footnote():
                return ["f", self.runs(one.runs)]
