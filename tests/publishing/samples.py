"""A small document with one of everything, for the tests of the press."""

from datetime import UTC, datetime

from bordermark.publishing.document import (
    Cells,
    Clause,
    Clauses,
    Definitions,
    Document,
    Emphasis,
    Entry,
    Figure,
    Footnote,
    Index,
    IndexTerm,
    Link,
    Paragraph,
    Part,
    Reference,
    Section,
    Symbol,
    Tag,
    Text,
    Words,
)

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 2"><path d="M0 1h10" stroke="#14507a"/></svg>'
WORDS = Words("Contents", "p. {}", "See also", "Source", "Notes", "machine translation")


def document(language: str = "en", words: str = "Words", title: str = "Title") -> Document:
    """The document, with `words` wherever words can stand."""
    runs = (
        Text(words), Emphasis(words), Emphasis(words, strong=True), Symbol(words), Tag(words, "solid"),
        Tag(words, "outline"), Tag(words, "dotted"), Link(words, "https://example.org/a?b=1&c=2"),
        Reference("entry-2", words), Reference("nowhere", words), Footnote((Text(words), Text("English", "en"))),
    )
    blocks = (
        Paragraph(runs), Paragraph((Text(words),), "lead", "ar"), Paragraph((Text(words),), "small"),
        Clauses((Clause(words, Tag(words, "solid"), (Text(words),), "en"),), words), Definitions(((words, runs),)),
        Cells(words, (words, "Number"), (((Text(words),), (Text("1"),)),), numeric=frozenset({1}), anchors=("row-1",)),
        Figure(SVG, words, words),
    )
    entries = tuple(
        Entry(f"entry-{number}", words, words, subtitle=(Symbol(words),), facts=((words, (Text(words),)),),
              blocks=(Paragraph(runs),)) for number in (1, 2)
    )
    section = Section("section-1", words, blocks, entries, (Reference("entry-1", words),))
    return Document(
        title=title, language=language, words=WORDS, made=datetime(2026, 11, 24, 12, tzinfo=UTC), subtitle=words,
        author="Bordermark", description=words, statements=(runs,), imprint=((Text(words),),),
        front=(Section("front", words, (Paragraph((Text(words),)),)),),
        parts=(Part("part-1", words, "1", (Paragraph((Text(words),)),), (section,)),),
        back=(Section("back", words, (Paragraph((Text(words),)),)),),
        indexes=(Index("index", words, (IndexTerm(words, group="A"), IndexTerm(words, ("entry-1", "entry-2"), 1, "A"),
                                        IndexTerm(words, ("entry-2",), symbol=True))),), keywords=(words,),
    )
