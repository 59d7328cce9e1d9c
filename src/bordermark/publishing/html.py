"""A document as one HTML file that needs nothing else: accessible, readable at any width, made to print well."""

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Final

from bordermark.languages import direction
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
    Section,
    Symbol,
    Tag,
    Text,
)

STYLE: Final = Path(__file__).parent / "press.css"


def html_bytes(document: Document) -> bytes:
    """The document as a page in UTF-8. The same document gives the same bytes."""
    return _Writer(document).page().encode("utf-8", "replace")


def text(words: str) -> str:
    """Words as HTML: escaped, without the controls that no page may hold."""
    return escape("".join(sign for sign in words if sign >= " " or sign in "\n\t"))


class _Writer:
    """Writes one document; notes are gathered on the way and stand after the entry or section that calls them."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._anchors = document.anchors()
        self._titles = {one.id: one.title for one in document.entries()}
        self._waiting: list[str] = []
        self._number = 0

    def page(self) -> str:
        one = self._document
        title = text(f"{one.title}: {one.subtitle}" if one.subtitle else one.title)
        statements = "".join(f"<p>{self.runs(runs)}</p>" for runs in one.statements)
        imprint = "".join(f"<p>{self.runs(runs)}</p>" for runs in one.imprint)
        subtitle = f'<p class="subtitle">{text(one.subtitle)}</p>' if one.subtitle else ""
        body = "".join((
            *(self.section(section, 2) for section in one.front), *(self.part(part) for part in one.parts),
            *(self.section(section, 2) for section in one.back), *(self.index(index) for index in one.indexes),
        ))
        return (
            f'<!doctype html>\n<html lang="{one.language}" dir="{one.direction}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<meta name="description" content="{text(one.description)}">\n'
            f'<meta name="dcterms.date" content="{one.made.date().isoformat()}">\n<title>{title}</title>\n'
            f"<style>\n{STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n"
            f'<a class="skip" href="#content">{text(one.words.contents)}</a>\n'
            f'<header><h1>{text(one.title)}</h1>{subtitle}<hr class="boundary">{statements}</header>\n'
            f'{self.contents()}<main id="content">{body}</main>\n<footer>{imprint}</footer>\n</body>\n</html>\n'
        )

    def contents(self) -> str:
        one = self._document
        rows = [_item(section.id, section.title) for section in one.front]
        for part in one.parts:
            inner = "".join(_item(section.id, section.title) for section in part.sections)
            rows.append(f'<li><a href="#{text(part.id)}">{text(part.mark)} {text(part.title)}</a><ol>{inner}</ol></li>')
        rows += [_item(section.id, section.title) for section in one.back]
        rows += [_item(index.id, index.title) for index in one.indexes]
        words = text(one.words.contents)
        return f'<nav aria-label="{words}"><h2>{words}</h2><ol>{"".join(rows)}</ol></nav>\n'

    def part(self, one: Part) -> str:
        sections = "".join(self.section(section, 3) for section in one.sections)
        return (f'<section class="part"><h2 id="{text(one.id)}"><span class="mark">{text(one.mark)}</span> '
                f"{text(one.title)}</h2>{self.blocks(one.blocks)}{sections}</section>\n")

    def section(self, one: Section, level: int) -> str:
        inner = self.blocks(one.blocks) + self.notes() + "".join(self.entry(entry, level + 1) for entry in one.entries)
        see = ""
        if one.see:
            rows = "".join(f"<li>{self.run(reference)}</li>" for reference in one.see)
            see = f'<p class="see">{text(self._document.words.see_also)}</p><ul class="see">{rows}</ul>'
        return f'<section><h{level} id="{text(one.id)}">{text(one.title)}</h{level}>{inner}{see}</section>\n'

    def entry(self, one: Entry, level: int) -> str:
        facts = "".join(f"<dt>{text(term)}</dt><dd>{self.runs(runs)}</dd>" for term, runs in one.facts)
        subtitle = f'<p class="symbol">{self.runs(one.subtitle)}</p>' if one.subtitle else ""
        return (
            f'<article id="{text(one.id)}"><h{level}{_lang(one.title_language)}>{text(one.title)}</h{level}>'
            f'<div class="entry"><dl class="facts">{facts}</dl><div>{subtitle}{self.blocks(one.blocks)}'
            f"{self.notes()}</div></div></article>\n"
        )

    def notes(self) -> str:
        """The notes called since the last time, and none of them again."""
        waiting, self._waiting = self._waiting, []
        return f'<div class="notes">{"".join(waiting)}</div>' if waiting else ""

    def index(self, one: Index) -> str:
        rows: list[str] = []
        group = ""
        for term in one.terms:
            if term.group != group:
                group = term.group
                rows.append(f'</ul><p class="group">{text(group)}</p><ul>')
            places = ", ".join(
                f'<a href="#{text(target)}" aria-label="{text(self._titles.get(target, target))}">{number}</a>'
                for number, target in enumerate(term.targets, 1) if target in self._anchors
            )
            words = f'<bdi dir="ltr">{text(term.term)}</bdi>' if term.symbol else text(term.term)
            if len(term.targets) == 1:
                words, places = f'<a href="#{text(term.targets[0])}">{words}</a>', ""
            rows.append(f'<li class="level{term.level}">{words} {places}</li>')
        body = f"<ul>{''.join(rows)}</ul>".replace("<ul></ul>", "")
        return f'<section class="index"><h2 id="{text(one.id)}">{text(one.title)}</h2>{body}</section>\n'

    def blocks(self, some: Iterable[Block]) -> str:
        return "".join(self.block(one) for one in some)

    def block(self, one: Block) -> str:
        match one:
            case Paragraph():
                return f'<p class="{one.style}"{_lang(one.language)}>{self.runs(one.runs)}</p>'
            case Clauses():
                rows = "".join(
                    f'<li>{self.run(item.tag)}<span{_lang(item.language)}><b>{text(item.label)}</b> '
                    f"{self.runs(item.runs)}</span></li>" for item in one.items
                )
                return f'<p class="over">{text(one.title)}</p><ul class="clauses">{rows}</ul>'
            case Definitions():
                rows = "".join(f"<dt>{text(term)}</dt><dd>{self.runs(runs)}</dd>" for term, runs in one.items)
                return f'<dl class="definitions">{rows}</dl>'
            case Cells():
                return self.table(one)
            case Figure():
                caption = f"<figcaption>{text(one.caption)}</figcaption>" if one.caption else ""
                return (f'<figure><div role="img" aria-label="{text(one.alternative)}">{one.svg}</div>'
                        f"{caption}</figure>")

    def table(self, one: Cells) -> str:
        def numeric(at: int) -> str:
            return ' class="number"' if at in one.numeric else ""

        heads = "".join(f'<th scope="col"{numeric(at)}>{text(word)}</th>' for at, word in enumerate(one.columns))
        rows = []
        for place, row in enumerate(one.rows):
            anchor = f' id="{text(one.anchors[place])}"' if place < len(one.anchors) else ""
            cells = "".join(f"<td{numeric(at)}>{self.runs(cell)}</td>" for at, cell in enumerate(row))
            rows.append(f"<tr{anchor}>{cells}</tr>")
        return (f'<div class="table" tabindex="0" role="region" aria-label="{text(one.caption)}"><table>'
                f"<caption>{text(one.caption)}</caption><thead><tr>{heads}</tr></thead>"
                f"<tbody>{''.join(rows)}</tbody></table></div>")

    def runs(self, some: Iterable[Inline]) -> str:
        return "".join(self.run(one) for one in some)

    def run(self, one: Inline) -> str:
        match one:
            case Text():
                return f"<span{_lang(one.language)}>{text(one.text)}</span>" if one.language else text(one.text)
            case Emphasis():
                name = "strong" if one.strong else "em"
                return f"<{name}{_lang(one.language)}>{text(one.text)}</{name}>"
            case Symbol():
                return f'<bdi class="symbol" dir="ltr">{text(one.text)}</bdi>'
            case Tag():
                return f'<span class="tag {one.tone}">{text(one.text)}</span>'
            case Link():
                words = f'<bdi dir="ltr">{text(one.text)}</bdi>'
                safe = one.address.startswith(("http://", "https://", "mailto:"))
                return f'<a href="{text(one.address)}">{words}</a>' if safe else words
            case Reference():
                words = f"<span{_lang(one.language)}>{text(one.text)}</span>" if one.language else text(one.text)
                return f'<a href="#{text(one.target)}">{words}</a>' if one.target in self._anchors else words
            case Footnote():
                return self.call(one)

    def call(self, one: Footnote) -> str:
        """The call of a note; the note itself waits for the end of what is being said."""
        self._number += 1
        number = self._number
        self._waiting.append(f'<p id="note-{number}"><a href="#call-{number}" aria-label="{number}">{number}</a> '
                             f"{self.runs(one.runs)}</p>")
        label = text(self._document.words.notes)
        return f'<sup id="call-{number}"><a href="#note-{number}" aria-label="{label} {number}">{number}</a></sup>'


def _item(anchor: str, title: str) -> str:
    return f'<li><a href="#{text(anchor)}">{text(title)}</a></li>'


def _lang(language: str) -> str:
    return f' lang="{language}" dir="{direction(language)}"' if language else ""
