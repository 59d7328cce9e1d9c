"""The fields of the index, and a record as a document of them.

For each language: ``match_*`` (everything searched: title, text, context, labels, as stems; the English one holds the
words of the names as well), ``title_*`` and ``label_*`` (again, for their weight) and ``words_*`` (unstemmed, the
dictionary against misspellings). Each facet has ``set_*``, a code for the set of values a record has, and ``sets``
lists what the codes stand for (see ``facets``). ``filter`` holds ``facet=value`` for narrowing, ``symbol`` the keys
of ``symbols``, ``prefix`` the beginnings of title words for suggestions, ``payload`` what a hit shows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

import tantivy

from bordermark.compendium.search import facets, symbols
from bordermark.compendium.search.analysis import BREAK, WORD, fold, folded_words, index_text, name_words, stem
from bordermark.compendium.search.documents import FACETS, LANGUAGES, SearchDocument

VERSION = 1
"""Raised whenever fields or analysis change; an index of another version is rebuilt."""

MAX_PREFIX = 12
"""Letters of a word's longest beginning kept for suggestions; longer words are asked for by these."""

FIRST = "^"
"""Marks, in ``prefix``, the beginning of the first word of a title or name."""

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
    for exact in ("symbol", "filter", "sets", "instrument"):
        builder.add_text_field(exact, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    for column in facets.COLUMNS:
        builder.add_text_field(f"set_{column}", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("by_title", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("newest", fast=True, indexed=True)
    builder.add_integer_field("oldest", fast=True)
    builder.add_bytes_field("payload", stored=True, indexed=False)
    return builder.build()


def beginnings(texts: Iterable[str]) -> set[str]:
    """Every beginning of every folded word (of a Chinese run: from each of its characters, two at most)."""
    found: set[str] = set()
    for text in texts:
        for match in WORD.finditer(text):
            han = match.lastgroup == "han"
            found.update(_of_run(match.group()) if han else _of_word(match.group()))
            if match.start() == 0:
                first = _of_run(match.group()[:2]) if han else _of_word(match.group())
                found.update(FIRST + start for start in first)
    return found


@lru_cache(maxsize=20_000)
def _of_word(word: str) -> tuple[str, ...]:
    folded = fold(word)
    return tuple(folded[:n] for n in range(1, min(len(folded), MAX_PREFIX) + 1))


def _of_run(run: str) -> list[str]:
    return [run[i : i + n] for i in range(len(run)) for n in (1, 2)]


def to_tantivy(record: SearchDocument) -> tantivy.Document:
    """The record as the index stores it."""
    document = tantivy.Document()
    _add_languages(document, record)
    named = [word for name in record.names for word in name_words(name)]
    document.add_text("names", " ".join([*named, *(s for w in named if (s := stem(w, "en")) != w)]))
    for symbol in symbols.keys(record.names):
        document.add_text("symbol", symbol)
    shown = [*record.titles.values(), *record.context.values(), *record.names]
    document.add_text("prefix", " ".join(beginnings(shown)))
    _add_facets(document, {**record.facets, "record": (record.kind,)})
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
        if not (title or text or label or context or language == "en"):
            continue
        titled, labelled = index_text(title, language), index_text(label, language)
        named = f" {BREAK} ".join(index_text(name, "en") for name in record.names) if language == "en" else ""
        parts = [titled, index_text(text, language), index_text(context, language), labelled, named]
        document.add_text(f"match_{language}", f" {BREAK} ".join(part for part in parts if part))
        document.add_text(f"title_{language}", titled)
        document.add_text(f"label_{language}", labelled)
        written = {w for part in (title, text, label, *record.names) for w in folded_words(part)}
        document.add_text(f"words_{language}", " ".join(written))


def _add_facets(document: tantivy.Document, values: Mapping[str, tuple[str, ...]]) -> None:
    for column in facets.COLUMNS:
        key, listed = facets.code(column, values)
        document.add_text(f"set_{column}", key)
        document.add_text("sets", listed)
    for facet in FACETS:
        for value in values.get(facet, ()):
            document.add_text("filter", f"{facet}={value}")


def fold_title(title: str) -> str:
    """A title as it is sorted: its folded words."""
    return " ".join(fold(match.group()) for match in WORD.finditer(title))


def _payload(record: SearchDocument) -> bytes:
    shown = [record.id, record.kind, record.instrument, dict(record.titles), dict(record.texts), dict(record.context)]
    return json.dumps([*shown, list(record.names)], ensure_ascii=False, separators=(",", ":")).encode()


def meta_document(revision: str) -> tantivy.Document:
    """The document that says which schema wrote the index and which database revision it has seen.

    It has empty facets, for one document without would make every column one with gaps.
    """
    document = tantivy.Document()
    document.add_text("id", META)
    _add_facets(document, {})
    document.add_integer("newest", -1)
    document.add_integer("oldest", META_LAST)
    document.add_text("by_title", "\U0010ffff")
    document.add_bytes("payload", json.dumps([META, VERSION, revision]).encode())
    return document
