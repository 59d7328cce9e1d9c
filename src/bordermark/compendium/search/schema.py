"""The fields of the index, and a record as a document of them.

For each language: ``match_*`` (everything searched: title, text, context, labels, as stems; all that is found is
found here or in ``names``), ``title_*`` and ``label_*`` (again, for their weight) and ``words_*`` (unstemmed, the
dictionary against misspellings). Each facet has ``set_*``: all its values of a record as one string, for tantivy
counts a single-valued column twenty times faster than a multi-valued one; the sets are taken apart afterwards
(``facets``). ``filter`` holds ``facet=value`` for narrowing, ``symbol`` the keys of ``symbols``, ``prefix`` the
beginnings of title words for suggestions, ``payload`` what a hit shows.
"""

from __future__ import annotations

import json
from functools import cache

import tantivy

from bordermark.compendium.search import symbols
from bordermark.compendium.search.analysis import BREAK, WORD, fold, folded_words, index_text, stem
from bordermark.compendium.search.documents import FACETS, LANGUAGES, SearchDocument

VERSION = 1
"""Raised whenever fields or analysis change; an index of another version is rebuilt."""

MAX_PREFIX = 12
SEPARATOR = "\x1f"
UNDATED_LAST = 99_999_999
META_LAST = 1 << 40
META = "meta"
"""The id of the one document that is no record: it holds the schema version and the database revision seen."""


@cache
def schema() -> tantivy.Schema:
    """The schema every index of this VERSION has."""
    builder = tantivy.SchemaBuilder()
    for language in LANGUAGES:
        builder.add_text_field(f"match_{language}", tokenizer_name="whitespace", index_option="position")
        builder.add_text_field(f"title_{language}", tokenizer_name="whitespace", index_option="position")
        builder.add_text_field(f"label_{language}", tokenizer_name="whitespace", index_option="freq")
        builder.add_text_field(f"words_{language}", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("names", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("prefix", tokenizer_name="whitespace", index_option="basic")
    for exact in ("symbol", "filter", "instrument"):
        builder.add_text_field(exact, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    for facet in FACETS:
        builder.add_text_field(f"set_{facet}", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("by_title", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("newest", fast=True, indexed=True)
    builder.add_integer_field("oldest", fast=True)
    builder.add_bytes_field("payload", stored=True, indexed=False)
    return builder.build()


def beginnings(texts: list[str]) -> set[str]:
    """Every beginning of every folded word (of a Chinese run: from each of its characters, two at most)."""
    found: set[str] = set()
    for text in texts:
        for match in WORD.finditer(text):
            if run := match["han"]:
                found.update(run[i : i + n] for i in range(len(run)) for n in (1, 2))
            else:
                word = fold(match.group())
                found.update(word[:n] for n in range(1, min(len(word), MAX_PREFIX) + 1))
    return found


def to_tantivy(record: SearchDocument) -> tantivy.Document:
    """The record as the index stores it."""
    document = tantivy.Document()
    _add_languages(document, record)
    named = [word for name in record.names for word in folded_words(name)]
    document.add_text("names", " ".join([*named, *(s for w in named if (s := stem(w, "en")) != w)]))
    for symbol in symbols.keys(record.names):
        document.add_text("symbol", symbol)
    shown = [*record.titles.values(), *record.context.values(), *record.names]
    document.add_text("prefix", " ".join(beginnings(shown)))
    _add_facets(document, record)
    first_title = record.titles.get("en") or next(iter(record.titles.values()), record.id)
    document.add_text("by_title", fold_title(first_title))
    document.add_integer("newest", record.adopted or 0)
    document.add_integer("oldest", record.adopted or UNDATED_LAST)
    document.add_text("id", record.id)
    document.add_text("instrument", record.instrument)
    document.add_bytes("payload", _payload(record))
    return document


def _add_languages(document: tantivy.Document, record: SearchDocument) -> None:
    for language in LANGUAGES:
        title, text = record.titles.get(language, ""), record.texts.get(language, "")
        label, context = record.labels.get(language, ""), record.context.get(language, "")
        if not (title or text or label or context):
            continue
        titled = index_text([title], language)
        labelled = index_text([label], language)
        parts = [titled, index_text([text], language), index_text([context], language), labelled]
        document.add_text(f"match_{language}", f" {BREAK} ".join(part for part in parts if part))
        document.add_text(f"title_{language}", titled)
        document.add_text(f"label_{language}", labelled)
        written = {w for part in (title, text, label, *record.names) for w in folded_words(part)}
        document.add_text(f"words_{language}", " ".join(written))


def _add_facets(document: tantivy.Document, record: SearchDocument) -> None:
    for facet in FACETS:
        values = (record.kind,) if facet == "record" else record.facets.get(facet, ())
        if values:
            document.add_text(f"set_{facet}", SEPARATOR.join(sorted(set(values))))
        for value in values:
            document.add_text("filter", f"{facet}={value}")


def fold_title(title: str) -> str:
    """A title as it is sorted: its folded words."""
    return " ".join(fold(match.group()) for match in WORD.finditer(title))


def _payload(record: SearchDocument) -> bytes:
    shown = [record.id, record.kind, record.instrument, dict(record.titles), dict(record.texts), dict(record.context)]
    return json.dumps([*shown, list(record.names)], ensure_ascii=False, separators=(",", ":")).encode()


def meta_document(revision: str) -> tantivy.Document:
    """The document that says which schema wrote the index and which database revision it has seen."""
    document = tantivy.Document()
    document.add_text("id", META)
    document.add_integer("newest", -1)
    document.add_integer("oldest", META_LAST)
    document.add_text("by_title", "\U0010ffff")
    document.add_bytes("payload", json.dumps([META, VERSION, revision]).encode())
    return document
