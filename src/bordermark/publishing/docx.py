"""A document as a Word file (Office Open XML): real headings, languages, both directions, links, tables with heads."""

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC
from typing import Any, Final

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

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
    Reference,
    Section,
    Symbol,
    Tag,
    Text,
)
from bordermark.publishing.drawing import WIDTH, png_bytes

_LOCALES: Final = {"ar": "ar-SA", "en": "en-GB", "es": "es-ES", "fr": "fr-FR", "ru": "ru-RU", "zh": "zh-CN"}
_TONES: Final = {"solid": "Tag solid", "outline": "Tag outline", "dotted": "Tag dotted", "plain": "Tag plain"}
_ACCENT: Final = RGBColor(0x14, 0x50, 0x7A)
_FIRST: Final = (1980, 1, 1, 0, 0, 0)


def docx_bytes(document: Document) -> bytes:
    """The document as a Word file. The same document gives the same bytes."""
    return _Writer(document).file()


def xml_text(words: str) -> str:
    """Words without the characters that no XML file may hold (XML 1.0, section 2.2)."""
    return "".join(
        sign for sign in words
        if sign in "\t\n\r" or " " <= sign <= "\ud7ff" or "\ue000" <= sign <= "\ufffd" or sign >= "\U00010000"
    )


class _Writer:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._file = docx.Document()
        self._anchors = document.anchors()
        self._marks = {anchor: f"b{at}" for at, anchor in enumerate(sorted(self._anchors), 1)}
        self._titles = {one.id: one.title for one in document.entries()}
        self._rtl = document.direction == "rtl"
        self._marked = 0
        self._body: Any = self._file.element.body
        self._end = self._body[-1]
        self._links: dict[str, str] = {}
        self._styles()

    def file(self) -> bytes:
        one = self._document
        properties = self._file.core_properties
        made = one.made.astimezone(UTC).replace(tzinfo=None)
        properties.title, properties.author = xml_text(one.title)[:255], xml_text(one.author)[:255]
        properties.language = one.language
        properties.comments, properties.created, properties.modified = xml_text(one.description[:250]), made, made
        properties.last_modified_by, properties.revision = xml_text(one.author)[:255], 1
        self.paragraph("Title", (Text(one.title),))
        if one.subtitle:
            self.paragraph("Subtitle", (Text(one.subtitle),))
        for runs in (*one.statements, *one.imprint):
            self.paragraph("Small", runs)
        self.heading(one.words.contents, 1, "")
        for level, anchor, title in self._outline():
            self.paragraph(f"Contents {level}", (Reference(anchor, title),))
        for section in one.front:
            self.section(section, 1)
        for part in one.parts:
            self.heading(f"{part.mark}  {part.title}", 1, part.id)
            self.blocks(part.blocks)
            for section in part.sections:
                self.section(section, 2)
        for section in one.back:
            self.section(section, 1)
        for index in one.indexes:
            self.index(index)
        target = io.BytesIO()
        self._file.save(target)
        return _same_times(target.getvalue())

    def _outline(self) -> Iterable[tuple[int, str, str]]:
        one = self._document
        yield from ((1, section.id, section.title) for section in one.front)
        for part in one.parts:
            yield 1, part.id, f"{part.mark}  {part.title}"
            yield from ((2, section.id, section.title) for section in part.sections)
        yield from ((1, section.id, section.title) for section in one.back)
        yield from ((1, index.id, index.title) for index in one.indexes)

    def _styles(self) -> None:
        """The styles of the press over those of an empty file."""
        styles: Any = self._file.styles
        normal = styles["Normal"]
        normal.font.name, normal.font.size = "Source Serif 4", Pt(10)
        properties = normal.element.get_or_add_rPr()
        fonts = properties.find(qn("w:rFonts"))
        fonts.set(qn("w:cs"), "Noto Naskh Arabic")
        fonts.set(qn("w:eastAsia"), "SimSun")
        locale = _LOCALES.get(self._document.language, "en-GB")
        for language in (styles.element.find(f".//{qn('w:lang')}"), _sub(properties, "w:lang")):
            if language is not None:
                language.set(qn("w:val"), locale if not self._rtl else "en-GB")
                language.set(qn("w:bidi"), locale if self._rtl else "ar-SA")
                language.set(qn("w:eastAsia"), "zh-CN")
        for level, size in ((1, 22), (2, 16), (3, 11.5)):
            style = styles[f"Heading {level}"]
            style.font.name, style.font.size, style.font.color.rgb = "Source Serif 4", Pt(size), _ACCENT
            style.font.bold = level == 3
            fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
            for theme in [name for name in fonts.attrib if "heme" in name]:
                del fonts.attrib[theme]
        styles["Heading 1"].paragraph_format.page_break_before = True
        for name, size in (("Small", 8.5), ("Fact", 8.5), ("Clause", 9.5), ("Index term", 8.5), ("Index sub-term", 8.5),
                           ("Note", 8), ("Contents 1", 10), ("Contents 2", 10)):
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style, style.font.size = normal, Pt(size)
            style.paragraph_format.space_after = Pt(3)
        styles["Index sub-term"].paragraph_format.left_indent = Mm(5)
        styles["Contents 2"].paragraph_format.left_indent = Mm(6)
        styles["Clause"].paragraph_format.left_indent = Mm(6)
        for name in _TONES.values():
            style = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
            style.font.bold, style.font.small_caps = True, True
            style.font.color.rgb = _ACCENT if name in ("Tag solid", "Tag outline") else None
            style.font.underline = name == "Tag solid"
        page = self._file.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        if self._rtl:
            settings: Any = page._sectPr
            grid = settings.find(qn("w:docGrid"))
            bidi = _sub(settings, "w:bidi")
            if grid is not None:
                grid.addprevious(bidi)
        self._ids = {style.name: style.style_id for style in styles}

    def heading(self, title: str, level: int, anchor: str, language: str = "") -> None:
        self.paragraph(f"Heading {level}", (Text(title, language),), anchor)

    def section(self, one: Section, level: int) -> None:
        self.heading(one.title, level, one.id)
        self.blocks(one.blocks)
        for entry in one.entries:
            self.entry(entry)
        if one.see:
            self.paragraph("Small", (Emphasis(self._document.words.see_also, strong=True),))
            for reference in one.see:
                self.paragraph("Index term", (reference,))

    def entry(self, one: Entry) -> None:
        self.heading(one.title, 3, one.id, one.title_language)
        if one.subtitle:
            self.paragraph("Fact", one.subtitle)
        for term, runs in one.facts:
            self.paragraph("Fact", (Emphasis(f"{term}: ", strong=True), *runs))
        self.blocks(one.blocks)

    def index(self, one: Index) -> None:
        self.heading(one.title, 1, one.id)
        for term in one.terms:
            style = "Index sub-term" if term.level else "Index term"
            targets = [target for target in term.targets if target in self._anchors]
            if len(targets) == 1:
                self.paragraph(style, (Reference(targets[0], term.term),))
                continue
            runs: list[Inline] = [Emphasis(term.term, strong=not targets)]
            for at, target in enumerate(targets):
                runs += [Text(": " if not at else "; "), Reference(target, self._titles.get(target, target))]
            self.paragraph(style, tuple(runs))

    def blocks(self, some: Iterable[Block]) -> None:
        for one in some:
            match one:
                case Paragraph():
                    style = "Small" if one.style == "small" else "Normal"
                    notes = [run for run in one.runs if isinstance(run, Footnote)]
                    self.paragraph(style, tuple(run for run in one.runs if not isinstance(run, Footnote)),
                                   language=one.language)
                    for note in notes:
                        self.paragraph("Note", (Emphasis(f"{self._document.words.source}: ", strong=True), *note.runs))
                case Clauses():
                    self.paragraph("Small", (Emphasis(one.title, strong=True),))
                    for item in one.items:
                        self.paragraph("Clause", (item.tag, Text("  "), Emphasis(f"{item.label}  ", strong=True),
                                                  *item.runs), language=item.language)
                case Definitions():
                    for term, runs in one.items:
                        self.paragraph("Normal", (Emphasis(f"{term}. ", strong=True), *runs))
                case Cells():
                    self.table(one)
                case Figure():
                    self.figure(one)

    def figure(self, one: Figure) -> None:
        picture = self._file.add_picture(io.BytesIO(png_bytes(one.svg)), width=Mm(WIDTH))
        picture._inline.docPr.set("descr", xml_text(one.alternative))
        if one.caption:
            self.paragraph("Small", (Text(one.caption),))

    def table(self, one: Cells) -> None:
        self.paragraph("Small", (Emphasis(one.caption, strong=True),))
        table = _sub(self._body, "w:tbl")
        self._end.addprevious(table)
        properties = _sub(table, "w:tblPr")
        _sub(properties, "w:tblStyle", val="TableGrid")
        if self._rtl:
            _sub(properties, "w:bidiVisual")
        _sub(properties, "w:tblW", w="5000", type="pct")
        _sub(properties, "w:tblCaption", val=xml_text(one.caption))
        grid = _sub(table, "w:tblGrid")
        shares = one.widths or (1,) * len(one.columns)
        for share in shares:
            _sub(grid, "w:gridCol", w=str(9000 * share // sum(shares)))
        heads = tuple((Emphasis(word, strong=True),) for word in one.columns)
        for at, row in enumerate((heads, *one.rows)):
            line = _sub(table, "w:tr")
            if not at:
                _sub(_sub(line, "w:trPr"), "w:tblHeader")
            for cell, share in zip(row, shares, strict=True):
                box = _sub(line, "w:tc")
                _sub(_sub(box, "w:tcPr"), "w:tcW", w=str(9000 * share // sum(shares)), type="dxa")
                self._fill(_sub(box, "w:p"), "Fact", cell, "", "")

    def paragraph(self, style: str, runs: Iterable[Inline], anchor: str = "", language: str = "") -> None:
        element = OxmlElement("w:p")
        self._end.addprevious(element)
        self._fill(element, style, runs, anchor, language)

    def _fill(self, element: Any, style: str, runs: Iterable[Inline], anchor: str, language: str) -> None:
        properties = _sub(element, "w:pPr")
        _sub(properties, "w:pStyle", val=self._ids[style])
        rtl = (language or self._document.language) == "ar"
        if rtl:
            _sub(properties, "w:bidi")
        if anchor:
            self._marked += 1
            _sub(element, "w:bookmarkStart", id=str(self._marked), name=self._marks[anchor])
        for one in runs:
            self._run(element, one, language)
        if anchor:
            _sub(element, "w:bookmarkEnd", id=str(self._marked))

    def _run(self, parent: Any, one: Inline, language: str) -> None:
        match one:
            case Text():
                self._words(parent, one.text, one.language or language)
            case Emphasis():
                self._words(parent, one.text, one.language or language, "w:b" if one.strong else "w:i")
            case Symbol():
                self._words(parent, one.text, "en")
            case Tag():
                self._words(parent, one.text, "", style=self._ids[_TONES[one.tone]])
            case Link():
                if one.address.startswith(("http://", "https://")):
                    link = _sub(parent, "w:hyperlink")
                    link.set(qn("r:id"), self._relation(one.address))
                    self._words(link, one.text, "en")
                else:
                    self._words(parent, one.text, "en")
            case Reference():
                target = parent
                if one.target in self._marks:
                    target = _sub(parent, "w:hyperlink", anchor=self._marks[one.target])
                self._words(target, one.text, one.language or language)
            case Footnote():
                self._words(parent, " (", language)
                for run in one.runs:
                    self._run(parent, run, language)
                self._words(parent, ")", language)

    def _relation(self, address: str) -> str:
        if address not in self._links:
            kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
            self._links[address] = self._file.part.relate_to(xml_text(address), kind, is_external=True)
        return self._links[address]

    def _words(self, parent: Any, words: str, language: str, mark: str = "", style: str = "") -> None:
        spoken = language or self._document.language
        run = _sub(parent, "w:r")
        properties = _sub(run, "w:rPr")
        if style:
            _sub(properties, "w:rStyle", val=style)
        if mark:
            _sub(properties, mark)
            _sub(properties, f"{mark}Cs")
        if spoken == "ar":
            _sub(properties, "w:rtl")
            _sub(properties, "w:lang", bidi="ar-SA")
        elif language and language != self._document.language:
            _sub(properties, "w:lang", val=_LOCALES.get(language, language))
        element = _sub(run, "w:t")
        element.text = xml_text(words)
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _sub(parent: Any, tag: str, /, **attributes: str) -> Any:
    """A new element at the end of `parent`."""
    element = OxmlElement(tag)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    parent.append(element)
    return element


def _same_times(content: bytes) -> bytes:
    """The file packed again with one time for all that is in it."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _FIRST), old.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()
